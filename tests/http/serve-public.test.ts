import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FILING_LIST } from '../build/list-texts.ts';
import { readWithIcalJs } from '../build/read-calendar.ts';
import { serveProgram } from '../build/serve-program.ts';

const OPEN = { DATEWATCH_PUBLIC_SERVE: 'true', DATEWATCH_HTTP_PASSWORD: 'a password of the desk' };

test('everybody may read the dates without the password, and nothing else; nothing of a server or a channel is in them', async () => {
  const { bot, channels, get } = await serveProgram({ env: OPEN });
  await bot.says('Datewatch is running.');
  const page = await get('/dates/');
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
  const names = ['', 'dates.ics', 'changes.atom', 'dates.json', 'dates.schema.json', 'badge-next.svg'];
  const texts = [
    await page.text(),
    ...(await Promise.all(names.slice(1).map(async (name) => (await get(`/dates/${name}`)).text()))),
  ];
  for (const text of texts)
    for (const private_ of ['Harbour Desk', 'trade-dates', ...channels]) expect(text).not.toContain(private_);
  expect(texts[0]).toContain('<h1>');
  expect((await get('/dates', { redirect: 'manual' })).headers.get('location')).toBe('/dates/');
  for (const path of ['/', '/metrics', '/dates/../metrics', '/datesx', '/dates%2f..%2fmetrics'])
    expect((await get(path)).status, path).toBe(401);
  expect((await get('/dates/', { method: 'POST' })).status).toBe(401);
  for (const path of ['/dates/other.txt', '/dates/__proto__', '/dates/..%2f..%2fpackage.json'])
    expect((await get(path)).status, path).toBe(404);
});

test('a file that is known is answered with 304 by its tag or its time, until the list changes it; HEAD has no body', async () => {
  const { bot, home, get } = await serveProgram({ env: OPEN });
  await bot.says('Datewatch is running.');
  const first = await get('/dates/dates.ics');
  const tag = first.headers.get('etag') ?? '';
  const since = first.headers.get('last-modified') ?? '';
  expect(first.headers.get('cache-control')).toBe('public, max-age=300');
  const known = (headers: Record<string, string>) => get('/dates/dates.ics', { headers });
  expect((await known({ 'if-none-match': `"other", W/${tag}` })).status).toBe(304);
  expect((await known({ 'if-modified-since': since })).status).toBe(304);
  expect((await known({ 'if-none-match': '"other"', 'if-modified-since': since })).status).toBe(200);
  expect((await known({ 'if-modified-since': 'Mon, 01 Jan 2001 00:00:00 GMT' })).status).toBe(200);
  const head = await get('/dates/dates.ics', { method: 'HEAD' });
  expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, tag, '']);
  expect(readWithIcalJs(await first.text())).toHaveLength(1);
  await writeFile(
    join(home, 'data', 'made.yaml'),
    FILING_LIST.replace(/ {2}- id: filing/, '  - { id: more, title: More, due: 2027-01-04 }\n$&'),
  );
  await expect.poll(async () => (await known({ 'if-none-match': tag })).status, { timeout: 20_000 }).toBe(200);
});

test('where the settings do not say so, the dates are not served', async () => {
  const { bot, get } = await serveProgram({ env: { DATEWATCH_HTTP_PASSWORD: 'a password of the desk' } });
  await bot.says('Datewatch is running.');
  expect((await get('/dates/')).status).toBe(401);
});
