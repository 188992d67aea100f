import type { Instant } from '../../model/date.ts';
import type { PinRefusal, RecurringKind } from '../../model/recurring.ts';
import type { ChannelId, RoleId } from '../../model/subscription.ts';
import { whenWords } from '../../render/card/describe-reminder.ts';
import { roleMention } from '../../render/card/describe-subscription.ts';
import { pinRefusalWords } from '../../render/recurring/render-board.ts';
import { reasonWords } from '../../render/text/describe-reason.ts';
import { escapeText, plainText } from '../../render/text/escape-text.ts';
import type { Reader } from '../../time/reader.ts';
import { callText } from '../call/words.ts';
import { checkText } from './words.ts';

/** The kinds of messages that a channel can get. */
export type Gets = 'reminders' | RecurringKind;

/** One thing that somebody should fix, or (`stopped`, `not pinned`, `server paused`, `public bot`) should know. */
export type Finding =
  | { readonly what: 'gone' | 'wrong kind' | 'role gone' | 'stopped' }
  | { readonly what: 'missing'; readonly permissions: readonly string[] }
  | { readonly what: 'not pinned'; readonly why: PinRefusal; readonly channel: ChannelId }
  | { readonly what: 'role silent'; readonly role: RoleId }
  | { readonly what: 'paused'; readonly gets: Gets; readonly reason: string }
  | { readonly what: 'failed'; readonly count: number; readonly reason: string | null }
  | { readonly what: 'not published'; readonly reason: string }
  | { readonly what: 'server paused'; readonly until: Instant }
  | { readonly what: 'connection down' | 'public bot' }
  | { readonly what: 'list' | 'program'; readonly count: number }
  | { readonly what: 'alarm'; readonly alarm: string };

/** A finding with the channel it is about; `null` for the whole server or program. */
export type PlacedFinding = {
  readonly finding: Finding;
  readonly channel: { id: ChannelId; name: string | null } | null;
};

const ALARM = 250;
const NAME = 40;

/** Whether a finding is something to fix; otherwise somebody chose it. */
export function isTrouble({ what }: Finding): boolean {
  return what !== 'stopped' && what !== 'not pinned' && what !== 'server paused' && what !== 'public bot';
}

/** A finding as a sentence for a card: what is wrong, and what to do. Escaped. */
export function findingWords(finding: Finding, zone: Reader): string {
  switch (finding.what) {
    case 'gone':
      return checkText('gone');
    case 'wrong kind':
      return checkText('wrongKind');
    case 'role gone':
      return checkText('roleGone');
    case 'stopped':
      return checkText('stopped');
    case 'missing':
      return checkText('missing', { permissions: finding.permissions.map((name) => `**${name}**`).join(', ') });
    case 'not pinned':
      return checkText('notPinned', { why: pinRefusalWords(finding.why, finding.channel) });
    case 'role silent': {
      const permission = callText('permissionMentionAll');
      return checkText('roleSilent', { role: roleMention(finding.role), permission });
    }
    case 'paused':
      return checkText('paused', { what: checkText(`${finding.gets}`), reason: reasonWords(finding.reason) ?? '' });
    case 'failed':
      return checkText('failed', { count: finding.count, reason: reasonWords(finding.reason) ?? '' });
    case 'not published':
      return checkText('unpublished', { reason: reasonWords(finding.reason) ?? '' });
    case 'server paused':
      return checkText('pausedUntil', { when: whenWords(finding.until, zone) });
    case 'connection down':
      return checkText('connectionDown');
    case 'public bot':
      return checkText('publicBot');
    case 'list':
      return checkText('listProblems', { count: finding.count });
    case 'program':
      return checkText('programProblems', { count: finding.count });
    case 'alarm':
      return escapeText(finding.alarm, ALARM);
  }
}

/** The same in a few words for the lock screen, with the channel by its name: no markdown works there. */
export function findingShort({ finding, channel }: PlacedFinding): string {
  const name = channel?.name == null ? checkText('unknownChannel') : plainText(channel.name, NAME);
  const place = { channel: name };
  switch (finding.what) {
    case 'gone':
      return checkText('goneShort');
    case 'wrong kind':
      return checkText('wrongKindShort', place);
    case 'role gone':
      return checkText('roleGoneShort', place);
    case 'missing':
      return checkText('missingShort', { ...place, permissions: finding.permissions.join(', ') });
    case 'role silent':
      return checkText('roleSilentShort', place);
    case 'paused':
      return checkText('pausedShort', place);
    case 'failed':
      return checkText('failedShort', place);
    case 'not published':
      return checkText('unpublishedShort', place);
    case 'public bot':
      return checkText('publicBotShort');
    case 'program':
      return checkText('programShort');
    case 'alarm':
      return plainText(finding.alarm);
    default:
      return plainText(findingWords(finding, 'UTC'));
  }
}
