import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CHANGE_KINDS, type NoticeWay } from '../../src/model/change.ts';
import { leads } from '../build/build-subscriptions.ts';
import {
  expectHeard,
  expectMovesToBeNews,
  expectNoReminderBesideNotice,
  expectNothingTwice,
  expectRightNow,
  expectTrueNotice,
  expectTrueReminder,
  watchComings,
} from './judge-scene.ts';
import { story } from './list-story.ts';
import { liveStory, type Scene } from './live-story.ts';

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
      const last: { scene: Scene | null } = { scene: null };
      await liveStory(steps, CHANNELS, {
        settled: comings.settled,
        scene(scene) {
          last.scene = scene;
          for (const arrival of scene.arrivals) {
            const kind = scene.posts.get(arrival.id)?.kind;
            if (kind === 'notice') expectTrueNotice(arrival);
            else {
              expectTrueReminder(arrival, scene);
              expectRightNow(arrival, scene, comings);
            }
          }
          for (const { channel } of CHANNELS) {
            const mine = scene.arrivals.filter((arrival) => arrival.channel === channel);
            expectMovesToBeNews(mine);
            if (channel !== 'quiet') expectHeard(mine, scene, comings);
          }
          expectNothingTwice(scene);
          expectNoReminderBesideNotice(scene);
        },
      });
      for (const { id, message } of last.scene?.arrivals ?? []) {
        if (last.scene?.posts.get(id)?.kind === 'notice') notices += 1;
        else reminders += 1;
        if (last.scene?.visible.get(id)?.content !== message.content) edited += 1;
      }
    }),
    { seed: 20251119, numRuns: 80, endOnFailure: true },
  );
  // The stories would prove nothing if little happened in them.
  expect(Math.min(reminders, notices, edited)).toBeGreaterThan(200);
});
