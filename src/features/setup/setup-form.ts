import type { Form } from '../../model/message.ts';
import { text } from '../../render/text/text.ts';

/** What can be typed instead of chosen. */
export const TYPED = ['topics', 'kinds', 'leads', 'zone', 'time'] as const;
export type Typed = (typeof TYPED)[number];

/** The one field of these forms. */
export const TYPED_FIELD = 'typed';

const WORDS = {
  topics: { label: 'setup.topicsLabel', hint: 'setup.wordsHint', maxLength: 1_000 },
  kinds: { label: 'setup.kindsLabel', hint: 'setup.wordsHint', maxLength: 1_000 },
  leads: { label: 'setup.leadsLabel', hint: 'setup.leadsHint', maxLength: 200 },
  zone: { label: 'setup.zoneLabel', hint: 'setup.zoneHint', maxLength: 100 },
  time: { label: 'setup.timeLabel', hint: 'setup.timeHint', maxLength: 10 },
} as const;

/** The form behind "Other…": one line, with what holds now in it. */
export function setupForm(what: Typed, ticket: string, value: string): Form {
  const { label, hint, maxLength } = WORDS[what];
  return {
    id: `setup:typed:${ticket}:${what}`,
    title: text('setup.formTitle'),
    fields: [
      {
        id: TYPED_FIELD,
        label: text(label),
        value: value.slice(0, maxLength),
        placeholder: text(hint),
        required: false,
        maxLength,
        long: false,
      },
    ],
  };
}
