import { findEvent } from '../../list/index/find-events.ts';
import type { ListedEvent } from '../../list/index/index-list.ts';
import { DEFAULT_NOTICE_WAYS } from '../../model/change.ts';
import { controlIds } from '../../model/control-id.ts';
import type { Instant } from '../../model/date.ts';
import { CHOICES_MAX } from '../../model/discord-limits.ts';
import type { Message } from '../../model/message.ts';
import type { RoleId, Subscription } from '../../model/subscription.ts';
import { decidePing } from '../../plan/reminders/decide-send.ts';
import { type DatedEvent, leadsAhead } from '../../plan/reminders/derive-agenda.ts';
import { wantsEvent } from '../../plan/reminders/match-filter.ts';
import { plainText } from '../../render/text/escape-text.ts';
import type { Reader } from '../../time/reader.ts';
import { requireServer } from '../call/check-channel.ts';
import {
  type Call,
  type Choice,
  type Command,
  type CommandCall,
  CommandRefusal,
  type CommandShape,
  type PressHandler,
} from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { completeEvent, EVENT_OPTION, requireEvent } from '../call/event-option.ts';
import { subscriptionIn } from '../call/find-subscription.ts';
import type { Feature } from '../call/offer-feature.ts';
import type { ReminderQuery } from '../call/preview-reminders.ts';
import { queryFor, readClock } from '../call/read-clock.ts';
import { callText } from '../call/words.ts';
import { type ChoiceLabel, choiceWords, type OfferedChoice, type PreviewView, previewAnswer } from './answer.ts';
import { choiceName, listChoices, type PreviewChoice, type Previewed, previewed } from './preview-choices.ts';
import { renderPreview } from './render-preview.ts';
import { previewText } from './words.ts';

const SHAPE = {
  name: 'datewatch preview',
  description: previewText('preview'),
  options: [
    EVENT_OPTION,
    {
      name: 'message',
      description: previewText('previewMessage'),
      type: 'string',
      maxLength: 100,
      autocomplete: true,
    },
  ],
} as const satisfies CommandShape;

/** `/datewatch preview`: any message of any event, past ones too, for the caller alone. */
const preview: Command<CommandContext, typeof SHAPE> = {
  shape: SHAPE,
  async handle(call, context) {
    requireServer(call);
    const now = context.world.now();
    const listed = requireEvent(call.options.event, context.index(), now);
    const opened = await openPreview(listed, call, context);
    const typed = call.options.message;
    const choice = pickChoice(opened, typed, now);
    if (choice === null) throw new CommandRefusal(previewText('unknown', { typed: plainText(typed ?? '', 60) || '…' }));
    return { message: showPreview(choice, opened, listed, context), private: true };
  },
  async complete(call, { name, typed }, context) {
    const index = context.index();
    if (name !== 'message') return completeEvent(typed, index, context.world.now());
    return completeChoice(call, typed, context);
  },
};

/** The messages of the event named before; none where that is not clear yet. */
async function completeChoice(
  call: CommandCall<typeof SHAPE>,
  typed: string,
  context: CommandContext,
): Promise<Choice[]> {
  const index = context.index();
  const listed = findEvent(index, call.options.event, context.world.now());
  if (listed === null) return [];
  const wanted = typed.trim().toLowerCase();
  return (await openPreview(listed, call, context)).choices
    .map((choice) => ({ name: choiceWords(choiceLabel(choice)), value: choiceName(choice) }))
    .filter((choice) => choice.name.toLowerCase().includes(wanted))
    .slice(0, CHOICES_MAX);
}

/** The ids of the selects below `/datewatch preview`: `preview:<event>:<which select>`. */
const PREVIEW_IDS = controlIds('preview', 'event', 'select');

/** A choice below `/datewatch preview`: shows that message of the event in place. */
const pressPreview: PressHandler<CommandContext> = {
  action: PREVIEW_IDS.action,
  async handle(call, context) {
    requireServer(call);
    const listed = context.index().byId.get(PREVIEW_IDS.read(call.args).event);
    if (listed === undefined) throw new CommandRefusal(callText('eventGone'));
    const opened = await openPreview(listed, call, context);
    const [wanted = ''] = call.values;
    // The list may have changed since the choice was offered.
    const choice = pickChoice(opened, wanted, context.world.now());
    if (choice === null) throw new CommandRefusal(previewText('unknown', { typed: plainText(wanted, 60) || '…' }));
    return { message: showPreview(choice, opened, listed, context), private: true, update: true };
  },
};

/** The messages about an event that can be shown to whoever asks, with the subscription of the channel they ask in. */
type PreviewedEvent = {
  readonly shown: Previewed;
  readonly choices: readonly PreviewChoice[];
  readonly query: ReminderQuery;
  readonly reader: Reader;
  readonly subscription: Subscription | null;
};

/** All messages of an event by the clock and the leads of the channel that asks; by the defaults where it has none. */
async function openPreview(listed: ListedEvent, call: Call, context: CommandContext): Promise<PreviewedEvent> {
  const subscription = await subscriptionIn(call.guild, call.channel.id, context);
  const clock = await readClock(call.guild, context);
  const query = queryFor(subscription ?? UNSUBSCRIBED, clock, context.defaults());
  const shown = previewed(listed);
  return { shown, choices: listChoices(shown, query), query, reader: clock.reader, subscription };
}

const UNSUBSCRIBED = { filter: { topics: null, kinds: null }, leads: null };

/** The message of that name; without a name the next reminder, else the last one, else the event's line in lists. */
function pickChoice({ choices }: PreviewedEvent, name: string | null, now: Instant): PreviewChoice | null {
  if (name !== null) return choices.find((choice) => choiceName(choice) === name) ?? null;
  const reminders = choices.flatMap((choice) => (choice.what === 'reminder' ? [choice] : []));
  const next = reminders.find((choice) => choice.reminder.lead.due > now);
  return next ?? reminders.at(-1) ?? choices.at(-1) ?? null;
}

/** One message of an event as an answer for the caller alone. */
function showPreview(
  choice: PreviewChoice,
  opened: PreviewedEvent,
  listed: ListedEvent,
  context: CommandContext,
): Message {
  const { shown, query, reader, subscription, choices } = opened;
  const now = context.world.now();
  const { message, at } = renderPreview(choice, shown, {
    events: context.index().events,
    edges: context.edges,
    now,
    zone: reader,
    nextReminder: (after, from) => nextReminder(after, from, query),
  });
  const offered = choices.map((one): OfferedChoice => {
    return { value: choiceName(one), label: choiceLabel(one), chosen: choiceName(one) === choiceName(choice) };
  });
  return previewAnswer({
    message,
    label: choiceLabel(choice),
    at,
    now,
    zone: reader,
    ping: pingOf(choice, opened),
    revivedFrom: shown.revived && choice.what !== 'row' ? listed.event.certainty : null,
    channel: relationOf(subscription, shown),
    reminders: offered.filter(({ label }) => label.what === 'reminder'),
    others: offered.filter(({ label }) => label.what !== 'reminder'),
    ids: {
      reminders: PREVIEW_IDS.write({ event: shown.event.id, select: 'r' }),
      others: PREVIEW_IDS.write({ event: shown.event.id, select: 'o' }),
    },
  });
}

/** Returns the label of a message. */
function choiceLabel(choice: PreviewChoice): ChoiceLabel {
  if (choice.what === 'change') return { what: 'change', kind: choice.kind };
  if (choice.what !== 'reminder') return { what: choice.what };
  const { edge, lead } = choice.reminder;
  return { what: 'reminder', lead: lead.lead, edge: edge.kind, day: edge.day };
}

function relationOf(subscription: Subscription | null, { event }: Previewed): PreviewView['channel'] {
  if (subscription === null) return 'not subscribed';
  return wantsEvent(subscription.filter, event) ? 'wants it' : 'does not want it';
}

/** The role that the message would ping in this channel. */
function pingOf(choice: PreviewChoice, { subscription, shown }: PreviewedEvent): RoleId | null | 'never' {
  if (choice.what === 'row' || choice.what === 'correction') return 'never';
  if (choice.what !== 'change') {
    return decidePing([shown.event], subscription, 0, choice.what === 'catch-up' ? 'catch-up' : 'reminder');
  }
  const way = subscription?.notices?.[choice.kind] ?? DEFAULT_NOTICE_WAYS[choice.kind];
  return way === 'ping' ? decidePing([shown.event], subscription, 0, 'notice') : null;
}

/** The next reminder by the plan of an event as it stands after a change. */
function nextReminder(dated: DatedEvent, from: Instant, query: ReminderQuery): Instant | null {
  return leadsAhead(dated, query, from)[0]?.due ?? null;
}

export const feature: Feature = { commands: [preview], presses: [pressPreview] };
