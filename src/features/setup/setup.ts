import { channelMention } from '../../render/card/describe-subscription.ts';
import { requireManager } from '../call/check-channel.ts';
import {
  type Command,
  CommandRefusal,
  type CommandShape,
  type FormReply,
  type PressCall,
  type PressHandler,
  type Reply,
} from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { subscriptionIn } from '../call/find-subscription.ts';
import type { Feature } from '../call/load-features.ts';
import { changeDraft, lookAgain, needsLook, openDraft, requireDraft, showDraft, type Ticket } from './change-draft.ts';
import { checkPlace, seenFrom } from './check-place.ts';
import { choosePlace, chooseRole } from './choose-parts.ts';
import { finishDraft, sendTest } from './finish-draft.ts';
import { pressTyped } from './press-typed.ts';
import { SETUP_IDS } from './setup-controls.ts';
import { setupCancelled } from './setup-ended.ts';
import { setupText } from './words.ts';

const PAGES = [1, 2, 3] as const;

/** Most channels named in one sentence. */
const NAMED = 3;

const SHAPE = {
  name: 'datewatch setup',
  description: setupText('setup'),
  options: [],
} as const satisfies CommandShape;

/**
 * `/datewatch setup`: one private message that shows a channel's subscription and changes it step by step. The choices are kept
 * as a draft in memory; nothing is saved before Finish (product rule 19).
 */
const setup: Command<CommandContext, typeof SHAPE> = {
  shape: SHAPE,
  async handle(call, context) {
    const guild = requireManager(call);
    const owner = { guild, user: call.user };
    const row = await subscriptionIn(guild, call.channel.id, context);
    const opened = await context.inTurn(owner.user, async () => {
      const draft = openDraft(context.drafts.nextRun(), call.channel, row);
      context.drafts.keep(owner, draft);
      return { draft, note: row === null ? await otherChannels(guild, context) : null };
    });
    const ticket = { owner, run: opened.draft.run };
    const seen = needsLook(opened.draft) ? await lookAgain(ticket, opened, context) : opened;
    const { message } = await showDraft(ticket, seen, context);
    return { message, private: true };
  },
};

/**
 * The channels of this server that have reminders already, for people who came to change them; `null` where there are
 * none.
 */
async function otherChannels(guild: string, context: CommandContext): Promise<string | null> {
  const rows = await context.subscriptionsOf(guild);
  const channels = rows.slice(0, NAMED).map((row) => channelMention(row.channel));
  return channels.length === 0 ? null : setupText('elsewhereHas', { channels: channels.join(', ') });
}

/** A press below the message of `/datewatch setup`, or one of its forms submitted. */
const pressSetup: PressHandler<CommandContext, Reply | FormReply> = {
  action: SETUP_IDS.action,
  async handle(call, context) {
    const guild = requireManager(call);
    const { what, user, run, rev, arg } = SETUP_IDS.read(call.args);
    // Anybody can send any id: a draft is found by the person who presses, and an id that names somebody else changes
    // nothing.
    if (user !== call.user) throw new CommandRefusal(setupText('notYours'));
    const ticket = { owner: { guild, user }, run: Number(run) };
    switch (what) {
      case 'channel':
        return pressChannel(ticket, call, context);
      case 'role':
        return choose(ticket, call, context, (draft) => chooseRole(draft, call.chosenRoles[0], call.values.length));
      case 'page':
        return choose(ticket, call, context, (draft) => {
          const page = PAGES.find((known) => String(known) === arg) ?? draft.page;
          return { draft: { ...draft, page }, note: null };
        });
      case 'check':
        return pressCheck(ticket, context);
      case 'test':
        return sendTest(ticket, Number(rev), call, context);
      case 'finish':
        return finishDraft(ticket, Number(rev), call, context);
      case 'cancel':
        return pressCancel(ticket, context);
      default:
        return pressTyped(ticket, what, call, context);
    }
  },
};

/** Makes one change in place, with the press's own facts about its channel. */
async function choose(
  ticket: Ticket,
  call: PressCall,
  context: CommandContext,
  change: Parameters<typeof changeDraft>[2],
): Promise<Reply> {
  const changed = await changeDraft(ticket, context, (draft) => change(seenFrom(draft, call)));
  return showDraft(ticket, changed, context);
}

async function pressChannel(ticket: Ticket, call: PressCall, context: CommandContext): Promise<Reply> {
  const [chosen] = call.chosenChannels;
  const changed = await changeDraft(ticket, context, async (draft) =>
    choosePlace(draft, chosen, await subscriptionIn(ticket.owner.guild, chosen?.id ?? null, context)),
  );
  const seen = needsLook(changed.draft) ? await lookAgain(ticket, changed, context) : changed;
  return showDraft(ticket, seen, context);
}

async function pressCheck(ticket: Ticket, context: CommandContext): Promise<Reply> {
  const draft = requireDraft(context, ticket.owner, ticket.run);
  const seen = await lookAgain(ticket, { draft, note: null }, context);
  const note = seen.note ?? (checkPlace(seen.draft).ready ? setupText('checked') : null);
  return showDraft(ticket, { ...seen, note }, context);
}

async function pressCancel({ owner, run }: Ticket, context: CommandContext): Promise<Reply> {
  await context.inTurn(owner.user, async () => {
    requireDraft(context, owner, run);
    context.drafts.remove(owner);
  });
  return { message: setupCancelled(), private: true, update: true };
}

export const feature: Feature = { commands: [setup], presses: [pressSetup] };
