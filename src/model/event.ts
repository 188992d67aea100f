import type { ClaimDate, LocalDay, LocalTime, Zone } from './date.ts';
import type { Lead } from './lead.ts';

/** A lower-case slug, unique over all files of the list. */
export type EventId = string;

/** How sure an event is (product rule 14). `postponed` has no new date yet; `done` is over. */
export const CERTAINTIES = [
  'confirmed',
  'expected',
  'tentative',
  'threatened',
  'cancelled',
  'postponed',
  'done',
] as const;
export type Certainty = (typeof CERTAINTIES)[number];

/** Whether an event will not take place as it was listed: it is cancelled, or postponed without a date. */
export function isCalledOff(certainty: string): certainty is 'cancelled' | 'postponed' {
  return certainty === 'cancelled' || certainty === 'postponed';
}

/** Whether no hour of an event may be said, since it is assumed or its zone is; what is not in the list assumes nothing. */
export function isHourOpen(event: Pick<ListEvent, 'assumed'> | undefined): boolean {
  return event !== undefined && event.assumed.length > 0;
}

/** Whether an event is threatened or tentative: it may well not take place. */
export function isUnsure(certainty: string): certainty is 'threatened' | 'tentative' {
  return certainty === 'threatened' || certainty === 'tentative';
}

/** The certainties of events that are still to come, which people are reminded of. */
export const LIVING_CERTAINTIES = [
  'confirmed',
  'expected',
  'tentative',
  'threatened',
] as const satisfies readonly Certainty[];

/** The author of a statement. `name` is shown to people ("ILKHA"); `url` only where one is really known. */
export type Source = {
  readonly id: string;
  readonly name: string;
  readonly fullName: string | null;
  readonly url: string | null;
  /** It decides the matter itself (a ministry, a court, an organizer): its word needs no second source. Absent otherwise. */
  readonly official?: true;
  /** It stands for the file itself, whose entries name no other: nothing that readers need to be told. Absent otherwise. */
  readonly own?: true;
};

/** The statement of one source. Claims may disagree; all are kept and shown. */
export type Claim = {
  readonly source: Source;
  /** The day it was published; `null` where the list does not say, as in the short form: then it was always known. */
  readonly published: LocalDay | null;
  /** The part of the event that the date belongs to: "the talks", "the delegation's stay", "the visit". */
  readonly dates: string | null;
  /** `null`: the source is silent on the date, which is not disagreement. */
  readonly date: ClaimDate | null;
  /** How sure the source is of the event itself; `null`: it does not say. */
  readonly certainty: Certainty | null;
  /** The statement in our own words: a short clause shown beside the source's name. */
  readonly says: string | null;
  readonly url: string | null;
  /** False when the list doubts it, with the reason. Such a claim is shown and never followed. */
  readonly credible: boolean;
  readonly doubt: string | null;
};

/** The day of publication as text to order claims by: one without comes before all others. */
export function publicationOf({ published }: Pick<Claim, 'published'>): LocalDay | '' {
  return published ?? '';
}

/** The event's result, recorded after the last anchor. */
export type Outcome = { readonly what: string; readonly day: LocalDay | null; readonly source: Source | null };

/**
 * One earlier state of a date that was extended or moved, oldest first: the decision that set it, its day, its source.
 * At least one of `label` and `day` is given. The present date is no step of its own; a step may name it, to say which
 * decision set it.
 */
export type HistoryStep = {
  readonly label: string | null;
  readonly day: LocalDay | null;
  readonly source: Source | null;
};

/** Which claim reminders follow, when the list decides it (product rule 5). */
export type Follow = { readonly source: string; readonly reason: string };

/** The days of a range that an entry may ask to be reminded of. */
export const REMINDED_DAYS = ['first', 'last'] as const;
type RemindedDay = (typeof REMINDED_DAYS)[number];

/** How much an event matters: what is high is named first, and of what is low nobody is reminded by default. */
export const IMPORTANCES = ['high', 'normal', 'low'] as const;
export type Importance = (typeof IMPORTANCES)[number];

/** An event's place in the list, for problems and for maintainers. */
export type Origin = { readonly file: string; readonly line: number };

/** One entry of the list: something dated that may happen, start, end or lapse. */
export type ListEvent = {
  readonly id: EventId;
  readonly title: string;
  /** The title as it stands inside a sentence: "a 100% U.S. tariff on Chinese imports", "the truce". */
  readonly phrase: string;
  /** Whether that is grammatically plural: "the talks open". Absent where it is not. */
  readonly plural?: true;
  /** A slug such as `talks`, `summit`, `tariff`, `truce`, `visit`. */
  readonly kind: string;
  /** How to speak of it on its date, where the entry says so; absent: as its kind has it. */
  readonly verb?: Verb;
  /** Absent where it is normal. */
  readonly importance?: Exclude<Importance, 'normal'>;
  /** The leads of its dates, in place of a channel's, longest first; absent where the entry names none. */
  readonly leads?: readonly Lead[];
  readonly certainty: Certainty;
  /** Why it is that sure, in our own words: "Trump has since called it not sustainable (ILKHA)". */
  readonly certaintyNote: string | null;
  /** How sure its **date** is, apart from the event; `null`: as sure as the followed claim. */
  readonly dateCertainty: Certainty | null;
  /**
   * The source on which `certainty`, its note and `dateCertainty` rest, where one claim is enough for them:
   * `listAsKnown` keeps them from its day on. Absent where they weigh all claims.
   */
  readonly certaintyFrom?: string;
  readonly zone: Zone;
  /** The parts of the date that are our assumption, not the source's. */
  readonly assumed: readonly ('zone' | 'hour')[];
  /** Where it is, for people: "Kuala Lumpur". */
  readonly place: string | null;
  /** The hour of an opening day's anchor when the list gives one; 09:00 otherwise. */
  readonly opensAt: LocalTime | null;
  /** The days of a range that are reminded of; absent where that is the first alone. */
  readonly remind?: readonly RemindedDay[];
  readonly topics: readonly string[];
  readonly regions: readonly string[];
  readonly summary: string | null;
  /** The stakes, in words for people. */
  readonly stakes: string | null;
  /** The same for `summary` and `stakes`. */
  readonly textsFrom?: string;
  readonly claims: readonly Claim[];
  readonly follow: Follow | null;
  readonly dependsOn: readonly EventId[];
  /** Events that would keep this one from happening: "unless the talks in Malaysia …". */
  readonly unless: readonly EventId[];
  readonly partOf: EventId | null;
  readonly supersedes: readonly EventId[];
  readonly lastVerified: LocalDay | null;
  readonly outcome: Outcome | null;
  /** The chain of its earlier dates, oldest first; empty for a date that never moved. */
  readonly history: readonly HistoryStep[];
  /** The repeating entry that it is one date of; absent for all others. */
  readonly series?: EventId;
  readonly origin: Origin;
  /** From the head of its file. */
  readonly archive: boolean;
  readonly knownUntil: LocalDay | null;
};

/** The head of one file of the list, and how many events it holds. */
export type ListFile = {
  readonly file: string;
  readonly covers: string;
  readonly knownUntil: LocalDay | null;
  readonly archive: boolean;
  readonly events: number;
};

/** All events, read from every file of the data folder. `version` changes whenever any content does. */
export type EventList = {
  readonly version: string;
  readonly files: readonly ListFile[];
  readonly events: readonly ListEvent[];
};

/**
 * The ways to speak of an event on its date, as a sentence about one thing has it: "the return is due", "the summit
 * opens". An entry may give its own; the others have the one of their kind.
 */
export const VERBS = [
  'is due',
  'opens',
  'is on',
  'takes effect',
  'ends',
  'expires',
  'is published',
  'launches',
  'is held',
  'begins',
  'closes',
  'meets',
  'is decided',
] as const;
export type Verb = (typeof VERBS)[number];
