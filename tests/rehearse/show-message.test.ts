import { expect, test } from 'vitest';
import { showMessage } from '../../src/app/cli/show-message.ts';
import { buildCard } from '../../src/render/card/build-card.ts';

test('a message on a terminal is words alone: no mark of Discord’s, and times as they are in the zone', () => {
  const card = buildCard({
    title: 'Filing',
    rows: [
      '**When** <t:1798761600:f> · <t:1798761600:R>',
      '-# [Port office](https://port.example/1) · 2\\*3',
      '~~Mon~~ `x`',
    ],
  });
  const message = { content: '-# **Late** by an hour', ping: null, cards: [card], controls: [], files: [] };
  expect(showMessage(message, 'UTC')).toEqual([
    'Late by an hour',
    '┃ Filing',
    '┃   When Fri 1 Jan 2027, 00:00 (UTC)',
    '┃   Port office · 2*3',
    '┃   Mon x',
  ]);
});
