import { describe, expect, test } from 'vitest';
import { CommandRefusal } from '../../../src/features/call/command.ts';
import type { EventList } from '../../../src/model/event.ts';
import { personalKey } from '../../../src/model/post.ts';
import { ofGuild } from '../../../src/model/subscription.ts';
import type { PlannedPost } from '../../../src/outbox/outbox.ts';
import { call, press } from '../../build/build-calls.ts';
import { at, expires, opens } from '../../build/build-events.ts';
import { HOSTILE, makeEvent, makeList } from '../../build/build-lists.ts';
import { expectSound } from '../../build/check-message.ts';
import { listAnswers, makeContext } from '../../build/command-context.ts';
import { enterMoment } from '../../build/fill-ledger.ts';
import { allText, run, runPress } from '../../build/run-command.ts';
import { exchange, transcript } from '../../build/write-transcript.ts';

const NOW = '2030-06-01T00:00:00Z';
const BEFORE = makeList([
  makeEvent('talks', opens('2030-06-20'), { title: 'Port talks' }),
  makeEvent('permits', expires('2030-06-09'), { title: 'Port permits' }),
  makeEvent('vote', null, { title: 'A vote' }),
  makeEvent('strike', opens('2030-06-12'), { title: 'A strike' }),
  makeEvent('fair', opens('2030-06-05'), { title: 'The fair' }),
  makeEvent('gone', opens('2030-06-05'), { title: 'It goes' }),
]);

/** Somebody who asked to be reminded of everything in that list; since then much has happened. */
async function open() {
  const made = await makeContext({ now: NOW, list: BEFORE, zone: 'UTC' });
  for (const { id } of BEFORE.events) await run('remind me', call({ event: id, lead: '3d 1d' }), made.context);
  made.world.moveTo(at('2030-06-05T12:00:00Z'));
  const events = BEFORE.events.filter(({ id }) => id !== 'gone');
  const list: EventList = makeList(
    events.map((event) => (event.id === 'strike' ? { ...event, certainty: 'cancelled' } : event)),
    'later',
  );
  return { ...made, context: { ...made.context, ...listAnswers(list) } };
}
const saved = (context: Awaited<ReturnType<typeof open>>['context']) => context.registry.subscription('7500');

test('/remind list reads as reviewed', async () => {
  const { context } = await open();
  const choose = (event: string) => runPress('reminders-open', press([], { values: [event] }), context);
  const answers = [
    exchange('/remind list', await run('remind list', call(), context)),
    exchange('chosen: Port permits', await choose('permits')),
    exchange('chosen: what is over', await choose('fair')),
    exchange('chosen: what the list no longer has', await choose('gone')),
    exchange('Cancel', await runPress('remind-off', press(['gone']), context)),
    exchange('Cancel all', await runPress('reminders-clear', press([]), context)),
    exchange('Yes, cancel all', await runPress('reminders-clear', press(['yes']), context)),
    exchange('Forget me', await runPress('reminders-forget', press([]), context)),
    exchange('/remind list', await run('remind list', call(), context)),
  ];
  await expect(transcript('/remind list', answers)).toMatchFileSnapshot('../transcripts/reminders.md');
});

test('/remind list lists the soonest first, then what waits for a date, is called off, has passed, is over or gone', async () => {
  const { context } = await open();
  const reply = await run('remind list', call(), context);
  expectSound(reply);
  const select = reply.message.controls[0]?.[0];
  const order = select?.type === 'select' ? select.options.map(({ value }) => value) : [];
  expect(order).toEqual(['permits', 'talks', 'vote', 'strike', 'fair', 'gone']);
  expect(reply.message.content).toBe('You have reminders for 6 events. Next: Thu 6 Jun 2030, 09:00 UTC.');
});

test('/remind list is each person’s own', async () => {
  const { context } = await open();
  const other = await run('remind list', call({}, { user: '501' }), context);
  expect(other.message.content).toBe('You have no reminders.');
  await runPress('reminders-clear', press(['yes'], { user: '501' }), context);
  await runPress('remind-off', press(['permits'], { user: '501' }), context);
  await runPress('reminders-forget', press([], { user: '501' }), context);
  expect((await saved(context))?.filter.events).toHaveLength(6);
  const asked = runPress('reminders-open', press([], { values: ['gone'], user: '501' }), context);
  await expect(asked).rejects.toBeInstanceOf(CommandRefusal);
});

test('/remind list turns pages of ten; a page that there is not is the last one', async () => {
  const events = Array.from({ length: 23 }, (_, nth) =>
    makeEvent(`e${nth}`, expires('2030-06-09'), { title: HOSTILE }),
  );
  const { context } = await makeContext({ now: NOW, list: makeList(events) });
  for (const { id } of events) await run('remind me', call({ event: id, lead: '1d' }), context);
  const pageOf = async (page: string) => {
    const reply = await runPress('reminders', press([page]), context);
    expectSound(reply);
    return /Page (\d) of 3/.exec(allText(reply))?.[1];
  };
  const pages = await Promise.all(['0', '1', '2', '99', '-4', 'x', 'NaN', '1e400', ''].map(pageOf));
  expect(pages).toEqual(['1', '2', '3', '3', '1', '1', '1', '3', '1']);
});

test('cancelling one reminder leaves the others and their window alone', async () => {
  const { context, changes } = await open();
  const [before, count] = [await saved(context), changes.count];
  await runPress('remind-off', press(['permits']), context);
  const after = await saved(context);
  expect(after?.filter.events).toEqual(['fair', 'gone', 'strike', 'talks', 'vote']);
  expect(Object.keys(after?.leadsByEvent ?? {})).toHaveLength(5);
  expect(after?.since).toBe(before?.since);
  expect(changes.count).toBe(count + 1);
});

test('cancelling all reminders is asked once more, and does nothing until then', async () => {
  const { context } = await open();
  const asked = await runPress('reminders-clear', press([]), context);
  expect(asked.message.content).toBe('Cancel your reminders of all 6 events?');
  expect((await saved(context))?.filter.events).toHaveLength(6);
  await runPress('reminders-clear', press(['yes']), context);
  expect(await saved(context)).toBeNull();
  const again = await runPress('reminders-clear', press([]), context);
  expect(again.message.content).toBe('You have no reminders.');
});

test('Forget me asks once more as long as there are reminders, and then forgets them too, without Undo', async () => {
  const { context } = await open();
  const asked = await runPress('reminders-forget', press([]), context);
  expect(asked.message.content).toBe('Forget you, with your reminders of 6 events?');
  expect(await saved(context)).not.toBeNull();
  const forgotten = await runPress('reminders-forget', press(['yes']), context);
  expect(forgotten.message.controls).toEqual([]);
  expect(await saved(context)).toBeNull();
});

test('Forget me deletes every row of that person and of nobody else', async () => {
  const { context } = await open();
  await runPress('reminders-zone', press([], { fields: { zone: 'Seoul', time: '' } }), context);
  await runPress('reminders-zone', press([], { fields: { zone: 'Seoul', time: '' }, user: '501' }), context);
  for (const user of ['500', '501']) {
    const place = { owner: { kind: 'person', user }, channel: `7${user}`, lead: '1d' } as const;
    const sent = { ...place, event: 'fair', due: '2030-06-04T09:00:00Z', end: { sent: '2030-06-04T09:00:00Z' } };
    await enterMoment(context.outbox, sent);
  }
  await runPress('reminders-clear', press(['yes']), context);
  await runPress('reminders-forget', press([]), context);
  expect((await context.registry.personSettings()).map(({ user }) => user)).toEqual(['501']);
  expect(await context.outbox.posts({ channel: '7500', limit: 10 })).toEqual([]);
  expect(await context.outbox.posts({ channel: '7501', limit: 10 })).toHaveLength(1);
  expect(await context.outbox.moments({ channels: ['7500'], events: null })).toEqual([]);
});

describe('what could not be delivered', () => {
  const dead = {
    owner: { kind: 'person', user: '500' },
    channel: '7500',
    event: 'fair',
    due: '2030-06-04T09:00:00Z',
    lead: '1d',
  } as const;

  test('/remind list says what could not be delivered, with how to open direct messages, and tries again at the next choice', async () => {
    const { context } = await open();
    await enterMoment(context.outbox, { ...dead, end: { dead: 'direct messages closed' } });
    const text = allText(await run('remind list', call(), context));
    expect(text).toContain('The last one could not reach you');
    expect(text).toContain('There was nowhere else to tell you.');
    expect(text).toContain('Privacy Settings');
    const reachPerson = async () => ({ kind: 'closed' as const, channel: '7500' });
    const remind = call({ event: 'permits', lead: '1h' });
    expect(allText(await run('remind me', remind, { ...context, reachPerson }))).toContain('are closed to me, so');
    expect(allText(await run('remind me', remind, context))).toContain('By direct message.');
  });

  test('/remind list names the channel in which reminders came instead of direct messages', async () => {
    const { context } = await open();
    const post = await enterMoment(context.outbox, { ...dead, end: { dead: 'direct messages closed' } });
    const sent: PlannedPost = {
      kind: 'personal',
      owner: ofGuild('1'),
      channel: '100',
      due: at(NOW),
      urgency: at(NOW),
      ordinal: 0,
      addedLate: false,
      key: personalKey(post),
      body: { user: '500', message: { content: '', ping: null, cards: [], controls: [], files: [] } },
      edits: null,
      moments: [],
    };
    await context.outbox.reserve({
      posts: [sent],
      skipped: [],
      watermark: null,
      settledChannels: [],
      settledList: null,
    });
    expect(allText(await run('remind list', call(), context))).toContain('I mentioned you in <#100> instead.');
  });
});
