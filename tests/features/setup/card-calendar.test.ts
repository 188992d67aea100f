import { expect, test } from 'vitest';
import { isSecretOf, readCalendarName } from '../../../src/model/channel-calendar.ts';
import { openSubscribedCard } from '../../build/subscribed-card.ts';

const calendarsAt = 'https://dates.example/dates/';
const addressIn = (note: string | undefined): string => /`(https:[^`]+)`/.exec(note ?? '')?.[1] ?? '';
const secretOf = (address: string) => readCalendarName(address.slice(calendarsAt.length))?.secret ?? '';

test('a manager makes the address of a channel’s calendar on its card; it is shown once, and only a print of it is kept', async () => {
  const { screen, saved } = await openSubscribedCard({ calendarsAt });
  const before = await saved();
  await screen.press('Calendar');
  expect(screen.said()['Calendar']).toContain('Whoever has the address can read them');
  await screen.press('Make its address');
  const address = addressIn(screen.said()['Note']);
  expect(address).toMatch(/^https:\/\/dates\.example\/dates\/channel\/100\/[\w-]{22}\.ics$/);
  expect(screen.lines()['Channel']).toBe('<#100> · **a calendar**');
  const row = await saved();
  expect(isSecretOf(row?.calendar, secretOf(address))).toBe(true);
  expect(JSON.stringify(row)).not.toContain(secretOf(address));
  // Nothing else has changed: what is due stays due.
  expect({ ...row, calendar: before?.calendar, version: before?.version }).toEqual(before);
  await screen.press('Back');
  expect(JSON.stringify(screen.reply())).not.toContain(secretOf(address));
});

test('a new address ends the earlier one, and End leaves none', async () => {
  const { screen, saved } = await openSubscribedCard({ calendarsAt });
  await screen.press('Calendar');
  await screen.press('Make its address');
  const first = secretOf(addressIn(screen.said()['Note']));
  await screen.press('New address');
  expect(screen.said()['Note']).toContain('The earlier address leads nowhere any more.');
  const second = secretOf(addressIn(screen.said()['Note']));
  expect([first, second].map((secret) => secret.length)).toEqual([22, 22]);
  const kept = (await saved())?.calendar;
  expect([first, second].map((secret) => isSecretOf(kept, secret))).toEqual([false, true]);
  await screen.press('End it');
  expect(screen.lines()['Channel']).toBe('<#100> · ~~a calendar~~');
  expect((await saved())?.calendar).toBeUndefined();
  expect(isSecretOf(undefined, second)).toBe(false);
});

test('no calendar is offered where the operator has set no public address', async () => {
  const { screen } = await openSubscribedCard();
  expect(screen.buttons()).not.toContain('Calendar');
});

test.each([
  'channel/100/short.ics',
  'channel/100/aaaaaaaaaaaaaaaaaaaaaaa.ics',
  'channel/x/aaaaaaaaaaaaaaaaaaaaaa.ics',
  'channel/100/aaaaaaaaaaaaaaaaaaaaaa.ics/..',
  'channel/100/aaaaaaaaaaa%2Faaaaaaaa.ics',
  'channel//aaaaaaaaaaaaaaaaaaaaaa.ics',
])('%s is no calendar of a channel', (name) => {
  expect(readCalendarName(name)).toBeNull();
});
