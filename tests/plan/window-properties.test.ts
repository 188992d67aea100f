import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leadMinutes } from '../../src/model/lead.ts';
import { keyText, type Moment, momentKey } from '../../src/model/moment.ts';
import { isSwitchedOff } from '../../src/model/post.ts';
import { guildOf, type Subscriber } from '../../src/model/subscription.ts';
import { DEFAULT_GRACE } from '../../src/plan/reminders/decide-send.ts';
import { type AgendaEntry, deriveAgenda, dueBetween, nextDue } from '../../src/plan/reminders/derive-agenda.ts';
import { groupClocks } from '../../src/plan/reminders/group-clocks.ts';
import { packPosts } from '../../src/plan/reminders/pack-posts.ts';
import { planWindow, type WindowPlan } from '../../src/plan/reminders/plan-window.ts';
import { buildClaim, buildEvent, expires } from '../build/build-events.ts';
import { buildSubscription, DEFAULTS, LEAD_DEFAULTS, leads } from '../build/build-subscriptions.ts';
import { cuts, list, SPAN, settings, subscriptions } from './arbitraries.ts';
import { agendaOf, type Case, dated, everythingDue } from './derive-all.ts';

const given: fc.Arbitrary<Case> = fc.record({ list, subscriptions, settings });
const runs = { seed: 20251019, numRuns: 60 };

const key = (moment: Moment) => keyText(momentKey(moment));
const keys = (moments: readonly Moment[]) => moments.map(key).sort();
const allOf = (plan: WindowPlan) => [...plan.remind, ...plan.catchUp, ...plan.skip.map((one) => one.moment)];

function pausesOf({ settings: clocks }: Case) {
  return (owner: Subscriber) => clocks.get(guildOf(owner) ?? '')?.pausedUntil ?? null;
}

/** What must not be posted: of a paused subscription, of a muted event, and what falls due in a pause of the server. */
function silence(one: Case): (moment: Moment) => boolean {
  const byChannel = new Map(one.subscriptions.map((each) => [each.channel, each]));
  return (moment) => {
    const subscription = byChannel.get(moment.channel);
    const isMuted = subscription?.filter.muted?.includes(moment.event) === true;
    return isSwitchedOff(subscription?.paused ?? null) || isMuted || moment.due < (pausesOf(one)(moment.owner) ?? 0);
  };
}

/** Ticks over the span: each window is looked at when it ends, by an agenda of its own. */
function tickThrough(one: Case, instants: readonly number[]): { plan: WindowPlan; now: number }[] {
  let from = SPAN.from;
  return instants.map((to) => {
    const agenda = agendaOf(one, { from, to });
    const plan = planWindow(agenda.entries, to, DEFAULT_GRACE, pausesOf(one));
    from = to;
    return { plan, now: to };
  });
}

test('ten thousand people with a reminder of one event each are ten thousand looks, not one for every event', () => {
  const events = Array.from({ length: 200 }, (_, i) => buildEvent(`e${i}`, [buildClaim('a', expires('2025-11-10'))]));
  const people = Array.from({ length: 10_000 }, (_, i) => {
    const event = `e${i % events.length}`;
    const filter = { topics: null, kinds: null, events: [event] };
    return buildSubscription(`${i}`, { filter, leads: [], leadsByEvent: { [event]: leads(`${(i % 300) + 1}h`) } });
  });
  const groups = groupClocks([...people, buildSubscription('all')], () => null, DEFAULTS);
  const steps = deriveAgenda(dated(events), groups, LEAD_DEFAULTS, SPAN);
  let looks = 0;
  let step = steps.next();
  for (; step.done !== true; step = steps.next()) looks += 1;
  expect(looks).toBeLessThanOrEqual(people.length + events.length);
  expect(step.value.entries.length).toBeGreaterThan(events.length);
});

describe('for any list, any subscriptions and any way of cutting a span into ticks', () => {
  test('the moments of all ticks are those of the whole span, each once', () => {
    fc.assert(
      fc.property(given, cuts, (one, instants) => {
        const found = tickThrough(one, instants).flatMap(({ plan }) => keys(allOf(plan)));
        expect(found.sort()).toEqual(
          everythingDue(one, SPAN)
            .map((moment) => moment.key)
            .sort(),
        );
        expect(new Set(found).size).toBe(found.length);
      }),
      runs,
    );
  });

  test('without lateness every lead is reminded of, but those that share its instant and what is muted or paused', () => {
    fc.assert(
      fc.property(given, cuts, (one, instants) => {
        const due = everythingDue(one, SPAN);
        const punctual = [...new Set([...instants, ...due.map((moment) => moment.due)])].sort((a, b) => a - b);
        const plans = tickThrough(one, punctual).map(({ plan }) => plan);
        const isSilent = silence(one);
        const reminded = due.filter((moment) => !moment.merged && !isSilent(moment));
        expect(plans.flatMap((plan) => keys(plan.remind)).sort()).toEqual(reminded.map((moment) => moment.key).sort());
        expect(plans.flatMap((plan) => plan.catchUp)).toEqual([]);
        for (const { moment, reason } of plans.flatMap((plan) => plan.skip)) {
          expect(reason).toBe(isSilent(moment) ? 'muted' : 'same instant');
        }
      }),
      runs,
    );
  });

  test('with lateness each edge speaks at most once a tick, and it is the nearest of what was missed', () => {
    fc.assert(
      fc.property(given, cuts, (one, instants) => {
        for (const { plan, now } of tickThrough(one, instants)) {
          const announced = [...plan.remind, ...plan.catchUp];
          const edges = announced.map((moment) => `${moment.channel} ${moment.event} ${moment.edge}`);
          expect(new Set(edges).size).toBe(edges.length);
          for (const { moment, reason } of plan.skip) {
            if (reason !== 'superseded') continue;
            const later = allOf(plan).filter(
              (other) => other.channel === moment.channel && other.event === moment.event && other.edge === moment.edge,
            );
            expect(later.some((other) => other.due > moment.due)).toBe(true);
          }
          // Nothing is announced after its anchor but what falls due there, for as long as that counts as punctual.
          for (const moment of announced) {
            const room = moment.due === moment.anchor ? DEFAULT_GRACE.at : 0;
            expect(now).toBeLessThanOrEqual(moment.anchor + room);
          }
        }
      }),
      runs,
    );
  });

  test('no moment lies after its anchor, and a longer lead never comes after a shorter day lead', () => {
    fc.assert(
      fc.property(given, (one) => {
        const due = everythingDue(one, { from: 0, to: Number.MAX_SAFE_INTEGER });
        for (const moment of due) expect(moment.due).toBeLessThanOrEqual(moment.anchor);
        for (const a of due) {
          for (const b of due) {
            const sameEdge = a.channel === b.channel && a.event === b.event && a.edge === b.edge;
            if (!sameEdge || a.lead.unit !== 'days' || b.lead.unit !== 'days') continue;
            if (a.lead.count > b.lead.count) expect(a.due).toBeLessThanOrEqual(b.due);
          }
        }
      }),
      runs,
    );
  });

  test('leads that fall on one instant are one reminder, the shortest, and the others get rows', () => {
    fc.assert(
      fc.property(given, (one) => {
        const due = everythingDue(one, SPAN);
        const { plan } = tickThrough(one, [SPAN.to])[0] ?? { plan: null };
        const rows = plan === null ? [] : keys(allOf(plan));
        for (const merged of due.filter((moment) => moment.merged)) {
          const together = due.filter(
            (moment) =>
              moment.due === merged.due &&
              moment.channel === merged.channel &&
              moment.event === merged.event &&
              moment.edge === merged.edge,
          );
          const shown = together.filter((moment) => !moment.merged);
          expect(shown).toHaveLength(1);
          expect(leadMinutes(shown[0]?.lead ?? merged.lead)).toBe(
            Math.min(...together.map((moment) => leadMinutes(moment.lead))),
          );
          expect(rows).toContain(merged.key);
        }
      }),
      runs,
    );
  });

  test('the order of events and of subscriptions does not matter, down to the posts', () => {
    fc.assert(
      fc.property(given, cuts, (one, instants) => {
        const turned = { ...one, list: [...one.list].reverse(), subscriptions: [...one.subscriptions].reverse() };
        const posts = (of: Case) =>
          tickThrough(of, instants).map(({ plan }) => [
            packPosts(plan.remind, { kind: 'reminder', addedLate: false, together: 'instant' }),
            packPosts(plan.catchUp, { kind: 'catch-up', addedLate: false, together: 'channel' }),
            plan.skip.map((each) => `${key(each.moment)} ${each.reason}`).sort(),
          ]);
        expect(posts(turned)).toEqual(posts(one));
      }),
      { ...runs, numRuns: 60 },
    );
  });
});

describe('the agenda', () => {
  const text = (entry: AgendaEntry) =>
    `${entry.due} ${entry.event} ${entry.edge} ${leadMinutes(entry.lead)}${entry.lead.unit} ${entry.merged} ${entry.group.subscriptions[0]?.channel}`;

  test('an agenda of any pieces of a span is the agenda of the whole, soonest first', () => {
    fc.assert(
      fc.property(given, cuts, (one, instants) => {
        const whole = agendaOf(one, SPAN).entries;
        let from = SPAN.from;
        const pieces = instants.flatMap((to) => {
          const part = agendaOf(one, { from, to }).entries;
          from = to;
          return part;
        });
        expect(pieces.map(text).sort()).toEqual(whole.map(text).sort());
        expect(pieces.map((entry) => entry.due)).toEqual(whole.map((entry) => entry.due));
      }),
      runs,
    );
  });

  test('an agenda that is looked up by window gives what is due after its beginning, up to and including its end', () => {
    fc.assert(
      fc.property(given, cuts, (one, instants) => {
        const agenda = agendaOf(one, SPAN);
        const edges = [...instants, ...agenda.entries.map((entry) => entry.due)];
        for (const after of edges) {
          const first = agenda.entries.find((entry) => entry.due > after);
          expect(nextDue(agenda, after)).toBe(first?.due ?? null);
          const upTo = after + 86_400_000;
          expect(dueBetween(agenda, after, upTo)).toEqual(
            agenda.entries.filter((entry) => entry.due > after && entry.due <= upTo),
          );
        }
      }),
      { ...runs, numRuns: 40 },
    );
  });
});
