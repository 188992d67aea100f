import { controlIds } from '../../model/control-id.ts';
import type { Message } from '../../model/message.ts';
import type { ChannelId } from '../../model/subscription.ts';
import type { Registry } from '../../outbox/registry.ts';
import { addButton } from '../../render/card/adjust-message.ts';
import { buildButton } from '../../render/card/build-card.ts';
import { requireManager } from './check-channel.ts';
import { type Call, CommandRefusal, type FormReply, type PressCall, type PressHandler, type Reply } from './command.ts';
import type { CommandContext } from './context.ts';
import {
  type ChangedPart,
  isPersonal,
  type Part,
  type PendingUndo,
  readPart,
  type Snapshot,
  stillStands,
} from './undo-parts.ts';
import { callText } from './words.ts';

/** The action of Undo. */
export const UNDO = 'undo';

/** A press on it: `undo:<change>`. */
const UNDO_IDS = controlIds(UNDO, 'change');

/**
 * Answers a call and offers Undo below the answer where the caller's own subscription, settings, board or digests, or
 * those of their server, are others now. `answer` must write through the context it is given.
 */
export async function offerUndo<Answer extends Reply | FormReply>(
  call: Call,
  context: CommandContext,
  answer: (context: CommandContext) => Promise<Answer>,
): Promise<Answer> {
  const record = recordChanges(context.registry);
  const reply = await answer({ ...context, registry: record.registry });
  if ('form' in reply || !reply.private) return reply;
  const parts = await record.changed();
  if (parts.length === 0) return reply;
  const change = context.undos.nextNumber();
  context.undos.keep(change, { user: call.user, guild: call.guild, parts, undone: reply.undone ?? null });
  const button = buildButton(UNDO_IDS.write({ change }), callText('undo'), false);
  const later = reply.later?.then((message) => message && addButton(message, button));
  return { ...reply, message: addButton(reply.message, button), ...(later === undefined ? {} : { later }) };
}

/** Takes a change back, once, for those who may make it, unless something changed the same again since. */
const pressUndo: PressHandler<CommandContext> = {
  action: UNDO_IDS.action,
  async handle(call, context) {
    const { change } = UNDO_IDS.read(call.args);
    const undone = await context.inTurn(call.user, async () => {
      const pending = context.undos.find(change);
      if (pending === null) throw new CommandRefusal(callText('undoGone'));
      requireRight(pending, call);
      for (const part of pending.parts) {
        if (!(await stillStands(context.registry, part))) throw new CommandRefusal(callText('undoOvertaken'));
      }
      const now = context.world.now();
      for (const { before, after } of pending.parts) await before.restore(context, now, after);
      context.undos.remove(change);
      context.changed();
      return pending.undone;
    });
    if (undone !== null) return undone(call);
    return { message: undoneMessage(), private: true, update: true };
  },
};

function requireRight({ parts, user, guild }: PendingUndo, call: PressCall): void {
  if (parts.some(isPersonal)) {
    if (call.user !== user) throw new CommandRefusal(callText('undoOthers'));
  } else if (requireManager(call) !== guild) throw new CommandRefusal(callText('undoGone'));
}

function undoneMessage(): Message {
  return { content: callText('undone'), ping: null, cards: [], controls: [], files: [] };
}

/** A registry that notes the state of each part before the first change through it that is not overtaken. */
function recordChanges(registry: Registry): {
  readonly registry: Registry;
  /** The parts that are now another than they were. */
  changed(): Promise<ChangedPart[]>;
} {
  const seen = new Map<string, { readonly part: Part; readonly before: Snapshot }>();
  const note = async <T>(part: Part, write: () => Promise<T>): Promise<T> => {
    const name = JSON.stringify(part);
    if (seen.has(name)) return write();
    const before = await readPart(registry, part);
    const written = await write();
    seen.set(name, { part, before });
    return written;
  };
  const channelPart = (channel: ChannelId): Part => ({ kind: 'subscription', channel });
  const recorder: Registry = {
    ...registry,
    putSubscription: (subscription, over) =>
      note(channelPart(subscription.channel), () => registry.putSubscription(subscription, over)),
    removeSubscription: (channel, over) => note(channelPart(channel), () => registry.removeSubscription(channel, over)),
    putRecurring: (recurring, over) =>
      note({ kind: 'recurring', channel: recurring.channel, of: recurring.kind }, () =>
        registry.putRecurring(recurring, over),
      ),
    removeRecurring: (channel, of) =>
      note({ kind: 'recurring', channel, of }, () => registry.removeRecurring(channel, of)),
    putGuildSettings: (settings, since, over) =>
      note({ kind: 'server', guild: settings.guild }, () => registry.putGuildSettings(settings, since, over)),
    putPersonSettings: (settings, since, over) =>
      note({ kind: 'person', user: settings.user }, () => registry.putPersonSettings(settings, since, over)),
  };
  return {
    registry: recorder,
    async changed() {
      const parts: ChangedPart[] = [];
      for (const { part, before } of seen.values()) {
        const after = await readPart(registry, part);
        if (before.print !== after.print) parts.push({ part, before, after });
      }
      return parts;
    },
  };
}

export const feature = { presses: [pressUndo] };
