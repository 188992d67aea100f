import type { StoredMessage } from '../../emulator/world/world.ts';

/** One reminder as a person sees it: a card of a message, and what the message's line says of it. */
export type SeenCard = {
  readonly number: number;
  readonly title: string;
  /** The instant of `<t:…:F>`, ms; `null` where the card shows none. */
  readonly shown: number | null;
  /** The line that holds the date, as written; struck through and with what became of it once it holds no more. */
  readonly date: string;
  /** The word beside the title; what is confirmed has none. */
  readonly certainty: string;
  /** `was due …` of the small print; `null` for one that says nothing of it. */
  readonly belated: string | null;
  /** The words before the sentence on the lock screen: `5 minutes late`, `Just added`; an empty text where there are none. */
  readonly head: string;
  /** The sentence or the few words about this card on the lock screen; `null` where the line only counts it. */
  readonly line: string | null;
};

/** A message with what can be read off it. */
export type SeenMessage = {
  readonly channel: string;
  readonly id: string;
  /** World time at which it was taken in. */
  readonly at: number;
  /** The mark inside its Details button, or its select of several. */
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
  const marks = JSON.stringify(message.components).match(/details:[^"~]*~[a-z0-9]+/g) ?? [];
  const embeds = message.embeds as unknown as readonly Embed[];
  const cards = embeds.flatMap((embed) => readCard(embed, message.content) ?? []);
  const changes = embeds.flatMap(({ title }) => {
    const [, , number, status] = TITLE.exec(plain(title)) ?? [];
    return number === undefined || status === undefined || isCertainty(status) ? [] : [Number(number)];
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

type Embed = { readonly title?: string; readonly description?: string };

/** Behind the dot a reminder says how sure it is where that is not confirmed, a notice what has changed. */
const TITLE = /^(Made-up filing #(\d+)(?:, edition \d+)?)(?: · (.+))?$/;
/** The date is the moment itself, or a day in words; it is struck through, or is a note alone, once it holds no more. */
const DATE_LINE = /^(?:<t:|~~|\*\*|(?:around )?[A-Z][a-z]{2} \d)/;

function readCard({ title, description = '' }: Embed, content: string): SeenCard | null {
  const [, name, number, status] = TITLE.exec(plain(title)) ?? [];
  const date = description.split('\n').find((line) => DATE_LINE.test(line));
  if (name === undefined || date === undefined || (status !== undefined && !isCertainty(status))) return null;
  const shown = /<t:(\d+):F>/.exec(date)?.[1];
  return {
    number: Number(number),
    title: name,
    shown: shown === undefined ? null : Number(shown) * 1_000,
    date,
    certainty: status ?? 'confirmed',
    belated: /^-# (was due [^·]+?)(?: ·|$)/m.exec(description)?.[1] ?? null,
    ...readLine(content, Number(number)),
  };
}

/** Every status that a reminder's title can bear. */
function isCertainty(status: string): boolean {
  return status === 'expected' || status === 'tentative' || status === 'threatened';
}

/** What a message's line says of one of its cards: `Threatened: …` belongs to the sentence, and not to what is before. */
export function readLine(content: string, number: number): Pick<SeenCard, 'head' | 'line'> {
  const first = content.split('\n', 1)[0] ?? '';
  const start = Math.max(first.search(/(?:(?:Threatened|Tentative): )?Made-up filing #/), 0);
  const line = first
    .slice(start)
    .split(' · ')
    .find((clause) => new RegExp(`#${number}(?!\\d)`).test(clause));
  return { head: first.slice(0, start).replace(/[:.] $/, ''), line: line ?? null };
}

/** Without the strokes that keep text from becoming markdown. */
function plain(title: string | undefined): string {
  return (title ?? '').replaceAll('\\', '');
}
