import type { ReportIssue } from '../yaml/describe-issues.ts';
import type { Path } from '../yaml/open-yaml.ts';

/**
 * Finds parts that contradict each other, which the shape of single values cannot. Reads the value as it was written,
 * so that it can report its findings beside those of a shape that failed.
 */
export function checkSettings(value: unknown, reportIssue: ReportIssue): void {
  const settings = fieldsOf(value);
  checkMaintainers(settings.maintainers, reportIssue);
  for (const [path, entry] of entriesOf('subscriptions', settings.subscriptions))
    checkSubscription(path, entry, reportIssue);
  for (const [path, entry] of entriesOf('digests', settings.digests)) checkDigest(path, entry, reportIssue);
  checkServed(settings, reportIssue);
  const channel = ({ channel }: Fields) => text(channel);
  reportRepeated(entriesOf('subscriptions', settings.subscriptions), channel, reportIssue, {
    message: 'This channel has a subscription already',
    expected: 'one for each channel',
  });
  reportRepeated(entriesOf('boards', settings.boards), channel, reportIssue, {
    message: 'This channel has a board already',
    expected: 'one for each channel',
  });
  const digest = ({ channel, every }: Fields) => text(channel) && text(every) && `${channel} ${every}`;
  reportRepeated(entriesOf('digests', settings.digests), digest, reportIssue, {
    message: 'This channel has such a digest already',
    expected: 'at most one daily and one weekly for each channel',
  });
}

function checkMaintainers(value: unknown, reportIssue: ReportIssue): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  const { channel, user } = fieldsOf(value);
  if ((channel === undefined) === (user === undefined)) {
    const message = channel === undefined ? '`maintainers` names nobody' : '`maintainers` names a channel and a user';
    reportIssue(['maintainers'], 'key', message, 'either `channel` or `user`');
  }
}

function checkSubscription(
  path: Path,
  { server, role, quiet, words, ...fields }: Fields,
  reportIssue: ReportIssue,
): void {
  for (const name of ['pingFor', 'pingless'] as const) {
    if (fields[name] === undefined || role !== undefined) continue;
    const message = `\`${name}\` does nothing without a \`role\` to ping`;
    reportIssue([...path, name], 'key', message, 'a `role` beside it, or neither');
  }
  // A server's role @everyone has the server's id: https://docs.discord.com/developers/topics/permissions#role-object
  if (typeof role === 'string' && role === server) {
    const message = "The server's own id as a role means everyone";
    reportIssue([...path, 'role'], 'value', message, 'a role that people have chosen, or none');
  }
  const { from, until } = fieldsOf(quiet);
  if (typeof from === 'string' && from === until) {
    const message = 'Quiet hours that end when they begin are the whole day or none';
    reportIssue([...path, 'quiet', 'until'], 'value', message, 'another time than `from`, or no `quiet` at all');
  }
  if (isGroup(words) && Object.keys(words).length === 0) {
    reportIssue([...path, 'words'], 'key', '`words` names no word', '`allow:` or `block:`, each with a list of words');
  }
}

/** An entry for a server that is not served would never come, and nobody would know why. */
function checkServed({ onlyServers, ...settings }: Fields, reportIssue: ReportIssue): void {
  if (!Array.isArray(onlyServers)) return;
  for (const name of ['subscriptions', 'boards', 'digests'] as const) {
    for (const [path, { server }] of entriesOf(name, settings[name])) {
      if (typeof server !== 'string' || onlyServers.includes(server)) continue;
      const message = 'This server is not served: `onlyServers` leaves it out';
      reportIssue([...path, 'server'], 'value', message, 'one of `onlyServers`, or its id added there');
    }
  }
}

function checkDigest(path: Path, { every, weekday }: Fields, reportIssue: ReportIssue): void {
  if (every !== 'daily' || weekday === undefined) return;
  reportIssue([...path, 'weekday'], 'key', 'A daily digest has no `weekday`', '`every: weekly`, or no `weekday`');
}

/** Reports every entry that repeats an earlier one, at its channel. */
function reportRepeated(
  entries: readonly (readonly [Path, Fields])[],
  keyOf: (entry: Fields) => string,
  reportIssue: ReportIssue,
  { message, expected }: { readonly message: string; readonly expected: string },
): void {
  const seen = new Map<string, Path>();
  for (const [path, entry] of entries) {
    const key = keyOf(entry);
    if (key === '') continue;
    const earlier = seen.get(key);
    if (earlier === undefined) seen.set(key, path);
    else reportIssue([...path, 'channel'], 'value', `${message}: ${earlier[0]}[${earlier[1]}]`, expected);
  }
}

/** The only names that are read here; their values may be anything. */
type Fields = {
  readonly [name in
    | 'maintainers'
    | 'onlyServers'
    | 'subscriptions'
    | 'boards'
    | 'digests'
    | 'server'
    | 'channel'
    | 'user'
    | 'role'
    | 'pingFor'
    | 'pingless'
    | 'quiet'
    | 'from'
    | 'until'
    | 'words'
    | 'every'
    | 'weekday']?: unknown;
};

function entriesOf(name: string, value: unknown): (readonly [Path, Fields])[] {
  return Array.isArray(value) ? value.map((entry, at) => [[name, at], fieldsOf(entry)] as const) : [];
}

function fieldsOf(value: unknown): Fields {
  return isGroup(value) ? (value as Fields) : {};
}

function isGroup(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
