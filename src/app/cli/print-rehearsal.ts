import { buildEmbeds } from '../../discord/payload/build-payload.ts';
import { readList } from '../../list/parse/read-list.ts';
import { occasionName } from '../../model/moment.ts';
import { realMachine } from '../../time/machine.ts';
import { parseInstant, toIso } from '../../time/world.ts';
import { type Io, requireConfig, StartError, startErrorOf } from '../start/start-error.ts';
import { type RehearsalOptions, rehearsalSubscriptions } from './rehearsal-subscriptions.ts';
import { type RehearsedPost, rehearse } from './rehearse.ts';
import { showMessage, showTime } from './show-message.ts';

/** The options of `datewatch rehearse`. */
export type RehearseOptions = RehearsalOptions & { from?: string; to?: string; asKnown?: boolean; json?: boolean };

/** `datewatch rehearse`: standard output carries messages only, and the same input prints the same, to the byte. */
export async function printRehearsal(io: Io, options: RehearseOptions): Promise<number> {
  const { from, to } = options;
  if (from === undefined || to === undefined)
    throw new StartError('A rehearsal needs a span, such as --from 2025-10-19 --to 2025-11-12.');
  const span = readSpan(from, to);
  const config = await requireConfig(io);
  const read = readList(config.dataFolder, config.defaults);
  if (read.list === null) throw startErrorOf('The list of events cannot be used.', read.problems);
  const cast = rehearsalSubscriptions(config, options);
  const asKnown = options.asKnown === true;
  const request = { ...cast, list: read.list, asKnown, ...span, machine: realMachine() };
  const print = options.json === true ? printPostJson : printPost;
  for await (const post of rehearse(request)) io.out(print(post));
  return 0;
}

/** One message as a person reads it: when and where, which one it edits, then the message. Ends with an empty line. */
export function printPost({ at, zone, post, message, edits }: RehearsedPost): string {
  const edited = edits === null ? '' : ` · edits the message of ${showTime(edits, zone)}`;
  return [
    `${showTime(at, zone)} · #${post.channel}${edited}`,
    ...showMessage(message, zone).map((line) => `  ${line}`),
    '',
    '',
  ].join('\n');
}

/** One message as a line of JSON for machines. */
export function printPostJson(post: RehearsedPost): string {
  return `${JSON.stringify(postData(post))}\n`;
}

/**
 * One message as data for machines. Instants are UTC, ISO 8601; `embeds` as Discord would get them. An edit also has
 * `edits`: when the message that it changes was posted.
 */
export function postData({ at, post, message, edits }: RehearsedPost) {
  const moments = post.moments.map((row) => ({ event: row.event, edge: row.edge, lead: occasionName(row) }));
  const embeds = buildEmbeds(message.cards, () => undefined);
  const of = edits === null ? {} : { edits: toIso(edits) };
  return {
    at: toIso(at),
    channel: post.channel,
    kind: post.kind,
    ...of,
    moments,
    content: message.content,
    embeds,
  };
}

/**
 * Reads `--from` and `--to`: a day (00:00 UTC) or an instant. Throws `StartError` when they are neither, or out of
 * order.
 */
export function readSpan(from: string, to: string): { from: number; to: number } {
  const read = (name: string, text: string): number => {
    const instant = parseInstant(text);
    if (instant === null)
      throw new StartError(
        `${name} is "${text}". Expected a day such as 2025-10-19 (00:00 UTC) or an instant such as 2025-10-19T09:00:00Z.`,
      );
    return instant;
  };
  const span = { from: read('--from', from), to: read('--to', to) };
  if (span.to <= span.from) throw new StartError(`--to (${to}) must lie after --from (${from}).`);
  return span;
}
