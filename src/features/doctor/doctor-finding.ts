import type { Instant, Zone } from '../../model/date.ts';
import type { RecurringKind } from '../../model/recurring.ts';
import type { ChannelId, RoleId } from '../../model/subscription.ts';
import { roleMention } from '../../render/card/describe-wish.ts';
import { hoursAndMinutes } from '../../render/dates/distance.ts';
import { escapeText, plainText } from '../../render/text/escape-text.ts';
import { reasonWords } from '../../render/text/reason-words.ts';
import { text } from '../../render/text/text.ts';
import { whenWords } from '../why/why-row.ts';

/** What a channel can get. */
export type Gets = 'reminders' | RecurringKind;

/** One thing that somebody should mend, or (`stopped`, `server paused`) should know. */
export type Finding =
  | { readonly what: 'gone' | 'wrong kind' | 'role gone' | 'stopped' }
  | { readonly what: 'missing'; readonly permissions: readonly string[] }
  | { readonly what: 'role silent'; readonly role: RoleId }
  | { readonly what: 'paused'; readonly gets: Gets; readonly reason: string }
  | { readonly what: 'failed'; readonly count: number; readonly reason: string | null }
  | { readonly what: 'server paused'; readonly until: Instant }
  | { readonly what: 'connection down' }
  | { readonly what: 'clock'; readonly aheadMs: number }
  | { readonly what: 'list'; readonly count: number }
  | { readonly what: 'alarm'; readonly alarm: string };

/** A finding with the channel it is about; `null` for the whole server or program. */
export type PlacedFinding = {
  readonly finding: Finding;
  readonly channel: { id: ChannelId; name: string | null } | null;
};

const ALARM = 250;
const NAME = 40;

/** Whether something is to be mended; else it was somebody's wish. */
export function isTrouble({ what }: Finding): boolean {
  return what !== 'stopped' && what !== 'server paused';
}

/** A finding as a sentence for a card: what is wrong, and what to do. Escaped. */
export function findingWords(finding: Finding, zone: Zone): string {
  switch (finding.what) {
    case 'gone':
      return text('doctor.gone');
    case 'wrong kind':
      return text('doctor.wrongKind');
    case 'role gone':
      return text('doctor.roleGone');
    case 'stopped':
      return text('doctor.stopped');
    case 'missing':
      return text('doctor.missing', { permissions: finding.permissions.map((name) => `**${name}**`).join(', ') });
    case 'role silent': {
      const permission = text('answers.permissionMentionAll');
      return text('doctor.roleSilent', { role: roleMention(finding.role), permission });
    }
    case 'paused':
      return text('doctor.paused', { what: text(`doctor.${finding.gets}`), reason: reasonWords(finding.reason) ?? '' });
    case 'failed':
      return text('doctor.failed', { count: finding.count, reason: reasonWords(finding.reason) ?? '' });
    case 'server paused':
      return text('doctor.pausedUntil', { when: whenWords(finding.until, zone) });
    case 'connection down':
      return text('doctor.connectionDown');
    case 'clock':
      return clockWords(finding.aheadMs);
    case 'list':
      return text('doctor.listProblems', { count: finding.count });
    case 'alarm':
      return escapeText(finding.alarm, ALARM);
  }
}

/** The same in a few words for the lock screen, with the channel by its name: no markdown works there. */
export function findingShort({ finding, channel }: PlacedFinding): string {
  const name = channel?.name == null ? text('doctor.unknownChannel') : plainText(channel.name, NAME);
  const place = { channel: name };
  switch (finding.what) {
    case 'gone':
      return text('doctor.goneShort');
    case 'wrong kind':
      return text('doctor.wrongKindShort', place);
    case 'role gone':
      return text('doctor.roleGoneShort', place);
    case 'missing':
      return text('doctor.missingShort', { ...place, permissions: finding.permissions.join(', ') });
    case 'role silent':
      return text('doctor.roleSilentShort', place);
    case 'paused':
      return text('doctor.pausedShort', place);
    case 'failed':
      return text('doctor.failedShort', place);
    case 'alarm':
      return plainText(finding.alarm);
    default:
      return plainText(findingWords(finding, 'UTC'));
  }
}

function clockWords(aheadMs: number): string {
  const time = hoursAndMinutes(aheadMs);
  return aheadMs > 0 ? text('doctor.clockAhead', { time }) : text('doctor.clockBehind', { time });
}
