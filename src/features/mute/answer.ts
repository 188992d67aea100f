import type { Instant, Zone } from '../../model/date.ts';
import type { Message } from '../../model/message.ts';
import type { ChannelId } from '../../model/subscription.ts';
import { buildAnswer, buildCard } from '../../render/card/build-card.ts';
import { dayAndTime } from '../../render/card/describe-reminder.ts';
import { channelMention } from '../../render/card/describe-wish.ts';
import { escapeText } from '../../render/text/escape-text.ts';
import { text } from '../../render/text/text.ts';
import { zoneCity } from '../../time/zones.ts';

/** What `/mute` or `/unmute` did to one event in one channel. */
export type MuteView = {
  readonly what: 'muted' | 'muted already' | 'unmuted';
  readonly channel: ChannelId;
  readonly title: string;
  /** True where the choice was written over a subscription of the settings file. */
  readonly fromSettings: boolean;
  /** The reminders it has ahead, muted or not; `null` for none. */
  readonly coming: { readonly count: number; readonly first: Instant } | null;
  /** The titles of all events that are muted there now. */
  readonly muted: readonly string[];
  readonly zone: Zone;
};

const MAX_TITLE = 90;

/** The answer to `/mute` and `/unmute`. */
export function muteAnswer(view: MuteView): Message {
  const { what, channel, title, muted } = view;
  const card = buildCard({
    title: text('choice.muteTitle'),
    sections: [
      { name: text('choice.muteEventField'), rows: [escapeText(title, MAX_TITLE)], inline: true },
      { name: text('answers.channelField'), rows: [channelMention(channel)], inline: true },
      { name: text('answers.nextReminders'), rows: comingRows(view) },
      {
        name: text('choice.muteAll'),
        rows: muted.length === 0 ? [text('choice.muteNone')] : muted.map((each) => `• ${escapeText(each, MAX_TITLE)}`),
      },
      {
        name: text('answers.wasField'),
        rows: view.fromSettings ? [text('answers.wasFromSettings')] : [],
      },
    ],
    footer: [
      text('answers.timesIn', { city: zoneCity(view.zone) }),
      ...(what === 'unmuted' ? [] : [text('choice.muteHow')]),
    ].join(' '),
  });
  const line = what === 'unmuted' ? 'choice.unmuted' : what === 'muted' ? 'choice.muted' : 'choice.mutedSame';
  return buildAnswer(text(line), card);
}

function comingRows({ what, coming, zone }: MuteView): string[] {
  const corrected = what === 'unmuted' ? [] : [text('choice.muteCorrected')];
  if (coming === null) return [text('choice.muteNothing'), ...corrected];
  const first = dayAndTime(coming.first, zone);
  return what === 'unmuted'
    ? [text('choice.unmuteNext', first)]
    : [text('choice.muteComing', { count: coming.count, ...first }), ...corrected];
}
