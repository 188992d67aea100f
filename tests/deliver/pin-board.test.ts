import { expect, test } from 'vitest';
import { pinBoard } from '../../src/deliver/deliver-post.ts';
import type { SendResult } from '../../src/deliver/sender.ts';

const BANNED: SendResult = { kind: 'banned', ms: 600_000, why: 'a page' };

function makePin(slots: boolean) {
  const pinned: string[] = [];
  const pin = async ({ message }: { message: string }) => {
    pinned.push(message);
    return BANNED;
  };
  return { pinned, parts: { sender: { pin }, slot: async () => slots } };
}

test('how the pin of a new board ended is reported, whatever it was', async () => {
  const { pinned, parts } = makePin(true);
  expect(await pinBoard({ channel: '1', edits: null }, '7', parts)).toBe(BANNED);
  expect(pinned).toEqual(['7']);
});

test('an edited board is not pinned again, and none without a slot', async () => {
  const edited = makePin(true);
  expect(await pinBoard({ channel: '1', edits: '7' }, '7', edited.parts)).toBeNull();
  const late = makePin(false);
  expect(await pinBoard({ channel: '1', edits: null }, '7', late.parts)).toBeNull();
  expect([...edited.pinned, ...late.pinned]).toEqual([]);
});
