import type { Emulator } from '../../emulator/emulator.ts';
import { ZONES } from './made-events.ts';
import { type Channel, type Guild, LEADS } from './make-places.ts';
import type { Random } from './seeded-random.ts';
import type { Epoch } from './story.ts';

/** What people do in Discord while the program lives: shut it out of a channel, let it in again, change a clock. */
export type People = {
  /** Does one thing or another, or nothing, and waits for the answer of the program. */
  act(): Promise<void>;
  /** How often a command asked for something that only the state knows. */
  asked(): number;
  /** The server whose clock may or may not have been changed by a command that was never answered. */
  muddled(): Guild | null;
};

const SEND_MESSAGES = 1n << 11n;

/** `begin` is called with each change of what is in force, from when on (machine ms) and how sure that is. */
export function makePeople(parts: {
  readonly emulator: Emulator;
  readonly guilds: readonly Guild[];
  readonly channels: readonly Channel[];
  readonly random: Random;
  now(): number;
  note(what: string): void;
  begin(channel: Channel, from: number, surely: number, how: Pick<Epoch, 'cause' | 'sure'>): void;
}): People {
  const { emulator, guilds, channels, random, now, note, begin } = parts;
  let broken: Channel | null = null;
  let asked = 0;
  let muddled: Guild | null = null;

  /** Whether it was answered, and did something. */
  const command = async (channel: Channel, name: string, options: Record<string, string>): Promise<boolean> => {
    asked += 1;
    const doing = { name, options, channelId: channel.id, userId: channel.guild.owner };
    try {
      const outcome = await emulator.interact.command(doing);
      note(`/${name} answered`);
      return !outcome.content.includes('Nothing was changed');
    } catch {
      note(`/${name} unanswered`);
      return false;
    }
  };
  const close = (channel: Channel): void => {
    emulator.change.setBotOverwrite(channel.id, { deny: SEND_MESSAGES });
    channel.closed = true;
    broken = channel;
    begin(channel, now(), now(), { cause: 'changed', sure: false });
    note('channel closed');
  };
  const reopen = async (channel: Channel): Promise<void> => {
    emulator.change.setBotOverwrite(channel.id, { deny: 0n });
    const from = now();
    const leads = random.pick(LEADS);
    channel.byCommand = true;
    if (!(await command(channel, 'subscribe', { channel: channel.id, leads }))) return;
    channel.leads = leads;
    channel.closed = false;
    broken = null;
    begin(channel, from, now(), { cause: 'created', sure: channel.guild !== muddled });
  };
  const changeClock = async (guild: Guild): Promise<void> => {
    const own = channels.filter((channel) => channel.guild === guild);
    const [zone, postingTime] = [random.pick(ZONES), `${String(random.whole(0, 23)).padStart(2, '0')}:15`];
    const from = now();
    const done = await command(random.pick(own), 'settings', { zone, 'posting-time': postingTime });
    if (done) Object.assign(guild, { zone, postingTime });
    muddled = done ? null : guild;
    for (const channel of own) begin(channel, from, now(), { cause: 'changed', sure: done && !channel.closed });
  };
  return {
    asked: () => asked,
    muddled: () => muddled,
    async act() {
      if (broken === null) {
        if (random.chance(0.25)) close(random.pick(channels));
      } else if (random.chance(0.4)) await reopen(broken);
      if (muddled !== null) await changeClock(muddled);
      else if (random.chance(0.1)) await changeClock(random.pick(guilds));
    },
  };
}
