import { type GuildId, ofGuild, type Subscription } from '../../model/subscription.ts';
import { channelMention } from '../../render/card/describe-subscription.ts';
import { takesPosts } from '../call/check-channel.ts';
import type { Call, CalledChannel, Reply } from '../call/command.ts';
import type { CommandContext, SetupDraft } from '../call/context.ts';
import { wantedEdges } from '../call/preview-reminders.ts';
import { readClock } from '../call/read-clock.ts';
import { callText } from '../call/words.ts';
import { lackingIn } from './look-at-channel.ts';
import { askChannel, askWhat, type WizardView } from './wizard-page.ts';
import { setupText } from './words.ts';

/** Most channels named in one sentence. */
const NAMED = 3;

/**
 * Asks about a channel that gets nothing yet: whether it is the one meant or, where it was chosen and the bot may post
 * there, which dates it gets. Nothing is saved before the last answer.
 */
export async function beginQuestions(
  guild: GuildId,
  place: CalledChannel,
  wasChosen: boolean,
  call: Call,
  context: CommandContext,
): Promise<Reply> {
  const number = context.drafts.nextNumber();
  const draft: SetupDraft = { user: call.user, guild, place, topics: null, kinds: null };
  if (wasChosen && isReady(place)) return ask(askWhat, number, draft, context);
  return ask(askChannel, number, draft, context, await otherChannels(guild, context));
}

/** Whether reminders can be posted there. */
export function isReady(place: CalledChannel): boolean {
  return takesPosts(place) && lackingIn(place).length === 0;
}

/** Keeps the answers so far, and asks the question of that page. */
export async function ask(
  page: (view: WizardView) => Reply['message'],
  number: number,
  draft: SetupDraft,
  context: CommandContext,
  note: string | null = null,
): Promise<Reply> {
  context.drafts.keep(number, draft);
  const { events } = context.list();
  const { filter } = emptySubscription(draft, context);
  const view: WizardView = {
    draft,
    number,
    note: takesPosts(draft.place) ? note : kindNote(draft.place),
    missing: takesPosts(draft.place) ? lackingIn(draft.place) : [],
    ahead: [...wantedEdges(context.index(), filter, context.world.now())].length,
    topics: events.flatMap(({ topics }) => topics),
    kinds: events.map(({ kind }) => kind),
    defaults: context.defaults(),
    clock: await readClock(draft.guild, context),
  };
  return { message: page(view), private: true, update: true };
}

/** Why a channel of this kind takes no reminders. */
function kindNote({ id, kind }: CalledChannel): string {
  const words = callText(kind === 'forum' ? 'kindForum' : 'kindOther');
  return setupText('noForum', { channel: channelMention(id), kind: words });
}

/** The channels of this server that get something already, for people who came to change them; `null` for none. */
async function otherChannels(guild: GuildId, context: CommandContext): Promise<string | null> {
  const rows = await context.subscriptionsOf(guild);
  const channels = rows.slice(0, NAMED).map((row) => channelMention(row.channel));
  return channels.length === 0 ? null : setupText('elsewhereHas', { channels: channels.join(', ') });
}

/** The subscription that the answers so far ask for, with the defaults for the rest. */
export function emptySubscription({ guild, place, topics, kinds }: SetupDraft, context: CommandContext): Subscription {
  return {
    owner: ofGuild(guild),
    channel: place.id,
    filter: { topics, kinds },
    leads: null,
    role: null,
    pingFor: ['confirmed'],
    since: context.world.now(),
    madeBy: 'command',
    paused: null,
  };
}
