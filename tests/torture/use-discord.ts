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
  /** A message has arrived in that channel: if its rights were given back, it has come back. */
  arrived(channel: string): void;
  /** The channels whose rights were given back and in which nothing has arrived since. */
  stillAway(): readonly string[];
  /** The server whose clock may or may not have been changed by a command that was never answered. */
  muddled(): Guild | null;
};

const SEND_MESSAGES = 1n << 11n;
const VIEW_AND_SEND = SEND_MESSAGES | (1n << 10n);

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
  let broken: readonly Channel[] = [];
  const returning = new Map<Channel, number>();
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
  /** The clock of a server, typed on the card of a channel; whether it was answered, and did something. */
  const onCard = async (channel: Channel, fields: Record<string, string>): Promise<boolean> => {
    asked += 1;
    const who = { channelId: channel.id, userId: channel.guild.owner };
    try {
      const { message } = await emulator.interact.command({ ...who, name: 'datewatch setup' });
      const messageId = message?.id ?? '';
      const press = (customId: string) => emulator.interact.button({ ...who, messageId, customId });
      await press(`setup:open:${channel.id}:server`);
      const form = await press(`setup:form:${channel.id}:server`);
      const customId = String(form.modal?.['custom_id']);
      const outcome = await emulator.interact.modalSubmit({ ...who, messageId, customId, fields });
      note('the card answered');
      return !outcome.content.includes('Nothing was changed');
    } catch {
      note('the card unanswered');
      return false;
    }
  };
  const close = (closing: readonly Channel[]): void => {
    for (const channel of closing) {
      emulator.change.setBotOverwrite(channel.id, { deny: closing.length > 1 ? VIEW_AND_SEND : SEND_MESSAGES });
      channel.closed = true;
      begin(channel, now(), now(), { cause: 'changed', sure: false });
    }
    asked += 1;
    broken = closing;
    note(closing.length > 1 ? 'server vanished' : 'channel closed');
  };
  /** The rights are given back and nothing else: the program has to find it out. */
  const giveBack = (): void => {
    for (const channel of broken) {
      emulator.change.setBotOverwrite(channel.id, { deny: 0n });
      returning.set(channel, now());
    }
    asked += 1;
    broken = [];
    note('rights given back');
  };
  const reopen = async (channel: Channel): Promise<void> => {
    emulator.change.setBotOverwrite(channel.id, { deny: 0n });
    const from = now();
    const leads = random.pick(LEADS);
    channel.byCommand = true;
    if (!(await command(channel, 'datewatch subscribe', { channel: channel.id, leads }))) return;
    channel.leads = leads;
    channel.closed = false;
    broken = [];
    begin(channel, from, now(), { cause: 'created', sure: channel.guild !== muddled });
  };
  const changeClock = async (guild: Guild): Promise<void> => {
    const own = channels.filter((channel) => channel.guild === guild);
    const [zone, postingTime] = [random.pick(ZONES), `${String(random.whole(0, 23)).padStart(2, '0')}:15`];
    const from = now();
    const done = await onCard(random.pick(own), { zone, time: postingTime });
    if (done) Object.assign(guild, { zone, postingTime });
    muddled = done ? null : guild;
    for (const channel of own) begin(channel, from, now(), { cause: 'changed', sure: done && !channel.closed });
  };
  return {
    asked: () => asked,
    muddled: () => muddled,
    arrived(id) {
      for (const [channel, from] of returning) {
        if (channel.id !== id) continue;
        returning.delete(channel);
        channel.closed = false;
        begin(channel, from, now(), { cause: 'created', sure: channel.guild !== muddled });
      }
    },
    stillAway: () => [...returning.keys()].map((channel) => channel.id),
    async act() {
      const [first, ...others] = broken;
      if (first === undefined) {
        if (random.chance(0.25) && returning.size === 0) {
          const one = random.pick(channels);
          close(random.chance(0.3) ? channels.filter(({ guild }) => guild === one.guild) : [one]);
        }
      } else if (random.chance(0.4)) {
        if (others.length > 0 || random.chance(0.5)) giveBack();
        else await reopen(first);
      }
      if (muddled !== null) await changeClock(muddled);
      else if (random.chance(0.1)) await changeClock(random.pick(guilds));
    },
  };
}
