import type { Call } from '../core.ts';
import type { Answer } from './answer-request.ts';
import {
  createCommand,
  deleteCommand,
  editCommand,
  listCommands,
  readCommand,
  replaceCommands,
} from './route-commands.ts';
import {
  type GatewayInfo,
  readApplication,
  readGateway,
  readGatewayBot,
  readSelf,
  readUser,
} from './route-identity.ts';
import { answerInteraction } from './route-interactions.ts';
import {
  createMessage,
  crosspostMessage,
  deleteMessage,
  listPinPage,
  listPins,
  patchMessage,
  pinMessage,
  readMessage,
  readMessages,
  unpinMessage,
} from './route-messages.ts';
import {
  listChannels,
  listOwnGuilds,
  listRoles,
  openDirectChannel,
  readChannel,
  readGuild,
  readMember,
} from './route-places.ts';
import { createEvent, deleteEvent, editEvent, listEvents, readEvent } from './route-scheduled-events.ts';
import { createFollowUp, deleteAnswer, editAnswer, readAnswer } from './route-webhooks.ts';
/** Every REST route the emulator knows, and how a path finds its own. */

/** One method on one path. */
export interface Route {
  readonly method: string;
  /** Path below `/api/v10`, with `:names`. */
  readonly template: string;
  readonly handle: (call: Call) => Answer;
  /** Authorized by a token in the path, and outside the global limit. */
  readonly interaction: boolean;
  readonly pattern: RegExp;
  /** Whether the limit of a channel's creates counts it. */
  readonly limited: boolean;
}

/** The table. Fixed paths stand before those with a name in the same place (`pins` before `:message`). */
export function listRoutes(gateway: GatewayInfo): readonly Route[] {
  const channel = '/channels/:channel';
  const guild = '/guilds/:guild';
  const commands = '/applications/:application/commands';
  const webhook = '/webhooks/:application/:token';
  return [
    bot('GET /gateway', readGateway(gateway)),
    bot('GET /gateway/bot', readGatewayBot(gateway)),
    bot('GET /users/@me', readSelf),
    bot('GET /users/@me/guilds', listOwnGuilds),
    bot('POST /users/@me/channels', openDirectChannel),
    bot('GET /users/:user', readUser),
    bot('GET /applications/@me', readApplication),
    bot('GET /oauth2/applications/@me', readApplication),
    bot(`GET ${commands}`, listCommands),
    bot(`PUT ${commands}`, replaceCommands),
    bot(`POST ${commands}`, createCommand),
    bot(`GET ${commands}/:command`, readCommand),
    bot(`PATCH ${commands}/:command`, editCommand),
    bot(`DELETE ${commands}/:command`, deleteCommand),
    bot(`GET ${channel}`, readChannel),
    { ...bot(`POST ${channel}/messages`, createMessage), limited: true },
    bot(`GET ${channel}/messages`, readMessages),
    bot(`GET ${channel}/messages/pins`, listPinPage),
    bot(`PUT ${channel}/messages/pins/:message`, pinMessage),
    bot(`DELETE ${channel}/messages/pins/:message`, unpinMessage),
    bot(`GET ${channel}/messages/:message`, readMessage),
    bot(`PATCH ${channel}/messages/:message`, patchMessage),
    bot(`DELETE ${channel}/messages/:message`, deleteMessage),
    bot(`POST ${channel}/messages/:message/crosspost`, crosspostMessage),
    bot(`GET ${channel}/pins`, listPins),
    bot(`PUT ${channel}/pins/:message`, pinMessage),
    bot(`DELETE ${channel}/pins/:message`, unpinMessage),
    bot(`GET ${guild}`, readGuild),
    bot(`GET ${guild}/roles`, listRoles),
    bot(`GET ${guild}/channels`, listChannels),
    bot(`GET ${guild}/members/:user`, readMember),
    bot(`GET ${guild}/scheduled-events`, listEvents),
    bot(`POST ${guild}/scheduled-events`, createEvent),
    bot(`GET ${guild}/scheduled-events/:event`, readEvent),
    bot(`PATCH ${guild}/scheduled-events/:event`, editEvent),
    bot(`DELETE ${guild}/scheduled-events/:event`, deleteEvent),
    interaction('POST /interactions/:interaction/:token/callback', answerInteraction),
    interaction(`POST ${webhook}`, createFollowUp),
    interaction(`GET ${webhook}/messages/:message`, readAnswer),
    interaction(`PATCH ${webhook}/messages/:message`, editAnswer),
    interaction(`DELETE ${webhook}/messages/:message`, deleteAnswer),
  ];
}

function bot(line: string, handle: Route['handle']): Route {
  const [method = '', template = ''] = line.split(' ');
  const pattern = new RegExp(`^${template.replace(/:[a-z]+/g, (name) => `(?<${name.slice(1)}>[^/]+)`)}$`);
  return { method, template, handle, interaction: false, pattern, limited: false };
}

function interaction(line: string, handle: Route['handle']): Route {
  return { ...bot(line, handle), interaction: true };
}

/** A route with the values of its names, or whether another method would have fitted. */
export type RouteMatch =
  | { readonly found: Route; readonly params: Readonly<Record<string, string>> }
  | { readonly found?: undefined; readonly knownPath: boolean };

/** The route of a request; whether the path is known distinguishes 405 from 404. */
export function matchRoute(routes: readonly Route[], method: string, path: string): RouteMatch {
  for (const route of routes) {
    if (route.method !== method) continue;
    const match = route.pattern.exec(path);
    if (match === null) continue;
    const params = Object.fromEntries(Object.entries(match.groups ?? {}).map(([name, value]) => [name, decode(value)]));
    return { found: route, params };
  }
  return { knownPath: routes.some(({ pattern }) => pattern.test(path)) };
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
