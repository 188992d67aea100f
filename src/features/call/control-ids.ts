import { writeControlId } from '../../model/control-id.ts';

/** Writes and reads the ids of a feature's own buttons, selects and forms: arguments by name. */
export type ControlIds<Name extends string> = {
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
