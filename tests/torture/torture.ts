import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Checkpoint } from '../../src/outbox/checkpoint.ts';
import type { ChildWish } from './child.ts';
import { editList } from './edit-list.ts';
import { judgeRun, type LedgerRow, type Verdict } from './judge-run.ts';
import { listText, type MadeEvent, makeEvent, ZONES } from './made-events.ts';
import { openYard, type Yard } from './open-yard.ts';
import { readMessage } from './read-cards.ts';
import type { Child } from './run-child.ts';
import { type Random, seededRandom } from './seeded-random.ts';
import type { Epoch, Life, Story } from './story.ts';
import { type FaultCount, throwFaults } from './throw-faults.ts';

/** What a run is asked for. */
export type TortureWish = {
  readonly kills: number;
  readonly seed: number;
  /** The control: without the nonce there must be doubles, or the check could not fail. */
  readonly control: 'no-nonce' | null;
  /** Told of each life. */
  say(line: string): void;
};

export type TortureReport = Verdict & {
  readonly kills: number;
  readonly faults: FaultCount;
  readonly edits: ReadonlyMap<string, number>;
  readonly violations: number;
  readonly seconds: number;
};

/** One second is a world minute: a tick looks at about a minute, and a life of three seconds sees tens of reminders. */
const SPEED = 60;
/** Spring's change of clocks in New York comes nine hours later. */
const START = Date.UTC(2026, 2, 7, 22);
const MINUTE = 60_000;
const EVENT_EVERY = 8 * MINUTE;
const LEADS = ['3h 1h 20m', '2h 1h 30m at', '90m 45m at 0d', '1d 0d 1h', '2h 40m 1d'] as const;
const POINTS: readonly Checkpoint[] = [
  'before reserve',
  'after reserve',
  'before send',
  'after send',
  'before record',
  'after record',
];
const SEND_MESSAGES = 1n << 11n;
const STUCK_MS = 20_000;

type Channel = { readonly id: string; readonly guild: Guild; leads: string; closed: boolean; byCommand: boolean };
type Guild = { readonly id: string; readonly owner: string; zone: string; postingTime: string };

function makePlaces(random: Random): { guilds: Guild[]; channels: Channel[] } {
  const guilds = [1, 2, 3].map((n) => ({
    id: `14280000000000000${n}0`,
    owner: `14280000000000000${n}9`,
    zone: random.pick(ZONES),
    postingTime: `0${6 + n}:30`,
  }));
  const channels = guilds.flatMap((guild) =>
    [1, 2, 3, 4, 5].map((n) => ({
      id: `${guild.id.slice(0, -1)}${n}`,
      guild,
      leads: LEADS[n - 1] ?? LEADS[0],
      closed: false,
      byCommand: false,
    })),
  );
  return { guilds, channels };
}

function settingsText(guilds: readonly Guild[], channels: readonly Channel[]): string {
  const servers = guilds.map(
    ({ id, zone, postingTime }) => `  "${id}": { zone: ${zone}, postingTime: ${postingTime} }\n`,
  );
  const wishes = channels.map(
    ({ id, guild, leads }) =>
      `  - { server: "${guild.id}", channel: "${id}", leads: [${leads.replaceAll(' ', ', ')}] }\n`,
  );
  return `zone: UTC\nservers:\n${servers.join('')}subscriptions:\n${wishes.join('')}`;
}

/** Runs the program, kills it so many times while reminders fall due, and judges what is in the channels. */
export async function torture(wish: TortureWish): Promise<TortureReport> {
  const random = seededRandom(wish.seed);
  const { guilds, channels } = makePlaces(random);
  const count = 30 + Math.ceil((wish.kills * 4 * SPEED * 1_000) / EVENT_EVERY);
  let events: MadeEvent[] = Array.from({ length: count }, (_, index) =>
    makeEvent(index + 1, START + (index + random.next()) * EVENT_EVERY, random),
  );
  const yard = await openYard({
    world: {
      guilds: guilds.map((guild) => ({
        id: guild.id,
        name: `Desk ${guild.id}`,
        channels: channels.filter((own) => own.guild === guild).map(({ id }) => ({ id, name: `dates-${id}` })),
        members: [{ id: guild.owner, username: `owner-${guild.id}`, owner: true }],
      })),
    },
    worldAt: START,
    speed: SPEED,
    options: { sessionStart: { total: 1e6, remaining: 1e6 } },
  });
  const story: Story = { lives: [], epochs: new Map(channels.map(({ id }) => [id, []])), creates: [] };
  yard.emulator.on('request', ({ method, path, atMs, tookMs, status }) => {
    const channel = /^\/channels\/(\d+)\/messages$/.exec(path)?.[1];
    if (method === 'POST' && channel !== undefined) story.creates.push({ channel, at: atMs, tookMs, status });
  });
  const faults: FaultCount = new Map();
  const edits = new Map<string, number>();
  const note = (edit: string): void => void edits.set(edit, (edits.get(edit) ?? 0) + 1);
  const began = Date.now();
  let boot = 1_500;
  let broken: Channel | null = null;
  let muddled: Guild | null = null;

  const push = (channel: Channel, from: number, surely: number, how: Pick<Epoch, 'cause' | 'sure'>): Epoch => {
    const { zone, postingTime } = channel.guild;
    const epoch = { from, surely, ...how, list: events, leads: channel.leads.split(' '), zone, postingTime };
    story.epochs.get(channel.id)?.push(epoch);
    return epoch;
  };

  /** A person's command in a channel; whether it was answered. */
  const command = async (channel: Channel, name: string, options: Record<string, string>): Promise<boolean> => {
    try {
      const outcome = await yard.emulator.interact.command({
        name,
        options,
        channelId: channel.id,
        userId: channel.guild.owner,
      });
      note(`/${name} answered`);
      return !outcome.content.includes('Nothing was changed');
    } catch {
      note(`/${name} unanswered`);
      return false;
    }
  };

  const closeChannel = (channel: Channel): void => {
    yard.emulator.change.setBotOverwrite(channel.id, { deny: SEND_MESSAGES });
    channel.closed = true;
    broken = channel;
    push(channel, Date.now(), Date.now(), { cause: 'changed', sure: false });
    note('channel closed');
  };
  const reopenChannel = async (channel: Channel): Promise<void> => {
    yard.emulator.change.setBotOverwrite(channel.id, { deny: 0n });
    const from = Date.now();
    const leads = random.pick(LEADS);
    channel.byCommand = true;
    const done = await command(channel, 'subscribe', { channel: channel.id, leads });
    if (!done) return;
    channel.leads = leads;
    channel.closed = false;
    broken = null;
    push(channel, from, Date.now(), { cause: 'created', sure: true });
  };
  const changeClock = async (guild: Guild): Promise<void> => {
    const own = channels.filter((channel) => channel.guild === guild);
    const [zone, postingTime] = [random.pick(ZONES), `${String(random.whole(0, 23)).padStart(2, '0')}:15`];
    const from = Date.now();
    const first = own[0];
    const done = first !== undefined && (await command(first, 'settings', { zone, 'posting-time': postingTime }));
    if (done) {
      guild.zone = zone;
      guild.postingTime = postingTime;
    }
    muddled = done ? null : guild;
    for (const channel of own) push(channel, from, Date.now(), { cause: 'changed', sure: done && !channel.closed });
  };

  const commandsOf = async (): Promise<void> => {
    if (broken !== null) {
      if (random.chance(0.4)) await reopenChannel(broken);
    } else if (random.chance(0.25)) closeChannel(random.pick(channels));
    if (muddled !== null) await changeClock(muddled);
    else if (random.chance(0.1)) await changeClock(random.pick(guilds));
  };

  const live = async (kind: 'kill' | 'last', number: number): Promise<void> => {
    const isFirst = number === 0;
    const hasEdit = !isFirst && kind === 'kill' && random.chance(0.25);
    const mayCommand = !isFirst && kind === 'kill' && !hasEdit && random.chance(0.25);
    if (hasEdit) {
      events = editList(events, yard.worldNow(), random, note);
      if (random.chance(0.3)) {
        // The file's word holds for channels whose subscription was not made by a command.
        const channel = random.pick(channels.filter(({ byCommand }) => !byCommand));
        channel.leads = random.pick(LEADS);
        note('leads changed');
      }
    }
    if (isFirst || hasEdit) {
      await yard.writeList(listText(events));
      await yard.writeSettings(settingsText(guilds, channels));
    }
    const isPoint = !isFirst && !hasEdit && !mayCommand && kind === 'kill' && random.chance(0.45);
    const dieAt = { point: random.pick(POINTS), nth: random.whole(1, 6), from: 0 };
    const more: Omit<ChildWish, 'line'> = {
      ...(isPoint ? { dieAt } : {}),
      ...(wish.control === 'no-nonce' ? { nonce: 'off' as const } : {}),
    };
    const before = story.lives.at(-1)?.ended;
    const spawned = Date.now();
    const child = yard.start(more);
    const life: Life = { list: events, spawned, running: null, ended: Number.POSITIVE_INFINITY };
    story.lives.push(life);
    const epochs =
      isFirst || hasEdit
        ? channels.map((channel) =>
            push(channel, before ?? spawned, Number.POSITIVE_INFINITY, {
              cause: isFirst ? 'created' : 'changed',
              sure: !channel.closed && channel.guild !== muddled,
            }),
          )
        : [];
    const up = child.running.then(() => {
      life.running = Date.now();
      boot = 0.8 * boot + 0.2 * (life.running - spawned);
      for (const epoch of epochs) epoch.surely = life.running;
    });
    up.catch(() => undefined);
    const stop = kind === 'kill' ? throwFaults(yard.emulator, random, faults) : () => undefined;
    await endLife(child, up, { isFirst, hasEdit, mayCommand, isPoint, kind });
    stop();
    life.ended = Date.now();
    wish.say(`life ${number}: ${life.ended - spawned} ms${isPoint ? `, to die ${dieAt.point} (${dieAt.nth})` : ''}`);
  };

  const endLife = async (
    child: Child,
    up: Promise<void>,
    how: { isFirst: boolean; hasEdit: boolean; mayCommand: boolean; isPoint: boolean; kind: 'kill' | 'last' },
  ): Promise<void> => {
    const wait = (ms: number) => Promise.race([child.ended, sleep(ms)]);
    const isLong = wish.kills >= 20 && !how.isPoint && random.chance(0.18);
    if (how.isFirst || how.hasEdit || how.mayCommand || how.kind === 'last' || isLong) {
      await Promise.race([
        up,
        sleep(STUCK_MS).then(() => Promise.reject(new Error(`It does not start:\n${child.said.join('\n')}`))),
      ]);
      if (how.mayCommand) await commandsOf();
      if (how.kind === 'last') {
        await wait(wish.kills >= 20 ? 12_000 : 5_000);
        const code = await child.stop();
        if (code !== 0) throw new Error(`The last child ended with ${code}:\n${child.said.join('\n')}`);
        return;
      }
      await wait(isLong ? random.between(6_000, 8_500) : random.between(200, 2_200));
    } else {
      await wait(how.isPoint ? boot + 4_000 : random.between(200, boot + 2_200));
    }
    child.kill();
    const { killed } = await child.ended;
    if (!killed) throw new Error(`A child ended by itself:\n${child.said.join('\n')}`);
  };

  try {
    for (let number = 0; number < wish.kills; number += 1) await live('kill', number);
    await live('last', wish.kills);
    const end = Date.now();
    const messages = yard.emulator.messages().flatMap((message) => readMessage(message) ?? []);
    if (process.env['KEEP']) { const { cpSync, writeFileSync } = await import('node:fs'); cpSync(yard.state, '/tmp/last-state', { recursive: true }); writeFileSync('/tmp/last.json', JSON.stringify({ messages: yard.emulator.messages().map((m) => ({ id: m.id, ch: m.channelId, at: new Date(m.createdMs).toISOString(), content: m.content, embeds: m.embeds, nonce: m.nonce })), creates: story.creates, lives: story.lives.map((l) => ({ ...l, list: 0 })), said: [...story.lives] .length, requests: yard.emulator.requests }, null, 0)); }
    const verdict = judgeRun({ story, line: yard.line, end, messages, ledger: readLedger(yard) });
    const seconds = Math.round((end - began) / 1_000);
    return { ...verdict, kills: wish.kills, faults, edits, violations: yard.emulator.violations.length, seconds };
  } finally {
    await yard.close();
  }
}

function readLedger(yard: Yard): LedgerRow[] {
  const database = new DatabaseSync(join(yard.state, 'datewatch.sqlite'), { readOnly: true });
  try {
    const rows = database.prepare('SELECT event, source_date AS date, lead, channel, state, reason FROM moments').all();
    return rows as unknown as LedgerRow[];
  } finally {
    database.close();
  }
}
