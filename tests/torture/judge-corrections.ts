import { hourIn, showsDate } from './check-truth.ts';
import { CALM_MS, calmSpans, type Span } from './find-calm.ts';
import type { SeenRun } from './judge-run.ts';
import { isExactMinute, isResting, type MadeEvent } from './made-events.ts';
import { dayInWords } from './place-time.ts';
import { messageName, type SeenCard, type SeenMessage } from './read-cards.ts';
import { type Epoch, type Life, listAt } from './story.ts';
import { machineOf } from './world-clock.ts';

/** What of the cards that had to be true at the end was not. */
type EndVerdict = {
  /** How many had to be; and how many of these had to be out of date. */
  readonly judged: number;
  readonly outOfDate: number;
  readonly untrue: readonly string[];
};

/**
 * Judges the cards of reminders as they read at the end, after all edits (product rule 15): a date that holds no more
 * is struck and says what has become of it, one that holds is not. A card has to be true once the list has been as it
 * is for a calm stretch of its channel, which was open from then on. `announced` are the messages as they were when
 * new.
 */
export function judgeCorrections(run: SeenRun, announced: readonly SeenMessage[]): EndVerdict {
  const { story, line, end } = run;
  const kinds = new Map(run.posts.map(({ channel, message, kind }) => [`${channel}/${message}`, kind]));
  const atEnd = new Map(run.atEnd.map((message) => [`${message.channel}/${message.id}`, message]));
  const last = new Map(story.lives.at(-1)?.list.map((event) => [event.number, event]));
  const calm = new Map([...story.epochs.keys()].map((channel) => [channel, calmSpans(story, channel)]));
  const all = announced.flatMap((message) => message.cards.map(({ number }) => ({ message, number })));
  const histories = new Map([...last.keys()].map((number) => [number, historyOf(number, story.lives)]));
  const verdicts = all.flatMap(({ message, number }) => {
    const { channel, id, at } = message;
    const then = listAt(story.lives, line, at).find((event) => event.number === number);
    const event = last.get(number);
    if (event === undefined || then === undefined || isResting(then)) return [];
    // A copy of the state that was put back knows of the message, and not what it said.
    if (isForgotten(machineOf(line, at), story)) return [];
    const history = histories.get(number) ?? [];
    const place = { history, epochs: story.epochs.get(channel) ?? [], calm: calm.get(channel) ?? [], end };
    const settled = (aspect: Aspect) => isCalmSince(aspect, machineOf(line, at), place);
    if (!settled(holds(then.date))) return [];
    const card = atEnd.get(`${channel}/${id}`)?.cards.find((one) => one.number === number);
    if (card === undefined && isPerhapsEmptied(channel, story)) return [];
    const facts = { event, date: then.date, settled };
    const words = kinds.get(`${channel}/${id}`) === 'reminder' ? wrongWords : () => [];
    const wrong =
      card === undefined ? ['nothing of it can be read any more'] : [...wrongDate(card, facts), ...words(card, facts)];
    const untrue = wrong.map((what) => `${messageName(message)} #${number}, as it reads at the end: ${what}`);
    return [{ isStale: !isHeld(facts), untrue }];
  });
  return {
    judged: verdicts.length,
    outOfDate: verdicts.filter(({ isStale }) => isStale).length,
    untrue: verdicts.flatMap(({ untrue }) => untrue),
  };
}

/**
 * Where the bot may not write, Discord takes an edit and drops its cards: denying "Send Messages" denies "Embed Links"
 * (https://github.com/discord/discord-api-docs/issues/2601). The bot learns of the closing by its next message only.
 */
function isPerhapsEmptied(channel: string, { epochs, edits }: SeenRun['story']): boolean {
  const isSureAt = (at: number) => epochs.get(channel)?.findLast(({ from }) => from <= at)?.sure === true;
  return edits.some((edit) => edit.channel === channel && edit.status === 200 && !isSureAt(edit.at));
}

function isForgotten(at: number, { forgotten }: SeenRun['story']): boolean {
  return forgotten.some(({ from, to }) => at >= from && at <= to);
}

/** One thing about an event, in a word that changes when it does. */
type Aspect = (event: MadeEvent) => string;

/** Whether it still has that date. */
const holds =
  (date: string): Aspect =>
  (event) =>
    !isResting(event) && event.date === date ? 'yes' : 'no';
const whatBecame: Aspect = (event) => (isResting(event) ? event.certainty : event.date);
const howSure: Aspect = (event) => event.certainty;
const whatItIsCalled: Aspect = (event) => event.title;

/** What each life read of an event. */
type History = readonly { readonly life: Life; readonly event: MadeEvent | undefined }[];

function historyOf(number: number, lives: readonly Life[]): History {
  return lives.map((life) => ({ life, event: life.list.find((one) => one.number === number) }));
}

/**
 * Whether a correction of what was announced at that machine instant had its time since the list came to be as it is.
 */
function isCalmSince(
  aspect: Aspect,
  at: number,
  place: {
    readonly history: History;
    readonly epochs: readonly Epoch[];
    readonly calm: readonly Span[];
    readonly end: number;
  },
): boolean {
  const { history } = place;
  const states = history.map(({ event }) => (event === undefined ? 'not in the list' : aspect(event)));
  const since = 1 + states.findLastIndex((state) => state !== states.at(-1));
  const running = history.slice(since).find(({ life }) => life.running !== null)?.life.running ?? place.end;
  // The first life with that list may have settled it as soon as it began: a channel that was closed then hears nothing.
  const began = Math.max(history[since]?.life.spawned ?? place.end, at);
  const closed = place.epochs.find(({ sure }, index) => {
    const to = place.epochs[index + 1]?.from ?? Number.POSITIVE_INFINITY;
    return !sure && to > began;
  });
  const [from, to] = [Math.max(running, at), closed?.from ?? place.end];
  return place.calm.some((span) => Math.min(span.to, to) - Math.max(span.from, from) >= CALM_MS);
}

type Facts = {
  /** As the list has it at the end. */
  readonly event: MadeEvent;
  /** The date that was announced. */
  readonly date: string;
  settled(aspect: Aspect): boolean;
};

function isHeld({ event, date }: Facts): boolean {
  return holds(date)(event) === 'yes';
}

/** What has become of a date that is struck through; `null` for one that is not. */
function noteOf({ date }: SeenCard): string | null {
  return /^(?:~~.*~~ → )?(\*\*.*)$/.exec(date)?.[1] ?? null;
}

function wrongDate(card: SeenCard, facts: Facts): string[] {
  const { event, settled } = facts;
  const note = noteOf(card);
  if (isHeld(facts)) return note === null ? [] : [`struck, though its date stands: ${card.date}`];
  if (note === null) {
    return isResting(event) || !showsDate(card, event)
      ? [`not struck, though it is ${whatBecame(event)}: ${card.date}`]
      : [];
  }
  const isShown = isResting(event) ? note.includes(event.certainty) : names(note, event);
  return isShown || !settled(whatBecame) ? [] : [`it is ${whatBecame(event)}, and it says: ${note}`];
}

function names(note: string, { form, date }: MadeEvent): boolean {
  const [day = '', time = ''] = date.split('T');
  // A correction names no weekday.
  const [, ...bare] = dayInWords(day).split(' ');
  return new RegExp(`(?<!\\d)${bare.join(' ')}\\b`).test(note) && (!isExactMinute(form) || hourIn(note) === time);
}

/** A reminder's words are corrected with the list; how sure it was stays as it was reported where the date does not. */
function wrongWords(card: SeenCard, facts: Facts): string[] {
  const { event, settled } = facts;
  const wrong: string[] = [];
  if (card.title !== event.title && settled(whatItIsCalled)) wrong.push(`it is called "${card.title}"`);
  if (isHeld(facts) && card.certainty !== event.certainty && settled(howSure))
    wrong.push(`it is ${event.certainty}, and it says "${card.certainty}"`);
  return wrong;
}
