import type { CalledChannel, CalledRole, CommandCall, PressCall } from '../../src/features/call/command.ts';

/** What the bot needs in a text channel. */
export const ALL = ['ViewChannel', 'SendMessages', 'SendMessagesInThreads', 'EmbedLinks', 'ReadMessageHistory'];

/** A text channel in which the bot may do everything that it needs. */
export function channel(id = '100', changes: Partial<CalledChannel> = {}): CalledChannel {
  return {
    id,
    name: 'dates',
    kind: 'text',
    botMay: new Set(ALL),
    callerMay: new Set(['ViewChannel', 'SendMessages', 'SendMessagesInThreads']),
    ...changes,
  };
}

export function role(id = '900', changes: Partial<CalledRole> = {}): CalledRole {
  return { id, name: 'trade', mentionable: true, everyone: false, ...changes };
}

/** A call by somebody who may manage server 1. */
export function call(options: CommandCall['options'] = {}, changes: Partial<CommandCall> = {}): CommandCall {
  return {
    guild: '1',
    channel: channel(),
    user: '500',
    locale: 'en-US',
    mayManageServer: true,
    options,
    ...changes,
  };
}

/** A press on a control with those parts in its id; with `values`, `chosenChannels` or `fields` a choice or a form. */
export function press(args: readonly string[], changes: Partial<PressCall> = {}): PressCall {
  const { options: _, ...from } = call();
  return { ...from, args, values: [], chosenChannels: [], chosenRoles: [], fields: {}, ...changes };
}
