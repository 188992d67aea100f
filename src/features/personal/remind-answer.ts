import type { Instant, Zone } from '../../model/date.ts';
import type { Edge } from '../../model/edge.ts';
import type { ListEvent } from '../../model/event.ts';
import { type Lead, leadName } from '../../model/lead.ts';
import type { Control, Message } from '../../model/message.ts';
import type { ChannelId } from '../../model/subscription.ts';
import { buildAnswer, buildCard, firstThatFits, type Section } from '../../render/card/build-card.ts';
import { dayAndTime, edgeWords } from '../../render/card/describe-reminder.ts';
import { channelMention, leadWords } from '../../render/card/describe-wish.ts';
import { certaintyColour } from '../../render/event/certainty-colour.ts';
import { beginLarge } from '../../render/text/capitalize.ts';
import { plainTitleOf, titleOf } from '../../render/text/event-name.ts';
import { placeName } from '../../render/text/place-phrase.ts';
import { text } from '../../render/text/text.ts';
import { zoneCity } from '../../time/zones.ts';

/** How a person is told: by direct message, with a channel for when those are closed; or in that channel from now on. */
export type ReminderWay =
  | { readonly kind: 'direct'; readonly or: ChannelId | null }
  | { readonly kind: 'fallback'; readonly channel: ChannelId };

/** When one person is reminded of one event, to be looked at or chosen. */
export type RemindView = {
  readonly did: 'asked' | 'saved' | 'cancelled';
  readonly event: ListEvent;
  /** Its edges that are still ahead. */
  readonly ahead: readonly Edge[];
  readonly standing: 'dated' | 'undated' | 'called off' | 'over';
  readonly offers: readonly {
    readonly lead: Lead;
    readonly chosen: boolean;
    readonly due: Instant | null;
    readonly more: number;
  }[];
  /** What holds now, longest first; empty for nothing. */
  readonly chosen: readonly Lead[];
  /** What comes of it, soonest first. */
  readonly coming: readonly { readonly lead: Lead; readonly due: Instant }[];
  /** Chosen leads that need an hour which nobody has named. */
  readonly idle: readonly Lead[];
  /** The person's. */
  readonly zone: Zone;
  /** How they are told; `null` as long as they have chosen nothing. */
  readonly way: ReminderWay | null;
};

const SHOWN = 8;

/** The private answer to Remind me and `/remind`: what comes when, in the person's zone, how to change it and to stop. */
export function remindAnswer(view: RemindView): Message {
  const { event, zone, way, chosen, standing } = view;
  const has = chosen.length > 0 && standing !== 'over';
  const card = buildCard({
    title: titleOf(event, 200),
    sections: [
      { name: text('personal.dateField'), rows: dateRows(view) },
      { name: text('personal.yoursField'), rows: has ? yoursRows(view) : [] },
      { name: text('personal.whereField'), rows: has && way !== null ? [wayWords(way)] : [] },
      movesSection(view, has),
      { name: text('personal.stopField'), rows: has ? [text('personal.stop')] : [] },
    ],
    footer: text('personal.timesIn', { city: zoneCity(zone) }),
  });
  return buildAnswer(
    contentLine(view),
    { ...card, colour: certaintyColour(event.certainty) },
    [...selectRow(view), buttonRow(view)].filter((row) => row.length > 0),
  );
}

function contentLine(view: RemindView): string {
  const title = plainTitleOf(view.event, 60);
  const { did, standing, zone } = view;
  const [next] = view.coming;
  const when = next === undefined ? null : { ...dayAndTime(next.due, zone), city: zoneCity(zone) };
  const first = (long: string, short: string) => firstThatFits(long, short);
  if (did === 'cancelled') return first(text('personal.cancelledLine', { title }), text('personal.cancelledShort'));
  const saved = did === 'saved';
  if (standing === 'over') return text('personal.hasOver', { title });
  if (standing === 'called off') return calledOffLine(view, title);
  if (view.chosen.length === 0) {
    if (view.offers.length === 0) return first(text('personal.tooLate', { title }), text('personal.tooLateShort'));
    if (standing === 'dated') return first(text('personal.askLine', { title }), text('personal.askShort'));
    return first(text('personal.askUndated', { title }), text('personal.askUndatedShort'));
  }
  if (when !== null && saved) {
    return first(text('personal.savedLine', { title, ...when }), text('personal.savedShort', when));
  }
  if (when !== null) return first(text('personal.hasLine', { title, ...when }), text('personal.hasShort', when));
  if (standing === 'dated') return first(text('personal.hasPassed', { title }), text('personal.hasPassedShort'));
  if (saved) return first(text('personal.savedUndated', { title }), text('personal.savedUndatedShort'));
  return first(text('personal.hasUndated', { title }), text('personal.hasUndatedShort'));
}

function calledOffLine({ did, chosen, event }: RemindView, title: string): string {
  const certainty = text(`certainty.${event.certainty}`);
  const key = did === 'saved' ? 'savedCalledOff' : chosen.length > 0 ? 'hasCalledOff' : 'askCalledOff';
  return text(`personal.${key}`, { title, certainty });
}

function dateRows({ event, ahead, standing }: RemindView): string[] {
  const certainty = text(`certainty.${event.certainty}`);
  if (standing === 'called off') return [beginLarge(text('personal.calledOff', { certainty }))];
  if (standing === 'over') return [text('personal.isOver', { certainty })];
  if (ahead.length === 0) return [text('personal.noDate', { certainty })];
  const place = placeName(event);
  return ahead.map((edge) =>
    beginLarge(text('personal.dateRow', { edge: edgeWords(event, edge, 'weekday-year'), place, certainty })),
  );
}

function yoursRows({ coming, idle, chosen, standing, zone }: RemindView): string[] {
  if (standing !== 'dated') {
    return [beginLarge(text('personal.yoursUndated', { leads: chosen.map(leadWords).join(', ') }))];
  }
  const rows = coming
    .slice(0, SHOWN)
    .map(({ lead, due }) => text('personal.yoursRow', { ...dayAndTime(due, zone), lead: leadWords(lead) }));
  const more = coming.length - SHOWN;
  return [
    ...rows,
    ...(more > 0 ? [text('answers.more', { count: more })] : []),
    ...idle.map((lead) => text('personal.yoursIdle', { lead: leadWords(lead) })),
  ];
}

function movesSection({ standing, way }: RemindView, has: boolean): Section {
  const rows = has && way !== null && standing === 'dated' ? [text('personal.moves')] : [];
  return { name: text('personal.movesField'), rows };
}

/** How they are told, in a sentence or two. */
function wayWords(way: ReminderWay): string {
  if (way.kind === 'fallback') return text('personal.whereFallback', { channel: channelMention(way.channel) });
  if (way.or === null) return text('personal.whereDirect');
  return text('personal.whereDirectOr', { channel: channelMention(way.or) });
}

function selectRow({ event, offers, zone }: RemindView): Control[][] {
  if (offers.length === 0) return [];
  const city = zoneCity(zone);
  const options = offers.map(({ lead, chosen, due, more }) => ({
    label: beginLarge(leadWords(lead)),
    value: leadName(lead),
    description: due === null ? undatedWords(lead) : dueWords(due, more, zone, city),
    chosen,
  }));
  return [
    [
      {
        type: 'select',
        id: `remind-set:${event.id}`,
        placeholder: text('personal.choose'),
        min: 0,
        max: options.length,
        options,
      },
    ],
  ];
}

function undatedWords(lead: Lead): string {
  return text(lead.unit === 'minutes' ? 'personal.optionUndatedHour' : 'personal.optionUndated');
}

function dueWords(due: Instant, more: number, zone: Zone, city: string): string {
  const words = text('personal.optionDue', { ...dayAndTime(due, zone), city });
  return more === 0 ? words : text('personal.optionMore', { due: words, count: more });
}

function buttonRow({ event, chosen }: RemindView): Control[] {
  const all = { type: 'button', style: 'secondary', disabled: false } as const;
  return [
    ...(chosen.length === 0
      ? []
      : [{ ...all, style: 'danger' as const, id: `remind-off:${event.id}`, label: text('personal.cancel') }]),
    { ...all, id: 'reminders:0', label: text('personal.all') },
  ];
}
