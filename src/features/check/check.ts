import type { Instant } from '../../model/date.ts';
import type { ChannelId, GuildId } from '../../model/subscription.ts';
import { listTodos } from '../../plan/changes/list-todos.ts';
import { turnAfter } from '../../plan/recurring/plan-digests.ts';
import { pauseEndAt } from '../../plan/reminders/judge-silence.ts';
import { carefulRows } from '../../render/trouble/describe-list.ts';
import { localDay } from '../../time/local.ts';
import { requireManager } from '../call/check-channel.ts';
import { closedChannels, unpinnedBoards } from '../call/closed-channels.ts';
import { type Call, type Command, CommandRefusal, type CommandShape, type PressHandler } from '../call/command.ts';
import type { CommandContext, FoundServer } from '../call/context.ts';
import type { Feature } from '../call/offer-feature.ts';
import { nextReminders } from '../call/preview-reminders.ts';
import { queryFor, readClock } from '../call/read-clock.ts';
import { readPage } from '../call/turn-pages.ts';
import { CHECK_IDS, type CheckView, checkAnswer, type ExaminedChannel, GONE_IDS } from './answer.ts';
import { type Case, openCase } from './examine-channel.ts';
import { type Finding, isTrouble, type PlacedFinding } from './finding.ts';
import type { ProgramView } from './program-sections.ts';
import { checkText } from './words.ts';

const SHAPE = {
  name: 'datewatch check',
  description: checkText('check'),
  options: [],
} as const satisfies CommandShape;

/**
 * `/datewatch check`: whether every channel of this server gets what it should, and what to fix; for those who look
 * after the program, its own state too. Changes nothing.
 */
const check: Command<CommandContext, typeof SHAPE> = {
  shape: SHAPE,
  async handle(call, context) {
    const guild = requireManager(call);
    const view = await examineServer({ guild, call, page: 0 }, context);
    return { message: checkAnswer(view), private: true };
  },
};

/** A press on Previous or Next below `/datewatch check` looks again and turns the page in place. */
const pressCheck: PressHandler<CommandContext> = {
  action: CHECK_IDS.action,
  async handle(call, context) {
    const guild = requireManager(call);
    const view = await examineServer({ guild, call, page: readPage(CHECK_IDS.read(call.args).page) }, context);
    return { message: checkAnswer(view), private: true, update: true };
  },
};

/** Removes what gone channels got, and looks again in place. */
const pressGone: PressHandler<CommandContext> = {
  action: GONE_IDS.action,
  async handle(call, context) {
    const guild = requireManager(call);
    const gone = (await closedChannels(guild, context)).filter((one) => one.gone !== null);
    if (gone.length === 0) throw new CommandRefusal(checkText('goneNone'));
    for (const { channel } of gone) await context.registry.removeChannel({ guild, channel });
    context.changed();
    const view = await examineServer({ guild, call, page: 0 }, context);
    return { message: checkAnswer({ ...view, removed: gone.length }), private: true, update: true };
  },
};

/** Channels of a page. */
const PAGE_SIZE = 8;

/**
 * A page about the state of a server; a page that does not exist becomes the last one. Asks Discord, changes nothing.
 */
async function examineServer(
  request: { readonly guild: GuildId; readonly call: Call; readonly page: number },
  context: CommandContext,
): Promise<CheckView> {
  const { guild, call } = request;
  const here = call.channel.id;
  const subscriptions = await context.subscriptionsOf(guild);
  const recurring = (await context.registry.recurring()).filter((row) => row.guild === guild);
  const ids = [...new Set([...subscriptions, ...recurring].map(({ channel }) => channel))];
  const found = await context.findServer(guild, ids);
  const unpinned = await unpinnedBoards(guild, context);
  const cases = await Promise.all(
    ids.map((id) => openCase(id, { subscriptions, recurring, found, unpinned }, context.outbox)),
  );
  const clock = await readClock(guild, context);
  const now = context.world.now();
  const pausedUntil = clock.pausedUntil;
  const isMaintainer = context.isMaintainer(call);
  const findings = wholeFindings(found, pausedUntil, isMaintainer, context);
  const ordered = cases.toSorted((a, b) => rank(a, here) - rank(b, here) || (a.id < b.id ? -1 : 1));
  const pages = Math.max(1, Math.ceil(ordered.length / PAGE_SIZE));
  const page = Math.min(Math.max(0, request.page), pages - 1);
  const index = context.index();
  // A digest that is due when a pause ends is posted.
  const from = Math.max(now, (pausedUntil ?? now) - 1);
  const examined = (one: Case): ExaminedChannel => {
    const active = one.subscription === null || one.subscription.paused !== null ? [] : [one.subscription];
    const reminders = active.flatMap((row) => nextReminders(index, queryFor(row, clock, context.defaults()), now, 1));
    const digests = one.recurring.filter(({ kind, paused }) => kind !== 'board' && paused === null);
    const next = [...reminders, ...digests.map((row) => turnAfter(row, clock, from))].map(({ due }) => due);
    const hasOnlyBoard = one.subscription === null && one.recurring.every(({ kind }) => kind === 'board');
    const last = one.posts.find(({ state, message, kind }) => state === 'sent' && message && kind !== 'correction');
    return {
      id: one.id,
      gets: [...(one.subscription === null ? [] : ['reminders' as const]), ...one.recurring.map(({ kind }) => kind)],
      findings: one.findings,
      subscription: one.subscription,
      last: last?.message == null || last.sentAt === null ? null : { at: last.sentAt, message: last.message },
      next: hasOnlyBoard ? undefined : next.length === 0 ? null : Math.min(...next),
    };
  };
  const { events, files } = context.list();
  return {
    guild,
    now,
    zone: clock.reader,
    simulated: context.world.kind === 'simulated',
    answered: found !== null || ids.length === 0,
    count: ids.length,
    troubles: troublesOf(ordered, findings),
    channels: ordered.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE).map(examined),
    findings,
    clockAheadMs: found?.clockAheadMs ?? null,
    events: events.length,
    careful: carefulRows(files, events, localDay(now, clock.zone), 0),
    gone: (await closedChannels(guild, context)).filter((one) => one.gone !== null).length,
    removed: null,
    defaults: context.defaults().leads,
    program: isMaintainer ? await examineProgram(context) : null,
    page,
    pages,
  };
}

async function examineProgram(context: CommandContext): Promise<ProgramView> {
  const { startedAt, lastTickAt, listProblems } = context.state();
  const { version, files } = context.list();
  return {
    startedAt,
    lastTickAt,
    posts: await context.outbox.summary(),
    version,
    files,
    problems: listProblems,
    todos: listTodos([...context.index().byId.values()], context.world.now()),
  };
}

/**
 * Findings that concern every channel: the connection, the list and the alarms, among them that of a wrong clock. Alarms
 * name folders, rows and other servers' counts: whoever does not look after the program learns how many there are.
 */
function wholeFindings(
  found: FoundServer | null,
  pausedUntil: Instant | null,
  isMaintainer: boolean,
  context: CommandContext,
): Finding[] {
  const { gatewayUp, listProblems, alarms } = context.state();
  const pauseEnd = pauseEndAt(pausedUntil, context.world.now());
  return [
    ...(gatewayUp ? [] : [{ what: 'connection down' } as const]),
    ...(context.servesAll && found?.isPublic === true ? [{ what: 'public bot' } as const] : []),
    ...(isMaintainer ? alarms.map((alarm) => ({ what: 'alarm', alarm }) as const) : []),
    ...(isMaintainer || alarms.length === 0 ? [] : [{ what: 'program', count: alarms.length } as const]),
    ...(listProblems.length === 0 ? [] : [{ what: 'list', count: listProblems.length } as const]),
    ...(pauseEnd === null ? [] : [{ what: 'server paused', until: pauseEnd } as const]),
  ];
}

/** Orders channels with trouble first, and among equal ones the one that asks. */
function rank({ id, findings }: Case, here: ChannelId): number {
  return (findings.some(isTrouble) ? 0 : 2) + (id === here ? 0 : 1);
}

/** A channel that nobody can read comes before anything that makes all channels a little worse. */
function troublesOf(cases: readonly Case[], whole: readonly Finding[]): PlacedFinding[] {
  const placed = cases.flatMap(({ id, name, findings }) =>
    findings.map((finding) => ({ finding, channel: { id, name } })),
  );
  return [...placed, ...whole.map((finding) => ({ finding, channel: null }))].filter(({ finding }) =>
    isTrouble(finding),
  );
}

export const feature: Feature = { commands: [check], presses: [pressCheck, pressGone] };
