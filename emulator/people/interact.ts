/** The actions of people in Discord's client: type a command, press a button, fill in a form. Types only. */
import type { Json, JsonObject } from '../rest/json.ts';
import type { StoredMessage } from '../world/world.ts';

/** Common to all actions of a person. */
export interface Doing {
  /** Default: the world's first text channel. */
  readonly channelId?: string;
  /** Default: the first member who is not the bot (in the seeded world, an administrator). */
  readonly userId?: string;
  /** The person's language; default en-US. */
  readonly locale?: string;
  /** Skip what the client checks (options, `default_member_permissions`). */
  readonly force?: boolean;
  /**
   * `answered` (default): a deferred answer is waited for until its first edit or follow-up.
   * `acknowledged`: resolve at the first callback.
   */
  readonly until?: 'answered' | 'acknowledged';
  /** How long a deferred answer is waited for, ms of machine time. Default 10,000. */
  readonly deferredWaitMs?: number;
}

/** Typing a slash command and sending it. */
export interface CommandDoing extends Doing {
  /** `next`, or `remind add` for a subcommand. */
  readonly name: string;
  /** By option name. Channels, roles and users are given by id. */
  readonly options?: Readonly<Record<string, string | number | boolean>>;
}

/** Choosing a message command from the menu of a message. */
export interface MessageCommandDoing extends Doing {
  /** As the menu shows it. */
  readonly name: string;
  readonly messageId: string;
}

/** Typing in an option that offers choices. */
export interface AutocompleteDoing extends CommandDoing {
  /** The option being typed in; its text so far is in `options`. */
  readonly focused: string;
}

/** Pressing a button, on an old message too. */
export interface ButtonDoing extends Doing {
  readonly messageId: string;
  readonly customId: string;
}

/** Choosing from a select. Users, roles and channels are given by id. */
export interface SelectDoing extends ButtonDoing {
  readonly values: readonly string[];
}

/** Sending a form that was opened for this person. */
export interface ModalDoing extends Doing {
  readonly customId: string;
  /** By the `custom_id` of each: the text of an input, the values of a select. */
  readonly fields: Readonly<Record<string, string | readonly string[]>>;
  /** The message whose component opened the form, if any. */
  readonly messageId?: string;
}

/** The result of an interaction. Live: later edits and follow-ups appear in it. */
export interface InteractionOutcome {
  readonly interactionId: string;
  readonly interactionToken: string;
  /** Discord's callback type: 4 message, 5 deferred, 6 deferred update, 7 update, 8 choices, 9 modal. */
  readonly callbackType: number;
  /** The answer as it stands now (for 6 and 7: the message the component sits on). */
  readonly message: StoredMessage | undefined;
  readonly ephemeral: boolean;
  /** `message.content`, or '' */
  readonly content: string;
  readonly choices: readonly { readonly name: string; readonly value: Json }[];
  readonly modal: JsonObject | undefined;
  readonly followUps: readonly StoredMessage[];
  /** How often the original answer was edited. */
  readonly edits: number;
  /** Machine time from dispatch to the first accepted callback. */
  readonly acknowledgedAfterMs: number;
  /** Requests for this interaction that were refused. */
  readonly errors: readonly { readonly status: number; readonly code: number; readonly message: string }[];
}

/**
 * Every promise rejects with "The application did not respond" when no callback was accepted within 3 s (with the
 * refusals it got in the text), and at once with what the client would show for wrong options or missing permissions.
 */
export interface Interact {
  command(doing: CommandDoing): Promise<InteractionOutcome>;
  messageCommand(doing: MessageCommandDoing): Promise<InteractionOutcome>;
  autocomplete(doing: AutocompleteDoing): Promise<InteractionOutcome>;
  button(doing: ButtonDoing): Promise<InteractionOutcome>;
  select(doing: SelectDoing): Promise<InteractionOutcome>;
  modalSubmit(doing: ModalDoing): Promise<InteractionOutcome>;
}
