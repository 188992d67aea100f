import type { PlaybackAction, PlaybackView } from '../../emulator/playback.ts';
import { type Demo, runDemo } from '../../src/app/demo/run-demo.ts';
import { openLog } from '../../src/app/start/open-log.ts';
import type { Config } from '../../src/config/config.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { realMachine } from '../../src/time/machine.ts';

/** A demo as a person at its page has it: over HTTP alone. */
export type PlayedDemo = {
  readonly demo: Demo;
  /** All that the terminal has shown. */
  terminal(): string;
  view(): Promise<PlaybackView>;
  /** Does it and returns what the page is told; rejects with the refusal. */
  act(action: PlaybackAction): Promise<string>;
  /** Resolves with the first view that meets a condition: the present one, or one of those that follow. */
  until(isMet: (view: PlaybackView) => boolean): Promise<PlaybackView>;
  /** The world as the page has it. */
  world(): Promise<PageWorld>;
  stop(): Promise<void>;
};

/** The part of the emulator's world that tests look at. */
export type PageWorld = {
  readonly channels: readonly { readonly id: string; readonly name: string; readonly guildId: string | null }[];
  readonly users: readonly { readonly id: string; readonly username: string }[];
  readonly messages: readonly PageMessage[];
};

/** A message as the page has it. */
export type PageMessage = {
  readonly id: string;
  readonly channel_id: string;
  readonly content: string;
  readonly embeds: readonly { readonly title?: string; readonly description?: string }[];
  readonly createdMs: number;
  readonly editedMs: number | null;
  readonly visibleTo: string | null;
};

/** Starts a demo over the lists of a folder, at its own speed unless one is given. */
export async function playDemo(
  folder: string,
  { start, speed = 7_200, ...more }: { start?: string; speed?: number } & Partial<Parameters<typeof runDemo>[0]> = {},
): Promise<PlayedDemo> {
  const base = await readConfig({ DATEWATCH_DATA: folder }, process.cwd());
  if (!('config' in base)) throw new Error('The shipped settings are broken.');
  let terminal = '';
  const simulated: Config['simulated'] = { start: Date.parse(start ?? '2025-10-19T12:00:00Z'), speed };
  const demo = await runDemo({
    config: { ...base.config, simulated },
    machine: realMachine(),
    log: openLog('silent', 2),
    write: (text) => {
      terminal += text;
    },
    ...more,
  });
  const get = async <T>(path: string): Promise<T> => (await fetch(new URL(path, demo.url))).json() as Promise<T>;
  const view = (): Promise<PlaybackView> => get('/emulator/stage');
  return {
    demo,
    terminal: () => terminal,
    view,
    async act(action) {
      const answer = await fetch(new URL('/emulator/stage', demo.url), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(action),
      });
      const { said, error } = (await answer.json()) as { said?: string; error?: string };
      if (said === undefined) throw new Error(error);
      return said;
    },
    async until(isMet) {
      for await (const { type, data } of followEvents(demo.url)) {
        const seen = data as PlaybackView;
        if (type === 'stage' && isMet(seen)) return seen;
      }
      throw new Error('The demo ended before that.');
    },
    world: () => get('/emulator/state'),
    stop: () => demo.stop(),
  };
}

/** Everything that the page is sent, the present state first. */
export async function* followEvents(url: string): AsyncGenerator<{ readonly type: string; readonly data: unknown }> {
  const stream = await fetch(new URL('/emulator/events', url));
  if (stream.body === null) throw new Error('There is no stream.');
  let rest = '';
  for await (const piece of stream.body.pipeThrough(new TextDecoderStream())) {
    rest += piece;
    const events = rest.split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) {
      const [type = '', data = ''] = event.split('\n');
      yield { type: type.slice('event: '.length), data: JSON.parse(data.slice('data: '.length)) };
    }
  }
}
