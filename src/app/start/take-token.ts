import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { judgeToken, keptTokenFile } from '../../config/read-token.ts';
import { makeSecret } from '../../config/secret.ts';
import type { Log } from '../../model/log.ts';
import { problemLine } from '../../model/problem.ts';
import type { Machine } from '../../time/machine.ts';
import type { Io } from './start-error.ts';

/** A pasted token: kept, with the bot's name and the id of its application; or why not, with nothing of it. */
export type TakenToken =
  | { readonly kind: 'taken'; readonly name: string; readonly application: string }
  | { readonly kind: 'refused'; readonly why: string };

/**
 * Checks a pasted token with Discord and keeps it in the state folder, for its owner alone. The settings are read anew,
 * since they say where Discord, a proxy and the folder are.
 */
export async function takeToken(
  pasted: string,
  { io, machine, log }: { readonly io: Pick<Io, 'config'>; readonly machine: Machine; readonly log: Log },
): Promise<TakenToken> {
  const refused = (why: string): TakenToken => ({ kind: 'refused', why });
  const token = pasted.trim();
  const wrong = judgeToken(token);
  if (wrong !== null) return refused(`${wrong.message} Paste ${wrong.expected}.`);
  const read = await io.config('no token');
  if ('problems' in read) return refused(`The settings come first: ${read.problems.map(problemLine).join(' · ')}`);
  const { apiUrl, proxies, requestsPerSecond, stateFolder } = read.config;
  const [{ openRestConnection }, { readApplication }, { requestProblem }] = await Promise.all([
    import('../../discord/rest/open-connection.ts'),
    import('../../discord/rest/read-application.ts'),
    import('../../discord/gateway/connect-error.ts'),
  ]);
  const rest = openRestConnection({ token: makeSecret(token), apiUrl, proxies, log, machine, requestsPerSecond });
  try {
    const { id, name } = await readApplication(rest);
    await keepToken(stateFolder, token);
    return { kind: 'taken', name, application: id };
  } catch (error) {
    if (error instanceof Error && 'code' in error && typeof error.code === 'string' && 'path' in error)
      return refused(
        `The token is right, but it cannot be kept in ${stateFolder} (${error.code}). Make the folder writable.`,
      );
    const problem = requestProblem(error, new URL(rest.answers.options.api).host);
    return refused(
      problem.problem === 'token'
        ? 'Discord does not accept this token. Press Reset Token on the page Bot and paste the new one, whole.'
        : problem.message,
    );
  } finally {
    await rest.close();
  }
}

/** Writes it beside and moves it into place: nobody reads half a token, and the file is never open to others. */
async function keepToken(folder: string, token: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const beside = join(folder, `.token-${randomUUID()}`);
  try {
    await writeFile(beside, `${token}\n`, { mode: 0o600, flag: 'wx' });
    await rename(beside, keptTokenFile(folder));
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
