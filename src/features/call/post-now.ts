import { controlIds } from '../../model/control-id.ts';
import type { Control } from '../../model/message.ts';
import type { Moment } from '../../model/moment.ts';
import type { ChannelId, Subscription } from '../../model/subscription.ts';
import { makeReservation } from '../../outbox/outbox.ts';
import type { AgendaEntry } from '../../plan/reminders/derive-agenda.ts';
import { findUntold } from '../../plan/reminders/find-untold.ts';
import { isInPause } from '../../plan/reminders/judge-silence.ts';
import { byUrgency } from '../../plan/reminders/order-reminders.ts';
import { packPosts } from '../../plan/reminders/pack-posts.ts';
import { buildButton, type Section } from '../../render/card/build-card.ts';
import { lineTitle, nameEvents } from '../../render/card/describe-reminder.ts';
import { leadWords } from '../../render/card/describe-subscription.ts';
import { requireManager } from './check-channel.ts';
import { CommandRefusal, type PressHandler } from './command.ts';
import type { CommandContext } from './context.ts';
import { subscriptionIn } from './find-subscription.ts';
import { firstWanted } from './preview-reminders.ts';
import { queryFor, readClock } from './read-clock.ts';
import { callText } from './words.ts';

const MINUTE_MS = 60_000;
/** Most dates ahead that are looked at, and most that one press posts. */
const MOST_LOOKED_AT = 100;
const MOST_POSTED = 10;

/** A press on "Post it now": `post-now:<channel>`. */
const POST_NOW_IDS = controlIds('post-now', 'channel');

/**
 * The dates ahead of which a channel has been told nothing, although a reminder for them would have been due by now: it
 * was not asked for then. None while the channel or the server is paused.
 */
export async function findMissed(subscription: Subscription, context: CommandContext): Promise<readonly AgendaEntry[]> {
  const { owner, paused, channel, filter } = subscription;
  const now = context.world.now();
  const clock = await readClock(owner.kind === 'guild' ? owner.guild : null, context);
  if (paused !== null || isInPause(clock.pausedUntil, now)) return [];
  const query = queryFor(subscription, clock, context.defaults());
  const wanted = firstWanted(context.index(), filter, now, MOST_LOOKED_AT);
  const events = [...new Set(wanted.map(({ event }) => event.id))];
  const rows = events.length === 0 ? [] : await context.outbox.moments({ channels: [channel], events });
  const known = rows.map((row) => ({ ...row, announced: ['sent', 'uncertain', 'reserved'].includes(row.state) }));
  const found = findUntold({ wanted, clock: query.clock, defaults: query.defaults, known, now });
  return found
    .filter(({ anchor }) => anchor - now >= MINUTE_MS)
    .sort(byUrgency)
    .slice(0, MOST_POSTED);
}

/** Says what was not posted; nothing where there is nothing. */
export function missedSection(missed: readonly AgendaEntry[]): Section {
  const rows = missed.map(({ of, lead }) => callText('untoldRow', { title: lineTitle(of), lead: leadWords(lead) }));
  return { name: callText('untoldField'), rows };
}

/** The button that posts it all the same; none where there is nothing. */
export function postNowButtons(channel: ChannelId, missed: readonly AgendaEntry[]): readonly Control[] {
  return missed.length === 0 ? [] : [buildButton(POST_NOW_IDS.write({ channel }), callText('postNow'), false)];
}

/** Posts reminders of these dates into the channel, worded as of now; each once. */
const pressPostNow: PressHandler<CommandContext> = {
  action: POST_NOW_IDS.action,
  async handle(call, context) {
    const guild = requireManager(call);
    const { channel } = POST_NOW_IDS.read(call.args);
    return context.inTurn(call.user, async () => {
      const row = await subscriptionIn(guild, channel, context);
      const missed = row === null ? [] : await findMissed(row, context);
      if (row === null || missed.length === 0) throw new CommandRefusal(callText('postedBefore'));
      await postNow(row, missed, context);
      const content = callText('posted', { names: nameEvents(missed.map(({ of }) => of)) });
      return { message: { content, ping: null, cards: [], controls: [], files: [] }, private: true };
    });
  },
};

async function postNow(
  { owner, channel }: Subscription,
  missed: readonly AgendaEntry[],
  context: CommandContext,
): Promise<void> {
  const due = context.world.now();
  const moments = missed.map(
    ({ event, edge, sourceDate, anchor }): Moment => ({
      ...{ event, edge, sourceDate, anchor, due, owner, channel },
      // The leads that were missed have their rows already: this is one of its own.
      lead: { unit: 'minutes', count: Math.round((anchor - due) / MINUTE_MS) },
    }),
  );
  const posts = packPosts(moments, { kind: 'reminder', addedLate: false, together: 'channel' });
  await context.outbox.reserve(makeReservation({ posts }));
  context.changed();
}

export const feature = { presses: [pressPostNow] };
