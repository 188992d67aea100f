import { controlIds } from '../../model/control-id.ts';
import type { Instant } from '../../model/date.ts';
import type { Message } from '../../model/message.ts';
import type { ChannelId, GuildId, LeadDefaults, Subscription } from '../../model/subscription.ts';
import { buildAnswer, buildButton, buildCard, firstThatFits } from '../../render/card/build-card.ts';
import { whenWords } from '../../render/card/describe-reminder.ts';
import { channelMention, subscriptionWords } from '../../render/card/describe-subscription.ts';
import { messageLink } from '../../render/card/message-buttons.ts';
import { zoneCity } from '../../time/local.ts';
import { type Reader, zoneOf } from '../../time/reader.ts';
import { turnRow } from '../call/turn-pages.ts';
import { callText } from '../call/words.ts';
import { type Finding, findingShort, findingWords, type Gets, isTrouble, type PlacedFinding } from './finding.ts';
import { type ProgramView, programSections } from './program-sections.ts';
import { checkText } from './words.ts';

/** The ids of Previous and Next below `/datewatch check`: `check:<page>`. */
export const CHECK_IDS = controlIds('check', 'page');

/** The id of the button that removes what is gone: `gone`. */
export const GONE_IDS = controlIds('gone');

/** One channel of the server that gets something. */
export type ExaminedChannel = {
  readonly id: ChannelId;
  readonly gets: readonly Gets[];
  readonly findings: readonly Finding[];
  /** Its reminders; `null` where it has none. */
  readonly subscription: Subscription | null;
  readonly last: { readonly at: Instant; readonly message: string } | null;
  /** The next reminder or digest; `null` when none is ahead, `undefined` where the channel has a board only. */
  readonly next: Instant | null | undefined;
};

/** The state of a server: one page of its channels, those with trouble first. */
export type CheckView = {
  readonly guild: GuildId;
  readonly now: Instant;
  readonly zone: Reader;
  readonly simulated: boolean;
  /** False when Discord did not report in time what the bot may do. */
  readonly answered: boolean;
  /** All channels that get something, not only those of this page. */
  readonly count: number;
  /** Of all channels and of the whole, in the order in which to fix them. */
  readonly troubles: readonly PlacedFinding[];
  readonly channels: readonly ExaminedChannel[];
  /** Of the whole server and program. */
  readonly findings: readonly Finding[];
  readonly clockAheadMs: number | null;
  readonly events: number;
  /** The dates until which the makers of each list knew, where these are in the past. */
  readonly careful: readonly string[];
  /** How many channels that are gone still have something, and how many were just removed. */
  readonly gone: number;
  readonly removed: number | null;
  readonly defaults: LeadDefaults;
  /** The program's own state; `null` for managers who do not look after it. */
  readonly program: ProgramView | null;
  readonly page: number;
  readonly pages: number;
};

/** The answer to `/datewatch check`. */
export function checkAnswer(view: CheckView): Message {
  const { page, pages, findings } = view;
  const of = (...whats: readonly Finding['what'][]) =>
    findings.filter(({ what }) => whats.includes(what)).map((finding) => findingWords(finding, view.zone));
  const list = of('list');
  const card = buildCard({
    title: pages === 1 ? checkText('title') : checkText('titlePage', { page: page + 1, pages }),
    attention: view.troubles.length > 0,
    rows: view.count === 0 ? [checkText('nothingHow')] : view.channels.flatMap((channel) => channelRows(channel, view)),
    sections: [
      { name: checkText('discord'), rows: [...(view.answered ? [] : [checkText('noAnswer')]), ...of('public bot')] },
      { name: checkText('server'), rows: of('server paused') },
      { name: callText('alarms'), rows: of('alarm', 'program').map((row) => `• ${row}`) },
      {
        name: checkText('connection'),
        rows: of('connection down').length === 0 ? [callText('gatewayUp')] : of('connection down'),
        inline: true,
      },
      { name: checkText('clock'), rows: [clockRow(view)], inline: true },
      {
        name: checkText('list'),
        rows: [...(list.length === 0 ? [checkText('listWell', { count: view.events })] : list), ...view.careful],
      },
      ...(view.program === null ? [] : programSections(view.program, view.zone, view.simulated)),
    ],
    footer: checkText('footer', { city: zoneCity(zoneOf(view.zone)) }),
  });
  const remove = buildButton(GONE_IDS.write({}), checkText('goneRemove', { count: view.gone }), false);
  const turns = turnRow(view, (to) => CHECK_IDS.write({ page: to }));
  return buildAnswer(verdict(view), card, view.gone === 0 ? turns : [...turns, [remove]]);
}

/** The whole in one line: all is well, or how many things to fix and which one first. */
function verdict({ troubles, count, answered, removed }: CheckView): string {
  if (removed !== null) return checkText('goneRemoved', { count: removed });
  const [first] = troubles;
  if (first !== undefined) {
    const words = { count: troubles.length };
    return firstThatFits(checkText('fix', { ...words, first: findingShort(first) }), checkText('fixShort', words));
  }
  if (count === 0) return checkText('nothing');
  return checkText(answered ? 'allWell' : 'wellAsFar', { count });
}

function channelRows(channel: ExaminedChannel, view: CheckView): string[] {
  const gets = channel.gets.map((one) => checkText(`${one}`)).join(', ');
  return [
    checkText('channel', { channel: channelMention(channel.id), gets }),
    ...(channel.subscription === null ? [] : [wantedRow(channel.subscription, view)]),
    ...channel.findings.map((finding) =>
      isTrouble(finding)
        ? checkText('toFix', { finding: findingWords(finding, view.zone) })
        : checkText('note', { note: findingWords(finding, view.zone) }),
    ),
    timesRow(channel, view),
  ];
}

function wantedRow(subscription: Subscription, { defaults, zone }: CheckView): string {
  return checkText('wanted', { what: subscriptionWords(subscription, defaults, zone) });
}

function timesRow({ id, last, next }: ExaminedChannel, { guild, zone }: CheckView): string {
  const lastText =
    last === null
      ? checkText('lastNever')
      : checkText('last', {
          last: checkText('linked', {
            when: whenWords(last.at, zone),
            link: messageLink(guild, id, last.message),
          }),
        });
  if (next === undefined) return lastText;
  if (next === null) return checkText('nextNone', { last: lastText });
  return checkText('lastNext', { last: lastText, next: whenWords(next, zone) });
}

function clockRow({ simulated, clockAheadMs, now, zone }: CheckView): string {
  if (simulated) return checkText('clockSimulated', { when: whenWords(now, zone) });
  if (clockAheadMs === null) return checkText('clockUnknown');
  return checkText('clockWell', { seconds: Math.max(1, Math.ceil(Math.abs(clockAheadMs) / 1000)) });
}
