import { CHANGE_KINDS, type NoticeChoices } from '../../model/change.ts';
import type { Subscription } from '../../model/subscription.ts';

const SILENT: NoticeChoices = Object.fromEntries(CHANGE_KINDS.map((kind) => [kind, 'nothing']));

/** Whether a subscription brings no message of its own: its channel is there for a board or a digest. */
export function isSilent({ leads, leadsByKind, notices }: Subscription): boolean {
  const reminds = leads?.length !== 0 || Object.keys(leadsByKind ?? {}).length > 0;
  return !reminds && CHANGE_KINDS.every((kind) => notices?.[kind] === 'nothing');
}

/** The subscription without any message of its own. */
export function withSilence({ leadsByKind: _, ...rest }: Subscription): Subscription {
  return { ...rest, leads: [], notices: SILENT };
}

/** The subscription with messages about changes again, where it was silent. */
export function withoutSilence(subscription: Subscription): Subscription {
  if (!isSilent(subscription)) return subscription;
  const { notices: _, ...rest } = subscription;
  return rest;
}
