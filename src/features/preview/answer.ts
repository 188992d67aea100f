import type { ChangeKind } from '../../model/change.ts';
import type { EdgeKind, Instant, LocalDay } from '../../model/date.ts';
import { CARDS_MAX, SELECT_OPTIONS_MAX, SELECT_TEXT_MAX } from '../../model/discord-limits.ts';
import type { Certainty } from '../../model/event.ts';
import type { Lead } from '../../model/lead.ts';
import type { Card, Control, Message } from '../../model/message.ts';
import type { RoleId } from '../../model/subscription.ts';
import { buildCard } from '../../render/card/build-card.ts';
import { dayAndTime } from '../../render/card/describe-reminder.ts';
import { leadWords, roleMention } from '../../render/card/describe-subscription.ts';
import { certaintyText, dateText } from '../../render/text/words.ts';
import { formatRange, zoneCity } from '../../time/local.ts';
import { type Reader, zoneOf } from '../../time/reader.ts';
import { nameText } from '../call/words.ts';
import { previewText } from './words.ts';

/** The parts from which the name of a previewed message is made. */
export type ChoiceLabel =
  | { readonly what: 'reminder'; readonly lead: Lead; readonly edge: EdgeKind; readonly day: LocalDay }
  | { readonly what: 'late' | 'added late' | 'catch-up' | 'correction' | 'row' }
  | { readonly what: 'change'; readonly kind: ChangeKind };

/** One message that can be chosen instead. */
export type OfferedChoice = { readonly value: string; readonly label: ChoiceLabel; readonly chosen: boolean };

/** A message to be shown to one person. */
export type PreviewView = {
  /** As the renderer made it. */
  readonly message: Message;
  readonly label: ChoiceLabel;
  readonly at: Instant;
  readonly now: Instant;
  readonly zone: Reader;
  /** The role it would ping; `null`: none. `never` for kinds of message that cannot. */
  readonly ping: RoleId | null | 'never';
  /** The event's certainty in the list where it is shown as it was before; `null` where it is shown as it is. */
  readonly revivedFrom: Certainty | null;
  /** The relation of the channel that asks to the event. */
  readonly channel: 'wants it' | 'does not want it' | 'not subscribed';
  readonly reminders: readonly OfferedChoice[];
  readonly others: readonly OfferedChoice[];
  readonly ids: { readonly reminders: string; readonly others: string };
};

/**
 * Shows a message as it would look in the channel, below a card that says what it is. It pings nobody, and its buttons
 * do nothing.
 */
export function previewAnswer(view: PreviewView): Message {
  const head = headCard(view);
  const cards = [head, ...view.message.cards].slice(0, CARDS_MAX);
  return {
    content: contentLine(view),
    ping: null,
    cards,
    controls: [...view.message.controls.map(switchedOff), ...selects(view)].slice(-5),
    files: [],
  };
}

/** Names a previewed message in a list of choices, without markdown. */
export function choiceWords(label: ChoiceLabel): string {
  switch (label.what) {
    case 'reminder': {
      const date = formatRange(label.day, label.day);
      return previewText('lead', { lead: leadWords(label.lead), edge: nameText(`${label.edge}`), date });
    }
    case 'change':
      return previewText('change', { change: nameText(`${label.kind}`) });
    case 'late':
      return previewText('late');
    case 'added late':
      return previewText('addedLate');
    case 'catch-up':
      return previewText('catchUp');
    case 'correction':
      return previewText('correction');
    case 'row':
      return previewText('row');
  }
}

function contentLine({ label, at, now, zone }: PreviewView): string {
  if (label.what === 'row') return previewText('inLists');
  if (isMadeUp(label)) return previewText('madeUp');
  const when = { when: dateText('dayAndTime', dayAndTime(at, zone)), city: zoneCity(zoneOf(zone)) };
  return at < now ? previewText('example', when) : previewText('ahead', when);
}

function isMadeUp({ what }: ChoiceLabel): boolean {
  return what === 'change' || what === 'correction';
}

function headCard({ message, label, at, now, ping, revivedFrom, channel }: PreviewView): Card {
  const example = at < now && !isMadeUp(label);
  const title = { message: choiceWords(label) };
  return buildCard({
    title: example ? previewText('titleExample', title) : previewText('title', title),
    rows: [
      ...(label.what === 'row' ? [] : [previewText('lockScreen', { line: message.content })]),
      pingWords(ping),
      ...(label.what === 'change' ? [previewText('atChange')] : []),
      ...(isMadeUp(label) ? [previewText('madeUpNote')] : []),
      ...(revivedFrom === null ? [] : [previewText('revived', { certainty: certaintyText(`${revivedFrom}`) })]),
      ...(channel === 'does not want it' ? [previewText('notWanted')] : []),
      ...(channel === 'not subscribed' ? [previewText('notSubscribed')] : []),
    ],
    footer: previewText('below'),
  });
}

function pingWords(ping: PreviewView['ping']): string {
  if (ping === 'never') return previewText('neverPings');
  return ping === null ? previewText('pingsNobody') : previewText('pings', { role: roleMention(ping) });
}

/** Disables the buttons of a preview: a press on them belongs to a real message. */
function switchedOff(row: readonly Control[]): readonly Control[] {
  return row.map((control) => (control.type === 'button' ? { ...control, disabled: true } : control));
}

function selects({ reminders, others, ids }: PreviewView): Control[][] {
  const select = (id: string, placeholder: string, choices: readonly OfferedChoice[]): Control[][] =>
    choices.length === 0 ? [] : [[{ type: 'select', id, placeholder, min: 1, max: 1, options: optionsOf(choices) }]];
  return [
    ...select(ids.reminders, previewText('chooseReminder'), reminders),
    ...select(ids.others, previewText('chooseOther'), others),
  ];
}

function optionsOf(choices: readonly OfferedChoice[]) {
  return choices.slice(0, SELECT_OPTIONS_MAX).map(({ value, label, chosen }) => {
    const words = choiceWords(label);
    return {
      label: `${words.charAt(0).toUpperCase()}${words.slice(1)}`.slice(0, SELECT_TEXT_MAX),
      value,
      description: null,
      chosen,
    };
  });
}
