import { plainText } from '../../render/text/escape-text.ts';
import { requireServer } from '../call/check-channel.ts';
import { CommandRefusal, type PressHandler } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { callText } from '../call/words.ts';
import { chooseScene, openStage, showPreview } from './show-preview.ts';
import { previewText } from './words.ts';

/** A choice below `/preview`, `preview:<event>:<which select>`: shows that message of the event in place. */
export const pressPreview: PressHandler<CommandContext> = {
  action: 'preview',
  async handle(call, context) {
    requireServer(call);
    const listed = context.index().byId.get(call.args[0] ?? '');
    if (listed === undefined) throw new CommandRefusal(callText('eventGone'));
    const stage = await openStage(listed, call, context);
    const [wanted = ''] = call.values;
    // The list may have changed since the choice was offered.
    const scene = chooseScene(stage, wanted, context.world.now());
    if (scene === null) throw new CommandRefusal(previewText('unknown', { typed: plainText(wanted, 60) || '…' }));
    return { message: showPreview(scene, stage, listed, context), private: true, update: true };
  },
};
