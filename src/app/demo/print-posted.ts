import type { Emulator } from '../../emulator/emulator.ts';
import type { StoredMessage } from '../../emulator/world.ts';
import type { Zone } from '../../model/date.ts';
import type { Card } from '../../model/message.ts';
import { showMessage, showTime } from '../show-message.ts';

/** Writes every message that appears in the stand-in's channels, readable; returns what ends it. */
export function printPosted(emulator: Emulator, zone: Zone, write: (text: string) => void): () => void {
  return emulator.on('message', (message) => {
    if (message.visibleTo !== undefined || message.authorId !== emulator.world.botId) return;
    const channel = emulator.world.channels.get(message.channelId)?.name ?? message.channelId;
    const text = {
      content: nameRoles(message.content, emulator),
      ping: null,
      cards: message.embeds.map(toCard),
      controls: [],
      files: [],
    };
    const lines = showMessage(text, zone).map((line) => `  ${line}`);
    write([`${showTime(message.createdMs, zone)} · #${channel}`, ...lines, '', ''].join('\n'));
  });
}

/** `<@&1>` as a person sees it. */
function nameRoles(content: string, emulator: Emulator): string {
  const roles = [...emulator.world.guilds.values()].flatMap((guild) => [...guild.roles.values()]);
  return content.replace(/<@&(\d+)>/g, (whole, id: string) => {
    const role = roles.find((candidate) => candidate.id === id);
    return role ? `@${role.name}` : whole;
  });
}

/** What the stand-in stored is what was sent: an embed's parts by Discord's names. */
function toCard(embed: StoredMessage['embeds'][number]): Card {
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  const fields = Array.isArray(embed['fields']) ? (embed['fields'] as { name: string; value: string }[]) : [];
  const footer = embed['footer'] as { text?: unknown } | undefined;
  return {
    title: text(embed['title']) ?? '',
    colour: 0,
    description: text(embed['description']),
    fields: fields.map(({ name, value }) => ({ name, value, inline: false })),
    footer: text(footer?.text),
    event: null,
  };
}
