/** `https://` and the like, which Discord turns into links and previews. */
const SCHEME = /:\/\//g;
/** The slash after a bare host: `discord.gg/abc` becomes an invitation without any scheme. */
const BARE_PATH = /(\.\p{L}{2,}(?::\d+)?)\//gu;
/** `:smile:`, `:100:`, and `:smile` at the end, which a colon of ours may follow; not the hours of a clock. */
const EMOJI_NAME = /:(?!\d{1,2}(?::|$))(?=[\w+~-]{1,64}(?::|$))/g;
const EVERYONE = /@(?=everyone|here)/gi;
const RIGHT_TO_LEFT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

/**
 * Escapes text from the list for a card's title, description and fields: it reads as it was written, with no markdown,
 * mention, link, preview, timestamp or emoji name working in it. Discord drops a backslash before punctuation:
 * https://support.discord.com/hc/articles/210298617 At most `max` UTF-16 units, backslashes included.
 */
export function escapeText(raw: string, max = Number.POSITIVE_INFINITY): string {
  const escaped = cleanText(raw)
    .replace(/[\\*_~|`[\]<]/g, '\\$&')
    .replace(/^(?:[#>+-]|\d{1,9}(?=[.)](?: |$)))/, (start) => (/\d/.test(start) ? start : `\\${start}`))
    .replace(/^(\d{1,9})([.)])(?= |$)/, '$1\\$2')
    .replace(EMOJI_NAME, '\\:')
    .replace(EVERYONE, '＠')
    .replace(SCHEME, '\\://')
    .replace(BARE_PATH, '$1\\/');
  return isolated(escaped, max);
}

/**
 * Makes text from the list safe for lock screens, footers and buttons, where backslashes would be seen: characters that
 * could work as markdown are replaced by ones that look like them and do nothing. At most `max` UTF-16 units.
 */
export function plainText(raw: string, max = Number.POSITIVE_INFINITY): string {
  const plain = cleanText(raw)
    .replace(/[\\*_`|<[\]]/g, (sign) => LOOKALIKES[sign] ?? '')
    .replace(/~(?=~)|(?<=~)~/g, '∼')
    .replace(/^[#>+-]/, (sign) => LOOKALIKES[sign] ?? '')
    .replace(/^(\d{1,9})\.(?= |$)/, '$1․')
    .replace(EMOJI_NAME, '∶')
    .replace(/@/g, '＠')
    .replace(SCHEME, ':∕∕')
    .replace(BARE_PATH, '$1∕');
  return isolated(plain, max);
}

const LOOKALIKES: Readonly<Record<string, string>> = {
  '\\': '＼',
  '*': '∗',
  _: '＿',
  '`': 'ˋ',
  '|': '∣',
  '<': '‹',
  '[': '［',
  ']': '］',
  '#': '＃',
  '>': '›',
  '+': '＋',
  '-': '‐',
};

/**
 * Puts right-to-left text between first-strong isolates
 * (https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates), so that it cannot turn the dates beside it
 * around. Marks of the list's own have been removed before.
 */
function isolated(text: string, max: number): string {
  return RIGHT_TO_LEFT.test(text) ? `\u2068${shorten(text, max - 2)}\u2069` : shorten(text, max);
}

/**
 * An address that is safe inside `[text](address)`: https only, and without characters that could end the link early.
 * `null` for anything else.
 */
export function safeAddress(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null;
  const parsed = new URL(url);
  if (parsed.protocol !== 'https:' || parsed.username !== '' || parsed.password !== '') return null;
  const address = parsed.href.replace(
    /[()[\]<>\\`*_|]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return address.length > 500 ? null : address;
}

/**
 * Characters without a shape of their own, or with one that misleads: controls, direction marks and overrides, joiners,
 * private use, halves of surrogate pairs, non-characters. Soft hyphens, Hangul fillers and the blank Braille cell too.
 */
const INVISIBLE =
  /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Noncharacter_Code_Point}\u115F\u1160\u180E\u3164\uFFA0\u2800]|\u034F|[\u17B4\u17B5]|[\u180B-\u180D\u180F]/gu;

/** More marks on one letter than any script needs: they would run over the lines above and below. */
const MARKS = /(\p{M}{4})\p{M}+/gu;

/** Cleans text: on one line, in composed form, without invisible characters and those that hide or turn other text. */
export function cleanText(raw: string): string {
  return raw
    .replace(/(?:[^\S\uFEFF]|\u0085)+/g, ' ')
    .replace(INVISIBLE, '')
    .normalize('NFC')
    .replace(MARKS, '$1')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/**
 * Shortens text to at most `max` UTF-16 units (the larger of the two ways Discord may count), cut at a word's border
 * where there is one in its second half, else between characters as people see them, and ended with an ellipsis. For
 * plain or escaped text from the list; never for text with links or timestamps in it.
 */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  if (max < 1) return '';
  const room = text.slice(0, max);
  const border = room.lastIndexOf(' ');
  const kept = border > max / 2 ? room.slice(0, border) : wholeGraphemes(text, max - 1);
  return `${withoutOpenEscape(kept).replace(/[\s,;:.–-]+$/u, '')}…`;
}

function wholeGraphemes(text: string, max: number): string {
  // Made on demand: the first one of a process takes 8 ms, every later one next to nothing.
  const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
  let end = 0;
  // A window is enough to find the border, and saves segmenting 10,000 characters for the first 80.
  for (const { index, segment } of graphemes.segment(text.slice(0, max + 40))) {
    if (index + segment.length > max) break;
    end = index + segment.length;
  }
  return text.slice(0, end);
}

/** Removes a final backslash that has lost the character it escapes. */
function withoutOpenEscape(text: string): string {
  const slashes = /\\+$/.exec(text)?.[0].length ?? 0;
  return slashes % 2 === 1 ? text.slice(0, -1) : text;
}

/** Capitalizes a sentence: names in the list are written as inside one. */
export function capitalize(sentence: string): string {
  // Right-to-left names are between isolates, which have no case.
  return sentence.replace(/^(\u2068?)(\p{Ll})/u, (_all, isolate: string, first: string) => {
    return `${isolate}${first.toLocaleUpperCase('en')}`;
  });
}

/** Ends a clause as a sentence, once. */
export function asSentence(words: string): string {
  return /[.!?…]$/.test(words) ? words : `${words}.`;
}

/** Where a sentence ends: not after the dots of "U.S.". */
const SENTENCE_END = /(?<=[\p{Ll}\d%)”"][.!?])\s+(?=[\p{Lu}\d“"])/u;

/** As many whole sentences of a text as fit into `max`; of a first one that does not fit its words, with an ellipsis. Not escaped. */
export function firstSentences(raw: string, max: number): string {
  const [first = '', ...rest] = cleanText(raw).split(SENTENCE_END);
  if (first.length > max) return `${first.slice(0, max).replace(/[\s,;:–-]+\S*$/u, '')}…`;
  let kept = first;
  for (const sentence of rest) {
    if (kept.length + 1 + sentence.length > max) break;
    kept = `${kept} ${sentence}`;
  }
  return kept;
}

/**
 * `A`, `A or B`, `A, B, or C`, as `Intl.ListFormat` writes English; that costs 30 ms and 6 MB at its first use.
 */
export function joinNames(names: readonly string[], word: 'and' | 'or'): string {
  const last = names.at(-1) ?? '';
  if (names.length < 2) return last;
  const before = names.slice(0, -1).join(', ');
  return names.length === 2 ? `${before} ${word} ${last}` : `${before}, ${word} ${last}`;
}
