import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EventChange } from '../../src/model/change.ts';
import type { Instant } from '../../src/model/date.ts';
import type { ListEvent } from '../../src/model/event.ts';
import { compareLists } from '../../src/plan/changes/compare-events.ts';
import {
  type AnnouncedMoment,
  type NoticePlan,
  noticedEdges,
  noticeMoments,
  planNotices,
} from '../../src/plan/changes/plan-notices.ts';
import { buildSubscription } from '../build/build-subscriptions.ts';
import { eventWith, filter, leadsOrDefaults, list, postingTime, SPAN, zone } from './arbitraries.ts';
import { dated, everythingDue } from './derive-all.ts';
import { type ChannelCase, caseOf, memoryLedger } from './memory-ledger.ts';

const HOUR = 3_600_000;

const newEvent = fc.constantFrom('e0', 'e1', 'e2', 'e3', 'e4').chain(eventWith);

/** What may happen to a channel between two ticks. `back` undoes the last change of the list: A, B, A. */
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ wait: fc.integer({ min: 1, max: 80 }).map((hours) => hours * HOUR) }) },
  fc.record({ leads: leadsOrDefaults }),
  fc.record({ zone }),
  fc.record({ postingTime }),
  fc.record({ filter }),
  fc.record({ replace: newEvent }),
  fc.record({ remove: fc.nat({ max: 4 }) }),
  fc.constant({ back: true as const }),
  fc.constant({ pause: true as const }),
);

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const story = fc.record({
  list,
  zone,
  postingTime,
  leads: leadsOrDefaults,
  steps: fc.array(step, { minLength: 4, maxLength: 18 }),
  /** Whether the channel gets notices; without any, reminders that were missed are added late. */
  notices: fc.boolean(),
});

type Story = typeof story extends fc.Arbitrary<infer T> ? T : never;

function withEvent(events: readonly ListEvent[], event: ListEvent): ListEvent[] {
  return [...events.filter((one) => one.id !== event.id), event];
}

/** Rule 15: where a date that lies ahead moves, each message that announced a date of that edge is set right. */
function expectCorrected(
  changes: readonly EventChange[],
  announced: readonly AnnouncedMoment[],
  plan: NoticePlan,
  now: Instant,
): void {
  for (const change of changes) {
    if (change.edge === null || (change.before?.anchor ?? 0) <= now) continue;
    for (const { event, edge, post } of announced) {
      if (event === change.event && edge === change.edge)
        expect(plan.correct, `${change.kind} ${post}`).toContain(post);
    }
  }
}

/** Lives through a story, in which other leads and filters post nothing for the past, and looks at the ledger after every step. */
function live(
  one: Story,
  look: (ledger: ReturnType<typeof memoryLedger>, channel: ChannelCase, now: Instant) => void,
): void {
  let now = SPAN.from;
  const ledger = memoryLedger(now);
  const subscription = buildSubscription('channel', { leads: one.leads, since: now });
  let channel: ChannelCase = { list: one.list, subscription, zone: one.zone, postingTime: one.postingTime };
  let before = channel.list;
  let revision = 0;
  const settle = (next: ChannelCase, cause: Parameters<typeof ledger.settle>[1], noticed?: ReadonlySet<string>) => {
    channel = next;
    const asked = ledger.settle(channel, cause, now, noticed);
    for (const moment of asked.addLate) expect(noticed?.has(`${moment.event}|${moment.edge}`)).not.toBe(true);
    expect(asked.repeated).toEqual([]);
    const edges = asked.addLate.map((moment) => `${moment.event} ${moment.edge}`);
    expect(new Set(edges).size).toBe(edges.length);
    return asked.addLate;
  };
  const changeList = (next: readonly ListEvent[]) => {
    before = channel.list;
    const said = one.notices ? sayChanges(channel, next) : [];
    settle({ ...channel, list: next }, { cause: 'list' }, noticedEdges(said));
    ledger.notice(noticeMoments(said, channel.subscription, revision, now), now);
  };
  const sayChanges = (from: ChannelCase, next: readonly ListEvent[]) => {
    revision += 1;
    const announced = [...ledger.rows.values()]
      .filter((row) => row.announced)
      .map((row) => ({ ...row, post: row.key }));
    const changes = compareLists(dated(from.list), dated(next));
    const event = (id: string) => next.find((each) => each.id === id) ?? null;
    const plan = planNotices({ subscription: from.subscription, changes, event, announced, revision, now });
    if (from.subscription.paused === null) expectCorrected(changes, announced, plan, now);
    return plan.say;
  };
  const changeSubscription = (more: Partial<ChannelCase>, own: Partial<ChannelCase['subscription']> = {}) => {
    const { filter, leads } = channel.subscription;
    return settle(
      { ...channel, ...more, subscription: { ...channel.subscription, ...own, since: now } },
      { cause: 'changed', before: filter, asked: { leads } },
    );
  };
  const act = (each: Step) => {
    if ('leads' in each) expect(changeSubscription({}, { leads: each.leads })).toEqual([]);
    else if ('zone' in each) changeSubscription({ zone: each.zone });
    else if ('postingTime' in each) changeSubscription({ postingTime: each.postingTime });
    else if ('filter' in each) expect(changeSubscription({}, { filter: each.filter })).toEqual([]);
    else if ('replace' in each) changeList(withEvent(channel.list, each.replace));
    else if ('remove' in each) changeList(channel.list.filter((event) => event.id !== `e${each.remove}`));
    else if ('back' in each) changeList(before);
    else if ('pause' in each) {
      const resumes = channel.subscription.paused !== null;
      const own = resumes ? { paused: null, since: now } : { paused: 'switched off' };
      settle({ ...channel, subscription: { ...channel.subscription, ...own } }, { cause: 'created' });
    }
  };

  settle(channel, { cause: 'created' });
  look(ledger, channel, now);
  for (const each of one.steps) {
    // A change is settled at its own instant: the tick before it has seen all that was due under what held until then.
    if ('wait' in each) now += each.wait;
    else now += 1_000;
    const from = ledger.watermark();
    const due = everythingDue(caseOf(channel), { from, to: now });
    ledger.tick(channel, now);
    for (const moment of due) expect(ledger.rows.get(moment.key), moment.key).toBeDefined();
    act(each);
    look(ledger, channel, now);
  }
}

const runs = { seed: 20251110, numRuns: 120 };

test('no change of leads, zone, posting time, filter or list, there or back, ever posts a key twice', () => {
  fc.assert(
    fc.property(story, (one) => {
      live(one, (ledger) => {
        expect(new Set(ledger.posted).size).toBe(ledger.posted.length);
      });
    }),
    runs,
  );
});

test('after every step each lead that is due by now and whose anchor is ahead has a row, whatever led there', () => {
  fc.assert(
    fc.property(story, (one) => {
      live(one, (ledger, channel, now) => {
        if (channel.subscription.paused !== null) return;
        const past = { ...channel, subscription: { ...channel.subscription, since: 0 } };
        for (const moment of everythingDue(caseOf(past), { from: 0, to: now })) {
          if (moment.anchor > now) expect(ledger.rows.get(moment.key), moment.key).toBeDefined();
        }
      });
    }),
    runs,
  );
});

test('nothing is posted after its anchor, and nothing that was due before the subscription began', () => {
  fc.assert(
    fc.property(story, (one) => {
      live(one, (ledger) => {
        for (const row of ledger.rows.values()) {
          // A notice may say that a date turned out to be past.
          if (!row.announced || row.outcome === 'notice') continue;
          expect(row.at).toBeLessThanOrEqual(row.anchor + (row.due === row.anchor ? 15 * 60_000 : 0));
          expect(row.at).toBeGreaterThan(SPAN.from);
        }
      });
    }),
    runs,
  );
});
