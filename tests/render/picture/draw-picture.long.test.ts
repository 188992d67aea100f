import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { drawPictures } from '../../../gallery/draw-pictures.ts';
import { makePictureDrawer } from '../../../src/picture/draw-picture.ts';
import { fontsFor } from '../../../src/picture/find-fonts.ts';
import { realMachine } from '../../../src/time/machine.ts';

const ROOT = join(import.meta.dirname, '../../..');
/** Discord shows a picture of this size at once, also on a slow phone. */
const MOST_BYTES = 300_000;

test('the pictures in the gallery are those that the program draws, and none is larger than 300 kB', async () => {
  for (const { file, png } of await drawPictures()) {
    expect(png.byteLength, file).toBeLessThan(MOST_BYTES);
    expect(Buffer.compare(readFileSync(join(ROOT, 'docs/pictures', file)), png), `${file}: run npm run docs`).toBe(0);
  }
});

test('letters of Latin, Greek, Cyrillic, Korean, Chinese and Japanese writing have a font, and each needs only its pieces', () => {
  const names = (text: string) => fontsFor(text).map((path) => path.replace(/^.*\/(noto-sans(?:-kr|-sc)?)-.*$/, '$1'));
  expect(new Set(names('Zoll č α Д'))).toEqual(new Set(['noto-sans']));
  expect(new Set(names('한국'))).toEqual(new Set(['noto-sans-kr']));
  expect(new Set(names('贸易谈判'))).toEqual(new Set(['noto-sans-sc', 'noto-sans-kr']));
  expect(names('東京サミット').length).toBeGreaterThan(0);
  expect(fontsFor('\u{10FFFF}')).toEqual([]);
});

test('an SVG that cannot be read is refused, and the next one is drawn', async () => {
  const draw = makePictureDrawer(realMachine());
  await expect(draw('<svg')).rejects.toThrow();
  const png = await draw('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>');
  expect(Buffer.from(png.subarray(1, 4)).toString()).toBe('PNG');
});

test('more than eight who wait are told at once, and the others get theirs', async () => {
  const draw = makePictureDrawer(realMachine());
  const asked = Array.from({ length: 12 }, (_, index) =>
    draw(`<svg xmlns="http://www.w3.org/2000/svg" width="${10 + index}" height="10"/>`).then(
      () => 'drawn',
      (error: Error) => error.message,
    ),
  );
  const ends = await Promise.all(asked);
  expect(ends.filter((end) => end === 'drawn').length).toBeGreaterThanOrEqual(9);
  expect(new Set(ends)).toEqual(new Set(['drawn', 'Too many pictures are waiting to be drawn.']));
});
