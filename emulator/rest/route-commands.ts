/** Global application commands: https://discord.com/developers/docs/interactions/application-commands#endpoints */
import { ApplicationCommandCreateRequestSchema, ApplicationCommandUpdateRequestSchema } from 'discord-api-spec/zod';
import { refuseBody } from '../checks/check-body.ts';
import { checkCommand, checkCommandList } from '../checks/check-command.ts';
import { checkSchema } from '../checks/check-schema.ts';
import type { Call } from '../core.ts';
import { bodyOf, paramOf } from '../core.ts';
import type { Answer, Reason } from './answer-request.ts';
import { NO_CONTENT, ok, refuse } from './answer-request.ts';
import type { JsonObject } from './json.ts';
import { isObject } from './json.ts';

/** Documented, but missing in the published schema. */
const TOLERATED: ReadonlySet<string> = new Set(['nsfw', 'id']);
const MAX_COMMANDS = 100;

/** All global commands; those of single servers are not emulated. */
export function listCommands(call: Call): Answer {
  return wrongApplication(call) ?? ok([...call.core.world.commands.values()]);
}

/** One command by id; 10063 when there is none. */
export function readCommand(call: Call): Answer {
  const command = call.core.world.commands.get(paramOf(call, 'command'));
  return wrongApplication(call) ?? (command === undefined ? refuse('unknown-command') : ok(command));
}

/** Replaces all commands. One of the same name and type keeps its id. */
export function replaceCommands(call: Call): Answer {
  const { world, signals } = call.core;
  const list = Array.isArray(call.body) ? (call.body as readonly JsonObject[]) : [];
  const reasons: readonly Reason[] = Array.isArray(call.body)
    ? [
        ...list.flatMap((command, index) =>
          checkSchema(ApplicationCommandUpdateRequestSchema, command, TOLERATED).map((reason) => ({
            ...reason,
            path: [index, ...reason.path],
          })),
        ),
        ...checkCommandList(list.filter(isObject)),
      ]
    : [{ path: [], code: 'LIST_TYPE_CONVERT', message: 'Only iterables may be used in a ListType' }];
  const refusal = wrongApplication(call) ?? refuseBody(call, reasons);
  if (refusal !== undefined) return refusal;
  if (list.length > MAX_COMMANDS) return refuse('too-many-commands');
  const made = list.map((command) => complete(call, command, findTwin(call, command)));
  world.commands.clear();
  for (const command of made) world.commands.set(String(command['id']), command);
  signals.emit('commands', made);
  return ok(made);
}

/** Creates one, or replaces that of the same name and type. */
export function createCommand(call: Call): Answer {
  const body = bodyOf(call);
  const reasons = [...checkSchema(ApplicationCommandCreateRequestSchema, body, TOLERATED), ...checkCommand(body)];
  const refusal = wrongApplication(call) ?? refuseBody(call, reasons);
  if (refusal !== undefined) return refusal;
  const twin = findTwin(call, body);
  if (twin === undefined && call.core.world.commands.size >= MAX_COMMANDS) return refuse('too-many-commands');
  return keep(call, complete(call, body, twin), twin === undefined ? 201 : 200);
}

/** Changes the given fields; the whole is judged as if it were sent anew. */
export function editCommand(call: Call): Answer {
  const old = call.core.world.commands.get(paramOf(call, 'command'));
  if (old === undefined) return wrongApplication(call) ?? refuse('unknown-command');
  const { id: _id, version: _version, application_id: _application, ...shape } = old;
  const body = { ...shape, ...bodyOf(call) };
  const refusal =
    wrongApplication(call) ??
    refuseBody(call, [...checkSchema(ApplicationCommandCreateRequestSchema, body, TOLERATED), ...checkCommand(body)]);
  return refusal ?? keep(call, complete(call, body, old), 200);
}

/** Removes one command by id; 10063 when there is none. */
export function deleteCommand(call: Call): Answer {
  const refusal = wrongApplication(call);
  if (refusal !== undefined) return refusal;
  const { world, signals } = call.core;
  if (!world.commands.delete(paramOf(call, 'command'))) return refuse('unknown-command');
  signals.emit('commands', [...world.commands.values()]);
  return NO_CONTENT;
}

function keep(call: Call, command: JsonObject, status: number): Answer {
  const { world, signals } = call.core;
  world.commands.set(String(command['id']), command);
  signals.emit('commands', [...world.commands.values()]);
  return { status, json: command };
}

function wrongApplication(call: Call): Answer | undefined {
  return paramOf(call, 'application') === call.core.world.applicationId ? undefined : refuse('unknown-application');
}

function findTwin(call: Call, shape: JsonObject): JsonObject | undefined {
  return [...call.core.world.commands.values()].find(
    (known) => known['name'] === shape['name'] && known['type'] === (shape['type'] ?? 1),
  );
}

function complete(call: Call, shape: JsonObject, twin: JsonObject | undefined): JsonObject {
  return {
    type: 1,
    description: '',
    name_localizations: null,
    description_localizations: null,
    default_member_permissions: null,
    dm_permission: true,
    contexts: null,
    integration_types: [0],
    nsfw: false,
    ...shape,
    id: twin?.['id'] ?? call.core.newMachineId(),
    application_id: call.core.world.applicationId,
    version: call.core.newMachineId(),
  };
}
