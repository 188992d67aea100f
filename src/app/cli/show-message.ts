import type { Zone } from '../../model/date.ts';
import type { Message } from '../../model/message.ts';
import { formatDay, localDay, localTime, zoneCity } from '../../time/local.ts';

/**
 * Shows a message as lines of a terminal: the content line, then each card behind a bar. Discord's timestamps are
 * written out in `zone`, as one reader there would see them; its markdown is removed, and of a link its words stay.
 */
export function showMessage(message: Message, zone: Zone): string[] {
  const cards = message.cards.flatMap((card) => {
    const fields = card.fields.flatMap(({ name, value }) => indent(`${name}: `, plain(value, zone)));
    const body = [...(card.description === null ? [] : plain(card.description, zone).split('\n')), ...fields];
    const footer = card.footer === null ? [] : plain(card.footer, zone).split('\n');
    return [`┃ ${plain(card.title, zone)}`, ...[...body, ...footer].map((line) => `┃   ${line}`)];
  });
  const buttons = message.controls.map((row) =>
    row.map((control) => `[${'label' in control ? control.label : control.placeholder}]`).join(' '),
  );
  return [...plain(message.content, zone).split('\n'), ...cards, ...buttons.map((row) => `┃ ${row}`)];
}

/** `Fri 31 Oct 2025, 09:00 (New York)`: when something is posted, in the channel's own zone. */
export function showTime(instant: number, zone: Zone): string {
  return `${formatDay(localDay(instant, zone), 'weekday-year')}, ${localTime(instant, zone)} (${zoneCity(zone)})`;
}

function indent(label: string, text: string): string[] {
  return text.split('\n').map((line, index) => (index === 0 ? `${label}${line}` : `  ${line}`));
}

/** Removes Discord's markdown and escapes, and writes timestamps out. Relative ones have no meaning on a still page. */
function plain(text: string, zone: Zone): string {
  return text
    .replace(/^-# /gm, '')
    .replace(/(?: ·|,)? ?<t:-?\d+:R>/g, '')
    .replace(/<t:(-?\d+)(?::[a-zA-Z])?>/g, (_, seconds: string) => showTime(Number(seconds) * 1_000, zone))
    .replace(/(?<!\\)\[([^\]]+)\]\(https?:[^)\s]*\)/g, '$1')
    .replace(/(?<!\\)(\*\*|__|~~|`)/g, '')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1');
}
