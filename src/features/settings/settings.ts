import type { GuildId } from '../../model/subscription.ts';
import { requireManager } from '../call/check-channel.ts';
import type { Command, CommandShape } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import type { Feature } from '../call/load-features.ts';
import { nextReminders } from '../call/preview-reminders.ts';
import { clockFrom, queryFor, type ShownClock } from '../call/read-clock.ts';
import { readTime } from '../call/read-times.ts';
import { completeZone, readZone } from '../call/read-zone.ts';
import { type SettingsView, settingsAnswer } from './answer.ts';
import { settingsText } from './words.ts';

const SHAPE = {
  name: 'datewatch settings',
  description: settingsText('settings'),
  options: [
    {
      name: 'zone',
      description: settingsText('settingsZone'),
      type: 'string',
      maxLength: 100,
      autocomplete: true,
    },
    { name: 'posting-time', description: settingsText('settingsPostingTime'), type: 'string', maxLength: 40 },
  ],
} as const satisfies CommandShape;

/** `/datewatch settings`: this server's clock. Without options it shows the present one. */
const settings: Command<CommandContext, typeof SHAPE> = {
  shape: SHAPE,
  async handle(call, context) {
    const guild = requireManager(call);
    const zone = (await readZone(call.options.zone))?.zone ?? null;
    const postingTime = readTime(call.options['posting-time']);
    const own = await context.settingsOf(guild);
    const old = clockFrom(own, context.defaults());
    const now = context.world.now();
    if (zone === null && postingTime === null) {
      return { message: settingsAnswer({ now, clock: old, before: null, moved: [] }), private: true };
    }
    const wanted = {
      guild,
      zone: zone ?? own?.zone ?? null,
      postingTime: postingTime ?? own?.postingTime ?? null,
    };
    const clock = clockFrom(wanted, context.defaults());
    // Writing equal settings would begin every window anew: anything that fell due since the last tick would be
    // skipped.
    if (wanted.zone !== own?.zone || wanted.postingTime !== own?.postingTime) {
      await context.registry.putGuildSettings(wanted, now);
      context.changed();
    }
    const moved = await movedReminders(guild, old, clock, context);
    return { message: settingsAnswer({ now, clock, before: old, moved }), private: true };
  },
  async complete(call, { name, typed }) {
    if (name !== 'zone') return [];
    return completeZone(typed, call.locale);
  },
};

/** The subscriptions of a server whose next reminder moves by the new clock. */
async function movedReminders(
  guild: GuildId,
  before: ShownClock,
  after: ShownClock,
  context: CommandContext,
): Promise<SettingsView['moved']> {
  const index = context.index();
  const now = context.world.now();
  const defaults = context.defaults();
  const rows = (await context.subscriptionsOf(guild)).filter((row) => row.paused === null);
  return rows.flatMap((row) => {
    const [old] = nextReminders(index, queryFor(row, before, defaults), now, 1);
    const [fresh] = nextReminders(index, queryFor(row, after, defaults), now, 1);
    if (!old || !fresh || old.due === fresh.due) return [];
    return { channel: row.channel, before: old.due, after: fresh.due };
  });
}

export const feature: Feature = { commands: [settings] };
