import { describe, expect, test } from 'vitest';
import type { Control } from '../../src/model/message.ts';
import { type ButtonEvent, messageButtons } from '../../src/render/card/message-buttons.ts';

const event = (id: string, open = true): ButtonEvent => ({ id, title: `Title of ${id}`, open });
const ids = (rows: readonly (readonly Control[])[]) =>
  rows.map((row) => row.map((control) => ('id' in control ? control.id : control.url)));
const labels = (rows: readonly (readonly Control[])[]) =>
  rows.flat().map((control) => ('label' in control ? control.label : control.placeholder));

describe('buttons below messages', () => {
  test('one event has Details, Remind me and Add to calendar, each with the mark of the post', () => {
    const rows = messageButtons([event('a'), event('a')], 'mark');
    expect(ids(rows)).toEqual([['details:a~mark', 'remind:a~mark', 'calendar:a~mark']]);
    expect(labels(rows)).toEqual(['Details', 'Remind me', 'Add to calendar']);
  });

  test('an event of which nothing more is to come has Details alone', () => {
    expect(ids(messageButtons([event('a', false)], 'mark'))).toEqual([['details:a~mark']]);
  });

  test('several events have Details up to five, and one select to be reminded of any', () => {
    const events = Array.from({ length: 8 }, (_, at) => event(`e${at}`, at !== 7));
    const rows = messageButtons(events, 'mark');
    expect(ids(rows)).toEqual([[0, 1, 2, 3, 4].map((at) => `details:e${at}~mark`), ['remind:~mark']]);
    const [select] = rows[1] ?? [];
    const values = select?.type === 'select' ? select.options.map(({ value }) => value) : [];
    expect(values).toEqual(['e0', 'e1', 'e2', 'e3', 'e4', 'e5', 'e6']);
  });

  test('more events than a select may hold are cut at its limit', () => {
    const [select] =
      messageButtons(
        Array.from({ length: 40 }, (_, at) => event(`e${at}`)),
        'm',
      )[1] ?? [];
    expect(select?.type === 'select' ? select.options.length : 0).toBe(25);
  });

  test('several events of which nothing more is to come have no select', () => {
    expect(ids(messageButtons([event('a', false), event('b', false)], 'm'))).toEqual([['details:a~m', 'details:b~m']]);
  });

  test('the longest id that the list allows fits into Discord’s 100 characters with the longest mark', () => {
    const rows = messageButtons([event('a'.repeat(60))], 'm'.repeat(25));
    expect(rows[0]).toHaveLength(3);
    for (const id of ids(rows).flat()) expect(id.length).toBeLessThanOrEqual(100);
  });
});
