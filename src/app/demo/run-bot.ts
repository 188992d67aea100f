import { rm } from 'node:fs/promises';
import type { Emulator } from '../../../emulator/emulator.ts';
import type { Config } from '../../config/config.ts';
import { makeSecret } from '../../config/secret.ts';
import type { Catalogue } from '../../engine/catalogue.ts';
import type { ListKeeper } from '../../engine/list-keeper.ts';
import type { Instant } from '../../model/date.ts';
import type { Log } from '../../model/log.ts';
import { problemLine } from '../../model/problem.ts';
import { deriveAgenda } from '../../plan/reminders/derive-agenda.ts';
import { type Machine, runAtOnce } from '../../time/machine.ts';
import type { RunParts } from '../start/describe-run.ts';
import { BLIND, type RunObserver } from '../start/run-observer.ts';
import { type Running, startDatewatch } from '../start/start-datewatch.ts';
import { isOwn } from './own-words.ts';
import type { PlayedWorld } from './play-world.ts';
import { type KnownReplay, replayAsKnown } from './replay-as-known.ts';

/** A reminder that was posted, or will be as things are planned now. */
export type ReminderTick = { readonly atMs: Instant; readonly event: string; readonly sent: boolean };

/** The program in the world of the demo: started and stopped as its person pleases. */
export type Bot = {
  /** Starts it with its state, at the world's instant. Rejects with why it cannot. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Stops it and forgets its state, as if it had never run. */
  forget(): Promise<void>;
  isRunning(): boolean;
  /** Handles what is due at the world's instant, and waits until its posts have been tried. */
  settle(patienceMs?: number): Promise<void>;
  /** Reads the lists again at once; a shorter one is accepted. Rejects where they are broken. */
  reread(): Promise<void>;
  /** The list as it is known now; `null` before the first start. */
  known(): Catalogue | null;
  /** Soonest first, up to the end of the story. */
  reminders(): readonly ReminderTick[];
  /** Resolves with the reason when a run cannot go on. */
  readonly broken: Promise<Error>;
};

/** Makes one that is not started. `changed` is called when something was posted or has become known. */
export function makeBot(parts: {
  readonly world: PlayedWorld;
  readonly machine: Machine;
  readonly log: Log;
  readonly emulator: Emulator;
  /** Of the story that plays now. */
  config(): Config;
  span(): { readonly from: Instant; readonly to: Instant };
  changed(): void;
  /** Called with each list that is known in the place of an earlier one. */
  became(known: Catalogue, before: Catalogue): void;
}): Bot {
  const { world, machine, log, emulator, changed } = parts;
  const broken = Promise.withResolvers<Error>();
  let running: Running | null = null;
  let replay: KnownReplay | null = null;
  let keeper: ListKeeper | null = null;
  let run: RunParts | null = null;
  let sent: ReminderTick[] = [];
  let planned: { readonly of: readonly unknown[]; readonly found: readonly ReminderTick[] } | null = null;
  const observer: RunObserver = {
    ...BLIND,
    began(started) {
      run = started;
    },
    recorded(post, settlement) {
      if (settlement.to === 'sent' && (post.kind === 'reminder' || post.kind === 'catch-up')) {
        const atMs = world.now();
        sent.push(...post.moments.map(({ event }) => ({ atMs, event, sent: true })));
      }
      changed();
    },
  };
  const stop = async (): Promise<void> => {
    const stopping = running;
    running = null;
    run = null;
    await stopping?.stop();
  };
  const plan = (): readonly ReminderTick[] => {
    const catalogue = replay?.known() ?? null;
    if (run === null || catalogue === null) return planned?.found ?? [];
    const groups = run.roster
      .groups()
      .filter(({ subscriptions }) => subscriptions.some(({ owner }) => owner.kind === 'guild'));
    const of = [catalogue, run.roster.groups()];
    if (planned === null || of.some((one, at) => one !== planned?.of[at])) {
      const span = { from: world.now(), to: parts.span().to };
      const { entries } = runAtOnce(deriveAgenda(catalogue.dated, groups, parts.config().defaults.leads, span));
      const ahead = entries.filter(({ merged }) => !merged);
      planned = { of, found: ahead.map(({ due, event }) => ({ atMs: due, event, sent: false })) };
    }
    return planned.found;
  };
  const begin = (): Promise<Running> => {
    const made = replayAsKnown(world, parts.span(), { isOwn, became: parts.became });
    return startDatewatch({
      ...{ config: parts.config(), token: makeSecret(emulator.token), world: made.world, machine, log, observer },
      replay: false,
      until: null,
      keep(own) {
        keeper = own;
        replay = made;
        return made.keep(own);
      },
    });
  };
  return {
    broken: broken.promise,
    isRunning: () => running !== null,
    known: () => replay?.known() ?? null,
    reminders: () => [...sent, ...plan().filter(({ atMs }) => atMs > world.now())],
    async start() {
      // On a machine that is very busy an answer may take too long.
      running = await begin().catch(begin);
      void running.broken.then(broken.resolve);
      changed();
    },
    stop,
    async forget() {
      await stop();
      sent = [];
      planned = null;
      await rm(parts.config().stateFolder, { recursive: true, force: true });
    },
    async settle(patienceMs) {
      if (running === null) return;
      await running.engine.ticker.tick();
      await running.engine.delivery.idle(patienceMs);
    },
    async reread() {
      if (keeper === null) return;
      let reading = await keeper.reread();
      const held = keeper.held();
      if (reading === 'held' && held !== null) {
        // What a person takes out here is meant.
        await keeper.accept(held.version);
        reading = await keeper.reread();
      }
      if (reading === 'broken') throw new Error(keeper.problems().map(problemLine).join('\n'));
      running?.context.changed();
      changed();
    },
  };
}
