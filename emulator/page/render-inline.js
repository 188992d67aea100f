/**
 * One line of Discord's text as elements: bold, italics, code, links, mentions, timestamps. `make(tag, attributes,
 * children)` builds an element; strings only ever become text, never markup, so that a title full of tags shows as what it
 * is. Nothing here touches the document, which lets tests run it without one.
 */
import { renderMoment } from './render-moment.js';

/** How deep marks may be nested; beyond that they are shown as written. */
const MAX_DEPTH = 6;

const wrap =
  (tag, attributes = {}) =>
  (context, [, inner]) =>
    context.make(tag, attributes, renderInline(context, inner));

const mention =
  (mark, list, open) =>
  ({ make, names, ...context }, [, id]) =>
    context[open]
      ? make('button', { class: 'mention', type: 'button', onclick: () => context[open](id) }, [
          `${mark}${names[list](id)}`,
        ])
      : make('span', { class: 'mention' }, [`${mark}${names[list](id)}`]);

const INLINE = [
  // A backslash shows the next sign as it is.
  { pattern: /\\([^\sA-Za-z0-9])/, build: (_context, [, sign]) => sign },
  { pattern: /`([^`\n]+)`/, build: ({ make }, [, code]) => make('code', {}, [code]) },
  { pattern: /\*\*([^\n]+?)\*\*(?!\*)/, build: wrap('strong') },
  { pattern: /__([^\n]+?)__(?!_)/, build: wrap('u') },
  { pattern: /~~([^\n]+?)~~/, build: wrap('s') },
  { pattern: /\|\|([^\n]+?)\|\|/, build: (context, [, inner]) => renderSpoiler(context, inner) },
  { pattern: /\*([^*\s][^*\n]*)\*/, build: wrap('em') },
  { pattern: /(?<![A-Za-z0-9])_([^_\s][^_\n]*)_(?![A-Za-z0-9])/, build: wrap('em') },
  {
    pattern: /<t:(-?\d{1,13})(?::([tTdDfFsSR]))?>/,
    build: (context, [, seconds, style]) => renderMoment(context, Number(seconds), style ?? 'f'),
  },
  { pattern: /<@&(\d{1,20})>/, build: mention('@', 'role') },
  { pattern: /<@!?(\d{1,20})>/, build: mention('@', 'user') },
  { pattern: /<#(\d{1,20})>/, build: mention('#', 'channel', 'openChannel') },
  { pattern: /@(everyone|here)\b/, build: ({ make }, [, whom]) => make('span', { class: 'mention' }, [`@${whom}`]) },
  {
    pattern: /<\/([^:>\n]{1,100}):\d{1,20}>/,
    build: ({ make, type }, [, name]) =>
      type
        ? make('button', { class: 'mention', type: 'button', onclick: () => type(`/${name} `) }, [`/${name}`])
        : make('span', { class: 'mention' }, [`/${name}`]),
  },
  { pattern: /<a?(:\w{2,32}:)\d{1,20}>/, build: (_context, [, name]) => name },
  {
    pattern: /\[([^\]\n]+)\]\(<?(https?:\/\/[^\s)>]+)>?(?: "[^"\n]*")?\)/,
    build: (context, [, label, href]) => renderLink(context, href, renderInline({ ...context, linked: true }, label)),
  },
  {
    pattern: /<?(https?:\/\/[^\s<>()]*[^\s<>().,;:!?'"*_~])>?/,
    build: (context, [whole, href]) => (context.linked ? whole : renderLink(context, href, undefined)),
  },
];

/** Elements and strings for one line of text. */
export function renderInline(context, text) {
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
  // The rest of a line is no deeper than the line.
  const after = renderInline(context, text.slice(match.index + match[0].length));
  const built = build({ ...context, depth: depth + 1 }, match);
  return [...(before === '' ? [] : [before]), ...[built].flat(), ...after];
}

/** Hidden until somebody asks for it. */
function renderSpoiler(context, inner) {
  const reveal = ({ currentTarget }) => {
    currentTarget.classList.add('shown');
    currentTarget.setAttribute('aria-expanded', 'true');
    currentTarget.removeAttribute('aria-label');
  };
  const attributes = {
    class: 'spoiler',
    type: 'button',
    'aria-label': 'Spoiler',
    'aria-expanded': 'false',
    onclick: reveal,
  };
  return context.make('button', attributes, [
    context.make('span', {}, renderInline({ ...context, linked: true }, inner)),
  ]);
}

const JUMP = /^https:\/\/(?:\w+\.)?discord\.com\/channels\/(?:\d+|@me)\/(\d+)\/(\d+)$/;

/**
 * A link that opens elsewhere; only http and https ever become one. One that leads to a message goes there. `label`:
 * nodes, a string, or undefined for the address itself.
 */
export function renderLink(context, href, label) {
  const { make } = context;
  let url;
  try {
    url = new URL(href);
  } catch {
    return label ?? href;
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return label ?? href;
  const [, channelId, messageId] = JUMP.exec(url.href) ?? [];
  if (messageId !== undefined && context.jump) {
    const shown = label ?? [make('span', { class: 'mention' }, [`#${context.names.channel(channelId)} › message`])];
    const onclick = (event) => {
      event.preventDefault();
      context.jump(channelId, messageId);
    };
    return make('a', { href: `#message-${messageId}`, onclick }, [shown].flat());
  }
  return make(
    'a',
    { href: url.href, target: '_blank', rel: 'noreferrer noopener', title: url.href },
    [label ?? href].flat(),
  );
}
