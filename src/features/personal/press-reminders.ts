import { personGuild } from '../../model/subscription.ts';
import { CommandRefusal, type PressHandler } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { chosenLeads, findPerson } from '../call/find-subscription.ts';
import { readPage } from '../call/turn-pages.ts';
import { callText } from '../call/words.ts';
import { askClearAnswer, clearedAnswer, forgottenAnswer, goneAnswer, remindersAnswer } from './reminders-answer.ts';
import { remindersPage } from './reminders-page.ts';
import { cancelReminders } from './save-reminders.ts';
import { showRemind } from './show-remind.ts';
import { personalText } from './words.ts';

/** A page of one's own reminders, in place: `reminders:<page>`. */
export const pressReminders: PressHandler<CommandContext> = {
  action: 'reminders',
  async handle(call, context) {
    const view = await remindersPage(readPage(call.args[0]), call, context);
    return { message: remindersAnswer(view), private: true, update: true };
  },
};

/** A choice of one of one's own reminders: when it comes, to be changed or cancelled. */
export const pressRemindersOpen: PressHandler<CommandContext> = {
  action: 'reminders-open',
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

/** Cancel all: asks once more; `reminders-clear:yes` does it. */
export const pressRemindersClear: PressHandler<CommandContext> = {
  action: 'reminders-clear',
  async handle(call, context) {
    if (call.args[0] === 'yes') {
      const count = await cancelReminders(call.user, null, context);
      return { message: clearedAnswer(count), private: true, update: true };
    }
    const count = chosenLeads(await findPerson(call.user, context)).size;
    const message = count === 0 ? remindersAnswer(await remindersPage(0, call, context)) : askClearAnswer(count);
    return { message, private: true, update: true };
  },
};

/** Forget me: deletes every row about the person, once they have no reminders any more. */
export const pressRemindersForget: PressHandler<CommandContext> = {
  action: 'reminders-forget',
  async handle(call, context) {
    await context.inTurn(call.user, async () => {
      if ((await findPerson(call.user, context)) !== null) throw new CommandRefusal(personalText('forgetFirst'));
      await context.registry.removeGuild(personGuild(call.user));
      context.changed();
    });
    return { message: forgottenAnswer(), private: true, update: true };
  },
};
