import { indexList, type ListIndex } from '../../list/index/index-list.ts';
import type { EventId } from '../../model/event.ts';
import { foldText } from '../../model/fold-text.ts';
import { channelMention } from '../../render/card/describe-wish.ts';
import { type Command, CommandRefusal } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { EVENT_OPTION } from '../call/event-option.ts';
import { requireSubscription, saveChoice } from '../call/find-subscription.ts';
import { listComing } from '../call/list-coming.ts';
import { eventChoiceName } from '../call/name-choice.ts';
import { readClock } from '../call/read-clock.ts';
import { channelOption, textOption } from '../call/read-options.ts';
import { notMuted } from '../call/refuse.ts';
import { muteAnswer } from './answer.ts';
import { withMuted } from './mute.ts';
import { muteText } from './words.ts';

/** https://docs.discord.com/developers/interactions/application-commands#autocomplete */
const MAX_CHOICES = 25;

/** `/unmute`: one event is told again in one channel. What fell due meanwhile is not posted. */
export const unmute: Command<CommandContext> = {
  shape: {
    name: 'unmute',
    description: muteText('unmute'),
    for: 'manage',
    options: [
      { ...EVENT_OPTION, description: muteText('unmuteEvent') },
      { name: 'channel', description: muteText('unmuteChannel'), type: 'channel' },
    ],
  },
  async handle(call, context) {
    const index = indexList(context.list(), context.edges);
    const { guild, channel, found } = await requireSubscription(call, context);
    const before = found.filter.muted ?? [];
    const typed = textOption(call, 'event') ?? '';
    const id = findMuted(before, typed, index);
    const titles = (ids: readonly EventId[]) => ids.map((each) => index.byId.get(each)?.event.title ?? each);
    if (id === null) throw new CommandRefusal(notMuted(typed, channelMention(channel), titles(before)));
    const left = before.filter((each) => each !== id);
    const saved = withMuted(found, left);
    const listed = index.byId.get(id) ?? null;
    const clock = await readClock(guild, context);
    const message = muteAnswer({
      what: 'unmuted',
      channel,
      title: listed?.event.title ?? id,
      fromSettings: found.madeBy === 'settings',
      coming: listed === null ? null : listComing(listed, saved, clock, context),
      muted: titles(left),
      zone: clock.zone,
    });
    await saveChoice(saved, context);
    return { message, private: true };
  },
  async complete(call, { typed }, context) {
    const index = indexList(context.list(), context.edges);
    const channel = channelOption(call, 'channel') ?? call.channel;
    const row = await context.registry.subscription(channel.id);
    if (row === null || row.guild !== call.guild || !call.mayManageServer) return [];
    return (row.filter.muted ?? [])
      .filter((id) => fits(id, typed, index))
      .slice(0, MAX_CHOICES)
      .map((id) => {
        const listed = index.byId.get(id);
        return { name: listed === undefined ? id : eventChoiceName(listed.event, listed.edges), value: id };
      });
  },
};

/** The muted event that was meant: by its id, else the only one that the words fit. */
function findMuted(muted: readonly EventId[], typed: string, index: ListIndex): EventId | null {
  if (muted.includes(typed)) return typed;
  const [only, second] = foldText(typed) === '' ? [] : muted.filter((id) => fits(id, typed, index));
  return only !== undefined && second === undefined ? only : null;
}

/** Whether title and id hold every word, in any order; the id alone for an event that the list has lost. */
function fits(id: EventId, typed: string, index: ListIndex): boolean {
  const name = index.byId.get(id)?.search ?? foldText(id);
  return foldText(typed)
    .split(' ')
    .every((word) => name.includes(word));
}
