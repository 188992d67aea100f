import { type APIMessage, type APIMessageTopLevelComponent, ButtonStyle, ComponentType } from 'discord-api-types/v10';
import type { EventId } from '../../model/event.ts';
import type { Control, Message } from '../../model/message.ts';

/**
 * Reads a message of our own back from what Discord shows, the counterpart of `buildPayload`: a post's buttons and selects
 * of rows, its cards, its ping. `events` are those that its controls name, in their order; a card is given its event
 * where there is one for each card, or one for all. `null` for a message that was edited: it no longer reads as it was
 * sent.
 */
export function readMessage(message: APIMessage, events: readonly EventId[]): Message | null {
  if (message.edited_timestamp !== null) return null;
  const [, role = null, person = null, content = ''] =
    /^(?:<@&(\d+)> )?(?:<@(\d+)> )?(.*)$/s.exec(message.content) ?? [];
  const eventOf = (at: number): EventId | null => {
    if (events.length === 1) return events[0] ?? null;
    return events.length === message.embeds.length ? (events[at] ?? null) : null;
  };
  return {
    content,
    ping: role,
    mention: person,
    cards: message.embeds.map((embed, at) => ({
      title: embed.title ?? '',
      colour: embed.color ?? 0,
      description: embed.description ?? null,
      fields: (embed.fields ?? []).map(({ name, value, inline = false }) => ({ name, value, inline })),
      footer: embed.footer?.text ?? null,
      event: eventOf(at),
    })),
    controls: (message.components ?? []).map(readRow).filter((row) => row.length > 0),
    files: [],
  };
}

const STYLES = {
  [ButtonStyle.Primary]: 'primary',
  [ButtonStyle.Secondary]: 'secondary',
  [ButtonStyle.Success]: 'success',
  [ButtonStyle.Danger]: 'danger',
} as const;

function readRow(row: APIMessageTopLevelComponent): Control[] {
  if (row.type !== ComponentType.ActionRow) return [];
  return row.components.flatMap((control): Control[] => {
    if (control.type === ComponentType.StringSelect) {
      const options = control.options.map(({ label, value, description = null, default: chosen = false }) => {
        return { label, value, description, chosen };
      });
      const { custom_id: id, placeholder = '', min_values: min = 1, max_values: max = 1 } = control;
      return [{ type: 'select', id, placeholder, min, max, options }];
    }
    if (control.type !== ComponentType.Button || control.style === ButtonStyle.Premium) return [];
    const { label = '' } = control;
    if (control.style === ButtonStyle.Link) return [{ type: 'link', url: control.url, label }];
    const { custom_id: id, disabled = false } = control;
    return [{ type: 'button', id, label, style: STYLES[control.style], disabled }];
  });
}
