import { expect, test } from 'vitest';
import { findEveryText } from '../build/every-text.ts';
import { features } from '../build/run-command.ts';

const COMMANDS = await features.commands();

const TEXTS: ReadonlySet<string> = new Set((await findEveryText()).flatMap(({ english }) => Object.values(english)));

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
