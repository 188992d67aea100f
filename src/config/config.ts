import type { Instant } from '../model/date.ts';
import type { Recurring } from '../model/recurring.ts';
import type { ChannelId, Defaults, GuildId, GuildSettings, Subscription, UserId } from '../model/subscription.ts';
import type { Secret } from './secret.ts';

/** Proxies by the kind of address that is reached through them; an address may hold a password. */
export type Proxies = {
  readonly https: Secret | null;
  readonly http: Secret | null;
  /** Hosts that are reached directly, as `NO_PROXY` lists them. */
  readonly except: string;
};

/** Where the program serves its pages over HTTP. */
export type HttpSettings = {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** `null` only where nobody but this machine can connect. */
  readonly password: Secret | null;
};

/** Where Discord's requests with interactions are taken; their signature is the password. */
export type InteractionSettings = {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
};

/** The part of the list that everybody may read, and where. */
export type PublicSettings = {
  /** Whether the port for HTTP serves it. */
  readonly serve: boolean;
  /** `null`: what the list covers. */
  readonly title: string | null;
  /** The address of the pages, with a slash at the end; `null` where it is not known. */
  readonly address: string | null;
};

/** All settings of environment and settings file, validated. Nothing else in the program reads either. */
export type Config = {
  /** `null`: no token was given, which means the demo (an error in production). */
  readonly token: Secret | null;
  /** The REST base such as `http://127.0.0.1:4000/api`; `null` is Discord's own. */
  readonly apiUrl: string | null;
  /** True where `apiUrl` is on loopback: an emulator, where a simulated world is allowed. */
  readonly apiIsLocal: boolean;
  /** The proxies on the way to Discord; `null` without one. */
  readonly proxies: Proxies | null;
  readonly production: boolean;
  /** `null`: nothing is served over HTTP. */
  readonly http: HttpSettings | null;
  /** `null`: interactions come by the gateway alone. */
  readonly interactions: InteractionSettings | null;
  /** Whether it logs in to the gateway; false only where interactions come over HTTP. */
  readonly gateway: boolean;
  readonly dataFolder: string;
  readonly settingsFile: string;
  readonly stateFolder: string;
  /** The address of PostgreSQL, with its password; `null`: the state is SQLite's file in the state folder. */
  readonly database: Secret | null;
  /** A simulated world; `null` is the real one. */
  readonly simulated: { readonly start: Instant; readonly speed: number } | null;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  /** `null`: text on a terminal, JSON elsewhere. */
  readonly logFormat: 'json' | 'text' | null;
  readonly defaults: Defaults;
  /** Milliseconds of world time (product rule 10). */
  readonly grace: { readonly most: number; readonly at: number };
  /** Requests a second that Discord allows this bot: https://docs.discord.com/developers/topics/rate-limits#global-rate-limit */
  readonly requestsPerSecond: number;
  /** The servers that are served; `null` serves every server that adds the bot. */
  readonly onlyServers: readonly GuildId[] | null;
  /** How many channels of one server may get something, where commands ask for it. */
  readonly channelsPerServer: number;
  /** The part of the list that everybody may read, and where. */
  readonly public: PublicSettings;
  /** The place where maintainers are notified; `null` for log, `/datewatch check` and `check` only. */
  readonly maintainers: { readonly channel: ChannelId } | { readonly user: UserId } | null;
  /** Subscriptions declared in the file; `since` is set when they are first seen. */
  readonly subscriptions: readonly Omit<Subscription, 'since'>[];
  /** Boards and digests declared in the file; `since` likewise. */
  readonly recurring: readonly Omit<Recurring, 'since'>[];
  /** Servers' clocks declared in the file. */
  readonly guilds: readonly GuildSettings[];
};
