import type { LocalDay } from '../model/date.ts';
import type { PostKind } from '../model/post.ts';
import { dueSoon, edgeWords } from '../render/card/describe-reminder.ts';
import { leadWords } from '../render/card/describe-subscription.ts';
import { cleanText, shorten } from '../render/text/escape-text.ts';
import { reasonText } from '../render/text/words.ts';
import { formatDay } from '../time/local.ts';
import { channelLink, channelName, someChannels } from './channel-names.ts';
import type { ChannelFact, NextFact, Phase, ProgramFacts, RunFigures, RunLists, SentFact } from './facts.ts';
import { statusText } from './status-words.ts';

/** One thing that is wrong, and what to do; `null` where the sentence says it already. */
export type Trouble = { readonly what: string; readonly lines: readonly string[]; readonly fix: string | null };

/** One row of a table: when, how far off, what, where; `href` leads to the channel. */
export type StatusRow = {
  readonly when: string;
  readonly span: string;
  readonly what: string;
  readonly note: string | null;
  readonly isLate: boolean;
  readonly where: string;
  readonly href: string | null;
};

/** The status page as texts, in plain characters. */
export type StatusView = {
  readonly tone: 'well' | 'attention' | 'waiting';
  /** The state of the program in one sentence, and what else to know. */
  readonly headline: string;
  readonly detail: readonly string[];
  readonly troubles: readonly Trouble[];
  /** `null` while the program does not run. */
  readonly next: readonly StatusRow[] | null;
  readonly sent: readonly StatusRow[] | null;
  readonly list: readonly (readonly [string, string])[];
  readonly program: readonly (readonly [string, string])[];
};

/** Up to so late is on time (product rule 10). */
const ON_TIME_MS = 120_000;
/** Ticks come every second. */
const HUNG_MS = 60_000;
const MOST_PROBLEMS = 5;
const MOST_RESTING = 5;
const MOST_SENT = 10;
const TITLE = 120;
const LINE = 160;

/** Says what the program does now, what comes next, what is wrong and how to fix it. Pure. `now` is machine time. */
export function statusView(program: ProgramFacts, phase: Phase, now: number): StatusView {
  const versions: [string, string][] = [
    ['Version', `${program.version} on Node ${program.node.replace(/^v/, '')}`],
    ['Time zone data', program.zoneData],
  ];
  const empty = { troubles: [], next: null, sent: null, list: [], program: versions };
  if (phase.kind === 'starting') return { ...empty, tone: 'waiting', headline: statusText('starting'), detail: [] };
  if (phase.kind === 'waiting') {
    const [why = '', ...lines] = phase.why.split('\n').map((line) => cleanText(line));
    return {
      ...empty,
      tone: 'attention',
      headline: statusText('waiting', { when: distance(phase.until - now) }),
      detail: [statusText('waitingFile')],
      troubles: [{ what: why, lines, fix: null }],
    };
  }
  const { figures, lists } = phase;
  const troubles = findTroubles(figures, lists);
  const healthy = headlineOf(figures, lists);
  return {
    tone: troubles.length === 0 ? 'well' : 'attention',
    headline: troubles.length === 0 ? healthy : statusText('wrong', { count: troubles.length }),
    detail: troubles.length === 0 ? notes(figures) : [],
    troubles,
    next: lists.next.map((one) => nextRow(one, figures)),
    sent: sentRows(lists.sent, figures),
    list: listFacts(figures),
    program: [...runFacts(figures), ...versions],
  };
}

function headlineOf(figures: RunFigures, { next: [first] }: RunLists): string {
  if (first !== undefined) {
    const words = {
      what: titleOf(first),
      where: whereOf(first, false),
      when: dueSoon(first.due, figures.zone, figures.now),
    };
    return first.channelCount > 0
      ? statusText('wellNext', { ...words, where: `in ${words.where}` })
      : statusText('wellNextPeople', words);
  }
  const { active, resting, off } = figures.channels;
  return statusText(active + resting + off === 0 ? 'noChannel' : 'noneAhead');
}

/** Lines on what needs nobody but may be wondered about. */
function notes({ posts }: RunFigures): string[] {
  return [
    ...(posts.uncertain === 0 ? [] : [statusText('uncertain', { count: posts.uncertain })]),
    ...(posts.dead === 0 ? [] : [statusText('dead', { count: posts.dead })]),
  ];
}

function findTroubles(figures: RunFigures, { resting }: RunLists): Trouble[] {
  const { tickAgeMs, alarms, gatewayUp, problems, channels, zone, now } = figures;
  const hung = tickAgeMs !== null && tickAgeMs > HUNG_MS;
  const shown = problems.slice(0, MOST_PROBLEMS).map((line) => shorten(cleanText(line), 400));
  const more = problems.length - shown.length;
  const rests = resting.slice(0, MOST_RESTING).map(({ channel, reason, since }): Trouble => {
    const words = { channel: channelName(channel), reason: reasonText(`${reason}`) };
    const what =
      since === null
        ? statusText('rests', words)
        : statusText('restsSince', { ...words, since: dueSoon(since, zone, now) });
    return { what, lines: [], fix: statusText('restsFix') };
  });
  const moreResting = channels.resting - rests.length;
  return [
    ...(hung ? [trouble(statusText('hung', { span: spanWords(tickAgeMs) }), statusText('hungFix'))] : []),
    ...alarms.map((alarm) => trouble(cleanText(alarm), null)),
    ...(gatewayUp ? [] : [trouble(statusText('gatewayDown'), statusText('gatewayFix'))]),
    ...(problems.length === 0
      ? []
      : [
          {
            what: statusText('problems', { count: problems.length }),
            lines: [...shown, ...(more > 0 ? [statusText('problemsMore', { count: more })] : [])],
            fix: statusText('problemsFix'),
          },
        ]),
    ...rests,
    ...(moreResting > 0 ? [trouble(statusText('restsMore', { count: moreResting }), null)] : []),
  ];
}

function trouble(what: string, fix: string | null): Trouble {
  return { what, lines: [], fix };
}

function nextRow(one: NextFact, { now, zone }: RunFigures): StatusRow {
  return {
    when: dueSoon(one.due, zone, now),
    span: distance(one.due - now),
    what: titleOf(one),
    note: noteOf(one),
    isLate: false,
    where: whereOf(one, true),
    href: channelLink(one.channelCount === 1 ? one.channels[0] : null),
  };
}

function noteOf({ event, edge, lead }: NextFact): string {
  const words = leadWords(lead);
  return edge === null ? words : statusText('leadOf', { lead: words, edge: edgeWords(event, edge, 'weekday-year') });
}

/** One row for one text, however many channels got it; the latest arrival of them is judged. */
function sentRows(sent: readonly SentFact[], { now, zone }: RunFigures): StatusRow[] {
  const alike = Map.groupBy(sent, ({ line, due, kind }) => JSON.stringify([line, due, kind]));
  return [...alike.values()].slice(0, MOST_SENT).flatMap((all) => {
    const [newest] = all;
    if (newest === undefined) return [];
    const { line, kind, sentAt } = newest;
    const late = Math.max(...all.map((one) => one.sentAt - one.due));
    const isLate = late > ON_TIME_MS;
    const channels = all.flatMap(({ channel }) => channel ?? []).sort(byId);
    const only = all.length === 1 ? channels[0] : null;
    return {
      when: dueSoon(sentAt, zone, now),
      span: distance(sentAt - now),
      what: line === null ? plainKind(kind, channels.length === 0) : clip(line, LINE),
      note: isLate ? statusText('late', { span: spanWords(late) }) : statusText('onTime'),
      isLate,
      where: someChannels(channels, channels.length, true),
      href: channelLink(only),
    };
  });
}

/** Channels of a server are made one after the other, and their ids rise. */
function byId(a: ChannelFact, b: ChannelFact): number {
  return a.id.length - b.id.length || (a.id < b.id ? -1 : 1);
}

function listFacts({ files, events, listHeld }: RunFigures): [string, string][] {
  const of = files.map(({ name, events: count, knownUntil, archive }): [string, string] => {
    const parts = [
      statusText('events', { count }),
      ...(knownUntil === null ? [] : [statusText('knownUntil', { day: dayWords(knownUntil) })]),
      ...(archive ? [statusText('archive')] : []),
    ];
    return [clip(name, 60), parts.join(', ')];
  });
  const all: [string, string][] = files.length === 1 ? [] : [['All', statusText('events', { count: events })]];
  return [...all, ...of, ...(listHeld ? [['A newer list', 'is held back'] as [string, string]] : [])];
}

function runFacts(figures: RunFigures): [string, string][] {
  const { now, zone, startedAt, tickAgeMs, gatewayUp, loginsLeft, channels, posts, simulated } = figures;
  const gets = [
    statusText('channels', { count: channels.active }),
    ...(channels.resting === 0 ? [] : [statusText('resting', { count: channels.resting })]),
    ...(channels.off === 0 ? [] : [statusText('off', { count: channels.off })]),
  ];
  const messages = [
    statusText('sent', { count: posts.sent }),
    ...(posts.waiting + posts.sending === 0 ? [] : [statusText('open', { count: posts.waiting + posts.sending })]),
  ];
  return [
    ['Channels', gets.join(', ')],
    ['Messages', messages.join(', ')],
    ['Running since', statusText('since', { when: dueSoon(startedAt, zone, now), span: spanWords(now - startedAt) })],
    ['Last tick', tickAgeMs === null ? statusText('noTick') : statusText('tick', { span: spanWords(tickAgeMs) })],
    ['Discord', statusText(gatewayUp ? 'up' : 'down')],
    ...(loginsLeft === null ? [] : [['Logins', statusText('logins', { count: loginsLeft })] as [string, string]]),
    ...(simulated ? [['Clock', statusText('simulated', { when: dueSoon(now, zone, now) })] as [string, string]] : []),
  ];
}

function titleOf({ event, edge }: NextFact): string {
  const title = clip(event.title, TITLE) || event.id;
  return edge?.part == null ? title : `${title} (${clip(edge.part, TITLE)})`;
}

function whereOf({ channels, channelCount, people }: NextFact, withServer: boolean): string {
  const counted = people === 0 ? '' : statusText('people', { count: people });
  if (channelCount === 0) return counted;
  const names = someChannels(channels, channelCount, withServer);
  return counted === '' ? names : statusText('both', { channels: names, people: counted });
}

const KINDS = {
  reminder: 'kindReminder',
  'catch-up': 'kindCatchUp',
  notice: 'kindNotice',
  trouble: 'kindTrouble',
  board: 'kindBoard',
  digest: 'kindDigest',
  correction: 'kindCorrection',
  personal: 'kindPersonal',
} as const;

function plainKind(kind: PostKind, isPrivate: boolean): string {
  return statusText(isPrivate ? 'kindPersonal' : KINDS[kind]);
}

function clip(text: string, max: number): string {
  return shorten(cleanText(text), max);
}

function dayWords(day: LocalDay): string {
  return formatDay(day, 'day-year');
}

/** `in 2 days`, `3 hours ago`. */
function distance(ms: number): string {
  const span = spanWords(Math.abs(ms));
  return ms >= 0 ? statusText('inSpan', { span }) : statusText('ago', { span });
}

/** The largest unit alone, rounded down: who looks again sees it change. */
function spanWords(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / 1_000);
  if (seconds < 120) return statusText('seconds', { count: seconds });
  if (seconds < 7_200) return statusText('minutes', { count: Math.floor(seconds / 60) });
  if (seconds < 172_800) return statusText('hours', { count: Math.floor(seconds / 3_600) });
  return statusText('days', { count: Math.floor(seconds / 86_400) });
}
