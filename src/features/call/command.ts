import type { Form, Message } from '../../model/message.ts';
import type { ChannelId, GuildId, RoleId, UserId } from '../../model/subscription.ts';

/** The kind of value that an option takes; `channel` and `role` arrive resolved. */
export type OptionShape = {
  /** Lower case, 1–32 characters: https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-naming */
  readonly name: string;
  readonly description: string;
  readonly type: 'string' | 'integer' | 'boolean' | 'channel' | 'role';
  readonly required?: boolean;
  readonly min?: number;
  readonly max?: number;
  readonly maxLength?: number;
  readonly autocomplete?: boolean;
  readonly choices?: readonly { readonly name: string; readonly value: string }[];
};

/**
 * The first word of commands, with the rights of them all: Discord gives rights to the whole command, never to one of
 * its subcommands.
 */
export type CommandRoot = {
  readonly name: string;
  /** `message`: chosen on a message, from its menu, instead of typed; a command itself, without options. */
  readonly kind: 'slash' | 'message';
  /** `null` where the root is a command itself, which has a description. */
  readonly description: string | null;
  /** `manage`: for members who may manage the server; registered so and checked again when called. */
  readonly for: 'everyone' | 'manage';
  /** Whether its commands also work in direct messages with the bot. */
  readonly inDirect: boolean;
};

/** A command as data; registered only when it has changed. */
export type CommandShape = {
  /** As people type it, without the slash: `dates next`, or a root that is a command itself, such as `help` or a message command. */
  readonly name: string;
  readonly description: string;
  readonly options: readonly OptionShape[];
};

/** The root that a command hangs on. Throws when there is none: such a command could not be registered. */
export function rootOf(roots: readonly CommandRoot[], { name }: Pick<CommandShape, 'name'>): CommandRoot {
  const found = roots.find((root) => name === root.name || name.startsWith(`${root.name} `));
  if (found === undefined) throw new Error(`No root is known for the command "${name}".`);
  return found;
}

/** A channel named in an option or the one the command was typed in, with what the bot may do there. */
export type CalledChannel = {
  readonly id: ChannelId;
  readonly name: string | null;
  readonly kind: 'text' | 'announcement' | 'thread' | 'forum' | 'voice' | 'dm' | 'other';
  /** The bot's effective permissions there by Discord's names (`ViewChannel`, `SendMessages`, …); `null` when unknown. */
  readonly botMay: ReadonlySet<string> | null;
  /** The caller's own permissions, where Discord sends them. */
  readonly callerMay: ReadonlySet<string> | null;
};

/** A role named in an option. */
export type CalledRole = {
  readonly id: RoleId;
  readonly name: string;
  readonly mentionable: boolean;
  readonly everyone: boolean;
};

/** A value that an option can hold; a text is trimmed. */
export type OptionValue = string | number | boolean | CalledChannel | CalledRole;

type ValueByType = { string: string; integer: number; boolean: boolean; channel: CalledChannel; role: CalledRole };

/** An option's value by its shape: one of its choices where it has some. */
type ValueOf<Option extends OptionShape> = Option extends {
  readonly choices: readonly { readonly value: infer Value }[];
}
  ? Value
  : ValueByType[Option['type']];

/** The options of a command by their names: `null` where one was left out, which a required one cannot be. */
export type OptionsOf<Shape extends Pick<CommandShape, 'options'>> = {
  readonly [Option in Shape['options'][number] as Option['name']]: Option extends { readonly required: true }
    ? ValueOf<Option>
    : ValueOf<Option> | null;
};

/** One use of a command, a button or a select, without any SDK in it. */
export type Call = {
  readonly guild: GuildId | null;
  readonly channel: CalledChannel;
  readonly user: UserId;
  /** The caller's language, such as `en-US`. */
  readonly locale: string;
  /** The server's; left out where Discord does not say. */
  readonly serverLocale?: string;
  readonly mayManageServer: boolean;
  /** The message that a message command was used on. */
  readonly target?: string;
};

/** One use of a command of that shape; of any command without it. */
export type CommandCall<Shape extends Pick<CommandShape, 'options'> = CommandShape> = Call & {
  readonly options: OptionsOf<Shape>;
};

/**
 * A press on a button, a choice in a select, or a submitted form: `args` are the parts of its id after the action's
 * name.
 */
export type PressCall = Call & {
  readonly args: readonly string[];
  readonly values: readonly string[];
  /** The role's or channel's resolved form for those selects. */
  readonly chosenChannels: readonly CalledChannel[];
  readonly chosenRoles: readonly CalledRole[];
  /** The values typed into a form, by field; empty for other controls. */
  readonly fields: Readonly<Record<string, string>>;
  /** The message that the control sits on, and whether only the caller sees it; left out where there is none. */
  readonly below?: { readonly message: string; readonly isPrivate: boolean };
};

/**
 * The answer. `update` replaces the message the control sits on; otherwise a new one. `later` is what the answer
 * becomes once something is known that it could not wait for; `null` where it stays.
 */
export type Reply = {
  readonly message: Message;
  readonly private: boolean;
  readonly update?: boolean;
  readonly later?: Promise<Message | null>;
  /** True for a private answer that the caller may show to everyone in the channel. */
  readonly shareable?: boolean;
  /** A message for everyone in the channel, sent once the answer is out. */
  readonly also?: Message;
  /** The answer to Undo below this one, where something was changed; left out for one sentence. */
  readonly undone?: (call: PressCall) => Promise<Reply>;
};

/** A form to fill in, as the answer to a press. It must be ready at once: it cannot follow a "thinking…". */
export type FormReply = { readonly form: Form };

/** At most 25; name and value at most 100 characters. */
export type Choice = { readonly name: string; readonly value: string };

/** An error meant for the caller: its text is shown in private, and nothing has been changed. */
export class CommandRefusal extends Error {
  override readonly name = 'CommandRefusal';
}

/**
 * A question back, where what was typed has several meanings: asked in private, with the choices below. Nothing has been
 * changed, and the call is made anew with the value chosen in place of that option, or of that field of a form.
 */
export class CommandQuestion extends Error {
  override readonly name = 'CommandQuestion';
  readonly option: string;
  readonly choices: readonly Choice[];
  /** True where the question takes the place of the private message that was pressed. */
  readonly inPlace: boolean;

  constructor(question: string, option: string, choices: readonly Choice[], inPlace = false) {
    super(question);
    this.option = option;
    this.choices = choices;
    this.inPlace = inPlace;
  }
}

/**
 * A command: its shape, its handler, its completions. Handlers answer within 2.5 s, mostly from memory. The type of
 * `options` follows from the shape; `offer-command.ts` enforces it at run time.
 */
export type Command<Context, Shape extends CommandShape = CommandShape> = {
  readonly shape: Shape;
  handle(call: CommandCall<Shape>, context: Context): Promise<Reply>;
  /** While an option is typed, others may be missing: a required text is then empty. */
  complete?(call: CommandCall<Shape>, focused: Focused<Shape>, context: Context): Promise<readonly Choice[]>;
};

/** The option that is being typed, and the text in it. */
export type Focused<Shape extends Pick<CommandShape, 'options'> = CommandShape> = {
  readonly name: Shape['options'][number]['name'];
  readonly typed: string;
};

/** Handles the press of a control whose id begins with `action`. Ids are `action:arg:arg~mark`. */
export type PressHandler<Context, Answer = Reply> = {
  readonly action: string;
  handle(call: PressCall, context: Context): Promise<Answer>;
};
