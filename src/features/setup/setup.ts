import { chooseChannel, requireManager } from '../call/check-channel.ts';
import type { Command, CommandShape } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import type { Feature } from '../call/offer-feature.ts';
import { completeZone, readZone } from '../call/read-zone.ts';
import { openWithClock } from './change-server.ts';
import { HOUR_CHOICES } from './hour-choices.ts';
import { openChannel } from './open-channel.ts';
import { pressCard } from './press-card.ts';
import { pressWizard } from './wizard.ts';
import { setupText } from './words.ts';

const SHAPE = {
  name: 'datewatch setup',
  description: setupText('setup'),
  options: [
    { name: 'channel', description: setupText('setupChannel'), type: 'channel' },
    { name: 'zone', description: setupText('setupZone'), type: 'string', autocomplete: true },
    {
      name: 'clock',
      description: setupText('setupClock'),
      type: 'string',
      choices: HOUR_CHOICES.map((value) => ({ name: setupText(`clock-${value}`), value })),
    },
  ],
} as const satisfies CommandShape;

/**
 * `/datewatch setup`: the card of a channel, on which a manager changes all that it gets. A channel that gets nothing
 * begins with three questions (product rule 19).
 */
const setup: Command<CommandContext, typeof SHAPE> = {
  shape: SHAPE,
  async handle(call, context) {
    const guild = requireManager(call);
    const channel = chooseChannel(call);
    const { zone, clock } = call.options;
    const reply =
      zone === null && clock === null
        ? await openChannel(guild, channel, false, call, context)
        : await openWithClock(guild, channel, { found: await readZone(zone), clock }, call, context);
    return { ...reply, private: true, update: false };
  },
  async complete(call, focused, context) {
    return completeZone(focused.typed, call, context);
  },
};

export const feature: Feature = { commands: [setup], presses: [pressCard, pressWizard] };
