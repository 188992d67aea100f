import type { StoredMessage } from '../../emulator/world/world.ts';

/** One reminder as a person sees it: a card of a message, and the line above it where it is the first. */
export type SeenCard = {
  readonly number: number;
  readonly title: string;
  /** The instant of `<t:…:f>`, ms; `null` where the card shows none. */
  readonly shown: number | null;
  /** The field that holds the date, as written. */
  readonly date: string;
  readonly certainty: string;
  /** `Late: was due …` or `Added late: …`; `null` for one that says nothing of it. */
  readonly belated: string | null;
  /** The lock-screen line, where it speaks of this card. */
  readonly line: string | null;
};

/** A message with what can be read off it. */
export type SeenMessage = {
  readonly channel: string;
  readonly id: string;
  /** World time at which it was taken in. */
  readonly at: number;
  /** The mark inside its Details button. */
  readonly mark: string;
  readonly content: string;
  readonly cards: readonly SeenCard[];
  /** Numbers of the events whose change it announces. */
  readonly changes: readonly number[];
};

/**
 * Reads a reminder, a catch-up or a notice: what people were told where it is read when it is new, what they find in
 * the channel where it is read again later. `null` for any other message.
 */
export function readMessage(message: StoredMessage): SeenMessage | null {
  const marks = JSON.stringify(message.components).match(/details:[^"~]+~[a-z0-9]+/g) ?? [];
  const embeds = message.embeds as unknown as readonly Embed[];
  const cards = embeds.flatMap((embed, index) => readCard(embed, index === 0 ? message.content : null) ?? []);
  const changes = embeds.flatMap(({ title }) => {
    const number = CHANGE_TITLE.exec(plain(title))?.[1];
    return number === undefined ? [] : [Number(number)];
  });
  if (cards.length + changes.length === 0 || marks[0] === undefined) return null;
  const mark = marks[0].slice(marks[0].indexOf('~') + 1);
  const { id, channelId: channel, createdMs: at, content } = message;
  return { channel, id, at, mark, content, cards, changes };
}

/** One message in one line. */
export function messageName(message: SeenMessage): string {
  return `${message.channel} ${new Date(message.at).toISOString()} "${message.content}"`;
}

type Embed = {
  readonly title?: string;
  readonly description?: string;
  readonly fields?: readonly { readonly name: string; readonly value: string }[];
};

const TITLE = /^Made-up filing #(\d+)(?:, edition \d+)?$/;
/** A notice says behind the title what has changed. */
const CHANGE_TITLE = /^Made-up filing #(\d+)(?:, edition \d+)?: /;
const DATE_FIELD = /^(When|Starts|Expected to|May|Would|Ends|Closes|Was)/;

function readCard({ title, description, fields = [] }: Embed, line: string | null): SeenCard | null {
  const clear = plain(title);
  const number = TITLE.exec(clear)?.[1];
  const date = fields.find(({ name }) => DATE_FIELD.test(name))?.value;
  if (number === undefined || date === undefined) return null;
  const shown = /<t:(\d+):f>/.exec(date)?.[1];
  return {
    number: Number(number),
    title: clear,
    shown: shown === undefined ? null : Number(shown) * 1_000,
    date,
    certainty: fields.find(({ name }) => name === 'How sure')?.value ?? '',
    belated: /^(?:Late|Added late): .*$/m.exec(description ?? '')?.[0] ?? null,
    line,
  };
}

/** Without the strokes that keep text from becoming markdown. */
function plain(title: string | undefined): string {
  return (title ?? '').replaceAll('\\', '');
}
