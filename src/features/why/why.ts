import type { ListedEvent } from '../../list/index/index-list.ts';
import { type ChannelId, type GuildId, guildOf } from '../../model/subscription.ts';
import type { MomentRow } from '../../outbox/outbox.ts';
import type { SubscriptionRow } from '../../outbox/registry.ts';
import { chooseChannel, requireManager } from '../call/check-channel.ts';
import { type Command, CommandRefusal, type CommandShape, type PressHandler } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { completeEvent, EVENT_OPTION, requireEvent } from '../call/event-option.ts';
import type { Feature } from '../call/offer-feature.ts';
import { queryFor, readClock } from '../call/read-clock.ts';
import { readPage } from '../call/turn-pages.ts';
import { callText } from '../call/words.ts';
import { WHY_IDS, type WhyView, whyAnswer } from './answer.ts';
import { type TraceRequest, traceChannel } from './trace-channel.ts';
import { whyText } from './words.ts';

const SHAPE = {
  name: 'datewatch why',
  description: whyText('why'),
  options: [EVENT_OPTION, { name: 'channel', description: whyText('whyChannel'), type: 'channel' }],
} as const satisfies CommandShape;

/**
 * `/datewatch why`: from the outbox, which messages about an event were posted, and which were not and why; from the plan, what
 * comes next.
 */
const why: Command<CommandContext, typeof SHAPE> = {
  shape: SHAPE,
  async handle(call, context) {
    const guild = requireManager(call);
    const listed = requireEvent(call.options.event, context.index(), context.world.now());
    const channel = call.options.channel === null ? null : chooseChannel(call).id;
    const view = await whyPage({ listed, guild, here: call.channel.id, channel, page: 0 }, context);
    return { message: whyAnswer(view), private: true };
  },
  async complete(_call, { typed }, context) {
    return completeEvent(typed, context.index(), context.world.now());
  },
};

/** A press on Previous or Next below `/datewatch why` turns the page in place. */
const pressWhy: PressHandler<CommandContext> = {
  action: WHY_IDS.action,
  async handle(call, context) {
    const guild = requireManager(call);
    const { event, channel, page } = WHY_IDS.read(call.args);
    const listed = context.index().byId.get(event);
    if (listed === undefined) throw new CommandRefusal(callText('eventGone'));
    const view = await whyPage(
      {
        listed,
        guild,
        here: call.channel.id,
        channel: /^\d{1,20}$/.test(channel) ? channel : null,
        page: readPage(page),
      },
      context,
    );
    return { message: whyAnswer(view), private: true, update: true };
  },
};

/** The question: an event, in one channel or (`null`) in all of the server's subscribed channels. */
type WhyRequest = {
  readonly listed: ListedEvent;
  readonly guild: GuildId;
  readonly here: ChannelId;
  readonly channel: ChannelId | null;
  readonly page: number;
};

/** Most lines of one channel alone, and most channels beside each other with their lines: both fit into one card. */
const ALONE = 12;
const TOGETHER = { channels: 3, lines: 5 };

/** A page of an event's history; a page that does not exist becomes the last one. */
async function whyPage(request: WhyRequest, context: CommandContext): Promise<WhyView> {
  const { guild, listed } = request;
  const subscriptions = await context.subscriptionsOf(guild);
  const channels = channelsOf(request, subscriptions);
  const found = await context.outbox.moments({ channels, events: [listed.event.id] });
  const rows = found.filter((row) => guildOf(row.owner) === guild);
  const { pages, parts, page } = cutPage(request, channels, rows);
  const clock = await readClock(guild, context);
  const traced = await Promise.all(
    parts.map((part) => {
      const row = subscriptions.find((one) => one.channel === part.channel) ?? null;
      const subscribed = row && { query: queryFor(row, clock, context.defaults()), paused: row.paused };
      const asked = {
        listed,
        here: part.channel === request.here,
        subscribed,
        pausedUntil: clock.pausedUntil,
      };
      return traceChannel({ ...part, ...asked }, context);
    }),
  );
  const coming = traced.flatMap(({ ahead }) => ahead.filter(({ inPause }) => !inPause).map(({ due }) => due));
  return {
    event: listed.event,
    edges: listed.edges,
    events: context.index().events,
    guild,
    now: context.world.now(),
    zone: clock.reader,
    posted: new Set(rows.flatMap((row) => (row.state === 'sent' && row.post !== null ? [row.post] : []))).size,
    next: coming.length === 0 ? null : Math.min(...coming),
    channel: request.channel,
    // What comes next is shown on the first page of a channel only.
    channels: traced.map((one, at) => (parts[at]?.from === 0 ? one : { ...one, ahead: [], silences: [] })),
    page,
    pages,
  };
}

/** This channel first, then the others that are subscribed. */
function channelsOf({ channel, here }: WhyRequest, subscriptions: readonly SubscriptionRow[]): ChannelId[] {
  if (channel !== null) return [channel];
  return [...new Set([here, ...subscriptions.map((row) => row.channel).sort()])];
}

type Part = Pick<TraceRequest, 'channel' | 'rows' | 'from' | 'count'>;

/** One channel is split into pages by its lines, several by channels. */
function cutPage(
  request: WhyRequest,
  channels: readonly ChannelId[],
  rows: readonly MomentRow[],
): { readonly pages: number; readonly page: number; readonly parts: readonly Part[] } {
  const of = (channel: ChannelId) => rows.filter((row) => row.channel === channel);
  const [only] = channels;
  if (channels.length === 1 && only !== undefined) {
    const { page, pages } = pageWithin(request.page, rows.length, ALONE);
    return { page, pages, parts: [{ channel: only, rows: of(only), from: page * ALONE, count: ALONE }] };
  }
  const { page, pages } = pageWithin(request.page, channels.length, TOGETHER.channels);
  const from = page * TOGETHER.channels;
  const shown = channels.slice(from, from + TOGETHER.channels);
  return {
    page,
    pages,
    parts: shown.map((channel) => ({ channel, rows: of(channel), from: 0, count: TOGETHER.lines })),
  };
}

function pageWithin(page: number, count: number, size: number): { page: number; pages: number } {
  const pages = Math.max(1, Math.ceil(count / size));
  return { pages, page: Math.min(Math.max(0, page), pages - 1) };
}

export const feature: Feature = { commands: [why], presses: [pressWhy] };
