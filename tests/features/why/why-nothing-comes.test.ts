import { expect, test } from 'vitest';
import type { CommandContext } from '../../../src/features/call/context.ts';
import { type EventFilter, ofGuild, type Subscription } from '../../../src/model/subscription.ts';
import { call, channel } from '../../build/build-calls.ts';
import { at, expires, opens } from '../../build/build-events.ts';
import { makeEvent, makeList } from '../../build/build-lists.ts';
import { buildSubscription, leads } from '../../build/build-subscriptions.ts';
import { makeContext } from '../../build/command-context.ts';
import { allText, run } from '../../build/run-command.ts';

const NOW = '2025-10-24T16:00:00Z';
const SUMMIT = 'asean-summit-2025';

async function subscribe(context: CommandContext, over: Partial<Subscription> = {}): Promise<void> {
  const since = at('2025-10-01T00:00:00Z');
  await context.registry.putSubscription(buildSubscription('100', { owner: ofGuild('1'), since, ...over }));
}

const filter = (over: Partial<EventFilter>): Partial<Subscription> => ({
  filter: { topics: null, kinds: null, ...over },
});
test.each<[string, Partial<Subscription>, string]>([
  ['other topics', filter({ topics: ['shipping'] }), 'other topics (shipping)'],
  ['other kinds', filter({ kinds: ['fees'] }), 'other kinds of event (fees)'],
  ['other regions', filter({ regions: ['chile'] }), 'other regions (chile)'],
  ['other certainties', filter({ certainties: ['tentative'] }), 'other certainties (tentative); this one is confirmed'],
  [
    'missing words',
    filter({ words: { allow: ['truce'], block: [] } }),
    'none of the words this channel asks for (truce)',
  ],
  [
    'blocked words',
    filter({ words: { allow: [], block: ['summit'] } }),
    'contains a word that this channel has blocked (summit)',
  ],
  ['other events', filter({ events: ['apec-2025'] }), 'other events only'],
  ['a mute', filter({ muted: [SUMMIT] }), 'the event is muted here'],
  ['a pause', { paused: 'missing access' }, 'this channel is paused'],
])('/datewatch why says why nothing comes for %s', async (_what, over, said) => {
  const { context } = await makeContext({ now: NOW });
  await subscribe(context, over);
  const reply = await run('datewatch why', call({ event: SUMMIT }), context);
  expect(allText(reply)).toContain(said);
  expect(reply.message.content).toBe('ASEAN summit: nothing posted so far. Nothing is planned.');
});

test('/datewatch why names every part of a filter that stands against an event, not only the first', async () => {
  const { context } = await makeContext({ now: NOW });
  await subscribe(context, filter({ topics: ['shipping'], muted: [SUMMIT] }));
  const text = allText(await run('datewatch why', call({ event: SUMMIT }), context));
  expect(text).toContain('other topics');
  expect(text).toContain('muted here');
});

test.each([
  ['cancelled', { certainty: 'cancelled' }, 'the event was cancelled'],
  ['postponed', { certainty: 'postponed' }, 'has no new date'],
  ['over', { outcome: { what: 'Done.', day: null, source: null } }, 'the event is over'],
  ['behind', { claims: makeEvent('x', opens('2025-10-01')).claims }, 'its dates have passed'],
  ['without an exact date', { claims: [] }, 'no exact date is known'],
] as const)('/datewatch why says why nothing comes for an event that is %s', async (_what, over, said) => {
  const list = makeList([makeEvent('x', opens('2025-11-01'), over)]);
  const { context } = await makeContext({ now: NOW, list });
  await subscribe(context);
  expect(allText(await run('datewatch why', call({ event: 'x' }), context))).toContain(said);
});

test('/datewatch why says why nothing comes for leads that need an hour nobody has named, and for leads that have all passed', async () => {
  const list = makeList([makeEvent('x', opens('2025-10-30')), makeEvent('y', expires('2025-10-25'))]);
  const { context } = await makeContext({ now: NOW, list });
  await subscribe(context, { leads: leads('1h 15m') });
  await subscribe(context, { channel: '200', leads: leads('7d') });
  expect(allText(await run('datewatch why', call({ event: 'x' }), context))).toContain(
    'reminders `1h`, `15m` need an hour',
  );
  const passed = await run('datewatch why', call({ event: 'y', channel: channel('200') }), context);
  expect(allText(passed)).toContain('the times of all its reminders here have passed');
});

test('/datewatch why says why nothing comes for a pause of the server, and marks what will fall into it', async () => {
  const { context } = await makeContext({ now: NOW });
  await subscribe(context);
  const settings = { guild: '1', zone: null, postingTime: null, pausedUntil: at('2025-10-26T00:00:00Z') };
  await context.registry.putGuildSettings(settings, at(NOW));
  const reply = await run('datewatch why', call({ event: SUMMIT }), context);
  expect(allText(reply)).toContain('nothing comes before Sat 25 Oct 2025, 8 p.m.: the server is paused until then');
  expect(allText(reply)).toContain('not posted: the server is paused until then');
  expect(reply.message.content).toContain('Nothing is planned.');
});
