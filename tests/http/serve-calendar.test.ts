import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openCard } from '../build/open-card.ts';
import { readWithIcalJs } from '../build/read-calendar.ts';
import { serveProgram } from '../build/serve-program.ts';

const LIST = `zone: UTC
events:
  - { id: filing, title: Filing, due: 2027-01-04, topics: [port] }
  - { id: vote, title: Vote, due: 2027-02-01, topics: [house] }
`;
const WITHIN = { timeout: 20_000 };

test('whoever has the address of a channel’s calendar reads its dates, moved ones too, until a new address ends it; nobody else does', async () => {
  const { bot, channels, home, emulator, get } = await serveProgram({
    channels: 2,
    list: LIST,
    wants: 'topics: [port]',
    env: { DATEWATCH_PUBLIC_ADDRESS: 'https://dates.example/dates', DATEWATCH_HTTP_PASSWORD: 'a password of the desk' },
  });
  await bot.says('Datewatch is running.');
  const [channel = '', other = ''] = channels;
  const card = await openCard({ emulator }, { channel });
  const made = async (label: string): Promise<string> => {
    await card.press(label);
    return /`https:\/\/dates\.example(\/dates\/channel\/[^`]+)`/.exec(card.text())?.[1] ?? '';
  };
  await card.press('Calendar');
  const path = await made('Make its address');
  const secret = path.split('/').at(-1) ?? '';
  await expect.poll(async () => (await get(path)).status, WITHIN).toBe(200);
  const first = await get(path);
  expect(first.headers.get('cache-control')).toBe('private, max-age=300');
  expect(first.headers.get('access-control-allow-origin')).toBeNull();
  const [date, ...more] = readWithIcalJs(await first.text());
  expect([date?.summary, date?.start, more]).toEqual(['Filing: due', '2027-01-04', []]);
  for (const wrong of [path.replace(channel, other), path.replace(secret, `${'a'.repeat(22)}.ics`)])
    expect((await get(wrong)).status, wrong).toBe(404);
  for (const closed of ['/dates/', '/dates/dates.ics']) expect((await get(closed)).status, closed).toBe(401);

  await writeFile(join(home, 'data', 'made.yaml'), LIST.replace('2027-01-04', '2027-01-06'));
  const moved = async () => readWithIcalJs(await (await get(path)).text())[0];
  await expect.poll(async () => (await moved())?.start, WITHIN).toBe('2027-01-06');
  expect(await moved()).toMatchObject({ uid: date?.uid, status: 'CONFIRMED' });
  expect((await moved())?.sequence).toBeGreaterThan(date?.sequence ?? 0);

  const next = await made('New address');
  await expect.poll(async () => (await get(next)).status, WITHIN).toBe(200);
  expect((await get(path)).status).toBe(404);
  await card.press('End it');
  await expect.poll(async () => (await get(next)).status, WITHIN).toBe(404);
  for (const one of [path, next]) expect(bot.out()).not.toContain(one.split('/').at(-1));
});
