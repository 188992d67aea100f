import type { Lead } from '../../model/lead.ts';
import type { Subscription } from '../../model/subscription.ts';
import { type Command, CommandRefusal, type CommandShape } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { requireSubscription, saveChoice } from '../call/find-subscription.ts';
import type { Feature } from '../call/load-features.ts';
import { nextReminders } from '../call/preview-reminders.ts';
import { queryFor, readClock } from '../call/read-clock.ts';
import { completeWord, KIND_OPTION, readWords } from '../call/read-filter.ts';
import { readLeads } from '../call/read-times.ts';
import { leadsAnswer } from './answer.ts';
import { leadsText } from './words.ts';

/** One kind at a time, so that the answer plainly names the change. */
const ONE_KIND = { most: 1, setting: true };
/** More kinds than that are a list of their own, which no answer could show. */
const MAX_KINDS = 20;
/** The word that takes a kind, or the channel, back to its default. */
const DEFAULT = 'default';

const SHAPE = {
  name: 'datewatch leads',
  description: leadsText('leads'),
  options: [
    { ...KIND_OPTION, description: leadsText('leadsKind') },
    {
      name: 'leads',
      description: leadsText('leadsLeads'),
      type: 'string',
      maxLength: 200,
    },
    { name: 'channel', description: leadsText('leadsChannel'), type: 'channel' },
  ],
} as const satisfies CommandShape;

/** `/datewatch leads`: how long before to remind, for one kind of event or for all; without options, the present leads. */
const leads: Command<CommandContext, typeof SHAPE> = {
  shape: SHAPE,
  async handle(call, context) {
    const index = context.index();
    const typed = call.options.leads;
    const wanted = typed === null || typed.toLowerCase() === DEFAULT ? null : readLeads(typed);
    const { guild, found } = await requireSubscription(call, context);
    // A kind that the list has lost can still be taken back.
    const known = [...new Set([...index.kinds, ...Object.keys(found.leadsByKind ?? {})])].sort();
    const [kind = null] = readWords('kind', call.options.kind, known, ONE_KIND) ?? [];
    if (typed === null && kind !== null) throw new CommandRefusal(leadsText('leadsMissing'));
    const saved = typed === null ? found : kind === null ? { ...found, leads: wanted } : withKind(found, kind, wanted);
    const isSame =
      JSON.stringify([found.leads, found.leadsByKind]) === JSON.stringify([saved.leads, saved.leadsByKind]);
    const clock = await readClock(guild, context);
    const defaults = context.defaults();
    const [next = null] =
      saved.paused === null ? nextReminders(index, queryFor(saved, clock, defaults), context.world.now(), 1) : [];
    if (!isSame) await saveChoice(saved, context);
    const chosen = typed === null ? null : { kind, isSame };
    const message = leadsAnswer({ saved, before: found, chosen, defaults: defaults.leads, zone: clock.zone, next });
    return { message, private: true };
  },
  async complete(_call, focused, context) {
    return focused.name === 'kind' ? completeWord(focused, context.index()) : [];
  },
};

/** Returns the subscription with leads of its own for one kind; without them for `null`. */
function withKind(subscription: Subscription, kind: string, leads: readonly Lead[] | null): Subscription {
  const { leadsByKind: before, ...rest } = subscription;
  const others = Object.entries(before ?? {}).filter(([name]) => name !== kind);
  const all = leads === null ? others : [...others, [kind, leads] as const];
  if (all.length > MAX_KINDS) throw new CommandRefusal(leadsText('leadsTooMany', { max: MAX_KINDS }));
  if (all.length === 0) return rest;
  return { ...rest, leadsByKind: Object.fromEntries([...all].sort(([a], [b]) => (a < b ? -1 : 1))) };
}

export const feature: Feature = { commands: [leads] };
