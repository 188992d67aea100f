/**
 * The limits of the client: the commands that a person may use, the components they can press, the forms they can send.
 */

import type { JsonObject } from '../rest/json.ts';
import { isObject, objectsOf, textOf } from '../rest/json.ts';
import { channelPermissions, guildPermissions, has, PERMISSION } from '../world/compute-permissions.ts';
import type { Channel, StoredMessage, World } from '../world/world.ts';

/** Why this person does not see the command here; undefined when they do. */
export function whyNoCommand(world: World, command: JsonObject, channel: Channel, userId: string): string | undefined {
  const name = `/${String(command['name'])}`;
  const { contexts } = command;
  const context = channel.guildId === undefined ? 1 : 0;
  if (Array.isArray(contexts) && !contexts.includes(context))
    return `${name} is not offered in ${context === 0 ? 'servers' : 'direct messages'}`;
  if (context === 1)
    return command['dm_permission'] === false ? `${name} is not offered in direct messages` : undefined;
  const permissions = channelPermissions(world, channel, userId);
  if (!has(permissions, PERMISSION.viewChannel)) return `user ${userId} does not see channel ${channel.id}`;
  if (!has(permissions, PERMISSION.useApplicationCommands))
    return `user ${userId} may not use commands in channel ${channel.id}`;
  const needed = textOf(command['default_member_permissions']);
  if (needed === undefined) return undefined;
  const guild = world.guilds.get(channel.guildId ?? '');
  const held = guild === undefined ? 0n : guildPermissions(guild, userId);
  // "0" is for administrators only.
  const allowed = needed === '0' ? has(held, PERMISSION.administrator) : has(held, BigInt(needed));
  return allowed
    ? undefined
    : `user ${userId} lacks the permissions ${name} asks for (default_member_permissions ${needed})`;
}

/** The component of that custom id on a message, or why it cannot be used by this person. */
export function findComponent(message: StoredMessage, customId: string, userId: string): JsonObject | string {
  if (message.visibleTo !== undefined && message.visibleTo !== userId)
    return `message ${message.id} is visible to another person only`;
  const all = flatten(message.components);
  const component = all.find((candidate) => candidate['custom_id'] === customId);
  if (component === undefined) {
    const known = all.flatMap((candidate) => textOf(candidate['custom_id']) ?? []);
    return `message ${message.id} has no component "${customId}"; it has: ${known.join(', ') || 'none'}`;
  }
  return component['disabled'] === true ? `component "${customId}" is disabled` : component;
}

type FormFields = Readonly<Record<string, string | readonly string[]>>;

const TEXT_INPUT = 4;
const SELECTS: ReadonlySet<unknown> = new Set([3, 5, 6, 7, 8]);

/**
 * Rows and labels of a form with the text of each input and the values of each select put in. Throws where one is missing
 * or does not fit.
 */
export function fillForm(modal: JsonObject, fields: FormFields): readonly JsonObject[] {
  const inputs = flatten(objectsOf(modal['components'])).filter(({ type }) => type === TEXT_INPUT || SELECTS.has(type));
  const unknown = Object.keys(fields).find((key) => !inputs.some((input) => input['custom_id'] === key));
  if (unknown !== undefined) throw new Error(`emulator: the form has no input "${unknown}"`);
  let next = 0;
  const fill = (component: JsonObject): JsonObject => {
    next += 1;
    const { type, custom_id } = component;
    const head = { type, id: next };
    if (type === TEXT_INPUT) return { ...head, custom_id, value: readField(component, fields) };
    if (SELECTS.has(type)) return { ...head, custom_id, values: readChoice(component, fields) };
    const inner = component['component'];
    return isObject(inner)
      ? { ...head, component: fill(inner) }
      : { ...head, components: objectsOf(component['components']).map(fill) };
  };
  return objectsOf(modal['components']).map(fill);
}

function readField(input: JsonObject, fields: FormFields): string {
  const name = String(input['custom_id']);
  const value = fields[name] ?? textOf(input['value']) ?? '';
  if (typeof value !== 'string') throw new Error(`emulator: "${name}" takes a text, not values`);
  const least = typeof input['min_length'] === 'number' ? input['min_length'] : 0;
  const most = typeof input['max_length'] === 'number' ? input['max_length'] : 4000;
  if (value === '' && input['required'] !== false) throw new Error(`emulator: the form needs "${name}"`);
  if (value !== '' && (value.length < least || value.length > most)) {
    throw new Error(`emulator: "${name}" has ${value.length} characters; the form takes ${least} to ${most}`);
  }
  return value;
}

function readChoice(select: JsonObject, fields: FormFields): readonly string[] {
  const name = String(select['custom_id']);
  const values = fields[name] ?? [];
  if (typeof values === 'string') throw new Error(`emulator: "${name}" takes values, not a text`);
  const least = select['required'] === false ? 0 : typeof select['min_values'] === 'number' ? select['min_values'] : 1;
  const most = typeof select['max_values'] === 'number' ? select['max_values'] : 1;
  if (values.length < least || values.length > most)
    throw new Error(`emulator: "${name}" has ${values.length} values; the form takes ${least} to ${most}`);
  const offered = new Set(objectsOf(select['options']).map(({ value }) => value));
  const wrong = select['type'] === 3 ? values.find((value) => !offered.has(value)) : undefined;
  if (wrong !== undefined) throw new Error(`emulator: "${wrong}" is no option of "${name}"`);
  return values;
}

/** Every component, those in rows, sections and labels included. */
export function flatten(components: readonly JsonObject[]): readonly JsonObject[] {
  return components.flatMap((component) => {
    const single = ['accessory', 'component'].flatMap((key) => (isObject(component[key]) ? [component[key]] : []));
    return [component, ...flatten(objectsOf(component['components'])), ...single];
  });
}
