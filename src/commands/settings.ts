import type { LocalTime, Zone } from '../model/date.ts';
import type { GuildId } from '../model/subscription.ts';
import { badTime, badZone } from '../render/answers/refuse.ts';
import { type SettingsView, type ShownClock, settingsAnswer } from '../render/answers/settings-answer.ts';
import { isLocalTime } from '../time/local.ts';
import { canonicalZone, nearestZones } from '../time/zones.ts';
import { requireManager } from './allow-call.ts';
import { type Command, CommandRefusal } from './command.ts';
import type { CommandContext } from './context.ts';
import { nearestWords } from './find-events.ts';
import { indexList } from './index-list.ts';
import { nextReminders } from './preview-reminders.ts';
import { clockFrom, wishOf } from './read-clock.ts';
import { textOption } from './read-options.ts';

/** `/settings`: this server's clock. Without options it shows what is in force. */
export const settings: Command<CommandContext> = {
  shape: {
    name: 'settings',
    description: "This server's zone and the time of day for reminders; shows them when nothing is named",
    for: 'manage',
    options: [
      {
        name: 'zone',
        description: 'Time zone, such as America/New_York',
        type: 'string',
        maxLength: 100,
        autocomplete: true,
      },
      { name: 'posting-time', description: 'When day reminders are posted, HH:MM', type: 'string', maxLength: 10 },
    ],
  },
  async handle(call, context) {
    const guild = requireManager(call);
    const zone = readZone(textOption(call, 'zone'));
    const postingTime = readTime(textOption(call, 'posting-time'));
    const own = (await context.registry.guildSettings()).find((row) => row.guild === guild) ?? null;
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
    // Writing what stands already would begin every window anew: what fell due since the last tick would be passed over.
    if (wanted.zone !== own?.zone || wanted.postingTime !== own?.postingTime) {
      await context.registry.putGuildSettings(wanted, now);
      context.changed();
    }
    const moved = await movedReminders(guild, old, clock, context);
    return { message: settingsAnswer({ now, clock, before: old, moved }), private: true };
  },
  async complete(_call, { name, typed }) {
    if (name !== 'zone') return [];
    return nearestZones(typed).map((zone) => ({ name: zone, value: zone }));
  },
};

/** The subscriptions of a server whose next reminder stands elsewhere by the new clock. */
async function movedReminders(
  guild: GuildId,
  before: ShownClock,
  after: ShownClock,
  context: CommandContext,
): Promise<SettingsView['moved']> {
  const index = indexList(context.list(), context.edges);
  const now = context.world.now();
  const defaults = context.defaults();
  const rows = (await context.registry.subscriptions()).filter((row) => row.guild === guild && row.paused === null);
  return rows.flatMap((row) => {
    const [old] = nextReminders(index, wishOf(row, before, defaults), now, 1);
    const [fresh] = nextReminders(index, wishOf(row, after, defaults), now, 1);
    if (!old || !fresh || old.due === fresh.due) return [];
    return { channel: row.channel, before: old.due, after: fresh.due };
  });
}

function readZone(typed: string | null): Zone | null {
  if (typed === null) return null;
  const zone = canonicalZone(typed);
  if (zone !== null) return zone;
  const near = nearestZones(typed, 3);
  throw new CommandRefusal(badZone(typed, near.length > 0 ? near : nearestWords(nearestZones('', 1000), typed, 3)));
}

/** A time of day; `9:00` is taken for `09:00`. */
function readTime(typed: string | null): LocalTime | null {
  if (typed === null) return null;
  const time = /^\d:\d\d$/.test(typed) ? `0${typed}` : typed;
  if (!isLocalTime(time)) throw new CommandRefusal(badTime(typed));
  return time;
}
