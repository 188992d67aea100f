import { type APIApplicationCommand, type Interaction, MessageFlags, Routes } from 'discord.js';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Emulator } from '../../emulator/emulator.ts';
import { connectBot, connectRest, emulate, firstChannel, userNamed } from '../build/connect-bot.ts';
import { findBarriers, launchBrowser, openPage, readMessages, seeMessage, typeCommand } from './open-page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const NOW = Date.UTC(2025, 9, 23, 12);

/** One server with roles, a bot that repeats what it is asked, and the commands of a small program. */
async function openServer(handle?: (interaction: Interaction) => Promise<unknown>): Promise<Emulator> {
  const emulator = await emulate({
    now: () => NOW,
    world: {
      botName: 'Datewatch',
      guilds: [
        {
          name: 'Harbour Desk',
          roles: [{ name: 'trade-alerts', mentionable: true }, { name: 'editors' }],
          channels: [{ name: 'trade-dates' }, { name: 'what-is-ahead' }],
          members: [
            { username: 'Mira', owner: true },
            { username: 'Tom', roles: ['trade-alerts'] },
          ],
        },
      ],
    },
  });
  await connectBot(emulator, handle ?? repeat);
  const topics = [
    { name: 'Trade', value: 'trade' },
    { name: 'Summits', value: 'summits' },
  ];
  const commands: Partial<APIApplicationCommand>[] = [
    {
      name: 'dates',
      description: 'd',
      options: [
        {
          type: 1,
          name: 'next',
          description: 'The nearest dates',
          options: [
            { type: 4, name: 'count', description: 'How many' },
            { type: 3, name: 'topic', description: 'Only one topic', choices: topics },
          ],
        },
        {
          type: 1,
          name: 'show',
          description: 'One event',
          options: [{ type: 3, name: 'name', description: 'Which', required: true, autocomplete: true }],
        },
      ],
    },
    { name: 'manage', description: 'For managers', default_member_permissions: '32' },
    { name: 'Why was this posted?', type: 3 },
  ];
  await connectRest(emulator).put(Routes.applicationCommands(emulator.applicationId), { body: commands });
  return emulator;
}

/** Says in private what it was asked. */
async function repeat(interaction: Interaction): Promise<unknown> {
  if (interaction.isAutocomplete())
    return interaction.respond(
      ['Truce', 'Treaty']
        .filter((name) => name.startsWith(interaction.options.getFocused()))
        .map((name) => ({ name, value: name })),
    );
  if (interaction.isChatInputCommand()) {
    const options = interaction.options.data.flatMap(({ options: inner }) => inner ?? []);
    const asked = options.map(({ name, value }) => `${name}=${value}`).join(' ');
    return interaction.reply({ content: `asked ${interaction.commandName} ${asked}`, flags: MessageFlags.Ephemeral });
  }
  if (interaction.isAnySelectMenu())
    return interaction.reply({ content: `chose ${interaction.values.join(' ')}`, flags: MessageFlags.Ephemeral });
  if (interaction.isRepliable()) return interaction.reply({ content: 'pressed', flags: MessageFlags.Ephemeral });
  return undefined;
}

function post(emulator: Emulator, body: object, channelId = firstChannel(emulator).channelId): Promise<unknown> {
  return connectRest(emulator).post(Routes.channelMessages(channelId), { body });
}

const CARD = {
  content: 'U.S.–China tariff truce ends tomorrow: Mon 10 Nov, 12:01 a.m. New York.',
  embeds: [
    {
      title: 'U.S.–China tariff truce',
      color: 0x1f6fd0,
      description:
        '<t:1762750860:F>\n~~before~~ **after**, ||secret|| and [a source](https://example.org/a)\n-# small print',
      fields: [{ name: 'One', value: '1', inline: true }],
    },
  ],
  components: [{ type: 1, components: [{ type: 2, style: 2, label: 'Remind me', custom_id: 'remind' }] }],
};

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
  const placeOf = (target: Page) => target.evaluate(() => document.elementFromPoint(700, 400)?.closest('.message')?.id);
  const reading = await placeOf(page);
  emulator.change.postAs(userNamed(emulator, 'Tom'), channelId, 'the newest');
  await seeMessage(page, /the newest/);
  expect(await placeOf(page)).toBe(reading);
  await page.click('#to-end');
  await expect.poll(() => page.locator('.message').last().isVisible()).toBe(true);
});
