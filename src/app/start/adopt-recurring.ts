import type { Config } from '../../config/config.ts';
import type { Instant } from '../../model/date.ts';
import { decodeJsonOr, isObject } from '../../model/decode-json.ts';
import { isSwitchedOff } from '../../model/post.ts';
import type { Recurring, RecurringKind } from '../../model/recurring.ts';
import type { ChannelId } from '../../model/subscription.ts';
import type { Registry } from '../../outbox/registry.ts';

/** The name of the memo of the boards and digests that the file made: when each was made, by `nameOf`. */
const MEMO = 'standing of settings';

/**
 * Brings the boards and digests that the settings file declares into the registry, by the rules for subscriptions:
 * those that a command made, changed or removed since win, those that have left the file are removed, paused ones are
 * tried again. Returns notes for the log. A row made by a command has another `since` than the one remembered for the
 * file's.
 */
export async function adoptRecurring(
  declared: Config['recurring'],
  registry: Registry,
  now: Instant,
): Promise<string[]> {
  const notes: string[] = [];
  const rows = new Map((await registry.recurring()).map((row) => [nameOf(row), row]));
  const before = await recallMade(registry);
  const made: Record<string, Instant> = {};
  for (const declaration of declared) {
    const name = nameOf(declaration);
    const row = rows.get(name);
    const own = before[name];
    if (row === undefined && own !== undefined) {
      notes.push(`${say(declaration)} in the settings file was removed by a command, which wins.`);
      made[name] = own;
      continue;
    }
    if (row !== undefined && own !== row.since) {
      notes.push(`${say(declaration)} made by a command wins over the one in the settings file.`);
      continue;
    }
    if (row === undefined || !isSameRecurring(row, declaration))
      await registry.putRecurring({ ...declaration, since: now });
    else if (isSwitchedOff(row.paused)) await registry.pauseRecurring(declaration.channel, declaration.kind, null);
    made[name] = row !== undefined && isSameRecurring(row, declaration) ? row.since : now;
    if (row !== undefined && isSwitchedOff(row.paused))
      notes.push(`${say(declaration)} rested (${row.paused}) and is tried again.`);
  }
  for (const [name, row] of rows) {
    if (name in made || before[name] !== row.since) continue;
    await registry.removeRecurring(row.channel, row.kind);
    notes.push(`${say(row)} is no longer in the settings file and was removed.`);
  }
  // A file that never declared any leaves no trace.
  if (Object.keys({ ...before, ...made }).length > 0) await registry.remember(MEMO, JSON.stringify(made));
  return notes;
}

async function recallMade(registry: Registry): Promise<Readonly<Record<string, Instant>>> {
  return decodeJsonOr(await registry.recall(MEMO), isInstants, {});
}

function isInstants(value: unknown): value is Readonly<Record<string, Instant>> {
  return isObject(value) && Object.values(value).every((at) => typeof at === 'number');
}

function nameOf({ channel, kind }: { readonly channel: ChannelId; readonly kind: RecurringKind }): string {
  return `${channel} ${kind}`;
}

function isSameRecurring(a: Omit<Recurring, 'since'>, b: Omit<Recurring, 'since'>): boolean {
  return a.guild === b.guild && a.time === b.time && a.weekday === b.weekday;
}

function say({ channel, kind }: { readonly channel: ChannelId; readonly kind: RecurringKind }): string {
  return `Channel ${channel}: the ${kind === 'board' ? 'board' : `${kind} digest`}`;
}
