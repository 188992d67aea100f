import type { Instant, Zone } from '../../model/date.ts';
import { hoursAndMinutes } from '../dates/date-phrases.ts';
import { capitalize } from '../text/escape-text.ts';
import { type Frame, lockScreenLine } from './lock-screen-line.ts';
import type { ReminderItem } from './reminder-card.ts';
import { withNote } from './reminder-sentence.ts';
import { reminderText } from './reminder-words.ts';

/** The dates of a message and what its line has to say besides them. */
type LineView = {
  readonly now: Instant;
  readonly zone: Zone;
  readonly late: boolean;
  readonly addedLate: boolean;
  readonly possiblyRepeated: boolean;
  readonly replay: boolean;
};

const MINUTE_MS = 60_000;

/** The line of a reminder: `items` most important first. How late it is, is said of the first of them. */
export function reminderLine(items: readonly ReminderItem[], view: LineView): string {
  const { now, zone } = view;
  const behind = now - (items[0]?.due ?? now);
  const head = view.addedLate
    ? reminderText('addedLate')
    : view.late && behind >= MINUTE_MS
      ? reminderText('late', { time: hoursAndMinutes(behind) })
      : null;
  const belated: Frame = (line) => (head === null ? line : capitalize(withNote(head, line)));
  const repeated: Frame = (line) => (view.possiblyRepeated ? withNote(reminderText('repeated'), line) : line);
  const replay: Frame = (line) => (view.replay ? withNote(reminderText('replay'), line) : line);
  return lockScreenLine(
    items.map(({ event, edge }) => ({ event, edge, now, zone })),
    (words) => replay(repeated(belated(capitalize(words)))),
  );
}
