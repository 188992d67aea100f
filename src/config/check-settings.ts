import type { Path } from './open-settings.ts';

/** Tells one thing wrong, at a key or at its value, by the path in the settings. */
export type Tell = (path: Path, on: 'key' | 'value', message: string, expected: string | null) => void;

/**
 * What the shape of single values cannot say: parts that contradict each other. Looks at the value as read, so that it
 * can tell its findings beside those of a shape that failed.
 */
export function checkSettings(value: unknown, tell: Tell): void {
  const settings = fieldsOf(value);
  checkMaintainers(settings.maintainers, tell);
  const entries = settings.subscriptions;
  const seen = new Map<string, number>();
  for (const [index, entry] of (Array.isArray(entries) ? entries : []).entries()) {
    const { server, channel, role, pingFor } = fieldsOf(entry);
    const path = ['subscriptions', index];
    if (typeof channel === 'string') {
      const earlier = seen.get(channel);
      if (earlier !== undefined) {
        tell(
          [...path, 'channel'],
          'value',
          `This channel has a subscription already: subscriptions[${earlier}]`,
          'one for each channel',
        );
      }
      seen.set(channel, earlier ?? index);
    }
    if (pingFor !== undefined && role === undefined) {
      tell(
        [...path, 'pingFor'],
        'key',
        '`pingFor` does nothing without a `role` to ping',
        'a `role` beside it, or neither',
      );
    }
    // A server's role @everyone has the server's id: https://docs.discord.com/developers/topics/permissions#role-object
    if (typeof role === 'string' && role === server) {
      tell(
        [...path, 'role'],
        'value',
        "The server's own id as a role means everyone",
        'a role that people have chosen, or none',
      );
    }
  }
}

function checkMaintainers(value: unknown, tell: Tell): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  const { channel, user } = fieldsOf(value);
  if ((channel === undefined) === (user === undefined)) {
    const message = channel === undefined ? '`maintainers` names nobody' : '`maintainers` names a channel and a user';
    tell(['maintainers'], 'key', message, 'either `channel` or `user`');
  }
}

/** The only names that are looked at here; what stands there may be anything. */
type Fields = {
  readonly [name in 'maintainers' | 'subscriptions' | 'server' | 'channel' | 'user' | 'role' | 'pingFor']?: unknown;
};

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}
