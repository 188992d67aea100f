import type { Playback, PlaybackAction, PlaybackView } from '../../../emulator/playback.ts';
import type { Instant } from '../../model/date.ts';
import { formatDay, localDay, localTime } from '../../time/local.ts';
import { AT_ONCE, changeEvent, cutDiscord, type Deed, type DemoParts, runTo, stopBot } from './make-happen.ts';
import { lanesOf, type Stretch } from './show-dates.ts';
import type { Story } from './stories.ts';

/** A demo that a person plays. */
export type Session = Playback & {
  /** Starts the program and lets the world run. Rejects with why it cannot. */
  begin(): Promise<void>;
  /** Whether the past is being played again, which has been seen before. */
  isGoingBack(): boolean;
  stop(): Promise<void>;
};

/** Simulated seconds a second: a day in twelve seconds, in four, in one. */
const SPEEDS = [7_200, 21_600, 86_400];

type ClockState = PlaybackView['clock']['state'];

/** Makes a session over a world that stands at the story's beginning, and a program that is not started. */
export function playSession(
  parts: DemoParts & {
    readonly speed: number;
    readonly listeners: Set<() => void>;
    /** Where dates stood before they moved, by event. */
    readonly ghosts: Map<string, Stretch>;
    /** Takes a list that a person gives, from now on; rejects with what is wrong with it. */
    takeStory(name: string, text: string): Promise<Story>;
    /** Called with a sentence for the terminal. */
    note(text: string): void;
  },
): Session {
  const { world, bot, emulator, listeners, ghosts } = parts;
  let state: ClockState = 'paused';
  let speed = parts.speed;
  let toMs: Instant | null = null;
  let isBusy = false;
  let isGoingBack = false;
  let isDown = (): boolean => false;
  let watch = new AbortController();
  /** The deeds of the person at the page, by when it began and was over. */
  let deeds: { readonly at: Instant; readonly over: Instant; readonly deed: Deed }[] = [];

  const turn = (next: ClockState): void => {
    state = next;
    parts.changed();
  };
  const stand = (): void => {
    watch.abort();
    watch = new AbortController();
    world.run(0);
  };
  const end = (): void => {
    stand();
    turn('ended');
    parts.note(
      `The replay has reached ${day(parts.story().to)}. The page stays open at ${emulator.url} until you press Ctrl-C.\n`,
    );
  };
  /** Runs on to the end of the story, at the person's speed. */
  const playOn = (): void => {
    stand();
    turn('playing');
    const { signal } = watch;
    void runTo(parts, parts.story().to, { speed, signal }).then(() => (signal.aborted ? undefined : end()));
  };
  const goOn = (was: ClockState): void => {
    // Without the program nobody would handle what falls due.
    if (!bot.isRunning()) turn('paused');
    else if (world.now() >= parts.story().to) turn('ended');
    else if (was === 'playing') playOn();
    else turn('paused');
  };
  const day = (instant: Instant): string => formatDay(localDay(instant, parts.story().zone), 'day-year');
  const clock = (instant: Instant): string => {
    const { zone } = parts.story();
    return `${formatDay(localDay(instant, zone), 'weekday-short')}, ${localTime(instant, zone)}`;
  };
  /** Does something during which time passes only as that says; one after the other. */
  const alone = async (act: () => Promise<string>, then: ClockState = state): Promise<string> => {
    if (isBusy) throw new Error('One moment: the world is still at what was asked for before.');
    isBusy = true;
    stand();
    try {
      return await act();
    } finally {
      isBusy = false;
      toMs = null;
      goOn(then);
    }
  };
  const happen = async (deed: Deed): Promise<string> => {
    refuseWithoutBot();
    await bot.settle();
    const at = world.now();
    const said = await deed();
    deeds.push({ at, over: world.now(), deed });
    return said;
  };
  /** The same for what takes hours, which are seen to pass. */
  const passing = (deed: Deed): Promise<string> => {
    turn('playing');
    return happen(deed);
  };
  /** Plays everything again from the beginning up to an instant, with what was made to happen until then. */
  const playAgain = async (to: Instant): Promise<void> => {
    isGoingBack = true;
    try {
      await bot.forget();
      emulator.faults.clear();
      ghosts.clear();
      await parts.lists.fill(parts.story().files);
      world.restart(parts.story().from);
      emulator.reset();
      await bot.start();
      const earlier = deeds.filter(({ over }) => over <= to);
      deeds = [];
      for (const { at, deed } of earlier) {
        await runTo(parts, at);
        await happen(deed);
      }
      await runTo(parts, to);
    } finally {
      isGoingBack = false;
    }
    parts.note(`Back to ${clock(to)}: everything has been played again up to there.\n\n`);
  };
  const beginAnew = async (): Promise<void> => {
    deeds = [];
    toMs = parts.story().from;
    turn('replaying');
    await playAgain(toMs);
  };
  const jump = async (wanted: Instant): Promise<string> => {
    const { from, to } = parts.story();
    const target = Math.min(Math.max(wanted, from), to);
    toMs = target;
    turn('replaying');
    if (target < world.now() || !bot.isRunning()) await playAgain(target);
    else await runTo(parts, target);
    return `It is ${clock(target)}.`;
  };
  const nextMessage = async (): Promise<string> => {
    if (isBusy) throw new Error('One moment: the world is still at what was asked for before.');
    refuseAtEnd();
    stand();
    const { signal } = watch;
    turn('playing');
    let isThere = false;
    const stopListening = emulator.on('message', ({ authorId, visibleTo, interactionId }) => {
      if (authorId !== emulator.world.botId || visibleTo !== undefined || interactionId !== undefined) return;
      isThere = true;
      // At once: others of the same instant still come, later ones do not.
      stand();
    });
    try {
      await runTo(parts, parts.story().to, { speed: AT_ONCE, signal });
    } finally {
      stopListening();
    }
    if (isThere) {
      await bot.settle();
      turn('paused');
      return `It is ${clock(world.now())}.`;
    }
    if (signal.aborted) return 'Time stands still.';
    end();
    return 'There is no further message: the story has ended.';
  };
  const refuseWithoutBot = (): void => {
    if (!bot.isRunning()) throw new Error('The bot could not be started again. Start the story anew.');
  };
  const refuseAtEnd = (): void => {
    refuseWithoutBot();
    if (world.now() >= parts.story().to)
      throw new Error('The story has ended. Go back to an earlier day, or start it anew.');
  };
  const cut = (hours: number): Deed => {
    const made = cutDiscord(parts, hours);
    isDown = made.isDown;
    return made.deed;
  };

  const act = async (action: PlaybackAction): Promise<string> => {
    switch (action.do) {
      case 'play':
        if (isBusy) return 'Time runs as soon as that is done.';
        refuseAtEnd();
        playOn();
        return 'Time runs.';
      case 'pause':
        if (isBusy) throw new Error('One moment: this cannot be interrupted.');
        stand();
        if (state === 'playing') turn('paused');
        return 'Time stands still.';
      case 'speed':
        speed = action.speed;
        if (state === 'playing' && !isBusy) playOn();
        else parts.changed();
        return `A day takes ${Math.round(864_000 / speed) / 10} seconds.`;
      case 'next-message':
        return nextMessage();
      case 'jump':
        return alone(() => jump(action.toMs));
      case 'restart':
        return alone(async () => {
          await beginAnew();
          return 'The story begins anew.';
        }, 'playing');
      case 'stop-bot':
        return alone(() => passing(stopBot(parts, action.hours)));
      case 'discord-down':
        return alone(() => passing(cut(action.hours)));
      case 'list':
        return alone(async () => {
          const { title } = await parts.takeStory(action.name, action.text);
          await beginAnew();
          return `${title} plays from ${day(parts.story().from)} on.`;
        }, 'playing');
      default:
        return alone(() => happen(changeEvent(parts, action.event, action.do)));
    }
  };
  const view = (): PlaybackView => {
    const { title, zone, from, to, ending } = parts.story();
    const nowMs = world.now();
    return {
      ...{ title, zone, from, to },
      clock: { nowMs, state, speed, speeds: [...new Set([...SPEEDS, speed])].sort((a, b) => a - b), toMs },
      bot: bot.isRunning() ? 'running' : 'stopped',
      discord: isDown() ? 'down' : 'up',
      lanes: lanesOf(bot.known(), { now: nowMs, from, to }, ghosts),
      reminders: bot.reminders(),
      ending: state === 'ended' ? ending(bot.known()) : null,
    };
  };
  return {
    view,
    isGoingBack: () => isGoingBack,
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
