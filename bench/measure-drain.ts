import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Counting } from '../emulator/emulator.ts';
import { parseLead } from '../src/model/lead.ts';
import { ofGuild, type Subscription } from '../src/model/subscription.ts';
import { realMachine } from '../src/time/machine.ts';
import { askMeanwhile, DEEDS, type Deed, poolWaits, type Waits, type WaitsByDeed } from './ask-meanwhile.ts';
import { ANSWER_MS, type Burst, channelId, guildId, openServers, PER_SECOND, watchBurst } from './drain-servers.ts';
import type { Figure, Measurement } from './figure.ts';
import { openFilledState } from './fill-state.ts';
import { type Child, runRival, runShifted } from './run-child.ts';
import { takePercentile } from './take-percentile.ts';

const CHANNELS = 3_000;
/** A loop takes five minutes for all of them, at the same pace from the first to the last. */
const LOOP_CHANNELS = 300;
/** World time at which all is due. */
const DUE = Date.UTC(2026, 4, 4, 12);
/** From the start of a program to the instant: it starts, and ours then answers commands while nothing is due. */
const LEAD_IN_MS = 25_000;
const RIVAL_LEAD_IN_MS = 8_000;
/** The commands that are compared end so long before the burst begins; those of the first seconds are not counted. */
const QUIET_MS = 1_000;
const WARM_UP_MS = 8_000;
const ASK_EVERY_MS = 50;
const COUNTINGS: readonly Counting[] = ['fixed', 'sliding', 'bucket'];
const LIST = `covers: One date, to measure
zone: UTC
sources:
  office: { name: Office }
events:
  - id: filing
    title: Filing
    kind: filing
    certainty: confirmed
    claims: [{ source: office, published: 2026-05-01, date: { closes: 2026-05-04 12:00 } }]
    lastVerified: 2026-05-01
`;
const machine = realMachine();

type OurRun = {
  readonly counting: Counting;
  readonly burst: Burst;
  readonly idle: WaitsByDeed;
  readonly during: WaitsByDeed;
};
type RivalRun = { readonly name: string; readonly burst: Burst; readonly channels: number };

/**
 * A burst: 3,000 channels whose reminder is due at the same instant, against an emulated Discord that answers after 100 ms
 * and enforces 50 requests a second and 5 messages a channel in 5 s. Each ratio is the time from the due instant to the
 * last message, beside the 60 s that 3,000 requests take at 50 a second. Ours is the program itself with its SQLite
 * state, once under each way in which Discord may count, answering 20 commands a second before and meanwhile,
 * of which every fourth writes.
 *
 * Misleading would be: the network, which here is none, since on the way to Discord requests drift apart and together; the
 * loop's figure as measured with all channels, since it is drawn from 300; or the rivals' rate as safe, since theirs is
 * counted one way only. What a rival loses in a crash is not measured here at all.
 */
export async function measureDrain(form: { readonly quick: boolean }): Promise<Measurement> {
  const channels = form.quick ? 300 : CHANNELS;
  const ours: OurRun[] = [];
  for (const counting of COUNTINGS) ours.push(await runOurs(counting, channels));
  const rivals: RivalRun[] = [];
  for (const { name, way, count } of [
    { name: '`for … await channel.send()`', way: 'loop', count: Math.min(LOOP_CHANNELS, channels) },
    { name: '`Promise.all` of discord.js', way: 'all', count: channels },
    { name: 'p-queue, 50 a second', way: 'queue', count: channels },
  ] as const) {
    say(`drain: ${name}`);
    rivals.push({ name, channels: count, burst: await runOneRival(way, count) });
  }
  return {
    name: 'drain',
    title: `${channels.toLocaleString('en')} channels due at once, answers after ${ANSWER_MS} ms`,
    figures: [
      ...ours.flatMap((run) => ourFigures(run, channels)),
      ...rivals.flatMap(rivalFigures),
      ...waitFigures(ours),
    ],
    notes: [
      `Beside the ${channels / PER_SECOND} s that ${PER_SECOND} requests a second take; from the due instant to the last message.`,
      `The loop sent to ${LOOP_CHANNELS} channels and is drawn from those. Rivals are discord.js and its defaults under a sliding second.`,
      'Twenty commands a second before and meanwhile; each that writes subscribes a channel outside the burst anew.',
    ],
  };
}

async function runOurs(counting: Counting, channels: number): Promise<OurRun> {
  say(`drain: Datewatch, Discord counts in a ${counting} way`);
  const folder = await mkdtemp(join(tmpdir(), 'datewatch-bench-'));
  const [state, data] = [join(folder, 'state'), join(folder, 'data')];
  await mkdir(data);
  await writeFile(join(data, 'one.yaml'), LIST);
  const filled = await openFilledState({
    folder: state,
    clock: 'real',
    machine,
    subscriptions: makeSubscriptions(channels),
    guilds: [],
    people: [],
  });
  await filled.close();
  // Whole seconds, so that a minute of this world begins with a second of the machine, as it does in the real one.
  const offsetMs = Math.floor((DUE - machine.now() - LEAD_IN_MS) / 1_000) * 1_000;
  const dueMs = DUE - offsetMs;
  const emulator = await openServers({ machine, channels, counting, offsetMs });
  try {
    return await withChild(await runShifted({ ...emulator, state, data, offsetMs }), async () => {
      const everyMs = ASK_EVERY_MS;
      await askMeanwhile(emulator, machine, { everyMs, over: machine.sleep(WARM_UP_MS) });
      const calm = machine.sleep(dueMs - QUIET_MS - machine.now());
      const idle = await askMeanwhile(emulator, machine, { everyMs, over: calm });
      const watched = watchBurst(emulator, machine, { dueMs, expected: channels });
      await machine.sleep(dueMs - machine.now());
      const during = await askMeanwhile(emulator, machine, { everyMs, over: watched });
      return { counting, burst: report(await watched), idle, during };
    });
  } finally {
    await emulator.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function runOneRival(way: 'loop' | 'all' | 'queue', channels: number): Promise<Burst> {
  const dueMs = machine.now() + RIVAL_LEAD_IN_MS;
  const emulator = await openServers({ machine, channels, counting: 'sliding', offsetMs: 0 });
  try {
    const more = [String(dueMs), String(channels), way];
    return await withChild(await runRival('send-due', { ...emulator, more }), async () =>
      report(await watchBurst(emulator, machine, { dueMs, expected: channels })),
    );
  } finally {
    await emulator.stop();
  }
}

/** A subscription of each channel for the minute itself. */
function makeSubscriptions(channels: number): Subscription[] {
  const at = parseLead('at');
  if (at === null) throw new Error('The lead "at" is not known.');
  return Array.from({ length: channels }, (_, index) => ({
    owner: ofGuild(guildId(index)),
    channel: channelId(index),
    filter: { topics: null, kinds: null },
    leads: [at],
    role: null,
    pingFor: ['confirmed'],
    since: DUE - 86_400_000,
    madeBy: 'command',
    paused: null,
  }));
}

function ourFigures({ counting, burst }: OurRun, channels: number): Figure[] {
  const what = (text: string) => `Datewatch, ${counting}: ${text}`;
  return [
    {
      what: what('beside the limit'),
      value: ratioOf(burst, channels),
      unit: '×',
      goal: { is: 'at most', bound: 1.03 },
    },
    { what: what('429s'), value: burst.limited, unit: 'requests', goal: { is: 'at most', bound: 0 } },
    {
      what: what('most in a sliding second'),
      value: burst.mostInSecond,
      unit: 'requests',
      goal: null,
    },
    { what: what('first message late by'), value: burst.firstMs, unit: 'ms', goal: { is: 'below', bound: 1_000 } },
    { what: what('last message late by'), value: burst.lastMs, unit: 'ms', goal: null },
    { what: what('doubled'), value: burst.doubled, unit: 'messages', goal: { is: 'at most', bound: 0 } },
  ];
}

function rivalFigures({ name, burst, channels }: RivalRun): Figure[] {
  return [
    { what: `${name}: beside the limit`, value: ratioOf(burst, channels), unit: '×', goal: null },
    { what: `${name}: 429s`, value: burst.limited, unit: 'requests', goal: null },
    { what: `${name}: most in a sliding second`, value: burst.mostInSecond, unit: 'requests', goal: null },
    { what: `${name}: doubled`, value: burst.doubled, unit: 'messages', goal: null },
  ];
}

function waitFigures(runs: readonly OurRun[]): Figure[] {
  const p99 = (waits: readonly number[]) => takePercentile(waits, 0.99);
  return DEEDS.flatMap((deed) => {
    const idle = poolWaits(runs.map((run) => run.idle[deed]));
    const during = poolWaits(runs.map((run) => run.during[deed]));
    return (['direct', 'deferral', 'edit'] as const).flatMap((kind): Figure[] => {
      const [calm, busy] = [p99(idle[kind]), p99(during[kind])];
      const row = (what: string, value: number, goal: Figure['goal'] = null): Figure => ({
        what: `commands that ${DEED_WORDS[deed]}, ${WORDS[kind]}: ${what}`,
        value,
        unit: 'ms',
        goal,
      });
      return [
        row(`p99 of ${idle[kind].length} while idle`, calm),
        row(`p99 of ${during[kind].length} during the burst`, busy),
        row('more during the burst', busy - calm, { is: 'at most', bound: 50 }),
      ];
    });
  });
}

const DEED_WORDS: Readonly<Record<Deed, string>> = { reads: 'read', writes: 'write' };
const WORDS: Readonly<Record<keyof Waits, string>> = {
  direct: 'answered at once',
  deferral: 'deferred',
  edit: 'deferred, until filled in',
};

function ratioOf({ lastMs }: Burst, channels: number): number {
  return lastMs / ((channels / PER_SECOND) * 1_000);
}

function report(burst: Burst): Burst {
  const { firstMs, lastMs, mostInSecond, limited, doubled } = burst;
  say(
    `  first after ${firstMs.toFixed(0)} ms, last after ${lastMs.toFixed(0)} ms, at most ${mostInSecond} in a second, ${limited} refused, ${doubled} doubled`,
  );
  return burst;
}

async function withChild<T>(child: Child, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } finally {
    await child.stop();
  }
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
