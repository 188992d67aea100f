import { createInstance } from 'i18next';
import { answers } from '../../features/call/answer-words.ts';
import { choice } from '../../features/call/choice-words.ts';
import { commands } from '../../features/call/command-words.ts';
import { doctor } from '../../features/doctor/words.ts';
import { noticeWays } from '../../features/notices/words.ts';
import { personal } from '../../features/personal/words.ts';
import { previews } from '../../features/preview/words.ts';
import { setup } from '../../features/setup/words.ts';
import { why } from '../../features/why/words.ts';
import { calendar } from '../calendar/calendar-words.ts';
import { eventCard } from '../event/event-words.ts';
import { changes } from '../notice/change-words.ts';
import { notices } from '../notice/notice-words.ts';
import { board } from '../recurring/board-words.ts';
import { digest } from '../recurring/digest-words.ts';
import { reminders } from '../reminder/reminder-words.ts';
import { alarms } from '../trouble/alarm-words.ts';
import { desk } from '../trouble/dispatcher-words.ts';
import { trouble } from '../trouble/trouble-words.ts';
import { tries } from '../trouble/try-words.ts';
import { certainty } from './certainty-words.ts';
import { dates } from './date-words.ts';
import { list } from './list-words.ts';
import { reasons } from './reason-texts.ts';

/**
 * Every text a person sees, by subject. A subject is one flat object of texts. A text that counts has its plural forms
 * as `key_one` and `key_other` (https://www.i18next.com/translation-function/plurals) and is called with `count`.
 */
export const ENGLISH = {
  alarms,
  answers,
  board,
  calendar,
  certainty,
  changes,
  choice,
  commands,
  dates,
  desk,
  digest,
  doctor,
  eventCard,
  list,
  notices,
  noticeWays,
  personal,
  previews,
  reasons,
  reminders,
  setup,
  tries,
  trouble,
  why,
} as const;

type English = typeof ENGLISH;
type WithoutPlural<Key> = Key extends `${infer Base}_one` | `${infer Base}_other` ? Base : Key;

/** The name of a text: `dates.tomorrow`; of a plural without its ending: `dates.inDays`. */
export type TextKey = {
  [Subject in keyof English]: `${Subject & string}.${WithoutPlural<keyof English[Subject]> & string}`;
}[keyof English];

type TextOf<Key> = Key extends `${infer Subject extends keyof English}.${infer Name}`
  ? {
      [Written in keyof English[Subject]]: WithoutPlural<Written> extends Name ? English[Subject][Written] : never;
    }[keyof English[Subject]]
  : never;
type Blanks<Text> = Text extends `${string}{{${infer Blank}}}${infer Rest}` ? Blank | Blanks<Rest> : never;
type ValueOf<Blank> = Blank extends 'count' ? number : string | number;

/** What a text wants filled in: its `{{blanks}}`, and `count` where it has plural forms. */
export type TextValues<Key extends TextKey> = {
  readonly [Blank in Blanks<TextOf<Key>> | (true extends IsPlural<Key> ? 'count' : never)]: ValueOf<Blank>;
};
type IsPlural<Key> = Key extends `${infer Subject extends keyof English}.${infer Name}`
  ? `${Name}_other` extends keyof English[Subject]
    ? true
    : false
  : false;
type Filling<Key extends TextKey> = keyof TextValues<Key> extends never ? [] : [values: TextValues<Key>];

const texts = createInstance();
// The resource is at hand, so nothing is awaited. What is filled in was escaped for Discord; HTML plays no part.
void texts.init({
  initAsync: false,
  lng: 'en',
  resources: { en: { translation: ENGLISH } },
  interpolation: { escapeValue: false, skipOnVariables: true },
  returnNull: false,
});

/**
 * A text for people with its blanks filled in. What comes from the list must be escaped before (`escape-text.ts`); a
 * `{{blank}}` inside a value stays as it stands.
 */
export function text<Key extends TextKey>(key: Key, ...[values]: Filling<Key>): string {
  const blanks: Record<string, string | number> = { ...values };
  return texts.t(String(key), blanks);
}
