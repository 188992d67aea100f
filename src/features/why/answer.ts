import { writeControlId } from '../../model/control-id.ts';
import type { Instant, Zone } from '../../model/date.ts';
import type { Edge } from '../../model/edge.ts';
import type { EventId, ListEvent } from '../../model/event.ts';
import type { Message } from '../../model/message.ts';
import type { ChannelId, GuildId } from '../../model/subscription.ts';
import { buildAnswer, buildCard, firstThatFits } from '../../render/card/build-card.ts';
import { dayAndTime } from '../../render/card/describe-reminder.ts';
import { listRow } from '../../render/card/list-row.ts';
import { escapeText, plainText } from '../../render/text/escape-text.ts';
import { zoneCity } from '../../time/zones.ts';
import { turnRow } from '../call/turn-pages.ts';
import { type WhyChannel, whyChannelRows } from './why-channel.ts';
import { whyText } from './words.ts';

/** What became of one event in a server's channels: one page. `page` counts from 0 and lies within `pages`. */
export type WhyView = {
  readonly event: ListEvent;
  /** Soonest first. */
  readonly edges: readonly Edge[];
  readonly events: ReadonlyMap<EventId, ListEvent>;
  readonly guild: GuildId;
  readonly now: Instant;
  /** The server's. */
  readonly zone: Zone;
  /** Messages posted in all channels asked about, not only those of this page. */
  readonly posted: number;
  /** The next reminder of these channels; `null` when none is planned. */
  readonly next: Instant | null;
  /** The one channel asked about; `null` for all of the server. */
  readonly channel: ChannelId | null;
  readonly channels: readonly WhyChannel[];
  readonly page: number;
  readonly pages: number;
};

/** The answer to `/why`. */
export function whyAnswer(view: WhyView): Message {
  const { event, page, pages, channels } = view;
  const title = escapeText(event.title, 150) || event.id;
  const [only, other] = view.edges;
  const usual = only === undefined || other !== undefined ? null : { edge: only.kind, sourceDate: only.sourceDate };
  const rows = channels.flatMap((channel) => whyChannelRows(channel, event, { ...view, usual }));
  const card = buildCard({
    title: pages === 1 ? whyText('title', { title }) : whyText('titlePage', { title, page: page + 1, pages }),
    rows: [
      listRow({ ...view, edge: view.edges.find(({ anchor }) => anchor > view.now) ?? view.edges.at(-1) ?? null }),
      ...rows,
    ],
    footer: whyText('footer', { city: zoneCity(view.zone) }),
  });
  const controls = turnRow(view, (to) => writeControlId('why', [event.id, view.channel ?? '', to]));
  return buildAnswer(firstThatFits(lineOf(view, 200), lineOf(view, 50)), card, controls);
}

function lineOf({ event, posted, next, zone }: WhyView, room: number): string {
  const title = plainText(event.title, room) || event.id;
  const words =
    next === null ? whyText('lineNothing') : whyText('lineNext', { ...dayAndTime(next, zone), city: zoneCity(zone) });
  if (posted === 0) return whyText('lineNone', { title, next: words });
  return whyText('line', { title, count: posted, next: words });
}
