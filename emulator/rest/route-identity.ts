/** Who the application is and where its gateway is. */

import type { Call } from '../core.ts';
import { paramOf } from '../core.ts';
import { describeUser } from '../world/describe-world.ts';
import type { Answer } from './answer-request.ts';
import { ok, refuse } from './answer-request.ts';
import type { JsonObject } from './json.ts';

/** The gateway's facts about itself. */
export interface GatewayInfo {
  readonly url: () => string;
  readonly sessionStart: () => {
    readonly total: number;
    readonly remaining: number;
    readonly reset_after: number;
    readonly max_concurrency: number;
  };
}

/** `GET /users/@me`: the bot's own user. */
export function readSelf(call: Call): Answer {
  const self = call.core.world.users.get(call.core.world.botId);
  return self === undefined
    ? refuse('unknown-user')
    : ok({ ...describeUser(self), mfa_enabled: false, locale: 'en-US', verified: true, email: null });
}

/** Any user by id; 10013 where there is none. */
export function readUser(call: Call): Answer {
  const user = call.core.world.users.get(paramOf(call, 'user'));
  return user === undefined ? refuse('unknown-user') : ok(describeUser(user));
}

/** The application, the same on both of its addresses. */
export function readApplication(call: Call): Answer {
  return ok(describeApplication(call));
}

function describeApplication(call: Call): JsonObject {
  const { world } = call.core;
  const bot = world.users.get(world.botId);
  return {
    id: world.applicationId,
    name: bot?.username ?? '',
    icon: null,
    description: '',
    type: null,
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: call.core.endpoint.publicKey,
    flags: 0,
    hook: true,
    integration_types_config: { '0': {} },
    approximate_guild_count: world.guilds.size,
    approximate_user_install_count: 0,
    redirect_uris: [],
    interactions_endpoint_url: call.core.endpoint.url(),
    role_connections_verification_url: null,
    owner: { id: '1', username: 'owner', discriminator: '0', global_name: null, avatar: null },
    team: null,
    ...(bot === undefined ? {} : { bot: describeUser(bot) }),
  };
}

/** Where the gateway is. The only bot route that needs no token. */
export function readGateway(info: GatewayInfo): (call: Call) => Answer {
  return () => ok({ url: info.url() });
}

/** https://discord.com/developers/docs/events/gateway#get-gateway-bot */
export function readGatewayBot(info: GatewayInfo): (call: Call) => Answer {
  return (call) => {
    const shards = call.core.options.shards ?? Math.max(1, Math.ceil(call.core.world.guilds.size / 2500));
    return ok({ url: info.url(), shards, session_start_limit: info.sessionStart() });
  };
}
