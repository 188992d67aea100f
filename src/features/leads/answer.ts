import type { Zone } from '../../model/date.ts';
import type { Message } from '../../model/message.ts';
import type { LeadDefaults, Subscription } from '../../model/subscription.ts';
import { buildAnswer, buildCard } from '../../render/card/build-card.ts';
import { type ReminderAhead, reminderLine } from '../../render/card/describe-reminder.ts';
import { channelMention, kindLeadsRows, leadsWords } from '../../render/card/describe-wish.ts';
import { plainText } from '../../render/text/escape-text.ts';
import { text } from '../../render/text/text.ts';
import { zoneCity } from '../../time/zones.ts';

/** When a channel is reminded, and what the command did. */
export type LeadsView = {
  readonly saved: Subscription;
  readonly before: Subscription;
  /** The kind that was named (`null`: all others), and whether it stood so already; `null` when the command only asked. */
  readonly chosen: { readonly kind: string | null; readonly isSame: boolean } | null;
  readonly defaults: LeadDefaults;
  readonly zone: Zone;
  readonly next: ReminderAhead | null;
};

/** The answer to `/leads`. */
export function leadsAnswer(view: LeadsView): Message {
  const { saved, before, chosen, defaults, zone, next } = view;
  const isChanged = chosen !== null && !chosen.isSame;
  const was = isChanged ? leadsRows(before, defaults) : [];
  const card = buildCard({
    title: text('choice.leadsTitle'),
    rows: leadsRows(saved, defaults),
    sections: [
      { name: text('answers.channelField'), rows: [channelMention(saved.channel)] },
      {
        name: text('answers.wasField'),
        rows: isChanged && before.madeBy === 'settings' ? [...was, text('answers.wasFromSettings')] : was,
      },
      { name: text('answers.nextReminders'), rows: next === null ? [] : [`• ${reminderLine(next, zone)}`] },
    ],
    footer: `${text('answers.timesIn', { city: zoneCity(zone) })} ${text('choice.leadsHow')}`,
  });
  return buildAnswer(contentLine(chosen), card);
}

function leadsRows({ leads, leadsByKind }: Subscription, defaults: LeadDefaults): string[] {
  return [text('choice.leadsAll', { leads: leadsWords(leads, defaults) }), ...kindLeadsRows(leadsByKind)].map(
    (row) => `• ${row}`,
  );
}

function contentLine(chosen: LeadsView['chosen']): string {
  if (chosen === null) return text('choice.leadsShown');
  if (chosen.isSame) return text('choice.leadsSame');
  return chosen.kind === null
    ? text('choice.leadsSavedAll')
    : text('choice.leadsSaved', { kind: plainText(chosen.kind, 60) });
}
