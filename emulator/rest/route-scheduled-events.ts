import {
  ExternalScheduledEventCreateRequestSchema,
  ExternalScheduledEventPatchRequestPartialSchema,
} from 'discord-api-spec/zod';
import { refuseBody } from '../checks/check-body.ts';
import { checkSchema } from '../checks/check-schema.ts';
import { checkFilled } from '../checks/check-text.ts';
import { bodyOf, type Call, INTENT, paramOf } from '../core.ts';
import { guildPermissions, has, PERMISSION } from '../world/compute-permissions.ts';
import { findGuild } from '../world/find-target.ts';
import type { Guild } from '../world/world.ts';
import { type Answer, NO_CONTENT, ok, type Reason, refuse } from './answer-request.ts';
import { isObject, type JsonObject } from './json.ts';

/** Scheduled events of a server: https://discord.com/developers/docs/resources/guild-scheduled-event */

/** "A guild can have a maximum of 100 events with SCHEDULED or ACTIVE status at any time." */
const MAX_EVENTS = 100;
const OPEN_STATES: ReadonlySet<unknown> = new Set([1, 2]);

/** All events of a server, past ones included until they are deleted. */
export function listEvents(call: Call): Answer {
  const sought = findGuild(call);
  return sought.refused ?? ok([...sought.found.scheduledEvents.values()]);
}

/** One event; 10070 when there is none. */
export function readEvent(call: Call): Answer {
  const sought = findEvent(call);
  return 'status' in sought ? sought : ok(sought.event);
}

/** Only EXTERNAL events (entity type 3): a bot that keeps dates has no voice channel to hold them in. */
export function createEvent(call: Call): Answer {
  const { core } = call;
  const body = bodyOf(call);
  const refusal = refuseBody(call, [
    ...checkSchema(ExternalScheduledEventCreateRequestSchema, body),
    ...checkEvent(call, body),
  ]);
  const sought = findGuild(call);
  if (sought.refused !== undefined) return sought.refused;
  const guild = sought.found;
  if (!has(guildPermissions(guild, core.world.botId), PERMISSION.createEvents)) return refuse('missing-permissions');
  if (refusal !== undefined) return refusal;
  if ([...guild.scheduledEvents.values()].filter(({ status }) => OPEN_STATES.has(status)).length >= MAX_EVENTS)
    return refuse('too-many-events');
  const id = core.newId();
  const event: JsonObject = {
    channel_id: null,
    description: null,
    image: null,
    recurrence_rule: null,
    ...body,
    id,
    guild_id: guild.id,
    creator_id: core.world.botId,
    entity_id: null,
    status: 1,
  };
  return keep(call, guild, event, 'GUILD_SCHEDULED_EVENT_CREATE');
}

/** Changes the given fields; the whole must still hold. */
export function editEvent(call: Call): Answer {
  const body = bodyOf(call);
  const sought = findEvent(call);
  if ('status' in sought) return sought;
  const { event, guild } = sought;
  const merged = { ...event, ...body };
  const refusal = refuseBody(call, [
    ...checkSchema(ExternalScheduledEventPatchRequestPartialSchema, body),
    ...checkEvent(call, merged),
  ]);
  if (refusal !== undefined) return refusal;
  return mayManage(call, guild, event)
    ? keep(call, guild, merged, 'GUILD_SCHEDULED_EVENT_UPDATE')
    : refuse('missing-permissions');
}

/** Removes an event of one's own, or of others with MANAGE_EVENTS. */
export function deleteEvent(call: Call): Answer {
  const sought = findEvent(call);
  if ('status' in sought) return sought;
  const { event, guild } = sought;
  if (!mayManage(call, guild, event)) return refuse('missing-permissions');
  guild.scheduledEvents.delete(String(event['id']));
  dispatch(call, guild, event, 'GUILD_SCHEDULED_EVENT_DELETE');
  return NO_CONTENT;
}

/** Own events need CREATE_EVENTS, those of others MANAGE_EVENTS. */
function mayManage(call: Call, guild: Guild, event: JsonObject): boolean {
  const { botId } = call.core.world;
  const permissions = guildPermissions(guild, botId);
  return (
    has(permissions, PERMISSION.manageEvents) ||
    (event['creator_id'] === botId && has(permissions, PERMISSION.createEvents))
  );
}

function keep(call: Call, guild: Guild, event: JsonObject, name: string): Answer {
  guild.scheduledEvents.set(String(event['id']), event);
  dispatch(call, guild, event, name);
  return ok(event);
}

function dispatch(call: Call, guild: Guild, event: JsonObject, name: string): void {
  call.core.dispatch({ name, data: event, intent: INTENT.scheduledEvents, guildId: guild.id });
}

function findEvent(call: Call): { readonly guild: Guild; readonly event: JsonObject } | Answer {
  const sought = findGuild(call);
  if (sought.refused !== undefined) return sought.refused;
  const event = sought.found.scheduledEvents.get(paramOf(call, 'event'));
  return event === undefined ? refuse('unknown-event') : { guild: sought.found, event };
}

function checkEvent(call: Call, body: JsonObject): readonly Reason[] {
  const metadata = isObject(body['entity_metadata']) ? body['entity_metadata'] : {};
  const startMs = Date.parse(String(body['scheduled_start_time']));
  const endMs = Date.parse(String(body['scheduled_end_time']));
  return [
    ...checkFilled(body['name'], ['name'], 100),
    ...checkFilled(metadata['location'], ['entity_metadata', 'location'], 100),
    ...(Number.isNaN(endMs)
      ? [{ path: ['scheduled_end_time'], code: 'BASE_TYPE_REQUIRED', message: 'An external event needs an end.' }]
      : []),
    ...(startMs <= call.core.now() && (body['status'] ?? 1) === 1
      ? [
          {
            path: ['scheduled_start_time'],
            code: 'GUILD_SCHEDULED_EVENT_SCHEDULE_PAST',
            message: 'Cannot schedule event in the past.',
          },
        ]
      : []),
    ...(endMs <= startMs
      ? [
          {
            path: ['scheduled_end_time'],
            code: 'GUILD_SCHEDULED_EVENT_END_BEFORE_START',
            message: 'The end must lie after the start.',
          },
        ]
      : []),
  ];
}
