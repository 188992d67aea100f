import type { Instant } from '../../model/date.ts';
import type { Edge, FollowReason } from '../../model/edge.ts';
import type { ListEvent } from '../../model/event.ts';
import { isPast } from '../dates/is-past.ts';
import { escapeText } from '../text/escape-text.ts';
import { text } from '../text/text.ts';

const REASONS = {
  'named by the list': 'eventCard.followNamed',
  'only claim': 'eventCard.followOnly',
  'more exact': 'eventCard.followExact',
  'earliest credible': 'eventCard.followEarliest',
} as const satisfies Record<FollowReason, string>;

/** `Reminders follow AAM: official and earliest (ours).` Which claim an edge follows, and why (product rule 5). */
export function followReason(event: ListEvent, edge: Edge, now: Instant): string {
  const named = edge.reason === 'named by the list' && event.follow !== null ? event.follow.reason : null;
  return text(isPast(edge, now) ? 'eventCard.followedThen' : 'eventCard.followed', {
    source: escapeText(edge.claim.source.name, 60),
    reason: named === null ? text(REASONS[edge.reason]) : escapeText(named, 200).replace(/\.$/, ''),
  });
}
