import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Problem } from '../model/problem.ts';
import { readRegularFile } from '../yaml/read-file.ts';
import type { Environment, VariableName } from './environment.ts';

/** Far more than any secret has; a larger file is another file. */
const MAX_BYTES = 4_096;

/** The folder of Docker's secrets: always readable by everybody inside, and by nobody outside. */
const DOCKER_SECRETS = '/run/secrets/';

/** The secret, or why it cannot be used. */
export type ReadSecret = {
  readonly value: string | null;
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
  /** The texts that were read, good or not: to be hidden in every other text. */
  readonly raw: readonly string[];
};

/** One secret of the environment: its variable and the one that names its file, and how it is spoken of and judged. */
export type SecretKind = {
  readonly variable: VariableName;
  readonly fileVariable: VariableName;
  /** As in `the token alone`. */
  readonly alone: string;
  /** As in `hold different tokens`. */
  readonly several: string;
  /** Whether an empty variable counts as not set. */
  readonly mayBeEmpty: boolean;
  /** The clear fault of a value, without quoting any of it; `null` where there is none. */
  judge(value: string): { readonly message: string; readonly expected: string } | null;
};

/** A secret from its variable or the file that the other variable names. No text it returns holds it but `value` and `raw`. */
export function readSecret(env: Environment, cwd: string, kind: SecretKind): ReadSecret {
  const { variable, fileVariable } = kind;
  const problems: Problem[] = [];
  const given: { readonly value: string; readonly variable: VariableName }[] = [];
  const read = (name: VariableName) => (kind.mayBeEmpty && env[name]?.trim() === '' ? undefined : env[name]);
  const direct = read(variable);
  const path = read(fileVariable);
  const file = path === undefined ? null : readSecretFile(path, cwd, kind);
  if (direct !== undefined) given.push({ value: direct.trim(), variable });
  if (file !== null && 'value' in file) given.push({ value: file.value, variable: fileVariable });
  if (file !== null && 'problem' in file) problems.push(file.problem);
  for (const { value, variable: at } of given) {
    const wrong = kind.judge(value);
    if (wrong !== null) problems.push(aboutSecret(at, wrong.message, wrong.expected));
  }
  const [first, second] = given;
  if (first && second && first.value !== '' && second.value !== '' && first.value !== second.value) {
    // Either might be the old one; guessing would go to the wrong place.
    const message = `${variable} and the file of ${fileVariable} hold different ${kind.several}.`;
    problems.push(aboutSecret(variable, message, 'only one of them'));
  }
  return {
    value: first && problems.length === 0 ? first.value : null,
    problems,
    notes: file !== null && 'value' in file ? file.notes : [],
    raw: given.map(({ value }) => value),
  };
}

function readSecretFile(
  path: string,
  cwd: string,
  { fileVariable, alone }: SecretKind,
): { value: string; notes: string[] } | { problem: Problem } {
  const wrong = (message: string, expected = `a readable file with ${alone} alone`) => ({
    problem: aboutSecret(fileVariable, message, expected),
  });
  // Set but empty is a mistyped secret more often than a request to do without.
  if (path.trim() === '') return wrong(`${fileVariable} is set but empty.`, 'the path of a file, or not set at all');
  try {
    const full = resolve(cwd, path);
    const read = readRegularFile(full, { most: MAX_BYTES });
    if ('refused' in read) return wrong(`The file that ${fileVariable} names ${read.refused}.`);
    const { mode } = statSync(full);
    // Windows has no such bits.
    const open = (mode & 0o004) !== 0 && process.platform !== 'win32' && !full.startsWith(DOCKER_SECRETS);
    const notes = open
      ? [`Everybody on this machine can read the file of ${fileVariable}; \`chmod 600\` keeps it to you.`]
      : [];
    return { value: read.bytes.toString().trim(), notes };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    const why = code === 'ENOENT' ? 'does not exist' : `cannot be read (${String(code)})`;
    return wrong(`The file that ${fileVariable} names ${why}.`);
  }
}

function aboutSecret(variable: VariableName, message: string, expected: string): Problem {
  return { file: null, line: null, column: null, at: variable, message, found: null, expected };
}
