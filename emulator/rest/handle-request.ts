import { refuseUnreadable } from '../checks/check-body.ts';
import type { FaultQueue } from '../control/queue-faults.ts';
import type { Core } from '../core.ts';
import type { Fault } from '../emulator.ts';
import { answerBanned, answerRateLimited, type InvalidCount } from './answer-limits.ts';
import { type Answer, refuse } from './answer-request.ts';
import { bucketHeaders, type RateLimits } from './limit-rate.ts';
import { matchRoute, type Route, type RouteMatch } from './list-routes.ts';
import type { ParsedBody } from './read-body.ts';
/** From a REST request to its answer: ban, fault, authorization, limits, route. Knows nothing of sockets. */

/** A request as it was read, its body parsed but not judged. */
export interface RestRequest {
  readonly method: string;
  /** Below `/api/v10`, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  readonly rawBody: string;
  readonly parsed: ParsedBody;
}

/** The answer to send, and the facts to record. */
export interface Handled {
  readonly answer: Answer;
  /** `POST /channels/:channel/messages`, or empty. */
  readonly route: string;
  readonly authorized: boolean;
  /** Whether a route carried it out. */
  readonly accepted: boolean;
  /** The fault to apply to the answer on its way; `undefined` for none. */
  readonly fault: Fault | undefined;
}

/** The parts that decide over a request, in the order in which they are asked: ban, faults, token, limits, routes. */
export interface RestParts {
  readonly core: Core;
  readonly routes: readonly Route[];
  readonly limits: RateLimits;
  readonly invalid: InvalidCount;
  readonly faults: FaultQueue;
  readonly tokenIsValid: () => boolean;
}

/** Decides and carries out in one step, without waiting: two requests never see each other half done. */
export function handleRequest(parts: RestParts, request: RestRequest): Handled {
  const match = matchRoute(parts.routes, request.method, request.path);
  const route = match.found === undefined ? '' : `${match.found.method} ${match.found.template}`;
  const authorized = isAuthorized(parts, request);
  const banned = parts.invalid.bannedForMs();
  if (banned !== undefined)
    return finish(parts, { answer: answerBanned(banned), route, authorized, accepted: false, fault: undefined });
  const body = 'body' in request.parsed ? request.parsed.body : undefined;
  const fault = parts.faults.take({
    method: request.method,
    path: request.path,
    route,
    rawBody: request.rawBody,
    body,
  });
  const scripted = fault === undefined ? undefined : scriptedAnswer(parts, fault);
  const answer = scripted ?? carryOut(parts, request, match, authorized);
  return finish(parts, { answer, route, authorized, accepted: scripted === undefined && answer.status < 400, fault });
}

function finish(parts: RestParts, handled: Handled): Handled {
  parts.invalid.note(handled.answer);
  return handled;
}

function isAuthorized(parts: RestParts, request: RestRequest): boolean {
  return parts.tokenIsValid() && request.authorization === `Bot ${parts.core.token}`;
}

/** The answer of faults that keep a request from being carried out. */
function scriptedAnswer(parts: RestParts, fault: Fault): Answer | undefined {
  switch (fault.kind) {
    case 'status': {
      const text = typeof fault.body === 'string' ? { text: fault.body } : undefined;
      const json = fault.body ?? { message: fault.message ?? `${fault.status}: scripted`, code: fault.code ?? 0 };
      return { status: fault.status, ...(text ?? { json }), code: fault.code ?? 0, headers: fault.headers ?? {} };
    }
    case 'rate-limited':
      return answerRateLimited(fault.retryAfterSeconds * 1000, fault.scope ?? 'user');
    case 'ban':
      parts.invalid.ban(fault.ms);
      return answerBanned(fault.ms);
    case 'refuse-before':
      return { status: 503 };
    default:
      return undefined;
  }
}

function carryOut(parts: RestParts, request: RestRequest, match: RouteMatch, authorized: boolean): Answer {
  const route = match.found;
  if (route === undefined) return refuse(match.knownPath ? 'method-not-allowed' : 'not-found');
  if (!route.interaction && !authorized && route.template !== '/gateway') return refuse('unauthorized');
  const globalWait = route.interaction ? undefined : parts.limits.takeGlobal();
  if (globalWait !== undefined) return answerRateLimited(globalWait, 'global');
  return withBucket(parts, route, match.params['channel'] ?? '', () => callRoute(parts, request, route, match.params));
}

function withBucket(parts: RestParts, route: Route, channelId: string, act: () => Answer): Answer {
  const state = route.limited ? parts.limits.takeChannel(channelId) : undefined;
  if (state === undefined) return act();
  const headers = bucketHeaders(state, parts.core.machineNow(), 'a11ce5b0bcafe000d15c0deb0ba11ab1');
  const answer = state.waitMs === undefined ? act() : answerRateLimited(state.waitMs, 'user');
  return { ...answer, headers: { ...headers, ...answer.headers } };
}

function callRoute(
  parts: RestParts,
  request: RestRequest,
  route: Route,
  params: Readonly<Record<string, string>>,
): Answer {
  const { parsed, method, path, query } = request;
  const call = { core: parts.core, method, path, params, query, body: undefined, files: [] };
  if (parsed.problem !== undefined) return refuseUnreadable(call, parsed.problem);
  return route.handle({ ...call, body: parsed.body, files: parsed.files });
}
