import { describe, expect, test } from 'vitest';
import { composePersonal } from '../../src/deliver/compose/compose-message.ts';
import type { Message } from '../../src/model/message.ts';
import { at } from '../build/build-events.ts';

const WRITTEN = at('2025-11-09T14:00:00Z');
const INSTEAD = '(You get this here because your direct messages are closed to this bot.)';
const CARD = {
  title: 'Truce',
  colour: 1,
  description: 'It ends.',
  fields: [{ name: 'Sure', value: 'confirmed', inline: false }],
  footer: 'List of today',
  event: 'truce',
};
const REFUSED: Message = {
  content: 'Tomorrow: the truce ends (confirmed).',
  ping: null,
  cards: [CARD, { ...CARD, title: 'Talks' }],
  controls: [
    [
      { type: 'button', id: 'details:truce~old', label: 'Details', style: 'secondary', disabled: false },
      { type: 'button', id: 'remind:truce', label: 'Remind me', style: 'secondary', disabled: false },
      { type: 'link', url: 'https://example.org/~a~b', label: 'Source' },
    ],
  ],
  files: [],
};

/** The message in the channel where they asked, composed so many minutes after the refusal. */
function compose(message: Message, { minutes = 0, replay = false, possiblyRepeated = false } = {}): Message {
  const post = { body: { user: '500', message }, due: WRITTEN, nonce: 'new' };
  return composePersonal(post, { now: WRITTEN + minutes * 60_000, reader: 'Asia/Seoul', replay, possiblyRepeated });
}

describe('what closed direct messages refused', () => {
  test('a refused personal message mentions the person in the channel and pings no role, and says why it stands there', () => {
    const said = compose({ ...REFUSED, ping: '900' });
    expect(said).toMatchObject({ content: REFUSED.content, mention: '500', ping: null });
    expect(said.cards[0]?.description).toBe(`${INSTEAD}\nIt ends.`);
    expect(said.cards[0]?.fields).toEqual(CARD.fields);
    expect(said.cards[1]).toEqual(REFUSED.cards[1]);
  });

  test('a refused personal message carries its own mark where the refused one stood, so that it is found again, and leaves the rest', () => {
    const [row = []] = compose(REFUSED).controls;
    expect(row.map((control) => ('id' in control ? control.id : control.url))).toEqual([
      'details:truce~new',
      'remind:truce',
      'https://example.org/~a~b',
    ]);
  });

  test('a refused personal message says that it may be a repetition, where the bot could not see whether it stands there', () => {
    const said = compose(REFUSED, { possiblyRepeated: true });
    expect(said.content).toBe(REFUSED.content);
    expect(said.cards[0]?.description).toMatch(/^Possibly repeated: /);
    expect(compose({ ...REFUSED, cards: [] }, { possiblyRepeated: true }).content).toMatch(/\nPossibly repeated: /);
  });

  test('a refused personal message mentions nobody in a replay', () => {
    expect(compose(REFUSED, { replay: true }).mention).toBeNull();
  });

  test('a refused personal message says that it is late, and when it was written by the clock of that server, once it has waited', () => {
    expect(compose(REFUSED, { minutes: 1 }).content).toBe(REFUSED.content);
    const late = compose(REFUSED, { minutes: 180 });
    expect(late.content).toBe(`Late: ${REFUSED.content}`);
    expect(late.cards[0]?.description).toBe(
      `${INSTEAD}\n(Late: this was written Sun 9 Nov 2025, 23:00 Seoul.)\nIt ends.`,
    );
  });

  test('a refused personal message keeps its first line within a lock screen when that is marked as late', () => {
    const late = compose({ ...REFUSED, content: 'x'.repeat(130) }, { minutes: 180 });
    expect(late.content.length).toBeLessThanOrEqual(110);
    expect(late.content.startsWith('Late: xxx')).toBe(true);
  });

  test('a refused personal message without cards says why below its first line', () => {
    const bare = compose({ ...REFUSED, content: 'Tomorrow: the truce ends.\nIt is confirmed.', cards: [] });
    expect(bare.content).toBe(`Tomorrow: the truce ends.\n${INSTEAD}\nIt is confirmed.`);
    expect(bare.cards).toEqual([]);
  });
});
