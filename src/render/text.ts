import { createInstance } from 'i18next';
import { alarms } from './english/alarms.ts';
import { answers } from './english/answers.ts';
import { board } from './english/board.ts';
import { calendar } from './english/calendar.ts';
import { certainty } from './english/certainty.ts';
import { changes } from './english/changes.ts';
import { choice } from './english/choice.ts';
import { commands } from './english/commands.ts';
import { dates } from './english/dates.ts';
import { desk } from './english/desk.ts';
import { digest } from './english/digest.ts';
import { doctor } from './english/doctor.ts';
import { eventCard } from './english/event-card.ts';
import { list } from './english/list.ts';
import { noticeWays } from './english/notice-ways.ts';
import { notices } from './english/notices.ts';
import { personal } from './english/personal.ts';
import { previews } from './english/previews.ts';
import { reasons } from './english/reasons.ts';
import { reminders } from './english/reminders.ts';
import { setup } from './english/setup.ts';
import { tries } from './english/tries.ts';
import { trouble } from './english/trouble.ts';
import { why } from './english/why.ts';

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
