/** A whole text of Discord's as elements: how a line begins tells headings, quotes, small print, lists and code. */
import { renderInline } from './render-inline.js';

/** Elements and strings; the element that holds them must keep line breaks (`white-space: pre-wrap`). */
export function renderText(context, text) {
  const parts = text.split(/```(?:[a-zA-Z+-]{1,20}\n)?([\s\S]*?)```/);
  return parts.flatMap((part, index) => {
    if (index % 2 === 1) return [context.make('pre', {}, [part.replace(/\n$/, '')])];
    // A block of code breaks the line by itself.
    const open = index === 0 ? part : part.replace(/^\n/, '');
    return renderBlocks(context, index === parts.length - 1 ? open : open.replace(/\n$/, ''));
  });
}

const HEADING = /^(#{1,3}) +(\S.*)$/;
const SMALL = /^-# +(\S.*)$/;
const QUOTE = /^> ?(.*)$/;
const ITEM = /^( *)(?:([-*])|(\d{1,9})\.) +(\S.*)$/;

function renderBlocks(context, text) {
  if (text === '') return [];
  const lines = text.split('\n');
  const built = [];
  let plain = [];
  const flush = (more) => {
    if (plain.length > 0) built.push(...renderPlain(context, plain, more));
    plain = [];
  };
  for (let index = 0; index < lines.length; ) {
    const block = readBlock(context, lines, index);
    if (block === undefined) {
      plain.push(lines[index]);
      index += 1;
    } else {
      flush(true);
      built.push(block.node);
      index += block.lines;
    }
  }
  flush(false);
  return built;
}

/** Lines without a mark. Before a block an empty last line would collapse. */
function renderPlain(context, lines, more) {
  const nodes = lines.flatMap((line, index) => [...(index === 0 ? [] : ['\n']), ...renderInline(context, line)]);
  return more && lines.at(-1) === '' ? [...nodes, '\n'] : nodes;
}

function readBlock(context, lines, index) {
  const { make } = context;
  const line = lines[index];
  const heading = HEADING.exec(line);
  if (heading) {
    const [, { length }, inner] = heading;
    return { lines: 1, node: make('strong', { class: `heading-${length}` }, renderInline(context, inner)) };
  }
  const small = SMALL.exec(line);
  if (small) return { lines: 1, node: make('small', {}, renderInline(context, small[1])) };
  if (line.startsWith('>>> ')) {
    const rest = [line.slice(4), ...lines.slice(index + 1)].join('\n');
    return { lines: lines.length - index, node: make('blockquote', {}, renderBlocks(context, rest)) };
  }
  if (line.startsWith('> ')) {
    const quoted = takeWhile(lines, index, QUOTE);
    const inner = quoted.map((each) => QUOTE.exec(each)[1]).join('\n');
    return { lines: quoted.length, node: make('blockquote', {}, renderBlocks(context, inner)) };
  }
  if (ITEM.test(line)) {
    const items = takeWhile(lines, index, ITEM);
    return { lines: items.length, node: renderList(context, items) };
  }
  return undefined;
}

function takeWhile(lines, from, pattern) {
  const end = lines.findIndex((line, index) => index >= from && !pattern.test(line));
  return lines.slice(from, end === -1 ? undefined : end);
}

/** A list; what is set in further than its first line hangs below the item before. */
function renderList(context, lines) {
  const { make } = context;
  const [, indent, , number] = ITEM.exec(lines[0]);
  const items = [];
  for (const line of lines) {
    const [, deep, , , inner] = ITEM.exec(line);
    if (deep.length > indent.length) items.at(-1).below.push(line);
    else items.push({ inner, below: [] });
  }
  const nodes = items.map(({ inner, below }) =>
    make('li', {}, [...renderInline(context, inner), ...(below.length === 0 ? [] : [renderList(context, below)])]),
  );
  return number === undefined ? make('ul', {}, nodes) : make('ol', { start: number }, nodes);
}
