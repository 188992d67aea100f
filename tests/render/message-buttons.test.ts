import { describe, expect, test } from 'vitest';
import { NEWS } from '../../src/model/control-id.ts';
import type { Control } from '../../src/model/message.ts';
import { type ButtonEvent, messageButtons } from '../../src/render/card/message-buttons.ts';

const event = (id: string, open = true): ButtonEvent => ({ id, title: `Title of ${id}`, open });
const several = (count: number) => Array.from({ length: count }, (_, at) => event(`e${at}`, at % 2 === 0));
const ids = (rows: readonly (readonly Control[])[]) =>
  rows.map((row) => row.map((control) => ('id' in control ? control.id : control.url)));
const labels = (rows: readonly (readonly Control[])[]) =>
  rows.flat().map((control) => ('label' in control ? control.label : control.placeholder));

describe('buttons below messages', () => {
  test('one event has Remind me and Details, each with the mark of the post', () => {
    const rows = messageButtons([event('a'), event('a')], 'mark');
    expect(ids(rows)).toEqual([['remind:a~mark', 'details:a~mark']]);
    expect(labels(rows)).toEqual(['Remind me', 'Details']);
  });

  test('below a notice they say so, behind the event', () => {
    expect(ids(messageButtons([event('a')], 'mark', NEWS))).toEqual([['remind:a~mark', 'details:a:news~mark']]);
    expect(ids(messageButtons(several(2), 'mark', NEWS))).toEqual([['details::news~mark']]);
  });

  test('an event of which nothing more is to come has Details alone', () => {
    expect(ids(messageButtons([event('a', false)], 'mark'))).toEqual([['details:a~mark']]);
  });

  test('several events have one select that opens the details of any, past ones too', () => {
    const rows = messageButtons(several(8), 'mark');
    expect(ids(rows)).toEqual([['details:~mark']]);
    const [select] = rows.flat();
    const options = select?.type === 'select' ? select.options : [];
    expect(options.map(({ value }) => value)).toEqual(['e0', 'e1', 'e2', 'e3', 'e4', 'e5', 'e6', 'e7']);
    expect(options[0]?.label).toBe('Title of e0');
  });

  test('more events than a select may hold are cut at its limit', () => {
    const [select] = messageButtons(several(40), 'm').flat();
    expect(select?.type === 'select' ? select.options.length : 0).toBe(25);
  });

  test('the longest id that the list allows fits into Discord’s 100 characters with the longest mark', () => {
    const rows = messageButtons([event('a'.repeat(60))], 'm'.repeat(25), NEWS);
    expect(rows[0]).toHaveLength(2);
    for (const id of ids(rows).flat()) expect(id.length).toBeLessThanOrEqual(100);
  });
});
