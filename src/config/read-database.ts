import type { SecretKind } from './read-secret.ts';

/** The address of PostgreSQL, which holds a password. */
export const DATABASE: SecretKind = {
  variable: 'DATABASE_URL',
  fileVariable: 'DATABASE_URL_FILE',
  alone: 'the address',
  several: 'addresses',
  mayBeEmpty: true,
  judge: judgeAddress,
};

/** The clear fault of an address, without quoting any of it; `null` when only the database can judge it. */
export function judgeAddress(value: string): { message: string; expected: string } | null {
  const wrong = (message: string) => ({
    message,
    expected: 'an address such as postgres://user:password@host:5432/datewatch, or none for SQLite',
  });
  if (/\s/.test(value)) return wrong('The address of the database has a space or a line break inside.');
  if (!/^postgres(?:ql)?:\/\//i.test(value)) return wrong('Only PostgreSQL has an address here.');
  if (!URL.canParse(value)) {
    return wrong(
      'The address of the database cannot be read: in a password, letters such as / ? # % are written as %2F %3F %23 %25.',
    );
  }
  if (new URL(value).pathname.length < 2) return wrong('The address names no database.');
  return null;
}

/** The parts of an address that must not be shown anywhere: itself, and its password as it is and as it is written. */
export function secretsOfAddress(address: string): string[] {
  if (!URL.canParse(address)) return [address];
  const { password } = new URL(address);
  return [address, password, decode(password)].filter((text) => text !== '');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
