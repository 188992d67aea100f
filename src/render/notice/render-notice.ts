import type { EventChange } from '../../model/change.ts';
import { CARDS_MAX, CARDS_TEXT_ROOM, LOCK_SCREEN_MAX } from '../../model/discord-limits.ts';
import type { ListEvent } from '../../model/event.ts';
import type { Message } from '../../model/message.ts';
import type { RoleId } from '../../model/subscription.ts';
import { WHOLE } from '../../render/text/event-name.ts';
import { restFooter, trimCards, withNotes } from '../card/adjust-message.ts';
import { messageButtons } from '../card/message-buttons.ts';
import { type Frame, fitName } from '../reminder/lock-screen-line.ts';
import { reminderText } from '../reminder/reminder-words.ts';
import { capitalize } from '../text/escape-text.ts';
import { plainTitleOf } from '../text/event-name.ts';
import type { ListSeen } from './changed-date.ts';
import { type ChangedEvent, countChanges, groupChanges } from './group-changes.ts';
import { type NoticeSeen, noticeCard } from './notice-card.ts';
import { briefNotice, noticeSentence } from './notice-sentence.ts';
import { noticeText } from './notice-words.ts';

/** Changes of the list, for one channel. */
export type NoticeView = NoticeSeen & {
  /** At least one. */
  readonly changes: readonly EventChange[];
  readonly ping: RoleId | null;
  /** The post's nonce, by which the bot finds its message again. */
  readonly mark: string;
  readonly replay: boolean;
  readonly possiblyRepeated: boolean;
};

/**
 * Renders changes as one message (product rule 15): a line that is complete on a lock screen, then a card for each
 * event with the old and the new date, most urgent first, within Discord's limits. An outcome by itself is a closing
 * line with no more than the essentials (rule 16). The role is pinged as given, and never in a replay.
 */
export function renderNotice(view: NoticeView): Message {
  const groups = groupChanges(view.changes);
  const named = groups.map(({ id, main }) => ({ event: { id, title: main.title } }));
  const footer = restFooter(named.slice(CARDS_MAX));
  const repeated = view.possiblyRepeated ? reminderText('possiblyRepeated') : null;
  const units = CARDS_TEXT_ROOM - (footer?.length ?? 0) - (repeated?.length ?? 0) - 1;
  const cards = trimCards(groups.slice(0, CARDS_MAX), (group, trim) => noticeCard(group, view, trim), units);
  const buttons = named.map(({ event: { id, title } }) => ({ id, title, open: isOpen(view.events.get(id)) }));
  return {
    content: noticeLine(groups, view, view),
    ping: view.replay ? null : view.ping,
    cards: withNotes(cards, repeated, footer),
    controls: messageButtons(buttons, view.mark),
    files: [],
  };
}

/** Whether anything more will come of an event. */
function isOpen(event: ListEvent | undefined): boolean {
  return event !== undefined && event.certainty !== 'done' && event.outcome === null;
}

/** Below this room a cut name no longer tells events apart. */
const NAME_AT_LEAST = 30;

/** The marks of the message that its line opens with. */
type LineFlags = { readonly replay: boolean; readonly possiblyRepeated: boolean };

const COUNTED = {
  dates: 'several',
  new: 'severalNew',
  outcomes: 'severalOutcomes',
  changes: 'severalMixed',
} as const;

/**
 * The lock-screen line of a notice: the most urgent change in full, the number of changes, and the others by name where
 * there is room. At most 130 characters; the name is cut before the date or the certainty is left out.
 */
function noticeLine(groups: readonly ChangedEvent[], seen: ListSeen, flags: LineFlags): string {
  const [first, ...others] = groups;
  if (first === undefined) throw new Error('a notice needs at least one change');
  const { count, of } = countChanges(groups);
  const several: Frame = (words) =>
    count === 1 ? words : noticeText(COUNTED[of], { count, first: beginSmall(words) });
  const repeated: Frame = (line) => (flags.possiblyRepeated ? reminderText('repeatedFirst', { line }) : line);
  const replay: Frame = (line) => (flags.replay ? reminderText('replayFirst', { line }) : line);
  const line = fullest(first, seen, [
    (words) => replay(repeated(several(words))),
    (words) => replay(several(words)),
    (words) => replay(words),
  ]);
  return withAlso(capitalize(line), others);
}

function fullest({ main, changes }: ChangedEvent, seen: ListSeen, frames: readonly Frame[]): string {
  const beside = changes.filter((change) => change !== main);
  const say = (name: number, weekday: boolean, tail: boolean) =>
    noticeSentence(main, beside, seen, { name, weekday, tail });
  let least: Frame = (words) => words;
  for (const frame of frames) {
    least = frame;
    const forms = [
      () => say(WHOLE, true, true),
      () => say(WHOLE, false, true),
      () => say(WHOLE, false, false),
      () => fitName(frame, NAME_AT_LEAST, (name) => say(name, false, true)),
      () => fitName(frame, NAME_AT_LEAST, (name) => say(name, false, false)),
    ];
    for (const form of forms) {
      const line = frame(form());
      if (line.length <= LOCK_SCREEN_MAX) return line;
    }
  }
  return least(fitName(least, 1, (name) => briefNotice(main, beside, seen, name)));
}

function withAlso(line: string, others: readonly ChangedEvent[]): string {
  if (others.length === 0) return line;
  const titles = others.map(({ id, main }) => plainTitleOf({ id, title: main.title })).join(', ');
  const longer = `${line} ${reminderText('also', { titles })}`;
  return longer.length <= LOCK_SCREEN_MAX ? longer : line;
}

/** Heads are words of ours, so that only their first letter needs to change. */
function beginSmall(words: string): string {
  return `${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}
