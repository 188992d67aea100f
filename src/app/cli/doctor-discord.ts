import type { Config } from '../../config/config.ts';
import { requestProblem, waitText } from '../../discord/gateway/connect-error.ts';
import { openShards } from '../../discord/gateway/open-shards.ts';
import { sessionsWait } from '../../discord/gateway/pace-logins.ts';
import { makeServerFinder } from '../../discord/rest/find-server.ts';
import { askDate, openRestConnection, type RestConnection } from '../../discord/rest/open-connection.ts';
import { readApplication } from '../../discord/rest/read-application.ts';
import { openCase } from '../../features/check/examine-channel.ts';
import { findingWords, isTrouble } from '../../features/check/finding.ts';
import { guildOf } from '../../model/subscription.ts';
import type { Store } from '../../store/make-store.ts';
import { realMachine } from '../../time/machine.ts';
import type { Io } from '../start/start-error.ts';
import type { Examine, Found } from './doctor-report.ts';

/** Servers that are asked about: more would take minutes. */
const MOST_SERVERS = 25;
/** A clock that is further off than this makes reminders late or early. */
const CLOCK_OFF_MS = 2_000;
const QUIET = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** Looks at what Discord says of token, clock and channels; of channels only where there is a state. Logs in nowhere. */
export async function lookAtDiscord(
  config: Config,
  store: Store | null,
  io: Pick<Io, 'err'>,
  examine: Examine,
): Promise<void> {
  const { token, apiUrl, proxies, requestsPerSecond } = config;
  if (token === null) {
    return examine('Discord', async () => ({ state: 'skipped', says: 'No token is set: only the demo would run.' }));
  }
  const machine = realMachine();
  const rest = openRestConnection({ token, apiUrl, proxies, log: QUIET, machine, requestsPerSecond });
  const shards = openShards(rest);
  try {
    let reached = false;
    await examine('token', async () => {
      const { session_start_limit: limit } = await shards.gateway.catch((error: unknown) => {
        throw requestProblem(error, new URL(rest.answers.options.api).host);
      });
      reached = true;
      const wait = sessionsWait(limit);
      const left = `${limit.remaining} of ${limit.total} logins are left today`;
      if (wait > 0)
        return { state: 'fix', says: `Discord accepts it, but only ${left}. The next login waits ${waitText(wait)}.` };
      return { state: 'well', says: `Discord accepts it; ${left}` };
    });
    if (!reached) return;
    await examine('clock', () => lookAtClock(rest));
    const { endpoint } = await readApplication(rest).catch(() => ({ endpoint: null }));
    if (endpoint !== null || config.interactions !== null)
      await examine('commands', async () => compareWays(endpoint, config.interactions !== null));
    if (store !== null) await lookAtChannels(config, store, { rest, io, examine });
  } finally {
    await rest.close();
  }
}

/** Discord sends commands one way only: to the Interactions Endpoint URL where one is set, else to the gateway. */
function compareWays(endpoint: string | null, listens: boolean): Found {
  if (endpoint === null)
    return {
      state: 'note',
      says: 'Discord sends them to the gateway: no Interactions Endpoint URL is set at https://discord.com/developers/applications.',
    };
  if (listens) return { state: 'well', says: `Discord sends them to ${endpoint}` };
  return {
    state: 'fix',
    says: `Discord sends them to ${endpoint}, and nothing here listens for them: set DATEWATCH_INTERACTIONS_PORT, or empty the Interactions Endpoint URL at https://discord.com/developers/applications.`,
  };
}

async function lookAtClock(rest: RestConnection): Promise<Found> {
  await askDate(rest, async () => true);
  const seen = rest.lastDate();
  if (seen === null) return { state: 'skipped', says: 'Discord did not say what time it is.' };
  // Whole seconds, half a second behind on average.
  const ahead = Math.round((seen.atMachine - (seen.discordNow + 500)) / 1_000);
  if (Math.abs(ahead) * 1_000 <= CLOCK_OFF_MS) return { state: 'well', says: 'within 2 s of Discord’s' };
  const way = ahead > 0 ? 'ahead of' : 'behind';
  return {
    state: 'fix',
    says: `${waitText(Math.abs(ahead) * 1_000)} ${way} Discord’s. Set the clock of the machine; reminders go by Discord’s meanwhile.`,
  };
}

/** The rights of the bot in each channel that gets something, server by server. */
async function lookAtChannels(
  config: Config,
  store: Store,
  { rest, io, examine }: { readonly rest: RestConnection; readonly io: Pick<Io, 'err'>; readonly examine: Examine },
): Promise<void> {
  const subscriptions = await store.registry.subscriptions();
  const recurring = await store.registry.recurring();
  const places = [
    ...subscriptions.flatMap(({ owner, channel }) => {
      const guild = guildOf(owner);
      return guild === null ? [] : [{ guild, channel }];
    }),
    ...recurring.map(({ guild, channel }) => ({ guild, channel })),
  ];
  const byGuild = Map.groupBy(places, ({ guild }) => guild);
  const find = makeServerFinder(rest, async () => true, 10_000);
  let seen = 0;
  for (const [guild, own] of [...byGuild].slice(0, MOST_SERVERS)) {
    seen += 1;
    if (byGuild.size > 1) io.err(`Asking Discord about server ${seen} of ${Math.min(byGuild.size, MOST_SERVERS)} …\n`);
    await examine(`server ${guild}`, async () => {
      const ids = [...new Set(own.map(({ channel }) => channel))];
      const found = await find(guild, ids);
      if (found === null) {
        return {
          state: 'fix',
          says: 'Discord does not show it: the bot is no longer there, or Discord did not answer. Add the bot again, or try again in a minute.',
        };
      }
      const all = { subscriptions, recurring, found, unpinned: [] };
      const cases = await Promise.all(ids.map((id) => openCase(id, all, store.outbox)));
      const troubles = cases.flatMap(({ id, name, findings }) =>
        findings
          .filter(isTrouble)
          .map(
            (finding) => `${name === null ? id : `#${name}`}: ${plain(findingWords(finding, config.defaults.zone))}`,
          ),
      );
      const open = found.isPublic === true && config.onlyServers === null;
      const isPublic = open
        ? ['Anybody can add this bot to their server: switch "Public Bot" off, or set `onlyServers`.']
        : [];
      if (troubles.length > 0) return { state: 'fix', says: [...troubles, ...isPublic].join('\n') };
      const well = ids.length === 1 ? '1 channel gets what it should' : `${ids.length} channels get what they should`;
      return { state: open ? 'note' : 'well', says: [well, ...isPublic].join('\n') };
    });
  }
  const left = byGuild.size - MOST_SERVERS;
  if (left > 0)
    await examine('servers', async () => ({
      state: 'note',
      says: `${left} more were not asked about: /datewatch check in each says it.`,
    }));
}

/** Without Discord's markdown. */
function plain(text: string): string {
  return text.replace(/\*\*|(?<!\\)\*/g, '').replaceAll('\\', '');
}
