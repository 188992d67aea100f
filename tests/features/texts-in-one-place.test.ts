import { expect, test } from 'vitest';
import { COMMANDS } from '../../src/features/all-features.ts';
import { ENGLISH } from '../../src/render/text/text.ts';

const TEXTS: ReadonlySet<string> = new Set(
  Object.values(ENGLISH).flatMap((subject): string[] => Object.values(subject)),
);

test.each(COMMANDS.map(({ shape }) => shape))(
  'what Discord shows of /$name while it is typed comes from the texts',
  (shape) => {
    const shown = [
      shape.description,
      ...shape.options.flatMap(({ description, choices }) => [description, ...(choices ?? []).map(({ name }) => name)]),
    ];
    expect(shown.filter((text) => !TEXTS.has(text))).toEqual([]);
  },
);
