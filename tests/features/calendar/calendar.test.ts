import { expect, test } from 'vitest';
import { CommandRefusal } from '../../../src/features/call/command.ts';
import { press } from '../../build/build-calls.ts';
import { opens } from '../../build/build-events.ts';
import { HOSTILE, makeEvent, makeList } from '../../build/build-lists.ts';
import { expectSound } from '../../build/check-message.ts';
import { makeContext } from '../../build/command-context.ts';
import { allText, runPress } from '../../build/run-command.ts';
import { exchange, transcript } from '../../build/write-transcript.ts';
import { parseCalendar } from '../../render/parse-calendar.ts';

const AUTUMN = '2025-10-24T16:00:00Z';
const NOW = '2030-06-01T00:00:00Z';
const TRUCE = 'tariff-truce-expiry-2025';

test('a press on Add to calendar reads as reviewed, and hands out a file that calendars read, and a link', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const reply = await runPress('calendar', press([TRUCE]), context);
  expectSound(reply);
  expect(reply).toMatchObject({ private: true });
  const [file] = reply.message.files;
  expect(file).toMatchObject({ name: `${TRUCE}.ics`, contentType: 'text/calendar; charset=utf-8' });
  const { events } = parseCalendar(new TextDecoder().decode(file?.data));
  expect(events).toMatchObject([{ 'DTSTART;VALUE=DATE': '20251110', DTSTAMP: '20251024T160000Z' }]);
  expect(reply.message.controls).toMatchObject([[{ type: 'link', label: 'Google Calendar' }]]);
  const shown = transcript('Add to calendar', [exchange('Add to calendar, of the truce', reply)]);
  await expect(shown).toMatchFileSnapshot('../transcripts/press-calendar.md');
});

test('a press on Add to calendar takes a cancelled event out of calendars, and links to none', async () => {
  const list = makeList([makeEvent('talks', opens('2030-06-05'), { certainty: 'cancelled' })]);
  const { context } = await makeContext({ now: NOW, list });
  const reply = await runPress('calendar', press(['talks']), context);
  expectSound(reply);
  expect(reply.message.controls).toEqual([]);
  expect(allText(reply)).toContain('marked as cancelled');
  const { events } = parseCalendar(new TextDecoder().decode(reply.message.files[0]?.data));
  expect(events).toMatchObject([{ STATUS: 'CANCELLED' }]);
});

test.each([
  ['an event without an exact date, with a way to hear of one', ['vote'], 'no exact date yet'],
  ['an event that is not in the list', ['gone'], 'no longer in the list'],
  ['no event at all', [], 'no longer in the list'],
  ['a made-up id', ['__proto__', 'x'], 'no longer in the list'],
])('a press on Add to calendar refuses %s', async (_, args, words) => {
  const month = { role: 'opens', approximate: false, precision: 'month', month: '2030-11' } as const;
  const { context } = await makeContext({ now: NOW, list: makeList([makeEvent('vote', month)]) });
  const asked = runPress('calendar', press(args), context);
  await expect(asked).rejects.toBeInstanceOf(CommandRefusal);
  await expect(asked).rejects.toThrow(words);
});

test('a press on Add to calendar keeps hostile text harmless', async () => {
  const list = makeList([makeEvent('x', opens('2030-06-05'), { title: HOSTILE, place: HOSTILE })]);
  const { context } = await makeContext({ now: NOW, list });
  expectSound(await runPress('calendar', press(['x']), context));
});
