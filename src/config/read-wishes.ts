import type { NoticeChoices } from '../model/change.ts';
import type { EventFilter } from '../model/subscription.ts';
import type { Config } from './config.ts';
import type { Settings } from './settings-shape.ts';
import { WEEKDAYS } from './standing-shape.ts';

type Entry = Settings['subscriptions'][number];

/** One subscription of the file by the program's names; what was left out is left out or `null`, as the model has it. */
export function readWish(entry: Entry): Config['subscriptions'][number] {
  return {
    guild: entry.server,
    channel: entry.channel,
    filter: readFilter(entry),
    leads: entry.leads ?? null,
    ...(entry.leadsByKind === undefined ? {} : { leadsByKind: entry.leadsByKind }),
    ...(entry.quiet === undefined ? {} : { quiet: entry.quiet }),
    ...(entry.pingless === undefined ? {} : { pingless: entry.pingless }),
    role: entry.role ?? null,
    pingFor: entry.pingFor ?? (['confirmed'] as const),
    ...(entry.notices === undefined ? {} : { notices: entry.notices as NoticeChoices }),
    madeBy: 'settings',
    paused: null,
  };
}

function readFilter({ topics, kinds, regions, certainties, words, mute }: Entry): EventFilter {
  return {
    topics: topics ?? null,
    kinds: kinds ?? null,
    ...(regions === undefined ? {} : { regions }),
    ...(certainties === undefined ? {} : { certainties }),
    ...(words === undefined ? {} : { words: { allow: words.allow ?? [], block: words.block ?? [] } }),
    ...(mute === undefined ? {} : { muted: mute }),
  };
}

/** The boards and digests of the file by the program's names. A weekly digest that names no day comes on Mondays. */
export function readRecurring({ boards, digests }: Pick<Settings, 'boards' | 'digests'>): Config['recurring'] {
  return [
    ...boards.map(({ server, channel }) => {
      return { guild: server, channel, kind: 'board', time: null, weekday: null, paused: null } as const;
    }),
    ...digests.map(({ server, channel, every, time, weekday = 'monday' }) => {
      const day = every === 'weekly' ? WEEKDAYS.indexOf(weekday) + 1 : null;
      return { guild: server, channel, kind: every, time: time ?? null, weekday: day, paused: null };
    }),
  ];
}
