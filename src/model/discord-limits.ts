/**
 * Sizes Discord accepts. Texts are counted in UTF-16 units, which are never fewer than code points: Discord does not
 * document which of the two it counts.
 */

/** Ids are 64-bit numbers as text: https://docs.discord.com/developers/reference#snowflakes */
export const SNOWFLAKE = /^\d{15,20}$/;

/** https://docs.discord.com/developers/resources/message#create-message */
export const CONTENT_MAX = 2_000;
export const CARDS_MAX = 10;
/** 25 MiB a request; the rest is for the JSON and the multipart borders. */
export const FILES_BYTES_MAX = 24 * 1024 * 1024;
export const FILES_MAX = 10;
export const FILE_NAME_MAX = 255;
/** https://docs.discord.com/developers/resources/message#attachment-object */
export const FILE_DESCRIPTION_MAX = 1_024;

/** https://docs.discord.com/developers/resources/message#embed-object-embed-limits */
export const CARD_TITLE_MAX = 256;
export const CARD_DESCRIPTION_MAX = 4_096;
/** Units of a description that a long list of rows may take, so that a note below it still fits. */
export const CARD_DESCRIPTION_ROOM = 3_900;
export const CARD_FIELDS_MAX = 25;
export const FIELD_NAME_MAX = 256;
export const FIELD_VALUE_MAX = 1_024;
/** Units of a field that a list of problems may take, so that the count of the others still fits. */
export const FIELD_VALUE_ROOM = 950;
export const CARD_FOOTER_MAX = 2_048;
/** All titles, descriptions, field names and values and footers of one message together. */
export const CARDS_TEXT_MAX = 6_000;
/** Units of that for a new message (product rule 4), so that a text that grew a little still fits. */
export const CARDS_TEXT_ROOM = 5_500;

/** UTF-16 units of a message's first line that a lock screen shows in full (docs/messages.md, rule 1). */
export const LOCK_SCREEN_MAX = 110;

/** https://docs.discord.com/developers/components/reference */
export const ROWS_MAX = 5;
export const BUTTONS_IN_ROW_MAX = 5;
/** UTF-16 units of a `custom_id`: https://docs.discord.com/developers/components/reference#anatomy-of-a-component-custom-id */
export const CONTROL_ID_MAX = 100;
export const BUTTON_LABEL_MAX = 80;
export const LINK_URL_MAX = 512;
export const PLACEHOLDER_MAX = 150;
export const SELECT_OPTIONS_MAX = 25;
export const SELECT_TEXT_MAX = 100;
export const SELECT_VALUES_MAX = 25;

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-modal */
export const FORM_FIELDS_MAX = 5;
export const FORM_TITLE_MAX = 45;
/** https://docs.discord.com/developers/components/reference#label and #text-input */
export const FIELD_LABEL_MAX = 45;
export const FIELD_PLACEHOLDER_MAX = 100;
export const FIELD_TEXT_MAX = 4_000;

/**
 * https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-autocomplete
 */
export const CHOICES_MAX = 25;
export const CHOICE_TEXT_MAX = 100;

/** https://docs.discord.com/developers/interactions/receiving-and-responding: the first answer within 3 s. */
export const ANSWER_WITHIN_MS = 3_000;
