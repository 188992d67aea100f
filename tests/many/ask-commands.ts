import { setTimeout as sleep } from 'node:timers/promises';
import type { Emulator, RequestRecord } from '../../emulator/emulator.ts';
import type { Random } from '../torture/seeded-random.ts';
import type { Handovers } from './follow-handovers.ts';
import type { Place } from './many-servers.ts';

/** Commands that only read, and one that writes what is there already. */
const COMMANDS = ['help', 'dates next', 'datewatch subscribe'];
const EVERY_MS = 1_000;
/** So long a person waits: https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-callback */
const DEADLINE_MS = 3_000;
/** A sentence of the emulator where nothing answered in time. */
const UNANSWERED = 'did not respond';

type Asked = { readonly command: string; readonly shard: number; readonly at: number; readonly said: string | null };

/** Sends commands in bursts from random servers, and counts what becomes of them. */
export function askCommands(emulator: Emulator, places: readonly Place[], perBurst: number, random: Random) {
  const asked: Promise<Asked>[] = [];
  const answers = new Map<string, RequestRecord[]>();
  let isOver = false;
  emulator.on('request', (request) => {
    const [, id] = /^\/interactions\/(\d+)\/[^/]+\/callback/.exec(request.path) ?? [];
    if (request.method === 'POST' && id !== undefined) answers.set(id, [...(answers.get(id) ?? []), request]);
  });
  const ask = async (): Promise<Asked> => {
    const { channel, shard } = random.pick(places);
    const at = Date.now();
    const command = random.pick(COMMANDS);
    const doing = { name: command, channelId: channel, until: 'acknowledged' } as const;
    const failed = await emulator.interact.command(doing).then(
      () => null,
      (error: unknown) => String(error),
    );
    return { command, shard, at, said: failed };
  };
  const burst = (count: number): void => {
    for (let nth = 0; nth < count; nth += 1) asked.push(ask());
  };
  const running = (async () => {
    while (!isOver) {
      burst(perBurst);
      await sleep(EVERY_MS);
    }
  })();
  return {
    burst,
    /** Ends them. What was not answered while its shard was at hand, and how often one was answered twice. */
    async judge({ hadGap }: Pick<Handovers, 'hadGap'>) {
      isOver = true;
      await running;
      const all = await Promise.all(asked);
      const unanswered = all.filter(({ said }) => said !== null);
      const odd = unanswered.flatMap(({ said }) => (said?.includes(UNANSWERED) === true ? [] : [said]));
      const outside = unanswered.filter(({ shard, at }) => !hadGap(shard, at, at + DEADLINE_MS));
      const again = [...answers.values()].filter(({ length }) => length > 1);
      const twice = again.filter((all) => all.some(({ accepted }) => accepted));
      return {
        asked: all.length,
        unanswered: unanswered.length,
        outside: outside.length,
        odd,
        twice: twice.length,
        vain: again.length - twice.length,
        details: [
          ...again.map((all) => `again: ${all.map(describeAnswer).join(', ')}`),
          ...outside.map(
            ({ shard, at, command, said }) => `unanswered: ${timeOf(at)} ${command} on shard ${shard}: ${said}`,
          ),
        ],
      };
    },
  };
}

function timeOf(at: number): string {
  return new Date(at).toISOString().slice(11, 23);
}

function describeAnswer({ atMs, tookMs, status, code }: RequestRecord): string {
  return `${timeOf(atMs)} for ${Math.round(tookMs)} ms: ${status} ${code ?? ''}`.trim();
}
