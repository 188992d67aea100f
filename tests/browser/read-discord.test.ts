import { Routes } from 'discord.js';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectRest, firstChannel, userNamed } from '../build/connect-bot.ts';
import { launchBrowser, openPage, seeMessage } from './open-page.ts';
import { CARD, openServer, post } from './open-server.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test('a direct message and a ping show as unread in the place where they wait, until one looks', async () => {
  const emulator = await openServer();
  const { page } = await openPage(browser, emulator.url);
  const opened = await connectRest(emulator).post(Routes.userChannels(), {
    body: { recipient_id: userNamed(emulator, 'Mira') },
  });
  await post(emulator, { content: 'The truce ends tomorrow.' }, (opened as { id: string }).id);
  const ahead = [...emulator.world.channels.values()].find(({ name }) => name === 'what-is-ahead')?.id ?? '';
  await post(emulator, { content: '@everyone look', allowed_mentions: { parse: ['everyone'] } }, ahead);
  await expect
    .poll(() => page.getAttribute('[data-key="server-null"]', 'aria-label'))
    .toBe('Direct messages, 1 new for you');
  await page.click(`[data-key="channel-${ahead}"]`);
  expect(await page.innerText('.divider.unread')).toBe('New');
  await page.click('[data-key="server-null"]');
  await seeMessage(page, /The truce ends tomorrow/);
  await expect.poll(() => page.getAttribute('[data-key="server-null"]', 'aria-label')).toBe('Direct messages');
});

test('a timestamp is in the zone of whoever looks, and a link to a message leads to it', async () => {
  const emulator = await openServer();
  await post(emulator, CARD);
  const { channelId, guildId } = firstChannel(emulator);
  const [first] = emulator.messages(channelId);
  for (let count = 0; count < 30; count += 1)
    emulator.change.postAs(userNamed(emulator, 'Tom'), channelId, `filler ${count}`);
  await post(emulator, { content: `[Earlier](https://discord.com/channels/${guildId}/${channelId}/${first?.id})` });
  const { page } = await openPage(browser, emulator.url, { zone: 'Asia/Seoul' });
  const moment = page.locator('time.moment').first();
  expect(await moment.innerText()).toBe('Monday, November 10, 2025 at 2:01 PM');
  expect(await moment.getAttribute('title')).toContain('GMT+9');
  await page.click('a:has-text("Earlier")');
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe(`message-${first?.id}`);
});

test('an edit draws one message anew and leaves the focus where it was; a new one is read aloud', async () => {
  const emulator = await openServer();
  for (const content of ['one', 'two', 'three']) await post(emulator, { ...CARD, content });
  const { page } = await openPage(browser, emulator.url);
  await page.locator('[data-key="remind"]').nth(1).focus();
  await page.evaluate(() => {
    for (const element of document.querySelectorAll('.message')) (element as HTMLElement).dataset['old'] = 'yes';
  });
  const second = emulator.messages()[1];
  await connectRest(emulator).patch(Routes.channelMessage(second?.channelId ?? '', second?.id ?? ''), {
    body: { content: 'changed' },
  });
  await seeMessage(page, /changed/);
  expect(await page.locator('.message:not([data-old])').count()).toBe(1);
  expect(await page.evaluate(() => document.activeElement?.closest('.message')?.textContent)).toContain('changed');
  await post(emulator, { content: 'four' });
  await expect.poll(() => page.innerText('#announcer')).toBe('Datewatch: four');
});

test('of 5,000 messages only those near the newest are drawn, more as one scrolls up, and a new one moves nothing that is being read', async () => {
  const emulator = await openServer();
  const { channelId } = firstChannel(emulator);
  const mira = userNamed(emulator, 'Mira');
  for (let count = 1; count <= 5000; count += 1) emulator.change.postAs(mira, channelId, `line ${count}`);
  const { page } = await openPage(browser, emulator.url);
  await seeMessage(page, /line 5000/);
  expect(await page.locator('.message').count()).toBeLessThan(200);
  const scroll = (top: number) => page.evaluate((to) => document.getElementById('messages')?.scrollTo(0, to), top);
  for (let count = 0; count < 4; count += 1) {
    const before = await page.locator('.message').count();
    await scroll(0);
    await expect.poll(() => page.locator('.message').count()).toBeGreaterThan(before);
  }
  await scroll(2000);
  // Messages that come into sight are drawn, and get their heights, in the frame after.
  const placeOf = (target: Page) =>
    target.evaluate(async () => {
      for (let frame = 0; frame < 3; frame += 1) await new Promise((drawn) => requestAnimationFrame(drawn));
      return document.elementFromPoint(700, 400)?.closest('.message')?.id;
    });
  const reading = await placeOf(page);
  emulator.change.postAs(userNamed(emulator, 'Tom'), channelId, 'the newest');
  await seeMessage(page, /the newest/);
  expect(await placeOf(page)).toBe(reading);
  await page.click('#to-end');
  await expect.poll(() => page.locator('.message').last().isVisible()).toBe(true);
});
