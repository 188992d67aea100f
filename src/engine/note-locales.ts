import type { Log } from '../model/log.ts';
import { type GuildId, guildOf, ofGuild, UNCHOSEN_LOCALE } from '../model/subscription.ts';
import type { Registry } from '../outbox/registry.ts';
import type { Roster } from './roster.ts';

/**
 * Makes the function that notes a server's language as the gateway shows it, where it is another than noted before and
 * something is posted there: of other servers nothing is kept. Never throws; what is not noted is at the next sight.
 */
export function noteLocales(parts: {
  readonly registry: Pick<Registry, 'noteLocale'>;
  readonly roster: Pick<Roster, 'refresh' | 'guilds' | 'all' | 'recurring'>;
  readonly log: Pick<Log, 'warn'>;
}): (guild: GuildId, locale: string) => void {
  const { registry, roster, log } = parts;
  /** A login shows thousands of servers at once: what is known is read once for all that came meanwhile. */
  const seen = new Map<GuildId, string>();
  let isNoting = false;
  const noteSeen = async (): Promise<void> => {
    await roster.refresh();
    const known = new Map(roster.guilds().map(({ guild, locale }) => [guild, locale]));
    const served = new Set([
      ...roster.all().map(({ owner }) => guildOf(owner)),
      ...roster.recurring().map(({ guild }) => guild),
    ]);
    const now = [...seen];
    seen.clear();
    for (const [guild, locale] of now) {
      if (served.has(guild) && locale !== (known.get(guild) ?? UNCHOSEN_LOCALE)) {
        await registry.noteLocale(ofGuild(guild), locale);
      }
    }
  };
  const noteAll = async (): Promise<void> => {
    isNoting = true;
    try {
      while (seen.size > 0) await noteSeen();
    } catch (err) {
      seen.clear();
      log.warn({ err }, 'The language of a server was not noted.');
    } finally {
      isNoting = false;
    }
  };
  return (guild, locale) => {
    seen.set(guild, locale);
    if (!isNoting) void noteAll();
  };
}
