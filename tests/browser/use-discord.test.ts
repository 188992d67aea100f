import { MessageFlags } from 'discord.js';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findBarriers, launchBrowser, openPage, readMessages, seeMessage, typeCommand } from './open-page.ts';
import { CARD, openServer, post } from './open-server.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** Every select, a container with all its parts, and every style of a button. */
const SELECTS = [
  {
    type: 1,
    components: [
      {
        type: 3,
        custom_id: 'topics',
        placeholder: 'Choose topics',
        min_values: 1,
        max_values: 2,
        options: [
          { label: 'Trade', value: 'trade' },
          { label: 'Summits', value: 'summits' },
        ],
      },
    ],
  },
  ...[5, 6, 7, 8].map((type) => ({ type: 1, components: [{ type, custom_id: `select-${type}`, max_values: 2 }] })),
];
const CONTAINER = {
  flags: MessageFlags.IsComponentsV2,
  components: [
    {
      type: 17,
      accent_color: 0x9b59b6,
      components: [
        { type: 10, content: '## What is ahead\n- one\n- two' },
        { type: 14 },
        {
          type: 9,
          components: [{ type: 10, content: 'A meeting' }],
          accessory: { type: 2, style: 1, label: 'More', custom_id: 'more' },
        },
        {
          type: 1,
          components: [2, 3, 4].map((style) => ({
            type: 2,
            style,
            label: `Style ${style}`,
            custom_id: `style-${style}`,
          })),
        },
        { type: 1, components: [{ type: 2, style: 5, label: 'Elsewhere', url: 'https://example.org' }] },
      ],
    },
  ],
};

describe.each(['dark', 'light'] as const)('in the %s theme', (colorScheme) => {
  test.each([1280, 390])('the page has no barrier, no error, asks nobody else and fits %i px', async (width) => {
    const emulator = await openServer();
    for (const body of [CARD, { content: 'Choose:', components: SELECTS }, CONTAINER]) await post(emulator, body);
    const { page, faults } = await openPage(browser, emulator.url, { colorScheme, width });
    await seeMessage(page, /What is ahead/);
    expect(await findBarriers(page)).toEqual([]);
    await page.click('[data-key="select-8"]');
    expect(await findBarriers(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.focus('#line');
    await page.keyboard.type('/');
    expect(await findBarriers(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(faults).toEqual([]);
  });
});

test('a command is completed with Tab, its options stand as chips, and the answer is for one person and can be dismissed', async () => {
  const { page } = await openPage(browser, (await openServer()).url);
  await typeCommand(page, '/dates n', 'count:3 topic:');
  // Enter took the choice; the next one sends.
  expect(
    await page.locator('.chip input').evaluateAll((all) => all.map((input) => (input as HTMLInputElement).value)),
  ).toEqual(['3', 'Trade']);
  await page.keyboard.press('Enter');
  await seeMessage(page, /asked dates count=3 topic=trade[\s\S]*Only you can see this/);
  expect(await page.textContent('.origin')).toBe('@Mira used /dates next');
  await page.click('[data-key="dismiss"]');
  expect(await readMessages(page)).toEqual([]);
});

test('an option asks the program for its choices while one types, and a command without what it needs says so', async () => {
  const { page } = await openPage(browser, (await openServer()).url);
  await typeCommand(page, '/dates sh');
  expect(await page.innerText('#notice')).toContain('name: This option is required.');
  await page.keyboard.type('Tr');
  await expect.poll(() => page.locator('.hint').allInnerTexts()).toEqual(['Truce', 'Treaty']);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await seeMessage(page, /asked dates name=Treaty/);
});

test('Backspace takes a command apart again, and Esc closes what is offered before it clears the line', async () => {
  const { page } = await openPage(browser, (await openServer()).url);
  await page.focus('#line');
  await page.keyboard.type('/dates next count:');
  for (const key of ['Backspace', 'Backspace']) await page.keyboard.press(key);
  expect(await page.inputValue('#line')).toBe('/dates next');
  await page.keyboard.press('Escape');
  expect(await page.isVisible('#hints')).toBe(false);
});

test('a select of channels, roles or people offers those of the server, and one of several values sends them all at once', async () => {
  const emulator = await openServer();
  await post(emulator, { content: 'Choose:', components: SELECTS });
  const { page } = await openPage(browser, emulator.url);
  await page.click('[data-key="topics"]');
  for (const key of ['Enter', 'ArrowDown', 'Enter', 'Escape']) await page.keyboard.press(key);
  await seeMessage(page, /chose trade summits/);
  await page.click('[data-key="select-8"]');
  await page.keyboard.type('ahead');
  for (const key of ['Enter', 'Escape']) await page.keyboard.press(key);
  const channel = [...emulator.world.channels.values()].find(({ name }) => name === 'what-is-ahead');
  await seeMessage(page, new RegExp(`chose ${channel?.id}`));
  expect(await page.evaluate(() => (document.activeElement as HTMLElement).dataset['key'])).toBe('select-8');
});

test('a member sees no command for managers, and each person sees what is for them alone', async () => {
  const emulator = await openServer();
  const { page } = await openPage(browser, emulator.url);
  const offered = async () => {
    await page.fill('#line', '');
    await page.focus('#line');
    await page.keyboard.type('/');
    return page.locator('.hint-name').allInnerTexts();
  };
  expect(await offered()).toContain('/manage');
  await page.fill('#line', '');
  await typeCommand(page, '/dates n');
  await seeMessage(page, /asked dates/);
  await page.click('.person:has-text("Tom")');
  expect(await offered()).not.toContain('/manage');
  expect(await readMessages(page)).toEqual([]);
});

test('a form keeps what was typed until it is sent, with its selects', async () => {
  const label = (text: string, component: object) => ({ type: 18, label: text, component });
  const days = ['Monday', 'Sunday'].map((name) => ({ label: name, value: name }));
  const emulator = await openServer(async (interaction) => {
    if (interaction.isButton())
      await interaction.showModal({
        custom_id: 'quiet',
        title: 'Quiet hours',
        components: [
          label('From', { type: 4, custom_id: 'from', style: 1 }),
          label('Days', { type: 3, custom_id: 'days', max_values: 2, options: days }),
        ],
      } as never);
    if (interaction.isModalSubmit())
      await interaction.reply(
        `from ${interaction.fields.getTextInputValue('from')} on ${interaction.fields.getStringSelectValues('days').join(' and ')}`,
      );
  });
  await post(emulator, CARD);
  const { page } = await openPage(browser, emulator.url);
  await page.click('[data-key="remind"]');
  await page.fill('#field-from', '22:00');
  await page.click('dialog button:has-text("Submit")');
  await expect.poll(() => page.innerText('.problem')).toContain('"days" has 0 values');
  expect(await page.inputValue('#field-from')).toBe('22:00');
  await page.click('dialog .select');
  for (const key of ['Enter', 'ArrowDown', 'Enter', 'Escape']) await page.keyboard.press(key);
  await page.click('dialog button:has-text("Submit")');
  await seeMessage(page, /from 22:00 on Monday and Sunday/);
});
