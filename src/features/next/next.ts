import { lastEdge, orderEvents } from '../../list/index/order-events.ts';
import { wantsEvent } from '../../plan/reminders/match-filter.ts';
import type { Command, CommandShape } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import type { Feature } from '../call/offer-feature.ts';
import { firstWanted, lastWantedDay } from '../call/preview-reminders.ts';
import { readClock } from '../call/read-clock.ts';
import { completeWord, readFilter, TOPIC_OPTION } from '../call/read-filter.ts';
import { datesReply, SHARE_OPTION } from '../call/share-answer.ts';
import { nextAnswer } from './answer.ts';
import { nextText } from './words.ts';

const COUNT = { min: 1, max: 10, fallback: 5 };

const SHAPE = {
  name: 'dates next',
  description: nextText('next'),
  options: [
    { name: 'count', description: nextText('nextCount'), type: 'integer', min: COUNT.min, max: COUNT.max },
    TOPIC_OPTION,
    SHARE_OPTION,
  ],
} as const satisfies CommandShape;

/** `/dates next`: the nearest anchors, soonest first, with what is open about each. */
const next: Command<CommandContext, typeof SHAPE> = {
  shape: SHAPE,
  async handle(call, context) {
    const list = context.list();
    const index = context.index();
    const now = context.world.now();
    const filter = readFilter(call.options, index);
    const { reader: zone } = await readClock(call.guild, context);
    const { running, open } = orderEvents(index, now);
    const message = nextAnswer({
      now,
      zone,
      isManager: call.mayManageServer,
      filter,
      ahead: firstWanted(index, filter, now, call.options.count ?? COUNT.fallback),
      running: running
        .filter(({ event }) => wantsEvent(filter, event))
        .map((listed) => ({ event: listed.event, edge: lastEdge(listed) })),
      open: open.map(({ event }) => event).filter((event) => wantsEvent(filter, event)),
      lastDay: lastWantedDay(index, filter, now),
      files: list.files,
      events: index.events,
    });
    return datesReply(call, message);
  },
  async complete(_call, focused, context) {
    return completeWord(focused, context.index());
  },
};

export const feature: Feature = { commands: [next] };
