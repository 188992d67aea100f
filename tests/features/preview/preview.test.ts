import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CommandContext } from '../../../src/features/call/context.ts';
import { CHANGE_KINDS } from '../../../src/model/change.ts';
import type { Control, Message } from '../../../src/model/message.ts';
import { ofGuild } from '../../../src/model/subscription.ts';
import { call, channel, press } from '../../build/build-calls.ts';
import { at, expires, opens } from '../../build/build-events.ts';
import { HOSTILE, makeEvent, makeList } from '../../build/build-lists.ts';
import { leads } from '../../build/build-subscriptions.ts';
import { expectSound } from '../../build/check-message.ts';
import { makeContext } from '../../build/command-context.ts';
import { allText, complete, refusal, run, runPress } from '../../build/run-command.ts';
import { exchange, transcript } from '../../build/write-transcript.ts';

const NOW = '2025-10-24T16:00:00Z';
const TODAY = '2026-11-22T12:00:00Z';
const TRUCE = 'tariff-truce-expiry-2025';

async function subscribe(context: CommandContext): Promise<void> {
  await run('datewatch subscribe', call({ leads: '7d 1h' }), context);
  const row = await context.registry.subscription('100');
  if (row === null) throw new Error('not subscribed');
  const { unsettled: _, version: __, ...saved } = row;
  await context.registry.putSubscription({ ...saved, role: '900' });
}

/** Every kind of message that `/datewatch preview` has for one event or another. */
const ALL_CHOICES = [
  'reminder',
  'late',
  'added late',
  'catch-up',
  'correction',
  'row',
  ...CHANGE_KINDS.map((kind) => `change ${kind}`),
];

/** What the selects below a preview offer. */
function offered({ controls }: Message): string[] {
  return controls
    .flat()
    .flatMap((control: Control) => (control.type === 'select' ? control.options : []))
    .map(({ value }) => value);
}

test('/datewatch preview reads as reviewed', async () => {
  const { context } = await makeContext({ now: NOW });
  await subscribe(context);
  const later = await makeContext({ now: TODAY });
  const show = (options: Record<string, string>) =>
    run('datewatch preview', call({ event: TRUCE, ...options }), context);
  const answers = [
    exchange('/datewatch preview event:truce', await show({})),
    exchange(
      '/datewatch preview event:truce message:the last hour',
      await show({ message: 'reminder expires minutes 60' }),
    ),
    exchange('/datewatch preview event:truce message:late', await show({ message: 'late' })),
    exchange('/datewatch preview event:truce message:extended', await show({ message: 'change extended' })),
    exchange('/datewatch preview event:truce message:outcome', await show({ message: 'change outcome' })),
    exchange('/datewatch preview event:truce message:set right', await show({ message: 'correction' })),
    exchange(
      '/datewatch preview event:truce (22 November 2026)',
      await run('datewatch preview', call({ event: TRUCE }), later.context),
    ),
    exchange(
      '/datewatch preview event:Geneva',
      await run('datewatch preview', call({ event: 'geneva-talks-2025' }), context),
    ),
  ];
  await expect(transcript('/datewatch preview', answers)).toMatchFileSnapshot('../transcripts/preview.md');
});

test('/datewatch preview shows the next reminder of the channel that asks, with its own leads and whom it would ping', async () => {
  const { context } = await makeContext({ now: NOW });
  await subscribe(context);
  const reply = await run('datewatch preview', call({ event: TRUCE }), context);
  expect(reply.private).toBe(true);
  expect(reply.message.content).toBe('Preview: what would be posted Mon 3 Nov 2025, 9 a.m. New York.');
  expect(reply.message.cards[0]?.title).toBe('Preview: 7 days before (ends 10 Nov 2025)');
  expect(allText(reply)).toContain('Would ping <@&900>.');
  expect(allText(reply)).toContain('> U.S.–China tariff truce ends in 7 days');
  expect(reply.message.cards[1]?.title).toBe('U.S.–China tariff truce');
});

test('/datewatch preview pings nobody, and its buttons are switched off', async () => {
  const { context } = await makeContext({ now: NOW });
  await subscribe(context);
  const { message } = await run('datewatch preview', call({ event: TRUCE }), context);
  expect(message.ping).toBeNull();
  expect(message.mention ?? null).toBeNull();
  const buttons = message.controls.flat().filter((control) => control.type === 'button');
  expect(buttons.length).toBeGreaterThan(0);
  for (const button of buttons) expect(button).toMatchObject({ disabled: true });
});

test('/datewatch preview shows a past event as an example, in the words of its time', async () => {
  const { context } = await makeContext({ now: TODAY });
  const reply = await run('datewatch preview', call({ event: TRUCE }), context);
  expect(reply.message.content).toBe(
    'Example of a past date: what would have been posted Mon 10 Nov 2025, 11 p.m. New York.',
  );
  expect(reply.message.cards[0]?.title).toMatch(/^Example: /);
  expect(allText(reply)).toContain('> U.S.–China tariff truce ends in 1 hour');
});

test('/datewatch preview shows an event that is called off or over as it was before, and says so', async () => {
  const list = makeList([makeEvent('x', opens('2025-11-03'), { certainty: 'cancelled' })]);
  const { context } = await makeContext({ now: NOW, list });
  const text = allText(await run('datewatch preview', call({ event: 'x' }), context));
  expect(text).toContain('In the list the event is cancelled, so this would not be posted now.');
  expect(text).toContain('opens');
});

test('/datewatch preview says when the channel is not subscribed, and when it does not ask for the event', async () => {
  const { context } = await makeContext({ now: NOW });
  expect(allText(await run('datewatch preview', call({ event: TRUCE }), context))).toContain(
    'This channel is not subscribed.',
  );
  await run('datewatch subscribe', call({ kind: 'fees' }), context);
  expect(allText(await run('datewatch preview', call({ event: TRUCE }), context))).toContain(
    'does not ask for this event',
  );
});

test('/datewatch preview shows an event that is over in lists as the list has it', async () => {
  const { context } = await makeContext({ now: NOW });
  const reply = await run('datewatch preview', call({ event: 'geneva-talks-2025', message: 'row' }), context);
  expect(reply.message.content).toBe('Preview: how it stands in lists at present.');
  expect(allText(reply)).toContain('May 2025 · **Trade talks in Geneva** · done');
});

test('/datewatch preview offers every reminder and every other message of the event, and marks the one that is shown', async () => {
  const { context } = await makeContext({ now: NOW });
  const { message } = await run('datewatch preview', call({ event: TRUCE }), context);
  expect(offered(message)).toEqual([
    'reminder expires days 7',
    'reminder expires days 1',
    'reminder expires days 0',
    'reminder expires minutes 60',
    'late',
    'added late',
    'catch-up',
    'correction',
    ...CHANGE_KINDS.filter((kind) => kind !== 'later').map((kind) => `change ${kind}`),
    'row',
  ]);
  const options = message.controls.flat().flatMap((control) => (control.type === 'select' ? control.options : []));
  expect(options.filter(({ chosen }) => chosen).map(({ value }) => value)).toEqual(['reminder expires days 7']);
});

test('/datewatch preview shows another message in place when it is chosen below', async () => {
  const { context } = await makeContext({ now: NOW });
  const reply = await runPress('preview', press([TRUCE, 'o'], { values: ['change cancelled'] }), context);
  expect(reply.update).toBe(true);
  expect(reply.message.content).toBe('Preview with a made-up change: how this channel would hear of it.');
  expect(allText(reply)).toContain('> Cancelled: ');
});

test('/datewatch preview answers a choice that no select offers, or for an event that is gone, in plain words', async () => {
  const { context } = await makeContext({ now: NOW });
  const odd = press([TRUCE, 'o'], { values: ['change later'] });
  await expect(runPress('preview', odd, context)).rejects.toThrow('is no message of this event');
  await expect(runPress('preview', press(['gone'], { values: ['row'] }), context)).rejects.toThrow('no longer');
  expect(await refusal('datewatch preview', call({ event: TRUCE, message: '@everyone' }), context)).not.toContain(
    '@everyone',
  );
});

test('/datewatch preview offers the messages of the event that is named, by the words people read', async () => {
  const { context } = await makeContext({ now: NOW });
  const choices = await complete('datewatch preview', 'message', 'cancel', call({ event: TRUCE }), context);
  expect(choices).toEqual([{ name: 'a change (cancelled)', value: 'change cancelled' }]);
  expect(await complete('datewatch preview', 'message', '', call({ event: 'no such' }), context)).toEqual([]);
  expect((await complete('datewatch preview', 'event', 'truce', call(), context))[0]?.value).toBe(TRUCE);
});

test('/datewatch preview shows every kind of message that the program has for an event', async () => {
  const list = makeList([
    makeEvent('a', opens('2025-11-03')),
    makeEvent('b', expires('2025-11-10')),
    makeEvent('c', null, { certainty: 'tentative' }),
  ]);
  const { context } = await makeContext({ now: NOW, list });
  const shown = new Set<string>();
  for (const event of ['a', 'b', 'c']) {
    const { message } = await run('datewatch preview', call({ event }), context);
    for (const value of offered(message)) {
      const reply = await runPress('preview', press([event, 'o'], { values: [value] }), context);
      expectSound(reply);
      expect(allText(reply)).not.toContain('undefined');
      shown.add(value.startsWith('reminder') ? 'reminder' : value);
    }
  }
  expect([...shown].sort()).toEqual([...ALL_CHOICES].sort());
});

test('/datewatch preview changes nothing', async () => {
  const { context, store, changes } = await makeContext({ now: NOW });
  const before = await store.registry.revision();
  await run('datewatch preview', call({ event: TRUCE }), context);
  expect(await store.registry.revision()).toBe(before);
  expect(changes.count).toBe(0);
  expect(await store.outbox.posts({ channel: '100', limit: 5 })).toEqual([]);
});

test('/datewatch preview keeps to Discord’s limits whatever the list says and whatever is chosen', async () => {
  const events = [
    makeEvent('a', opens('2025-11-03'), { title: HOSTILE.repeat(20), phrase: HOSTILE, stakes: HOSTILE.repeat(40) }),
    makeEvent('b', expires('2025-11-10'), { title: 'قمة '.repeat(200), certainty: 'threatened' }),
  ];
  const { context } = await makeContext({ now: NOW, list: makeList(events) });
  await context.registry.putSubscription({
    owner: ofGuild('1'),
    channel: '100',
    filter: { topics: null, kinds: null },
    leads: leads('30d 14d 7d 5d 3d 2d 1d 0d 1h at'),
    role: '900',
    pingFor: ['confirmed'],
    since: at(NOW),
    madeBy: 'command',
    paused: null,
  });
  const value = fc.oneof(
    fc.constantFrom('row', 'late', 'catch-up', ...CHANGE_KINDS.map((kind) => `change ${kind}`)),
    fc.string(),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('a', 'b'), value, async (event, chosen) => {
      const asked = press([event, 'o'], { values: [chosen], channel: channel() });
      await runPress('preview', asked, context).then(expectSound, (error: unknown) => {
        expect(error).toHaveProperty('name', 'CommandRefusal');
      });
    }),
    { numRuns: 60 },
  );
});
