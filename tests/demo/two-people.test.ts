import { resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type PlayedDemo, playDemo } from '../build/play-demo.ts';

const CHANNEL = '1428000000000000011';

/** What an interaction of the page is answered with, or the client's refusal. */
type Answered = {
  readonly error?: string;
  readonly content?: string;
  readonly message?: { readonly id: string; readonly components: readonly object[] };
};

async function interact({ demo }: PlayedDemo, kind: string, doing: object): Promise<Answered> {
  const answer = await fetch(new URL('/emulator/interact', demo.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind, doing: { channelId: CHANNEL, ...doing } }),
  });
  return (await answer.json()) as Answered;
}

test('Mira may set the server up and Tom may not; what he asks to be reminded of comes to him alone', async () => {
  const played = await playDemo(resolve('data'));
  onTestFinished(() => played.stop());
  await played.act({ do: 'pause' });
  await played.act({ do: 'jump', toMs: Date.parse('2025-10-19T14:00:00Z') });
  const { users, messages } = await played.world();
  const idOf = (name: string) => users.find(({ username }) => username === name)?.id;
  expect(users.map(({ username }) => username)).toEqual(['Datewatch', 'Mira', 'Tom']);
  const setup = (userId: string | undefined) => interact(played, 'command', { name: 'datewatch setup', userId });
  expect((await setup(idOf('Mira'))).error).toBeUndefined();
  expect((await setup(idOf('Tom'))).error).toContain('permission');

  const userId = idOf('Tom');
  const reminder = messages.find(({ channel_id, content }) => channel_id === CHANNEL && content.includes('Malaysia'));
  const asked = await interact(played, 'messageCommand', {
    ...{ userId, messageId: reminder?.id, name: 'Remind me about this' },
  });
  const [customId] = /"remind-set[^"]*"/.exec(JSON.stringify(asked.message?.components)) ?? [];
  const messageId = asked.message?.id;
  const chosen = await interact(played, 'select', {
    userId,
    messageId,
    customId: JSON.parse(customId ?? '""'),
    values: ['1d'],
  });
  expect(chosen.error).toBeUndefined();
  await played.act({ do: 'jump', toMs: Date.parse('2025-10-26T00:00:00Z') });
  const world = await played.world();
  const direct = world.channels.filter(({ guildId }) => guildId === null);
  expect(direct).toHaveLength(1);
  const written = world.messages.filter(({ channel_id }) => channel_id === direct[0]?.id);
  expect(written.map(({ content }) => content).join('\n')).toContain('Malaysia');
});
