import { plainText } from '../../render/text/escape-text.ts';
import {
  type Command,
  type CommandCall,
  CommandRefusal,
  type CommandShape,
  type OptionShape,
  type OptionValue,
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
