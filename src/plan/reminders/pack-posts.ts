import type { Instant } from '../../model/date.ts';
import { CARDS_MAX } from '../../model/discord-limits.ts';
import { leadMinutes } from '../../model/lead.ts';
import { keyText, type Moment, momentKey } from '../../model/moment.ts';
import type { ReminderKind } from '../../model/post.ts';
import type { ChannelId, Subscriber } from '../../model/subscription.ts';
import { byUrgency } from './order-reminders.ts';

/** One message to come: the moments it carries, most urgent first. */
export type PackedPost = {
  readonly kind: ReminderKind;
  readonly owner: Subscriber;
  readonly channel: ChannelId;
  readonly due: Instant;
  readonly urgency: Instant;
  readonly ordinal: number;
  readonly addedLate: boolean;
  /** Posts of moments are unique by these, have no other content, and are new messages. */
  readonly key: null;
  readonly body: null;
  readonly edits: null;
  readonly moments: readonly Moment[];
};

/**
 * Packs moments into posts: those of one channel and one instant together (for `catch-up` and moments added late, of one
 * channel), most urgent first, up to ten cards, then a further post that does not ping. Ten cards always fit: the least
 * urgent are trimmed when they are rendered.
 */
export function packPosts(
  moments: readonly Moment[],
  how: { readonly kind: ReminderKind; readonly addedLate: boolean; readonly together: 'instant' | 'channel' },
): PackedPost[] {
  const groups = new Map<string, Moment[]>();
  for (const moment of moments) {
    const key = how.together === 'instant' ? `${moment.due}|${moment.channel}` : moment.channel;
    const group = groups.get(key);
    if (group) group.push(moment);
    else groups.set(key, [moment]);
  }
  return [...groups.values()]
    .flatMap((group) => splitGroup([...group].sort(compareMoments), how))
    .sort((a, b) => a.due - b.due || a.urgency - b.urgency || compareChannel(a, b) || a.ordinal - b.ordinal);
}

function splitGroup(
  group: readonly Moment[],
  how: { readonly kind: ReminderKind; readonly addedLate: boolean },
): PackedPost[] {
  const parts = Array.from({ length: Math.ceil(group.length / CARDS_MAX) }, (_, part) =>
    group.slice(part * CARDS_MAX, (part + 1) * CARDS_MAX),
  );
  return parts.flatMap((part, ordinal) => {
    const first = part[0];
    if (first === undefined) return [];
    return [
      {
        kind: how.kind,
        owner: first.owner,
        channel: first.channel,
        due: Math.max(...part.map((moment) => moment.due)),
        urgency: first.anchor,
        ordinal,
        addedLate: how.addedLate,
        key: null,
        body: null,
        edits: null,
        moments: part,
      },
    ];
  });
}

/** Most urgent first; of one date the shortest lead, then by key, so that one plan always packs alike. */
function compareMoments(a: Moment, b: Moment): number {
  const tie = keyText(momentKey(a)) < keyText(momentKey(b)) ? -1 : 1;
  return byUrgency(a, b) || leadMinutes(a.lead) - leadMinutes(b.lead) || tie;
}

/** Text, because ids are longer than a number holds. */
function compareChannel(a: PackedPost, b: PackedPost): number {
  return a.channel < b.channel ? -1 : a.channel > b.channel ? 1 : 0;
}
