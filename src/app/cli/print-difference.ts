import { readListAt } from '../../list/parse/read-list.ts';
import type { EventList } from '../../model/event.ts';
import { realMachine } from '../../time/machine.ts';
import { toIso } from '../../time/world.ts';
import { type Io, requireConfig, StartError, startErrorOf } from '../start/start-error.ts';
import { compareRehearsals, isSame, type RehearsalDifference } from './compare-rehearsals.ts';
import { postData, printPost, readSpan } from './print-rehearsal.ts';
import { type RehearsalOptions, rehearsalSubscriptions } from './rehearsal-subscriptions.ts';
import { type RehearsedPost, rehearse } from './rehearse.ts';
import { showTime } from './show-message.ts';

/** The options of `datewatch rehearse --diff`. Without a span: from now, for a year. */
export type DifferenceOptions = RehearsalOptions & {
  readonly diff: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly json?: boolean;
  readonly markdown?: boolean;
};

/** The exit code where the lists would not post the same, as for `git diff --exit-code` but told from a failure, 1. */
const DIFFERENT = 2;
const YEAR_MS = 366 * 24 * 3_600_000;

/**
 * `datewatch rehearse --diff OLD NEW`: what a channel would get once the new list stands in the place of the old one, and
 * what it would not get any more. Each is a folder of lists or one file. Exit code 0 when nothing differs, 2 when
 * something does. Throws `StartError` where one cannot be used.
 */
export async function printDifference(io: Io, options: DifferenceOptions): Promise<number> {
  const [oldPath, newPath, ...more] = options.diff;
  if (oldPath === undefined || newPath === undefined || more.length > 0)
    throw new StartError(`--diff needs two lists, the old one and the new one; found ${options.diff.length}.`);
  const config = await requireConfig(io);
  const machine = realMachine();
  const span = spanOf(options, config.simulated?.start ?? machine.now());
  const [list, replacedBy] = [requireList(oldPath, config.defaults), requireList(newPath, config.defaults)];
  const request = { ...rehearsalSubscriptions(config, options), list, asKnown: false, ...span, machine };
  const [old, now] = [await all(rehearse(request)), await all(rehearse({ ...request, replacedBy }))];
  const difference = compareRehearsals(old, now);
  const zone = request.config.defaults.zone;
  const heading = `${oldPath} → ${newPath}, ${showTime(span.from, zone)} to ${showTime(span.to, zone)}`;
  if (options.json === true) io.out(`${JSON.stringify(asData(difference, span))}\n`);
  else io.out(options.markdown === true ? asMarkdown(difference, heading) : asText(difference, heading));
  return isSame(difference) ? 0 : DIFFERENT;
}

function requireList(path: string, defaults: Parameters<typeof readListAt>[1]): EventList {
  const read = readListAt(path, defaults);
  if (read.list === null) throw startErrorOf(`The list ${path} cannot be used.`, read.problems);
  return read.list;
}

function spanOf({ from, to }: DifferenceOptions, now: number): { from: number; to: number } {
  const begin = from ?? toIso(now);
  return readSpan(begin, to ?? toIso(Date.parse(begin) + YEAR_MS));
}

async function all(posts: AsyncIterable<RehearsedPost>): Promise<RehearsedPost[]> {
  const found: RehearsedPost[] = [];
  for await (const post of posts) found.push(post);
  return found;
}

function countLine({ notices, added, gone, changed, same }: RehearsalDifference): string {
  const parts = [
    ...(notices.length === 0 ? [] : [`${notices.length} posted at once`]),
    ...(added.length === 0 ? [] : [`${added.length} more`]),
    ...(gone.length === 0 ? [] : [`${gone.length} not posted any more`]),
    ...(changed.length === 0 ? [] : [`${changed.length} different`]),
  ];
  return `${parts.length === 0 ? 'Nothing changes' : parts.join(', ')}; ${same} as before.`;
}

/** A part of the report: its title and its texts, each one or more messages. */
type Part = { readonly title: string; readonly texts: readonly string[] };

function partsOf({ notices, added, gone, changed }: RehearsalDifference): Part[] {
  const pairs = changed.map(
    ({ before, after }) => `Before:\n${before.map(printPost).join('')}After:\n${printPost(after)}`,
  );
  return [
    { title: 'Posted at once', texts: notices.map(printPost) },
    { title: 'Posted as well', texts: added.map(printPost) },
    { title: 'Not posted any more', texts: gone.map(printPost) },
    { title: 'Posted differently', texts: pairs },
  ].filter(({ texts }) => texts.length > 0);
}

function asText(difference: RehearsalDifference, heading: string): string {
  const parts = partsOf(difference).map(({ title, texts }) => `== ${title}\n\n${texts.join('')}`);
  return `${[heading, countLine(difference)].join('\n')}\n\n${parts.join('')}`;
}

/** For a comment below a pull request: code blocks, so that nothing in a list can mention anybody or break the layout. */
function asMarkdown(difference: RehearsalDifference, heading: string): string {
  const parts = partsOf(difference).map(({ title, texts }) => {
    const text = texts.join('').trimEnd();
    const fence = '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));
    const open = title === 'Posted at once' ? ' open' : '';
    return `<details${open}><summary>${title} (${texts.length})</summary>\n\n${fence}text\n${text}\n${fence}\n\n</details>\n`;
  });
  return [`### What this change posts\n`, `${countLine(difference)}\n`, ...parts, `<sub>${heading}</sub>\n`].join('\n');
}

function asData({ notices, added, gone, changed, same }: RehearsalDifference, span: { from: number; to: number }) {
  return {
    from: toIso(span.from),
    to: toIso(span.to),
    notices: notices.map(postData),
    added: added.map(postData),
    gone: gone.map(postData),
    changed: changed.map(({ before, after }) => ({ before: before.map(postData), after: postData(after) })),
    same,
  };
}
