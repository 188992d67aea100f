import { markReplay } from '../../render/card/adjust-message.ts';
import { orAskBack } from './ask-back.ts';
import { withClosings } from './closed-channels.ts';
import type { Command, CommandCall, FormReply, PressCall, PressHandler, Reply } from './command.ts';
import type { CommandContext } from './context.ts';
import { offerCommand } from './offer-command.ts';
import { offerShare } from './share-answer.ts';
import { offerUndo, UNDO } from './undo.ts';

type AnyCommand = Command<CommandContext>;
type AnyPress = PressHandler<CommandContext, Reply | FormReply>;

/** The exports of a feature's module: its commands and its presses. */
export type Feature = { readonly commands?: readonly AnyCommand[]; readonly presses?: readonly AnyPress[] };

/** A feature that is loaded when one of its commands is called or one of its controls pressed, both known by name. */
export type FeatureEntry = {
  readonly commands?: readonly string[];
  /** The actions with which the ids of its controls begin. */
  readonly presses?: readonly string[];
  load(): Promise<{ readonly feature: Feature }>;
};

/** All features; each is loaded at its first use and kept. */
export type Features = {
  /** `null` when no command has this name. */
  findCommand(name: string): Promise<AnyCommand | null>;
  /** `null` when no feature handles this action. */
  findPress(action: string): Promise<AnyPress | null>;
  /** Every command in the order of the entries. Loads features that are not loaded yet, one after the other. */
  commands(): Promise<readonly AnyCommand[]>;
};

/**
 * Keeps features once loaded; a feature that failed to load is tried anew at its next use. Throws the errors of its
 * module.
 */
export function loadFeatures(entries: readonly FeatureEntry[]): Features {
  const loaded = new Map<FeatureEntry, Promise<Required<Feature>>>();
  const load = async (entry: FeatureEntry): Promise<Required<Feature>> => {
    const loading = loaded.get(entry) ?? entry.load().then(({ feature }) => offerFeature(entry, feature));
    loaded.set(entry, loading);
    try {
      return await loading;
    } catch (error) {
      loaded.delete(entry);
      throw error;
    }
  };
  return {
    async findCommand(name) {
      const entry = entries.find(({ commands }) => commands?.includes(name));
      const feature = entry && (await load(entry));
      return feature?.commands.find(({ shape }) => shape.name === name) ?? null;
    },
    async findPress(action) {
      const entry = entries.find(({ presses }) => presses?.includes(action));
      const feature = entry && (await load(entry));
      return feature?.presses.find((press) => press.action === action) ?? null;
    },
    async commands() {
      const all: AnyCommand[] = [];
      for (const entry of entries) all.push(...(await load(entry)).commands);
      return all;
    },
  };
}

/**
 * The feature with checked options, with answers to managers that name what has closed, and marked in a replay. Throws when its commands or presses are not
 * those of its entry, since nobody would find them.
 */
function offerFeature(entry: FeatureEntry, feature: Feature): Required<Feature> {
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
        const answer = await orAskBack(call, context, withOption, (asked) =>
          offerUndo(asked, context, (recorded) => command.handle(asked, recorded)),
        );
        return marked(await withClosings(call, offerShare(call, answer, context), context), context);
      },
    })),
    presses: presses.map((press) => ({
      ...press,
      handle: async (call, context) => {
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
