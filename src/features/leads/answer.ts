import type { Zone } from '../../model/date.ts';
import type { Message } from '../../model/message.ts';
import type { LeadDefaults, Subscription } from '../../model/subscription.ts';
import { buildAnswer, buildCard } from '../../render/card/build-card.ts';
import { type ReminderAhead, reminderLine } from '../../render/card/describe-reminder.ts';
import { channelMention, kindLeadsRows, leadsWords } from '../../render/card/describe-subscription.ts';
import { plainText } from '../../render/text/escape-text.ts';
import { zoneCity } from '../../time/local.ts';
import { callText } from '../call/words.ts';
import { leadsText } from './words.ts';

/** The leads of a channel, and the effect of the command. */
export type LeadsView = {
  readonly saved: Subscription;
  readonly before: Subscription;
  /**
   * The kind that was named (`null`: all others), and whether it was so already; `null` when the command only asked.
   */
  readonly chosen: { readonly kind: string | null; readonly isSame: boolean } | null;
  readonly defaults: LeadDefaults;
  readonly zone: Zone;
  readonly next: ReminderAhead | null;
};

/** The answer to `/datewatch leads`. */
export function leadsAnswer(view: LeadsView): Message {
  const { saved, before, chosen, defaults, zone, next } = view;
  const isChanged = chosen !== null && !chosen.isSame;
  const was = isChanged ? leadsRows(before, defaults) : [];
  const card = buildCard({
    title: leadsText('leadsTitle'),
    rows: leadsRows(saved, defaults),
    sections: [
      { name: callText('channelField'), rows: [channelMention(saved.channel)] },
      {
        name: callText('wasField'),
        rows: isChanged && before.madeBy === 'settings' ? [...was, callText('wasFromSettings')] : was,
      },
      { name: callText('nextReminders'), rows: next === null ? [] : [`• ${reminderLine(next, zone)}`] },
    ],
    footer: `${callText('timesIn', { city: zoneCity(zone) })} ${leadsText('leadsHow')}`,
  });
  return buildAnswer(contentLine(chosen), card);
}

function leadsRows({ leads, leadsByKind }: Subscription, defaults: LeadDefaults): string[] {
  return [leadsText('leadsAll', { leads: leadsWords(leads, defaults) }), ...kindLeadsRows(leadsByKind)].map(
    (row) => `• ${row}`,
  );
}

function contentLine(chosen: LeadsView['chosen']): string {
  if (chosen === null) return leadsText('leadsShown');
  if (chosen.isSame) return leadsText('leadsSame');
  return chosen.kind === null
    ? leadsText('leadsSavedAll')
    : leadsText('leadsSaved', { kind: plainText(chosen.kind, 60) });
}
