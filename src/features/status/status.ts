import type { ListIndex } from '../../list/index/index-list.ts';
import type { Instant } from '../../model/date.ts';
import { whyUnpublished } from '../../model/post.ts';
import { listTodos } from '../../plan/changes/list-todos.ts';
import { closedChannels, unpinnedBoards } from '../call/closed-channels.ts';
import type { Call, Command, CommandShape } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import type { Feature } from '../call/load-features.ts';
import { firstWanted, lastWantedDay, nextReminders } from '../call/preview-reminders.ts';
import { queryFor, readClock, readOwnerClock } from '../call/read-clock.ts';
import { type NextHere, statusAnswer } from './answer.ts';
import { statusText } from './words.ts';

const EVERYTHING = { topics: null, kinds: null };
/** Most posts of this channel that are searched for failures, and failures shown. */
const RECENT = 20;
const SHOWN_FAILURES = 3;

const SHAPE = {
  name: 'datewatch status',
  description: statusText('status'),
  options: [],
} as const satisfies CommandShape;

/** `/datewatch status`: whether the program runs, what comes next here, what waits or failed, and the state of the list. */
const status: Command<CommandContext, typeof SHAPE> = {
  shape: SHAPE,
  async handle(call, context) {
    const list = context.list();
    const index = context.index();
    const now = context.world.now();
    const state = context.state();
    const posts = await context.outbox.posts({ channel: call.channel.id, limit: RECENT });
    const clock = await readClock(call.guild, context);
    const managed = call.mayManageServer ? call.guild : null;
    const message = statusAnswer({
      now,
      zone: clock.zone,
      simulated: context.world.kind === 'simulated',
      ...state,
      problems: state.listProblems,
      mayManage: call.mayManageServer,
      isMaintainer: context.isMaintainer(call),
      closed: managed === null ? [] : await closedChannels(managed, context),
      unpinned: managed === null ? [] : await unpinnedBoards(managed, context),
      pausedUntil: clock.pausedUntil,
      here: await nextHere(call, index, now, context),
      anyAhead: firstWanted(index, EVERYTHING, now, 1).length > 0,
      lastDay: lastWantedDay(index, EVERYTHING, now),
      posts: await context.outbox.summary(),
      failedHere: posts.filter((post) => post.state === 'dead' || post.state === 'uncertain').slice(0, SHOWN_FAILURES),
      unpublishedHere: posts
        .flatMap((post) => {
          const reason = whyUnpublished(post);
          return reason === null ? [] : [{ due: post.due, reason }];
        })
        .slice(0, SHOWN_FAILURES),
      events: list.events.length,
      version: list.version,
      files: list.files,
      todos: context.isMaintainer(call) ? listTodos([...index.byId.values()], now) : [],
    });
    return { message, private: true };
  },
};

async function nextHere(call: Call, index: ListIndex, now: Instant, context: CommandContext): Promise<NextHere> {
  const found = await context.registry.subscription(call.channel.id);
  if (found === null) return { kind: 'not subscribed' };
  if (found.paused !== null) return { kind: 'paused', reason: found.paused };
  const clock = await readOwnerClock(found.owner, context);
  const [reminder] = nextReminders(index, queryFor(found, clock, context.defaults()), now, 1);
  return reminder === undefined ? { kind: 'nothing' } : { kind: 'next', reminder };
}

export const feature: Feature = { commands: [status] };
