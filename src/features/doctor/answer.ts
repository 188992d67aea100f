import type { Instant, Zone } from '../../model/date.ts';
import type { Message } from '../../model/message.ts';
import type { ChannelId, GuildId } from '../../model/subscription.ts';
import type { Todo } from '../../model/todo.ts';
import { buildAnswer, buildButton, buildCard, firstThatFits } from '../../render/card/build-card.ts';
import { channelMention } from '../../render/card/describe-wish.ts';
import { messageLink } from '../../render/card/message-link.ts';
import { text } from '../../render/text/text.ts';
import { todoLine } from '../../render/trouble/todo-line.ts';
import { zoneCity } from '../../time/zones.ts';
import { whenWords } from '../why/why-row.ts';
import {
  type Finding,
  findingShort,
  findingWords,
  type Gets,
  isTrouble,
  type PlacedFinding,
} from './doctor-finding.ts';

/** One channel of the server that gets something. */
export type ExaminedChannel = {
  readonly id: ChannelId;
  readonly gets: readonly Gets[];
  readonly findings: readonly Finding[];
  readonly last: { readonly at: Instant; readonly message: string } | null;
  /** The next reminder or digest; `null` when none is ahead, `undefined` where the channel has a board only. */
  readonly next: Instant | null | undefined;
};

/** How a server stands: one page of its channels, those with trouble first. */
export type DoctorView = {
  readonly guild: GuildId;
  readonly now: Instant;
  readonly zone: Zone;
  readonly simulated: boolean;
  /** False when Discord did not say in time what the bot may do. */
  readonly answered: boolean;
  /** All channels that get something, not only those of this page. */
  readonly count: number;
  /** Of all channels and of the whole, in the order in which they are to be mended. */
  readonly troubles: readonly PlacedFinding[];
  readonly channels: readonly ExaminedChannel[];
  /** Of the whole server and program. */
  readonly findings: readonly Finding[];
  readonly clockAheadMs: number | null;
  readonly events: number;
  /** Until when the makers of each list knew, where that is behind. */
  readonly careful: readonly string[];
  readonly stale: readonly Todo[];
  readonly page: number;
  readonly pages: number;
  readonly previousId: string;
  readonly nextId: string;
};

const SHOWN_STALE = 3;

/** The answer to `/doctor`. */
export function doctorAnswer(view: DoctorView): Message {
  const { page, pages, findings } = view;
  const of = (...whats: readonly Finding['what'][]) =>
    findings.filter(({ what }) => whats.includes(what)).map((finding) => findingWords(finding, view.zone));
  const list = of('list');
  const card = buildCard({
    title: pages === 1 ? text('doctor.title') : text('doctor.titlePage', { page: page + 1, pages }),
    attention: view.troubles.length > 0,
    rows:
      view.count === 0 ? [text('doctor.nothingHow')] : view.channels.flatMap((channel) => channelRows(channel, view)),
    sections: [
      { name: text('doctor.discord'), rows: view.answered ? [] : [text('doctor.noAnswer')] },
      { name: text('doctor.server'), rows: of('server paused') },
      { name: text('answers.alarms'), rows: of('alarm').map((row) => `• ${row}`) },
      {
        name: text('doctor.connection'),
        rows: of('connection down').length === 0 ? [text('answers.gatewayUp')] : of('connection down'),
        inline: true,
      },
      { name: text('doctor.clock'), rows: of('clock').length === 0 ? [clockRow(view)] : of('clock'), inline: true },
      {
        name: text('doctor.list'),
        rows: [...(list.length === 0 ? [text('doctor.listWell', { count: view.events })] : list), ...view.careful],
      },
      { name: text('doctor.stale'), rows: view.stale.slice(0, SHOWN_STALE).map((todo) => `• ${todoLine(todo)}`) },
    ],
    footer: text('doctor.footer', { city: zoneCity(view.zone) }),
  });
  const turn = [
    buildButton(view.previousId, text('answers.previous'), page === 0),
    buildButton(view.nextId, text('answers.next'), page === pages - 1),
  ];
  return buildAnswer(verdict(view), card, pages > 1 ? [turn] : []);
}

/** The whole in one line: all well, or how much is to be mended and what first. */
function verdict({ troubles, count, answered }: DoctorView): string {
  const [first] = troubles;
  if (first !== undefined) {
    const words = { count: troubles.length };
    return firstThatFits(
      text('doctor.mend', { ...words, first: findingShort(first) }),
      text('doctor.mendShort', words),
    );
  }
  if (count === 0) return text('doctor.nothing');
  return text(answered ? 'doctor.allWell' : 'doctor.wellAsFar', { count });
}

function channelRows(channel: ExaminedChannel, view: DoctorView): string[] {
  const gets = channel.gets.map((one) => text(`doctor.${one}`)).join(', ');
  return [
    text('doctor.channel', { channel: channelMention(channel.id), gets }),
    ...channel.findings.map((finding) =>
      isTrouble(finding)
        ? text('doctor.toMend', { finding: findingWords(finding, view.zone) })
        : text('doctor.note', { note: findingWords(finding, view.zone) }),
    ),
    timesRow(channel, view),
  ];
}

function timesRow({ id, last, next }: ExaminedChannel, { guild, zone }: DoctorView): string {
  const told =
    last === null
      ? text('doctor.lastNever')
      : text('doctor.last', {
          last: text('doctor.linked', {
            when: whenWords(last.at, zone),
            link: messageLink(guild, id, last.message),
          }),
        });
  if (next === undefined) return told;
  if (next === null) return text('doctor.nextNone', { last: told });
  return text('doctor.lastNext', { last: told, next: whenWords(next, zone) });
}

function clockRow({ simulated, clockAheadMs, now, zone }: DoctorView): string {
  if (simulated) return text('doctor.clockSimulated', { when: whenWords(now, zone) });
  if (clockAheadMs === null) return text('doctor.clockUnknown');
  return text('doctor.clockWell', { seconds: Math.max(1, Math.ceil(Math.abs(clockAheadMs) / 1000)) });
}
