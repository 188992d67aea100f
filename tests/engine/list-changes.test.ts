import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CHANGE_KINDS, type NoticeWay } from '../../src/model/change.ts';
import { leads } from '../build/build-subscriptions.ts';
import { storyCount } from '../build/story-count.ts';
import {
  expectHeard,
  expectMovesToBeNews,
  expectNoReminderBesideNotice,
  expectNothingTwice,
  expectRightNow,
  expectTrueNotice,
  expectTrueReminder,
  watchComings,
} from './judge-snapshot.ts';
import { story } from './list-story.ts';
import { liveStory, type Snapshot } from './live-story.ts';

const all = (way: NoticeWay) => Object.fromEntries(CHANGE_KINDS.map((kind) => [kind, way]));
/** One by the defaults, one that wants edits only, one that wants a message for everything. */
const CHANNELS = [
  { channel: 'default', leads: leads('7d 1d 0d 1h') },
  { channel: 'quiet', leads: leads('30d 1d'), notices: all('nothing') },
  { channel: 'eager', leads: leads('2w 7d 0d'), notices: all('post') },
];

test('whatever happens to a list, channels read what is true, hear of every move, and hear it once', async () => {
  let reminders = 0;
  let notices = 0;
  let edited = 0;
  await fc.assert(
    fc.asyncProperty(story, async (steps) => {
      const comings = watchComings();
      const last: { snapshot: Snapshot | null } = { snapshot: null };
      await liveStory(steps, CHANNELS, {
        settled: comings.settled,
        snapshot(snapshot) {
          last.snapshot = snapshot;
          for (const arrival of snapshot.arrivals) {
            const kind = snapshot.posts.get(arrival.id)?.kind;
            if (kind === 'notice') expectTrueNotice(arrival);
            else {
              expectTrueReminder(arrival, snapshot);
              expectRightNow(arrival, snapshot, comings);
            }
          }
          for (const { channel } of CHANNELS) {
            const mine = snapshot.arrivals.filter((arrival) => arrival.channel === channel);
            expectMovesToBeNews(mine);
            if (channel !== 'quiet') expectHeard(mine, snapshot, comings);
          }
          expectNothingTwice(snapshot);
          expectNoReminderBesideNotice(snapshot);
        },
      });
      for (const { id, message } of last.snapshot?.arrivals ?? []) {
        if (last.snapshot?.posts.get(id)?.kind === 'notice') notices += 1;
        else reminders += 1;
        if (last.snapshot?.visible.get(id)?.content !== message.content) edited += 1;
      }
    }),
    { seed: 20251119, numRuns: storyCount({ few: 25, all: 80 }), endOnFailure: true },
  );
  // The stories would prove nothing if little happened in them.
  expect(Math.min(reminders, notices, edited)).toBeGreaterThan(storyCount({ few: 60, all: 200 }));
});
