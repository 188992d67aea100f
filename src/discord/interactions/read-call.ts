import {
  type APIApplicationCommandInteractionDataOption,
  type APIInteraction,
  type APIInteractionDataResolved,
  type APIModalSubmission,
  type APIModalSubmissionComponent,
  ApplicationCommandOptionType,
  ChannelType,
  ComponentType,
} from 'discord-api-types/v10';
import type { CalledChannel, CalledRole, CommandCall, OptionValue } from '../../features/call/command.ts';
import { permissionNames } from '../rest/effective-permissions.ts';

/** `app_permissions` came with the change of 2026-07-16 and is not in the types yet. */
type ResolvedChannel = NonNullable<APIInteractionDataResolved['channels']>[string] & { app_permissions?: string };

const KINDS: ReadonlyMap<ChannelType, CalledChannel['kind']> = new Map([
  [ChannelType.GuildText, 'text'],
  [ChannelType.GuildAnnouncement, 'announcement'],
  [ChannelType.AnnouncementThread, 'thread'],
  [ChannelType.PublicThread, 'thread'],
  [ChannelType.PrivateThread, 'thread'],
  [ChannelType.GuildForum, 'forum'],
  [ChannelType.GuildMedia, 'forum'],
  [ChannelType.GuildVoice, 'voice'],
  [ChannelType.GuildStageVoice, 'voice'],
  [ChannelType.DM, 'dm'],
  [ChannelType.GroupDM, 'dm'],
]);

/**
 * Reads a raw interaction into a call without any SDK in it. Raw, because discord.js keeps neither `app_permissions` of
 * resolved channels nor, without a guild cache, the data that its member and channel structures need.
 */
export function readCall(raw: APIInteraction, options: CommandCall['options']): CommandCall {
  const callerMay = permissionNames(raw.member?.permissions);
  return {
    guild: raw.guild_id ?? null,
    channel: {
      id: raw.channel?.id ?? raw.channel_id ?? '',
      name: raw.channel !== undefined && 'name' in raw.channel ? (raw.channel.name ?? null) : null,
      kind: channelKind(raw.channel?.type),
      botMay: permissionNames(raw.app_permissions),
      callerMay,
    },
    user: raw.member?.user.id ?? raw.user?.id ?? '',
    locale: 'locale' in raw ? raw.locale : 'en-US',
    ...(raw.guild_locale === undefined ? {} : { serverLocale: raw.guild_locale }),
    mayManageServer: callerMay?.has('ManageGuild') ?? false,
    options,
  };
}

/** A command by its full name, `dates next`, and the options below it: those of its subcommand where it is one. */
export function readCommand<
  Option extends { readonly name: string; readonly type: ApplicationCommandOptionType },
>(data: {
  readonly name: string;
  readonly options?: readonly Option[];
}): { readonly name: string; readonly options: readonly Option[] } {
  const { name, options = [] } = data;
  const sub = options.find(({ type }) => type === ApplicationCommandOptionType.Subcommand);
  if (sub === undefined) return { name, options };
  return { name: `${name} ${sub.name}`, options: 'options' in sub ? (sub.options as readonly Option[]) : [] };
}

/**
 * Reads options by name, with channels and roles resolved; `null` where Discord did not send one of those along, since
 * without it a command would mean the channel it was used in.
 */
export function readOptions(
  given: readonly APIApplicationCommandInteractionDataOption[] | undefined,
  resolved: APIInteractionDataResolved | undefined,
  guild: string | undefined,
): Readonly<Record<string, OptionValue>> | null {
  let isKnown = true;
  const read = (given ?? []).flatMap((option): [string, OptionValue][] => {
    if (!('value' in option)) return [];
    const value = resolveValue(option.type, option.value, resolved, guild);
    isKnown &&= value !== null;
    return value === null ? [] : [[option.name, value]];
  });
  return isKnown ? Object.fromEntries(read) : null;
}

function resolveValue(
  type: ApplicationCommandOptionType,
  value: string | number | boolean,
  resolved: APIInteractionDataResolved | undefined,
  guild: string | undefined,
): OptionValue | null {
  if (type === ApplicationCommandOptionType.Channel) return readChannels([String(value)], resolved)[0] ?? null;
  if (type === ApplicationCommandOptionType.Role) return readRoles([String(value)], resolved, guild)[0] ?? null;
  return value;
}

/** The resolved channels of these ids, with the permissions of the bot and of the caller there. */
export function readChannels(
  ids: readonly string[],
  resolved: APIInteractionDataResolved | undefined,
): CalledChannel[] {
  return ids.flatMap((id) => {
    const channel: ResolvedChannel | undefined = resolved?.channels?.[id];
    if (channel === undefined) return [];
    return [
      {
        id,
        name: channel.name ?? null,
        kind: channelKind(channel.type),
        botMay: permissionNames(channel.app_permissions),
        callerMay: permissionNames(channel.permissions),
      },
    ];
  });
}

/** The resolved roles of these ids. The role with the server's id is @everyone. */
export function readRoles(
  ids: readonly string[],
  resolved: APIInteractionDataResolved | undefined,
  guild: string | undefined,
): CalledRole[] {
  return ids.flatMap((id) => {
    const role = resolved?.roles?.[id];
    return role === undefined ? [] : [{ id, name: role.name, mentionable: role.mentionable, everyone: id === guild }];
  });
}

/** Translates a channel's type. */
export function channelKind(type: ChannelType | undefined): CalledChannel['kind'] {
  return (type === undefined ? undefined : KINDS.get(type)) ?? 'other';
}

/**
 * Reads the values typed into a form, by field; in labels as we send them, or in the action rows of older forms.
 * Anybody can send any field:
 * https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-modal-submit-data-structure
 */
export function readFields({ components }: APIModalSubmission): Readonly<Record<string, string>> {
  return Object.fromEntries(components.flatMap(readInputs));
}

function readInputs(component: APIModalSubmissionComponent): [string, string][] {
  const inputs =
    component.type === ComponentType.Label
      ? [component.component]
      : component.type === ComponentType.ActionRow
        ? component.components
        : [];
  return inputs.flatMap((input): [string, string][] =>
    input.type === ComponentType.TextInput ? [[input.custom_id, input.value]] : [],
  );
}
