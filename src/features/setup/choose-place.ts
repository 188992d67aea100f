import type { SubscriptionRow } from '../../outbox/registry.ts';
import { channelMention } from '../../render/card/describe-subscription.ts';
import { takesPosts } from '../call/check-channel.ts';
import type { CalledChannel, CalledRole } from '../call/command.ts';
import { callText } from '../call/words.ts';
import type { Changed } from './change-draft.ts';
import { keptRole, placeFrom } from './check-place.ts';
import { moveDraft } from './open-draft.ts';
import type { Draft } from './read-draft.ts';
import { setupText } from './words.ts';

/**
 * The draft with another channel. One that the chooser cannot see, that takes no reminders, or that did not come along
 * (it is not of this server) is not taken, and the note says so.
 */
export function choosePlace(draft: Draft, chosen: CalledChannel | undefined, row: SubscriptionRow | null): Changed {
  if (chosen === undefined) return { draft, note: setupText('notHere') };
  if (chosen.callerMay !== null && !chosen.callerMay.has('ViewChannel')) return { draft, note: setupText('notSeen') };
  const channel = channelMention(chosen.id);
  if (!takesPosts(chosen)) {
    const kind = callText(chosen.kind === 'forum' ? 'kindForum' : 'kindOther');
    return { draft, note: setupText('noForum', { channel, kind }) };
  }
  const brings = row !== null && draft.place?.id !== chosen.id;
  const note = brings ? setupText('hasSubscription', { channel }) : null;
  return { draft: moveDraft(draft, placeFrom(chosen), row), note };
}

/** The draft with another role, or with none where nothing was chosen. `asked` is how many values the press carried. */
export function chooseRole(draft: Draft, chosen: CalledRole | undefined, asked: number): Changed {
  if (asked === 0) return { draft: { ...draft, role: null }, note: null };
  if (chosen === undefined) return { draft, note: setupText('roleNotHere') };
  if (chosen.everyone) return { draft, note: setupText('everyone') };
  return { draft: { ...draft, role: keptRole(chosen) }, note: null };
}
