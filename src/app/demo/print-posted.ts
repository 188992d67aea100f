import type { Emulator } from '../../../emulator/emulator.ts';
import type { StoredMessage } from '../../../emulator/world/world.ts';
import type { Zone } from '../../model/date.ts';
import type { Card } from '../../model/message.ts';
import type { ChannelId } from '../../model/subscription.ts';
import { noticeText } from '../../render/notice/notice-words.ts';
import { formatDay, localDay, localTime } from '../../time/local.ts';
import { showMessage, showTime } from '../cli/show-message.ts';

/**
 * Prints every message that appears in the emulator's channels, and a line for each that is edited except those of
 * `board`, where one is every day; returns a function that ends it.
 */
export function printPosted(
  emulator: Emulator,
  zoneNow: () => Zone,
  board: ChannelId,
  write: (text: string) => void,
): () => void {
  const isPosted = ({ visibleTo, authorId }: StoredMessage) =>
    visibleTo === undefined && authorId === emulator.world.botId;
  const nameOf = ({ channelId }: StoredMessage) => emulator.world.channels.get(channelId)?.name ?? channelId;
  const endEdits = emulator.on('edit', (message) => {
    const zone = zoneNow();
    // An answer with pages is edited too, by the person who reads it.
    if (!isPosted(message) || message.interactionId !== undefined || message.channelId === board) return;
    const posted = `The message of ${formatDay(localDay(message.createdMs, zone), 'weekday-short')}, ${localTime(message.createdMs, zone)}`;
    const done = STALE.some((head) => message.content.includes(head)) ? 'marked as out of date' : 'brought up to date';
    write(
      `${showTime(message.editedMs ?? message.createdMs, zone)} · #${nameOf(message)}\n  ${posted} was ${done}.\n\n`,
    );
  });
  const endPosts = emulator.on('message', (message) => {
    if (!isPosted(message)) return;
    const zone = zoneNow();
    const shown = {
      content: nameRoles(message.content, emulator),
      ping: null,
      cards: message.embeds.map(toCard),
      controls: [],
      files: [],
    };
    const lines = showMessage(shown, zone).map((line) => `  ${line}`);
    write([`${showTime(message.createdMs, zone)} · #${nameOf(message)}`, ...lines, '', ''].join('\n'));
  });
  return () => {
    endEdits();
    endPosts();
  };
}

/** The beginnings of the line of a message with a date that no longer holds. */
const STALE = [noticeText('outOfDate', { line: '' }), noticeText('partlyOutOfDate', { line: '' })];

/** `<@&1>` as a person sees it. */
function nameRoles(content: string, emulator: Emulator): string {
  const roles = [...emulator.world.guilds.values()].flatMap((guild) => [...guild.roles.values()]);
  return content.replace(/<@&(\d+)>/g, (whole, id: string) => {
    const role = roles.find((candidate) => candidate.id === id);
    return role ? `@${role.name}` : whole;
  });
}

/** An embed as the emulator stored it, by Discord's names, is the card that was sent. */
function toCard(embed: StoredMessage['embeds'][number]): Card {
  const textIn = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  const fields = Array.isArray(embed['fields']) ? (embed['fields'] as { name: string; value: string }[]) : [];
  const footer = embed['footer'] as { text?: unknown } | undefined;
  return {
    title: textIn(embed['title']) ?? '',
    colour: 0,
    description: textIn(embed['description']),
    fields: fields.map(({ name, value }) => ({ name, value, inline: false })),
    footer: textIn(footer?.text),
    event: null,
  };
}
