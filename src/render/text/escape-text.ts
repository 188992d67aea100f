import { cleanText, shorten } from './clean-text.ts';

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
 * Text from the list for a card's title, description and fields: reads as it was written, with no markdown, mention,
 * link, preview, timestamp or emoji name working in it. Discord drops a backslash before punctuation:
 * https://support.discord.com/hc/articles/210298617 At most `max` UTF-16 units, backslashes included.
 */
export function escapeText(raw: string, max = Number.POSITIVE_INFINITY): string {
  const escaped = cleanText(raw)
    .replace(/[\\*_~|`[\]<]/g, '\\$&')
    .replace(/^(?:[#>+-]|\d{1,9}(?=[.)] ))/, (start) => (/\d/.test(start) ? start : `\\${start}`))
    .replace(/^(\d{1,9})([.)])(?= )/, '$1\\$2')
    .replace(EMOJI_NAME, '\\:')
    .replace(EVERYONE, '＠')
    .replace(SCHEME, '\\://')
    .replace(BARE_PATH, '$1\\/');
  return isolated(escaped, max);
}

/**
 * Text from the list for lock screens, footers and buttons, where backslashes would be seen: what could work as
 * markdown is replaced by a character that looks like it and does nothing. At most `max` UTF-16 units.
 */
export function plainText(raw: string, max = Number.POSITIVE_INFINITY): string {
  const plain = cleanText(raw)
    .replace(/[\\*_`|<[\]]/g, (sign) => LOOKALIKES[sign] ?? '')
    .replace(/~(?=~)|(?<=~)~/g, '∼')
    .replace(/^[#>+-]/, (sign) => LOOKALIKES[sign] ?? '')
    .replace(/^(\d{1,9})\.(?= )/, '$1․')
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
 * Right-to-left text between first-strong isolates
 * (https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates), so that it cannot turn the dates beside it
 * around. Marks of the list's own have been removed before.
 */
function isolated(text: string, max: number): string {
  return RIGHT_TO_LEFT.test(text) ? `\u2068${shorten(text, max - 2)}\u2069` : shorten(text, max);
}

/**
 * An address as Discord may be given it inside `[text](address)`: https only, and without characters that could end the
 * link early. `null` for anything else.
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
