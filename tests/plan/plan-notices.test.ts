import { describe, expect, test } from 'vitest';
import { CHANGE_KINDS, type ChangeKind, DEFAULT_NOTICE_WAYS } from '../../src/model/change.ts';
import type { Instant } from '../../src/model/date.ts';
import type { ListEvent } from '../../src/model/event.ts';
import type { Occasion } from '../../src/model/moment.ts';
import { ofGuild, type Subscription } from '../../src/model/subscription.ts';
import { compareLists } from '../../src/plan/changes/compare-events.ts';
import { type AnnouncedMoment, noticedEdges, noticeMoments, planNotices } from '../../src/plan/changes/plan-notices.ts';
import { at, buildClaim, buildEvent, opens } from '../build/build-events.ts';
import { buildSubscription } from '../build/build-subscriptions.ts';
import { dated } from './derive-all.ts';
import { AFTER, BEFORE, CASES, CELLS, tableRows, truce, WAYS } from './notice-table.ts';

const WEEK: Occasion = { lead: { unit: 'days', count: 7 } };
const DAY: Occasion = { lead: { unit: 'days', count: 1 } };
const NOTICE: Occasion = { lead: null, revision: 1 };

const announced = (more: Partial<Omit<AnnouncedMoment, 'lead'>> = {}, occasion: Occasion = WEEK): AnnouncedMoment => ({
  event: 'truce',
  edge: 'expires',
  ...occasion,
  post: 'reminder',
  ...more,
});

const listOf = (event: ListEvent | null) => (event === null ? [] : [event]);

function plan(
  [before, after]: readonly [ListEvent | null, ListEvent | null],
  more: {
    subscription?: Partial<Subscription>;
    announced?: readonly AnnouncedMoment[];
    unread?: ReadonlySet<string>;
    now?: Instant;
    revision?: number;
  } = {},
) {
  return planNotices({
    subscription: buildSubscription('channel', more.subscription),
    changes: compareLists(dated(listOf(before)), dated(listOf(after))),
    event: (id) => (after?.id === id ? after : null),
    announced: more.announced ?? [],
    unread: more.unread ?? new Set(),
    revision: more.revision ?? 2,
    now: more.now ?? BEFORE,
  });
}

/** A plan in the words of the table. */
function cell({ say, ping, correct }: ReturnType<typeof planNotices>): string {
  const message = say.length === 0 ? [] : [ping ? 'message with ping' : 'message'];
  return [...message, ...(correct.length === 0 ? [] : ['correction'])].join(', ') || '–';
}

describe('the documented table of choices', () => {
  test('the document names every kind of change with every choice once', () => {
    const wanted = CHANGE_KINDS.flatMap((kind) => WAYS.map((way) => `${kind} ${way}`));
    expect(CELLS.map(([kind, way]) => `${kind} ${way}`).sort()).toEqual(wanted.sort());
  });

  test.each(CHANGE_KINDS.flatMap((kind) => WAYS.map((way) => [kind, way] as const)))(
    'a change "%s" by choice "%s" does what the document says, cell by cell',
    (kind, way) => {
      const role = kind === 'later' ? 'opens' : 'expires';
      // What was announced, gone, and is back is on again: it follows that choice.
      const also = kind === 'new' ? { restored: way } : {};
      const subscription = { notices: { [kind]: way, ...also }, role: 'role' };
      const states = [
        { announced: [], now: BEFORE },
        { announced: [announced({ edge: role })], now: BEFORE },
        { announced: [], now: AFTER },
        { announced: [announced({ edge: role })], now: AFTER },
      ];
      expect(compareLists(dated(listOf(CASES[kind][0])), dated(listOf(CASES[kind][1]))).map((one) => one.kind)).toEqual(
        [kind],
      );
      const computed = states.map((state) => cell(plan(CASES[kind], { subscription, ...state })));
      expect([kind, way, ...computed]).toEqual(CELLS.find(([one, other]) => one === kind && other === way));
    },
  );

  test('the document names what happens where nothing was chosen, and the plan does it', () => {
    const defaults = tableRows('change', 'way', 'why').map(([kind, way]) => [kind, way]);
    expect(Object.fromEntries(defaults)).toEqual(DEFAULT_NOTICE_WAYS);
    for (const kind of CHANGE_KINDS) {
      const chosen = { notices: { [kind]: DEFAULT_NOTICE_WAYS[kind] } };
      expect(plan(CASES[kind])).toEqual(plan(CASES[kind], { subscription: chosen }));
    }
  });
});

describe('who is notified of a change', () => {
  test('a channel that was notified hears even of an event it no longer subscribes to; another does not', () => {
    const subscription = { filter: { topics: ['ships'], kinds: null } };
    expect(cell(plan(CASES.extended, { subscription, announced: [announced()] }))).toBe(
      'message with ping, correction',
    );
    expect(cell(plan(CASES.extended, { subscription }))).toBe('–');
  });

  test.each(CHANGE_KINDS)(
    'of a muted event nothing is said (%s): earlier messages are set right in silence, whatever was chosen',
    (kind) => {
      const notices = Object.fromEntries(CHANGE_KINDS.map((each) => [each, 'ping' as const]));
      const subscription = { notices, filter: { topics: null, kinds: null, muted: ['truce'] } };
      expect(
        plan(CASES[kind], { subscription, announced: [announced({ edge: kind === 'later' ? 'opens' : 'expires' })] }),
      ).toEqual({
        say: [],
        ping: false,
        correct: ['reminder'],
      });
      expect(plan(CASES[kind], { subscription })).toEqual({ say: [], ping: false, correct: [] });
    },
  );

  test('who has asked for an event by name hears that it left the list, notified before or not; nobody else does', () => {
    const named = { filter: { topics: null, kinds: null, events: ['truce'] } };
    expect(cell(plan(CASES.removed, { subscription: named }))).toBe('message');
    expect(cell(plan(CASES.removed, { subscription: named, now: AFTER }))).toBe('–');
    const other = { filter: { topics: null, kinds: null, events: ['summit'] } };
    expect(cell(plan(CASES.removed, { subscription: other }))).toBe('–');
  });

  test('a paused channel hears nothing', () => {
    expect(cell(plan(CASES.extended, { subscription: { paused: 'closed' }, announced: [announced()] }))).toBe('–');
  });

  test('every message about that edge is set right, whichever of its dates it named and however often', () => {
    const all = [
      announced({ post: 'first' }),
      announced({ post: 'notice' }, NOTICE),
      announced({ post: 'first' }, DAY),
    ];
    expect(plan(CASES.extended, { announced: all }).correct).toEqual(['first', 'notice']);
  });

  test('words that are corrected are corrected in reminders; a notice says what changed then, and stays', () => {
    const all = [announced(), announced({ post: 'notice' }, NOTICE)];
    expect(plan(CASES['text only'], { announced: all }).correct).toEqual(['reminder']);
    expect(plan(CASES['text only'], { announced: all.slice(1) })).toMatchObject({ say: [], correct: [] });
  });

  test('a date that moved leaves messages about another edge, and about other events, alone', () => {
    const others = [
      announced({ edge: 'takes-effect', post: 'other edge' }),
      announced({ event: 'tariff', post: 'other event' }),
    ];
    expect(plan(CASES.extended, { announced: others }).correct).toEqual([]);
    expect(plan(CASES.cancelled, { announced: others }).correct).toEqual(['other edge']);
  });

  test('a date that is of another kind now concerns those who were notified of the old kind', () => {
    const opening = buildEvent('truce', [buildClaim('a', opens('2025-11-20'))]);
    expect(cell(plan([truce('2025-11-10'), opening], { announced: [announced()] }))).toBe('message, correction');
  });

  test('a new event that is cancelled already is no news', () => {
    const subscription = { notices: { new: 'ping' } } as const;
    expect(cell(plan([null, truce('2025-11-10', { certainty: 'cancelled' })], { subscription }))).toBe('–');
    expect(cell(plan([null, truce(null)], { subscription }))).toBe('message with ping');
  });

  test('an event that was notified, gone, and is back is on again; notified or not, one that is back called off is not', () => {
    const gone = announced({ post: 'gone' }, NOTICE);
    expect(plan(CASES.new, { announced: [announced(), gone] })).toMatchObject({
      say: [{ kind: 'restored', before: null }],
      correct: ['reminder', 'gone'],
    });
    expect(cell(plan(CASES.new))).toBe('–');
    const off = truce('2025-11-10', { certainty: 'cancelled' });
    expect(cell(plan([null, off], { announced: [gone] }))).toBe('correction');
  });

  test('what overtakes a notice that is not sent yet is said in its place, whatever was chosen for it', () => {
    const subscription = { notices: { extended: 'edit' } } as const;
    const unread = new Set(['truce']);
    expect(cell(plan(CASES.extended, { subscription, unread }))).toBe('message');
    expect(cell(plan(CASES.extended, { subscription, unread, announced: [announced()] }))).toBe('message, correction');
    expect(cell(plan(CASES.extended, { subscription, unread: new Set(['tariff']) }))).toBe('–');
    expect(cell(plan(CASES.extended, { subscription, unread, now: AFTER + 86_400_000 * 365 }))).toBe('–');
  });

  test('a month is over with its last day, and a done event is over though its month is not', () => {
    const month = (text: string, more: Partial<ListEvent> = {}) =>
      buildEvent(
        'truce',
        [buildClaim('a', { role: 'opens', approximate: false, precision: 'month', month: text })],
        more,
      );
    const move = [month('2025-09'), month('2025-10')] as const;
    expect(cell(plan(move, { now: at('2025-11-01T03:59:59Z') }))).toBe('message');
    expect(cell(plan(move, { now: at('2025-11-01T04:00:00Z') }))).toBe('–');
    const done = [month('2025-12', { certainty: 'done' }), month('2025-11', { certainty: 'done' })] as const;
    expect(cell(plan(done, { now: BEFORE }))).toBe('–');
  });

  test('a date that is behind and comes to lie ahead is news, and so is one ahead that turns out to be behind', () => {
    const between = at('2025-11-15T12:00:00Z');
    expect(cell(plan(CASES.extended, { now: between, announced: [announced()] }))).toBe(
      'message with ping, correction',
    );
    expect(cell(plan(CASES.earlier, { now: between, announced: [announced()] }))).toBe('message with ping, correction');
  });

  test('what is said in one revision is said once, though it is planned again after a crash', () => {
    const own = announced({ post: 'this notice' }, { lead: null, revision: 2 });
    expect(plan(CASES.extended, { announced: [announced(), own], revision: 2 })).toEqual({
      say: [],
      ping: false,
      correct: ['reminder'],
    });
    expect(plan(CASES.extended, { announced: [announced(), own], revision: 3 }).correct).toEqual([
      'reminder',
      'this notice',
    ]);
  });
});

describe('the ping of a notice', () => {
  const unsure = { dateCertainty: 'expected' } as const;
  test.each<[string, readonly [ListEvent | null, ListEvent | null], Partial<Subscription>, boolean]>([
    ['is given for a confirmed date', CASES.extended, {}, true],
    [
      'is not given for an event that is not confirmed',
      [truce('2025-11-20', { certainty: 'threatened' }), truce('2025-11-10', { certainty: 'threatened' })],
      {},
      false,
    ],
    [
      'is given for it to those who asked for that',
      [truce('2025-11-20', { certainty: 'threatened' }), truce('2025-11-10', { certainty: 'threatened' })],
      { pingFor: ['threatened'] },
      true,
    ],
    ['is not given for a date that is not', [truce('2025-11-20', unsure), truce('2025-11-10', unsure)], {}, false],
    ['is given when what was confirmed is cancelled', CASES.cancelled, {}, true],
    [
      'is not given when what was only tentative is cancelled',
      [truce('2025-11-10', { certainty: 'tentative' }), truce('2025-11-10', { certainty: 'cancelled' })],
      {},
      false,
    ],
    [
      'by choice is given when a confirmed date is in doubt',
      [truce('2025-11-10'), truce('2025-11-10', unsure)],
      { notices: { 'became tentative': 'ping' } },
      true,
    ],
    ['by choice is given when a confirmed event is removed', CASES.removed, { notices: { removed: 'ping' } }, true],
  ])('a notice pings as its table says: %s', (_, change, subscription, expected) => {
    expect(plan(change, { subscription, announced: [announced()] })).toMatchObject({
      ping: expected,
      say: [{ event: 'truce' }],
    });
  });
});

describe('the rows of a notice', () => {
  const changesOf = (kind: ChangeKind) => compareLists(dated(listOf(CASES[kind][0])), dated(listOf(CASES[kind][1])));

  test('the rows of a notice remember the new date, once for each event, edge and date', () => {
    const twice = [...changesOf('extended'), ...changesOf('extended')];
    expect(noticeMoments(twice, { owner: ofGuild('g'), channel: 'c' }, 7, BEFORE)).toEqual([
      {
        event: 'truce',
        edge: 'expires',
        sourceDate: '2026-01-31',
        lead: null,
        revision: 7,
        due: BEFORE,
        anchor: at('2026-02-01T05:00:00Z'),
        owner: ofGuild('g'),
        channel: 'c',
      },
    ]);
  });

  test('the rows of a notice remember the old date where there is no new one, and that there was none at all', () => {
    expect(noticeMoments(changesOf('withdrawn'), { owner: ofGuild('g'), channel: 'c' }, 7, BEFORE)).toMatchObject([
      { edge: 'expires', sourceDate: '2025-11-10' },
    ]);
    const undated = compareLists([], dated([truce(null)]));
    expect(noticeMoments(undated, { owner: ofGuild('g'), channel: 'c' }, 7, BEFORE)).toMatchObject([
      { edge: 'opens', sourceDate: 'none', anchor: BEFORE },
    ]);
  });

  test.each(CHANGE_KINDS)('the rows of a notice of "%s" stand for a reminder just where they hold a date', (kind) => {
    const announces = !['withdrawn', 'removed', 'outcome', 'text only'].includes(kind);
    expect([...noticedEdges(changesOf(kind))]).toEqual(
      announces ? [kind === 'later' ? 'truce|opens' : 'truce|expires'] : [],
    );
  });
});
