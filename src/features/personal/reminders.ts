import { sortLeads } from '../../model/lead.ts';
import { type Call, type Command, CommandRefusal, type CommandShape, type PressHandler } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { chosenLeads, derivingClock, findPerson, readPersonClock } from '../call/find-subscription.ts';
import type { Feature } from '../call/offer-feature.ts';
import { readPage } from '../call/turn-pages.ts';
import { isPersonal } from '../call/undo-parts.ts';
import { callText } from '../call/words.ts';
import { comingLeads, personalStatus } from './personal-events.ts';
import { CLEAR_IDS, FORGET_IDS, OPEN_IDS, REMINDERS_IDS } from './personal-ids.ts';
import { showRemind } from './remind.ts';
import {
  askClearAnswer,
  askForgetAnswer,
  clearedAnswer,
  forgottenAnswer,
  goneAnswer,
  type PersonalRow,
  type RemindersView,
  remindersAnswer,
} from './reminders-answer.ts';
import { cancelReminders, undeliveredTo } from './save-reminders.ts';
import { snoozedOf } from './snooze.ts';
import { personalText } from './words.ts';

const SHAPE = {
  name: 'remind list',
  description: personalText('reminders'),
  options: [],
} as const satisfies CommandShape;

/** `/remind list`: the caller's own reminders, to change or cancel. */
const reminders: Command<CommandContext, typeof SHAPE> = {
  shape: SHAPE,
  async handle(call, context) {
    return { message: remindersAnswer(await remindersPage(0, call, context)), private: true };
  },
};

/** Rows of a page: they fit into one card, and their events into one select. */
const PAGE_SIZE = 10;

/** A page of a person's reminders, the soonest first; a page that does not exist becomes the last one. */
export async function remindersPage(wanted: number, call: Call, context: CommandContext): Promise<RemindersView> {
  const now = context.world.now();
  const row = await findPerson(call.user, context);
  const shown = await readPersonClock(call, context);
  const clock = derivingClock(shown);
  const { byId } = context.index();
  const snoozed = row === null ? [] : await snoozedOf(row.channel, context);
  const rows = [...chosenLeads(row)].map(([id, leads]): PersonalRow => {
    const listed = byId.get(id);
    if (listed === undefined) return { id, event: null, edge: null, status: 'gone', coming: [] };
    const status = personalStatus(listed, now);
    const planned = status === 'dated' ? comingLeads(listed, sortLeads(leads), clock, now) : [];
    const again = snoozed.filter(({ event }) => event === id).map(({ due }) => ({ lead: null, due }));
    const coming = [...planned, ...again].sort((a, b) => a.due - b.due);
    const edge = listed.edges.find(({ anchor }) => anchor > now) ?? null;
    return { id, event: listed.event, edge, status, coming };
  });
  rows.sort((a, b) => orderOf(a) - orderOf(b) || (a.id < b.id ? -1 : 1));
  const pages = Math.max(1, Math.ceil(rows.length / PAGE_SIZE));
  const page = Math.min(Math.max(0, wanted), pages - 1);
  return {
    rows: rows.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE),
    count: rows.length,
    next: rows[0]?.coming[0]?.due ?? null,
    page,
    pages,
    zone: shown.reader,
    undelivered: row === null ? null : await undeliveredTo(row, context),
  };
}

/**
 * Orders by the next reminder; then events that wait for a date, those called off, those whose reminders have all come,
 * those over, those no longer listed.
 */
function orderOf({ coming, status }: PersonalRow): number {
  const [next] = coming;
  if (next !== undefined) return next.due;
  return Number.MAX_SAFE_INTEGER - ['gone', 'over', 'dated', 'called off', 'undated'].indexOf(status);
}

/** A page of one's own reminders, in place. */
const pressReminders: PressHandler<CommandContext> = {
  action: REMINDERS_IDS.action,
  async handle(call, context) {
    const view = await remindersPage(readPage(REMINDERS_IDS.read(call.args).page), call, context);
    return { message: remindersAnswer(view), private: true, update: true };
  },
};

/** A choice of one of one's own reminders: shows when it comes, to change or cancel it. */
const pressRemindersOpen: PressHandler<CommandContext> = {
  action: OPEN_IDS.action,
  async handle(call, context) {
    const event = call.values[0] ?? '';
    const listed = context.index().byId.get(event);
    if (listed !== undefined) {
      return { message: await showRemind(listed, call, context), private: true, update: true };
    }
    const row = await findPerson(call.user, context);
    if (!chosenLeads(row).has(event)) throw new CommandRefusal(callText('eventGone'));
    return { message: goneAnswer(event), private: true, update: true };
  },
};

/** Cancel all: asks once more, then does it. */
const pressRemindersClear: PressHandler<CommandContext> = {
  action: CLEAR_IDS.action,
  async handle(call, context) {
    if (CLEAR_IDS.read(call.args).sure === 'yes') {
      const count = await cancelReminders(call.user, null, context);
      return { message: clearedAnswer(count), private: true, update: true };
    }
    const count = chosenLeads(await findPerson(call.user, context)).size;
    const message = count === 0 ? remindersAnswer(await remindersPage(0, call, context)) : askClearAnswer(count);
    return { message, private: true, update: true };
  },
};

/** Forget me: deletes every row about the person. It asks once more where they have reminders. */
const pressRemindersForget: PressHandler<CommandContext> = {
  action: FORGET_IDS.action,
  async handle(call, context) {
    const count = chosenLeads(await findPerson(call.user, context)).size;
    if (count > 0 && FORGET_IDS.read(call.args).sure !== 'yes') {
      return { message: askForgetAnswer(count), private: true, update: true };
    }
    await context.inTurn(call.user, async () => {
      await context.registry.forget({ kind: 'person', user: call.user });
      context.undos.removeWhere(({ user, parts }) => user === call.user && parts.some(isPersonal));
      context.changed();
    });
    return { message: forgottenAnswer(), private: true, update: true };
  },
};

export const feature: Feature = {
  commands: [reminders],
  presses: [pressReminders, pressRemindersOpen, pressRemindersClear, pressRemindersForget],
};
