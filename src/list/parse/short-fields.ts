import type * as Zod from 'zod';
import { z } from '../../yaml/load-zod.ts';
import { dateShape, day } from './date-shape.ts';
import { httpsAddress, oneLine, slug } from './text-shape.ts';

/** The forms of a date that may be given for several parts of an entry at once. */
export const PARTED_KEYS = ['due', 'closes', 'at', 'on', 'starting', 'through'] as const;

/** One date, or one for each part of the entry: `{ abstract: 2026-11-01, paper: 2026-11-08 }`. */
function parted<Shape extends Zod.ZodOptional<Zod.ZodString>>(shape: Shape) {
  const one = shape.unwrap();
  const { description = '', wanted } = one.meta() ?? {};
  return z
    .union([one, z.record(oneLine(100, 'The part of the entry that is dated: the abstract.'), one)])
    .meta({ description: `${description} Or one for each part: { abstract: 2026-11-01, paper: 2026-11-08 }.`, wanted })
    .optional();
}

const { shape } = dateShape;

/** The fields of an entry in the short form, which has no `claims`: its date, and who says so. */
export const shortFields = {
  ...shape,
  due: parted(shape.due),
  closes: parted(shape.closes),
  at: parted(shape.at),
  on: parted(shape.on),
  starting: parted(shape.starting),
  through: parted(shape.through),
  source: slug(
    40,
    'Who says so: one of the names under `sources`; the only one, or the file itself, if left out.',
  ).optional(),
  published: day('The day the source published it.').optional(),
  says: oneLine(300, 'What the source says, in our own words, short.').optional(),
  url: httpsAddress('The page that says so, https only.').optional(),
};
