import { cleanText, joinNames, shorten } from '../render/text/escape-text.ts';
import type { ChannelFact } from './facts.ts';
import { statusText } from './status-words.ts';

const MOST_NAMES = 3;
const LONGEST = 60;

/** The first few names, and how many more there are. */
export function someChannels(channels: readonly ChannelFact[], count: number, withServer: boolean): string {
  const shown = channels.slice(0, MOST_NAMES);
  const names = channelNames(shown, withServer);
  const more = count - shown.length;
  return more > 0 ? statusText('moreChannels', { names, count: more }) : names;
}

/** The names of channels; the server's is said once where they share it. */
function channelNames(channels: readonly ChannelFact[], withServer: boolean): string {
  const servers = new Set(channels.map(({ server }) => server));
  const server = channels[0]?.serverName ?? null;
  const together = servers.size === 1;
  const names = channels.map((one) => channelName(one, withServer && !together));
  const joined = joinNames(names, 'and');
  return withServer && together && server !== null ? `${joined} (${clip(server)})` : joined;
}

/** The name of a channel as people see it, or its id. */
export function channelName({ id, name, serverName }: ChannelFact, withServer = true): string {
  if (name === null) return statusText('channelId', { id });
  const shown = `#${clip(name)}`;
  return serverName === null || !withServer ? shown : `${shown} (${clip(serverName)})`;
}

/** The address of a channel in Discord; `null` where there is none. Ids are numbers, so nothing needs to be encoded. */
export function channelLink(channel: ChannelFact | null | undefined): string | null {
  if (channel == null || channel.server === null) return null;
  return /^\d+$/.test(`${channel.server}${channel.id}`)
    ? `https://discord.com/channels/${channel.server}/${channel.id}`
    : null;
}

function clip(name: string): string {
  return shorten(cleanText(name), LONGEST);
}
