import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { textLine } from '../../src/app/start/open-log.ts';
import { serveProgram } from '../build/serve-program.ts';
import { CREATE } from '../build/start-program.ts';

/** Another bot's token, as it may come in from anywhere outside. */
const PLANTED = 'MTQyODAwMDAwMDAwMDAwMDAwMQ.GplanT.aaaaaaaaaabbbbbbbbbbccccccccccdddddddd';
const PASSWORD = 'correct-horse-battery-staple';

/** Parts of ten characters that stand in a text: half a token is a leak too. */
const leaks = (text: string, secret: string): string[] =>
  Array.from({ length: secret.length - 9 }, (_, at) => secret.slice(at, at + 10)).filter((part) => text.includes(part));

test.each(['json', 'text'])(
  'whatever Discord, the list, people or HTTP hand in, no token and no password stands in the log as %s',
  async (format) => {
    const { emulator, bot, home, channels, get } = await serveProgram({
      channels: 6,
      env: { LOG_LEVEL: 'trace', LOG_FORMAT: format, DATEWATCH_HTTP_PASSWORD: PASSWORD },
      prepare({ faults, token }) {
        const says = { message: `Bot ${token} and ${PLANTED}`, code: 50_035 };
        const of = { match: { route: CREATE } };
        for (const status of [400, 403, 404, 500, 503]) faults.add({ kind: 'status', status, body: says, ...of });
        faults.add({ kind: 'status', status: 429, body: `banned ${PLANTED} ${token}`, times: 1, ...of });
      },
    });
    await bot.says('Datewatch is running.');
    await expect.poll(() => emulator.requests.filter(({ route }) => route === CREATE).length).toBeGreaterThan(5);
    // People.
    await emulator.interact.command({ name: 'dates show', options: { name: PLANTED } });
    await emulator.interact.command({ name: `x${PLANTED.toLowerCase()}`, force: true }).catch(() => undefined);
    const last = emulator.messages(channels[0] ?? '').at(-1);
    if (last !== undefined)
      await emulator.interact.button({ messageId: last.id, customId: `remind:${PLANTED}` }).catch(() => undefined);
    // HTTP.
    const auth = (text: string) => ({ headers: { authorization: `Basic ${Buffer.from(text).toString('base64')}` } });
    await get(`/${PLANTED}?token=${PLANTED}`, auth(`${PLANTED}:${PASSWORD}`));
    await get('/', auth(`${PLANTED}:${PLANTED}`));
    await get('/metrics', { method: 'POST', body: `token=${PLANTED}`, ...auth(`me:${PASSWORD}`) });
    await get('/', { headers: { authorization: `Bot ${PLANTED}` } });
    const page = await (await get('/', auth(`me:${PASSWORD}`))).text();
    // The list.
    await writeFile(
      join(home, 'data', 'made.yaml'),
      `events: [{ title: ${PLANTED}, due: ${PLANTED}, ${PLANTED}: 1 }]\n`,
    );
    await bot.says('The list is broken');
    bot.signal('SIGTERM');
    const { out, err } = await bot.ended;
    const all = `${out}${err}${page}`;
    expect(all).toContain('[secret]');
    for (const secret of [emulator.token, PLANTED, PASSWORD]) expect(leaks(all, secret)).toEqual([]);
  },
);

test('a line for people has its time, level, sentence and fields, and what is no JSON stays as it is', () => {
  const line = JSON.stringify({
    level: 'warn',
    time: '2026-05-04T12:00:01.000Z',
    post: 'p1',
    waitMs: 20,
    msg: 'It waits.',
  });
  expect(textLine(line)).toBe('12:00:01 WARN  It waits. (post=p1, waitMs=20)\n');
  expect(textLine('no JSON')).toBe('no JSON');
});
