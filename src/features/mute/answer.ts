import type { Instant, Zone } from '../../model/date.ts';
import type { Message } from '../../model/message.ts';
import type { ChannelId } from '../../model/subscription.ts';
import { buildAnswer, buildCard } from '../../render/card/build-card.ts';
import { dayAndTime } from '../../render/card/describe-reminder.ts';
import { channelMention } from '../../render/card/describe-subscription.ts';
import { escapeText } from '../../render/text/escape-text.ts';
import { zoneCity } from '../../time/local.ts';
import { callText } from '../call/words.ts';
import { muteText } from './words.ts';

/** The effect of `/datewatch mute` or `/datewatch unmute` on one event in one channel. */
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

/** The answer to `/datewatch mute` and `/datewatch unmute`. */
export function muteAnswer(view: MuteView): Message {
  const { what, channel, title, muted } = view;
  const card = buildCard({
    title: muteText('muteTitle'),
    sections: [
      { name: muteText('muteEventField'), rows: [escapeText(title, MAX_TITLE)], inline: true },
      { name: callText('channelField'), rows: [channelMention(channel)], inline: true },
      { name: callText('nextReminders'), rows: comingRows(view) },
      {
        name: muteText('muteAll'),
        rows: muted.length === 0 ? [muteText('muteNone')] : muted.map((each) => `• ${escapeText(each, MAX_TITLE)}`),
      },
      {
        name: callText('wasField'),
        rows: view.fromSettings ? [callText('wasFromSettings')] : [],
      },
    ],
    footer: [
      callText('timesIn', { city: zoneCity(view.zone) }),
      ...(what === 'unmuted' ? [] : [muteText('muteHow')]),
    ].join(' '),
  });
  const line = what === 'unmuted' ? 'unmuted' : what === 'muted' ? 'muted' : 'mutedSame';
  return buildAnswer(muteText(line), card);
}

function comingRows({ what, coming, zone }: MuteView): string[] {
  const corrected = what === 'unmuted' ? [] : [muteText('muteCorrected')];
  if (coming === null) return [muteText('muteNothing'), ...corrected];
  const first = dayAndTime(coming.first, zone);
  return what === 'unmuted'
    ? [muteText('unmuteNext', first)]
    : [muteText('muteComing', { count: coming.count, ...first }), ...corrected];
}
