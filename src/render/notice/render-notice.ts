import type { EventChange } from '../../model/change.ts';
import type { ListEvent } from '../../model/event.ts';
import type { Message } from '../../model/message.ts';
import type { RoleId } from '../../model/subscription.ts';
import { CARD_UNITS, CARDS, trimCards } from '../card/fit-cards.ts';
import { messageButtons } from '../card/message-buttons.ts';
import { restFooter, withNotes } from '../reminder/message-notes.ts';
import { reminderText } from '../reminder/reminder-words.ts';
import { groupChanges } from './group-changes.ts';
import { type NoticeSeen, noticeCard } from './notice-card.ts';
import { noticeLine } from './notice-line.ts';

/** What changed in the list, for one channel. */
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
 * What changed, as one message (product rule 15): a line that stands alone on a lock screen, then a card for each event
 * with the old and the new date, most urgent first, within Discord's limits. An outcome by itself is a closing line with
 * no more than the essentials (rule 16). The role is pinged as given, and never in a replay.
 */
export function renderNotice(view: NoticeView): Message {
  const groups = groupChanges(view.changes);
  const named = groups.map(({ id, main }) => ({ event: { id, title: main.title } }));
  const footer = restFooter(named.slice(CARDS));
  const repeated = view.possiblyRepeated ? reminderText('possiblyRepeated') : null;
  const units = CARD_UNITS - (footer?.length ?? 0) - (repeated?.length ?? 0) - 1;
  const cards = trimCards(groups.slice(0, CARDS), (group, trim) => noticeCard(group, view, trim), units);
  const buttons = named.map(({ event: { id, title } }) => ({ id, title, open: isOpen(view.events.get(id)) }));
  return {
    content: noticeLine(groups, view, view),
    ping: view.replay ? null : view.ping,
    cards: withNotes(cards, repeated, footer),
    controls: messageButtons(buttons, view.mark),
    files: [],
  };
}

/** Whether anything is still to come of an event. */
function isOpen(event: ListEvent | undefined): boolean {
  return event !== undefined && event.certainty !== 'done' && event.outcome === null;
}
