import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCard } from '../build/open-card.ts';
import { CHANNEL, GUILD, MEMBER, OTHER_CHANNEL, ROLE, type StartedWorld, startWorld } from '../build/start-world.ts';

let started: StartedWorld;

/** The world stands at noon on 28 October 2025 (New York 08:00): the tariff, APEC and the truce are ahead. */
beforeAll(async () => {
  started = await startWorld();
  await started.run({ start: '2025-10-28T12:00:00Z', until: '2025-10-28T12:00:00Z', speed: 1 });
});
afterAll(async () => {
  await started.close();
});

const ask = (name: string, options: Record<string, string | number | boolean> = {}, userId?: string) =>
  started.emulator.interact.command({ name, options, ...(userId === undefined ? {} : { userId }) });
const textOf = (outcome: Awaited<ReturnType<typeof ask>>) =>
  `${outcome.content}\n${JSON.stringify(outcome.message?.embeds ?? [])}`;

describe('every command answers over Discord', () => {
  test('/dates next names the nearest dates, soonest first', async () => {
    const text = textOf(await ask('dates next', { count: 3 }));
    const places = ['APEC', '100% U.S. tariff', 'truce'].map((name) => text.indexOf(name));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  test('/datewatch subscribe, /datewatch check and the card of a channel change what it gets, and say so', async () => {
    const made = await ask('datewatch subscribe', { channel: OTHER_CHANNEL, leads: '7d 1d 1h', role: ROLE });
    expect(made.ephemeral).toBe(true);
    expect(textOf(made)).toContain('APEC');
    expect(textOf(await ask('datewatch check'))).toContain(OTHER_CHANNEL);
    const card = await openCard(started, { channel: OTHER_CHANNEL });
    await card.press('Server time zone');
    await card.fill('Other zone, time of day…', { zone: 'Seoul', time: '08:30' });
    expect(card.text()).toContain('Server time zone: Seoul (Asia/Seoul).');
    expect(textOf(await ask('datewatch check'))).toMatch(/08:30/);
    await card.press('Remove');
    expect(card.text()).toContain('This channel gets nothing any more');
    expect(textOf(await ask('datewatch check'))).not.toContain(OTHER_CHANNEL);
  });

  test('/dates show and its autocomplete find an event by words of its title', async () => {
    const typed = await started.emulator.interact.autocomplete({
      name: 'dates show',
      options: { name: 'truce' },
      focused: 'name',
    });
    expect(typed.choices.map(({ value }) => value)).toContain('tariff-truce-expiry-2025');
    expect(textOf(await ask('dates show', { name: 'tariff-truce-expiry-2025' }))).toContain('ILKHA');
  });

  test('an answer about dates is private, and Share shows it to everyone in the channel, once', async () => {
    const { emulator } = started;
    const before = emulator.messages(CHANNEL).length;
    const answer = await ask('dates next', { count: 3 });
    expect(answer.ephemeral).toBe(true);
    const controls = (answer.message?.components ?? []).flatMap((row) => row['components'] as { custom_id: string }[]);
    const customId = controls.find(({ custom_id }) => custom_id.startsWith('share:'))?.custom_id ?? '';
    const messageId = answer.message?.id ?? '';
    const pressed = await emulator.interact.button({ messageId, customId });
    expect(pressed.callbackType).toBe(7);
    await emulator.until('the shared answer', () => emulator.messages(CHANNEL).length > before);
    const shared = emulator.messages(CHANNEL).at(-1);
    expect(shared?.content).toBe(answer.content);
    expect(JSON.stringify(shared?.embeds)).toContain('Shared by <@');
    expect(JSON.stringify([shared?.components, pressed.message?.components])).not.toContain('share:');
    await expect(emulator.interact.button({ messageId, customId })).rejects.toThrow('no component');
    expect((await ask('dates next', { share: true })).ephemeral).toBe(false);
    expect(emulator.violations).toEqual([]);
  });

  test.each(['dates list', 'remind list', 'help'])('/%s answers', async (name) => {
    expect(textOf(await ask(name)).length).toBeGreaterThan(50);
  });

  test('the Next button of a list turns the page in place', async () => {
    const list = await ask('dates list', { when: 'past' });
    const customId = 'page:past:::1';
    expect(JSON.stringify(list.message?.components)).toContain(customId);
    const before = textOf(list);
    const turned = await started.emulator.interact.button({ messageId: list.message?.id ?? '', customId });
    expect(turned.callbackType).toBe(7);
    expect(textOf(turned)).not.toBe(before);
  });
});

describe('wrong values get a clear private answer and change nothing', () => {
  test.each([
    ['datewatch subscribe', { leads: '7x' }, '7x'],
    ['datewatch pause', { until: '25:00' }, '25:00'],
    ['dates show', { name: 'no-such-event' }, 'no-such-event'],
  ] as const)(
    '/%s with the wrong values %o gets a clear private answer and changes nothing',
    async (name, options, found) => {
      const outcome = await ask(name, options);
      expect(outcome.ephemeral).toBe(true);
      expect(textOf(outcome)).toContain(found);
      expect(textOf(await ask('datewatch check'))).not.toContain(CHANNEL);
    },
  );

  test('a channel where the bot may not write is refused by the name of what is missing', async () => {
    const locked = started.emulator.change.addChannel(GUILD, {
      name: 'locked',
      overwrites: [{ id: GUILD, type: 0, allow: 0n, deny: 2048n }],
    });
    const outcome = await ask('datewatch subscribe', { channel: locked.id });
    expect(outcome.ephemeral).toBe(true);
    expect(textOf(outcome)).toContain('Send Messages');
  });

  test('a member who may not manage the server changes nothing, even past the client', async () => {
    const outcome = await started.emulator.interact.command({
      name: 'datewatch subscribe',
      userId: MEMBER,
      force: true,
    });
    expect(outcome.ephemeral).toBe(true);
    expect(textOf(outcome)).toMatch(/[Mm]anage/);
    expect(textOf(await ask('datewatch check'))).not.toContain(CHANNEL);
  });
});

test('nothing that was sent would be refused by Discord', () => {
  expect(started.emulator.violations).toEqual([]);
});
