import type { Instant } from '../../src/model/date.ts';
import type { ListEvent } from '../../src/model/event.ts';
import {
  keyText,
  type Moment,
  momentKey,
  type NoticeMoment,
  occasionName,
  occasionOf,
} from '../../src/model/moment.ts';
import { type Defaults, guildOf, type Subscription } from '../../src/model/subscription.ts';
import { DEFAULT_GRACE } from '../../src/plan/reminders/decide-send.ts';
import { clockOf } from '../../src/plan/reminders/group-clocks.ts';
import { planWindow } from '../../src/plan/reminders/plan-window.ts';
import { type Change, type KnownMoment, settleChange } from '../../src/plan/reminders/settle-change.ts';
import { DEFAULTS, LEAD_DEFAULTS, settingsFrom } from '../build/build-subscriptions.ts';
import { agendaOf, dated } from './derive-all.ts';

/** One moment that became a row: announced, or skipped for a reason. */
export type Row = KnownMoment & {
  readonly channel: string;
  readonly key: string;
  readonly outcome: string;
  readonly due: Instant;
  readonly anchor: Instant;
  readonly at: Instant;
};

/** What stands at the moment: one channel, its server's clock, and the list. */
export type ChannelCase = {
  readonly list: readonly ListEvent[];
  readonly subscription: Subscription;
  readonly zone: string;
  readonly postingTime: string;
  /** When the server's pause ends. */
  readonly pausedUntil?: Instant;
};

/**
 * The rows of one channel, kept in memory by the rules of the port: a key is unique for ever, a known one is not written
 * again. Every post that goes out is counted, so that a repetition shows.
 */
export function memoryLedger(start: Instant) {
  const rows = new Map<string, Row>();
  const posted: string[] = [];
  let watermark = start;

  const write = (moment: Moment | NoticeMoment, outcome: string, announced: boolean, at: Instant) => {
    const key = keyText(momentKey(moment));
    if (rows.has(key)) return;
    const { event, edge, sourceDate, channel, due, anchor } = moment;
    rows.set(key, {
      event,
      edge,
      sourceDate,
      ...occasionOf(moment),
      announced,
      channel,
      key,
      outcome,
      due,
      anchor,
      at,
    });
    // Rule 6 in the test's own words, so that a key that holds more (an instant, a revision) shows as a repetition.
    if (announced) posted.push(`${event} ${edge} ${sourceDate} ${occasionName(moment)} ${channel}`);
  };

  return {
    rows,
    posted,
    watermark: () => watermark,

    /** One tick: everything due since the last one. */
    tick(channel: ChannelCase, now: Instant) {
      const agenda = agendaOf(caseOf(channel), { from: watermark, to: now });
      const plan = planWindow(agenda.entries, now, DEFAULT_GRACE);
      for (const moment of plan.remind) write(moment, 'reminder', true, now);
      for (const moment of plan.catchUp) write(moment, 'catch-up', true, now);
      for (const { moment, reason } of plan.skip) write(moment, reason, false, now);
      watermark = now;
    },

    /** Remembers a notice that was posted. */
    notice(moments: readonly NoticeMoment[], now: Instant) {
      for (const moment of moments) write(moment, 'notice', true, now);
    },

    /** Settles a change at `now`; gives back what it asked for. */
    settle(channel: ChannelCase, change: Change, now: Instant, noticed: ReadonlySet<string> = new Set()) {
      const plan = settleChange({
        subscription: channel.subscription,
        clock: clockOf(channel.subscription, settingsFrom(settingsOf(channel)), DEFAULTS),
        change,
        dated: dated(channel.list),
        defaults: LEAD_DEFAULTS,
        known: [...rows.values()],
        noticed,
        pausedUntil: channel.pausedUntil ?? null,
        now,
      });
      const asked = [...plan.addLate, ...plan.skip.map((one) => one.moment)].map((moment) =>
        keyText(momentKey(moment)),
      );
      const repeated = asked.filter((key) => rows.has(key));
      for (const moment of plan.addLate) write(moment, 'added late', true, now);
      for (const { moment, reason } of plan.skip) write(moment, reason, false, now);
      return { ...plan, repeated };
    },
  };
}

/** A channel as the properties' cases have it. */
export function caseOf(channel: ChannelCase) {
  return { list: channel.list, subscriptions: [channel.subscription], settings: settingsOf(channel) };
}

function settingsOf(channel: ChannelCase) {
  const guild = guildOf(channel.subscription.owner) ?? '';
  const clock: Pick<Defaults, 'zone' | 'postingTime'> = { zone: channel.zone, postingTime: channel.postingTime };
  return new Map([[guild, { guild, ...clock }]]);
}
