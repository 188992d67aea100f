import { expect, test } from 'vitest';
import { call } from '../../build/build-calls.ts';
import { makeContext } from '../../build/command-context.ts';
import { complete, refusal, run } from '../../build/run-command.ts';
import { NOW, openSubscribedCard } from '../../build/subscribed-card.ts';

const SETUP = 'datewatch setup';
const offered = async (zone: string, locale = 'en-US', more = {}) => {
  const { context } = await makeContext({ now: NOW });
  return (await complete(SETUP, 'zone', zone, call({ zone }, { locale, ...more }), context)).map(({ name }) => name);
};

test('autocomplete of a zone begins with the locale’s own, and finds cities, countries, abbreviations and offsets', async () => {
  expect((await offered('')).slice(0, 2)).toEqual(['New York (America/New_York)', 'Chicago (America/Chicago)']);
  expect((await offered('', 'ko'))[0]).toBe('Seoul (Asia/Seoul)');
  expect(await offered('mumb')).toEqual(['Mumbai (Asia/Kolkata)']);
  expect(await offered('Mumbai')).toEqual(['Mumbai (Asia/Kolkata)']);
  expect(await offered('india')).toEqual(['Kolkata (Asia/Kolkata)']);
  expect(await offered('PST')).toEqual([
    'Los Angeles (America/Los_Angeles)',
    'PST all year (UTC−8)',
    'Manila (Asia/Manila)',
  ]);
  expect(await offered('UTC+9')).toEqual(['UTC+9']);
  expect(await offered('qqqq')).toEqual([]);
  expect((await offered('a')).length).toBeLessThanOrEqual(25);
});

test('zones offered unasked begin with those of the server’s language, then the caller’s, then the list’s', async () => {
  expect((await offered('', 'ko', { serverLocale: 'de' })).slice(0, 3)).toEqual([
    'Berlin (Europe/Berlin)',
    'Seoul (Asia/Seoul)',
    'New York (America/New_York)',
  ]);
  // Every server that is no Community has it.
  expect((await offered('', 'ko', { serverLocale: 'en-US' })).slice(0, 2)).toEqual([
    'Seoul (Asia/Seoul)',
    'New York (America/New_York)',
  ]);
});

test('/datewatch setup with a clock sets how hours are written, alone or with a zone, and Undo takes it back', async () => {
  const { context } = await openSubscribedCard();
  const reply = await run(SETUP, call({ clock: '24-hour' }), context);
  expect(reply.message.cards[0]?.description).toContain('~~at 9 a.m. New York~~ → **at 09:00 New York**');
  expect(JSON.stringify(reply.message.controls)).toContain('"label":"Undo"');
  await run(SETUP, call({ zone: 'Seoul', clock: '12-hour' }), context);
  expect(await context.settingsOf('1')).toMatchObject({ zone: 'Asia/Seoul', hours: 12 });
  await run(SETUP, call({ zone: 'Mumbai' }), context);
  expect(await context.settingsOf('1')).toMatchObject({ zone: 'Asia/Kolkata', hours: 12 });
});

test('the language of a server decides from the first answer on, and a later one replaces it', async () => {
  const { context } = await openSubscribedCard();
  const shown = async (serverLocale: string) =>
    (await run(SETUP, call({}, { serverLocale }), context)).message.cards[0]?.description;
  expect(await shown('en-US')).toContain('at 9 a.m. New York');
  expect(await context.settingsOf('1')).toBeNull();
  expect(await shown('de')).toContain('at 09:00 New York');
  expect(await shown('en-US')).toContain('at 9 a.m. New York');
  expect(await context.settingsOf('1')).toMatchObject({ locale: 'en-US', zone: null });
});

test('/datewatch setup with a zone sets the server’s, shows old and new on the card, and Undo takes it back', async () => {
  const { context } = await openSubscribedCard();
  const reply = await run(SETUP, call({ zone: 'Mumbai' }), context);
  expect(reply.message.cards[0]?.description).toContain('~~at 9 a.m. New York~~ → **at 9 a.m. Kolkata**');
  expect((await context.settingsOf('1'))?.zone).toBe('Asia/Kolkata');
  expect(JSON.stringify(reply.message.controls)).toContain('"label":"Undo"');
});

test('/datewatch setup with a zone in a channel that gets nothing goes on with the questions, by that clock', async () => {
  const { context } = await makeContext({ now: NOW });
  const reply = await run(SETUP, call({ zone: 'Seoul' }), context);
  expect(reply.message.content).toBe('Set up, question 1 of 3: which channel?');
});

test('/datewatch setup asks back where a zone may be several, and refuses what is none', async () => {
  const { context } = await makeContext({ now: NOW });
  const reply = await run(SETUP, call({ zone: 'CST' }), context);
  expect(reply.message.content).toBe('“CST” can mean more than one time zone. Which one?');
  expect(await refusal(SETUP, call({ zone: 'Mars/Base' }), context)).toContain('I know no city, country or time zone');
});
