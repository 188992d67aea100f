import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Problem } from '../model/problem.ts';
import { readRegularFile } from '../yaml/read-file.ts';
import type { Environment, VariableName } from './environment.ts';
import { makeSecret, type Secret } from './secret.ts';

/** Far more than any token has; a larger file is another file. */
const MAX_BYTES = 4_096;

/** The folder of Docker's secrets: always readable by everybody inside, and by nobody outside. */
const DOCKER_SECRETS = '/run/secrets/';

/** The token, or why it cannot be used. */
export type ReadToken = {
  readonly token: Secret | null;
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
  /** The texts that were read, good or not: to be hidden in every other text. */
  readonly raw: readonly string[];
};

/** The bot's token from `DISCORD_TOKEN` or the file that `DISCORD_TOKEN_FILE` names. No text it returns holds a token but `raw`. */
export function readToken(env: Environment, cwd: string): ReadToken {
  const problems: Problem[] = [];
  const given: { readonly value: string; readonly variable: VariableName }[] = [];
  const direct = env['DISCORD_TOKEN'];
  const path = env['DISCORD_TOKEN_FILE'];
  const file = path === undefined ? null : readTokenFile(path, cwd);
  if (direct !== undefined) given.push({ value: direct.trim(), variable: 'DISCORD_TOKEN' });
  if (file !== null && 'value' in file) given.push({ value: file.value, variable: 'DISCORD_TOKEN_FILE' });
  if (file !== null && 'problem' in file) problems.push(file.problem);
  for (const { value, variable } of given) {
    const wrong = judgeToken(value);
    if (wrong !== null) problems.push(aboutToken(variable, wrong.message, wrong.expected));
  }
  const [first, second] = given;
  if (first && second && first.value !== '' && second.value !== '' && first.value !== second.value) {
    // Either might be the old one; guessing would log in as the wrong bot.
    problems.push(
      aboutToken(
        'DISCORD_TOKEN',
        'DISCORD_TOKEN and the file of DISCORD_TOKEN_FILE hold different tokens.',
        'only one of them',
      ),
    );
  }
  return {
    token: first && problems.length === 0 ? makeSecret(first.value) : null,
    problems,
    notes: file !== null && 'value' in file ? file.notes : [],
    raw: given.map(({ value }) => value),
  };
}

function readTokenFile(path: string, cwd: string): { value: string; notes: string[] } | { problem: Problem } {
  const wrong = (message: string, expected: string) => ({
    problem: aboutToken('DISCORD_TOKEN_FILE', message, expected),
  });
  const alone = 'a readable file with the token alone';
  // Set but empty is a mistyped secret more often than a request for the demo.
  if (path.trim() === '') return wrong('DISCORD_TOKEN_FILE is set but empty.', 'the path of a file, or not set at all');
  try {
    const full = resolve(cwd, path);
    const read = readRegularFile(full, { most: MAX_BYTES });
    if ('refused' in read) return wrong(`The file that DISCORD_TOKEN_FILE names ${read.refused}.`, alone);
    const { mode } = statSync(full);
    // Windows has no such bits.
    const open = (mode & 0o004) !== 0 && process.platform !== 'win32' && !full.startsWith(DOCKER_SECRETS);
    const notes = open
      ? ['Everybody on this machine can read the file of DISCORD_TOKEN_FILE; `chmod 600` keeps it to you.']
      : [];
    return { value: read.bytes.toString().trim(), notes };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    const why = code === 'ENOENT' ? 'does not exist' : `cannot be read (${String(code)})`;
    return wrong(`The file that DISCORD_TOKEN_FILE names ${why}.`, alone);
  }
}

function aboutToken(variable: VariableName, message: string, expected: string): Problem {
  return { file: null, line: null, column: null, at: variable, message, found: null, expected };
}

/**
 * The clear fault of a token, without quoting any of it; `null` when only Discord can judge it. Its parts are not
 * checked: Discord documents no form, and an emulator's token may be any word.
 */
function judgeToken(value: string): { message: string; expected: string } | null {
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
