import { controlIds } from '../../model/control-id.ts';
import type { Control, Message } from '../../model/message.ts';
import type { GuildId } from '../../model/subscription.ts';
import { wantsEvent } from '../../plan/reminders/match-filter.ts';
import { buildButton } from '../../render/card/build-card.ts';
import { pictureFile } from '../../render/picture/describe-timeline.ts';
import { drawTimeline } from '../../render/picture/draw-timeline.ts';
import { PICTURE_SPANS, type PictureSpan, pictureView } from '../../render/picture/timeline-view.ts';
import { plainText } from '../../render/text/escape-text.ts';
import { formatRange } from '../../time/local.ts';
import { mayAnswerAll } from '../call/check-channel.ts';
import { type Command, CommandRefusal, type CommandShape, type PressHandler } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import type { Feature } from '../call/offer-feature.ts';
import { readClock } from '../call/read-clock.ts';
import { completeWord, readFilter, TOPIC_OPTION } from '../call/read-filter.ts';
import { datesReply, SHARE_OPTION } from '../call/share-answer.ts';
import { timelineText } from './words.ts';

const THEMES = ['dark', 'light'] as const;
type Theme = (typeof THEMES)[number];

/** The buttons below the picture: `timeline:<span>:<theme>:<topic>`. */
const TIMELINE_IDS = controlIds('timeline', 'span', 'theme', 'topic');

const SHAPE = {
  name: 'dates timeline',
  description: timelineText('timeline'),
  options: [
    {
      name: 'span',
      description: timelineText('span'),
      type: 'string',
      choices: PICTURE_SPANS.map((span) => ({ name: timelineText(span), value: span })),
    },
    TOPIC_OPTION,
    {
      name: 'theme',
      description: timelineText('theme'),
      type: 'string',
      choices: THEMES.map((theme) => ({ name: timelineText(theme), value: theme })),
    },
    SHARE_OPTION,
  ],
} as const satisfies CommandShape;

/** `/dates timeline`: the dates ahead as a picture, with its text for those who do not see it. */
const timeline: Command<CommandContext, typeof SHAPE> = {
  shape: SHAPE,
  async handle(call, context) {
    const { topics } = readFilter(call.options, context.index(), { most: 1, setting: false });
    const { span, theme } = call.options;
    return datesReply(
      call,
      await pictureAnswer(
        { span: span ?? 'quarter', theme: theme ?? 'dark', topic: topics?.[0] ?? null },
        call.guild,
        context,
      ),
    );
  },
  async complete(_call, focused, context) {
    return completeWord(focused, context.index());
  },
};

/** A press below the picture draws it anew in its place. An id that no button of ours has shows what the command begins with. */
const pressTimeline: PressHandler<CommandContext> = {
  action: TIMELINE_IDS.action,
  async handle(call, context) {
    const asked = TIMELINE_IDS.read(call.args);
    const span = PICTURE_SPANS.find((known) => known === asked.span) ?? 'quarter';
    const theme = THEMES.find((known) => known === asked.theme) ?? 'dark';
    const topic = context.index().topics.find((known) => known === asked.topic) ?? null;
    const message = await pictureAnswer({ span, theme, topic }, call.guild, context);
    return { message, private: !mayAnswerAll(call), update: true, shareable: true };
  },
};

type Asked = { readonly span: PictureSpan; readonly theme: Theme; readonly topic: string | null };

/** Changes that are read to find where a date was. */
const MOST_CHANGES = 200;
const LOOK_BACK_MS = 60 * 24 * 3_600_000;

async function pictureAnswer(asked: Asked, guild: GuildId | null, context: CommandContext): Promise<Message> {
  const { zone } = await readClock(guild, context);
  const now = context.world.now();
  const filter = { topics: asked.topic === null ? null : [asked.topic], kinds: null };
  const changes = await context.outbox.changes({ since: now - LOOK_BACK_MS, limit: MOST_CHANGES });
  const topic = asked.topic === null ? null : plainText(asked.topic, 40);
  const view = pictureView({
    ...{ now, zone, theme: asked.theme, span: asked.span },
    title: topic === null ? timelineText('title') : timelineText('titleOf', { topic }),
    events: [...context.index().byId.values()].filter(({ event }) => wantsEvent(filter, event)),
    changes: changes.map(({ change }) => change),
  });
  const span = { from: formatRange(view.from, view.from), through: formatRange(view.through, view.through) };
  const controls = buttons(asked);
  const plain = { ping: null, cards: [], controls, files: [] };
  if (view.lanes.length === 0) {
    const none = topic === null ? timelineText('none', span) : timelineText('noneFor', { ...span, topic });
    return { content: none, ...plain };
  }
  const data = await context.drawPicture(drawTimeline(view)).catch(() => null);
  if (data === null) throw new CommandRefusal(timelineText('failed'));
  return { content: timelineText('line', span), ...plain, files: [pictureFile(view, data)] };
}

function buttons({ span, theme, topic }: Asked): Control[][] {
  const id = (to: Partial<Asked>) => TIMELINE_IDS.write({ span, theme, ...to, topic: topic ?? '' });
  const other = theme === 'dark' ? 'light' : 'dark';
  return [
    [
      ...PICTURE_SPANS.map((one) => buildButton(id({ span: one }), timelineText(one), one === span)),
      buildButton(id({ theme: other }), timelineText(other), false),
    ],
  ];
}

export const feature: Feature = { commands: [timeline], presses: [pressTimeline] };
