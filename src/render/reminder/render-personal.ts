import { readControlId, writeControlId } from '../../model/control-id.ts';
import type { Instant } from '../../model/date.ts';
import { LOCK_SCREEN_MAX } from '../../model/discord-limits.ts';
import type { Control, Message } from '../../model/message.ts';
import type { UserId } from '../../model/subscription.ts';
import type { Reader } from '../../time/reader.ts';
import { buildAnswer, buildCard } from '../card/build-card.ts';
import { momentAtPlace } from '../card/describe-reminder.ts';
import { shorten } from '../text/escape-text.ts';
import { reminderText } from './reminder-words.ts';

/**
 * Renders the first direct message to a person: they asked for it, and only a message shows whether they can be
 * reached.
 */
export function renderGreeting(): Message {
  const card = buildCard({ title: reminderText('greetingTitle'), rows: [reminderText('greetingText')] });
  return buildAnswer(reminderText('greeting'), card);
}

/** A message that a person's closed direct messages refused, for the place in which they asked. */
export type FallbackView = {
  readonly user: UserId;
  readonly message: Message;
  /** When it was written, where it is not true of now any more; `null` while it is. */
  readonly written: Instant | null;
  readonly zone: Reader;
  /** The nonce of the post that carries it here, in place of the one that was refused. */
  readonly mark: string;
  readonly replay: boolean;
};

/** Renders that message with a mention of the person alone (in a replay of nobody), and a line on why it is here. */
export function renderFallback({ user, message, written, zone, mark, replay }: FallbackView): Message {
  const late = written === null ? [] : [reminderText('insteadLate', momentAtPlace(written, zone))];
  const notes = [reminderText('instead'), ...late];
  const [first, ...rest] = message.cards;
  const [line = '', ...below] = message.content.split('\n');
  const firstLine = written === null ? line : shorten(reminderText('insteadLateLine', { line }), LOCK_SCREEN_MAX);
  return {
    ...message,
    // Without cards, which Discord may have refused, the whole message is in its content.
    content: [firstLine, ...(first === undefined ? notes : []), ...below].join('\n'),
    ping: null,
    mention: replay ? null : user,
    cards:
      first === undefined
        ? []
        : [{ ...first, description: [...notes, first.description].filter(Boolean).join('\n') }, ...rest],
    // Putting off works in direct messages alone.
    controls: message.controls
      .map((row) => row.filter((control) => !isSnooze(control)).map((control) => remarked(control, mark)))
      .filter((row) => row.length > 0),
  };
}

function isSnooze(control: Control): boolean {
  return control.type !== 'link' && readControlId(control.id).action === 'snooze';
}

/** The bot finds its own message by the mark at the end of its controls' ids. */
function remarked(control: Control, mark: string): Control {
  if (control.type === 'link') return control;
  const { action, args, mark: before } = readControlId(control.id);
  return before === null ? control : { ...control, id: writeControlId(action, args, mark) };
}
