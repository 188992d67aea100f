import type { RawFile } from '@discordjs/rest';
import type {
  APIActionRowComponent,
  APIAllowedMentions,
  APIComponentInMessageActionRow,
  APIEmbed,
} from 'discord-api-types/v10';
import { CONTENT_MAX, FILE_NAME_MAX, FILES_BYTES_MAX, FILES_MAX, SNOWFLAKE } from '../../model/discord-limits.ts';
import type { Message } from '../../model/message.ts';
import { buildComponents } from './build-components.ts';
import { buildEmbeds } from './build-embeds.ts';
import { isBlank, type NoteTrim, trimText } from './trim-text.ts';

/** The JSON of a message as Discord's create and edit take it. */
type MessageBody = {
  readonly content: string;
  readonly embeds: APIEmbed[];
  readonly components: APIActionRowComponent<APIComponentInMessageActionRow>[];
  readonly attachments: { id: string; filename: string }[];
  readonly allowed_mentions: APIAllowedMentions;
};

type Payload = { readonly body: MessageBody; readonly files: RawFile[] };

/**
 * A message as a body that Discord accepts, whatever its texts are: what is too long is cut with an ellipsis, what could
 * not work is left out, and `note` is told. Every part is always there, so that the same body also replaces a message.
 * Only the role of `ping` and the person of `mention` are ever notified, and only where `mayPing` says so (a new post);
 * edits and answers show them.
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
      attachments: files.map(({ name }, index) => ({ id: String(index), filename: name })),
      // Without it Discord parses every mention in the content, on edits too:
      // https://docs.discord.com/developers/resources/message#allowed-mentions-object
      allowed_mentions: { parse: [], roles, ...users },
    },
    files,
  };
}

function readId(id: string | null, where: string, note: NoteTrim): string | null {
  if (id === null || SNOWFLAKE.test(id)) return id;
  note(`${where}: not an id`);
  return null;
}

function pickFiles(message: Message, note: NoteTrim): RawFile[] {
  let bytes = 0;
  const files: RawFile[] = [];
  for (const [index, { name, contentType, data }] of message.files.entries()) {
    bytes += data.byteLength;
    if (files.length === FILES_MAX || bytes > FILES_BYTES_MAX) {
      note(`files[${index}]: over ${FILES_MAX} files or ${FILES_BYTES_MAX} bytes`);
      break;
    }
    const kept = isBlank(name) ? 'file' : trimText(name, FILE_NAME_MAX, `files[${index}].name`, note);
    files.push({ name: kept, contentType, data: Buffer.from(data.buffer, data.byteOffset, data.byteLength) });
  }
  return files;
}
