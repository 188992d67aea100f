/**
 * Refuses messages as Discord does although its schema lets them pass. Limits:
 * https://discord.com/developers/docs/resources/message#embed-object-embed-limits and #create-message. Lengths are
 * counted in UTF-16 units, the stricter reading: Discord does not document which unit it counts.
 */
import type { Reason } from '../rest/answer-request.ts';
import type { JsonObject } from '../rest/json.ts';
import { isObject, objectsOf, textOf } from '../rest/json.ts';
import { COMPONENTS_V2 } from '../world/describe-message.ts';
import { checkComponents } from './check-components.ts';
import { checkFilled, checkLength, checkUrl, tooLong } from './check-text.ts';

const LIMIT = {
  content: 2000,
  embeds: 10,
  allEmbeds: 6000,
  title: 256,
  description: 4096,
  fields: 25,
  fieldName: 256,
  fieldValue: 1024,
  footer: 2048,
  author: 256,
  nonce: 25,
  display: 4000,
} as const;

type Path = readonly (string | number)[];

/** Reasons against a message body, of a create, an edit or an answer to an interaction. */
export function checkMessage(body: JsonObject, alreadyV2 = false): readonly Reason[] {
  const v2 = alreadyV2 || isComponentsV2(body);
  const nonce = textOf(body['nonce']);
  return [
    ...checkLength(body['content'], ['content'], LIMIT.content),
    ...(nonce !== undefined && nonce.length > LIMIT.nonce ? [tooLong(['nonce'], LIMIT.nonce)] : []),
    ...checkEmbeds(body),
    ...checkAllowedMentions(body['allowed_mentions']),
    ...checkComponents(objectsOf(body['components']), v2),
    ...(v2 ? checkComponentsV2(body) : []),
  ];
}

function isComponentsV2(body: JsonObject): boolean {
  return typeof body['flags'] === 'number' && (body['flags'] & COMPONENTS_V2) !== 0;
}

/** Whether a body has nothing to show. Files are checked by the caller. */
export function isEmptyMessage(body: JsonObject): boolean {
  const hasText = (textOf(body['content']) ?? '').trim() !== '';
  const lists = ['embeds', 'components', 'sticker_ids'].some((key) => {
    const value = body[key];
    return Array.isArray(value) && value.length > 0;
  });
  const reference = body['message_reference'];
  const forward = isObject(reference) && reference['type'] === 1;
  return !hasText && !lists && !forward && !isObject(body['poll']);
}

function checkEmbeds(body: JsonObject): readonly Reason[] {
  const embeds = objectsOf(body['embeds']);
  const total = embeds.reduce((sum, embed) => sum + embedLength(embed), 0);
  return [
    ...(embeds.length > LIMIT.embeds ? [tooLong(['embeds'], LIMIT.embeds)] : []),
    ...(total > LIMIT.allEmbeds
      ? [
          {
            path: ['embeds'],
            code: 'MAX_EMBED_SIZE_EXCEEDED',
            message: `Embed size exceeds maximum size of ${LIMIT.allEmbeds}`,
          },
        ]
      : []),
    ...embeds.flatMap((embed, index) => checkEmbed(embed, ['embeds', index])),
  ];
}

function checkEmbed(embed: JsonObject, path: Path): readonly Reason[] {
  const footer = isObject(embed['footer']) ? embed['footer'] : {};
  const author = isObject(embed['author']) ? embed['author'] : {};
  const fields = objectsOf(embed['fields']);
  const shown = ['title', 'description', 'image', 'thumbnail', 'author', 'footer'].some((key) => Boolean(embed[key]));
  return [
    ...(shown || fields.length > 0 ? [] : [{ path, code: 'BASE_TYPE_REQUIRED', message: 'This embed is empty.' }]),
    ...checkLength(embed['title'], [...path, 'title'], LIMIT.title),
    ...checkLength(embed['description'], [...path, 'description'], LIMIT.description),
    ...checkLength(footer['text'], [...path, 'footer', 'text'], LIMIT.footer),
    ...checkLength(author['name'], [...path, 'author', 'name'], LIMIT.author),
    ...checkUrl(embed['url'], [...path, 'url']),
    ...(fields.length > LIMIT.fields ? [tooLong([...path, 'fields'], LIMIT.fields)] : []),
    ...fields.flatMap((field, index) => [
      ...checkFilled(field['name'], [...path, 'fields', index, 'name'], LIMIT.fieldName),
      ...checkFilled(field['value'], [...path, 'fields', index, 'value'], LIMIT.fieldValue),
    ]),
  ];
}

function embedLength(embed: JsonObject): number {
  const footer = isObject(embed['footer']) ? embed['footer']['text'] : undefined;
  const author = isObject(embed['author']) ? embed['author']['name'] : undefined;
  const fields = objectsOf(embed['fields']).flatMap((field) => [field['name'], field['value']]);
  return [embed['title'], embed['description'], footer, author, ...fields].reduce<number>(
    (sum, text) => sum + (textOf(text)?.trim().length ?? 0),
    0,
  );
}

/** A list and its kind in `parse` exclude each other: https://discord.com/developers/docs/resources/message#allowed-mentions-object */
function checkAllowedMentions(value: unknown): readonly Reason[] {
  if (!isObject(value)) return [];
  const parse: unknown = value['parse'];
  return (['roles', 'users'] as const).flatMap((kind) => {
    const listed: unknown = value[kind];
    const many = Array.isArray(listed) ? listed.length : 0;
    const both = many > 0 && Array.isArray(parse) && parse.includes(kind);
    return [
      ...(both
        ? [
            {
              path: ['allowed_mentions'],
              code: 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
              message: `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`,
            },
          ]
        : []),
      ...(many > 100 ? [tooLong(['allowed_mentions', kind], 100)] : []),
    ];
  });
}

function checkComponentsV2(body: JsonObject): readonly Reason[] {
  const clashing = ['content', 'embeds', 'poll', 'sticker_ids'].filter((key) => {
    const value = body[key];
    return value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
  });
  const text = displayLength(objectsOf(body['components']));
  return [
    ...clashing.map((key) => ({
      path: [key],
      code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
      message: `The '${key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
    })),
    ...(text > LIMIT.display ? [tooLong(['components'], LIMIT.display)] : []),
  ];
}

function displayLength(components: readonly JsonObject[]): number {
  return components.reduce((sum, component) => {
    const own = component['type'] === 10 ? (textOf(component['content'])?.length ?? 0) : 0;
    return sum + own + displayLength(objectsOf(component['components']));
  }, 0);
}
