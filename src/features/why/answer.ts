import { controlIds } from '../../model/control-id.ts';
import type { Instant } from '../../model/date.ts';
import type { Edge } from '../../model/edge.ts';
import type { EventId, ListEvent } from '../../model/event.ts';
import type { Message } from '../../model/message.ts';
import type { ChannelId, EventFilter, GuildId } from '../../model/subscription.ts';
import { buildAnswer, buildCard, firstThatFits } from '../../render/card/build-card.ts';
import { momentAtPlace, whenWords } from '../../render/card/describe-reminder.ts';
import { channelMention } from '../../render/card/describe-subscription.ts';
import { listRow } from '../../render/card/list-row.ts';
import { escapeText, plainText } from '../../render/text/escape-text.ts';
import { certaintyText } from '../../render/text/words.ts';
import { zoneCity } from '../../time/local.ts';
import { type Reader, zoneOf } from '../../time/reader.ts';
import { turnRow } from '../call/turn-pages.ts';
import { type RowPlace, type TracedLead, type TracedMoment, tracedWords, whyRow } from './why-row.ts';
import { whyText } from './words.ts';

/** The ids of Previous and Next below `/datewatch why`: `why:<event>:<channel>:<page>`. */
export const WHY_IDS = controlIds('why', 'event', 'channel', 'page');

/**
 * The history of one event in a server's channels, and what comes next: one page. `page` counts from 0 and lies within
 * `pages`.
 */
export type WhyView = {
  readonly event: ListEvent;
  /** Soonest first. */
  readonly edges: readonly Edge[];
  readonly events: ReadonlyMap<EventId, ListEvent>;
  readonly guild: GuildId;
  readonly now: Instant;
  /** The server's. */
  readonly zone: Reader;
  /** Messages posted in all channels asked about, not only those of this page. */
  readonly posted: number;
  /** The next reminder of these channels; `null` when none is planned. */
  readonly next: Instant | null;
  /** The one channel asked about; `null` for all of the server. */
  readonly channel: ChannelId | null;
  readonly channels: readonly WhyChannel[];
  readonly page: number;
  readonly pages: number;
};

/** The answer to `/datewatch why`. */
export function whyAnswer(view: WhyView): Message {
  const { event, page, pages, channels } = view;
  const title = escapeText(event.title, 150) || event.id;
  const [only, other] = view.edges;
  const usual = only === undefined || other !== undefined ? null : { edge: only.name, sourceDate: only.sourceDate };
  const rows = channels.flatMap((channel) => whyChannelRows(channel, event, { ...view, usual }));
  const card = buildCard({
    title: pages === 1 ? whyText('title', { title }) : whyText('titlePage', { title, page: page + 1, pages }),
    rows: [
      listRow({ ...view, edge: view.edges.find(({ anchor }) => anchor > view.now) ?? view.edges.at(-1) ?? null }),
      ...rows,
    ],
    footer: whyText('footer', { city: zoneCity(zoneOf(view.zone)) }),
  });
  const controls = turnRow(view, (to) => WHY_IDS.write({ event: event.id, channel: view.channel ?? '', page: to }));
  return buildAnswer(firstThatFits(lineOf(view, 200), lineOf(view, 50)), card, controls);
}

function lineOf({ event, posted, next, zone }: WhyView, room: number): string {
  const title = plainText(event.title, room) || event.id;
  const words = next === null ? whyText('lineNothing') : whyText('lineNext', momentAtPlace(next, zone));
  if (posted === 0) return whyText('lineNone', { title, next: words });
  return whyText('line', { title, count: posted, next: words });
}

/** One part of a filter that can keep an event out. */
export type FilterPart =
  | 'topics'
  | 'kinds'
  | 'regions'
  | 'certainties'
  | 'importances'
  | 'allow'
  | 'block'
  | 'events'
  | 'muted';

/** The reason why nothing comes. */
export type Silence =
  | { readonly what: 'not subscribed' | 'no exact date' | 'behind' | 'low importance' | 'all passed' }
  | { readonly what: 'event cancelled' | 'event postponed' | 'event over' }
  | { readonly what: 'paused'; readonly reason: string }
  | { readonly what: 'server paused'; readonly until: Instant }
  | { readonly what: 'not wanted'; readonly part: FilterPart; readonly filter: EventFilter }
  | { readonly what: 'no known hour'; readonly leads: readonly string[] };

/** A reminder to come, by the plan. */
export type PlannedLead = TracedLead & {
  readonly due: Instant;
  /** True where a pause of the server will suppress it. */
  readonly inPause: boolean;
};

/** The history of one event in one channel. */
export type WhyChannel = {
  readonly channel: ChannelId;
  /** True for the channel that asks. */
  readonly here: boolean;
  /** Soonest first. */
  readonly ahead: readonly PlannedLead[];
  readonly silences: readonly Silence[];
  /** Newest first: those of this page. */
  readonly moments: readonly TracedMoment[];
  /** How many older ones are not shown. */
  readonly older: number;
};

/** Most reminders to come that are named one by one. */
const SHOWN_AHEAD = 3;
const WORDS = 120;

/** One channel as lines of a card: what comes next or why nothing does, then its history, newest first. */
function whyChannelRows(view: WhyChannel, event: ListEvent, place: Omit<RowPlace, 'channel'>): string[] {
  const at = { ...place, channel: view.channel };
  const channel = channelMention(view.channel);
  const more = view.ahead.length - SHOWN_AHEAD;
  return [
    whyText(view.here ? 'channelHere' : 'channel', { channel }),
    ...view.ahead.slice(0, SHOWN_AHEAD).map((lead, index) => aheadRow(lead, index === 0, place)),
    ...(more > 0 ? [whyText('moreAhead', { count: more })] : []),
    ...view.silences.map((silence) => whyText('no', { why: silenceWords(silence, event, place) })),
    ...view.moments.map((moment) => whyRow(moment, at)),
    ...(view.older > 0 ? [whyText('earlier', { count: view.older })] : []),
    ...(view.moments.length === 0 ? [whyText('nothingYet')] : []),
  ];
}

function aheadRow(lead: PlannedLead, first: boolean, { zone, usual }: Pick<RowPlace, 'zone' | 'usual'>): string {
  const words = tracedWords(lead, usual, zone);
  const what = lead.inPause ? whyText('inPause', { what: words }) : words;
  return whyText(first ? 'next' : 'after', { when: whenWords(lead.due, zone), what });
}

/** Says in a sentence why nothing comes. */
function silenceWords(silence: Silence, event: ListEvent, { zone }: Pick<RowPlace, 'zone'>): string {
  switch (silence.what) {
    case 'not subscribed':
      return whyText('notSubscribed');
    case 'paused':
      return whyText('paused', { reason: escapeText(silence.reason, 200) });
    case 'server paused':
      return whyText('serverPaused', { when: whenWords(silence.until, zone) });
    case 'event cancelled':
      return whyText('cancelled');
    case 'event postponed':
      return whyText('postponed');
    case 'event over':
      return whyText('over');
    case 'not wanted':
      return whyText('notWanted', { part: partWords(silence.part, silence.filter, event) });
    case 'no exact date':
      return whyText('noDate');
    case 'behind':
      return whyText('behind');
    case 'low importance':
      return whyText('lowImportance');
    case 'no known hour':
      return whyText('noHour', { leads: silence.leads.map((lead) => `\`${lead}\``).join(', ') });
    case 'all passed':
      return whyText('allPassed');
  }
}

function partWords(part: FilterPart, filter: EventFilter, event: ListEvent): string {
  switch (part) {
    case 'topics':
      return whyText('topics', { wanted: listed(filter.topics) });
    case 'kinds':
      return whyText('kinds', { wanted: listed(filter.kinds) });
    case 'regions':
      return whyText('regions', { wanted: listed(filter.regions) });
    case 'certainties': {
      const wanted = (filter.certainties ?? []).map((certainty) => certaintyText(`${certainty}`));
      return whyText('certainties', { wanted: wanted.join(', '), certainty: certaintyText(`${event.certainty}`) });
    }
    case 'importances':
      return whyText('importances', { wanted: listed(filter.importances) });
    case 'allow':
      return whyText('allow', { wanted: listed(filter.words?.allow) });
    case 'block':
      return whyText('block', { wanted: listed(filter.words?.block) });
    case 'events':
      return whyText('events');
    case 'muted':
      return whyText('muted');
  }
}

function listed(words: readonly string[] | null | undefined): string {
  return escapeText((words ?? []).join(', '), WORDS);
}
