import { markReplay } from '../../render/card/adjust-message.ts';
import { orAskBack } from './ask-back.ts';
import { withClosings } from './closed-channels.ts';
import type { Command, CommandCall, FormReply, PressCall, PressHandler, Reply } from './command.ts';
import type { CommandContext } from './context.ts';
import { noteServerLocale } from './note-locale.ts';
import { offerCommand } from './offer-command.ts';
import { offerShare } from './share-answer.ts';
import { offerUndo, UNDO } from './undo.ts';

export type AnyCommand = Command<CommandContext>;
export type AnyPress = PressHandler<CommandContext, Reply | FormReply>;

/** The exports of a feature's module: its commands and its presses. */
export type Feature = { readonly commands?: readonly AnyCommand[]; readonly presses?: readonly AnyPress[] };

/** A feature that is loaded when one of its commands is called or one of its controls pressed, both known by name. */
export type FeatureEntry = {
  readonly commands?: readonly string[];
  /** The actions with which the ids of its controls begin. */
  readonly presses?: readonly string[];
  load(): Promise<{ readonly feature: Feature }>;
};

/**
 * The feature with checked options, with answers to managers that name what has closed, and marked in a replay. Throws when its commands or presses are not
 * those of its entry, since nobody would find them.
 */
export function offerFeature(entry: FeatureEntry, feature: Feature): Required<Feature> {
  const { commands = [], presses = [] } = feature;
  const offered = [...commands.map(({ shape }) => shape.name), ...presses.map(({ action }) => action)];
  const listed = [...(entry.commands ?? []), ...(entry.presses ?? [])];
  if (offered.join() !== listed.join()) {
    throw new Error(`A feature is listed with "${listed.join(', ')}" but offers "${offered.join(', ')}".`);
  }
  return {
    commands: commands.map(offerCommand).map((command) => ({
      ...command,
      handle: async (call, context) => {
        await noteServerLocale(call, context);
        const answer = await orAskBack(call, context, withOption, (asked) =>
          offerUndo(asked, context, (recorded) => command.handle(asked, recorded)),
        );
        return marked(await withClosings(call, offerShare(call, answer, context), context), context);
      },
    })),
    presses: presses.map((press) => ({
      ...press,
      handle: async (call, context) => {
        await noteServerLocale(call, context);
        const answer = await orAskBack(call, context, withField, (asked) =>
          press.action === UNDO
            ? press.handle(asked, context)
            : offerUndo(asked, context, (recorded) => press.handle(asked, recorded)),
        );
        return 'form' in answer ? answer : marked(offerShare(call, answer, context), context);
      },
    })),
  };
}

function withOption(call: CommandCall, option: string, value: string): CommandCall {
  return { ...call, options: { ...call.options, [option]: value } };
}

function withField(call: PressCall, field: string, value: string): PressCall {
  return { ...call, fields: { ...call.fields, [field]: value } };
}

/** In a replay every answer begins by saying so, whichever feature wrote it. */
function marked(reply: Reply, context: CommandContext): Reply {
  if (!context.state().replay) return reply;
  const also = reply.also === undefined ? {} : { also: markReplay(reply.also) };
  return { ...reply, message: markReplay(reply.message), ...also };
}
