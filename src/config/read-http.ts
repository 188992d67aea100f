import { resolve } from 'node:path';
import { isLoopback } from '../model/loopback.ts';
import type { Problem } from '../model/problem.ts';
import { readRegularFile } from '../yaml/read-file.ts';
import type { HttpSettings } from './config.ts';
import type { Environment, VariableName } from './environment.ts';
import { makeSecret, shorten } from './secret.ts';

/** The settings for HTTP, or why they cannot be used. */
export type ReadHttp = {
  /** `null`: no port is set, or there are problems. */
  readonly http: HttpSettings | null;
  readonly problems: readonly Problem[];
  /** The password as it was read, good or not: to be hidden in every other text. */
  readonly raw: readonly string[];
};

const MAX_PASSWORD_BYTES = 1_024;
/** Shorter ones are guessed: nothing here counts the tries. */
const LEAST_PASSWORD = 12;

/**
 * Reads where the program serves its pages, and for whom. Only this machine may ask without a password. No text it
 * returns holds the password but `raw`.
 */
export function readHttp(env: Environment, cwd: string): ReadHttp {
  const get = (name: VariableName) => env[name]?.trim() || null;
  const problems: Problem[] = [];
  const password = readPassword(env, cwd, problems);
  const raw = password === null ? [] : [password];
  const report = (at: VariableName, message: string, expected: string): void => {
    problems.push(problem(at, message, expected, shorten(get(at) ?? '', raw)));
  };
  const text = get('DATEWATCH_HTTP_PORT');
  if (text === null) {
    for (const name of ['DATEWATCH_HTTP_HOST', 'DATEWATCH_HTTP_PASSWORD', 'DATEWATCH_HTTP_PASSWORD_FILE'] as const) {
      if (get(name) === null) continue;
      problems.push(
        problem(name, 'It does nothing without a port.', 'DATEWATCH_HTTP_PORT beside it, or neither', null),
      );
    }
    return { http: null, problems, raw };
  }
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) report('DATEWATCH_HTTP_PORT', 'This is no port.', 'a number up to 65535, such as 8080');
  const host = (get('DATEWATCH_HTTP_HOST') ?? '127.0.0.1').replace(/^\[(.*)\]$/, '$1');
  if (!/^[\w.:%-]+$/.test(host))
    report('DATEWATCH_HTTP_HOST', 'This is no address to listen on.', 'an address such as 127.0.0.1 or 0.0.0.0');
  else if (!isLoopback(host) && password === null)
    report(
      'DATEWATCH_HTTP_HOST',
      'Others than this machine could connect there, and no password is set.',
      `DATEWATCH_HTTP_PASSWORD_FILE with a password of ${LEAST_PASSWORD} characters or more, or 127.0.0.1`,
    );
  if (problems.length > 0) return { http: null, problems, raw };
  return { http: { host, port, password: password === null ? null : makeSecret(password) }, problems, raw };
}

function readPassword(env: Environment, cwd: string, problems: Problem[]): string | null {
  const direct = env['DATEWATCH_HTTP_PASSWORD']?.trim() || null;
  const path = env['DATEWATCH_HTTP_PASSWORD_FILE']?.trim() || null;
  const [at, password] =
    path === null
      ? (['DATEWATCH_HTTP_PASSWORD', direct] as const)
      : (['DATEWATCH_HTTP_PASSWORD_FILE', readPasswordFile(path, cwd, problems)] as const);
  if (direct !== null && path !== null)
    problems.push(problem(at, 'The password is set twice.', 'a file or the variable, not both', null));
  if (password !== null && password.length < LEAST_PASSWORD)
    problems.push(problem(at, 'The password is too short.', `${LEAST_PASSWORD} characters or more`, null));
  return password;
}

function readPasswordFile(path: string, cwd: string, problems: Problem[]): string | null {
  const wrong = (why: string): null => {
    const message = `The file that DATEWATCH_HTTP_PASSWORD_FILE names ${why}.`;
    problems.push(problem('DATEWATCH_HTTP_PASSWORD_FILE', message, 'a readable file with the password alone', null));
    return null;
  };
  try {
    const read = readRegularFile(resolve(cwd, path), { most: MAX_PASSWORD_BYTES });
    if ('refused' in read) return wrong(read.refused);
    return read.bytes.toString().trim();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    return wrong(code === 'ENOENT' ? 'does not exist' : `cannot be read (${String(code)})`);
  }
}

function problem(at: VariableName, message: string, expected: string, found: string | null): Problem {
  return { file: null, line: null, column: null, at, message, found, expected };
}
