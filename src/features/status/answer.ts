import type { Instant, LocalDay, Zone } from '../../model/date.ts';
import type { ListFile } from '../../model/event.ts';
import type { Message } from '../../model/message.ts';
import type { Problem } from '../../model/problem.ts';
import type { Todo } from '../../model/todo.ts';
import type { Closing, RefusedPin } from '../../outbox/registry.ts';
import { buildAnswer, buildCard, type Section } from '../../render/card/build-card.ts';
import { cardText } from '../../render/card/card-words.ts';
import {
  dayAndTime,
  lastWords,
  pausedSection,
  type ReminderAhead,
  reminderLine,
} from '../../render/card/describe-reminder.ts';
import { timestamp } from '../../render/dates/date-phrases.ts';
import { unpinnedLine } from '../../render/recurring/describe-pin.ts';
import { reasonWords } from '../../render/text/describe-reason.ts';
import { escapeText } from '../../render/text/escape-text.ts';
import { dateText } from '../../render/text/words.ts';
import { shownFile, shownProblem, todoLine } from '../../render/trouble/describe-list.ts';
import { formatDay, zoneCity } from '../../time/local.ts';
import { closedLine } from '../call/closed-channels.ts';
import { callText } from '../call/words.ts';
import { statusText } from './words.ts';

/** The next reminder in the channel that asks, or why there is none. */
export type NextHere =
  | { readonly kind: 'not subscribed' }
  | { readonly kind: 'paused'; readonly reason: string }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'next'; readonly reminder: ReminderAhead };

/** The state of the program. */
export type StatusView = {
  readonly now: Instant;
  readonly zone: Zone;
  readonly simulated: boolean;
  readonly replay: boolean;
  /** Whether the person who asks may see alarms; others see how many there are. */
  readonly mayManage: boolean;
  /** Whether they may see lines of files and counts over all servers. */
  readonly isMaintainer: boolean;
  readonly startedAt: Instant;
  readonly lastTickAt: Instant | null;
  readonly gatewayUp: boolean;
  readonly here: NextHere;
  /** The channels of this server that are closed to the bot, for its managers. */
  readonly closed: readonly Closing[];
  /** The boards of this server that Discord did not pin, for its managers. */
  readonly unpinned: readonly RefusedPin[];
  /** When the server's pause ends, or ended. */
  readonly pausedUntil: Instant | null;
  /** False when no event of the whole list has an anchor ahead. */
  readonly anyAhead: boolean;
  readonly lastDay: LocalDay | null;
  readonly posts: { waiting: number; sending: number; sent: number; dead: number; uncertain: number };
  readonly failedHere: readonly { readonly due: Instant; readonly reason: string | null }[];
  /** Messages that the followers of this announcement channel did not get. */
  readonly unpublishedHere: readonly { readonly due: Instant; readonly reason: string }[];
  readonly events: number;
  readonly version: string;
  readonly files: readonly ListFile[];
  readonly problems: readonly Problem[];
  readonly alarms: readonly string[];
  /** The to-dos of the maintainers of the list, for them alone. */
  readonly todos: readonly Todo[];
};

const MAX_ALARM = 250;
const MAX_TODOS = 3;
/** A version is a hash: its beginning is enough to tell two apart. */
const SHOWN_VERSION = 12;

/** The answer to `/datewatch check`. */
export function statusAnswer(view: StatusView): Message {
  const { posts, problems, alarms } = view;
  const trouble = problems.length + alarms.length;
  const card = buildCard({
    title: statusText('statusTitle'),
    attention: trouble > 0 || !view.gatewayUp,
    rows: clockRows(view),
    sections: [
      { name: statusText('nextHere'), rows: [hereWords(view)] },
      pausedSection(view, view.now),
      { name: statusText('closed'), rows: [...view.closed.map(closedLine), ...view.unpinned.map(unpinnedLine)] },
      troubleSection(
        callText('alarms'),
        alarms.map((alarm) => escapeText(alarm, MAX_ALARM)),
        statusText('alarmsCount', { count: alarms.length }),
        view.mayManage,
      ),
      troubleSection(
        statusText('problems'),
        problems.map(shownProblem),
        statusText('problemsCount', { count: problems.length }),
        view.isMaintainer,
      ),
      { name: statusText('lastTick'), rows: [tickWords(view)], inline: true },
      {
        name: statusText('gateway'),
        rows: [view.gatewayUp ? callText('gatewayUp') : statusText('gatewayDown')],
        inline: true,
      },
      { name: statusText('posts'), rows: view.isMaintainer ? [statusText('postsLine', posts)] : [] },
      { name: statusText('failedHere'), rows: failedRows(view) },
      { name: statusText('unpublishedHere'), rows: unpublishedRows(view) },
      { name: statusText('todos'), rows: todoRows(view) },
      { name: statusText('listField'), rows: listRows(view) },
    ],
    footer: statusText('since', { when: dateText('dayAndTime', dayAndTime(view.startedAt, view.zone)) }),
  });
  return buildAnswer(contentLine(view, trouble), card);
}

function contentLine({ here, zone, anyAhead, lastDay }: StatusView, trouble: number): string {
  if (trouble > 0) return statusText('statusTrouble', { count: trouble });
  if (!anyAhead) return `${statusText('statusNoDate')}${lastDay === null ? '' : ` ${lastWords(lastDay)}`}`;
  if (here.kind !== 'next') return statusText('statusIdle');
  return statusText('statusOk', { ...dayAndTime(here.reminder.due, zone), city: zoneCity(zone) });
}

function clockRows({ simulated, replay, now, zone }: StatusView): string[] {
  const rows: string[] = [];
  if (replay) rows.push(`**${statusText('replay')}**`);
  if (simulated) {
    rows.push(`**${statusText('simulated', { now: dateText('dayAndTime', dayAndTime(now, zone)) })}**`);
  }
  return rows;
}

function hereWords({ here, zone }: StatusView): string {
  if (here.kind === 'not subscribed') return statusText('nextHereNotSubscribed');
  if (here.kind === 'paused') return statusText('nextHerePaused', { reason: escapeText(here.reason, 200) });
  return here.kind === 'nothing' ? statusText('nextHereNothing') : reminderLine(here.reminder, zone);
}

/** A timestamp counts by the reader's real clock, so it would be wrong in a simulated world. */
function tickWords({ lastTickAt, zone, simulated }: StatusView): string {
  if (lastTickAt === null) return statusText('lastTickNever');
  return simulated ? dateText('dayAndTime', dayAndTime(lastTickAt, zone)) : timestamp(lastTickAt, 'R');
}

function troubleSection(name: string, lines: readonly string[], count: string, isShown: boolean): Section {
  const shown = isShown ? lines.map((line) => `• ${line}`) : [];
  return { name, rows: lines.length === 0 ? [] : [count, ...shown] };
}

function unpublishedRows({ unpublishedHere, zone }: StatusView): string[] {
  return unpublishedHere.map(({ due, reason }) =>
    statusText('failedLine', {
      when: dateText('dayAndTime', dayAndTime(due, zone)),
      reason: reasonWords(reason) ?? '',
    }),
  );
}

/** To-dos are work, not trouble: they do not colour the card and are not counted in the line. */
function todoRows({ todos }: StatusView): string[] {
  const rows = todos.slice(0, MAX_TODOS).map((todo) => `• ${todoLine(todo)}`);
  const more = todos.length - MAX_TODOS;
  return more > 0 ? [...rows, cardText('more', { count: more })] : rows;
}

function failedRows({ failedHere, zone }: StatusView): string[] {
  return failedHere.map(({ due, reason }) =>
    statusText('failedLine', {
      when: dateText('dayAndTime', dayAndTime(due, zone)),
      reason: escapeText(reason ?? '', 100),
    }),
  );
}

function listRows({ events, version, files }: StatusView): string[] {
  return [
    statusText('listLine', { count: events, version: version.slice(0, SHOWN_VERSION) }),
    ...files.map((file) => {
      const known =
        file.knownUntil === null ? '' : statusText('fileKnown', { day: formatDay(file.knownUntil, 'day-year') });
      return `• ${statusText('fileLine', {
        file: shownFile(file.file),
        count: file.events,
        covers: escapeText(file.covers, 120),
        known: `${known}${file.archive ? statusText('fileArchive') : ''}`,
      })}.`;
    }),
  ];
}
