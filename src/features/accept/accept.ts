import { controlIds } from '../../model/control-id.ts';
import { buildAnswer, buildCard } from '../../render/card/build-card.ts';
import { CommandRefusal, type PressHandler } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import type { Feature } from '../call/offer-feature.ts';
import { acceptText } from './words.ts';

const IDS = controlIds('accept', 'version');

/**
 * The button below the report of a shorter list, in the channel of the maintainers: it may take effect. The answer is for
 * all of them, so that nobody looks into it a second time.
 */
const pressAccept: PressHandler<CommandContext> = {
  action: IDS.action,
  async handle(call, context) {
    const end = await context.acceptList(IDS.read(call.args).version, call.channel.id);
    if (end === 'elsewhere') throw new CommandRefusal(acceptText('elsewhere'));
    if (end === 'gone') throw new CommandRefusal(acceptText('gone'));
    const card = buildCard({ title: acceptText('title'), rows: [acceptText('text', { user: `<@${call.user}>` })] });
    return { message: buildAnswer(acceptText('line'), card), private: false };
  },
};

export const feature: Feature = { presses: [pressAccept] };
