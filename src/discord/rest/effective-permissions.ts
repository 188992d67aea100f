import { type APIGuildMember, type APIOverwrite, type APIRole, PermissionFlagsBits } from 'discord-api-types/v10';

const ALL = Object.values(PermissionFlagsBits).reduce((sum, flag) => sum | flag, 0n);
const ALL_NAMES: ReadonlySet<string> = new Set(Object.keys(PermissionFlagsBits));

/**
 * The permissions that a timed-out member keeps:
 * https://docs.discord.com/developers/topics/permissions#permissions-for-timed-out-members
 */
const LEFT_IN_TIMEOUT = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.ReadMessageHistory;

/**
 * The permissions without effect where one may not write:
 * https://docs.discord.com/developers/topics/permissions#implicit-permissions
 */
const NEEDS_SENDING =
  PermissionFlagsBits.MentionEveryone |
  PermissionFlagsBits.SendTTSMessages |
  PermissionFlagsBits.AttachFiles |
  PermissionFlagsBits.EmbedLinks;

/** A member and the server it is in, as Discord's REST describes them. */
export type MemberInServer = {
  readonly server: string;
  readonly user: string;
  readonly isOwner: boolean;
  readonly member: Pick<APIGuildMember, 'roles' | 'communication_disabled_until'>;
  readonly roles: readonly Pick<APIRole, 'id' | 'permissions'>[];
};

/**
 * Computes the permissions of a member in a channel with these overwrites (for a thread: those of its parent), as a bit
 * field in Discord's spelling. `now` (ms) ends timeouts. Pure, after the pseudo code of
 * https://docs.discord.com/developers/topics/permissions#permission-overwrites
 */
export function effectivePermissions(
  who: MemberInServer,
  overwrites: readonly APIOverwrite[],
  where: { readonly isThread: boolean; readonly now: number },
): string {
  const held = new Set([who.server, ...who.member.roles]);
  const base = sum(who.roles.filter(({ id }) => held.has(id)).map(({ permissions }) => permissions));
  if (who.isOwner || (base & PermissionFlagsBits.Administrator) !== 0n) return String(ALL);
  const layers = [
    overwrites.filter(({ id }) => id === who.server),
    overwrites.filter(({ id, type }) => type === 0 && id !== who.server && held.has(id)),
    overwrites.filter(({ id, type }) => type === 1 && id === who.user),
  ];
  const here = layers.reduce(
    (bits, layer) => (bits & ~sum(layer.map(({ deny }) => deny))) | sum(layer.map(({ allow }) => allow)),
    base,
  );
  const timeout = Date.parse(who.member.communication_disabled_until ?? '');
  return String(withoutImplied(timeout > where.now ? here & LEFT_IN_TIMEOUT : here, where.isThread));
}

function withoutImplied(bits: bigint, isThread: boolean): bigint {
  if ((bits & PermissionFlagsBits.ViewChannel) === 0n) return 0n;
  const speaking = isThread ? PermissionFlagsBits.SendMessagesInThreads : PermissionFlagsBits.SendMessages;
  return (bits & speaking) === 0n ? bits & ~NEEDS_SENDING : bits;
}

function sum(fields: readonly string[]): bigint {
  return fields.reduce((bits, field) => bits | BigInt(field), 0n);
}

/**
 * Translates a bit field as Discord sends it (decimal text) into names such as `ViewChannel`; an administrator has them
 * all. `null` where there is no bit field: https://docs.discord.com/developers/topics/permissions
 */
export function permissionNames(bits: string | undefined): ReadonlySet<string> | null {
  if (bits === undefined || !/^\d{1,40}$/.test(bits)) return null;
  const value = BigInt(bits);
  if ((value & PermissionFlagsBits.Administrator) !== 0n) return ALL_NAMES;
  return new Set(
    Object.entries(PermissionFlagsBits).flatMap(([name, flag]) => ((value & flag) === flag ? [name] : [])),
  );
}
