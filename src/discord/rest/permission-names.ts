import { PermissionFlagsBits } from 'discord-api-types/v10';

const ALL: ReadonlySet<string> = new Set(Object.keys(PermissionFlagsBits));

/**
 * A bit field as Discord sends it (decimal text) as names such as `ViewChannel`; an administrator has them all. `null`
 * where there is no bit field: https://docs.discord.com/developers/topics/permissions
 */
export function permissionNames(bits: string | undefined): ReadonlySet<string> | null {
  if (bits === undefined || !/^\d{1,40}$/.test(bits)) return null;
  const value = BigInt(bits);
  if ((value & PermissionFlagsBits.Administrator) !== 0n) return ALL;
  return new Set(
    Object.entries(PermissionFlagsBits).flatMap(([name, flag]) => ((value & flag) === flag ? [name] : [])),
  );
}
