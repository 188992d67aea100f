import type { Message } from '../../model/message.ts';

/** Discord's limit for content: https://docs.discord.com/developers/resources/message#create-message */
const CONTENT_MAX = 2_000;

/**
 * A message without cards, for a channel that refuses them: the line, then each card as text, cut at a line's end. Its
 * first button stays, since it carries the mark by which the message is found again.
 */
export function plainForm(message: Message): Message {
  const cards = message.cards.map((card) =>
    [
      `**${card.title}**`,
      ...(card.description === null ? [] : [card.description]),
      ...card.fields.map(({ name, value }) => `**${name}** ${value}`),
    ].join('\n'),
  );
  let content = message.content;
  // The ping stands before the content and takes some of its room.
  const room = CONTENT_MAX - 40;
  for (const line of cards.flatMap((card) => ['', ...card.split('\n')])) {
    if (content.length + line.length + 1 > room) break;
    content += `\n${line}`;
  }
  const first = message.controls[0]?.[0];
  return { ...message, content: content.trimEnd(), cards: [], controls: first === undefined ? [] : [[first]] };
}
