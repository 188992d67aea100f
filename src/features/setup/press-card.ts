import { channelMention } from '../../render/card/describe-subscription.ts';
import { messageLink } from '../../render/card/message-buttons.ts';
import { canPing, requireManager } from '../call/check-channel.ts';
import { closeBoard } from '../call/close-board.ts';
import {
  type Call,
  CommandRefusal,
  type FormReply,
  type PressCall,
  type PressHandler,
  type Reply,
} from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { stoppedReason } from '../call/find-subscription.ts';
import { queryFor, readClock } from '../call/read-clock.ts';
import { readSubscriptionFilter } from '../call/read-filter.ts';
import { readQuiet } from '../call/read-times.ts';
import { changeCalendar } from './calendar-link.ts';
import {
  withEverything,
  withImportances,
  withKindLeads,
  withLeads,
  withMuted,
  withOtherPublishing,
  withPingFor,
  withPingKinds,
  withQuiet,
  withTicked,
  withWay,
} from './card-changes.ts';
import { PANELS, SETUP_IDS } from './card-controls.ts';
import { cardForm, FORMS } from './card-forms.ts';
import { OTHER } from './card-options.ts';
import { noPingWords } from './card-page.ts';
import { mutableEvents } from './card-state.ts';
import { chooseDigest, chooseDigestTime, toggleBoard } from './change-recurring.ts';
import { changeServer, chooseHours, chooseZone } from './change-server.ts';
import { lookAtChannel } from './look-at-channel.ts';
import { openChannel } from './open-channel.ts';
import { previewCard, previewMessages, setupTest } from './preview-messages.ts';
import { saveChange } from './save-change.ts';
import { type CardPlace, removed, requireCard, type Shown, showCard } from './show-card.ts';
import { setupText } from './words.ts';

type Answer = Promise<Reply | FormReply>;

/** One press on a card, with the last part of its id. */
type Press = {
  readonly place: CardPlace;
  readonly arg: string;
  readonly call: PressCall;
  readonly context: CommandContext;
};

/** A press on the card of a channel, or one of its forms submitted. */
export const pressCard: PressHandler<CommandContext, Reply | FormReply> = {
  action: SETUP_IDS.action,
  async handle(call, context) {
    const guild = requireManager(call);
    const { what, channel, arg } = SETUP_IDS.read(call.args);
    const act = Object.hasOwn(ACTS, what) ? ACTS[what] : undefined;
    if (act === undefined) throw new CommandRefusal(setupText('unknown'));
    return act({ place: { guild, channel }, arg, call, context });
  },
};

const ACTS: Readonly<Record<string, (press: Press) => Answer>> = {
  show: ({ place, call, context }) => showCard(place, call, context),
  channel: ({ place: { guild }, call, context }) => openChannel(guild, call.chosenChannels[0], true, call, context),
  async open({ place, arg, call, context }) {
    const open = PANELS.find((panel) => panel === arg) ?? null;
    return showCard(place, call, context, { open });
  },
  async form({ place, arg, context }) {
    const name = FORMS.find((form) => form === arg);
    if (name === undefined) throw new CommandRefusal(setupText('unknown'));
    return { form: cardForm(name, await requireCard(place, context)) };
  },
  async leads({ place, call, context }) {
    const [typed = ''] = call.values;
    if (typed === OTHER) return { form: cardForm('leads', await requireCard(place, context)) };
    return saveChange(place, call, context, (subscription) => withLeads(subscription, typed));
  },
  topics: ({ place, call, context }) =>
    saveChange(place, call, context, (one) => withTicked(one, 'topics', call.values, context.index().topics)),
  kinds: ({ place, call, context }) =>
    saveChange(place, call, context, (one) => withTicked(one, 'kinds', call.values, context.index().kinds)),
  importances: ({ place, call, context }) =>
    saveChange(place, call, context, (one) => withImportances(one, call.values)),
  publish: ({ place, call, context }) => saveChange(place, call, context, withOtherPublishing),
  everything: ({ place, call, context }) => saveChange(place, call, context, withEverything),
  role: pressRole,
  pingkinds: ({ place, call, context }) => saveChange(place, call, context, (one) => withPingKinds(one, call.values)),
  pingfor: ({ place, call, context }) => saveChange(place, call, context, (one) => withPingFor(one, call.values)),
  way: ({ place, arg, call, context }) => saveChange(place, call, context, (one) => withWay(one, arg, call.values)),
  muted: ({ place, call, context }) =>
    saveChange(place, call, context, (one, state) =>
      withMuted(one, call.values, mutableEvents(state, context).slice(0, 25)),
    ),
  pause: ({ place, call, context }) =>
    saveChange(place, call, context, (one) => ({
      ...one,
      paused: one.paused === null ? setupText('pausedReason') : null,
    })),
  board: ({ place, arg, call, context }) => toggleBoard(place, arg === 'end', call, context),
  digest: ({ place, call, context }) => chooseDigest(place, call.values[0] ?? '', false, call, context),
  weekly: ({ place, call, context }) => chooseDigest(place, 'weekly 1', true, call, context),
  calendar: ({ place, arg, call, context }) => changeCalendar(place, arg === 'end', call, context),
  zone: ({ place, call, context }) => chooseZone(place, call, context),
  hours: ({ place, call, context }) => chooseHours(place, call, context),
  test: ({ place, arg, call, context }) => sendTest(place, shownAt(arg), call, context),
  remove: ({ place, call, context }) => removeAll(place, call, context),
  typed: pressTyped,
};

function shownAt(arg: string): Shown {
  return arg === 'end' ? { end: true } : { open: 'preview' };
}

/** Chooses the role to ping, or none. One that the bot may not ping there is not taken, and the card says why. */
async function pressRole({ place, call, context }: Press): Promise<Reply> {
  const [role] = call.chosenRoles;
  const refuse = (note: string) => showCard(place, call, context, { note, open: 'pings' });
  if (call.values.length > 0) {
    if (role === undefined) return refuse(setupText('roleNotHere'));
    if (role.everyone) return refuse(setupText('everyone'));
    const found = role.mentionable ? null : await lookAtChannel(place.channel, place.guild, call, context);
    if (found !== null && canPing(role, found) === false) return refuse(noPingWords(place.channel, role.id));
  }
  return saveChange(place, call, context, (one) => ({ ...one, role: role?.id ?? null }));
}

/** A form sent off. */
async function pressTyped({ place, arg, call, context }: Press): Promise<Reply> {
  const { typed = '' } = call.fields;
  switch (FORMS.find((form) => form === arg)) {
    case 'leads': {
      const { kinds = '' } = call.fields;
      return saveChange(place, call, context, (one) =>
        withKindLeads(withLeads(one, typed), kinds, context.index().kinds),
      );
    }
    case 'words':
      return changeWords(place, call, context);
    case 'quiet': {
      const { reader } = await readClock(place.guild, context);
      const quiet = typed.trim() === '' ? null : readQuiet(typed, reader, 'typed', true);
      return saveChange(place, call, context, (one) => withQuiet(one, quiet));
    }
    case 'digest':
      return chooseDigestTime(place, typed, call, context);
    case 'server':
      return changeServer(place, call, context);
    case undefined:
      throw new CommandRefusal(setupText('unknown'));
  }
}

/**
 * Removes all that a channel gets: its reminders, its board, its digests. A subscription of the settings file would come
 * back at the next start, so it is replaced by a paused one, which wins over the file's.
 */
function removeAll(place: CardPlace, call: Call, context: CommandContext): Promise<Reply> {
  return context.inTurn(call.user, async () => {
    const { subscription, saved, board, digests, now } = await requireCard(place, context);
    const { registry } = context;
    if (subscription.madeBy === 'settings') {
      const stopped = { ...subscription, since: now, madeBy: 'command', paused: stoppedReason() } as const;
      await registry.putSubscription(stopped, saved);
    } else await registry.removeSubscription(place.channel);
    if (board !== null) await closeBoard(board, context, now);
    for (const { channel, kind } of digests) await registry.removeRecurring(channel, kind);
    context.changed();
    return removed(place, context);
  });
}

/** Words, regions and certainties as typed into the form; topics, kinds and what is muted stay. */
function changeWords(place: CardPlace, call: PressCall, context: CommandContext): Promise<Reply> {
  const field = (name: string): string | null => {
    const typed = (call.fields[name] ?? '').trim();
    return typed === '' ? null : typed;
  };
  const read = readSubscriptionFilter(
    {
      topic: null,
      kind: null,
      region: field('region'),
      certainty: field('certainty'),
      words: field('words'),
      block: field('block'),
    },
    context.index(),
  );
  return saveChange(place, call, context, (subscription) => {
    const { regions: _, certainties: __, words: ___, ...kept } = subscription.filter;
    const { topics, kinds } = subscription.filter;
    return { ...subscription, filter: { ...kept, ...read, topics, kinds } };
  });
}

/** Most UTF-16 units for a reminder's card beside the card that says that this is a test. */
const SAMPLE_UNITS = 5_000;

/**
 * Send a test: posts a message into the channel that says what it is, pings nobody, and shows the card of the first
 * reminder. Then it shows the card of the channel with the result.
 */
async function sendTest(place: CardPlace, shown: Shown, call: PressCall, context: CommandContext): Promise<Reply> {
  const { subscription, clock, defaults, now } = await requireCard(place, context);
  const index = context.index();
  const preview = previewMessages(index, queryFor(subscription, clock, defaults), now, 1);
  const card = previewCard(preview, { zone: clock.reader, events: index.events }, SAMPLE_UNITS);
  const sample = card === null ? null : { card, example: preview.kind === 'example' };
  const tried = await context.tryChannel(place.channel, setupTest(call.user, sample));
  const channel = channelMention(place.channel);
  const note =
    tried.kind === 'failed'
      ? setupText('testFailed', { channel, why: tried.why })
      : setupText('tested', { channel, link: messageLink(place.guild, place.channel, tried.message) });
  return showCard(place, call, context, { ...shown, note });
}
