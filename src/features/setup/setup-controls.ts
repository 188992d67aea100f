import type { Instant, LocalTime, Zone } from '../../model/date.ts';
import { SELECT_OPTIONS_MAX } from '../../model/discord-limits.ts';
import { type Lead, parseLeads } from '../../model/lead.ts';
import type { Control, Message } from '../../model/message.ts';
import type { ChannelId, Defaults } from '../../model/subscription.ts';
import { buildButton } from '../../render/card/build-card.ts';
import { controlIds } from '../call/control-ids.ts';
import type { ShownClock } from '../call/read-clock.ts';
import {
  leadOptions,
  leadText,
  type OfferedWords,
  type Option,
  timeOptions,
  wordOptions,
  zoneOptions,
} from './setup-options.ts';
import { setupText } from './words.ts';

/** The ids of everything below the message of `/datewatch setup`, and of its forms: `setup:<what>:<user>:<run>:<rev>[:<arg>]`. */
export const SETUP_IDS = controlIds('setup', 'what', 'user', 'run', 'rev', 'arg');

/** The options of each select on the pages. */
export type SetupChoices = {
  readonly topics: OfferedWords;
  readonly kinds: OfferedWords;
  readonly leads: readonly (readonly Lead[])[];
  readonly zones: readonly Zone[];
  readonly times: readonly LocalTime[];
  /** Most topics or kinds at once. */
  readonly mostWords: number;
};

/** The user, the run and the state of a draft, as a control's id carries them, so that a press finds its draft. */
export type SetupTicket = Readonly<Record<'user' | 'run' | 'rev', string | number>>;

/** Everything that decides which controls stand below the message. */
export type SetupControls = {
  readonly ticket: SetupTicket;
  readonly page: 1 | 2 | 3;
  readonly channel: ChannelId | null;
  readonly chosen: {
    readonly topics: readonly string[] | null;
    readonly kinds: readonly string[] | null;
    readonly leads: readonly Lead[] | null;
    readonly role: string | null;
  };
  readonly clock: ShownClock;
  readonly defaults: Defaults;
  readonly choices: SetupChoices;
  readonly now: Instant;
  /** Something is missing that may have been fixed on the server since. */
  readonly lacking: boolean;
  /** A channel is chosen and nothing is missing. */
  readonly ready: boolean;
};

/** The rows of one page: at most five, each a select or buttons. */
export function setupControls(view: SetupControls): Message['controls'] {
  const buttons = buttonRows(view);
  if (view.page === 3) return buttons;
  const selects = view.page === 1 ? placeSelects(view) : timeSelects(view);
  // Discord refuses a select without options: a list may have no topics.
  return [
    ...selects.filter((control) => !('options' in control) || control.options.length > 0).map((control) => [control]),
    ...buttons,
  ];
}

function placeSelects({ ticket, channel, chosen, choices }: SetupControls): Control[] {
  const { topics, kinds, mostWords } = choices;
  const words = (what: 'topics' | 'kinds', offered: OfferedWords, placeholder: string): Control => ({
    type: 'select',
    id: idOf(what, ticket),
    placeholder,
    min: 0,
    max: mostWords,
    options: wordOptions(offered, chosen[what] ?? []),
  });
  return [
    {
      type: 'channel-select',
      id: idOf('channel', ticket),
      placeholder: setupText('channelPick'),
      min: 1,
      max: 1,
      chosen: channel === null ? [] : [channel],
    },
    words('topics', topics, setupText('topicsPick')),
    words('kinds', kinds, setupText('kindsPick')),
  ];
}

function timeSelects(view: SetupControls): Control[] {
  const { ticket, chosen, choices, defaults, clock } = view;
  const one = (what: string, placeholder: string, options: readonly Option[]): Control => ({
    type: 'select',
    id: idOf(what, ticket),
    placeholder,
    min: 1,
    max: 1,
    options,
  });
  const role: Control = {
    type: 'role-select',
    id: idOf('role', ticket),
    placeholder: setupText('rolePick'),
    min: 0,
    max: 1,
    chosen: chosen.role === null ? [] : [chosen.role],
  };
  return [
    one('leads', setupText('leadsPick'), leadOptions(choices.leads, chosen.leads, defaults.leads)),
    role,
    one('zone', setupText('zonePick'), zoneOptions(choices.zones, clock, defaults.zone, view.now)),
    one('time', setupText('timePick'), timeOptions(choices.times, clock, defaults.postingTime)),
  ];
}

function buttonRows({ ticket, page, ready, lacking }: SetupControls): Control[][] {
  const go = (to: number, label: string): Control => buildButton(idOf('page', ticket, String(to)), label, false);
  const main = (what: string, label: string, style: 'primary' | 'success', disabled: boolean): Control => ({
    type: 'button',
    id: idOf(what, ticket, what === 'page' ? String(page + 1) : undefined),
    label,
    style,
    disabled,
  });
  const check = lacking ? [buildButton(idOf('check', ticket), setupText('check'), false)] : [];
  const cancel = buildButton(idOf('cancel', ticket), setupText('cancel'), false);
  const back = page === 1 ? [] : [go(page - 1, setupText('back'))];
  if (page !== 3) return [[...back, main('page', setupText('next'), 'primary', false), ...check, cancel]];
  return [
    [
      main('finish', setupText('finish'), 'success', !ready),
      buildButton(idOf('test', ticket), setupText('test'), !ready),
    ],
    [...back, ...check, cancel],
  ];
}

function idOf(what: string, ticket: SetupTicket, arg = ''): string {
  return SETUP_IDS.write({ what, ...ticket, arg });
}

/** Leads that many choose, from early to late; others are typed. */
const LEAD_PRESETS = ['30d 7d 1d 0d', '14d 7d 1d 0d', '7d 1d 0d 1h', '7d 1d', '1d 0d', '1d 1h', '0d', '1h 15m at'];

/** One zone for most of the people on each meridian; others are typed. */
const ZONES: readonly Zone[] = [
  'UTC',
  'America/Los_Angeles',
  'America/Denver',
  'America/Chicago',
  'America/New_York',
  'America/Sao_Paulo',
  'Europe/London',
  'Europe/Berlin',
  'Africa/Lagos',
  'Africa/Johannesburg',
  'Europe/Istanbul',
  'Asia/Dubai',
  'Asia/Kolkata',
  'Asia/Singapore',
  'Asia/Shanghai',
  'Asia/Seoul',
  'Asia/Tokyo',
  'Australia/Sydney',
  'Pacific/Auckland',
];

const TIMES: readonly LocalTime[] = ['06:00', '07:00', '08:00', '09:00', '10:00', '12:00', '15:00', '18:00', '20:00'];

/** The leads to choose from; those chosen now come first where they are none of the presets. */
export function offeredLeads(chosen: readonly Lead[] | null): readonly (readonly Lead[])[] {
  const presets = LEAD_PRESETS.flatMap((preset) => {
    const read = parseLeads(preset);
    return read.ok ? [read.leads] : [];
  });
  if (chosen === null || presets.some((preset) => leadText(preset) === leadText(chosen))) return presets;
  return [chosen, ...presets];
}

/** The zones to choose from: those offered for the typed text, the chosen one, then the common ones. */
export function offeredZones(offered: readonly Zone[], chosen: Zone | null): readonly Zone[] {
  return [...new Set([...offered, ...(chosen === null ? [] : [chosen]), ...ZONES])];
}

/** The times to choose from, in the order of the day. */
export function offeredTimes(chosen: LocalTime | null): readonly LocalTime[] {
  return [...new Set([...TIMES, ...(chosen === null ? [] : [chosen])])].sort();
}

/** The words to choose from: those chosen, then those of the most events; `rest` is true where others must be typed. */
export function offeredWords(
  uses: readonly string[],
  chosen: readonly string[] | null,
): { readonly words: readonly string[]; readonly rest: boolean } {
  const counts = new Map<string, number>();
  for (const word of uses) counts.set(word, (counts.get(word) ?? 0) + 1);
  const byUse = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([word]) => word);
  const words = [...new Set([...(chosen ?? []), ...byUse])].filter(fitsOption);
  if (words.length <= SELECT_OPTIONS_MAX) return { words: words.sort(), rest: false };
  return { words: words.slice(0, SELECT_OPTIONS_MAX - 1).sort(), rest: true };
}

/** Whether a value fits an option: not empty, at most 100 characters. */
function fitsOption(word: string): boolean {
  return word.length <= 100 && word.trim() !== '';
}
