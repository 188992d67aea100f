import { fitsControlId, writeControlId } from '../../model/control-id.ts';
import type { ListEvent } from '../../model/event.ts';
import type { Control } from '../../model/message.ts';
import { reminderText } from '../reminder/reminder-words.ts';
import { plainTitleOf } from '../text/event-name.ts';

/** Buttons of one row: https://docs.discord.com/developers/components/reference#action-row */
const ROW = 5;

/**
 * A Details button for each event, once, up to five; named after its event where there are several. Its id carries the
 * post's mark, which is how the bot finds its own message again. An id too long for Discord gets no button.
 */
export function detailButtons(events: readonly Pick<ListEvent, 'id' | 'title'>[], mark: string): Control[] {
  const unique = [...new Map(events.map((event) => [event.id, event])).values()].filter(({ id }) =>
    fitsControlId('details', [id], mark),
  );
  return unique.slice(0, ROW).map((event) => ({
    type: 'button',
    id: writeControlId('details', [event.id], mark),
    label:
      unique.length === 1 ? reminderText('details') : reminderText('detailsOf', { title: plainTitleOf(event, 45) }),
    style: 'secondary',
    disabled: false,
  }));
}
