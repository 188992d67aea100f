import type { Instant } from '../../model/date.ts';
import type { Edge, FollowReason } from '../../model/edge.ts';
import type { ListEvent } from '../../model/event.ts';
import { isPast } from '../dates/is-past.ts';
import { escapeText } from '../text/escape-text.ts';
import { eventCardText } from './event-words.ts';

const REASONS = {
  'named by the list': 'followNamed',
  'only claim': 'followOnly',
  'more exact': 'followExact',
  'earliest credible': 'followEarliest',
} as const satisfies Record<FollowReason, string>;

/** `Reminders follow AAM: official and earliest (ours).` Which claim an edge follows, and why (product rule 5). */
export function followReason(event: ListEvent, edge: Edge, now: Instant): string {
  const named = edge.reason === 'named by the list' && event.follow !== null ? event.follow.reason : null;
  return eventCardText(isPast(edge, now) ? 'followedThen' : 'followed', {
    source: escapeText(edge.claim.source.name, 60),
    reason: named === null ? eventCardText(REASONS[edge.reason]) : escapeText(named, 200).replace(/\.$/, ''),
  });
}
