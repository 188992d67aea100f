/**
 * The answers of a route, and Discord's error codes with their texts:
 * https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
 */
import type { Json, JsonObject } from './json.ts';

/** An answer before it is written to a socket. A status of 204 has neither `json` nor `text`. */
export interface Answer {
  readonly status: number;
  readonly json?: Json;
  /** Plain text instead of JSON. */
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Discord's code, where this is a refusal. */
  readonly code?: number;
}

const REFUSALS = {
  'not-found': [404, 0, '404: Not Found'],
  'method-not-allowed': [405, 0, '405: Method Not Allowed'],
  unauthorized: [401, 0, '401: Unauthorized'],
  'unknown-application': [404, 10002, 'Unknown Application'],
  'unknown-channel': [404, 10003, 'Unknown Channel'],
  'unknown-guild': [404, 10004, 'Unknown Guild'],
  'unknown-member': [404, 10007, 'Unknown Member'],
  'unknown-message': [404, 10008, 'Unknown Message'],
  'unknown-user': [404, 10013, 'Unknown User'],
  'unknown-webhook': [404, 10015, 'Unknown Webhook'],
  'unknown-interaction': [404, 10062, 'Unknown interaction'],
  'unknown-command': [404, 10063, 'Unknown application command'],
  'unknown-event': [404, 10070, 'Unknown Guild Scheduled Event'],
  'too-many-commands': [400, 30032, 'Maximum number of application commands reached (100)'],
  'too-many-events': [400, 30038, 'Maximum number of server scheduled events reached (100)'],
  'too-many-pins': [400, 30003, 'Maximum number of pins reached for the channel (50)'],
  'old-edits': [429, 30046, 'Maximum number of edits to messages older than 1 hour reached. Try again later'],
  'too-large': [413, 40005, 'Request entity too large'],
  'already-crossposted': [400, 40033, 'This message has already been crossposted'],
  acknowledged: [400, 40060, 'Interaction has already been acknowledged.'],
  'missing-access': [403, 50001, 'Missing Access'],
  'not-the-author': [403, 50005, 'Cannot edit a message authored by another user'],
  'empty-message': [400, 50006, 'Cannot send an empty message'],
  'dms-closed': [403, 50007, 'Cannot send messages to this user'],
  'no-text-channel': [400, 50008, 'Cannot send messages in a non-text channel'],
  'missing-permissions': [403, 50013, 'Missing Permissions'],
  'wrong-channel-type': [400, 50024, 'Cannot execute action on this channel type'],
  'webhook-token': [401, 50027, 'Invalid Webhook Token'],
  'invalid-form': [400, 50035, 'Invalid Form Body'],
  'thread-archived': [400, 50083, 'Thread is archived'],
  'invalid-json': [400, 50109, 'The request body contains invalid JSON.'],
  'thread-locked': [400, 160_005, 'Thread is locked'],
} as const satisfies Record<string, readonly [status: number, code: number, text: string]>;

/** The refusals the emulator gives by itself; any other is scripted as a fault. */
export type RefusalName = keyof typeof REFUSALS;

/** Discord's refusal of that name. */
export function refuse(name: RefusalName): Answer {
  const [status, code, message] = REFUSALS[name];
  return { status, code, json: { message, code } };
}

/** 200 with this JSON. */
export function ok(json: Json): Answer {
  return { status: 200, json };
}

/** 204, Discord's answer without content. */
export const NO_CONTENT: Answer = { status: 204 };

/** One thing wrong with a body, and where. */
export interface Reason {
  readonly path: readonly (string | number)[];
  readonly code: string;
  readonly message: string;
}

/** `embeds.0.title: Must be 256 or fewer in length.` */
export function describeReason(reason: Reason): string {
  return `${reason.path.join('.') || '(body)'}: ${reason.message}`;
}

/** 50035 with the reasons nested by path, as https://discord.com/developers/docs/reference#error-messages shows. */
export function refuseForm(reasons: readonly Reason[]): Answer {
  const [status, code, message] = REFUSALS['invalid-form'];
  return { status, code, json: { message, code, errors: nestReasons(reasons, 0) } };
}

function nestReasons(reasons: readonly Reason[], depth: number): JsonObject {
  const here = reasons.filter(({ path }) => path.length === depth).map(({ code, message }) => ({ code, message }));
  const keys = new Set(reasons.flatMap(({ path }) => (path.length > depth ? [String(path[depth])] : [])));
  const nested = [...keys].map((key) => {
    const below = reasons.filter(({ path }) => path.length > depth && String(path[depth]) === key);
    return [key, nestReasons(below, depth + 1)] as const;
  });
  return { ...Object.fromEntries(nested), ...(here.length === 0 ? {} : { _errors: here }) };
}
