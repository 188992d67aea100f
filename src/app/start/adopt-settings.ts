import type { Config } from '../../config/config.ts';
import type { Instant } from '../../model/date.ts';
import { guildOf, type Subscription } from '../../model/subscription.ts';
import type { Registry } from '../../outbox/registry.ts';
import { adoptRecurring } from './adopt-recurring.ts';

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
  const servers = new Set((await registry.guildSettings()).map((settings) => settings.guild));
  for (const settings of config.guilds) {
    if (!servers.has(settings.guild)) await registry.putGuildSettings(settings, now);
  }
  return [...notes, ...(await adoptRecurring(config.recurring, registry, now))];
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
