/**
 * A slash command as it is typed: which command, which options so far, and what could come next. Pure. A command in the
 * making is `{ path, shapes, filled }`; `filled` holds `{ shape, text, value }`, value undefined while it is only typed.
 */

const SUBCOMMANDS = new Set([1, 2]);
const STRING = 3;
const NUMERIC = new Set([4, 10]);
const BOOLEAN = 5;

/** Every command by its full name; one with subcommands is each of those, in one list as in Discord. */
export function listPaths(commands) {
  return commands.flatMap(({ name, description, options = [] }) => {
    const inner = options.filter(({ type }) => SUBCOMMANDS.has(type));
    if (inner.length === 0) return [{ path: name, about: description, shapes: options }];
    return listPaths(inner).map((each) => ({ ...each, path: `${name} ${each.path}` }));
  });
}

/** The commands that a beginning such as `/ne` could mean: whole names first, then those with a word that begins so. */
export function offerCommands(text, commands) {
  const typed = text.slice(1).toLowerCase().trim();
  const paths = listPaths(commands);
  const starts = paths.filter(({ path }) => path.startsWith(typed));
  const inner = paths.filter(
    ({ path }) => !path.startsWith(typed) && path.split(' ').some((word) => word.startsWith(typed)),
  );
  return [...starts, ...inner];
}

/** The command that a text begins with, and what follows it: `/dates next count:3`. Undefined while none is complete. */
export function readCommand(text, commands) {
  const found = listPaths(commands)
    .sort((left, right) => right.path.length - left.path.length)
    .find(({ path }) => text.startsWith(`/${path} `));
  return found && { ...begin(found), rest: text.slice(found.path.length + 2) };
}

/** A command that was chosen: what it must have is asked for at once. */
export function begin({ path, shapes }) {
  return {
    path,
    shapes,
    filled: shapes.filter(({ required }) => required).map((shape) => ({ shape, text: '', value: undefined })),
  };
}

/** Options that are not there yet and whose names begin so. */
export function offerOptions({ shapes, filled }, text) {
  const typed = text.trim().toLowerCase();
  return shapes.filter(({ name }) => name.startsWith(typed) && !filled.some(({ shape }) => shape.name === name));
}

/** Splits `count:3 topic:trade` into options; a value runs until the next known `option:`. `rest` is what comes before. */
export function readOptions({ shapes }, text) {
  const names = shapes.map(({ name }) => name);
  const starts = [...text.matchAll(/(?:^|\s)([^\s:]{1,32}):/g)].filter(([, name]) => names.includes(name));
  const options = starts.map((start, index) => ({
    shape: shapes.find(({ name }) => name === start[1]),
    text: text.slice(start.index + start[0].length, starts[index + 1]?.index ?? text.length).trim(),
    value: undefined,
  }));
  return { rest: text.slice(0, starts[0]?.index ?? text.length).trim(), options };
}

/** The command with more options; one that is there already takes the new text. */
export function fill(command, options) {
  const filled = command.filled.map((part) => options.find(({ shape }) => shape.name === part.shape.name) ?? part);
  const more = options.filter(({ shape }) => !command.filled.some((part) => part.shape.name === shape.name));
  return { ...command, filled: [...filled, ...more] };
}

/** The values that an option offers by itself: choices, yes or no, people, channels, roles. `places` as `{ name, value }`. */
export function offerValues(shape, text, places) {
  const lists = {
    5: ['True', 'False'].map((name) => ({ name, value: name === 'True' })),
    6: places.users,
    7: places.channels.filter(({ type }) => !shape.channel_types?.length || shape.channel_types.includes(type)),
    8: places.roles,
    9: [...places.users, ...places.roles],
  };
  const known = shape.choices?.length ? shape.choices : (lists[shape.type] ?? []);
  const typed = text.toLowerCase().replace(/^[@#]/, '');
  return known.filter(({ name }) => name.toLowerCase().replace(/^[@#]/, '').includes(typed));
}

/**
 * The options as they are sent: `{ name, options }`, or `{ missing, why }` with the option that stops it. What was typed
 * and not chosen counts where it can only mean one thing.
 */
export function complete(command, places) {
  const options = {};
  for (const { shape, text, value } of command.filled) {
    const meant = value ?? readValue(shape, text.trim(), places);
    if (meant === undefined && (shape.required || text.trim() !== '')) {
      const why =
        text.trim() === ''
          ? 'This option is required. Specify a value.'
          : `“${text.trim()}” is not one of the values it takes.`;
      return { missing: shape.name, why };
    }
    if (meant !== undefined) options[shape.name] = meant;
  }
  return { name: command.path, options };
}

function readValue(shape, text, places) {
  if (text === '') return undefined;
  const offered = offerValues(shape, '', places);
  const mentioned = /^<(?:#|@&|@!?)(\d+)>$/.exec(text)?.[1];
  const same = (name) => name.toLowerCase().replace(/^[@#]/, '') === text.toLowerCase().replace(/^[@#]/, '');
  const found = offered.find(({ name, value }) => same(name) || String(value) === (mentioned ?? text));
  if (found) return found.value;
  if (offered.length > 0 || shape.type === BOOLEAN) return undefined;
  if (NUMERIC.has(shape.type)) return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
  return shape.type === STRING ? text : mentioned;
}
