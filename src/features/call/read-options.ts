import { plainText } from '../../render/text/escape-text.ts';
import { type CalledChannel, type CalledRole, type CommandCall, CommandRefusal } from './command.ts';
import { callText } from './words.ts';

/** A text option, trimmed; `null` when it was left out or is blank. */
export function textOption(call: CommandCall, name: string): string | null {
  const value = call.options[name];
  if (typeof value !== 'string') return null;
  const text = value.trim();
  return text === '' ? null : text;
}

/** A whole number within its bounds, whatever was sent; `fallback` when it was left out. */
export function countOption(
  call: CommandCall,
  name: string,
  bounds: { min: number; max: number; fallback: number },
): number {
  const value = call.options[name];
  if (typeof value !== 'number' || !Number.isFinite(value)) return bounds.fallback;
  return Math.min(bounds.max, Math.max(bounds.min, Math.trunc(value)));
}

/** A true-or-false option; false when it was left out. */
export function flagOption(call: CommandCall, name: string): boolean {
  return call.options[name] === true;
}

/** A channel option; `null` when it was left out. */
export function channelOption(call: CommandCall, name: string): CalledChannel | null {
  const value = call.options[name];
  return typeof value === 'object' && 'kind' in value ? value : null;
}

/** A role option; `null` when it was left out. */
export function roleOption(call: CommandCall, name: string): CalledRole | null {
  const value = call.options[name];
  return typeof value === 'object' && 'mentionable' in value ? value : null;
}

/** One of an option's choices; `null` when it was left out. Discord sends no others, a caller of ours could. */
export function readChoice<Word extends string>(
  call: CommandCall,
  option: string,
  words: readonly Word[],
): Word | null {
  const typed = textOption(call, option);
  const found = words.find((word) => word === typed) ?? null;
  if (typed === null || found !== null) return found;
  throw new CommandRefusal(callText('unknownChoice', { typed: plainText(typed, 60) || '…', option }));
}
