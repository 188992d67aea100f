import { SELECT_OPTIONS_MAX } from '../../model/discord-limits.ts';
import type { ChannelId, GuildId } from '../../model/subscription.ts';
import type { AgendaEntry } from '../../plan/reminders/derive-agenda.ts';
import { zoneCity } from '../../time/local.ts';
import { type Call, CommandRefusal, type Reply } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { choiceOf, zonesFor } from '../call/read-zone.ts';
import { callText } from '../call/words.ts';
import { backButton, cardButton, type Panel, setupId } from './card-controls.ts';
import { option } from './card-options.ts';
import { type CardView, cardPage, nextLine, removedPage } from './card-page.ts';
import { openPanel, previewOf } from './card-panels.ts';
import { type CardState, readCard } from './card-state.ts';
import { HOUR_CHOICES, HOURS } from './hour-choices.ts';
import { lackingIn, lookAtChannel } from './look-at-channel.ts';
import { setupText } from './words.ts';

/** The place of a card: a channel of the caller's server. */
export type CardPlace = { readonly guild: GuildId; readonly channel: ChannelId };

/** How it is shown, besides what the channel gets. */
export type Shown = {
  readonly before?: CardState | null;
  readonly note?: string | null;
  /** Dates that nobody asked for when a reminder was due, and that could still be posted. */
  readonly missed?: readonly AgendaEntry[];
  readonly open?: Panel | null;
  /** True at the end of a set-up, where a test, a board and a digest are offered. */
  readonly end?: boolean;
};

/** Reads what a channel gets. Refuses one that gets nothing any more. */
export async function requireCard({ guild, channel }: CardPlace, context: CommandContext): Promise<CardState> {
  const state = await readCard(guild, channel, context);
  if (state === null) throw new CommandRefusal(setupText('gone'));
  return state;
}

/** Says in place of the message that was pressed that the channel gets nothing any more; Undo below it shows its card. */
export function removed(place: CardPlace, context: CommandContext): Reply {
  const undone: Reply['undone'] = async (press) => showCard(place, press, context);
  return { message: removedPage(place.channel), private: true, update: true, undone };
}

/** The card of a channel in place of the message that was pressed; Undo below it shows it again. */
export async function showCard(
  place: CardPlace,
  call: Call,
  context: CommandContext,
  shown: Shown = {},
): Promise<Reply> {
  const { note = null, open = null, end = false, missed = [] } = shown;
  const old = shown.before ?? null;
  const found = await readCard(place.guild, place.channel, context);
  // The last thing that it got was switched off by this very press.
  if (found === null && old !== null) return removed(place, context);
  if (found === null) throw new CommandRefusal(setupText('gone'));
  const followed = call.channel.id === place.channel ? call.channel.kind === 'announcement' : null;
  const state = { ...found, followed };
  const before = old === null ? null : { ...old, followed };
  const missing = await missingAt(place, call, context, before === null && (open === null || note !== null));
  const opened = (panel: Panel, of: CardState) =>
    panel === 'server' ? serverPanel(of, call, context) : openPanel(panel, of, context);
  const message = end
    ? cardPage({
        state,
        before,
        note,
        missing,
        missed,
        open: endOffers(state, context),
        content: setupText('lineDone', { next: nextLine(state) }),
      })
    : cardPage({ state, before, note, missing, missed, ...(open === null ? {} : { open: await opened(open, state) }) });
  return {
    message,
    private: true,
    update: true,
    undone: async (press) => {
      const now = await readCard(place.guild, place.channel, context);
      const note = callText('undone');
      if (now !== null) return showCard(place, press, context, { note, before: state });
      return {
        message: { content: note, ping: null, cards: [], controls: [], files: [] },
        private: true,
        update: true,
      };
    },
  };
}

/** Discord is asked about another channel only when its card is opened; each press says what may be done where it is made. */
async function missingAt({ guild, channel }: CardPlace, call: Call, context: CommandContext, ask: boolean) {
  if (!ask && call.channel.id !== channel) return [];
  return lackingIn(await lookAtChannel(channel, guild, call, context));
}

/** The first messages, and what most people want besides. */
function endOffers(state: CardState, context: CommandContext) {
  const { channel, board, digests } = state;
  const offers = [
    cardButton('test', channel, setupText('test'), 'end'),
    ...(board === null ? [cardButton('board', channel, setupText('boardOffer'), 'end')] : []),
    ...(digests.length === 0 ? [cardButton('weekly', channel, setupText('weeklyOffer'), 'end')] : []),
    cardButton('show', channel, setupText('allSettings')),
  ];
  return { controls: [offers], ...previewOf(state, context) };
}

/** The zones that people here are likely to choose, how hours are written, and a form for any other zone and the time of day. */
async function serverPanel(
  { channel, clock }: CardState,
  call: Call,
  context: CommandContext,
): Promise<NonNullable<CardView['open']>> {
  const offered = await zonesFor(call, context, SELECT_OPTIONS_MAX);
  const now = { zone: clock.zone, place: zoneCity(clock.zone), allYear: false };
  const zones = offered.some(({ zone }) => zone === clock.zone) ? offered : [now, ...offered.slice(0, -1)];
  const options = zones.map(choiceOf).map(({ name, value }) => option(value, name, value === clock.zone));
  const one = { type: 'select', min: 1, max: 1 } as const;
  const hours = HOUR_CHOICES.map((choice) =>
    option(choice, setupText('hoursOption', { how: setupText(`clock-${choice}`) }), HOURS[choice] === clock.hours),
  );
  return {
    controls: [
      [{ ...one, id: setupId('zone', channel), placeholder: setupText('zonePick'), options }],
      [{ ...one, id: setupId('hours', channel), placeholder: setupText('hoursPick'), options: hours }],
      [cardButton('form', channel, setupText('otherZone'), 'server'), backButton(channel)],
    ],
  };
}
