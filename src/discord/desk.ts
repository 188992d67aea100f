import type { Command, PressHandler } from '../commands/command.ts';

/** Who answers the interactions. */
export type Desk<Context> = {
  readonly commands: readonly Command<Context>[];
  readonly presses: readonly PressHandler<Context>[];
  readonly context: Context;
};
