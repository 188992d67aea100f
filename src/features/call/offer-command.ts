import { plainText } from '../../render/text/escape-text.ts';
import {
  type Command,
  type CommandCall,
  CommandRefusal,
  type CommandRoot,
  type CommandShape,
  type OptionShape,
  type OptionValue,
  rootOf,
} from './command.ts';
import { callText } from './words.ts';

type Options = CommandCall['options'];
type Given = Options[string] | undefined;

/**
 * The same command, safe for any options that are sent: its handler sees only what its shape allows. A text is trimmed,
 * and left out when blank; a number is cut to its bounds; a value that is none of an option's choices is refused.
 */
export function offerCommand<Context>(command: Command<Context>): Command<Context> {
  const { shape, complete } = command;
  const offered: Command<Context> = {
    shape,
    handle: async (call, context) => command.handle({ ...call, options: readOptions(shape, call.options) }, context),
  };
  if (complete === undefined) return offered;
  return {
    ...offered,
    complete: async (call, focused, context) =>
      complete({ ...call, options: readTyped(shape, call.options) }, focused, context),
  };
}

/** Discord sends only the options it knows, but the commands it knows may be older than these. */
function readOptions(shape: CommandShape, given: Options): Options {
  const options = readTyped(shape, given);
  for (const { name, choices, required } of shape.options) {
    const typed = choices === undefined ? null : readText(given[name]);
    if (options[name] !== null || (typed === null && required !== true)) continue;
    throw new CommandRefusal(callText('unknownChoice', { typed: plainText(typed ?? '', 60) || '…', option: name }));
  }
  return options;
}

/** The same while an option is being typed and may still hold anything. */
function readTyped(shape: CommandShape, given: Options): Options {
  return Object.fromEntries(shape.options.map((option) => [option.name, readValue(option, given[option.name])]));
}

function readValue(option: OptionShape, value: Given): OptionValue | null {
  switch (option.type) {
    case 'string': {
      const text = readText(value);
      if (option.choices?.every((choice) => choice.value !== text)) return null;
      return text ?? (option.required === true ? '' : null);
    }
    case 'integer': {
      if (typeof value !== 'number' || !Number.isFinite(value)) return null;
      const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = option;
      return Math.min(max, Math.max(min, Math.trunc(value)));
    }
    case 'boolean':
      return typeof value === 'boolean' ? value : null;
    case 'channel':
      return typeof value === 'object' && value !== null && 'kind' in value ? value : null;
    case 'role':
      return typeof value === 'object' && value !== null && 'mentionable' in value ? value : null;
  }
}

function readText(value: Given): string | null {
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? null : text;
}

/** The words that commands begin with, in the order in which Discord and `/help` show them. */
export const COMMAND_ROOTS: readonly CommandRoot[] = [
  { name: 'dates', kind: 'slash', description: callText('rootDates'), for: 'everyone', inDirect: true },
  { name: 'remind', kind: 'slash', description: callText('rootRemind'), for: 'everyone', inDirect: true },
  { name: 'datewatch', kind: 'slash', description: callText('rootDatewatch'), for: 'manage', inDirect: false },
  { name: 'help', kind: 'slash', description: null, for: 'everyone', inDirect: true },
  { name: 'Remind me about this', kind: 'message', description: null, for: 'everyone', inDirect: true },
  { name: 'Why was this posted?', kind: 'message', description: null, for: 'everyone', inDirect: true },
];

/** A command as texts name it, in markdown: `/dates next`, or a message command by its name in the menu. */
export function commandName(shape: Pick<CommandShape, 'name'>): string {
  return rootOf(COMMAND_ROOTS, shape).kind === 'message' ? `**${shape.name}**` : `\`/${shape.name}\``;
}
