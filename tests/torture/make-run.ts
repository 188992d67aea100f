import type { SeenRun } from './judge-run.ts';
import type { MadeEvent } from './made-events.ts';
import type { SeenCard, SeenMessage } from './read-cards.ts';
import type { PostEnd } from './read-ledger.ts';
import type { Epoch, Life } from './story.ts';

/** Made-up runs for tests of the judges. Machine and world time are one in them: so late on 4 May 2026. */
export const T = (time: string): number => Date.parse(`2026-05-04T${time}Z`);

/** Such a time as a card gives it. */
export const momentOf = (time: string): string => `<t:${T(time) / 1_000}:F>`;

/** The clocks of such a run: one and the same. */
export const LINE = { worldAt: 0, machineAt: 0, speed: 1 };

/** Told at 11:00 and 11:30. */
export const NOON: MadeEvent = {
  id: 'made-1',
  number: 1,
  title: 'Made-up filing #1',
  certainty: 'confirmed',
  form: 'closes',
  zone: 'UTC',
  date: '2026-05-04T12:00',
};
/** Of the channel of such a run. */
export const CLOCK = { leads: ['1h', '30m'], zone: 'UTC', postingTime: '09:00' };

/** A life that runs all the time. */
export function lifeOf(list: readonly MadeEvent[], from: string, to: string): Life {
  return { list, spawned: T(from), running: T(from), ended: T(to) };
}

/** What holds in the channel from then on. */
export function epochOf(list: readonly MadeEvent[], from: string, sure = true): Epoch {
  return { from: T(from), surely: T(from), cause: 'changed', sure, list, ...CLOCK };
}

/** The reminder of an hour before noon, whose id and mark are `a`. */
export function reminderOf(event: MadeEvent, more: Partial<SeenCard> = {}): SeenMessage {
  const { number, title } = event;
  const line = `${title} closes in 1 hour: Mon 4 May, 12:00 UTC.`;
  const date = momentOf('12:00');
  const bare = { number, title, shown: T('12:00'), date, certainty: 'confirmed', belated: null, head: '', line };
  const card = { ...bare, ...more };
  return { channel: 'c', id: 'a', at: T('11:00:01'), mark: 'a', content: line, cards: [card], changes: [] };
}

/** A post that was due at 11:15 and sent as message `n`. */
export function postOf(kind: string, more: Partial<PostEnd> = {}): PostEnd {
  const sent = { state: 'sent', reason: 'on time', message: 'n' };
  return { id: `${kind} post`, kind, channel: 'c', due: T('11:15'), ...sent, ...more };
}

/** A run of one channel from 10:00 to 13:00, in which one life does nothing; `more` says what else. */
export function runOf(more: Partial<SeenRun> = {}): SeenRun {
  return {
    story: {
      lives: [lifeOf([NOON], '10:00', '13:00')],
      epochs: new Map([['c', [epochOf([NOON], '10:00')]]]),
      creates: [],
      edits: [],
      forgotten: [],
      away: [],
    },
    line: LINE,
    end: T('13:00'),
    messages: [],
    posted: new Set(),
    atEnd: [],
    ledger: [],
    posts: [],
    ...more,
  };
}
