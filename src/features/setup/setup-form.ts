import { writeControlId } from '../../model/control-id.ts';
import type { Form } from '../../model/message.ts';
import type { SetupTicket } from './setup-controls.ts';
import { setupText } from './words.ts';

/** What can be typed instead of chosen. */
export const TYPED = ['topics', 'kinds', 'leads', 'zone', 'time'] as const;
export type Typed = (typeof TYPED)[number];

/** The one field of these forms. */
export const TYPED_FIELD = 'typed';

const WORDS = {
  topics: { label: 'topicsLabel', hint: 'wordsHint', maxLength: 1_000 },
  kinds: { label: 'kindsLabel', hint: 'wordsHint', maxLength: 1_000 },
  leads: { label: 'leadsLabel', hint: 'leadsHint', maxLength: 200 },
  zone: { label: 'zoneLabel', hint: 'zoneHint', maxLength: 100 },
  time: { label: 'timeLabel', hint: 'timeHint', maxLength: 10 },
} as const;

/** The form behind "Other…": one line, with what holds now in it. */
export function setupForm(what: Typed, ticket: SetupTicket, value: string): Form {
  const { label, hint, maxLength } = WORDS[what];
  return {
    id: writeControlId('setup', ['typed', ...ticket, what]),
    title: setupText('formTitle'),
    fields: [
      {
        id: TYPED_FIELD,
        label: setupText(label),
        value: value.slice(0, maxLength),
        placeholder: setupText(hint),
        required: false,
        maxLength,
        long: false,
      },
    ],
  };
}
