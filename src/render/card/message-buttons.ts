import { fitsControlId, writeControlId } from '../../model/control-id.ts';
import { BUTTONS_IN_ROW_MAX, SELECT_OPTIONS_MAX, SELECT_TEXT_MAX } from '../../model/discord-limits.ts';
import type { ListEvent } from '../../model/event.ts';
import type { Control, Message } from '../../model/message.ts';
import type { ChannelId, GuildId } from '../../model/subscription.ts';
import { reminderText } from '../reminder/reminder-words.ts';
import { plainTitleOf } from '../text/event-name.ts';
import { cardText } from './card-words.ts';

/** An event that a message is about. */
export type ButtonEvent = Pick<ListEvent, 'id' | 'title'> & {
  /** False where nothing more will come of it, or the list no longer has it: then it has Details alone. */
  readonly open: boolean;
};

/**
 * The controls below a message. With one event: Details, Remind me, Add to calendar. With several: Details for each of
 * the first five, and one select to be reminded of any; Details leads to their calendars. Every id carries the post's
 * mark and everything its press needs, so that it never stops working.
 */
export function messageButtons(events: readonly ButtonEvent[], mark: string): Message['controls'] {
  const unique = [...new Map(events.map((event) => [event.id, event])).values()];
  const details = detailButtons(unique, mark);
  const open = unique.filter((event) => event.open);
  const [only] = open;
  if (unique.length === 1) {
    return rowsOf([...details, ...(only === undefined ? [] : [remindButton(only, mark), calendarButton(only, mark)])]);
  }
  return [...rowsOf(details), ...(only === undefined ? [] : [[remindSelect(open, mark)]])];
}

/** Remind me, for one event; `mark` is that of the post it stands below, `null` below an answer. */
export function remindButton(event: Pick<ListEvent, 'id'>, mark: string | null): Control {
  return buttonOf('remind', event, mark, cardText('remindMe'));
}

/** Add to calendar, in the same way. */
export function calendarButton(event: Pick<ListEvent, 'id'>, mark: string | null): Control {
  return buttonOf('calendar', event, mark, cardText('addToCalendar'));
}

function buttonOf(action: string, { id }: Pick<ListEvent, 'id'>, mark: string | null, label: string): Control {
  return { type: 'button', id: writeControlId(action, [id], mark), label, style: 'secondary', disabled: false };
}

function remindSelect(events: readonly ButtonEvent[], mark: string): Control {
  return {
    type: 'select',
    id: writeControlId('remind', [''], mark),
    placeholder: cardText('remindMeOf'),
    min: 1,
    max: 1,
    options: events.slice(0, SELECT_OPTIONS_MAX).map((event) => ({
      label: plainTitleOf(event, SELECT_TEXT_MAX),
      value: event.id,
      description: null,
      chosen: false,
    })),
  };
}

function rowsOf(controls: readonly Control[]): Message['controls'] {
  return controls.length === 0 ? [] : [controls];
}

/**
 * A Details button for each event, once, up to five; named after its event where there are several. Its id carries the
 * post's mark, by which the bot finds its own message again. An id too long for Discord gets no button.
 */
export function detailButtons(events: readonly Pick<ListEvent, 'id' | 'title'>[], mark: string): Control[] {
  const unique = [...new Map(events.map((event) => [event.id, event])).values()].filter(({ id }) =>
    fitsControlId('details', [id], mark),
  );
  return unique.slice(0, BUTTONS_IN_ROW_MAX).map((event) => ({
    type: 'button',
    id: writeControlId('details', [event.id], mark),
    label:
      unique.length === 1 ? reminderText('details') : reminderText('detailsOf', { title: plainTitleOf(event, 45) }),
    style: 'secondary',
    disabled: false,
  }));
}

/** The address of a message in Discord's client; `null` is the server of a direct message. */
export function messageLink(guild: GuildId | null, channel: ChannelId, message: string): string {
  return `https://discord.com/channels/${guild ?? '@me'}/${channel}/${message}`;
}
