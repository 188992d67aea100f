import type { Card, Message } from '../../model/message.ts';
import type { ChannelId } from '../../model/subscription.ts';
import type { AgendaEntry } from '../../plan/reminders/derive-agenda.ts';
import { buildAnswer, buildCard, type Section } from '../../render/card/build-card.ts';
import { momentAtPlace, pausedSection } from '../../render/card/describe-reminder.ts';
import { channelMention, roleMention } from '../../render/card/describe-subscription.ts';
import { reasonWords } from '../../render/text/describe-reason.ts';
import { missedSection, postNowButtons } from '../call/post-now.ts';
import { callText } from '../call/words.ts';
import { cardButtons } from './card-controls.ts';
import { cardLines } from './card-lines.ts';
import type { CardState } from './card-state.ts';
import { isSilent } from './silent-channel.ts';
import { setupText } from './words.ts';

/** How a card is shown: what was just done, what is missing, and what is open on it. */
export type CardView = {
  readonly state: CardState;
  /** The state before the change that was just made; `null` where none was. */
  readonly before: CardState | null;
  readonly note: string | null;
  /** The permissions that the bot lacks in the channel; empty where nothing is missing or it was not looked at. */
  readonly missing: readonly string[];
  /** Dates that nobody asked for when a reminder was due, and that could still be posted. */
  readonly missed?: readonly AgendaEntry[];
  /** The controls of an open part instead of the buttons, and what it shows. */
  readonly open?: {
    readonly controls: Message['controls'];
    readonly sections?: readonly Section[];
    readonly card?: Card | null;
  };
  /** The line for a lock screen, instead of the next reminder. */
  readonly content?: string;
};

/** The card of a channel: what it gets in five lines, and buttons that change each of them. */
export function cardPage({ state, before, note, missing, missed = [], open, content }: CardView): Message {
  const { channel, subscription, clock, now, calendars } = state;
  const lacking = missing.length > 0;
  const reason = subscription.paused;
  const resting = state.board?.paused ?? null;
  const card = buildCard({
    title: setupText('title'),
    attention: lacking || reason !== null,
    rows: cardLines(state, before),
    sections: [
      { name: setupText('noteField'), rows: note === null ? [] : [note] },
      { name: setupText('missingField'), rows: lacking ? [missingWords(channel, missing)] : [] },
      { name: setupText('pausedField'), rows: reason === null ? [] : [reasonWords(reason) ?? reason] },
      { name: setupText('boardField'), rows: resting === null ? [] : [reasonWords(resting) ?? resting] },
      pausedSection(clock, now),
      missedSection(missed),
      ...(open?.sections ?? []),
    ],
  });
  const more = postNowButtons(channel, missed);
  const controls =
    open?.controls ??
    cardButtons(channel, { paused: reason !== null, board: boardNow(state), lacking, calendars, more });
  const answer = buildAnswer(content ?? nextLine(state), card, controls);
  return open?.card == null ? answer : { ...answer, cards: [card, open.card] };
}

function boardNow({ board }: CardState): 'none' | 'on' | 'resting' {
  if (board === null) return 'none';
  return board.paused === null ? 'on' : 'resting';
}

/** The answer where a channel gets nothing any more. */
export function removedPage(channel: ChannelId): Message {
  const rows = [setupText('removedRow', { channel: channelMention(channel) })];
  return buildAnswer(setupText('removed'), buildCard({ title: setupText('removedTitle'), rows }));
}

/** The next reminder of a channel, as a line for a lock screen. */
export function nextLine({ next, clock, subscription, ahead }: CardState): string {
  if (subscription.paused !== null) return setupText('linePaused');
  if (next !== null) return setupText('lineNext', momentAtPlace(next.due, clock.reader));
  if (isSilent(subscription)) return setupText('lineSilent');
  if (subscription.leads?.length === 0 && subscription.leadsByKind === undefined) return setupText('lineNone');
  return setupText(ahead > 0 ? 'lineLate' : 'lineNothing');
}

/** The permissions that the bot lacks in a channel, and how to grant them. */
export function missingWords(channel: string, missing: readonly string[]): string {
  const permissions = missing.map((name) => `**${name}**`).join(', ');
  return setupText('missing', { channel: channelMention(channel), permissions });
}

/** Why a role would not be pinged in a channel. */
export function noPingWords(channel: string, role: string): string {
  const permission = `**${callText('permissionMentionAll')}**`;
  return setupText('pingMissing', { role: roleMention(role), permission, channel: channelMention(channel) });
}
