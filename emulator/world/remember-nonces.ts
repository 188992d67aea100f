/**
 * `enforce_nonce`: a nonce names one message of its author, in any channel, for some time
 * (https://discord.com/developers/docs/resources/message#create-message says "the past few minutes").
 */
export interface NonceMemory {
  /** The message this nonce made within the window, even if it was deleted since. */
  find(nonce: string): { readonly channelId: string; readonly messageId: string } | undefined;
  remember(nonce: string, channelId: string, messageId: string): void;
  clear(): void;
}

/** Machine time alone counts here: a simulated world may run through days within the window. */
export function createNonceMemory(machineNow: () => number, windowMs: number): NonceMemory {
  const known = new Map<string, { readonly channelId: string; readonly messageId: string; readonly atMs: number }>();
  return {
    find: (nonce) => {
      const found = known.get(nonce);
      return found !== undefined && machineNow() - found.atMs <= windowMs ? found : undefined;
    },
    remember: (nonce, channelId, messageId) => {
      known.delete(nonce);
      known.set(nonce, { channelId, messageId, atMs: machineNow() });
      // Insertion order is age: the oldest are dropped as soon as they can no longer matter.
      for (const [old, { atMs }] of known) {
        if (machineNow() - atMs <= windowMs) break;
        known.delete(old);
      }
    },
    clear: () => known.clear(),
  };
}
