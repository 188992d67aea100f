import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { findChromium } from './find-chromium.ts';

/** The emulator's page in a real browser, and what it did that it should not. */
export type Opened = {
  readonly page: Page;
  /** Console errors, exceptions, and requests to other hosts. */
  readonly faults: readonly string[];
};

/** A browser without its sandbox, which a container lacks. The caller closes it. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('There is no Chromium on this machine.');
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
}

/** Opens an address in a window of its own, in New York; closed with the test. */
export async function openPage(
  browser: Browser,
  url: string,
  { width = 1280, height = 800, colorScheme = 'dark' as 'dark' | 'light', zone = 'America/New_York' } = {},
): Promise<Opened> {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme,
    timezoneId: zone,
    locale: 'en-US',
    reducedMotion: 'reduce',
  });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (line) => line.type() === 'error' && faults.push(line.text()));
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('request', (request) => {
    if (!request.url().startsWith(new URL(url).origin)) faults.push(request.url());
  });
  await page.goto(url);
  await page.waitForSelector('#messages > *');
  return { page, faults };
}

/** The rules of accessibility that the page breaks, with the elements that break them. */
export async function findBarriers(page: Page): Promise<readonly string[]> {
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

/** Types a command as a person does: its beginning, Tab until it stands there whole, Enter. */
export async function typeCommand(page: Page, begin: string, ...more: readonly string[]): Promise<void> {
  await page.focus('#line');
  await page.keyboard.type(begin);
  await page.keyboard.press('Tab');
  for (const each of more) await page.keyboard.type(each);
  await page.keyboard.press('Enter');
}

/** The texts of the messages in the open channel, oldest first. */
export function readMessages(page: Page): Promise<readonly string[]> {
  return page.locator('#messages .message').allTextContents();
}

/** Waits until the open channel has a message that reads so. */
export async function seeMessage(page: Page, words: RegExp): Promise<void> {
  await expect
    .poll(async () => (await readMessages(page)).some((text) => words.test(text)), { message: String(words) })
    .toBe(true);
}
