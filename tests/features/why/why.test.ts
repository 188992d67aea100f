import { expect, test } from 'vitest';
import type { CommandContext } from '../../../src/features/call/context.ts';
import { CERTAINTIES } from '../../../src/model/event.ts';
import { ofGuild, type Subscription } from '../../../src/model/subscription.ts';
import { call, channel, press } from '../../build/build-calls.ts';
import { at, opens } from '../../build/build-events.ts';
import { HOSTILE, makeEvent, makeList } from '../../build/build-lists.ts';
import { buildSubscription } from '../../build/build-subscriptions.ts';
import { expectSound } from '../../build/check-message.ts';
import { makeContext } from '../../build/command-context.ts';
import { enterKeyed, enterMoment, movedDay, skipMoment } from '../../build/fill-ledger.ts';
import { allText, complete, refusal, run, runPress } from '../../build/run-command.ts';
import { exchange, transcript } from '../../build/write-transcript.ts';

const NOW = '2025-10-24T16:00:00Z';
const SUMMIT = 'asean-summit-2025';

async function subscribe(context: CommandContext, over: Partial<Subscription> = {}): Promise<void> {
  const since = at('2025-10-01T00:00:00Z');
  await context.registry.putSubscription(buildSubscription('100', { owner: ofGuild('1'), since, ...over }));
}

/** A channel in which everything has happened to the ASEAN summit that can happen. */
async function eventful() {
  const { context, store } = await makeContext({ now: NOW });
  await subscribe(context);
  await subscribe(context, { channel: '200', filter: { topics: ['shipping'], kinds: null } });
  const { outbox } = store;
  const event = SUMMIT;
  await skipMoment(outbox, { event, due: '2025-10-12T13:00:00Z', lead: '14d' }, 'before subscription');
  const reminder = await enterMoment(outbox, {
    event,
    due: '2025-10-19T13:00:00Z',
    lead: '7d',
    end: { sent: '2025-10-19T16:05:00Z', reason: 'late' },
  });
  await enterKeyed(outbox, {
    kind: 'correction',
    key: 'correction 1',
    body: { post: reminder, revision: 2 },
    due: '2025-10-20T13:00:00Z',
  });
  await enterMoment(outbox, {
    event,
    due: '2025-10-20T13:00:00Z',
    lead: 'notice#2',
    changes: [movedDay(event, 'earlier', '2025-10-28', '2025-10-26')],
    end: { sent: '2025-10-20T13:00:02Z', message: '9002' },
  });
  await enterMoment(outbox, { event, due: '2025-10-21T13:00:00Z', lead: '5d', end: { dead: 'missing permission' } });
  await enterMoment(outbox, { event, due: '2025-10-22T13:00:00Z', lead: '4d', end: { uncertain: 'Perhaps sent.' } });
  await enterMoment(outbox, {
    event,
    due: '2025-10-23T13:00:00Z',
    lead: '3d',
    end: { retried: 'Discord answered 503.' },
  });
  const held = { event, due: '2025-10-24T15:00:00Z', lead: 'notice#3', held: '2025-10-25T12:00:00Z' };
  await enterMoment(outbox, { ...held, end: { waits: true } });
  return { context, store };
}

test('/datewatch why reads as reviewed', async () => {
  const { context } = await eventful();
  const named = await run('datewatch why', call({ event: SUMMIT, channel: channel() }), context);
  const answers = [
    exchange('/datewatch why event:ASEAN summit', await run('datewatch why', call({ event: SUMMIT }), context)),
    exchange('/datewatch why event:ASEAN summit channel:#dates', named),
    exchange(
      '/datewatch why event:port-fees-2025',
      await run('datewatch why', call({ event: 'port-fees-2025' }), context),
    ),
    exchange('/datewatch why event:xi-us-visit', await run('datewatch why', call({ event: 'xi-us-visit' }), context)),
  ];
  await expect(transcript('/datewatch why', answers)).toMatchFileSnapshot('../transcripts/why.md');
});

test('/datewatch why shows when each message was posted, how late, where it is, and that it was corrected since', async () => {
  const { context } = await eventful();
  const text = allText(await run('datewatch why', call({ event: SUMMIT, channel: channel() }), context));
  expect(text).toContain(
    '**Posted** Sun 19 Oct 2025, 12:05 p.m. · 7 days before · Late, and the message said so. Posted 3 hours 5 minutes after its time. Corrected later, in place. [message](https://discord.com/channels/1/100/9001)',
  );
  expect(text).toContain('[message](https://discord.com/channels/1/100/9002)');
});

test('/datewatch why names the date of a row where it is not the one that the event has now', async () => {
  const { context, store } = await makeContext({ now: NOW });
  await subscribe(context);
  const end = { sent: '2025-10-19T13:00:00Z' };
  await enterMoment(store.outbox, { event: SUMMIT, due: end.sent, lead: '1d', sourceDate: '2025-10-20', end });
  const text = allText(await run('datewatch why', call({ event: SUMMIT }), context));
  expect(text).toContain('· 1 day before (opens 20 Oct 2025) · On time.');
});

test('/datewatch why counts the days as the reminder does: the morning before a day that begins elsewhere in the night is a day before', async () => {
  const { context } = await makeContext({ now: NOW });
  await subscribe(context);
  // The summit opens on the 26th in Kuala Lumpur, when it is the evening of the 25th in New York.
  expect(allText(await run('datewatch why', call({ event: SUMMIT }), context))).toContain(
    '↳ next: Sat 25 Oct 2025, 9 a.m. · 1 day before',
  );
});

test('/datewatch why names what a notice said, with the old date and the new one', async () => {
  const { context } = await eventful();
  const text = allText(await run('datewatch why', call({ event: SUMMIT, channel: channel() }), context));
  expect(text).toContain('**Posted** Mon 20 Oct 2025, 9 a.m. · earlier date (28 Oct 2025 → 26 Oct 2025) · On time.');
});

test('/datewatch why shows what waits and why, and what is held until when', async () => {
  const { context } = await eventful();
  const text = allText(await run('datewatch why', call({ event: SUMMIT, channel: channel() }), context));
  expect(text).toContain('· 3 days before · tried 1×: Discord answered 503.');
  expect(text).toContain('**Held** until Sat 25 Oct 2025, 8 a.m. · a change');
});

test('/datewatch why shows the next reminder by the plan, in the zone of the server, and counts what was posted', async () => {
  const { context } = await eventful();
  await context.registry.putGuildSettings({ guild: '1', zone: 'Asia/Seoul', postingTime: '08:00' }, at(NOW));
  const reply = await run('datewatch why', call({ event: SUMMIT, channel: channel() }), context);
  expect(reply.message.content).toBe('ASEAN summit: 2 messages so far. Next Sat 25 Oct 2025, 08:00 Seoul.');
  expect(allText(reply)).toContain('↳ next: Sat 25 Oct 2025, 08:00 · 1 day before');
  expect(allText(reply)).toContain('Times in Seoul.');
});

test('/datewatch why shows this channel first and then the others that are subscribed, each with what holds there', async () => {
  const { context } = await eventful();
  const text = allText(await run('datewatch why', call({ event: SUMMIT }, { channel: channel('200') }), context));
  expect(text.indexOf('<#200>** (this channel)')).toBeLessThan(text.indexOf('<#100>'));
  expect(text).toContain('nothing comes: this channel asks for other topics (shipping).');
});

test('/datewatch why shows nothing of another server, of another channel’s page, or of people’s own reminders', async () => {
  const { context, store } = await makeContext({ now: NOW });
  await subscribe(context, { owner: ofGuild('2'), channel: '300' });
  await subscribe(context, { owner: { kind: 'person', user: '500' }, channel: '7500' });
  const entry = { event: SUMMIT, due: '2025-10-19T13:00:00Z', lead: '7d', end: { sent: '2025-10-19T13:00:00Z' } };
  await enterMoment(store.outbox, { ...entry, owner: ofGuild('2'), channel: '300' });
  await enterMoment(store.outbox, { ...entry, owner: { kind: 'person', user: '500' }, channel: '7500' });
  for (const id of ['300', '7500']) {
    const asked = await runPress('why', press([SUMMIT, id, '0']), context);
    expect(allText(asked)).toContain('not subscribed');
    expect(allText(asked)).not.toContain('**Posted**');
  }
  const all = allText(await run('datewatch why', call({ event: SUMMIT }), context));
  expect(all).not.toMatch(/300|7500/);
  expect(all).toContain('Reminders that people asked for themselves are theirs alone and not shown.');
});

test('/datewatch why is for those who may manage the server, in a channel they can see, and for them alone', async () => {
  const { context } = await eventful();
  expect((await run('datewatch why', call({ event: SUMMIT }), context)).private).toBe(true);
  expect(await refusal('datewatch why', call({ event: SUMMIT }, { mayManageServer: false }), context)).toContain(
    'Manage Server',
  );
  const hidden = channel('200', { callerMay: new Set() });
  expect(await refusal('datewatch why', call({ event: SUMMIT, channel: hidden }), context)).toContain('cannot see');
  await expect(runPress('why', press([SUMMIT, '', '0'], { mayManageServer: false }), context)).rejects.toThrow();
});

test('/datewatch why offers events, and names the nearest to one that does not exist', async () => {
  const { context } = await makeContext({ now: NOW });
  expect((await complete('datewatch why', 'event', 'asean', call(), context))[0]?.value).toBe(SUMMIT);
  const near = await run('datewatch why', call({ event: 'asian sumit' }), context);
  expect(JSON.stringify(near.message.controls)).toContain('ASEAN summit');
  await expect(runPress('why', press(['gone', '', '0']), context)).rejects.toThrow('no longer in the list');
});

test('a long /datewatch why turns its pages in place, by lines for one channel and by channels for several', async () => {
  const { context, store } = await makeContext({ now: NOW });
  for (const id of ['100', '101', '102', '103', '104']) await subscribe(context, { channel: id });
  for (let count = 1; count <= 30; count += 1) {
    const due = new Date(at('2025-09-01T00:00:00Z') + count * 3_600_000).toISOString();
    await skipMoment(store.outbox, { event: SUMMIT, due, lead: `${count}d` }, 'superseded');
  }
  const alone = await run('datewatch why', call({ event: SUMMIT, channel: channel() }), context);
  expect(allText(alone)).toContain('(page 1 of 3)');
  const next = alone.message.controls[0]?.[1];
  expect(next).toMatchObject({ type: 'button', id: `why:${SUMMIT}:100:1`, disabled: false });
  const last = await runPress('why', press([SUMMIT, '100', '2']), context);
  expect(last.update).toBe(true);
  expect(allText(last)).toContain('(page 3 of 3)');
  expect(allText(last)).not.toContain('↳ next');
  const all = await run('datewatch why', call({ event: SUMMIT }), context);
  expect(allText(all)).toContain('(page 1 of 2)');
  expect(allText(all)).toContain('• 25 older lines: `/datewatch why` with `channel` shows all');
  const second = await runPress('why', press([SUMMIT, '', '99']), context);
  expect(allText(second)).toContain('<#104>');
  for (const reply of [alone, last, all, second]) expectSound(reply);
});

test('/datewatch why keeps to Discord’s limits whatever the list and the settings say', async () => {
  const list = makeList([makeEvent('x', opens('2025-11-01'), { title: HOSTILE.repeat(20) })]);
  const { context, store } = await makeContext({ now: NOW, list });
  for (const id of ['100', '101', '102']) {
    await subscribe(context, {
      channel: id,
      filter: {
        topics: Array.from({ length: 10 }, () => HOSTILE),
        kinds: [HOSTILE],
        certainties: CERTAINTIES.slice(1, 2),
        words: { allow: [HOSTILE], block: ['x'] },
      },
    });
    for (const lead of ['1d', '2d', '3d', '4d', '5d', '6d']) {
      const entry = { event: 'x', due: '2025-10-20T00:00:00Z', lead, channel: id };
      await enterMoment(store.outbox, { ...entry, end: { uncertain: HOSTILE.repeat(10) } });
    }
  }
  expectSound(await run('datewatch why', call({ event: 'x' }), context));
});
