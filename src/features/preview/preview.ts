import { findEvent } from '../../list/index/find-events.ts';
import type { ListedEvent } from '../../list/index/index-list.ts';
import { DEFAULT_NOTICE_WAYS } from '../../model/change.ts';
import type { Instant } from '../../model/date.ts';
import { CHOICES_MAX } from '../../model/discord-limits.ts';
import type { Message } from '../../model/message.ts';
import type { RoleId, Subscription } from '../../model/subscription.ts';
import { decidePing } from '../../plan/reminders/decide-send.ts';
import type { DatedEvent } from '../../plan/reminders/derive-agenda.ts';
import { deriveDueLeads, leadsFor } from '../../plan/reminders/derive-due-leads.ts';
import { restsBecause, wantsEvent } from '../../plan/reminders/match-filter.ts';
import { plainText } from '../../render/text/escape-text.ts';
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
import { controlIds } from '../call/control-ids.ts';
import { completeEvent, EVENT_OPTION, requireEvent } from '../call/event-option.ts';
import { subscriptionIn } from '../call/find-subscription.ts';
import type { Feature } from '../call/load-features.ts';
import type { ReminderQuery } from '../call/preview-reminders.ts';
import { queryFor, readClock } from '../call/read-clock.ts';
import { callText } from '../call/words.ts';
import { type OfferedScene, type PreviewView, previewAnswer, type SceneLabel, sceneWords } from './answer.ts';
import { listScenes, type Previewed, previewed, type Scene, sceneName } from './preview-scenes.ts';
import { renderScene } from './render-scene.ts';
import { previewText } from './words.ts';

const SHAPE = {
  name: 'preview',
  description: previewText('preview'),
  for: 'everyone',
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

/** `/preview`: any message of any event, past ones too, for the caller alone. */
const preview: Command<CommandContext, typeof SHAPE> = {
  shape: SHAPE,
  async handle(call, context) {
    requireServer(call);
    const now = context.world.now();
    const listed = requireEvent(call.options.event, context.index(), now);
    const stage = await openStage(listed, call, context);
    const typed = call.options.message;
    const scene = chooseScene(stage, typed, now);
    if (scene === null) throw new CommandRefusal(previewText('unknown', { typed: plainText(typed ?? '', 60) || '…' }));
    return { message: showPreview(scene, stage, listed, context), private: true };
  },
  async complete(call, { name, typed }, context) {
    const index = context.index();
    if (name !== 'message') return completeEvent(typed, index, context.world.now());
    return completeScene(call, typed, context);
  },
};

/** The messages of the event named before; none where that is not clear yet. */
async function completeScene(
  call: CommandCall<typeof SHAPE>,
  typed: string,
  context: CommandContext,
): Promise<Choice[]> {
  const index = context.index();
  const listed = findEvent(index, call.options.event, context.world.now());
  if (listed === null) return [];
  const wanted = typed.trim().toLowerCase();
  return (await openStage(listed, call, context)).scenes
    .map((scene) => ({ name: sceneWords(sceneLabel(scene)), value: sceneName(scene) }))
    .filter((choice) => choice.name.toLowerCase().includes(wanted))
    .slice(0, CHOICES_MAX);
}

/** The ids of the selects below `/preview`: `preview:<event>:<which select>`. */
const PREVIEW_IDS = controlIds('preview', 'event', 'select');

/** A choice below `/preview`: shows that message of the event in place. */
const pressPreview: PressHandler<CommandContext> = {
  action: PREVIEW_IDS.action,
  async handle(call, context) {
    requireServer(call);
    const listed = context.index().byId.get(PREVIEW_IDS.read(call.args).event);
    if (listed === undefined) throw new CommandRefusal(callText('eventGone'));
    const stage = await openStage(listed, call, context);
    const [wanted = ''] = call.values;
    // The list may have changed since the choice was offered.
    const scene = chooseScene(stage, wanted, context.world.now());
    if (scene === null) throw new CommandRefusal(previewText('unknown', { typed: plainText(wanted, 60) || '…' }));
    return { message: showPreview(scene, stage, listed, context), private: true, update: true };
  },
};

/** The messages about an event that can be shown to whoever asks, with the subscription of the channel they ask in. */
type PreviewStage = {
  readonly shown: Previewed;
  readonly scenes: readonly Scene[];
  readonly query: ReminderQuery;
  readonly subscription: Subscription | null;
};

/** All messages of an event by the clock and the leads of the channel that asks; by the defaults where it has none. */
async function openStage(listed: ListedEvent, call: Call, context: CommandContext): Promise<PreviewStage> {
  const subscription = await subscriptionIn(call.guild, call.channel.id, context);
  const clock = await readClock(call.guild, context);
  const query = queryFor(subscription ?? UNSUBSCRIBED, clock, context.defaults());
  const shown = previewed(listed);
  return { shown, scenes: listScenes(shown, query), query, subscription };
}

const UNSUBSCRIBED = { filter: { topics: null, kinds: null }, leads: null };

/** The scene of that name; without a name the next reminder, else the last one, else the event's line in lists. */
function chooseScene({ scenes }: PreviewStage, name: string | null, now: Instant): Scene | null {
  if (name !== null) return scenes.find((scene) => sceneName(scene) === name) ?? null;
  const reminders = scenes.flatMap((scene) => (scene.what === 'reminder' ? [scene] : []));
  const next = reminders.find((scene) => scene.reminder.lead.due > now);
  return next ?? reminders.at(-1) ?? scenes.at(-1) ?? null;
}

/** One scene of an event as an answer for the caller alone. */
function showPreview(scene: Scene, stage: PreviewStage, listed: ListedEvent, context: CommandContext): Message {
  const { shown, query, subscription, scenes } = stage;
  const now = context.world.now();
  const { message, at } = renderScene(scene, shown, {
    events: context.index().events,
    edges: context.edges,
    now,
    zone: query.clock.zone,
    nextReminder: (after, from) => nextReminder(after, from, query),
  });
  const offered = scenes.map((one): OfferedScene => {
    return { value: sceneName(one), label: sceneLabel(one), chosen: sceneName(one) === sceneName(scene) };
  });
  return previewAnswer({
    message,
    label: sceneLabel(scene),
    at,
    now,
    zone: query.clock.zone,
    ping: pingOf(scene, stage),
    revivedFrom: shown.revived && scene.what !== 'row' ? listed.event.certainty : null,
    channel: standing(subscription, shown),
    reminders: offered.filter(({ label }) => label.what === 'reminder'),
    others: offered.filter(({ label }) => label.what !== 'reminder'),
    ids: {
      reminders: PREVIEW_IDS.write({ event: shown.event.id, select: 'r' }),
      others: PREVIEW_IDS.write({ event: shown.event.id, select: 'o' }),
    },
  });
}

/** Returns the label of a scene. */
function sceneLabel(scene: Scene): SceneLabel {
  if (scene.what === 'change') return { what: 'change', kind: scene.kind };
  if (scene.what !== 'reminder') return { what: scene.what };
  const { edge, lead } = scene.reminder;
  return { what: 'reminder', lead: lead.lead, edge: edge.kind, day: edge.day };
}

function standing(subscription: Subscription | null, { event }: Previewed): PreviewView['channel'] {
  if (subscription === null) return 'not subscribed';
  return wantsEvent(subscription.filter, event) ? 'wants it' : 'does not want it';
}

/** The role that the message would ping in this channel. */
function pingOf(scene: Scene, { subscription, shown }: PreviewStage): RoleId | null | 'never' {
  if (scene.what === 'row' || scene.what === 'correction') return 'never';
  if (scene.what !== 'change') {
    return decidePing([shown.event], subscription, 0, scene.what === 'catch-up' ? 'catch-up' : 'reminder');
  }
  const way = subscription?.notices?.[scene.kind] ?? DEFAULT_NOTICE_WAYS[scene.kind];
  return way === 'ping' ? decidePing([shown.event], subscription, 0, 'notice') : null;
}

/** The next reminder by the plan of an event as it stands after a change. */
function nextReminder({ event, edges }: DatedEvent, from: Instant, { clock, defaults }: ReminderQuery): Instant | null {
  if (restsBecause(event) !== null) return null;
  const due = edges
    .flatMap((edge) => deriveDueLeads(edge, leadsFor(event, edge, clock, defaults), clock).due)
    .map((lead) => lead.due)
    .filter((instant) => instant > from);
  return due.length === 0 ? null : Math.min(...due);
}

export const feature: Feature = { commands: [preview], presses: [pressPreview] };
