import type { Recurring } from '../../model/recurring.ts';
import type { RecurringRow } from '../../outbox/registry.ts';
import { digestKey, turnAfter } from '../../plan/recurring/plan-digests.ts';
import { channelMention } from '../../render/card/describe-subscription.ts';
import { digestText } from '../../render/recurring/recurring-words.ts';
import { chooseChannel, requireManager, requirePostable } from '../call/check-channel.ts';
import { type Command, type CommandCall, CommandRefusal, type CommandShape } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { requireRoom } from '../call/find-subscription.ts';
import type { Feature } from '../call/load-features.ts';
import { readClock, type ShownClock } from '../call/read-clock.ts';
import { readTime } from '../call/read-times.ts';
import { digestAnswer, digestsAnswer, type ShownDigest } from './answer.ts';
import { digestAnswerText } from './words.ts';

const KINDS = ['daily', 'weekly'] as const;
type DigestKind = (typeof KINDS)[number];

/** `1` is Monday, `7` is Sunday. */
const WEEKDAYS = ['1', '2', '3', '4', '5', '6', '7'] as const;

const SHAPE = {
  name: 'datewatch digest',
  description: digestAnswerText('digest'),
  options: [
    {
      name: 'every',
      description: digestAnswerText('digestEvery'),
      type: 'string',
      choices: KINDS.map((kind) => ({ name: digestText(`${kind}`), value: kind })),
    },
    { name: 'time', description: digestAnswerText('digestTime'), type: 'string', maxLength: 40 },
    {
      name: 'weekday',
      description: digestAnswerText('digestWeekday'),
      type: 'string',
      choices: WEEKDAYS.map((day) => ({ name: digestText(`weekday${day}`), value: day })),
    },
    { name: 'channel', description: digestAnswerText('digestChannel'), type: 'channel' },
    { name: 'off', description: digestAnswerText('digestOff'), type: 'boolean' },
  ],
} as const satisfies CommandShape;

/** `/datewatch digest`: a summary of dates ahead and changes, by the server's clock; without options, the present digests. */
const digest: Command<CommandContext, typeof SHAPE> = {
  shape: SHAPE,
  async handle(call, context) {
    const guild = requireManager(call);
    const { every, weekday, off } = call.options;
    const time = readTime(call.options.time);
    const clock = await readClock(guild, context);
    const rows = (await context.registry.recurring()).filter((row) => row.guild === guild && row.kind !== 'board');
    if (off === true) return { message: await switchOff(call, every, rows, clock, context), private: true };
    if (every === null) {
      if (time !== null || weekday !== null) throw new CommandRefusal(digestText('needEvery'));
      const only = call.options.channel;
      if (only !== null) chooseChannel(call);
      const listed = rows.filter(({ channel }) => only === null || channel === only.id);
      const shown = await Promise.all(listed.map((row) => show(row, clock, context)));
      return { message: digestsAnswer({ digests: shown, clock, now: context.world.now() }), private: true };
    }
    if (every === 'daily' && weekday !== null) throw new CommandRefusal(digestText('noWeekday'));
    const channel = chooseChannel(call);
    requirePostable(channel);
    await requireRoom(guild, channel.id, context);
    const before = rows.find((row) => row.channel === channel.id && row.kind === every) ?? null;
    const wanted: Recurring = {
      guild,
      channel: channel.id,
      kind: every,
      time: time ?? before?.time ?? null,
      weekday: every === 'daily' ? null : weekday === null ? (before?.weekday ?? 1) : Number(weekday),
      since: context.world.now(),
      paused: null,
    };
    const same = before !== null && before.paused === null && isSame(before, wanted);
    // Writing an equal digest would begin its window anew.
    if (!same) {
      await context.registry.putRecurring(wanted);
      context.changed();
    }
    const was = before === null || same ? null : await show(before, clock, context);
    const filter = (await context.registry.subscription(channel.id))?.filter ?? null;
    const shown = await show(same && before !== null ? before : wanted, clock, context);
    return { message: digestAnswer({ shown, was, same, filter, clock, now: context.world.now() }), private: true };
  },
};

/** Describes a digest with its next time, which is tomorrow or later where today's was posted already. */
async function show(recurring: Recurring, clock: ShownClock, { world, outbox }: CommandContext): Promise<ShownDigest> {
  // A digest that falls within a pause of the server is not posted; one that falls on its end is.
  let turn = turnAfter(recurring, clock, Math.max(world.now(), (clock.pausedUntil ?? 0) - 1));
  if ((await outbox.postByKey(digestKey(recurring.channel, recurring.kind, turn.day))) !== null) {
    turn = turnAfter(recurring, clock, turn.due);
  }
  return {
    channel: recurring.channel,
    kind: recurring.kind === 'weekly' ? 'weekly' : 'daily',
    time: recurring.time ?? clock.postingTime,
    ownTime: recurring.time !== null,
    weekday: recurring.weekday,
    paused: recurring.paused,
    next: recurring.paused === null ? turn.due : null,
  };
}

async function switchOff(
  call: CommandCall<typeof SHAPE>,
  every: DigestKind | null,
  rows: readonly RecurringRow[],
  clock: ShownClock,
  context: CommandContext,
) {
  const channel = chooseChannel(call);
  const found = rows.filter((row) => row.channel === channel.id && (every === null || row.kind === every));
  if (found.length === 0) throw new CommandRefusal(digestText('offNothing', { channel: channelMention(channel.id) }));
  const gone = await Promise.all(found.map((row) => show(row, clock, context)));
  for (const row of found) await context.registry.removeRecurring(row.channel, row.kind);
  context.changed();
  return digestsAnswer({ digests: gone, clock, now: context.world.now(), off: true });
}

function isSame(a: Recurring, b: Recurring): boolean {
  return a.time === b.time && a.weekday === b.weekday;
}

export const feature: Feature = { commands: [digest] };
