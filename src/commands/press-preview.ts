import { plainText } from '../render/escape-text.ts';
import { text } from '../render/text.ts';
import { requireServer } from './allow-call.ts';
import { CommandRefusal, type PressHandler } from './command.ts';
import type { CommandContext } from './context.ts';
import { indexList } from './index-list.ts';
import { chooseScene, openStage, showPreview } from './show-preview.ts';

/** A choice below `/preview`, `preview:<event>:<which select>`: shows that message of the event in place. */
export const pressPreview: PressHandler<CommandContext> = {
  action: 'preview',
  async handle(call, context) {
    requireServer(call);
    const listed = indexList(context.list(), context.edges).byId.get(call.args[0] ?? '');
    if (listed === undefined) throw new CommandRefusal(text('answers.eventGone'));
    const stage = await openStage(listed, call, context);
    const [wanted = ''] = call.values;
    // The list may have changed since the choice was offered.
    const scene = chooseScene(stage, wanted, context.world.now());
    if (scene === null) throw new CommandRefusal(text('previews.unknown', { typed: plainText(wanted, 60) || '…' }));
    return { message: showPreview(scene, stage, listed, context), private: true, update: true };
  },
};
