import type { ListIndex } from '../../list/index/index-list.ts';
import type { Message } from '../../model/message.ts';
import type { PostRow } from '../../outbox/outbox.ts';
import type { SubscriptionRow } from '../../outbox/registry.ts';
import { ON_TIME_MS } from '../../plan/reminders/decide-send.ts';
import { buildAnswer, buildCard } from '../../render/card/build-card.ts';
import { filterWords, leadsWords } from '../../render/card/describe-subscription.ts';
import { hoursAndMinutes } from '../../render/dates/date-phrases.ts';
import { reasonWords } from '../../render/text/describe-reason.ts';
import { titleOf } from '../../render/text/event-name.ts';
import type { Reader } from '../../time/reader.ts';
import type { Command, CommandShape } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { eventsOfPost, type FoundPost, requirePost } from '../call/find-post.ts';
import { subscriptionIn } from '../call/find-subscription.ts';
import type { Feature } from '../call/offer-feature.ts';
import { readClock } from '../call/read-clock.ts';
import { changeWords, tracedWords } from './why-row.ts';
import { whyText } from './words.ts';

const SHAPE = {
  name: 'Why was this posted?',
  description: whyText('whyMessage'),
  options: [],
} as const satisfies CommandShape;

/**
 * The message command **Why was this posted?**: what a message is about, which choice of the channel brought it, and
 * why it was late, for whoever reads it. It names nothing of other channels or people.
 */
const whyMessage: Command<CommandContext, typeof SHAPE> = {
  shape: SHAPE,
  async handle(call, context) {
    const found = await requirePost(call, context);
    const subscription = await subscriptionIn(call.guild, call.channel.id, context);
    const { reader: zone } = await readClock(call.guild, context);
    const view = { found, subscription, index: context.index(), defaults: context.defaults().leads, zone };
    const message = whyMessageAnswer({ ...view, isManager: call.mayManageServer });
    return { message, private: true };
  },
};

type WhyMessageView = {
  readonly found: FoundPost;
  /** The present choice of the channel; `null` where it has no subscription, and in direct messages. */
  readonly subscription: SubscriptionRow | null;
  readonly index: ListIndex;
  readonly defaults: Parameters<typeof leadsWords>[1];
  /** The server's. */
  readonly zone: Reader;
  readonly isManager: boolean;
};

/** The private answer: one line, what the message is about, and the channel's choice. */
function whyMessageAnswer({ found, subscription, index, defaults, zone, isManager }: WhyMessageView): Message {
  const { post } = found;
  const followed =
    post.kind === 'trouble' || post.kind === 'personal' || post.owner.kind === 'person' ? null : subscription;
  const card = buildCard({
    title: SHAPE.name,
    rows: aboutRows(found, index, zone),
    sections: [
      { name: whyText('lateField'), rows: lateRows(post) },
      {
        name: whyText('getsField'),
        rows:
          followed === null
            ? []
            : [
                whyText('gets', {
                  events: filterWords(followed.filter),
                  leads: leadsWords(followed.leads, defaults),
                }),
              ],
      },
    ],
    footer: isManager && followed !== null ? whyText('manageHow') : null,
  });
  return buildAnswer(lineOf(post, eventsOfPost(found).length), card);
}

function lineOf(post: PostRow, count: number): string {
  if (post.owner.kind === 'person' || post.kind === 'personal') return whyText('becauseYou');
  switch (post.kind) {
    case 'reminder':
    case 'catch-up':
      return whyText('becauseDate', { count });
    case 'notice':
      return whyText('becauseChange', { count });
    case 'board':
      return whyText('becauseBoard');
    case 'digest':
      return whyText(post.body?.kind === 'daily' ? 'becauseDaily' : 'becauseWeekly');
    default:
      return whyText('becauseTrouble');
  }
}

/** Each event with the reminders of it that the message is, or with what changed. */
function aboutRows(found: FoundPost, index: ListIndex, zone: Reader): string[] {
  const { post, moments } = found;
  return eventsOfPost(found).flatMap((id) => {
    const title = titleOf(index.events.get(id) ?? { id, title: titleThen(found, id) }, 100);
    const of = moments.filter(({ event, state }) => event === id && state === 'sent');
    const changes = post.kind === 'notice' ? post.body.changes.filter(({ event }) => event === id) : [];
    const words = changes.length > 0 ? [changeWords(changes)] : of.map((moment) => tracedWords(moment, null, zone));
    return words.length === 0
      ? [whyText('about', { title })]
      : [whyText('aboutBecause', { title, why: [...new Set(words)].join('; ') })];
  });
}

/** The title of an event that the list no longer has, as the notice kept it; else its id. */
function titleThen({ post }: FoundPost, id: string): string {
  const changes = post.kind === 'notice' ? post.body.changes : [];
  return changes.find(({ event }) => event === id)?.title ?? id;
}

function lateRows({ due, sentAt, kind, reason, addedLate }: PostRow): string[] {
  if (sentAt === null || kind === 'board' || kind === 'trouble') return [];
  const why = addedLate ? reasonWords('added late') : reasonWords(reason);
  if (sentAt - due <= ON_TIME_MS) return addedLate && why !== null ? [why] : [];
  const late = whyText('sentLate', { late: hoursAndMinutes(sentAt - due) });
  return [why === null ? late : `${late} ${why}`];
}

export const feature: Feature = { commands: [whyMessage] };
