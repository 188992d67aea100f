import type { Instant, Zone } from '../src/model/date.ts';
import type { Card, Control, Message } from '../src/model/message.ts';
import { formatDay, localDay, localTime } from '../src/time/local.ts';
import type { Exhibit, Room } from './exhibit.ts';

/** Where the reader of the gallery sits: what Discord shows each reader in their own time is shown in this zone. */
const READER: Zone = 'America/New_York';

/** The channels, roles and people of the made-up server, by id. */
export const NAMES: Readonly<Record<string, string>> = {
  '100': '#trade-dates',
  '200': '#general',
  '300': '#old-news',
  '900': '@trade-alerts',
  '500': '@sam',
};

/** The whole gallery as Markdown. */
export function showGallery(intro: string, rooms: readonly Room[]): string {
  const pages = rooms.map(({ title, about, exhibits }) =>
    [`## ${title}`, about, ...exhibits.map(showExhibit)].join('\n\n'),
  );
  return `${[intro, ...pages].join('\n\n')}\n`;
}

function showExhibit({ title, message, now, seenBy }: Exhibit): string {
  const line = written(`${pingOf(message)}${message.content}`, now).replace(/^/gm, '> ');
  return [
    `### ${title}`,
    ...(seenBy === undefined ? [] : [`*Seen by ${seenBy}.*`]),
    line,
    ...message.cards.map((card) => showCard(card, now)),
    ...message.controls.map((row) => row.map(showControl).join(' ')),
    ...message.files.map(({ name }) => `Attached: \`${name}\``),
  ].join('\n\n');
}

function pingOf({ ping, mention }: Message): string {
  if (mention != null) return `**${NAMES[mention] ?? '@somebody'}** `;
  return ping === null ? '' : `**${NAMES[ping] ?? '@role'}** `;
}

/** A card: its title, its text and its fields, each on a line of its own. */
function showCard(card: Card, now: Instant): string {
  const lines = [
    `**${card.title}**`,
    card.description,
    ...card.fields.map(({ name, value }) => (value.includes('\n') ? `**${name}**\n${value}` : `**${name}** ${value}`)),
    card.footer === null ? null : `<sub>${card.footer}</sub>`,
  ];
  const shown = lines
    .filter((line) => line !== null)
    .flatMap((line) => written(line, now).split('\n'))
    .map((line) => line.replace(/^-# (.*)$/, '<sub>$1</sub>'));
  // Two spaces at the end break a line in Markdown; a quotation stands by itself.
  return shown
    .map((line) => (line.startsWith('> ') ? `\n${line}\n` : `${line}  `))
    .join('\n')
    .trimEnd();
}

function showControl(control: Control): string {
  switch (control.type) {
    case 'button':
      return control.disabled ? `~~\`${control.label}\`~~` : `\`${control.label}\``;
    case 'link':
      return `\`${control.label} ↗\``;
    case 'select': {
      const chosen = control.options.filter((option) => option.chosen).map(({ label }) => label);
      return `\`${chosen.length === 0 ? control.placeholder : chosen.join(', ')} ▾\``;
    }
    default:
      return `\`${control.placeholder} ▾\``;
  }
}

/** Discord's own marks as a reader sees them: times in their zone, names of channels, roles and people. */
function written(line: string, now: Instant): string {
  return line
    .replace(/(?<!\\)<t:(-?\d+):[Ff]>/g, (_all, seconds: string) => momentWords(Number(seconds) * 1000))
    .replace(/(?<!\\)<t:(-?\d+):R>/g, (_all, seconds: string) => distanceWords(Number(seconds) * 1000 - now))
    .replace(/(?<!\\)<(?:#|@&?)(\d+)>/g, (all, id: string) => NAMES[id] ?? all);
}

function momentWords(at: Instant): string {
  return `${formatDay(localDay(at, READER), 'day-year')} ${localTime(at, READER)}`;
}

/** As Discord rounds: in the largest unit of which there is one. */
function distanceWords(ms: number): string {
  const units = [
    ['year', 365 * 86_400_000],
    ['month', 30 * 86_400_000],
    ['day', 86_400_000],
    ['hour', 3_600_000],
    ['minute', 60_000],
    ['second', 1_000],
  ] as const;
  const [unit, length] = units.find(([, size]) => Math.abs(ms) >= size * 0.9) ?? ['second', 1_000];
  const count = Math.max(1, Math.round(Math.abs(ms) / length));
  const words = `${count} ${unit}${count === 1 ? '' : 's'}`;
  return ms < 0 ? `${words} ago` : `in ${words}`;
}
