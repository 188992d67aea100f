import { findEvent } from '../../list/index/find-events.ts';
import { plainText } from '../../render/text/escape-text.ts';
import { requireServer } from '../call/check-channel.ts';
import { type Choice, type Command, type CommandCall, CommandRefusal, type CommandShape } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { completeEvent, EVENT_OPTION, requireEvent } from '../call/event-option.ts';
import { sceneWords } from './answer.ts';
import { sceneName } from './preview-scenes.ts';
import { chooseScene, openStage, sceneLabel, showPreview } from './show-preview.ts';
import { previewText } from './words.ts';

/** https://docs.discord.com/developers/interactions/receiving-and-responding (autocomplete) */
const MAX_CHOICES = 25;

const SHAPE = {
  name: 'preview',
  description: previewText('preview'),
  for: 'everyone',
  options: [
    EVENT_OPTION,
    {
      name: 'message',
      description: previewText('previewMessage'),
      type: 'string',
      maxLength: 100,
      autocomplete: true,
    },
  ],
} as const satisfies CommandShape;

/** `/preview`: any message of any event, past ones too, for the caller alone. */
export const preview: Command<CommandContext, typeof SHAPE> = {
  shape: SHAPE,
  async handle(call, context) {
    requireServer(call);
    const now = context.world.now();
    const listed = requireEvent(call.options.event, context.index(), now);
    const stage = await openStage(listed, call, context);
    const typed = call.options.message;
    const scene = chooseScene(stage, typed, now);
    if (scene === null) throw new CommandRefusal(previewText('unknown', { typed: plainText(typed ?? '', 60) || '…' }));
    return { message: showPreview(scene, stage, listed, context), private: true };
  },
  async complete(call, { name, typed }, context) {
    const index = context.index();
    if (name !== 'message') return completeEvent(typed, index, context.world.now());
    return completeScene(call, typed, context);
  },
};

/** The messages of the event that was named before; none where that is not clear yet. */
async function completeScene(
  call: CommandCall<typeof SHAPE>,
  typed: string,
  context: CommandContext,
): Promise<Choice[]> {
  const index = context.index();
  const listed = findEvent(index, call.options.event, context.world.now());
  if (listed === null) return [];
  const wanted = typed.trim().toLowerCase();
  return (await openStage(listed, call, context)).scenes
    .map((scene) => ({ name: sceneWords(sceneLabel(scene)), value: sceneName(scene) }))
    .filter((choice) => choice.name.toLowerCase().includes(wanted))
    .slice(0, MAX_CHOICES);
}
