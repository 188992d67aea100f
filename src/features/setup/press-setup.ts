import { requireManager } from '../call/check-channel.ts';
import { CommandRefusal, type FormReply, type PressCall, type PressHandler, type Reply } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { changeDraft, lookAgain, needsLook, showDraft, type Ticket } from './change-draft.ts';
import { checkPlace, seenFrom } from './check-place.ts';
import { choosePlace, chooseRole } from './choose-place.ts';
import { finishDraft } from './finish-draft.ts';
import { keepDraft, requireDraft } from './keep-draft.ts';
import { pressTyped } from './press-typed.ts';
import { PAGES } from './read-draft.ts';
import { sendTest } from './send-test.ts';
import { setupCancelled } from './setup-ended.ts';
import { findRow } from './view-draft.ts';
import { setupText } from './words.ts';

/** A press below the message of `/setup`, `setup:<what>:<user>:<run>:<rev>[:<arg>]`, or one of its forms sent off. */
export const pressSetup: PressHandler<CommandContext, Reply | FormReply> = {
  action: 'setup',
  async handle(call, context) {
    const guild = requireManager(call);
    const [what = '', user = '', run = '', rev = '', arg = ''] = call.args;
    // Anybody can send any id: a draft is found by who presses, and an id that names somebody else changes nothing.
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

/** One change in place, with what this press tells about its own channel. */
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
    choosePlace(draft, chosen, await findRow(chosen?.id ?? null, ticket.owner.guild, context)),
  );
  const seen = needsLook(changed.draft) ? await lookAgain(ticket, changed, context) : changed;
  return showDraft(ticket, seen, context);
}

async function pressCheck(ticket: Ticket, context: CommandContext): Promise<Reply> {
  const draft = await requireDraft(context.registry, ticket.owner, ticket.run);
  const seen = await lookAgain(ticket, { draft, note: null }, context);
  const note = seen.note ?? (checkPlace(seen.draft).ready ? setupText('checked') : null);
  return showDraft(ticket, { ...seen, note }, context);
}

async function pressCancel({ owner, run }: Ticket, context: CommandContext): Promise<Reply> {
  await context.inTurn(owner.user, async () => {
    await requireDraft(context.registry, owner, run);
    await keepDraft(context.registry, owner, { run, draft: null });
  });
  return { message: setupCancelled(), private: true, update: true };
}
