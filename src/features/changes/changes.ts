import type { LocalDay } from '../../model/date.ts';
import type { GuildId } from '../../model/subscription.ts';
import { addDays, isLocalDay, localDay, startOfDay } from '../../time/local.ts';
import { mayAnswerAll } from '../call/check-channel.ts';
import { type Command, CommandRefusal, type CommandShape, type PressHandler } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import type { Feature } from '../call/offer-feature.ts';
import { readClock } from '../call/read-clock.ts';
import { readPastDay } from '../call/read-times.ts';
import { shownTyped } from '../call/refuse.ts';
import { datesReply, SHARE_OPTION } from '../call/share-answer.ts';
import { readPage } from '../call/turn-pages.ts';
import { CHANGES_IDS, type ChangesView, changesAnswer } from './answer.ts';
import { changesText } from './words.ts';

const SHAPE = {
  name: 'dates changes',
  description: changesText('changes'),
  options: [
    {
      name: 'since',
      description: changesText('changesSince'),
      type: 'string',
      maxLength: 40,
    },
    SHARE_OPTION,
  ],
} as const satisfies CommandShape;

/** `/dates changes`: the changes of the list since a day, newest first. */
const changes: Command<CommandContext, typeof SHAPE> = {
  shape: SHAPE,
  async handle(call, context) {
    const { zone } = await readClock(call.guild, context);
    const today = localDay(context.world.now(), zone);
    const typed = call.options.since;
    const since = typed === null ? addDays(today, -DEFAULT_DAYS) : await readSince(typed, today);
    const view = await changesPage({ since, page: 0 }, call.guild, context);
    return datesReply(call, changesAnswer(view));
  },
};

/** A press on Previous or Next below a page of `/dates changes` turns it in place. */
const pressChanges: PressHandler<CommandContext> = {
  action: CHANGES_IDS.action,
  async handle(call, context) {
    const { since: day, page } = CHANGES_IDS.read(call.args);
    const { zone } = await readClock(call.guild, context);
    const today = localDay(context.world.now(), zone);
    // An id that no button of ours has shows the page that the command begins with.
    const since = isLocalDay(day) && day <= today ? day : addDays(today, -DEFAULT_DAYS);
    const view = await changesPage({ since, page: readPage(page) }, call.guild, context);
    return { message: changesAnswer(view), private: !mayAnswerAll(call), update: true, shareable: true };
  },
};

/** Rows of a page: the longest ones still fit into one card. */
const PAGE_SIZE = 8;
/** Most changes that are read; nobody turns sixty pages. */
const MOST = 480;

/**
 * A page of the changes since the start of a day in the server's zone; a page that does not exist becomes the last one.
 */
async function changesPage(
  request: { readonly since: LocalDay; readonly page: number },
  guild: GuildId | null,
  context: CommandContext,
): Promise<ChangesView> {
  const { zone, reader } = await readClock(guild, context);
  // The outbox returns changes after an instant, and a change at midnight itself belongs to the day.
  const after = startOfDay(request.since, zone) - 1;
  const found = await context.outbox.changes({ since: after, limit: MOST + 1 });
  const shown = found.slice(0, MOST);
  const pages = Math.max(1, Math.ceil(shown.length / PAGE_SIZE));
  const page = Math.min(Math.max(0, request.page), pages - 1);
  return {
    since: request.since,
    rows: shown.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE),
    count: shown.length,
    cut: found.length > MOST,
    page,
    pages,
    now: context.world.now(),
    zone: reader,
    events: context.index().events,
  };
}

/** A week: the changes since people last planned one. */
const DEFAULT_DAYS = 7;

/** The day that `since` names, by the calendar in which today is `today`. Refuses other words, and days to come. */
async function readSince(typed: string, today: LocalDay): Promise<LocalDay> {
  const day = await readPastDay(typed, today, 'since');
  const shown = shownTyped(typed);
  if (day === null) throw new CommandRefusal(changesText('badSince', { typed: shown, day: today }));
  if (day > today) throw new CommandRefusal(changesText('future', { typed: shown, day: today }));
  return day;
}

export const feature: Feature = { commands: [changes], presses: [pressChanges] };
