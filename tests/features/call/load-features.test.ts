import { expect, test } from 'vitest';
import { FEATURES } from '../../../src/features/all-features.ts';
import { loadFeatures } from '../../../src/features/call/load-features.ts';

const LATER = { shape: { name: 'later', description: 'Later', options: [] } } as const;
const later = { ...LATER, handle: () => Promise.reject(new Error('not called here')) };

test('every feature offers just the commands and controls that it is listed with', async () => {
  const features = loadFeatures(FEATURES);
  for (const name of FEATURES.flatMap(({ commands }) => commands ?? [])) {
    expect((await features.findCommand(name))?.shape.name).toBe(name);
  }
  for (const action of FEATURES.flatMap(({ presses }) => presses ?? [])) {
    expect((await features.findPress(action))?.action).toBe(action);
  }
});

test('a feature that offers another command than it is listed with says so, since nobody would find it', async () => {
  const features = loadFeatures([{ commands: ['soon'], load: async () => ({ feature: { commands: [later] } }) }]);
  await expect(features.findCommand('soon')).rejects.toThrow('listed with "soon" but offers "later"');
});

test('a feature is loaded at its first use and then kept', async () => {
  const loads: string[] = [];
  const load = async (name: string) => {
    loads.push(name);
    return { feature: { commands: [{ ...later, shape: { ...later.shape, name } }] } };
  };
  const features = loadFeatures([
    { commands: ['one'], load: () => load('one') },
    { commands: ['two'], load: () => load('two') },
  ]);
  expect(await features.findCommand('three')).toBeNull();
  expect(await features.findPress('one')).toBeNull();
  expect(loads).toEqual([]);
  await Promise.all([features.findCommand('two'), features.findCommand('two')]);
  expect(loads).toEqual(['two']);
  expect((await features.commands()).map(({ shape }) => shape.name)).toEqual(['one', 'two']);
  expect(loads).toEqual(['two', 'one']);
});

test('a feature that could not be loaded is tried anew at its next use', async () => {
  let tries = 0;
  const features = loadFeatures([
    {
      commands: ['later'],
      async load() {
        tries += 1;
        if (tries === 1) throw new Error('the disk hung');
        return { feature: { commands: [later] } };
      },
    },
  ]);
  await expect(features.findCommand('later')).rejects.toThrow('the disk hung');
  expect((await features.findCommand('later'))?.shape.name).toBe('later');
});
