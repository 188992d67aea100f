import { setTimeout as sleep } from 'node:timers/promises';
import type { Checkpoint } from '../../src/outbox/checkpoint.ts';
import { editList } from './edit-list.ts';
import { judgeRun, type SeenRun, type Verdict } from './judge-run.ts';
import { listText, type MadeEvent, makeEvent } from './made-events.ts';
import { makeHardships } from './make-hardships.ts';
import { type Channel, LEADS, makePlaces, settingsText, worldOfPlaces } from './make-places.ts';
import { measurePace } from './measure-pace.ts';
import { readMessage, type SeenMessage } from './read-cards.ts';
import { readLedger } from './read-ledger.ts';
import type { Child } from './run-child.ts';
import { seededRandom } from './seeded-random.ts';
import { makeMachineClock } from './set-clock.ts';
import { startFixture, type TortureFixture } from './start-fixture.ts';
import type { Epoch, Life, Story } from './story.ts';
import { type FaultCount, throwFaults } from './throw-faults.ts';
import { makePeople } from './use-discord.ts';
import { type SlowClock, slowDown } from './world-clock.ts';

/** What is taken from the program in order to show that the check can fail. */
export type Control = 'no-nonce' | 'no-date';

/** What a run is asked for. */
export type TortureOptions = {
  readonly kills: number;
  /** Repeats what is done; when exactly things happen in a process that is killed, no seed can. */
  readonly seed: number;
  /** Without the nonce there must be doubles, without Discord's date something lost or untrue, or the check cannot fail. */
  readonly control: Control | null;
  /** Told of each life. */
  say(line: string): void;
};

export type TortureReport = Verdict & {
  readonly kills: number;
  readonly faults: FaultCount;
  readonly edits: ReadonlyMap<string, number>;
  /** Bodies that Discord would have refused. */
  readonly violations: number;
  readonly seconds: number;
  /** What was judged, to be kept. */
  readonly seen: SeenRun;
};

/** One second is half a world minute: a life of three seconds sees tens of reminders, and 500 of them half a day. */
const SPEED = 30;
/** Spring's change of clocks in New York comes nine hours later. */
const START = Date.UTC(2026, 2, 7, 22);
const EVENT_EVERY_MS = 4 * 60_000;
/** Machine ms for which the list of a run is long enough, a life. */
const LONGEST_LIFE_MS = 4_000;
const POINTS: readonly Checkpoint[] = [
  'before reserve',
  'after reserve',
  'before send',
  'after send',
  'before record',
  'after record',
];
/** A child that has not started by then never will, on however slow a machine. */
const STUCK_MS = 120_000;
/** Runs shorter than this are for the suite: without long lives, and soon at their end. */
const LONG_RUN = 20;

/** Runs the program, kills it so many times while reminders fall due, and judges what is in the channels. */
export async function torture(run: TortureOptions): Promise<TortureReport> {
  const random = seededRandom(run.seed);
  const editRandom = seededRandom(run.seed + 1);
  const { guilds, channels } = makePlaces(random);
  const isLongRun = run.kills >= LONG_RUN;
  /** How long an ordinary life goes on after its start. */
  const mostMs = isLongRun ? 2_200 : 1_000;
  const count = 60 + Math.ceil((run.kills * LONGEST_LIFE_MS * SPEED) / EVENT_EVERY_MS);
  let events: MadeEvent[] = Array.from({ length: count }, (_, index) =>
    makeEvent(index + 1, START + (index + random.next()) * EVENT_EVERY_MS, random),
  );
  const options = { sessionStart: { total: 1e6, remaining: 1e6 } };
  const pace = await measurePace();
  const speed = SPEED / pace;
  const fixture = await startFixture({ world: worldOfPlaces(guilds, channels), worldAt: START, speed, options });
  const clock = slowDown(fixture.line, pace);
  const story: Story = {
    lives: [],
    epochs: new Map(channels.map(({ id }) => [id, []])),
    creates: [],
    edits: [],
    forgotten: [],
    away: [],
  };
  watchRequests(fixture, story, clock);
  const messages: SeenMessage[] = [];
  const posted = new Set<string>();
  fixture.emulator.on('message', (message) => {
    posted.add(`${message.channelId}/${message.id}`);
    const seen = readMessage(message);
    if (seen !== null) messages.push(seen);
  });
  const faults: FaultCount = new Map();
  const edits = new Map<string, number>();
  const note = (edit: string): void => void edits.set(edit, (edits.get(edit) ?? 0) + 1);
  const begin = (channel: Channel, from: number, surely: number, how: Pick<Epoch, 'cause' | 'sure'>): Epoch => {
    const { zone, postingTime } = channel.guild;
    const last = story.epochs.get(channel.id)?.at(-1)?.from ?? from;
    const epoch = {
      from: Math.max(from, last),
      surely,
      ...how,
      list: events,
      leads: channel.leads.split(' '),
      zone,
      postingTime,
    };
    story.epochs.get(channel.id)?.push(epoch);
    return epoch;
  };
  const people = makePeople({ emulator: fixture.emulator, guilds, channels, random, note, begin, now: clock.now });
  fixture.emulator.on('message', ({ channelId }) => people.arrived(channelId));
  const began = Date.now();
  let bootMs = 1_500;

  const edit = async (): Promise<void> => {
    events = editList(events, fixture.worldNow(), random, note);
    const byFile = channels.filter(({ byCommand }) => !byCommand);
    if (random.chance(0.3) && byFile.length > 0) {
      random.pick(byFile).leads = random.pick(LEADS);
      note('leads changed');
    }
  };
  /** Starts a child; where something was edited, it is in force for sure once the child says that it runs. */
  const bear = (hasNews: boolean, dieAt: { point: Checkpoint; nth: number; from: number } | null) => {
    const before = story.lives.at(-1)?.ended;
    const spawned = clock.now();
    const life: Life = { list: events, spawned, running: null, ended: Number.POSITIVE_INFINITY };
    story.lives.push(life);
    const cause = before === undefined ? 'created' : 'changed';
    const news = (hasNews ? channels : []).map((channel) =>
      begin(channel, before ?? spawned, Number.POSITIVE_INFINITY, {
        cause,
        sure: !channel.closed && channel.guild !== people.muddled(),
      }),
    );
    const child = fixture.start({
      ...(dieAt === null ? {} : { dieAt }),
      turns: machineClock.begin(),
      ...(run.control === 'no-nonce' ? { nonce: 'off' as const } : {}),
      ...(run.control === 'no-date' ? { date: 'off' as const } : {}),
    });
    const up = child.running.then(() => {
      life.running = clock.now();
      bootMs = 0.8 * bootMs + 0.2 * (life.running - spawned);
      for (const epoch of news) epoch.surely = life.running;
    });
    up.catch(() => undefined);
    return { child, up, life };
  };
  const machineClock = makeMachineClock({ random: seededRandom(run.seed + 3), speed, note });
  const end = (life: Life): void => {
    life.ended = clock.now();
    machineClock.end((life.ended - life.spawned) * pace);
  };
  const hardships = makeHardships({
    ...{ fixture, story, note, now: clock.now, asked: people.asked },
    random: seededRandom(run.seed + 2),
  });
  /** Hours pass meanwhile, so that only a long run has it. */
  const suffer = async (child: Child, up: Promise<void>): Promise<void> => {
    await startsInTime(child, up);
    let lives = true;
    void child.ended.then(() => {
      lives = false;
    });
    await hardships.outage(() => lives);
    await endsWithin(child, pace, 8_000);
  };
  const live = async (number: number): Promise<void> => {
    if (isLongRun && number > 0) await hardships.betweenLives();
    const hasEdit = number > 0 && random.chance(0.25);
    const hasPeople = number > 0 && !hasEdit && random.chance(0.3);
    const isPoint = number > 0 && !hasEdit && !hasPeople && random.chance(0.5);
    const isLong = isLongRun && !isPoint && random.chance(0.2);
    const hasOutage = isLongRun && number > 0 && !hasEdit && !hasPeople && !isPoint && hardships.wantsOutage();
    const dieAt = isPoint ? { point: random.pick(POINTS), nth: random.whole(1, 6), from: 0 } : null;
    if (hasEdit) await edit();
    if (number === 0 || hasEdit) {
      await fixture.writeList(listText(events));
      await fixture.writeSettings(settingsText(guilds, channels));
    }
    const { child, up, life } = bear(number === 0 || hasEdit, dieAt);
    const calm = throwFaults(fixture.emulator, { creates: random, edits: editRandom }, faults);
    if (hasOutage) await suffer(child, up);
    else if (number === 0 || hasEdit || hasPeople || isLong) {
      await startsInTime(child, up);
      if (hasPeople) await people.act();
      if (isLongRun && hasEdit) await hardships.cutList(listText(events));
      await endsWithin(child, pace, isLong ? random.between(6_000, 8_500) : random.between(200, mostMs));
    } else await endsWithin(child, pace, isPoint ? bootMs + 2 * mostMs : random.between(200, bootMs + mostMs));
    child.kill();
    const { killed } = await child.ended;
    calm();
    end(life);
    if (!killed) throw new Error(`A child ended by itself:\n${child.said.join('\n')}`);
    const how = dieAt === null ? '' : `, to die ${dieAt.point} (${dieAt.nth})`;
    run.say(`life ${number}: ${life.ended - life.spawned} ms${how}`);
  };
  /** Nothing disturbs the last one: what is still owed comes now. */
  const liveOut = async (): Promise<void> => {
    await fixture.writeList(listText(events));
    const { child, up, life } = bear(false, null);
    await startsInTime(child, up);
    await endsWithin(child, pace, isLongRun ? 20_000 : 6_000);
    const code = await child.stop();
    end(life);
    if (code !== 0) throw new Error(`The last child ended with ${code}:\n${child.said.join('\n')}`);
  };

  try {
    for (let number = 0; number < run.kills; number += 1) await live(number);
    await liveOut();
    const atEnd = fixture.emulator.messages().flatMap((message) => readMessage(message) ?? []);
    const found = { messages, posted, atEnd, ...readLedger(fixture.state) };
    const seen: SeenRun = { story, line: clock.line, end: clock.now(), ...found };
    const seconds = Math.round((Date.now() - began) / 1_000);
    story.away.push(...people.stillAway());
    const violations = fixture.emulator.violations.length;
    return { ...judgeRun(seen), kills: run.kills, faults, edits, violations, seconds, seen };
  } finally {
    await fixture.close();
  }
}

async function startsInTime(child: Child, up: Promise<void>): Promise<void> {
  const isUp = await Promise.race([up.then(() => true), sleep(STUCK_MS, false, { ref: false })]);
  if (!isUp) throw new Error(`It does not start:\n${child.said.join('\n')}`);
}

async function endsWithin(child: Child, pace: number, ms: number): Promise<void> {
  await Promise.race([child.ended, sleep(ms * pace, undefined, { ref: false })]);
}

/** The emulator keeps the newest requests only; the judge needs every create and edit. */
function watchRequests({ emulator }: TortureFixture, story: Story, clock: SlowClock): void {
  emulator.on('request', ({ method, path, nonce, atMs, tookMs, status }) => {
    const [, channel, message] = /^\/channels\/(\d+)\/messages(\/\d+)?$/.exec(path) ?? [];
    if (channel === undefined) return;
    const of = message ?? nonce ?? '';
    const seen = { channel, of, at: clock.at(atMs), tookMs: clock.at(atMs + tookMs) - clock.at(atMs), status };
    if (method === 'POST' && message === undefined) story.creates.push(seen);
    if (method === 'PATCH' && message !== undefined) story.edits.push(seen);
  });
}
