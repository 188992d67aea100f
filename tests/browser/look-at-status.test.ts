import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveProgram } from '../build/serve-program.ts';
import { launchBrowser } from './open-page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const LIST = `covers: Dates of a desk
zone: America/New_York
events:
  - { title: Quarterly tax payment, due: 2025-10-23 17:00 }
  - { title: Port fee takes effect, starting: 2025-10-24 }
  - { title: "Comments on <b>the port fee</b> & “fees”", due: 2025-10-28 }
  - { title: Rate decision, on: 2025-11-12 }
  - { title: Hearing on the port fee, on: 2025-11-18 }
  - { title: Annual report, due: 2025-12-01 12:00 }
`;

/** Where pictures of the pages go; nowhere unless it is named. */
const pictures = process.env['PICTURES'];

/** Opens a page in a phone and on a desktop, light and dark, and asks each time whether it fits and asks nobody else. */
async function look(url: string, name: string): Promise<string> {
  let text = '';
  for (const [width, height] of [
    [390, 844],
    [1280, 800],
  ] as const) {
    for (const colorScheme of ['dark', 'light'] as const) {
      const page = await browser.newPage({ viewport: { width, height }, colorScheme });
      const asked: string[] = [];
      const refused: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      page.on('console', (line) => refused.push(line.text()));
      await page.goto(url);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      expect(asked.filter((one) => !one.startsWith(new URL(url).origin))).toEqual([]);
      expect(refused).toEqual([]);
      text = await page.evaluate(() => document.body.innerText);
      if (pictures !== undefined)
        await page.screenshot({ path: join(pictures, `${name}-${width}-${colorScheme}.png`), fullPage: true });
      await page.close();
    }
  }
  return text;
}

test('the status page fits a phone and a desktop, and loads nothing from elsewhere', async () => {
  const { bot, emulator, channels, get } = await serveProgram({
    channels: 3,
    list: LIST,
    wants: 'leads: [7d, 1d, 0d, 1h]',
    due: Date.UTC(2025, 9, 20, 12),
    env: { DATEWATCH_SPEED: '30000' },
  });
  await bot.says('Datewatch is running.');
  await expect.poll(() => channels.flatMap((channel) => emulator.messages(channel)).length).toBeGreaterThan(17);
  const { url } = await get('/');
  const text = await look(url, 'well');
  expect(text).toMatch(/^Datewatch\b/);
  expect(text).toContain('All is well. Next: ');
});

test('a program that waits says why and until when, on a phone too', async () => {
  const { bot, get } = await serveProgram({ list: 'events: [', args: ['start', '--keep-trying'] });
  await bot.says('It tries again by itself');
  const text = await look((await get('/')).url, 'waiting');
  expect(text).toContain('made.yaml:1:9');
  expect(text).toMatch(/tries again by itself in \d+ (seconds|minutes)/);
});

test('the set-up page fits a phone, takes the token and then says the two steps that are left', async () => {
  const { bot, emulator, get } = await serveProgram({ withoutToken: true, args: ['start', '--keep-trying'] });
  await bot.says('There is no token yet.');
  const { url } = await get('/');
  expect(await look(url, 'setup')).toContain('Paste it here.');
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  await page.goto(url);
  await page.fill('#token', 'MTIz.wrong.token-that-is-long-enough-to-look-real');
  await page.click('button');
  expect(await page.innerText('[role=alert]')).toContain('Discord does not accept this token.');
  if (pictures !== undefined) await page.screenshot({ path: join(pictures, 'setup-refused.png'), fullPage: true });
  await page.fill('#token', emulator.token);
  await page.click('button');
  expect(await page.innerText('ol')).toContain('/datewatch setup');
  await expect.poll(() => page.innerText('h1'), { timeout: 30_000 }).toMatch(/ is running$/);
  await page.close();
  expect(await look(new URL('/setup', url).href, 'setup-after')).toContain('Two steps are left');
});
