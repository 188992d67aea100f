import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeMessage, encodeMessage } from '../../src/store/outbox/convert-rows.ts';
import { anyText } from '../build/any-text.ts';
import { message } from '../build/build-posts.ts';

test('a decoded message has any text and any bytes as they were encoded', () => {
  const file = fc.record({ name: anyText(), contentType: fc.string(), data: fc.uint8Array() });
  fc.assert(
    fc.property(anyText(), fc.array(file, { maxLength: 3 }), (content, files) => {
      const whole = { ...message(content), files };
      expect(decodeMessage(encodeMessage(whole))).toEqual(whole);
    }),
  );
});

test('an encoded message takes the bytes that a view shows, not the buffer below it', () => {
  const data = new Uint8Array([9, 1, 2, 9]).subarray(1, 3);
  const whole = { ...message(''), files: [{ name: 'a', contentType: 'b', data }] };
  expect(decodeMessage(encodeMessage(whole)).files[0]?.data).toEqual(new Uint8Array([1, 2]));
});
