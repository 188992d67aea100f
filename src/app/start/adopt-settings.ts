import type { Config } from '../../config/config.ts';
import type { Instant } from '../../model/date.ts';
import { decodeJsonOr, isObject } from '../../model/decode-json.ts';
import { isSwitchedOff } from '../../model/post.ts';
import type { Recurring, RecurringKind } from '../../model/recurring.ts';
import { type ChannelId, type GuildSettings, guildOf, type Subscription } from '../../model/subscription.ts';
import type { Registry } from '../../outbox/registry.ts';

/**
 * Brings what the settings file declares into the registry. A command's subscription for the same channel wins, and the
 * note says so; one that has left the file is removed; one that has changed replaces the old. Returns notes for the log.
 */
export async function adoptSettings(
  config: Pick<Config, 'subscriptions' | 'guilds' | 'recurring'>,
  registry: Registry,
  now: Instant,
): Promise<string[]> {
  const notes: string[] = [];
  const existing = new Map((await registry.subscriptions()).map((row) => [row.channel, row]));
  for (const declared of config.subscriptions) {
    const { channel } = declared;
    const known = existing.get(channel);
    if (known?.madeBy === 'command') {
      notes.push(`Channel ${channel}: the subscription made by a command wins over the one in the settings file.`);
      continue;
    }
    if (known === undefined || !isSameSubscription(known, declared)) {
      await registry.putSubscription({ ...declared, since: now });
    }
  }
  const declared = new Set(config.subscriptions.map((subscription) => subscription.channel));
  for (const row of existing.values()) {
    if (row.madeBy !== 'settings' || declared.has(row.channel)) continue;
    await registry.removeSubscription(row.channel);
    notes.push(`Channel ${row.channel}: its subscription is no longer in the settings file and was removed.`);
  }
  const servers = new Set((await registry.guildSettings()).filter(isSet).map((settings) => settings.guild));
  for (const settings of config.guilds) {
    if (!servers.has(settings.guild)) await registry.putGuildSettings(settings, now);
  }
  return [...notes, ...(await adoptRecurring(config.recurring, registry, now))];
}

/** False for a server of which only its language is known. */
function isSet({ zone, postingTime, pausedUntil, hours, locale }: GuildSettings): boolean {
  return locale == null || [zone, postingTime, pausedUntil ?? null, hours ?? null].some((one) => one !== null);
}

/** Whether two subscriptions ask for the same; when they were made and whether they rest is not compared. */
function isSameSubscription(a: Subscription, b: Omit<Subscription, 'since'>): boolean {
  const contentOf = ({ owner, filter, leads, role, pingFor, ...more }: Omit<Subscription, 'since'>) => {
    const { topics, kinds, regions, certainties, importances, words, muted } = filter;
    const { leadsByKind, quiet, pingless, notices, publish = true } = more;
    return JSON.stringify([
      [guildOf(owner), leads, role, pingFor, pingless, quiet?.from, quiet?.until, publish],
      [topics, kinds, regions, certainties, importances, words?.allow, words?.block, muted],
      Object.entries(leadsByKind ?? {}).sort(),
      Object.entries(notices ?? {}).sort(),
    ]);
  };
  return contentOf(a) === contentOf(b);
}

/** The name of the memo of the boards and digests that the file made: when each was made, by `nameOf`. */
const MEMO = 'standing of settings';

/**
 * Brings the boards and digests that the settings file declares into the registry, by the rules for subscriptions:
 * those that a command made, changed or removed since win, those that have left the file are removed, paused ones are
 * tried again. Returns notes for the log. A row made by a command has another `since` than the one remembered for the
 * file's.
 */
async function adoptRecurring(declared: Config['recurring'], registry: Registry, now: Instant): Promise<string[]> {
  const notes: string[] = [];
  const rows = new Map((await registry.recurring()).map((row) => [nameOf(row), row]));
  const before = await recallMade(registry);
  const made: Record<string, Instant> = {};
  for (const declaration of declared) {
    const name = nameOf(declaration);
    const row = rows.get(name);
    const own = before[name];
    if (row === undefined && own !== undefined) {
      notes.push(`${say(declaration)} in the settings file was removed by a command, which wins.`);
      made[name] = own;
      continue;
    }
    if (row !== undefined && own !== row.since) {
      notes.push(`${say(declaration)} made by a command wins over the one in the settings file.`);
      continue;
    }
    if (row === undefined || !isSameRecurring(row, declaration))
      await registry.putRecurring({ ...declaration, since: now });
    else if (isSwitchedOff(row.paused)) await registry.pauseRecurring(declaration.channel, declaration.kind, null);
    made[name] = row !== undefined && isSameRecurring(row, declaration) ? row.since : now;
    if (row !== undefined && isSwitchedOff(row.paused))
      notes.push(`${say(declaration)} rested (${row.paused}) and is tried again.`);
  }
  for (const [name, row] of rows) {
    if (name in made || before[name] !== row.since) continue;
    await registry.removeRecurring(row.channel, row.kind);
    notes.push(`${say(row)} is no longer in the settings file and was removed.`);
  }
  // A file that never declared any leaves no trace.
  if (Object.keys({ ...before, ...made }).length > 0) await registry.remember(MEMO, JSON.stringify(made));
  return notes;
}

async function recallMade(registry: Registry): Promise<Readonly<Record<string, Instant>>> {
  return decodeJsonOr(await registry.recall(MEMO), isInstants, {});
}

function isInstants(value: unknown): value is Readonly<Record<string, Instant>> {
  return isObject(value) && Object.values(value).every((at) => typeof at === 'number');
}

function nameOf({ channel, kind }: { readonly channel: ChannelId; readonly kind: RecurringKind }): string {
  return `${channel} ${kind}`;
}

function isSameRecurring(a: Omit<Recurring, 'since'>, b: Omit<Recurring, 'since'>): boolean {
  return a.guild === b.guild && a.time === b.time && a.weekday === b.weekday;
}

function say({ channel, kind }: { readonly channel: ChannelId; readonly kind: RecurringKind }): string {
  return `Channel ${channel}: the ${kind === 'board' ? 'board' : `${kind} digest`}`;
}
