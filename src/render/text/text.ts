import { createInstance } from 'i18next';

type WithoutPlural<Key> = Key extends `${infer Base}_one` | `${infer Base}_other` ? Base : Key;

/** The names of some texts; of a plural without its ending. */
type NameOf<English> = WithoutPlural<keyof English & string>;

type TextOf<English, Name> = {
  [Written in keyof English]: WithoutPlural<Written> extends Name ? English[Written] : never;
}[keyof English];
type Blanks<Text> = Text extends `${string}{{${infer Blank}}}${infer Rest}` ? Blank | Blanks<Rest> : never;
type ValueOf<Blank> = Blank extends 'count' ? number : string | number;
type IsPlural<English, Name> = Name extends string ? (`${Name}_other` extends keyof English ? true : false) : never;

/** The values that a text needs: its `{{blanks}}`, and `count` where it has plural forms. */
type ValuesOf<English, Name extends string> = {
  readonly [Blank in
    | Blanks<TextOf<English, Name>>
    | (true extends IsPlural<English, Name> ? 'count' : never)]: ValueOf<Blank>;
};
type Filling<English, Name extends string> = keyof ValuesOf<English, Name> extends never
  ? []
  : [values: ValuesOf<English, Name>];

/**
 * Renders one text for people with its blanks filled in. Values from the list must be escaped before
 * (`escape-text.ts`); a `{{blank}}` inside a value stays as it is.
 */
export type Texts<English> = {
  <Name extends NameOf<English>>(name: Name, ...[values]: Filling<English, Name>): string;
  /** The texts as written, for checks. */
  readonly english: English;
};

/** The name of one of the texts behind such a function: `TextName<typeof dateText>`. */
export type TextName<Function> = Function extends Texts<infer English> ? NameOf<English> : never;

const i18n = createInstance();
// The resources are loaded already, so nothing is awaited. Values were escaped for Discord; HTML plays no part.
void i18n.init({
  initAsync: false,
  lng: 'en',
  resources: {},
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false, skipOnVariables: true },
  returnNull: false,
});

/**
 * Registers the texts of one subject or feature, flat and by name, and returns the function that renders them. A text
 * that counts has its plural forms as `name_one` and `name_other`
 * (https://www.i18next.com/translation-function/plurals) and is called with `count`.
 */
export function makeTexts<const English extends Readonly<Record<string, string>>>(
  namespace: string,
  english: English,
): Texts<English> {
  i18n.addResourceBundle('en', namespace, english);
  const render = (name: string, values?: Readonly<Record<string, string | number>>): string =>
    i18n.t(name, { ...values, ns: namespace });
  return Object.assign(render, { english });
}
