import type { EventChange } from '../../model/change.ts';
import { NEWS } from '../../model/control-id.ts';
import { CARDS_MAX, CARDS_TEXT_ROOM } from '../../model/discord-limits.ts';
import type { ListEvent } from '../../model/event.ts';
import type { Message } from '../../model/message.ts';
import type { RoleId } from '../../model/subscription.ts';
import { WHOLE } from '../../render/text/event-name.ts';
import { restFooter, trimCards, withFooter } from '../card/adjust-message.ts';
import { messageButtons } from '../card/message-buttons.ts';
import {
  type Frame,
  firstThatFits,
  fitName,
  joinShort,
  NAME_AT_LEAST,
  withNote,
} from '../reminder/reminder-sentence.ts';
import { reminderText } from '../reminder/reminder-words.ts';
import { capitalize } from '../text/escape-text.ts';
import type { ListSeen } from './changed-date.ts';
import { type ChangedEvent, groupChanges } from './group-changes.ts';
import { type NoticeSeen, noticeCard } from './notice-card.ts';
import { noticeClause, noticeSentence } from './notice-sentence.ts';

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
  const groups = groupChanges(view.changes, view.events);
  const named = groups.map(({ id, main }) => ({ event: { id, title: main.title } }));
  const footer = restFooter(named.slice(CARDS_MAX));
  const units = CARDS_TEXT_ROOM - (footer?.length ?? 0);
  const cards = trimCards(groups.slice(0, CARDS_MAX), (group, trim) => noticeCard(group, view, trim), units);
  const buttons = named.map(({ event: { id, title } }) => ({ id, title, open: isOpen(view.events.get(id)) }));
  return {
    content: noticeLine(groups, view, view),
    ping: view.replay ? null : view.ping,
    cards: withFooter(cards, footer),
    controls: messageButtons(buttons, view.mark, NEWS),
    files: [],
  };
}

/** Whether anything more will come of an event. */
function isOpen(event: ListEvent | undefined): boolean {
  return event !== undefined && event.certainty !== 'done' && event.certainty !== 'cancelled' && event.outcome === null;
}

/** The marks of the message that its line opens with. */
type LineFlags = { readonly replay: boolean; readonly possiblyRepeated: boolean };

/**
 * The lock-screen line of a notice: one change as a sentence, several in few words each, most important first, as many as
 * fit and the number of the others.
 */
function noticeLine(groups: readonly ChangedEvent[], seen: ListSeen, flags: LineFlags): string {
  const [first] = groups;
  if (first === undefined) throw new Error('a notice needs at least one change');
  const repeated: Frame = (line) => (flags.possiblyRepeated ? withNote(reminderText('repeated'), line) : line);
  const replay: Frame = (line) => (flags.replay ? withNote(reminderText('replay'), line) : line);
  const frame: Frame = (words) => replay(repeated(capitalize(words)));
  if (groups.length > 1) {
    return joinShort(
      groups.map(
        ({ main }) =>
          (name, words) =>
            noticeClause(main, seen, { name, words }),
      ),
      frame,
    );
  }
  return fullest(first, seen, frame);
}

function fullest({ main, changes }: ChangedEvent, seen: ListSeen, frame: Frame): string {
  const beside = changes.filter((change) => change !== main);
  const render = (name: number, weekday: boolean, tail: boolean) =>
    noticeSentence(main, beside, seen, { name, weekday, tail });
  const forms = [
    () => render(WHOLE, true, true),
    () => render(WHOLE, false, true),
    () => render(WHOLE, false, false),
    () => fitName(frame, NAME_AT_LEAST, (name) => render(name, false, true)),
    () => fitName(frame, NAME_AT_LEAST, (name) => render(name, false, false)),
    () => fitName(frame, 1, (name) => render(name, false, false)),
  ];
  return firstThatFits(forms.map((form) => () => frame(form())));
}
