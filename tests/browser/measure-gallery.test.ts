import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { servePhone } from '../../gallery/phone/serve-phone.ts';
import { launchBrowser } from './open-page.ts';

/** What a phone of 390 px makes of one exhibit. */
type Measured = {
  readonly title: string;
  readonly of: readonly string[];
  readonly cards: readonly number[];
  readonly all: number;
  readonly line: string;
  readonly text: string;
  readonly countdowns: number;
};

let browser: Browser;
let page: Page;
let phone: Awaited<ReturnType<typeof servePhone>>;
let measured: readonly Measured[];

beforeAll(async () => {
  phone = await servePhone(0);
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 390, height: 844 }, timezoneId: 'America/New_York' });
  await page.goto(phone.url);
  await page.waitForSelector('body[data-ready]', { state: 'attached' });
  measured = await page.evaluate(() =>
    [...document.querySelectorAll('figure')].map((figure) => ({
      title: figure.dataset['title'] ?? '',
      of: (figure.dataset['of'] ?? '').split('|'),
      cards: [...figure.querySelectorAll('.embed')].map((card) => card.getBoundingClientRect().height),
      all: figure.querySelector('.message')?.getBoundingClientRect().height ?? 0,
      line: figure.querySelector('.content')?.textContent ?? '',
      text: [...figure.querySelectorAll('.embed')].map((card) => (card as HTMLElement).innerText).join('\n'),
      countdowns: figure.querySelectorAll('time[data-style="R"]').length,
    })),
  );
});
afterAll(async () => {
  await browser.close();
  phone.close();
});

const ofKind = (...kinds: string[]) => measured.filter(({ of }) => of.some((one) => kinds.includes(one)));

test('a reminder’s card is at most 160 px high on a phone', () => {
  const reminders = ofKind('post reminder');
  expect(reminders.length).toBeGreaterThan(8);
  for (const { title, cards } of reminders) for (const height of cards) expect(height, title).toBeLessThanOrEqual(160);
});

test('a notice of three changes is at most 460 px high with all its parts', () => {
  const three = ofKind('post notice').filter(({ cards }) => cards.length === 3);
  expect(three.length).toBeGreaterThan(0);
  for (const { title, all } of three) expect(all, title).toBeLessThanOrEqual(460);
});

test('nothing that is posted is wider than the phone', async () => {
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

test('a posted message counts down once, in its line, and never in its card', () => {
  for (const { title, countdowns } of measured.filter(({ of }) => of.some((one) => one.startsWith('post ')))) {
    expect(countdowns, title).toBe(0);
  }
});

test('no posted message has an hour without its place', () => {
  const hour = /(?:\b\d{1,2}:\d{2}\b|\b\d{1,2} [ap]\.m\.)(?! ?[ap]\.m\.)(?! (?:[A-Z]{2,5} )?(?:\p{Lu}|UTC))/u;
  for (const { title, line, of } of measured) {
    if (of.some((one) => one.startsWith('post '))) expect(line, title).not.toMatch(hour);
  }
});
