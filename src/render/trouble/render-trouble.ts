import { writeControlId } from '../../model/control-id.ts';
import { CARD_DESCRIPTION_ROOM, FIELD_VALUE_ROOM } from '../../model/discord-limits.ts';
import type { Card, Control, Message } from '../../model/message.ts';
import type { ClosedChannel, MissedWhileClosed, ShorterList, TroubleBody } from '../../model/post.ts';
import type { Todo } from '../../model/todo.ts';
import { formatDay } from '../../time/local.ts';
import { cardText } from '../card/card-words.ts';
import { momentAtPlace } from '../card/describe-reminder.ts';
import { detailsButton } from '../card/message-buttons.ts';
import { hoursAndMinutes } from '../dates/date-phrases.ts';
import { changeRow, type RowSeen } from '../notice/change-row.ts';
import { reasonWords } from '../text/describe-reason.ts';
import { escapeText } from '../text/escape-text.ts';
import { plainTitleOf } from '../text/event-name.ts';
import { shownFile, shownProblem, todoLine } from './describe-list.ts';
import { alarmText, troubleText } from './trouble-words.ts';

/** Amber: somebody has to do something, but nothing is lost. */
const AMBER = 0xd9_8b_0b;
/** Discord's own blue: for information only. */
const CALM = 0x58_65_f2;
/**
 * A lock screen shows 130 characters (product rule 22); the longest of these sentences leaves this many for a title.
 */
const TITLE_ROOM = 60;

type Parts = {
  readonly line: string;
  readonly card: Omit<Card, 'footer' | 'event'>;
  readonly button?: Control | undefined;
};

/**
 * Renders a message to a server's managers or to the maintainers, or to a channel about what it has missed. It pings nobody.
 * `zone` is the reader's.
 */
export function renderTrouble(body: TroubleBody, { mark, ...seen }: RowSeen & { readonly mark: string }): Message {
  const { line, card, button } = partsOf(body, mark, seen);
  return {
    content: line,
    ping: null,
    cards: [{ ...card, footer: null, event: null }],
    // The bot finds its own message by the mark behind the id of a button.
    controls: [
      [
        button ?? {
          type: 'button',
          id: writeControlId('help', [], mark),
          label: '/help',
          style: 'secondary',
          disabled: false,
        },
      ],
    ],
    files: [],
  };
}

function partsOf(body: TroubleBody, mark: string, seen: RowSeen): Parts {
  const { zone } = seen;
  switch (body.what) {
    case 'closed':
      return closed(body);
    case 'missed':
      return missed(body, seen);
    case 'board gone':
      return {
        line: troubleText('boardLine'),
        card: amber(troubleText('boardTitle'), troubleText('boardDo'), [
          { name: troubleText('closedChannel'), value: `<#${body.channel}>`, inline: true },
        ]),
      };
    case 'list broken':
      return {
        line: troubleText('brokenLine', { count: body.count }),
        card: amber(troubleText('brokenTitle'), troubleText('brokenDo'), [
          {
            name: troubleText('problems'),
            value: rowsOf(body.problems.map(shownProblem), body.count, FIELD_VALUE_ROOM),
            inline: false,
          },
        ]),
      };
    case 'list shorter':
      return shorter(body, mark);
    case 'list well':
      return {
        line: troubleText('wellLine', { count: body.events }),
        card: calm(troubleText('wellTitle'), troubleText('wellText'), []),
      };
    case 'todo':
      return todo(body.todo, mark);
    case 'todos':
      return {
        line: troubleText('todosLine', { count: body.count }),
        card: amber(troubleText('todosTitle'), rowsOf(body.todos.map(todoLine), body.count, CARD_DESCRIPTION_ROOM), []),
      };
    case 'started':
      return {
        line: troubleText('startedLine', momentAtPlace(body.at, zone)),
        card: calm(troubleText('startedTitle'), escapeText(body.ahead, 500), []),
      };
    case 'stopped':
      return {
        line: troubleText('stoppedLine', momentAtPlace(body.at, zone)),
        card: amber(troubleText('stoppedTitle'), troubleText('stoppedText'), []),
      };
    case 'state missing':
      return {
        line: troubleText('stateLine'),
        card: amber(troubleText('stateTitle'), escapeText(body.why, 1_000), []),
      };
    case 'wrong clock':
      return {
        line: troubleText('clockLine'),
        card: amber(troubleText('clockTitle'), escapeText(body.why, 500), []),
      };
    case 'deaf':
      return {
        line: troubleText('deafLine'),
        card: amber(troubleText('deafTitle'), troubleText('deafText'), [
          { name: troubleText('closedWhy'), value: escapeText(body.why, 500), inline: false },
        ]),
      };
  }
}

function missed({ count, titles, changes = [] }: MissedWhileClosed, seen: RowSeen): Parts {
  const lines = titles.map((title) => escapeText(title, TITLE_ROOM));
  const rows = changes.map((change) => changeRow(change, seen).replace(/^• /, ''));
  const both = { reminders: troubleText('missedReminders', { count }), changes: changes.length };
  const line =
    count === 0
      ? troubleText('missedChanges', { count: changes.length })
      : changes.length === 0
        ? troubleText('missedLine', { count })
        : troubleText('missedBoth', { ...both, count: changes.length });
  const field = {
    name: troubleText('missedChanged'),
    value: rowsOf(rows, rows.length, FIELD_VALUE_ROOM),
    inline: false,
  };
  return {
    line,
    card: {
      ...calm(troubleText('missedTitle'), rowsOf(lines, lines.length, CARD_DESCRIPTION_ROOM), []),
      ...(lines.length === 0 ? { description: null } : {}),
      fields: rows.length === 0 ? [] : [field],
    },
  };
}

function closed({ channel, reason }: ClosedChannel): Parts {
  const todo = troubleText(reason === 'unknown channel' ? 'closedGone' : 'closedFix');
  return {
    line: troubleText('closedLine'),
    card: amber(troubleText('closedTitle'), null, [
      { name: troubleText('closedChannel'), value: `<#${channel}>`, inline: true },
      { name: troubleText('closedWhy'), value: reasonWords(reason) ?? reason, inline: false },
      { name: troubleText('closedDo'), value: todo, inline: false },
    ]),
  };
}

function shorter(body: ShorterList, mark: string): Parts {
  const isGone = body.gone > 0;
  const [count, { of, waits, files }] = [isGone ? body.gone : body.poorer, body];
  const titles = body.titles.map((title) => escapeText(title, 90));
  const fields = [
    { name: troubleText(isGone ? 'shorterGone' : 'shorterPoorer'), value: rowsOf(titles, count, FIELD_VALUE_ROOM) },
    ...(files.length === 0
      ? []
      : [{ name: troubleText('shorterFiles'), value: rowsOf(files.map(shownFile), files.length, FIELD_VALUE_ROOM) }]),
  ];
  return {
    line: isGone ? troubleText('shorterLine', { count, of }) : troubleText('shorterPoorerLine', { count, of }),
    card: amber(
      troubleText('shorterTitle'),
      troubleText(waits ? 'shorterWaits' : 'shorterMinute'),
      fields.map((field) => ({ ...field, inline: false })),
    ),
    button: waits
      ? {
          type: 'button',
          id: writeControlId('accept', [body.version], mark),
          label: troubleText('shorterAccept'),
          style: 'secondary',
          disabled: false,
        }
      : undefined,
  };
}

function todo(todo: Todo, mark: string): Parts {
  const title = plainTitleOf({ id: todo.event, title: todo.title }, TITLE_ROOM);
  const [line, heading] = todoWords(todo, title);
  return {
    line,
    card: amber(heading, todoLine(todo), []),
    button: detailsButton({ id: todo.event }, mark) ?? undefined,
  };
}

/** The lock screen's line and the card's title. */
function todoWords({ what, day }: Todo, title: string): [string, string] {
  switch (what) {
    case 'no outcome':
      return [troubleText('todoOutcomeLine', { title }), troubleText('todoOutcomeTitle')];
    case 'not verified':
      return [
        troubleText('todoVerifyLine', { title, day: formatDay(day, 'weekday-year') }),
        troubleText('todoVerifyTitle'),
      ];
    case 'hangs on':
      return [troubleText('todoHangsLine', { title }), troubleText('todoHangsTitle')];
  }
}

/** As many rows as fit, and how many more there are. */
function rowsOf(lines: readonly string[], count: number, room: number): string {
  const rows: string[] = [];
  for (const line of lines) {
    const row = troubleText('row', { line });
    if (rows.join('\n').length + row.length > room) break;
    rows.push(row);
  }
  const more = count - rows.length;
  return (more > 0 ? [...rows, cardText('more', { count: more })] : rows).join('\n');
}

function amber(title: string, description: string | null, fields: Card['fields']): Parts['card'] {
  return { title, colour: AMBER, description, fields };
}

function calm(title: string, description: string, fields: Card['fields']): Parts['card'] {
  return { title, colour: CALM, description, fields };
}

/** By how much the machine's clock is wrong, and what to do, in sentences. `aheadMs` is negative for one that is behind. */
export function wrongClockWords(aheadMs: number): string {
  const time = hoursAndMinutes(aheadMs);
  return alarmText(aheadMs > 0 ? 'clockAhead' : 'clockBehind', { time });
}
