import { resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { followEvents, type PageMessage, playDemo } from '../build/play-demo.ts';

/** The first line of each message in the terminal, behind the line that says when and where. */
const shownIn = (terminal: string) =>
  [
    ...terminal.matchAll(/^(\w{3} \d+ \w{3} \d{4}, \d\d:\d\d) \(New York\) · #([\w-]+)\n {2}(?!The message of)(.+)$/gm),
  ].map(([, when, where, content]) => [when, where, content]);

test('the terminal and the page show the same messages at the same times', async () => {
  const played = await playDemo(resolve('data'));
  onTestFinished(() => played.demo.stop());
  await played.act({ do: 'pause' });
  // As each message was when it was posted: the terminal does not print again what is edited.
  const posted = new Map((await played.world()).messages.map((message) => [message.id, message]));
  const following = (async () => {
    for await (const { type, data } of followEvents(played.demo.url)) {
      const message = data as PageMessage;
      if (type === 'message' && !posted.has(message.id)) posted.set(message.id, message);
    }
    // The stream ends with the program.
  })().catch(() => undefined);
  await played.act({ do: 'jump', toMs: Date.parse('2025-11-12T17:00:00Z') });
  const { channels } = await played.world();
  const terminal = played.terminal();
  await played.stop();
  await following;
  const messages = [...posted.values()];
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone: 'America/New_York', weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
    ...{ hour: '2-digit', minute: '2-digit' },
  });
  const onPage = messages.map(({ channel_id, content, createdMs }) => [
    format
      .format(createdMs)
      .replace(/^(\w+),? (\d+ \w+ \d+),? (?:at )?/, '$1 $2, ')
      .replace('Sept', 'Sep'),
    channels.find(({ id }) => id === channel_id)?.name,
    content
      .split('\n')[0]
      ?.replaceAll(/<@&\d+>/g, '@trade-alerts')
      .replaceAll(/\*\*|~~|__/g, ''),
  ]);
  expect(onPage.length).toBeGreaterThan(10);
  const plain = (rows: unknown[][]) => rows.map((row) => row.join(' | ').trim()).sort();
  expect(plain(shownIn(terminal))).toEqual(plain(onPage));
});
