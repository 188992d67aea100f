import type { SeenServer } from '../../discord/gateway/read-packet.ts';

/** Names of channels and servers, as far as the gateway has shown them. */
export type Names = {
  seen(server: SeenServer): void;
  channel(id: string): string | null;
  server(id: string): string | null;
};

/** More than a page could need, and the same memory however many servers there are. */
const MOST = 5_000;

/** Keeps the first few thousand names of each sort. */
export function keepNames(): Names {
  const channels = new Map<string, string>();
  const servers = new Map<string, string>();
  const keep = (names: Map<string, string>, id: string, name: string | null): void => {
    if (name !== null && (names.size < MOST || names.has(id))) names.set(id, name);
  };
  return {
    seen({ server, name, channels: shown }) {
      keep(servers, server, name);
      for (const one of shown) keep(channels, one.id, one.name);
    },
    channel: (id) => channels.get(id) ?? null,
    server: (id) => servers.get(id) ?? null,
  };
}
