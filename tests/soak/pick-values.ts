import { type JsonObject, objectsOf } from '../../emulator/rest/json.ts';
import type { World } from '../../emulator/world/world.ts';
import type { Random } from '../torture/seeded-random.ts';

/** What people type: some of it is understood somewhere, some is nonsense, some wishes the program ill. */
const TYPED = [
  ...['asean-summit-2025', 'us-china-truce-2025', 'made-7', 'burst-1', 'truce', 'tariff', 'summit', 'filing', 'fish'],
  ...['7d 1d 0d', '1h', 'at', '15m', '3d', '90d', 'off', 'none', 'all', 'default'],
  ...['America/New_York', 'Asia/Seoul', 'UTC', 'Mars/Base', 'EST'],
  ...['09:00', '18:30', '25:00', '22:00-07:00', '22:00', 'monday', '1', '-5'],
  ...['2025-11-01', '2025-12-24', 'tomorrow', '2 weeks', '31 February'],
  ...['@everyone <@&1> **bold** [x](https://example.org)', '\u202eright to left', '北京 عيد', '🚢🚢🚢', '   x   '],
  'long '.repeat(1_000),
];
/** Choices that were offered are remembered up to this number. */
const MOST_LEARNED = 500;

/** Words to type; choices that were offered are learned. */
export type Words = { pick(random: Random): string; add(more: readonly string[]): void };

/** What people type at first. */
export function makeWords(): Words {
  const learned: string[] = [];
  return {
    pick: (random) => (learned.length > 0 && random.chance(0.5) ? random.pick(learned) : random.pick(TYPED)),
    add(more) {
      learned.push(...more);
      if (learned.length > MOST_LEARNED) learned.splice(0, learned.length - MOST_LEARNED);
    },
  };
}

/** Valid options for a command as it is registered: the required ones, and some of the rest. */
export function pickOptions(
  parts: { readonly world: World; readonly random: Random; readonly words: Words; readonly guildId: string | null },
  command: JsonObject,
): Record<string, string | number | boolean> {
  const { random } = parts;
  const wanted = objectsOf(command['options']).filter(({ required }) => required === true || random.chance(0.4));
  return Object.fromEntries(
    wanted.flatMap((option) => {
      const value = pickValue(parts, option);
      return value === null ? [] : [[String(option['name']), value] as const];
    }),
  );
}

/** `null` where there is nothing of the kind. */
function pickValue(
  { world, random, words, guildId }: Parameters<typeof pickOptions>[0],
  option: JsonObject,
): string | number | boolean | null {
  const choices = objectsOf(option['choices']);
  if (choices.length > 0) return random.pick(choices)['value'] as string | number;
  const guild = world.guilds.get(guildId ?? '');
  switch (option['type']) {
    case 3:
      return toLength(words.pick(random), option['min_length'], option['max_length'], random);
    case 4:
      return random.whole(numberOr(option['min_value'], -5), numberOr(option['max_value'], 1_000));
    case 5:
      return random.chance(0.5);
    case 7: {
      const channels = [...world.channels.values()].filter((channel) => channel.guildId === guildId);
      return guild === undefined || channels.length === 0 ? null : random.pick(channels).id;
    }
    case 8:
      return guild === undefined ? null : random.pick([...guild.roles.keys()]);
    default:
      throw new Error(`An option of type ${String(option['type'])} is not known here.`);
  }
}

/** What somebody leaves in a field of a form, or types into it. */
export function fillInput(input: JsonObject, random: Random, words: Words): string {
  if (input['required'] === false && random.chance(0.3)) return '';
  const stands = typeof input['value'] === 'string' ? input['value'] : '';
  const value = stands !== '' && random.chance(0.4) ? stands : words.pick(random);
  return toLength(value, input['min_length'] ?? (input['required'] === false ? 0 : 1), input['max_length'], random);
}

function toLength(text: string, least: unknown, most: unknown, random: Random): string {
  const cut = text.slice(0, numberOr(most, 4_000));
  return cut.padEnd(numberOr(least, 0), String(random.whole(0, 9)));
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
