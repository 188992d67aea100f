import { PermissionsBitField } from 'discord.js';

const ALL: ReadonlySet<string> = new Set(Object.keys(PermissionsBitField.Flags));

/**
 * A bit field as Discord sends it (decimal text) as names such as `ViewChannel`; an administrator has them all. `null`
 * where there is no bit field: https://docs.discord.com/developers/topics/permissions
 */
export function permissionNames(bits: string | undefined): ReadonlySet<string> | null {
  if (bits === undefined || !/^\d{1,40}$/.test(bits)) return null;
  const value = BigInt(bits);
  if ((value & PermissionsBitField.Flags.Administrator) !== 0n) return ALL;
  return new Set(
    Object.entries(PermissionsBitField.Flags).flatMap(([name, flag]) => ((value & flag) === flag ? [name] : [])),
  );
}
