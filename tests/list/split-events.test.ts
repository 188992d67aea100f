import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { splitEvents } from '../../src/list/parse/split-events.ts';

const isEventField = (name: string) => name === 'title' || name === 'claims';
const split = (text: string) => splitEvents(text, isEventField);

/** What the pieces say together, each parsed by itself. */
function together(text: string): unknown {
  const parts = split(text);
  if (parts === null) return null;
  const head = parse(parts.before.text + parts.after.text) as Record<string, unknown>;
  return { ...head, events: parts.items.flatMap((item) => parse(item.text) as unknown[]) };
}

const text = fc.oneof(
  fc.lorem({ maxCount: 20 }),
  fc.string({ maxLength: 20 }),
  fc.constantFrom('- x', 'events:', 'a\n\n- b\n', '# c', '---'),
);
const event = fc.dictionary(
  fc.constantFrom('id', 'title', 'summary', 'claims', 'events'),
  fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 3 })),
  { minKeys: 1 },
);

describe('taking a file apart', () => {
  test('taking a file apart loses and adds nothing: the pieces say what the whole says', () => {
    fc.assert(
      fc.property(
        fc.array(event, { minLength: 1, maxLength: 4 }),
        text,
        fc.boolean(),
        fc.boolean(),
        (events, covers, indentSeq, eventsFirst) => {
          const file = eventsFirst ? { events, covers } : { covers, events };
          const whole = stringify(file, { indentSeq, collectionStyle: 'block' });
          expect(together(whole)).toEqual(parse(whole));
        },
      ),
      { numRuns: 200 },
    );
  });

  test('taking a file apart keeps the line at which each piece begins', () => {
    const lines = [
      'covers: x',
      'events:',
      '  # first',
      '  - id: a',
      '    title: A',
      '',
      '  # second',
      '  - id: b',
      'sources: {}',
    ];
    const parts = split(lines.join('\n'));
    expect(parts?.items.map(({ line }) => line)).toEqual([4, 8]);
    expect(parts?.after).toEqual({ text: 'sources: {}', line: 9 });
    for (const item of parts?.items ?? []) expect(item.text.split('\n')[0]).toBe(lines[item.line - 1]);
  });

  test.each([
    ['no events', 'covers: x\n'],
    ['events in brackets', 'events: [{ id: a }]\n'],
    ['events that are no list', 'events:\n  id: a\n'],
    ['events that are not there', 'events:\n'],
    ['JSON', '{ "events": [] }'],
    ['nothing', ''],
  ])('taking a file apart leaves %s to be parsed as a whole', (_, whole) => {
    expect(split(whole)).toBeNull();
  });

  test('taking a file apart keeps a field that slipped to the margin in its event, so that only this event is wrong', () => {
    const parts = split('events:\n  - id: a\ntitle: A\n  - id: b\nsources: {}\n');
    expect(parts?.items.map((item) => item.text)).toEqual(['  - id: a\ntitle: A\n', '  - id: b\n']);
    expect(parts?.after.text).toBe('sources: {}\n');
  });
});
