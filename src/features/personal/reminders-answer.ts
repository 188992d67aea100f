import type { Instant } from '../../model/date.ts';
import type { Edge } from '../../model/edge.ts';
import type { EventId, ListEvent } from '../../model/event.ts';
import type { Lead } from '../../model/lead.ts';
import type { Control, Message } from '../../model/message.ts';
import type { ChannelId } from '../../model/subscription.ts';
import { buildAnswer, buildButton, buildCard } from '../../render/card/build-card.ts';
import { dayAndTime, edgeWords, momentAtPlace } from '../../render/card/describe-reminder.ts';
import { channelMention, leadWords } from '../../render/card/describe-subscription.ts';
import { plainTitleOf, titleOf } from '../../render/text/event-name.ts';
import { certaintyText } from '../../render/text/words.ts';
import { zoneCity } from '../../time/local.ts';
import { type Reader, zoneOf } from '../../time/reader.ts';
import { turnButtons } from '../call/turn-pages.ts';
import { CLEAR_IDS, FORGET_IDS, OFF_IDS, OPEN_IDS, REMINDERS_IDS, ZONE_IDS } from './personal-ids.ts';
import { personalText } from './words.ts';

/** One event that a person is reminded of. */
export type PersonalRow = {
  readonly id: EventId;
  /** `null` where the list no longer has it. */
  readonly event: ListEvent | null;
  /** Its next edge, if one is ahead. */
  readonly edge: Edge | null;
  readonly status: 'dated' | 'undated' | 'called off' | 'over' | 'gone';
  /** The reminders ahead, soonest first; without a lead those that were snoozed. */
  readonly coming: readonly { readonly lead: Lead | null; readonly due: Instant }[];
};

/** A page of a person's reminders; `page` counts from 0. */
export type RemindersView = {
  readonly rows: readonly PersonalRow[];
  /** Events on all pages. */
  readonly count: number;
  /** When the next of all reminders comes. */
  readonly next: Instant | null;
  readonly page: number;
  readonly pages: number;
  /** The person's. */
  readonly zone: Reader;
  /** Set when the newest message to them met closed direct messages; `instead` is where it was posted. */
  readonly undelivered: { readonly instead: ChannelId | null } | null;
};

const TITLE = 80;
/** https://docs.discord.com/developers/components/reference#string-select */
const LABEL = 100;

/** The private answer to `/remind list`: each event with its next reminder, a select to change one, a button to cancel all. */
export function remindersAnswer(view: RemindersView): Message {
  const { rows, count, page, pages, zone, undelivered } = view;
  if (count === 0) return noneAnswer();
  const timesIn = personalText('timesIn', { city: zoneCity(zoneOf(zone)) });
  const card = buildCard({
    title: personalText('listTitle'),
    attention: undelivered !== null,
    rows: rows.map((row) => rowWords(row, zone)),
    sections: [{ name: personalText('undelivered'), rows: undelivered === null ? [] : undeliveredRows(undelivered) }],
    footer: pages > 1 ? `${personalText('page', { page: page + 1, pages })} ${timesIn}` : timesIn,
  });
  const buttons = [
    ...turnButtons(view, (to) => REMINDERS_IDS.write({ page: to })),
    ...ownButtons(),
    dangerButton(CLEAR_IDS.write({ sure: '' }), personalText('cancelAll')),
  ];
  return buildAnswer(contentLine(view), card, [[openSelect(rows)], buttons]);
}

/** The person's clock, and the end of everything that is kept about them. */
function ownButtons(): Control[] {
  return [
    buildButton(ZONE_IDS.write({}), personalText('zoneButton'), false),
    buildButton(FORGET_IDS.write({ sure: '' }), personalText('forget'), false),
  ];
}

/** The answer to a person without reminders. */
function noneAnswer(): Message {
  const card = buildCard({ title: personalText('listTitle'), rows: [personalText('listNoneHow')] });
  return buildAnswer(personalText('listNone'), card, [ownButtons()]);
}

/** Asks once more before a person with reminders of so many events is forgotten. */
export function askForgetAnswer(count: number): Message {
  const card = buildCard({ title: personalText('listTitle'), rows: [personalText('askForgetText')] });
  const controls = [
    dangerButton(FORGET_IDS.write({ sure: 'yes' }), personalText('yesForget')),
    buildButton(REMINDERS_IDS.write({ page: 0 }), personalText('back'), false),
  ];
  return buildAnswer(personalText('askForget', { count }), card, [controls]);
}

/** Asks once more before all reminders of so many events are cancelled. */
export function askClearAnswer(count: number): Message {
  const card = buildCard({ title: personalText('listTitle'), rows: [personalText('askAllText')] });
  const controls = [
    dangerButton(CLEAR_IDS.write({ sure: 'yes' }), personalText('yesAll')),
    buildButton(REMINDERS_IDS.write({ page: 0 }), personalText('back'), false),
  ];
  return buildAnswer(personalText('askAll', { count }), card, [controls]);
}

/** The answer after all were cancelled; only the data that Forget me deletes is left. */
export function clearedAnswer(count: number): Message {
  return { ...noneAnswer(), content: personalText('cancelledAll', { count }) };
}

/** The answer after all data about this person was deleted. */
export function forgottenAnswer(): Message {
  const card = buildCard({ title: personalText('listTitle'), rows: [personalText('forgottenText')] });
  return buildAnswer(personalText('forgotten'), card);
}

/** An event that the list no longer has: it can only be cancelled. */
export function goneAnswer(id: EventId): Message {
  const card = buildCard({ title: titleOf({ id, title: id }, TITLE) });
  const controls = [
    dangerButton(OFF_IDS.write({ event: id }), personalText('cancel')),
    buildButton(REMINDERS_IDS.write({ page: 0 }), personalText('all'), false),
  ];
  return buildAnswer(personalText('goneLine'), card, [controls]);
}

function contentLine({ count, next, zone }: RemindersView): string {
  if (next === null) return personalText('listNothing', { count });
  return personalText('listLine', { count, ...momentAtPlace(next, zone) });
}

function rowWords({ id, event, edge, status, coming }: PersonalRow, zone: Reader): string {
  const title = titleOf(event ?? { id, title: id }, TITLE);
  if (event === null || status === 'gone') return personalText('rowGone', { title });
  if (status === 'over') return personalText('rowOver', { title });
  if (status === 'undated') return personalText('rowUndated', { title });
  if (status === 'called off') {
    return personalText('rowCalledOff', { title, certainty: certaintyText(`${event.certainty}`) });
  }
  const [next, ...more] = coming;
  if (next === undefined || edge === null) return personalText('rowPassed', { title });
  const row = personalText('rowDated', {
    title,
    edge: edgeWords(event, edge, 'weekday-year'),
    ...dayAndTime(next.due, zone),
    lead: next.lead === null ? personalText('again') : leadWords(next.lead),
  });
  return more.length === 0 ? row : personalText('rowDatedMore', { row, count: more.length });
}

function undeliveredRows({ instead }: { readonly instead: ChannelId | null }): string[] {
  const lost =
    instead === null
      ? personalText('undeliveredNowhere')
      : personalText('undeliveredInstead', { channel: channelMention(instead) });
  return [lost, personalText('undeliveredText')];
}

function openSelect(rows: readonly PersonalRow[]): Control {
  return {
    type: 'select',
    id: OPEN_IDS.write({}),
    placeholder: personalText('open'),
    min: 1,
    max: 1,
    options: rows.map(({ id, event }) => ({
      label: plainTitleOf(event ?? { id, title: id }, LABEL),
      value: id,
      description: null,
      chosen: false,
    })),
  };
}

function dangerButton(id: string, label: string): Control {
  return { type: 'button', id, label, style: 'danger', disabled: false };
}
