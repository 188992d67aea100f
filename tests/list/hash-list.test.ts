import { describe, expect, test } from 'vitest';
import { eventText, goodList, listText } from '../build/list-texts.ts';

describe("a list's version", () => {
  const text = listText(eventText('a'), eventText('b'));
  const version = goodList(text).version;

  test("a list's version stays when files or events change places", () => {
    expect(goodList(listText(eventText('b'), eventText('a'))).version).toBe(version);
    const two = [listText(eventText('a')), listText(eventText('b'))] as const;
    expect(goodList(two[1], two[0]).version).toBe(goodList(...two).version);
  });

  test.each([
    ['a word', 'The a', 'The A'],
    ['a date', '2025-11-01', '2025-11-02'],
    ['what the file covers', 'a list made', 'another list made'],
    ['the name of a source that is shown', 'name: One', 'name: Eins'],
    ['the archive mark', 'sources:', 'archive: true\nsources:'],
  ])("a list's version changes with %s", (_, from, to) => {
    expect(goodList(text.replace(from, to)).version).not.toBe(version);
  });
});
