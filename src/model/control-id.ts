import { CONTROL_ID_MAX } from './discord-limits.ts';

/** The second argument of Details below a notice. */
export const NEWS = 'news';

/** A control's id taken apart: the action of a press, its arguments, and the mark of the post it is below. */
type ControlId = {
  readonly action: string;
  readonly args: readonly string[];
  /** A post's nonce, by which the bot finds its own message again; `null` below answers. It is no argument. */
  readonly mark: string | null;
};

/**
 * Writes the id `action:arg:arg~mark` of a button, select or form. Throws `RangeError` for one that Discord would
 * refuse or that could not be read back unchanged.
 */
export function writeControlId(
  action: string,
  args: readonly (string | number)[] = [],
  mark: string | null = null,
): string {
  const id = join(action, args, mark);
  const parts = [action, ...args.map(String)];
  if (id.length > CONTROL_ID_MAX) throw new RangeError(`A control's id is over ${CONTROL_ID_MAX} characters: ${id}`);
  if (action === '' || parts.some((part) => /[:~]/.test(part)) || mark?.includes('~') === true) {
    throw new RangeError(`A control's id cannot be read back: ${id}`);
  }
  return id;
}

/** Whether such an id is short enough for Discord. */
export function fitsControlId(...parts: Parameters<typeof writeControlId>): boolean {
  return join(...parts).length <= CONTROL_ID_MAX;
}

/** Reads any id, including made-up ones: anybody can send any. */
export function readControlId(id: string): ControlId {
  const end = id.lastIndexOf('~');
  const [action = '', ...args] = (end === -1 ? id : id.slice(0, end)).split(':');
  return { action, args, mark: end === -1 ? null : id.slice(end + 1) };
}

function join(action: string, args: readonly (string | number)[] = [], mark: string | null = null): string {
  return `${[action, ...args].join(':')}${mark === null ? '' : `~${mark}`}`;
}

/** Writes and reads the ids of a feature's own buttons, selects and forms: arguments by name. */
type ControlIds<Name extends string> = {
  readonly action: string;
  /** The id with these arguments. Throws `RangeError` for one that Discord would refuse or that cannot be read back. */
  write(args: Readonly<Record<Name, string | number>>): string;
  /** The arguments of a press, '' for each one that is missing. Anybody can make them up. */
  read(args: readonly string[]): Readonly<Record<Name, string>>;
};

/** The ids `action:arg:arg` with the arguments in this order. Those at the end that are '' are left out of an id. */
export function controlIds<const Name extends string>(action: string, ...names: readonly Name[]): ControlIds<Name> {
  return {
    action,
    write(args) {
      const values = names.map((name) => args[name]);
      return writeControlId(action, values.slice(0, values.findLastIndex((value) => value !== '') + 1));
    },
    read: (args) => Object.fromEntries(names.map((name, at) => [name, args[at] ?? ''])) as Record<Name, string>,
  };
}
