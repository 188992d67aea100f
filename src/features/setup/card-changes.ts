import { CHANGE_KINDS, type ChangeKind, NOTICE_WAYS, type NoticeChoices } from '../../model/change.ts';
import { CERTAINTIES, type Certainty, type EventId, IMPORTANCES, LIVING_CERTAINTIES } from '../../model/event.ts';
import { PING_KINDS, type QuietHours, type Subscription } from '../../model/subscription.ts';
import { CommandRefusal } from '../call/command.ts';
import { readWords, SETTING } from '../call/read-filter.ts';
import { readLeads } from '../call/read-times.ts';
import { DEFAULT, NONE, SILENT } from './card-options.ts';
import { withoutSilence, withSilence } from './silent-channel.ts';
import { setupText } from './words.ts';

/** Other leads, as chosen or typed; nothing typed means the defaults. */
export function withLeads(subscription: Subscription, typed: string): Subscription {
  if (typed === SILENT) return withSilence(subscription);
  const told = withoutSilence(subscription);
  if (typed === NONE || typed.trim().toLowerCase() === 'none') return { ...told, leads: [] };
  const isDefault = typed === DEFAULT || typed.trim() === '' || typed.trim().toLowerCase() === 'default';
  return { ...told, leads: isDefault ? null : readLeads(typed, 'typed', true) };
}

/** Most kinds that have leads of their own. */
const MOST_KINDS = 10;

/** Leads of single kinds, one kind a line: `truce: 14d 7d`. Refuses kinds that no event has. */
export function withKindLeads(
  { leadsByKind: before, ...rest }: Subscription,
  typed: string,
  known: readonly string[],
): Subscription {
  // A kind that the list has lost can be kept.
  const kinds = [...new Set([...known, ...Object.keys(before ?? {})])];
  const lines = typed.split(/[\n;]+/).filter((part) => part.trim() !== '');
  if (lines.length > MOST_KINDS) throw new CommandRefusal(setupText('tooManyKinds', { max: MOST_KINDS }));
  const read = lines.map((part) => {
    const [name = '', leads = ''] = part.split(/:(.*)/s);
    const [kind = ''] = readWords('kind', name, kinds, SETTING) ?? [];
    // A number alone counts days here: which of the lines it stands in could not be asked back.
    return [kind, readLeads(leads.replace(/^\s*(\d+)\s*$/, '$1d'))] as const;
  });
  if (read.length === 0) return rest;
  return { ...rest, leadsByKind: Object.fromEntries([...read].sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/** Topics or kinds as ticked: those that the list has, or that were chosen before. None ticked means all. */
export function withTicked(
  subscription: Subscription,
  what: 'topics' | 'kinds',
  values: readonly string[],
  known: readonly string[],
): Subscription {
  const { filter } = subscription;
  const words = values.filter((word) => known.includes(word) || filter[what]?.includes(word));
  return withFilter(subscription, { [what]: words.length === 0 ? null : [...new Set(words)].sort() });
}

/** Some parts of the filter. */
export function withFilter(subscription: Subscription, parts: Partial<Subscription['filter']>): Subscription {
  return { ...subscription, filter: { ...subscription.filter, ...parts } };
}

/** Events of these importances alone, as ticked; none ticked: all, and of those that are low no reminders. */
export function withImportances(subscription: Subscription, values: readonly string[]): Subscription {
  const { importances: _, ...filter } = subscription.filter;
  const importances = IMPORTANCES.filter((one) => values.includes(one));
  return { ...subscription, filter: importances.length === 0 ? filter : { ...filter, importances } };
}

/** Published to the channels that follow it where it was not, and not where it was. */
export function withOtherPublishing({ publish = true, ...rest }: Subscription): Subscription {
  return publish ? { ...rest, publish: false } : rest;
}

/** Every event, but for those muted one by one. */
export function withEverything({ filter: { muted }, ...rest }: Subscription): Subscription {
  return { ...rest, filter: { topics: null, kinds: null, ...(muted === undefined ? {} : { muted }) } };
}

/** The kinds of message that ping, as ticked. */
export function withPingKinds(subscription: Subscription, values: readonly string[]): Subscription {
  const { pingless: _, ...rest } = subscription;
  const pingless = PING_KINDS.filter((kind) => !values.includes(kind));
  return pingless.length === 0 ? rest : { ...rest, pingless };
}

/** The certainties for which it pings, as ticked; those that cannot be ticked stay. */
export function withPingFor(subscription: Subscription, values: readonly string[]): Subscription {
  const isOffered = (one: Certainty) => LIVING_CERTAINTIES.some((other) => other === one);
  const { pingFor } = subscription;
  return {
    ...subscription,
    pingFor: CERTAINTIES.filter((one) => (isOffered(one) ? values.includes(one) : pingFor.includes(one))),
  };
}

/** The kinds of change that are reported in this way, as ticked; those no longer ticked follow the defaults. */
export function withWay(subscription: Subscription, way: string, values: readonly string[]): Subscription {
  const known = NOTICE_WAYS.find((one) => one === way);
  if (known === undefined) throw new CommandRefusal(setupText('unknown'));
  const { notices: before, ...rest } = subscription;
  const notices: NoticeChoices = Object.fromEntries(
    CHANGE_KINDS.flatMap((kind: ChangeKind) => {
      if (values.includes(kind)) return [[kind, known]];
      const old = before?.[kind];
      return old === undefined || old === known ? [] : [[kind, old]];
    }),
  );
  return Object.keys(notices).length === 0 ? rest : { ...rest, notices };
}

/** Other quiet hours; `null` for none. */
export function withQuiet({ quiet: _, ...rest }: Subscription, quiet: QuietHours | null): Subscription {
  return quiet === null ? rest : { ...rest, quiet };
}

/** Exactly these events muted of those that were offered; others that were muted stay so. */
export function withMuted(
  subscription: Subscription,
  values: readonly string[],
  offered: readonly EventId[],
): Subscription {
  const { muted: before = [], ...filter } = subscription.filter;
  const muted = [...before.filter((id) => !offered.includes(id)), ...offered.filter((id) => values.includes(id))];
  return { ...subscription, filter: muted.length === 0 ? filter : { ...filter, muted } };
}
