import { expect, type TestContext } from 'vitest';
import type { InteractionOutcome } from '../../emulator/people/interact.ts';
import type { StoredMessage } from '../../emulator/world/world.ts';
import type { Config } from '../../src/config/config.ts';
import { CHANNEL, MEMBER, SUBSCRIPTION, startWorld } from './start-world.ts';

/** The truce runs through 10 November in New York; this channel is reminded a week before, at 14:00Z on the 3rd. */
export const ANNOUNCED = '2025-11-03T15:00:00Z';

/** The buttons and selects below a message. */
export const controls = (message: StoredMessage | undefined): readonly Record<string, unknown>[] =>
  (message?.components ?? []).flatMap((row) => row['components'] as Record<string, unknown>[]);

function idOf(message: StoredMessage | undefined, begin: string): string {
  const ids = controls(message).map((control) => String(control['custom_id']));
  const found = ids.find((id) => id === begin || id.startsWith(`${begin}:`));
  if (found === undefined) throw new Error(`no ${begin} among ${ids.join(', ')}`);
  return found;
}

/** An answer's first line and its cards. */
export const allOf = (outcome: InteractionOutcome) =>
  `${outcome.content}\n${JSON.stringify(outcome.message?.embeds ?? [])}`;

/** A world of a test's own, and what its people do in it; closed when the test ends: nothing sent may have been refused. */
export async function openPersonal({ onTestFinished }: TestContext) {
  const started = await startWorld({ channelLimit: 'off' });
  onTestFinished(async () => {
    await started.close();
    expect(started.emulator.violations).toEqual([]);
  });
  const { emulator } = started;
  /** The program at that instant, in a process of its own as it were, to be spoken with. */
  const speakAt = async (start: string, say: () => Promise<void>, config: Partial<Config> = {}): Promise<void> => {
    const setupRun = await started.run({ start, until: start, speed: 1, config });
    await say();
    await setupRun.stop();
  };
  const goOn = async (start: string, until: string, config: Partial<Config> = {}): Promise<void> => {
    const running = await started.run({ start, until, config });
    await running.worldEnded;
    await running.stop();
  };
  return {
    emulator,
    state: started.state,
    speakAt,
    goOn,
    /** The reminder that the channel has of the truce, from a process that has ended since. */
    async remindChannel(): Promise<StoredMessage> {
      await goOn('2025-11-03T00:00:00Z', ANNOUNCED, { subscriptions: [SUBSCRIPTION] });
      const [message] = emulator.messages(CHANNEL);
      if (message === undefined) throw new Error('no reminder');
      return message;
    },
    /** A press on the control of a message whose id begins so. */
    press: (message: StoredMessage | undefined, begin: string, userId = MEMBER): Promise<InteractionOutcome> =>
      emulator.interact.button({ messageId: message?.id ?? '', customId: idOf(message, begin), userId }),
    choose: ({ message }: InteractionOutcome, begin: string, values: readonly string[], userId = MEMBER) =>
      emulator.interact.select({ messageId: message?.id ?? '', customId: idOf(message, begin), values, userId }),
    ask: (name: string, options: Record<string, string> = {}, channelId = CHANNEL, userId = MEMBER) =>
      emulator.interact.command({ name, options, channelId, userId }),
    /** The channel of direct messages with a person, opened by then. */
    dmOf(user: string): string {
      const found = [...emulator.world.channels.values()].find(({ recipientId }) => recipientId === user);
      if (found === undefined) throw new Error('no direct messages');
      return found.id;
    },
    written: (channel: string) =>
      emulator
        .messages(channel)
        .map(({ createdMs, content }) => `${new Date(createdMs).toISOString().slice(0, 16)}Z ${content}`),
  };
}

export type PersonalFixture = Awaited<ReturnType<typeof openPersonal>>;
