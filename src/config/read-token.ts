import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from './environment.ts';
import { type ReadSecret, readSecret, type SecretKind } from './read-secret.ts';

/** The bot's token. */
const TOKEN: SecretKind = {
  variable: 'DISCORD_TOKEN',
  fileVariable: 'DISCORD_TOKEN_FILE',
  alone: 'the token',
  several: 'tokens',
  mayBeEmpty: false,
  judge: judgeToken,
};

/** Where a token that was pasted into the set-up page is kept, in the state folder. */
export function keptTokenFile(stateFolder: string): string {
  return join(stateFolder, 'token');
}

/** Whether the environment names a token, good or not: then none is asked for and none kept is read. */
export function isTokenNamed(env: Environment): boolean {
  return env['DISCORD_TOKEN'] !== undefined || env['DISCORD_TOKEN_FILE'] !== undefined;
}

/** The token of the environment, else the one that was pasted into the set-up page. */
export function readToken(env: Environment, cwd: string, stateFolder: string): ReadSecret {
  const kept = keptTokenFile(stateFolder);
  return readSecret(isTokenNamed(env) || !existsSync(kept) ? env : { DISCORD_TOKEN_FILE: kept }, cwd, TOKEN);
}

/**
 * The clear fault of a token, without quoting any of it; `null` when only Discord can judge it. Its parts are not
 * checked: Discord documents no form, and an emulator's token may be any word.
 */
export function judgeToken(value: string): { message: string; expected: string } | null {
  const expected = "the token from the application's page Bot, and nothing else";
  const wrong = (message: string) => ({ message, expected });
  if (value === '') return wrong('The token is empty.');
  if (/^(bot|bearer)\s/i.test(value))
    return wrong('The token begins with a word such as `Bot`, which is added when it is used.');
  if (/\s/.test(value)) return wrong('The token has a space or a line break inside.');
  if (/^(['"`]).*\1$/.test(value)) return wrong('The token stands in quotes.');
  // It travels in an HTTP header, which allows no other characters.
  if (!/^[\x21-\x7e]+$/.test(value)) return wrong('The token has characters that no token has.');
  if (isPlaceholder(value)) return wrong('The token is a placeholder.');
  if (/^\d{17,20}$/.test(value)) return wrong('The token is a number: probably the id of the application.');
  if (/^[\da-f]{64}$/i.test(value))
    return wrong('The token is 64 hexadecimal digits: probably the public key of the application.');
  return null;
}

/** True for the placeholders that templates, guides and programs that put in variables leave behind. */
function isPlaceholder(value: string): boolean {
  return (
    /^[<[{$%].*[>\]}%]$/.test(value) ||
    /^(x+|\.+|-+|_+|\*+|token|secret|todo|none|null|undefined)$/i.test(value) ||
    /^(your|my|change|paste|insert|put|replace|enter|example)[-_.]?(discord|bot|me|the|token|here|secret|with|this|in)/i.test(
      value,
    ) ||
    /token[-_.]?(here|goes)/i.test(value)
  );
}
