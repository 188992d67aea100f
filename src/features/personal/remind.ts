import { findEvent } from '../../list/index/find-events.ts';
import type { ListedEvent } from '../../list/index/index-list.ts';
import { type Lead, leadName, MAX_LEADS, sortLeads } from '../../model/lead.ts';
import type { Message } from '../../model/message.ts';
import { dayAndTime } from '../../render/card/describe-reminder.ts';
import { leadWords } from '../../render/card/describe-subscription.ts';
import { capitalize } from '../../render/text/escape-text.ts';
import { plainTitleOf } from '../../render/text/event-name.ts';
import { readLeadWords } from '../../time/read-lead-words.ts';
import { type Call, type Choice, type Command, CommandRefusal, type CommandShape } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { completeEvent, EVENT_OPTION, requireEvent } from '../call/event-option.ts';
import { chosenLeads, derivingClock, findPerson, readPersonClock } from '../call/find-subscription.ts';
import type { Feature } from '../call/offer-feature.ts';
import { readLeads } from '../call/read-times.ts';
import { comingLeads, judgeLead, offerLeads, personalStatus } from './personal-events.ts';
import { type ReminderWay, type RemindView, remindAnswer } from './remind-answer.ts';
import { saveReminder, type Undelivered, undeliveredTo } from './save-reminders.ts';
import { personalText } from './words.ts';

const SHAPE = {
  name: 'remind me',
  description: personalText('remind'),
  options: [
    EVENT_OPTION,
    {
      name: 'lead',
      description: personalText('remindLead'),
      type: 'string',
      maxLength: 200,
      autocomplete: true,
    },
  ],
} as const satisfies CommandShape;

/** `/remind me`: adds a reminder of an event for the caller; without `lead` it shows what can be chosen. */
const remind: Command<CommandContext, typeof SHAPE> = {
  shape: SHAPE,
  async handle(call, context) {
    const listed = requireEvent(call.options.event, context.index(), context.world.now());
    requireAhead(listed, context);
    const typed = call.options.lead;
    if (typed === null) return { message: await showRemind(listed, call, context), private: true };
    const wanted = await requireLeads(typed, listed, call, context);
    const add = (before: readonly Lead[]): readonly Lead[] => {
      const all = sortLeads([...before, ...wanted]);
      if (all.length <= MAX_LEADS) return all;
      throw new CommandRefusal(personalText('tooManyLeads', { count: all.length, max: MAX_LEADS }));
    };
    const { leads, way } = await saveReminder(call, listed.event.id, add, context);
    return { message: remindAnswer(await viewRemind('saved', listed, leads, way, call, context)), private: true };
  },
  async complete(call, { name, typed }, context) {
    const index = context.index();
    const now = context.world.now();
    if (name === 'event') return completeEvent(typed, index, now);
    const listed = findEvent(index, call.options.event, now);
    return listed === null ? [] : completeLead(typed, listed, call, context);
  },
};

/**
 * Reads typed leads. Refuses words that are no lead, and leads that cannot come any more, naming those that still can.
 */
async function requireLeads(
  typed: string,
  listed: ListedEvent,
  call: Call,
  context: CommandContext,
): Promise<readonly Lead[]> {
  const wanted = readLeads(typed, 'lead');
  const clock = derivingClock(await readPersonClock(call, context));
  const now = context.world.now();
  for (const lead of wanted) {
    const verdict = judgeLead(listed, lead, clock, now);
    if (verdict === 'comes') continue;
    const offered = offerLeads(listed, [], clock, now).map((offer) => `\`${leadName(offer.lead)}\``);
    const offer =
      offered.length === 0 ? personalText('offerNone') : personalText('offer', { leads: offered.join(' ') });
    const said = { lead: leadName(lead), title: plainTitleOf(listed.event, 80), offer };
    throw new CommandRefusal(personalText(verdict === 'passed' ? 'leadPassed' : 'leadNoHour', said));
  }
  return wanted;
}

/**
 * Offers the leads that can still bring a reminder of that event, each with its instant; all of them where none fits
 * the typed text.
 */
async function completeLead(
  typed: string,
  listed: ListedEvent,
  call: Call,
  context: CommandContext,
): Promise<Choice[]> {
  const clock = await readPersonClock(call, context);
  const offers = offerLeads(listed, [], derivingClock(clock), context.world.now());
  const choices = offers.map(({ lead, due }) => {
    const words = capitalize(leadWords(lead));
    const name = due === null ? words : personalText('choice', { lead: words, ...dayAndTime(due, clock.reader) });
    return { name, value: leadName(lead) };
  });
  const wanted = typed.trim().toLowerCase();
  const read = readLeadWords(typed);
  const names = read.kind === 'leads' ? read.leads.map(leadName) : [];
  const fitting = choices.filter(
    ({ name, value }) => names.includes(value) || value.startsWith(wanted) || name.toLowerCase().includes(wanted),
  );
  return fitting.length > 0 || wanted === '' ? fitting : choices;
}

/** Refuses an event of which no reminder can come any more. */
export function requireAhead(listed: ListedEvent, context: CommandContext): void {
  if (personalStatus(listed, context.world.now()) !== 'over') return;
  throw new CommandRefusal(personalText('over', { title: plainTitleOf(listed.event, 100) }));
}

/** Shows the reminders of an event that a person has chosen and can choose. */
export async function showRemind(listed: ListedEvent, call: Call, context: CommandContext): Promise<Message> {
  const row = await findPerson(call.user, context);
  const chosen = chosenLeads(row).get(listed.event.id) ?? [];
  const way = row === null ? null : wayOf(row.fallback?.channel ?? null, await undeliveredTo(row, context));
  return remindAnswer(await viewRemind('asked', listed, chosen, way, call, context));
}

/** The answer after a choice was saved, or cancelled where `chosen` is empty. */
export async function viewRemind(
  did: RemindView['did'],
  listed: ListedEvent,
  chosen: readonly Lead[],
  way: ReminderWay | null,
  call: Call,
  context: CommandContext,
): Promise<RemindView> {
  const now = context.world.now();
  const shown = await readPersonClock(call, context);
  const clock = derivingClock(shown);
  const status = personalStatus(listed, now);
  return {
    did,
    event: listed.event,
    ahead: listed.edges.filter((edge) => edge.anchor > now),
    status,
    now,
    offers: status === 'over' ? [] : offerLeads(listed, chosen, clock, now),
    chosen: sortLeads(chosen),
    coming: comingLeads(listed, chosen, clock, now),
    idle: chosen.filter((lead) => judgeLead(listed, lead, clock, now) === 'no known hour'),
    zone: shown.reader,
    way,
  };
}

function wayOf(fallback: string | null, undelivered: Undelivered | null): ReminderWay {
  if (undelivered?.instead != null) return { kind: 'fallback', channel: undelivered.instead };
  return { kind: 'direct', or: fallback };
}

export const feature: Feature = { commands: [remind] };
