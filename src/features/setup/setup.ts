import { channelMention } from '../../render/card/describe-subscription.ts';
import { requireManager } from '../call/check-channel.ts';
import type { Command, CommandShape } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { lookAgain, needsLook, showDraft } from './change-draft.ts';
import { keepDraft, recallDraft } from './keep-draft.ts';
import { openDraft } from './open-draft.ts';
import { findRow } from './view-draft.ts';
import { setupText } from './words.ts';

/** Channels named at most in one word. */
const NAMED = 3;

const SHAPE = {
  name: 'setup',
  description: setupText('setup'),
  for: 'manage',
  options: [],
} as const satisfies CommandShape;

/**
 * `/setup`: one private message that shows a channel's wish as it stands and is changed step by step. What is chosen is
 * kept as a draft, over restarts too; nothing is in force before Finish (product rule 19).
 */
export const setup: Command<CommandContext, typeof SHAPE> = {
  shape: SHAPE,
  async handle(call, context) {
    const guild = requireManager(call);
    const owner = { guild, user: call.user };
    const row = await findRow(call.channel.id, guild, context);
    const opened = await context.inTurn(owner.user, async () => {
      const { run } = await recallDraft(context.registry, owner);
      const draft = openDraft(run + 1, call.channel, row);
      await keepDraft(context.registry, owner, { run: draft.run, draft });
      return { draft, note: row === null ? await otherChannels(guild, context) : null };
    });
    const ticket = { owner, run: opened.draft.run };
    const seen = needsLook(opened.draft) ? await lookAgain(ticket, opened, context) : opened;
    const { message } = await showDraft(ticket, seen, context);
    return { message, private: true };
  },
};

/** Where this server has reminders already, for those who came to change them; `null` where it has none. */
async function otherChannels(guild: string, context: CommandContext): Promise<string | null> {
  const rows = (await context.registry.subscriptions()).filter((row) => row.guild === guild);
  const channels = rows.slice(0, NAMED).map((row) => channelMention(row.channel));
  return channels.length === 0 ? null : setupText('elsewhereHas', { channels: channels.join(', ') });
}
