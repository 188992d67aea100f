import type { Playback, PlaybackAction, PlaybackView } from '../../../emulator/playback.ts';
import type { PlayedWorld } from './play-world.ts';
import type { Bot } from './run-bot.ts';
import { lanesOf } from './show-dates.ts';
import type { Story } from './stories.ts';

/** A demo that a person plays. */
export type Session = Playback & {
  /** Starts the program and lets the world run. Rejects with why it cannot. */
  begin(): Promise<void>;
  /** Resolves when the story has come to its end for the first time. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
};

/** Simulated seconds a second: a day in twelve seconds, in four, in one. */
const SPEEDS = [7_200, 21_600, 86_400];
/** Posts that are tried again later than this are not waited for. */
const SETTLE_MS = 60_000;

type ClockState = PlaybackView['clock']['state'];

/** Makes a session over a world that stands at the story's beginning, and a program that is not started. */
export function playSession(parts: {
  readonly world: PlayedWorld;
  readonly bot: Bot;
  readonly story: () => Story;
  readonly speed: number;
  readonly listeners: Set<() => void>;
}): Session {
  const { world, bot, listeners } = parts;
  const ended = Promise.withResolvers<void>();
  let state: ClockState = 'paused';
  let speed = parts.speed;
  let watch = new AbortController();
  const changed = (): void => {
    for (const listener of [...listeners]) listener();
  };
  const turn = (next: ClockState): void => {
    state = next;
    changed();
  };
  const stand = (): void => {
    watch.abort();
    world.run(0);
  };
  /** Runs on to the end of the story, at the person's speed. */
  const playOn = (): void => {
    watch.abort();
    watch = new AbortController();
    const { signal } = watch;
    const { to } = parts.story();
    world.stopAt(to);
    world.run(speed);
    turn('playing');
    void world.reach(to, signal).then(async () => {
      if (signal.aborted) return;
      await bot.settle(SETTLE_MS);
      if (signal.aborted) return;
      stand();
      turn('ended');
      ended.resolve();
    });
  };
  const act = async (action: PlaybackAction): Promise<string> => {
    switch (action.do) {
      case 'play':
        if (state === 'ended') throw new Error('The story has ended. Go back to an earlier day, or start it anew.');
        playOn();
        return 'Time runs.';
      case 'pause':
        stand();
        if (state === 'playing') turn('paused');
        return 'Time stands still.';
      case 'speed':
        speed = action.speed;
        if (state === 'playing') playOn();
        else changed();
        return `A day takes ${Math.round(86_400 / speed)} seconds.`;
      default:
        throw new Error('This cannot be done yet.');
    }
  };
  const view = (): PlaybackView => {
    const { title, zone, from, to, ending } = parts.story();
    const nowMs = world.now();
    return {
      ...{ title, zone, from, to },
      clock: { nowMs, state, speed, speeds: speedsWith(speed), toMs: null },
      bot: bot.isRunning() ? 'running' : 'stopped',
      discord: 'up',
      lanes: lanesOf(bot.known(), { now: nowMs, from, to }),
      reminders: bot.reminders(),
      ending: state === 'ended' ? ending : null,
    };
  };
  return {
    ended: ended.promise,
    view,
    act: async (action) => ({ said: await act(action) }),
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async begin() {
      await bot.start();
      playOn();
    },
    async stop() {
      stand();
      await bot.stop();
    },
  };
}

function speedsWith(speed: number): readonly number[] {
  return [...new Set([...SPEEDS, speed])].sort((a, b) => a - b);
}
