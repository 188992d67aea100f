/**
 * Discord's text as elements: bold, italics, code, lists, headings, links, mentions, timestamps.
 * `make(tag, attributes, children)` builds an element; strings only ever become text, never markup, so that a title
 * full of tags shows as what it is. Nothing here touches the document, which lets tests run it without one.
 */

/** How deep marks may be nested; beyond that they are shown as written. */
const MAX_DEPTH = 6;

const INLINE = [
  // A backslash shows the next sign as it is.
  { pattern: /\\([^\sA-Za-z0-9])/, build: (_context, [, sign]) => sign },
  { pattern: /`([^`\n]+)`/, build: ({ make }, [, code]) => make('code', {}, [code]) },
  {
    pattern: /\*\*([^\n]+?)\*\*(?!\*)/,
    build: (context, [, inner]) => context.make('strong', {}, renderInline(context, inner)),
  },
  { pattern: /__([^\n]+?)__(?!_)/, build: (context, [, inner]) => context.make('u', {}, renderInline(context, inner)) },
  { pattern: /~~([^\n]+?)~~/, build: (context, [, inner]) => context.make('s', {}, renderInline(context, inner)) },
  {
    pattern: /\|\|([^\n]+?)\|\|/,
    build: (context, [, inner]) => context.make('span', { class: 'spoiler' }, renderInline(context, inner)),
  },
  {
    pattern: /\*([^*\s][^*\n]*)\*/,
    build: (context, [, inner]) => context.make('em', {}, renderInline(context, inner)),
  },
  {
    pattern: /(?<![A-Za-z0-9])_([^_\s][^_\n]*)_(?![A-Za-z0-9])/,
    build: (context, [, inner]) => context.make('em', {}, renderInline(context, inner)),
  },
  {
    pattern: /<t:(-?\d{1,13})(?::([tTdDfFsSR]))?>/,
    build: ({ make, locale, nowMs, zone }, [, seconds, style]) =>
      renderMoment(make, Number(seconds), style ?? 'f', locale, nowMs, zone),
  },
  {
    pattern: /<@&(\d{1,20})>/,
    build: ({ make, names }, [, id]) => make('span', { class: 'mention' }, [`@${names.role(id)}`]),
  },
  {
    pattern: /<@!?(\d{1,20})>/,
    build: ({ make, names }, [, id]) => make('span', { class: 'mention' }, [`@${names.user(id)}`]),
  },
  {
    pattern: /<#(\d{1,20})>/,
    build: ({ make, names }, [, id]) => make('span', { class: 'mention' }, [`#${names.channel(id)}`]),
  },
  {
    pattern: /<\/([^:>\n]{1,100}):\d{1,20}>/,
    build: ({ make }, [, name]) => make('span', { class: 'mention' }, [`/${name}`]),
  },
  {
    pattern: /\[([^\]\n]+)\]\(<?(https?:\/\/[^\s)>]+)>?(?: "[^"\n]*")?\)/,
    build: ({ make }, [, label, href]) => renderLink(make, href, label),
  },
  {
    pattern: /<?(https?:\/\/[^\s<>()]*[^\s<>().,;:!?'"*_~])>?/,
    build: ({ make }, [, href]) => renderLink(make, href, href),
  },
];

/** Elements and strings for one line of text. */
function renderInline(context, text) {
  const depth = context.depth ?? 0;
  if (depth > MAX_DEPTH || text === '') return text === '' ? [] : [text];
  let first;
  for (const { pattern, build } of INLINE) {
    const match = pattern.exec(text);
    if (match !== null && (first === undefined || match.index < first.match.index)) first = { match, build };
  }
  if (first === undefined) return [text];
  const { match, build } = first;
  const before = text.slice(0, match.index);
  const after = text.slice(match.index + match[0].length);
  const built = build({ ...context, depth: depth + 1 }, match);
  return [...(before === '' ? [] : [before]), built, ...renderRest(context, after)];
}

/** The rest of a line is no deeper than the line. */
function renderRest(context, text) {
  return text === '' ? [] : renderInline(context, text);
}

/** A link as text that opens elsewhere; only http and https ever become one. */
export function renderLink(make, href, label) {
  let url;
  try {
    url = new URL(href);
  } catch {
    return label;
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return label;
  return make('a', { href: url.href, target: '_blank', rel: 'noreferrer noopener' }, [label]);
}

/** A `<t:…>` timestamp in the reader's zone and language, or the distance to the world's time. */
export function renderMoment(make, seconds, style, locale, nowMs, zone) {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return String(seconds);
  const full = format(date, { dateStyle: 'full', timeStyle: 'long' }, locale, zone);
  const shown = style === 'R' ? sayDistance(seconds * 1000 - nowMs, locale) : format(date, STYLES[style], locale, zone);
  return make('time', { class: 'moment', datetime: date.toISOString(), title: full, 'data-style': style }, [shown]);
}

const STYLES = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
  s: { dateStyle: 'short', timeStyle: 'short' },
  S: { dateStyle: 'short', timeStyle: 'medium' },
};

function format(date, options, locale, zone) {
  return new Intl.DateTimeFormat(locale, { ...options, ...(zone === undefined ? {} : { timeZone: zone }) }).format(
    date,
  );
}

const UNITS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

function sayDistance(ms, locale) {
  const seconds = Math.round(ms / 1000);
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? UNITS.at(-1);
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(Math.round(seconds / size), unit);
}

/** Elements for a whole text: headings, quotes, small print, bullets and code blocks are told by how a line begins. */
export function renderText(context, text) {
  const parts = text.split(/```(?:[a-z]{1,20}\n)?([\s\S]*?)```/);
  return parts.flatMap((part, index) =>
    index % 2 === 1 ? [context.make('pre', {}, [part])] : renderLines(context, part),
  );
}

const LINES = [
  [/^(#{1,3}) (.*)$/, ({ make }, level, inner) => make('strong', { class: `heading-${level.length}` }, inner)],
  [/^(-#) (.*)$/, ({ make }, _mark, inner) => make('small', { class: 'faint' }, inner)],
  [/^(>) (.*)$/, ({ make }, _mark, inner) => make('q', {}, inner)],
  [
    /^(\s*[-*]) (.*)$/,
    ({ make }, mark, inner) => make('span', { class: 'bullet' }, [`${' '.repeat(mark.length - 1)}• `, ...inner]),
  ],
];

function renderLines(context, text) {
  return text.split('\n').flatMap((line, index) => {
    const broken = index === 0 ? [] : ['\n'];
    for (const [pattern, build] of LINES) {
      const match = pattern.exec(line);
      if (match !== null) return [...broken, build(context, match[1], renderInline(context, match[2]))];
    }
    return [...broken, ...renderInline(context, line)];
  });
}
