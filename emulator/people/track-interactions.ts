/** Discord's memory of an interaction that it has sent. */
import type { JsonObject } from '../rest/json.ts';

/** 2 command, 3 component, 4 autocomplete, 5 modal submit. */
export type InteractionKind = 2 | 3 | 4 | 5;

/** One interaction from its dispatch on; the routes write its result here. */
export interface PendingInteraction {
  readonly id: string;
  readonly token: string;
  readonly kind: InteractionKind;
  readonly channelId: string;
  readonly guildId: string | undefined;
  readonly userId: string;
  /** The command's whole name, as in `dates next`; undefined where no command was used. */
  readonly name: string | undefined;
  /** Machine time of dispatch. */
  readonly sentMs: number;
  /** The message whose component was used. */
  readonly sourceMessageId: string | undefined;
  acknowledgedMs: number | undefined;
  callbackType: number | undefined;
  /** The message that `@original` means. */
  originalId: string | undefined;
  /** A deferred answer that has not been filled in yet. */
  loading: boolean;
  ephemeral: boolean;
  choices: readonly JsonObject[];
  modal: JsonObject | undefined;
  readonly followUpIds: string[];
  edits: number;
  readonly errors: { readonly status: number; readonly code: number; readonly message: string }[];
}
