import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { playDemo } from '../build/play-demo.ts';
import { findBarriers, launchBrowser, openPage, seeMessage, typeCommand } from './open-page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** The demo with its page, paused once its first reminder is there. */
async function openDemo(): Promise<{ page: Page; faults: readonly string[]; url: string }> {
  const played = await playDemo('data', { speed: 21_600 });
  onTestFinished(() => played.stop());
  const { url } = played.demo;
  const { page, faults } = await openPage(browser, url);
  await seeMessage(page, /U\.S\.–China talks in Malaysia begin in 7 days/);
  await played.act({ do: 'pause' });
  return { page, faults, url };
}

const answer = (page: Page): Locator => page.locator('.message.ephemeral').last();

test('a newcomer’s minute: a reminder, /dates next with Tab, Remind me, a date that moves, its notice and strike, the direct message', async () => {
  const { page, faults } = await openDemo();
  expect(await page.innerText('#welcome h2')).toBe('A real bot, a pretend Discord');
  expect(await findBarriers(page)).toEqual([]);
  const newest = page.locator('#messages > li').last();
  await expect.poll(() => newest.isVisible()).toBe(true);
  await page.click('#welcome .close');
  expect(await page.isVisible('#to-end')).toBe(false);

  await typeCommand(page, '/dates n');
  await expect.poll(() => answer(page).textContent()).toContain('Only you can see this');

  await page.locator('.message:not(.ephemeral) button:has-text("Remind me")').first().click();
  const when = answer(page).locator('.select');
  await when.click();
  for (const key of ['Enter', 'Escape']) await page.keyboard.press(key);
  await expect.poll(() => answer(page).textContent()).toMatch(/Saved/);

  await page.click('#play');
  await seeMessage(page, /now in doubt/);
  await expect.poll(() => page.locator('.message s').count()).toBeGreaterThan(0);
  await expect
    .poll(() => page.locator('.push-line').allTextContents())
    .toContainEqual(expect.stringContaining('now in doubt'));
  await expect.poll(() => page.getAttribute('[data-key="server-null"]', 'aria-label')).toMatch(/new for you/);
  await page.click('[data-key="server-null"]');
  await seeMessage(page, /U\.S\.–China talks in Malaysia/);
  expect(await page.locator('#timeline .bar').count()).toBeGreaterThan(4);
  expect(faults).toEqual([]);
});

test('a manager sets up another channel by the card, with the pickers of channels and roles', async () => {
  const { page, faults } = await openDemo();
  await typeCommand(page, '/datewatch set');
  await expect.poll(() => answer(page).textContent()).toContain('What this channel gets');
  const press = async (words: string) => {
    await answer(page).locator(`button:has-text("${words}")`).first().click();
  };
  await press('Pings');
  const roles = answer(page).locator('.select').first();
  await roles.click();
  await page.keyboard.type('trade');
  expect(await page.locator('.choice').allTextContents()).toEqual([expect.stringContaining('@trade-alerts')]);
  await page.keyboard.press('Escape');
  await press('Back');
  await answer(page).locator('.select[aria-label*="channel"]').click();
  await page.keyboard.type('general');
  await page.keyboard.press('Enter');
  await expect.poll(() => answer(page).textContent()).toContain('#general');
  expect(faults).toEqual([]);
});

test('time forth and back gives the same messages again, and a date that is moved is told and struck', async () => {
  const { page } = await openDemo();
  const settled = async (ms: number): Promise<readonly (string | null)[]> => {
    await expect.poll(async () => Math.abs((await clock()).nowMs - ms)).toBeLessThan(60_000);
    await expect.poll(async () => (await clock()).state).toBe('paused');
    return page.locator('.message').allTextContents();
  };
  const clock = () =>
    page.evaluate(
      async () => (await (await fetch('/emulator/stage')).json()).clock as { nowMs: number; state: string },
    );
  const jump = (toMs: number) =>
    page.evaluate(async (to) => {
      const body = JSON.stringify({ do: 'jump', toMs: to });
      await fetch('/emulator/stage', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    }, toMs);
  const [early, late] = [Date.UTC(2025, 9, 22, 12), Date.UTC(2025, 9, 24, 14)];
  await jump(late);
  const first = await settled(late);
  await jump(early);
  const before = await settled(early);
  expect(before.length).toBeLessThan(first.length);
  await jump(late);
  expect(await settled(late)).toEqual(first);
  await page.selectOption('#date', { label: 'APEC forum' });
  await page.click('[data-key="deed-move"]');
  await expect.poll(() => page.innerText('.said')).not.toBe('');
  await page.click('#next-message');
  await seeMessage(page, /APEC forum/);
  await expect.poll(() => page.locator('#timeline .ghost').count()).toBeGreaterThan(1);
});
