import { CARD_DESCRIPTION_ROOM, CONTENT_MAX, LOCK_SCREEN_MAX } from '../../model/discord-limits.ts';
import type { Card, Message } from '../../model/message.ts';
import { certaintyColour } from '../event/show-certainty.ts';
import { reminderText } from '../reminder/reminder-words.ts';
import { safeAddress, shorten } from '../text/escape-text.ts';
import { noticeText } from './notice-words.ts';

/** The present state of one date that a message gave. */
export type CorrectionItem = {
  /** Its card's place in the message as it was sent; `null` where it had none. */
  readonly card: number | null;
  readonly state: 'stands' | 'moved' | 'cancelled' | 'postponed' | 'removed' | 'withdrawn';
  /** The new date in words for a card, escaped, as `claimedDate` gives it; `null` where there is none. */
  readonly now: string | null;
  /** To the notice that tells of this date; left out where the view's is meant. */
  readonly link?: string | null;
};

/** An earlier message and the present state of the dates in it. */
export type CorrectionView = {
  /** As it was sent, never as it was corrected. */
  readonly payload: Message;
  readonly items: readonly CorrectionItem[];
  /** To the notice of the dates that have no link of their own, `https://discord.com/channels/…`; `null` for none. */
  readonly link: string | null;
};

/** Discord's limit for content, less the room of a ping before it. */
const CONTENT = CONTENT_MAX - 40;
const NOW = 200;

/**
 * Corrects an earlier message in place (docs/messages.md, rule 8): each card that no longer holds keeps its title and its
 * date, struck through, with the new date and a link to the notice beside it, grey; its line begins "Out of date". Buttons
 * stay, since they carry the mark. Made from the message as it was sent, so that the same items give the same, and a date
 * that came back gives that message again.
 */
export function renderCorrection({ payload, items, link }: CorrectionView): Message {
  const stale = items.filter((item) => item.state !== 'stands');
  if (stale.length === 0) return payload;
  const notes = new Map<number | null, string>();
  for (const item of stale) {
    const [note, known] = [noteOf(item, link), notes.get(item.card)];
    notes.set(item.card, known === undefined || known === note ? note : `${known}\n${note}`);
  }
  const cards = payload.cards.map((card, at) => {
    const note = notes.get(at);
    return note === undefined ? card : correctedCard(card, note);
  });
  const apart = stale.filter(({ card }) => card === null || payload.cards[card] === undefined);
  return {
    ...payload,
    content: correctedContent(
      payload.content,
      stale.length === items.length,
      payload.cards.length === 0 ? apart.map((item) => noteOf(item, link)) : [],
    ),
    cards,
  };
}

function noteOf(item: CorrectionItem, link: string | null): string {
  const note = noteWords(item);
  const address = safeAddress(item.link === undefined ? link : item.link);
  return address === null ? note : noticeText('seeNotice', { note, link: address });
}

function noteWords({ state, now }: CorrectionItem): string {
  switch (state) {
    case 'cancelled':
      return noticeText('nowCancelled');
    case 'postponed':
      return noticeText('nowPostponed');
    case 'removed':
      return noticeText('nowRemoved');
    default: {
      if (now !== null && now !== '' && now.length <= NOW) return noticeText('nowIs', { date: now });
      return noticeText(state === 'withdrawn' && now === null ? 'nowWithdrawn' : 'nowOther');
    }
  }
}

/** The title, and the date with what became of it: a date that no longer holds takes no more room than that. */
function correctedCard(card: Card, note: string): Card {
  // A tilde of the list's at the end would close the strikethrough one character early.
  const date = (card.date ?? '').replaceAll('~~', '').replace(/\\?~$/, '∼');
  const whole = date === '' ? note : noticeText('struck', { date, note });
  return {
    ...card,
    colour: certaintyColour('done'),
    description: whole.length <= CARD_DESCRIPTION_ROOM ? whole : note,
    fields: [],
  };
}

function correctedContent(content: string, all: boolean, notes: readonly string[]): string {
  const [first = '', ...rest] = content.split('\n');
  const mark = (line: string) => noticeText(all ? 'outOfDate' : 'partlyOutOfDate', { line });
  const lines = [mark(closeIsolate(cutAtPart(first, LOCK_SCREEN_MAX - mark('').length))), ...notes, ...rest];
  let kept = '';
  for (const line of lines) {
    if (kept.length + line.length + 1 > CONTENT) break;
    kept += kept === '' ? line : `\n${line}`;
  }
  return kept;
}

/** Cuts a line that is too long after whole clauses, with the others counted, or after a whole part of a date. */
function cutAtPart(line: string, room: number): string {
  if (line.length <= room) return line;
  const clauses = line.split(BETWEEN);
  const last = clauses.at(-1) ?? '';
  const counted = Number.parseInt(last, 10);
  const beyond = last === reminderText('others', { count: counted }) ? counted - 1 : 0;
  for (let kept = clauses.length - 1; kept > 0; kept -= 1) {
    const others = reminderText('others', { count: clauses.length - kept + beyond });
    const short = [...clauses.slice(0, kept), others].join(BETWEEN);
    if (short.length <= room) return short;
  }
  const end = Math.max(...PART_ENDS.map((mark) => line.lastIndexOf(mark, room - mark.length)));
  return end > room / 2 ? line.slice(0, end) : shorten(line, room);
}

const BETWEEN = ' · ';
const PART_ENDS = [', ', ': '];

/** Right-to-left text is between isolates; a cut must not leave one open. */
function closeIsolate(line: string): string {
  const open = line.split('\u2068').length - line.split('\u2069').length;
  return open > 0 ? `${line.slice(0, -1)}\u2069` : line;
}
