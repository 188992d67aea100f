/**
 * Handles a typed command as the client does: finds it, checks its options, and shapes them as the gateway sends them.
 */

import type { Json, JsonObject } from '../rest/json.ts';
import { objectsOf, textOf } from '../rest/json.ts';
import type { CommandDoing } from './interact.ts';

/** A command as the client sends it. */
export interface PickedCommand {
  readonly command: JsonObject;
  readonly options: readonly JsonObject[];
  /** Ids given for options that name users, channels, roles. */
  readonly named: {
    readonly users: readonly string[];
    readonly channels: readonly string[];
    readonly roles: readonly string[];
  };
}

const SUBCOMMANDS: ReadonlySet<unknown> = new Set([1, 2]);
const STRING = 3;
const INTEGER = 4;
const BOOLEAN = 5;
const USER = 6;
const CHANNEL = 7;
const ROLE = 8;
const MENTIONABLE = 9;
const NUMBER = 10;

/**
 * Throws what the client would show: an unknown command or option, a missing required one, a value that does not fit.
 * With `focused` (autocomplete) nothing is required and values are not judged.
 */
export function pickOptions(commands: readonly JsonObject[], doing: CommandDoing, focused?: string): PickedCommand {
  const [name = '', ...subcommands] = doing.name.replace(/^\//, '').split(' ');
  const command = commands.find((known) => known['name'] === name && (known['type'] ?? 1) === 1);
  if (command === undefined) {
    const known = commands.map((entry) => `/${String(entry['name'])}`).join(' ');
    throw new Error(`emulator: no command /${name} is registered; registered are: ${known || 'none'}`);
  }
  const judge = doing.force !== true && focused === undefined;
  const options = nest(
    objectsOf(command['options']),
    subcommands,
    doing.options ?? {},
    judge,
    focused,
    `/${doing.name}`,
  );
  return { command, options, named: nameTargets(options) };
}

function nest(
  shapes: readonly JsonObject[],
  subcommands: readonly string[],
  values: Readonly<Record<string, string | number | boolean>>,
  judge: boolean,
  focused: string | undefined,
  where: string,
): readonly JsonObject[] {
  const [next, ...rest] = subcommands;
  if (next !== undefined) {
    const shape = shapes.find((known) => known['name'] === next && SUBCOMMANDS.has(known['type']));
    if (shape === undefined) throw new Error(`emulator: ${where} has no subcommand "${next}"`);
    return [
      {
        name: next,
        type: shape['type'],
        options: nest(objectsOf(shape['options']), rest, values, judge, focused, where),
      },
    ];
  }
  if (shapes.some((shape) => SUBCOMMANDS.has(shape['type']))) throw new Error(`emulator: ${where} needs a subcommand`);
  const unknown = Object.keys(values).find((key) => !shapes.some((shape) => shape['name'] === key));
  if (unknown !== undefined) throw new Error(`emulator: ${where} has no option "${unknown}"`);
  if (focused !== undefined && shapes.find((shape) => shape['name'] === focused)?.['autocomplete'] !== true) {
    throw new Error(`emulator: option "${focused}" of ${where} has no autocomplete`);
  }
  return shapes.flatMap((shape) => {
    const name = String(shape['name']);
    const value = values[name];
    if (value === undefined && name !== focused) {
      if (judge && shape['required'] === true) throw new Error(`emulator: ${where} needs the option "${name}"`);
      return [];
    }
    const problem = judge && value !== undefined ? judgeValue(shape, value) : undefined;
    if (problem !== undefined) throw new Error(`emulator: option "${name}" of ${where}: ${problem}`);
    // What is being typed arrives as text, whatever the option's type.
    return [
      {
        name,
        type: shape['type'],
        value: name === focused ? String(value ?? '') : value,
        ...(name === focused ? { focused: true } : {}),
      },
    ];
  });
}

function judgeValue(shape: JsonObject, value: string | number | boolean): string | undefined {
  const choices = objectsOf(shape['choices']);
  if (choices.length > 0 && !choices.some((choice) => choice['value'] === value)) {
    return `${JSON.stringify(value)} is none of the choices ${choices.map((choice) => JSON.stringify(choice['value'])).join(', ')}`;
  }
  switch (shape['type']) {
    case STRING:
      return typeof value === 'string'
        ? judgeRange(value.length, shape['min_length'], shape['max_length'], 'length')
        : 'expected text';
    case INTEGER:
      return Number.isInteger(value)
        ? judgeRange(Number(value), shape['min_value'], shape['max_value'], 'value')
        : 'expected a whole number';
    case NUMBER:
      return typeof value === 'number'
        ? judgeRange(value, shape['min_value'], shape['max_value'], 'value')
        : 'expected a number';
    case BOOLEAN:
      return typeof value === 'boolean' ? undefined : 'expected true or false';
    default:
      return typeof value === 'string' && /^\d{1,20}$/.test(value) ? undefined : 'expected an id';
  }
}

function judgeRange(found: number, least: Json | undefined, most: Json | undefined, word: string): string | undefined {
  if (typeof least === 'number' && found < least) return `its ${word} ${found} is below ${least}`;
  if (typeof most === 'number' && found > most) return `its ${word} ${found} is above ${most}`;
  return undefined;
}

function nameTargets(options: readonly JsonObject[]): PickedCommand['named'] {
  const leaves = flatten(options);
  const of = (...types: readonly number[]): readonly string[] =>
    leaves
      .filter(({ type }) => typeof type === 'number' && types.includes(type))
      .flatMap(({ value }) => textOf(value) ?? []);
  return { users: of(USER, MENTIONABLE), channels: of(CHANNEL), roles: of(ROLE, MENTIONABLE) };
}

function flatten(options: readonly JsonObject[]): readonly JsonObject[] {
  return options.flatMap((option) => [option, ...flatten(objectsOf(option['options']))]);
}
