import type { RawFile } from '@discordjs/rest';
import {
  type APIActionRowComponent,
  type APIAllowedMentions,
  type APIComponentInMessageActionRow,
  type APIEmbed,
  type APIEmbedField,
  MessageFlags,
} from 'discord-api-types/v10';
import {
  CARD_DESCRIPTION_MAX,
  CARD_FIELDS_MAX,
  CARD_FOOTER_MAX,
  CARD_TITLE_MAX,
  CARDS_MAX,
  CARDS_TEXT_MAX,
  CONTENT_MAX,
  FIELD_NAME_MAX,
  FIELD_VALUE_MAX,
  FILE_DESCRIPTION_MAX,
  FILE_NAME_MAX,
  FILES_BYTES_MAX,
  FILES_MAX,
  SNOWFLAKE,
} from '../../model/discord-limits.ts';
import type { Card, Message } from '../../model/message.ts';
import { buildComponents, isBlank, type NoteTrim, trimText } from './build-components.ts';

/** The JSON of a message as Discord's create and edit take it. */
type MessageBody = {
  readonly content: string;
  readonly embeds: APIEmbed[];
  readonly components: APIActionRowComponent<APIComponentInMessageActionRow>[];
  readonly attachments: { id: string; filename: string; description?: string }[];
  readonly allowed_mentions: APIAllowedMentions;
  readonly flags?: MessageFlags.SuppressNotifications;
};

type NamedFile = RawFile & { readonly description?: string };
type Payload = { readonly body: MessageBody; readonly files: NamedFile[] };

/**
 * Builds a message's body that Discord accepts, whatever its texts are: too long texts are cut with an ellipsis, parts
 * that could not work are left out, and both are reported to `note`. Every part is always there, so that the same body
 * also replaces a message. Only the role of `ping` and the person of `mention` are ever notified, and only where
 * `mayPing` says so (a new post); edits and answers only show them.
 */
export function buildPayload(message: Message, mayPing: boolean, note: NoteTrim): Payload {
  const ping = readId(message.ping, 'ping', note);
  const mention = readId(message.mention ?? null, 'mention', note);
  const before = `${ping === null ? '' : `<@&${ping}> `}${mention === null ? '' : `<@${mention}> `}`;
  const content = trimText(`${before}${message.content}`.trim(), CONTENT_MAX, 'content', note);
  const embeds = buildEmbeds(message.cards, note);
  const files = pickFiles(message, note);
  const empty = isBlank(content) && embeds.length === 0 && files.length === 0;
  if (empty) note('content: nothing to show');
  const roles = mayPing && ping !== null ? [ping] : [];
  const users = mayPing && mention !== null ? { users: [mention] } : {};
  return {
    body: {
      content: empty ? '…' : content,
      embeds,
      components: buildComponents(message.controls, note),
      attachments: files.map(({ name, description }, index) => ({
        id: String(index),
        filename: name,
        ...(description === undefined ? {} : { description }),
      })),
      // Without it Discord parses every mention in the content, on edits too:
      // https://docs.discord.com/developers/resources/message#allowed-mentions-object
      allowed_mentions: { parse: [], roles, ...users },
      // Only a new message makes a sound: https://docs.discord.com/developers/resources/message#message-object-message-flags
      ...(mayPing && message.silent === true ? { flags: MessageFlags.SuppressNotifications } : {}),
    },
    files,
  };
}

function readId(id: string | null, where: string, note: NoteTrim): string | null {
  if (id === null || SNOWFLAKE.test(id)) return id;
  note(`${where}: not an id`);
  return null;
}

function pickFiles(message: Message, note: NoteTrim): NamedFile[] {
  let bytes = 0;
  const files: NamedFile[] = [];
  for (const [index, { name, contentType, data, description }] of message.files.entries()) {
    bytes += data.byteLength;
    if (files.length === FILES_MAX || bytes > FILES_BYTES_MAX) {
      note(`files[${index}]: over ${FILES_MAX} files or ${FILES_BYTES_MAX} bytes`);
      break;
    }
    const kept = isBlank(name) ? 'file' : trimText(name, FILE_NAME_MAX, `files[${index}].name`, note);
    const words =
      description === undefined
        ? {}
        : { description: trimText(description, FILE_DESCRIPTION_MAX, `files[${index}].description`, note) };
    files.push({
      name: kept,
      contentType,
      data: Buffer.from(data.buffer, data.byteOffset, data.byteLength),
      ...words,
    });
  }
  return files;
}

/** The 6,000 units that all cards share, taken in reading order: the first parts are kept. */
type Budget = { left: number };

/** Builds cards as embeds that Discord accepts. Parts that do not fit are cut or left out and reported to `note`. */
export function buildEmbeds(cards: readonly Card[], note: NoteTrim): APIEmbed[] {
  if (cards.length > CARDS_MAX) note(`cards: ${cards.length} of ${CARDS_MAX}`);
  const budget: Budget = { left: CARDS_TEXT_MAX };
  return cards.slice(0, CARDS_MAX).flatMap((card, index) => {
    const embed = buildEmbed(card, `cards[${index}]`, budget, note);
    return embed === null ? [] : [embed];
  });
}

function buildEmbed(card: Card, where: string, budget: Budget, note: NoteTrim): APIEmbed | null {
  const title = take(card.title, CARD_TITLE_MAX, `${where}.title`, budget, note);
  const description = take(card.description, CARD_DESCRIPTION_MAX, `${where}.description`, budget, note);
  const fields = buildFields(card, where, budget, note);
  const footer = take(card.footer, CARD_FOOTER_MAX, `${where}.footer`, budget, note);
  // Discord refuses an embed with nothing in it.
  if (title === null && description === null && fields.length === 0 && footer === null) return null;
  return {
    ...(title === null ? {} : { title }),
    ...(description === null ? {} : { description }),
    color: card.colour & 0xff_ff_ff,
    ...(fields.length === 0 ? {} : { fields }),
    ...(footer === null ? {} : { footer: { text: footer } }),
  };
}

function buildFields(card: Card, where: string, budget: Budget, note: NoteTrim): APIEmbedField[] {
  if (card.fields.length > CARD_FIELDS_MAX) note(`${where}.fields: ${card.fields.length} of ${CARD_FIELDS_MAX}`);
  return card.fields.slice(0, CARD_FIELDS_MAX).flatMap((field, index) => {
    const at = `${where}.fields[${index}]`;
    // Neither may be empty; a zero-width space shows nothing and passes.
    const name = isBlank(field.name) ? '\u200b' : field.name;
    const value = isBlank(field.value) ? '\u200b' : field.value;
    if (budget.left < Math.min(name.length, FIELD_NAME_MAX) + 1) {
      note(`${at}: no room in ${CARDS_TEXT_MAX}`);
      return [];
    }
    const taken = take(name, FIELD_NAME_MAX, `${at}.name`, budget, note);
    const kept = take(value, FIELD_VALUE_MAX, `${at}.value`, budget, note);
    return taken === null || kept === null ? [] : [{ name: taken, value: kept, inline: field.inline }];
  });
}

function take(text: string | null, max: number, where: string, budget: Budget, note: NoteTrim): string | null {
  if (text === null || isBlank(text)) return null;
  const kept = trimText(text, Math.min(max, budget.left), where, note);
  budget.left -= kept.length;
  return isBlank(kept) ? null : kept;
}
