import {
  type APISelectMenuComponent,
  ChannelType,
  ComponentType,
  SelectMenuDefaultValueType,
} from 'discord-api-types/v10';
import {
  PLACEHOLDER_MAX,
  SELECT_OPTIONS_MAX,
  SELECT_TEXT_MAX,
  SELECT_VALUES_MAX,
  SNOWFLAKE,
} from '../../model/discord-limits.ts';
import type { Control } from '../../model/message.ts';
import { isBlank, type NoteTrim, trimText } from './trim-text.ts';

type Select = Extract<Control, { type: 'select' | 'channel-select' | 'role-select' }>;
type Option = Extract<Control, { type: 'select' }>['options'][number];

/** The channels that messages can stand in: neither categories nor forums nor stages are offered. */
const CHANNELS = [
  ChannelType.GuildText,
  ChannelType.GuildVoice,
  ChannelType.GuildAnnouncement,
  ChannelType.AnnouncementThread,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
];

/** A select that Discord accepts; `null`, and `note` is told, where nothing could be chosen in it. */
export function buildSelect(control: Select, where: string, note: NoteTrim): APISelectMenuComponent | null {
  const options = control.type === 'select' ? pickOptions(control.options, where, note) : null;
  const choosable = options?.length ?? SELECT_VALUES_MAX;
  if (choosable === 0) {
    note(`${where}: a select without options`);
    return null;
  }
  const max_values = Math.max(1, Math.min(control.max, choosable));
  const shared = {
    custom_id: control.id,
    ...(isBlank(control.placeholder)
      ? {}
      : { placeholder: trimText(control.placeholder, PLACEHOLDER_MAX, `${where}.placeholder`, note) }),
    min_values: Math.max(0, Math.min(control.min, max_values)),
    max_values,
  };
  if (options !== null) {
    return { type: ComponentType.StringSelect, ...shared, options: describeOptions(options, max_values, where, note) };
  }
  const ids = control.type === 'select' ? [] : pickDefaults(control.chosen ?? [], shared, where, note);
  if (control.type === 'role-select') {
    const defaults = ids.map((id) => ({ id, type: SelectMenuDefaultValueType.Role as const }));
    return { type: ComponentType.RoleSelect, ...shared, ...(ids.length === 0 ? {} : { default_values: defaults }) };
  }
  const defaults = ids.map((id) => ({ id, type: SelectMenuDefaultValueType.Channel as const }));
  return {
    type: ComponentType.ChannelSelect,
    ...shared,
    channel_types: CHANNELS,
    ...(ids.length === 0 ? {} : { default_values: defaults }),
  };
}

/** As many as may be chosen, or none: https://docs.discord.com/developers/components/reference#channel-select */
function pickDefaults(
  chosen: readonly string[],
  { min_values, max_values }: { min_values: number; max_values: number },
  where: string,
  note: NoteTrim,
): string[] {
  const ids = [...new Set(chosen)].filter((id) => SNOWFLAKE.test(id));
  if (ids.length === chosen.length && ids.length <= max_values && (ids.length === 0 || ids.length >= min_values)) {
    return ids;
  }
  note(`${where}.chosen: no id, used twice, or not ${min_values} to ${max_values}`);
  return ids.length < min_values ? [] : ids.slice(0, max_values);
}

/** A value names what was chosen, so it is never cut: an option that cannot have its own is left out. */
function pickOptions(options: readonly Option[], where: string, note: NoteTrim): Option[] {
  const values = new Set<string>();
  const usable = options.filter(({ value }) => {
    const fits = !isBlank(value) && value.length <= SELECT_TEXT_MAX && !values.has(value);
    if (!fits) note(`${where}: a value that is empty, used twice or over ${SELECT_TEXT_MAX}`);
    values.add(value);
    return fits;
  });
  if (usable.length > SELECT_OPTIONS_MAX) note(`${where}.options: ${usable.length} of ${SELECT_OPTIONS_MAX}`);
  return usable.slice(0, SELECT_OPTIONS_MAX);
}

function describeOptions(options: readonly Option[], max: number, where: string, note: NoteTrim) {
  // Discord refuses more chosen options than may be chosen.
  const chosen = new Set(options.filter((option) => option.chosen).slice(0, max));
  return options.map((option, index) => {
    const at = `${where}.options[${index}]`;
    const { label, value, description } = option;
    return {
      label: isBlank(label) ? '…' : trimText(label, SELECT_TEXT_MAX, `${at}.label`, note),
      value,
      ...(description === null || isBlank(description)
        ? {}
        : { description: trimText(description, SELECT_TEXT_MAX, `${at}.description`, note) }),
      ...(chosen.has(option) ? { default: true } : {}),
    };
  });
}
