import type { Instant } from '../../model/date.ts';
import type { Edge } from '../../model/edge.ts';
import type { ListEvent } from '../../model/event.ts';
import { type Lead, leadName } from '../../model/lead.ts';
import type { Control, Message } from '../../model/message.ts';
import type { ChannelId } from '../../model/subscription.ts';
import { buildAnswer, buildCard, firstThatFits, type Section } from '../../render/card/build-card.ts';
import { cardText } from '../../render/card/card-words.ts';
import { dayAndTime, momentAtPlace } from '../../render/card/describe-reminder.ts';
import { channelMention, leadWords } from '../../render/card/describe-subscription.ts';
import { certaintyColour } from '../../render/event/show-certainty.ts';
import { dateClause } from '../../render/reminder/reminder-sentence.ts';
import { capitalize, escapeText } from '../../render/text/escape-text.ts';
import { plainTitleOf, titleOf } from '../../render/text/event-name.ts';
import { certaintyText, dateText } from '../../render/text/words.ts';
import { zoneCity } from '../../time/local.ts';
import { type Reader, zoneOf } from '../../time/reader.ts';
import { OFF_IDS, REMINDERS_IDS, SET_IDS, SNOOZE_IDS } from './personal-ids.ts';
import { personalText } from './words.ts';

/**
 * The way a person is reminded: by direct message, with a channel for when those are closed; or in that channel from
 * now on.
 */
export type ReminderWay =
  | { readonly kind: 'direct'; readonly or: ChannelId | null }
  | { readonly kind: 'fallback'; readonly channel: ChannelId };

/** The reminders of one event for one person, to be shown or changed. */
export type RemindView = {
  readonly did: 'asked' | 'saved' | 'cancelled';
  readonly event: ListEvent;
  /** Its edges that are still ahead. */
  readonly ahead: readonly Edge[];
  readonly status: 'dated' | 'undated' | 'called off' | 'over';
  readonly now: Instant;
  readonly offers: readonly {
    readonly lead: Lead;
    readonly chosen: boolean;
    readonly due: Instant | null;
    readonly more: number;
  }[];
  /** The leads that hold now, longest first; empty for none. */
  readonly chosen: readonly Lead[];
  /** The reminders that these leads bring, soonest first. */
  readonly coming: readonly { readonly lead: Lead; readonly due: Instant }[];
  /** Chosen leads that need an hour which is not known. */
  readonly idle: readonly Lead[];
  /** The person's. */
  readonly zone: Reader;
  /** The way they are reminded; `null` until they have chosen something. */
  readonly way: ReminderWay | null;
};

const SHOWN = 8;

/**
 * The private answer to Remind me and `/remind me`: which reminders come when, in the person's zone, and how to change or
 * stop them.
 */
export function remindAnswer(view: RemindView): Message {
  const { event, zone, way, chosen, status } = view;
  const has = chosen.length > 0 && status !== 'over';
  const card = buildCard({
    title: titleOf(event, 200),
    sections: [
      { name: personalText('dateField'), rows: dateRows(view) },
      { name: personalText('yoursField'), rows: has ? yoursRows(view) : [] },
      { name: personalText('whereField'), rows: has && way !== null ? [wayWords(way)] : [] },
      movesSection(view, has),
      { name: personalText('stopField'), rows: has ? [personalText('stop')] : [] },
    ],
    footer: personalText('timesIn', { city: zoneCity(zoneOf(zone)) }),
  });
  return buildAnswer(
    contentLine(view),
    { ...card, colour: certaintyColour(event.certainty) },
    [...selectRow(view), buttonRow(view)].filter((row) => row.length > 0),
  );
}

function contentLine(view: RemindView): string {
  const title = plainTitleOf(view.event, 60);
  const { did, status, zone } = view;
  const [next] = view.coming;
  const when = next === undefined ? null : momentAtPlace(next.due, zone);
  const first = (long: string, short: string) => firstThatFits(long, short);
  if (did === 'cancelled') return first(personalText('cancelledLine', { title }), personalText('cancelledShort'));
  const saved = did === 'saved';
  if (status === 'over') return personalText('hasOver', { title });
  if (status === 'called off') return calledOffLine(view, title);
  if (view.chosen.length === 0) {
    if (view.offers.length === 0) return first(personalText('tooLate', { title }), personalText('tooLateShort'));
    if (status === 'dated') return first(personalText('askLine', { title }), personalText('askShort'));
    return first(personalText('askUndated', { title }), personalText('askUndatedShort'));
  }
  if (when !== null && saved) {
    return first(personalText('savedLine', { title, ...when }), personalText('savedShort', when));
  }
  if (when !== null) return first(personalText('hasLine', { title, ...when }), personalText('hasShort', when));
  if (status === 'dated') return first(personalText('hasPassed', { title }), personalText('hasPassedShort'));
  if (saved) return first(personalText('savedUndated', { title }), personalText('savedUndatedShort'));
  return first(personalText('hasUndated', { title }), personalText('hasUndatedShort'));
}

function calledOffLine({ did, chosen, event }: RemindView, title: string): string {
  const certainty = certaintyText(`${event.certainty}`);
  const key = did === 'saved' ? 'savedCalledOff' : chosen.length > 0 ? 'hasCalledOff' : 'askCalledOff';
  return personalText(`${key}`, { title, certainty });
}

function dateRows({ event, ahead, status, now, zone }: RemindView): string[] {
  const certainty = certaintyText(`${event.certainty}`);
  if (status === 'called off') return [capitalize(personalText('calledOff', { certainty }))];
  if (status === 'over') return [personalText('isOver', { certainty })];
  if (ahead.length === 0) return [personalText('noDate', { certainty })];
  return ahead.map((edge) => {
    const [date, part] = [dateClause({ event, edge, now, zone }), edge.part];
    const row = escapeText(capitalize(date));
    const named = part === null ? row : dateText('aside', { text: row, aside: escapeText(part, 80) });
    return event.certainty === 'threatened' ? dateText('aside', { text: named, aside: certainty }) : named;
  });
}

function yoursRows({ coming, idle, chosen, status, zone }: RemindView): string[] {
  if (status !== 'dated') {
    return [capitalize(personalText('yoursUndated', { leads: chosen.map(leadWords).join(', ') }))];
  }
  const rows = coming
    .slice(0, SHOWN)
    .map(({ lead, due }) => personalText('yoursRow', { ...dayAndTime(due, zone), lead: leadWords(lead) }));
  const more = coming.length - SHOWN;
  return [
    ...rows,
    ...(more > 0 ? [cardText('more', { count: more })] : []),
    ...idle.map((lead) => personalText('yoursIdle', { lead: leadWords(lead) })),
  ];
}

function movesSection({ status, way }: RemindView, has: boolean): Section {
  const rows = has && way !== null && status === 'dated' ? [personalText('moves')] : [];
  return { name: personalText('movesField'), rows };
}

/** Says how they are reminded, in a sentence or two. */
function wayWords(way: ReminderWay): string {
  if (way.kind === 'fallback') return personalText('whereFallback', { channel: channelMention(way.channel) });
  if (way.or === null) return personalText('whereDirect');
  return personalText('whereDirectOr', { channel: channelMention(way.or) });
}

function selectRow({ event, offers, zone }: RemindView): Control[][] {
  if (offers.length === 0) return [];
  const city = zoneCity(zoneOf(zone));
  const options = offers.map(({ lead, chosen, due, more }) => ({
    label: capitalize(leadWords(lead)),
    value: leadName(lead),
    description: due === null ? undatedWords(lead) : dueWords(due, more, zone, city),
    chosen,
  }));
  return [
    [
      {
        type: 'select',
        id: SET_IDS.write({ event: event.id }),
        placeholder: personalText('choose'),
        min: 0,
        max: options.length,
        options,
      },
    ],
  ];
}

function undatedWords(lead: Lead): string {
  return personalText(lead.unit === 'minutes' ? 'optionUndatedHour' : 'optionUndated');
}

function dueWords(due: Instant, more: number, zone: Reader, city: string): string {
  const words = personalText('optionDue', { ...dayAndTime(due, zone), city });
  return more === 0 ? words : personalText('optionMore', { due: words, count: more });
}

function buttonRow({ event, chosen, status }: RemindView): Control[] {
  const all = { type: 'button', style: 'secondary', disabled: false } as const;
  return [
    ...(chosen.length === 0
      ? []
      : [
          {
            ...all,
            style: 'danger' as const,
            id: OFF_IDS.write({ event: event.id }),
            label: personalText('cancel'),
          },
        ]),
    ...(chosen.length === 0 || status !== 'dated'
      ? []
      : [
          { ...all, id: SNOOZE_IDS.write({ how: '1h', event: event.id }), label: personalText('snoozeHour') },
          { ...all, id: SNOOZE_IDS.write({ how: '1d', event: event.id }), label: personalText('snoozeDay') },
        ]),
    { ...all, id: REMINDERS_IDS.write({ page: 0 }), label: personalText('all') },
  ];
}
