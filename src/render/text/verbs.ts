import type { EdgeKind } from '../../model/date.ts';
import type { ListEvent, Verb } from '../../model/event.ts';
import { makeTexts } from './text.ts';

/** The five ways to state a date: how sure it is, or that it is past. */
export type Voice = 'Confirmed' | 'Expected' | 'Tentative' | 'Threatened' | 'Past';

/** The forms of each verb; `_one` and `_other` follow the number of the event's own name. `Now` is for a date that moved. */
const verbText = makeTexts('verbs', {
  isDue_one: 'is due',
  isDue_other: 'are due',
  isDueBare: 'be due',
  isDueNow_one: 'is now due',
  isDueNow_other: 'are now due',
  isOn_one: 'is',
  isOn_other: 'are',
  isOnDay_one: 'is on',
  isOnDay_other: 'are on',
  isOnBare: 'be',
  isOnNow_one: 'is now',
  isOnNow_other: 'are now',
  isOnDayNow_one: 'is now on',
  isOnDayNow_other: 'are now on',
  opens_one: 'opens',
  opens_other: 'open',
  opensBare: 'open',
  opensNow_one: 'now opens',
  opensNow_other: 'now open',
  takesEffect_one: 'takes effect',
  takesEffect_other: 'take effect',
  takesEffectBare: 'take effect',
  takesEffectNow_one: 'now takes effect',
  takesEffectNow_other: 'now take effect',
  ends_one: 'ends',
  ends_other: 'end',
  endsBare: 'end',
  endsNow_one: 'now ends',
  endsNow_other: 'now end',
  expires_one: 'expires',
  expires_other: 'expire',
  expiresBare: 'expire',
  expiresNow_one: 'now expires',
  expiresNow_other: 'now expire',
  isPublished_one: 'is published',
  isPublished_other: 'are published',
  isPublishedBare: 'be published',
  isPublishedNow_one: 'is now published',
  isPublishedNow_other: 'are now published',
  launches_one: 'launches',
  launches_other: 'launch',
  launchesBare: 'launch',
  launchesNow_one: 'now launches',
  launchesNow_other: 'now launch',
  isHeld_one: 'is held',
  isHeld_other: 'are held',
  isHeldBare: 'be held',
  isHeldNow_one: 'is now held',
  isHeldNow_other: 'are now held',
  begins_one: 'begins',
  begins_other: 'begin',
  beginsBare: 'begin',
  beginsNow_one: 'now begins',
  beginsNow_other: 'now begin',
  closes_one: 'closes',
  closes_other: 'close',
  closesBare: 'close',
  closesNow_one: 'now closes',
  closesNow_other: 'now close',
  meets_one: 'meets',
  meets_other: 'meet',
  meetsBare: 'meet',
  meetsNow_one: 'now meets',
  meetsNow_other: 'now meet',
  isDecided_one: 'is decided',
  isDecided_other: 'are decided',
  isDecidedBare: 'be decided',
  isDecidedNow_one: 'is now decided',
  isDecidedNow_other: 'are now decided',
  expected_one: 'is expected to {{verb}}',
  expected_other: 'are expected to {{verb}}',
  expectedToBe_one: 'is expected',
  expectedToBe_other: 'are expected',
  shouldBeDue: 'should be due',
  may: 'may {{verb}}',
  would: 'would {{verb}}',
  wasTo_one: 'was due to {{verb}}',
  wasTo_other: 'were due to {{verb}}',
  wasDue_one: 'was due',
  wasDue_other: 'were due',
});

const KEYS = {
  'is due': 'isDue',
  'is on': 'isOn',
  opens: 'opens',
  'takes effect': 'takesEffect',
  ends: 'ends',
  expires: 'expires',
  'is published': 'isPublished',
  launches: 'launches',
  'is held': 'isHeld',
  begins: 'begins',
  closes: 'closes',
  meets: 'meets',
  'is decided': 'isDecided',
} as const satisfies Record<Verb, string>;

/** The verb of an opening by the kind of its event; others are simply "on" a day. */
const BY_KIND: ReadonlyMap<string, Verb> = new Map([
  ...(['summit', 'forum', 'conference', 'fair', 'exhibition', 'session'] as const).map(
    (kind) => [kind, 'opens'] as const,
  ),
  ...(['talks', 'visit', 'negotiations', 'season', 'trial'] as const).map((kind) => [kind, 'begins'] as const),
  ...(['launch', 'release'] as const).map((kind) => [kind, 'launches'] as const),
  ...(['figure', 'figures', 'data', 'report', 'statistics'] as const).map((kind) => [kind, 'is published'] as const),
  ...(['vote', 'election', 'referendum'] as const).map((kind) => [kind, 'is held'] as const),
  ...(['decision', 'ruling', 'rate-decision'] as const).map((kind) => [kind, 'is decided'] as const),
]);

const BY_EDGE = {
  'takes-effect': 'takes effect',
  expires: 'ends',
  closes: 'closes',
  due: 'is due',
  'last-day': 'ends',
} as const satisfies Partial<Record<EdgeKind, Verb>>;

/** The verb of one date of an event: the entry's own, else that of the edge or, for an opening, of the event's kind. */
export function verbOf({ verb, kind }: Pick<ListEvent, 'verb' | 'kind'>, edge: EdgeKind): Verb {
  if (edge === 'last-day') return BY_EDGE[edge];
  if (verb !== undefined) return verb;
  return edge === 'opens' ? (BY_KIND.get(kind) ?? 'is on') : BY_EDGE[edge];
}

/** The words after a verb: "is tomorrow", but "is on Thu 30 Oct". */
export type VerbBefore = 'distance' | 'day';

/**
 * A verb in a voice: `ends`, `is expected to end`, `may end`, `would end`, `was due to end`. `count` is 2 for a plural name.
 */
export function verbPhrase(verb: Verb, voice: Voice, count: 1 | 2, before: VerbBefore = 'distance'): string {
  if (verb === 'is on' && before === 'day' && voice === 'Confirmed') return verbText('isOnDay', { count });
  const key = KEYS[verb];
  const bare = verbText(`${key}Bare`);
  switch (voice) {
    case 'Confirmed':
      return verbText(key, { count });
    case 'Expected':
      if (verb === 'is due') return verbText('shouldBeDue');
      return verb === 'is on' ? verbText('expectedToBe', { count }) : verbText('expected', { verb: bare, count });
    case 'Tentative':
      return verbText('may', { verb: bare });
    case 'Threatened':
      return verbText('would', { verb: bare });
    case 'Past':
      return verb === 'is due' || verb === 'is on'
        ? verbText('wasDue', { count })
        : verbText('wasTo', { verb: bare, count });
  }
}

/** A verb for a date that has moved: `now ends`, `is now due`; one that is not sure as `verbPhrase` words it. */
export function movedVerb(verb: Verb, voice: Voice, count: 1 | 2, before: VerbBefore): string {
  if (verb === 'is on' && before === 'day' && voice === 'Confirmed') return verbText('isOnDayNow', { count });
  return voice === 'Confirmed' ? verbText(`${KEYS[verb]}Now`, { count }) : verbPhrase(verb, voice, count);
}
