/** What is typed into the line: `/dates show name:trade truce`, with commands, options and values offered while typing. Pure. */

const SUBCOMMANDS = new Set([1, 2]);
const NUMERIC = new Set([4, 10]);
const BOOLEAN = 5;

/** The command a line means: its shape, the options so far, and the option being typed. Undefined without a leading slash. */
export function readLine(line, commands) {
  if (!line.startsWith('/')) return undefined;
  const [name = ''] = line.slice(1).split(/\s/, 1);
  const command = commands.find((known) => known.name === name);
  if (command === undefined) return { name, command: undefined, shapes: [], options: {}, focused: undefined };
  const { path, shapes, rest } = descend(command, line.slice(1 + name.length));
  return { name: [name, ...path].join(' '), command, shapes, ...readOptions(rest, shapes) };
}

function descend(command, text) {
  let shapes = command.options ?? [];
  let rest = text;
  const path = [];
  for (;;) {
    const word = /^\s+([^\s:]+)(?=\s|$)/.exec(rest);
    const sub =
      word === null ? undefined : shapes.find((shape) => SUBCOMMANDS.has(shape.type) && shape.name === word[1]);
    if (sub === undefined) return { path, shapes, rest };
    path.push(sub.name);
    shapes = sub.options ?? [];
    rest = rest.slice(word[0].length);
  }
}

/** A value runs until the next known `option:`, so that it may hold spaces. */
function readOptions(text, shapes) {
  const names = shapes.map(({ name }) => name);
  const starts = [...text.matchAll(/(?:^|\s)([^\s:]{1,32}):/g)].filter(([, name]) => names.includes(name));
  const options = {};
  let focused;
  starts.forEach((start, index) => {
    const [, name] = start;
    const end = starts[index + 1]?.index ?? text.length;
    const raw = text.slice(start.index + start[0].length, end);
    options[name] = convert(
      shapes.find((shape) => shape.name === name),
      raw.trim(),
    );
    focused = index === starts.length - 1 && !/\s\s$/.test(raw) ? name : undefined;
  });
  return { options, focused };
}

function convert(shape, text) {
  if (NUMERIC.has(shape.type) && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (shape.type === BOOLEAN && /^(true|false)$/.test(text)) return text === 'true';
  return /^<(?:#|@&|@!?)(\d+)>$/.exec(text)?.[1] ?? text;
}

/** What could be typed next: `{text, about, line}` each; `line` is the whole line with it taken. */
export function offer(line, commands, places) {
  const read = readLine(line, commands);
  if (read === undefined) return [];
  const typed = line.slice(1).toLowerCase();
  if (read.shapes.length === 0 || read.shapes.some(({ type }) => SUBCOMMANDS.has(type))) {
    return commands
      .flatMap((command) => listPaths(command))
      .filter(({ text }) => text.startsWith(typed) || text.split(' ').some((word) => word.startsWith(typed)))
      .map(({ text, about }) => ({ text: `/${text}`, about, line: `/${text} ` }));
  }
  const shape = read.shapes.find(({ name }) => name === read.focused);
  if (shape !== undefined) return offerValues(line, shape, String(read.options[shape.name] ?? ''), places);
  const open = read.shapes.filter(({ name }) => !(name in read.options));
  const base = line.replace(/\S*$/, '');
  return open.map(({ name, description, required }) => ({
    text: `${name}:`,
    about: `${description}${required ? ' (required)' : ''}`,
    line: `${base}${name}:`,
  }));
}

/** A command by its full name; one with subcommands is each of those, in one list as in Discord. */
function listPaths({ name, description, options = [] }) {
  const subcommands = options.filter(({ type }) => SUBCOMMANDS.has(type));
  if (subcommands.length === 0) return [{ text: name, about: description }];
  return subcommands.flatMap(listPaths).map(({ text, about }) => ({ text: `${name} ${text}`, about }));
}

function offerValues(line, shape, typed, places) {
  const take = (value) => `${line.slice(0, line.lastIndexOf(`${shape.name}:`) + shape.name.length + 1)}${value} `;
  const lists = {
    5: ['true', 'false'].map((value) => ({ name: value, value })),
    6: places.users,
    7: places.channels,
    8: places.roles,
    9: [...places.users, ...places.roles],
  };
  const known = shape.choices?.length ? shape.choices : (lists[shape.type] ?? []);
  return known
    .filter(({ name }) => name.toLowerCase().includes(typed.toLowerCase()) || typed === '')
    .map(({ name, value }) => ({ text: name, about: '', line: take(value) }));
}

/** The line with an autocomplete's choice taken. */
export function takeChoice(line, option, value) {
  return `${line.slice(0, line.lastIndexOf(`${option}:`) + option.length + 1)}${value} `;
}
