import {
  type APIApplicationCommandAutocompleteInteraction,
  type APIChatInputApplicationCommandInteraction,
  type APIInteraction,
  type APIMessageApplicationCommandInteraction,
  type APIMessageComponentInteraction,
  type APIModalSubmitInteraction,
  ApplicationCommandType,
  ComponentType,
  InteractionType,
  MessageFlags,
} from 'discord-api-types/v10';
import { CommandRefusal, type FormReply, type PressCall, type Reply, rootOf } from '../../features/call/command.ts';
import { readControlId } from '../../model/control-id.ts';
import { answerChoices, answerReply } from './answer-interaction.ts';
import type { AnswerParts, Dispatcher } from './dispatcher.ts';
import { readCall, readChannels, readCommand, readFields, readOptions, readRoles } from './read-call.ts';

/** The part of the program that an interaction was for; `unknown` where none is. */
export type InteractionName = {
  readonly entrance: 'command' | 'completion' | 'press' | 'form';
  readonly name: string;
};

/**
 * Answers one raw interaction: exactly one answer, within Discord's three seconds, whatever the handler does. Resolves
 * when the answer is out (or given up, which is logged), with what answered, and never rejects.
 */
export function makeInteractionHandler<Context>(
  dispatcher: Dispatcher<Context>,
  connection: Omit<AnswerParts, 'words'>,
): (raw: APIInteraction) => Promise<InteractionName | null> {
  const { words } = dispatcher;
  const parts = { ...connection, words };

  const command = async (raw: KnownCommand): Promise<Reply> => {
    const named = 'target_id' in raw.data ? { name: raw.data.name, options: [] } : readCommand(raw.data);
    const known = await dispatcher.findCommand(named.name);
    if (known === null) throw new CommandRefusal(words.oldCommand);
    const root = rootOf(dispatcher.roots, known.shape);
    if (raw.guild_id === undefined && !root.inDirect) throw new CommandRefusal(words.serversOnly);
    const options = 'target_id' in raw.data ? {} : readOptions(named.options, raw.data.resolved, raw.guild_id);
    if (options === null) throw new CommandRefusal(words.notNamed);
    const read = readCall(raw, options);
    const call = 'target_id' in raw.data ? { ...read, target: raw.data.target_id } : read;
    // `default_member_permissions` is only a default, which a server's administrators can change.
    if (root.for === 'manage' && !call.mayManageServer) throw new CommandRefusal(words.forManagers);
    return known.handle(call, dispatcher.context);
  };

  const complete = async (raw: APIApplicationCommandAutocompleteInteraction) => {
    const named = readCommand(raw.data);
    const known = await dispatcher.findCommand(named.name);
    const focused = named.options.find((option) => 'focused' in option && option.focused === true);
    if (known?.complete === undefined || focused === undefined || !('value' in focused)) return [];
    if (raw.guild_id === undefined && !rootOf(dispatcher.roots, known.shape).inDirect) return [];
    const options = readOptions(named.options, raw.data.resolved, raw.guild_id);
    // What has not been described yet cannot be completed by.
    if (options === null) return [];
    const call = readCall(raw, options);
    return known.complete(call, { name: focused.name, typed: String(focused.value) }, dispatcher.context);
  };

  // Also in direct messages, where reminders have buttons too: a handler that needs a server says so itself.
  const press = async (raw: APIMessageComponentInteraction): Promise<Reply | FormReply> => {
    const { action, args } = readControlId(raw.data.custom_id);
    const known = await dispatcher.findPress(action);
    if (known === null) throw new CommandRefusal(words.oldControl);
    const call = readPress(raw, args);
    if (call === null) throw new CommandRefusal(words.notNamed);
    return known.handle(call, dispatcher.context);
  };

  const form = async (raw: APIModalSubmitInteraction): Promise<Reply> => {
    const { action, args } = readControlId(raw.data.custom_id);
    const known = await dispatcher.findPress(action);
    if (known === null) throw new CommandRefusal(words.oldControl);
    const answer = await known.handle(readForm(raw, args), dispatcher.context);
    // https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type
    if ('form' in answer)
      throw new Error(`The form "${action}" was answered with a form, which Discord does not take.`);
    return answer;
  };

  const named = async (raw: APIInteraction): Promise<InteractionName | null> => {
    switch (raw.type) {
      case InteractionType.ApplicationCommand:
      case InteractionType.ApplicationCommandAutocomplete: {
        const { name } = 'target_id' in raw.data ? raw.data : readCommand(raw.data as KnownCommand['data']);
        const entrance = raw.type === InteractionType.ApplicationCommand ? 'command' : 'completion';
        return { entrance, name: (await dispatcher.findCommand(name))?.shape.name ?? 'unknown' };
      }
      case InteractionType.MessageComponent:
      case InteractionType.ModalSubmit: {
        const { action } = readControlId(raw.data.custom_id);
        const entrance = raw.type === InteractionType.MessageComponent ? 'press' : 'form';
        return { entrance, name: (await dispatcher.findPress(action))?.action ?? 'unknown' };
      }
      default:
        return null;
    }
  };

  const answer = async (raw: APIInteraction): Promise<void> => {
    const isServed = raw.guild_id === undefined || dispatcher.serves(raw.guild_id);
    if (!isServed && raw.type === InteractionType.ApplicationCommandAutocomplete) {
      return await answerChoices(parts, raw, async () => []);
    }
    if (!isServed) return await answerReply(parts, raw, 'command', refuse(words.notServed));
    switch (raw.type) {
      case InteractionType.ApplicationCommand:
        return await answerReply(
          parts,
          raw,
          'command',
          isKnownKind(raw) ? () => command(raw) : refuse(words.notUnderstood),
        );
      case InteractionType.ApplicationCommandAutocomplete:
        return await answerChoices(parts, raw, () => complete(raw));
      case InteractionType.MessageComponent:
        return await answerReply(parts, raw, 'press', () => press(raw));
      case InteractionType.ModalSubmit:
        // Only a form that was opened from a message has one to change.
        return await answerReply(parts, raw, raw.message === undefined ? 'command' : 'press', () => form(raw));
      default:
        return undefined;
    }
  };
  return async (raw) => {
    await answer(raw);
    return named(raw).catch(() => null);
  };
}

type KnownCommand = APIChatInputApplicationCommandInteraction | APIMessageApplicationCommandInteraction;

function isKnownKind(raw: APIInteraction): raw is KnownCommand {
  if (raw.type !== InteractionType.ApplicationCommand) return false;
  return raw.data.type === ApplicationCommandType.ChatInput || raw.data.type === ApplicationCommandType.Message;
}

function refuse(text: string): () => Promise<Reply> {
  return () => Promise.reject(new CommandRefusal(text));
}

/** `null` where a chosen channel or role is not described: no other one may be taken in its stead. */
function readPress(raw: APIMessageComponentInteraction, args: readonly string[]): PressCall | null {
  const values = 'values' in raw.data ? raw.data.values : [];
  const resolved = 'resolved' in raw.data ? raw.data.resolved : undefined;
  const chosenChannels = readChannels(values, resolved);
  const chosenRoles = readRoles(values, resolved, raw.guild_id);
  const type = raw.data.component_type;
  const described =
    type === ComponentType.ChannelSelect ? chosenChannels : type === ComponentType.RoleSelect ? chosenRoles : values;
  if (described.length < values.length) return null;
  return {
    ...readCall(raw, {}),
    ...readBelow(raw),
    args,
    values,
    chosenChannels,
    chosenRoles,
    fields: {},
  };
}

function readBelow({ message }: Pick<APIInteraction, 'message'>): Pick<PressCall, 'below'> {
  if (message === undefined) return {};
  return { below: { message: message.id, isPrivate: ((message.flags ?? 0) & MessageFlags.Ephemeral) !== 0 } };
}

function readForm(raw: APIModalSubmitInteraction, args: readonly string[]): PressCall {
  return {
    ...readCall(raw, {}),
    ...readBelow(raw),
    args,
    values: [],
    chosenChannels: [],
    chosenRoles: [],
    fields: readFields(raw.data),
  };
}
