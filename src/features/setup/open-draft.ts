import type { SubscriptionRow } from '../../outbox/registry.ts';
import { takesPosts } from '../call/check-channel.ts';
import { type CalledChannel, CommandRefusal } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import type { Draft, DraftOwner, DraftPlace } from '../call/setup-drafts.ts';
import { placeFrom } from './check-place.ts';
import { setupText } from './words.ts';

/** The open draft of that run. Refuses where it has expired, was finished, given up or begun again. */
export function requireDraft({ drafts }: Pick<CommandContext, 'drafts'>, owner: DraftOwner, run: number): Draft {
  const draft = drafts.find(owner);
  if (draft === null || draft.run !== run) throw new CommandRefusal(setupText('gone'));
  return draft;
}

/** What a draft takes from the subscription of its channel. */
type Wished = Pick<Draft, 'topics' | 'kinds' | 'leads' | 'role' | 'base'>;

/** What a run of `/setup` begins with: the wish of the channel it is typed in, else nothing but that channel. */
export function openDraft(run: number, here: CalledChannel, row: SubscriptionRow | null): Draft {
  const place = takesPosts(here) ? placeFrom(here) : null;
  return { run, rev: 0, page: 1, place, offered: [], ...wishedBy(place === null ? null : row, null) };
}

/**
 * The draft for another channel. One that has a subscription brings its wish along, so that nothing is written over
 * unseen; for one without, what was chosen so far stays.
 */
export function moveDraft(draft: Draft, place: DraftPlace, row: SubscriptionRow | null): Draft {
  if (draft.place?.id === place.id) return { ...draft, place };
  return { ...draft, place, ...wishedBy(row, draft) };
}

function wishedBy(row: SubscriptionRow | null, chosen: Draft | null): Wished {
  if (row === null) {
    const { topics, kinds, leads, role } = chosen ?? { topics: null, kinds: null, leads: null, role: null };
    return { topics, kinds, leads, role, base: null };
  }
  return {
    topics: row.filter.topics,
    kinds: row.filter.kinds,
    leads: row.leads,
    role: row.role === null ? null : { id: row.role, mentionable: null },
    base: row.version,
  };
}
