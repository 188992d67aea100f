import { writeControlId } from '../../model/control-id.ts';
import { SELECT_OPTIONS_MAX, SELECT_TEXT_MAX } from '../../model/discord-limits.ts';
import type { ListEvent } from '../../model/event.ts';
import type { Control, Message } from '../../model/message.ts';
import { buildAnswer, buildCard } from '../../render/card/build-card.ts';
import { plainTitleOf } from '../../render/text/event-name.ts';
import { type Call, type Command, CommandRefusal, type CommandShape } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { eventsOfPost, type FoundPost, requirePost } from '../call/find-post.ts';
import type { Feature } from '../call/offer-feature.ts';
import { wantedEdges } from '../call/preview-reminders.ts';
import { personalStatus } from './personal-events.ts';
import { requireAhead, showRemind } from './remind.ts';
import { personalText } from './words.ts';

const SHAPE = {
  name: 'Remind me about this',
  description: personalText('remindMessage'),
  options: [],
} as const satisfies CommandShape;

/**
 * The message command **Remind me about this**: asks when to be reminded of the event that a message is about; where it
 * is about several, of which one. Nothing is saved yet.
 */
const remindMessage: Command<CommandContext, typeof SHAPE> = {
  shape: SHAPE,
  async handle(call, context) {
    const found = await requirePost(call, context);
    const { byId } = context.index();
    const about = eventsOfPost(found).flatMap((id) => byId.get(id) ?? []);
    const now = context.world.now();
    const ahead = about.filter((listed) => personalStatus(listed, now) !== 'over');
    const [only] = ahead;
    if (about.length === 1 && only === undefined) for (const listed of about) requireAhead(listed, context);
    if (only !== undefined && ahead.length === 1) {
      return { message: await showRemind(only, call, context), private: true };
    }
    const offered = ahead.length > 0 ? ahead.map(({ event }) => event) : await listedEvents(found, call, context);
    if (offered.length === 0) throw new CommandRefusal(personalText('messageNone'));
    return { message: chooseAnswer(offered), private: true };
  },
};

/** The nearest events of a board or a digest: those that its channel gets. */
async function listedEvents({ post }: FoundPost, call: Call, context: CommandContext): Promise<readonly ListEvent[]> {
  if (post.kind !== 'board' && post.kind !== 'digest') return [];
  const row = await context.registry.subscription(call.channel.id);
  const events = new Map<string, ListEvent>();
  const filter = row?.filter ?? { topics: null, kinds: null };
  for (const { event } of wantedEdges(context.index(), filter, context.world.now())) {
    if (events.size >= SELECT_OPTIONS_MAX) break;
    events.set(event.id, event);
  }
  return [...events.values()];
}

function chooseAnswer(events: readonly ListEvent[]): Message {
  const select: Control = {
    type: 'select',
    id: writeControlId('remind'),
    placeholder: personalText('messageChoose'),
    min: 1,
    max: 1,
    options: events.slice(0, SELECT_OPTIONS_MAX).map((event) => ({
      label: plainTitleOf(event, SELECT_TEXT_MAX),
      value: event.id,
      description: null,
      chosen: false,
    })),
  };
  const card = buildCard({ title: personalText('messageTitle'), rows: [personalText('messageHow')] });
  return buildAnswer(personalText('messageWhich'), card, [[select]]);
}

export const feature: Feature = { commands: [remindMessage] };
