import { fitsControlId, type NEWS, writeControlId } from '../../model/control-id.ts';
import { SELECT_OPTIONS_MAX, SELECT_TEXT_MAX } from '../../model/discord-limits.ts';
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
 * The controls below a message. With one event: Remind me, where more may come of it, and Details. With several: one select
 * that opens the details of any, which have Remind me and the calendar. Every id carries the post's mark and everything its
 * press needs, so that it never stops working. A notice's say that they are one's (`about`), by which the bot tells its own
 * messages apart.
 */
export function messageButtons(
  events: readonly ButtonEvent[],
  mark: string,
  about: typeof NEWS | null = null,
): Message['controls'] {
  const unique = [...new Map(events.map((event) => [event.id, event])).values()];
  const [only] = unique;
  if (only === undefined) return [];
  if (unique.length > 1) return [[detailsSelect(unique, mark, about)]];
  const remind = only.open ? [remindButton(only, mark)] : [];
  const details = detailsButton(only, mark, about);
  return rowsOf([...remind, ...(details === null ? [] : [details])]);
}

/** Details of one event; `null` where its id is too long for a control's. */
export function detailsButton(
  { id }: Pick<ListEvent, 'id'>,
  mark: string,
  about: typeof NEWS | null = null,
): Control | null {
  const args = about === null ? [id] : [id, about];
  return fitsControlId('details', args, mark) ? buttonOf('details', args, mark, reminderText('details')) : null;
}

/** Another reminder in an hour or tomorrow, below a person's own: `snooze:1h~<mark>`. */
export function snoozeRow(mark: string): Control[] {
  const button = { type: 'button', style: 'secondary', disabled: false } as const;
  return [
    { ...button, id: writeControlId('snooze', ['1h'], mark), label: cardText('snoozeHour') },
    { ...button, id: writeControlId('snooze', ['1d'], mark), label: cardText('snoozeDay') },
  ];
}

/** Remind me, for one event; `mark` is that of the post it stands below, `null` below an answer. */
export function remindButton(event: Pick<ListEvent, 'id'>, mark: string | null): Control {
  return buttonOf('remind', [event.id], mark, cardText('remindMe'));
}

/** Add to calendar, in the same way. */
export function calendarButton(event: Pick<ListEvent, 'id'>, mark: string | null): Control {
  return buttonOf('calendar', [event.id], mark, cardText('addToCalendar'));
}

function buttonOf(action: string, args: readonly string[], mark: string | null, label: string): Control {
  return { type: 'button', id: writeControlId(action, args, mark), label, style: 'secondary', disabled: false };
}

function detailsSelect(events: readonly ButtonEvent[], mark: string, about: typeof NEWS | null): Control {
  return {
    type: 'select',
    id: writeControlId('details', about === null ? [''] : ['', about], mark),
    placeholder: reminderText('detailsOrRemind'),
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

/** The address of a message in Discord's client; `null` is the server of a direct message. */
export function messageLink(guild: GuildId | null, channel: ChannelId, message: string): string {
  return `https://discord.com/channels/${guild ?? '@me'}/${channel}/${message}`;
}
