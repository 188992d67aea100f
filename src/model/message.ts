import type { EventId } from './event.ts';
import type { RoleId, UserId } from './subscription.ts';

/** A labelled part of a card, for answers in full. */
export type Field = { readonly name: string; readonly value: string; readonly inline: boolean };

/** A coloured card below the content line. Sizes: https://docs.discord.com/developers/resources/message#embed-object-embed-limits */
export type Card = {
  readonly title: string;
  readonly colour: number;
  readonly description: string | null;
  readonly fields: readonly Field[];
  readonly footer: string | null;
  /**
   * The event it is about, so that it can be corrected when the event changes; `null` for none or several. Never sent.
   */
  readonly event: EventId | null;
  /** The date as its description gives it, which a correction strikes through. Never sent. */
  readonly date?: string;
};

/** Something to press or choose below a message. `id` is the `custom_id`; at most 100 characters. */
export type Control =
  | {
      readonly type: 'button';
      readonly id: string;
      readonly label: string;
      readonly style: 'primary' | 'secondary' | 'success' | 'danger';
      readonly disabled: boolean;
    }
  | { readonly type: 'link'; readonly url: string; readonly label: string }
  | {
      readonly type: 'select';
      readonly id: string;
      readonly placeholder: string;
      readonly min: number;
      readonly max: number;
      readonly options: readonly {
        readonly label: string;
        readonly value: string;
        readonly description: string | null;
        readonly chosen: boolean;
      }[];
    }
  | {
      readonly type: 'channel-select' | 'role-select';
      readonly id: string;
      readonly placeholder: string;
      readonly min: number;
      readonly max: number;
      /** The ids that are preselected (Discord: `default_values`); none if left out. */
      readonly chosen?: readonly string[];
    };

/** One line or paragraph that a person types into a form. */
export type FormField = {
  readonly id: string;
  readonly label: string;
  /** The text in the field when the form opens; at most 4,000 characters. */
  readonly value: string;
  readonly placeholder: string;
  readonly required: boolean;
  readonly maxLength: number;
  readonly long: boolean;
};

/**
 * A form in a window of its own (Discord: modal); `id` like a control's. At most five fields.
 * https://docs.discord.com/developers/components/reference#text-input
 */
export type Form = { readonly id: string; readonly title: string; readonly fields: readonly FormField[] };

/** A file sent along, such as a calendar entry; of a picture `description` says the same in words. */
export type Attachment = {
  readonly name: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly description?: string;
};

/** A message without any SDK in it. Every text from the list in it is already escaped. */
export type Message = {
  /** The lock-screen line: at most 110 characters, no markdown, no timestamps (product rule 22). */
  readonly content: string;
  /** The one role this message may ping; the sender puts it before the content and into `allowed_mentions`. */
  readonly ping: RoleId | null;
  /** The one person whom this message may notify, because they asked for it; put before the content like a role. */
  readonly mention?: UserId | null;
  /** Arrives without a sound: what people look at in their own time, such as a board or a digest. */
  readonly silent?: true;
  readonly cards: readonly Card[];
  /** Rows of controls: at most five rows of at most five buttons, or one select. */
  readonly controls: readonly (readonly Control[])[];
  readonly files: readonly Attachment[];
};
