import { writeControlId } from '../../model/control-id.ts';
import type { ListEvent } from '../../model/event.ts';
import type { Control, Message } from '../../model/message.ts';
import { plainTitleOf } from '../text/event-name.ts';
import { cardText } from './card-words.ts';
import { detailButtons } from './detail-buttons.ts';

/** An event that a message tells of. */
export type ButtonEvent = Pick<ListEvent, 'id' | 'title'> & {
  /** False where nothing more is to come of it, or the list no longer has it: then it has Details alone. */
  readonly open: boolean;
};

/** https://docs.discord.com/developers/components/reference#string-select */
const OPTIONS = 25;
const LABEL = 100;

/**
 * What can be pressed below a message. With one event: Details, Remind me, Add to calendar. With several: Details for
 * each of the first five, and one select to be reminded of any; Details leads to their calendars. Every id carries the
 * post's mark and all that its press needs, so that it works for good.
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
    options: events.slice(0, OPTIONS).map((event) => ({
      label: plainTitleOf(event, LABEL),
      value: event.id,
      description: null,
      chosen: false,
    })),
  };
}

function rowsOf(controls: readonly Control[]): Message['controls'] {
  return controls.length === 0 ? [] : [controls];
}
