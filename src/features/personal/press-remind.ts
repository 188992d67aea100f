import type { ListedEvent } from '../../list/index/index-list.ts';
import { type Lead, MAX_LEADS, parseLead, sortLeads } from '../../model/lead.ts';
import { CommandRefusal, type PressCall, type PressHandler, type Reply } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { requireListed } from '../call/event-option.ts';
import { derivingClock, readPersonClock } from '../call/find-subscription.ts';
import type { Feature } from '../call/offer-feature.ts';
import { callText } from '../call/words.ts';
import { judgeLead } from './personal-events.ts';
import { OFF_IDS, SET_IDS } from './personal-ids.ts';
import { requireAhead, showRemind, viewRemind } from './remind.ts';
import { remindAnswer } from './remind-answer.ts';
import { remindersPage } from './reminders.ts';
import { remindersAnswer } from './reminders-answer.ts';
import { cancelReminders, saveReminder } from './save-reminders.ts';
import { personalText } from './words.ts';

/**
 * A press on Remind me, `remind:<event>~<mark>`, or a choice of one event below a message about several,
 * `remind:~<mark>`: asks the person who pressed, in private, when to be reminded of it. Nothing is saved yet.
 */
const pressRemind: PressHandler<CommandContext> = {
  action: 'remind',
  async handle(call, context) {
    const listed = requireListed(call.values[0] ?? call.args[0], context);
    requireAhead(listed, context);
    return { message: await showRemind(listed, call, context), private: true };
  },
};

/** A choice of when: saved at once; an empty choice means no more reminders of it. */
const pressRemindSet: PressHandler<CommandContext> = {
  action: SET_IDS.action,
  async handle(call, context) {
    const listed = requireListed(SET_IDS.read(call.args).event, context);
    const wanted = readValues(call);
    if (wanted.length === 0) return stop(listed, call, context);
    requireAhead(listed, context);
    const clock = derivingClock(await readPersonClock(call, context));
    const now = context.world.now();
    // Leads that cannot come were not offered, so they were not removed either: they come if the date moves.
    const keepHidden = (before: readonly Lead[]): readonly Lead[] => {
      const hidden = before.filter((lead) => judgeLead(listed, lead, clock, now) !== 'comes');
      return sortLeads([...wanted, ...hidden].slice(0, MAX_LEADS));
    };
    const { leads, way } = await saveReminder(call, listed.event.id, keepHidden, context);
    const view = await viewRemind('saved', listed, leads, way, call, context);
    return { message: remindAnswer(view), private: true, update: true };
  },
};

/** A press on Cancel: works for an event that the list no longer has, too. */
const pressRemindOff: PressHandler<CommandContext> = {
  action: OFF_IDS.action,
  async handle(call, context) {
    const { event } = OFF_IDS.read(call.args);
    const listed = context.index().byId.get(event);
    if (listed !== undefined) return stop(listed, call, context);
    await cancelReminders(call.user, event, context);
    return { message: remindersAnswer(await remindersPage(0, call, context)), private: true, update: true };
  },
};

async function stop(listed: ListedEvent, call: PressCall, context: CommandContext): Promise<Reply> {
  await cancelReminders(call.user, listed.event.id, context);
  const view = await viewRemind('cancelled', listed, [], null, call, context);
  return { message: remindAnswer(view), private: true, update: true };
}

/** The leads chosen. Anybody can send any value, so a value that is no lead is refused. */
function readValues(call: PressCall): Lead[] {
  const leads = call.values.map((value) => {
    const lead = parseLead(value);
    if (lead === null) throw new CommandRefusal(callText('noLeads'));
    return lead;
  });
  if (leads.length > MAX_LEADS) {
    throw new CommandRefusal(personalText('tooManyLeads', { count: leads.length, max: MAX_LEADS }));
  }
  return leads;
}

export const feature: Feature = { presses: [pressRemind, pressRemindSet, pressRemindOff] };
