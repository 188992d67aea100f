import { MAX_LEADS } from '../../model/lead.ts';
import { channelMention } from '../../render/card/describe-subscription.ts';
import { plainText } from '../../render/text/escape-text.ts';
import { callText } from './words.ts';

/** Makes typed text safe to show within backticks: short, and without a character that could end them. */
export function shownTyped(word: string): string {
  // Between backticks an underscore does nothing; a zone's name is copied with it.
  const shown = plainText(word, 60).replaceAll('＿', '_');
  return shown === '' ? '…' : shown;
}

/** Typed text within a line that a lock screen shows: short, with nothing in it that works. */
export function quotedTyped(word: string): string {
  return plainText(word, 40) || '…';
}

/** Refusal: words that are no lead. */
export function badLeads(bad: readonly string[]): string {
  return callText('badLeads', { bad: bad.slice(0, 5).map(shownTyped).join('`, `') });
}

/** Refusal: more leads than one subscription may have. */
export function tooManyLeads(count: number): string {
  return callText('tooManyLeads', { count, max: MAX_LEADS });
}

/** The fields of an event whose words a filter may name. */
export type WordKind = 'topic' | 'kind' | 'region' | 'certainty';

const UNKNOWN = {
  topic: 'unknownTopic',
  kind: 'unknownKind',
  region: 'unknownRegion',
  certainty: 'unknownCertainty',
} as const satisfies Record<WordKind, string>;

/**
 * Refusal: an unknown topic, kind, region or certainty, with the nearest known ones; else with the first few of all.
 */
export function unknownWord(what: WordKind, word: string, near: readonly string[], known: readonly string[]): string {
  return callText(UNKNOWN[what], { word: shownTyped(word), near: nearWords(near, known) });
}

function nearWords(near: readonly string[], known: readonly string[]): string {
  if (near.length > 0) return callText('nearWords', { words: quoted(near) });
  return known.length > 0 ? callText('knownWords', { words: quoted(known.slice(0, 20)) }) : callText('noWords');
}

/** Refusal: words by which no zone is known. */
export function badZone(zone: string): string {
  return callText('badZone', { zone: shownTyped(zone) });
}

/** Refusal: a text that is no time of day. */
export function badTime(time: string): string {
  return callText('badTime', { time: shownTyped(time) });
}

/** Refusal: a channel of a kind that takes no reminders. */
export function badChannelKind(channel: string, kind: string): string {
  const key = kind === 'forum' ? 'kindForum' : kind === 'dm' ? 'kindDm' : 'kindOther';
  return callText('channelKind', { channel: channelMention(channel), kind: callText(key) });
}

/**
 * Refusal: a channel in which the bot may not write, with the missing permissions by the names in Discord's settings.
 */
export function channelMissing(channel: string, permissions: readonly string[]): string {
  const names = permissions.map((name) => `**${name}**`).join(', ');
  return callText('channelMissing', { channel: channelMention(channel), permissions: names });
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `\`${shownTyped(word)}\``).join(', ');
}
