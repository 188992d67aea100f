import { occasionName } from '../../model/moment.ts';
import type { RehearsedPost } from './rehearse.ts';

/** The messages that a channel would get under one list and not, or not so, under another. Each in the order in which it is posted. */
export type RehearsalDifference = {
  /** Notices of what changed, and the edits of older messages that follow from them. */
  readonly notices: readonly RehearsedPost[];
  /** Reminders of moments of which the old list had none. */
  readonly added: readonly RehearsedPost[];
  /** Reminders none of whose moments is left. */
  readonly gone: readonly RehearsedPost[];
  /** Reminders at another time, of other dates beside, or with other words. */
  readonly changed: readonly { readonly before: readonly RehearsedPost[]; readonly after: RehearsedPost }[];
  /** How many reminders stay as they are. */
  readonly same: number;
};

/** Compares two rehearsals of one span for the same subscriptions: by the old list, and with the new one in its place. */
export function compareRehearsals(old: readonly RehearsedPost[], now: readonly RehearsedPost[]): RehearsalDifference {
  const reminders = now.filter(isReminder);
  const before = old.filter(isReminder);
  const byMoment = new Map(before.flatMap((post) => momentsOf(post).map((moment) => [moment, post] as const)));
  const kept = new Set<RehearsedPost>();
  const added: RehearsedPost[] = [];
  const changed: { before: readonly RehearsedPost[]; after: RehearsedPost }[] = [];
  let same = 0;
  for (const after of reminders) {
    const pairs = momentsOf(after).flatMap((moment) => byMoment.get(moment) ?? []);
    const matches = [...new Set(pairs)];
    for (const match of matches) kept.add(match);
    const [match] = matches;
    if (match === undefined) added.push(after);
    else if (matches.length === 1 && readsTheSame(match, after)) same += 1;
    else changed.push({ before: matches, after });
  }
  return {
    notices: now.filter((post) => !isReminder(post)),
    added,
    gone: before.filter((post) => !kept.has(post)),
    changed,
    same,
  };
}

/** True where the two lists would post the same. */
export function isSame({ notices, added, gone, changed }: RehearsalDifference): boolean {
  return notices.length + added.length + gone.length + changed.length === 0;
}

function isReminder({ post }: RehearsedPost): boolean {
  return post.kind === 'reminder';
}

/** A moved date keeps its moments: the date itself is no part of them. */
function momentsOf({ post }: RehearsedPost): string[] {
  return post.moments.map(({ event, edge, ...rest }) => [post.channel, event, edge, occasionName(rest)].join('|'));
}

function readsTheSame(a: RehearsedPost, b: RehearsedPost): boolean {
  const seen = ({ at, message }: RehearsedPost) => JSON.stringify([at, message.content, message.cards]);
  return seen(a) === seen(b);
}
