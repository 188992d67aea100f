import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIComponentInMessageActionRow,
  type APISelectMenuComponent,
  ButtonStyle,
  ChannelType,
  ComponentType,
  SelectMenuDefaultValueType,
} from 'discord-api-types/v10';
import {
  BUTTON_LABEL_MAX,
  BUTTONS_IN_ROW_MAX,
  CONTROL_ID_MAX,
  LINK_URL_MAX,
  PLACEHOLDER_MAX,
  ROWS_MAX,
  SELECT_OPTIONS_MAX,
  SELECT_TEXT_MAX,
  SELECT_VALUES_MAX,
  SNOWFLAKE,
} from '../../model/discord-limits.ts';
import type { Control } from '../../model/message.ts';

type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

const STYLES = {
  primary: ButtonStyle.Primary,
  secondary: ButtonStyle.Secondary,
  success: ButtonStyle.Success,
  danger: ButtonStyle.Danger,
} as const;

/**
 * Builds rows of controls that Discord accepts. A control that could not work (an id over 100 characters or used twice,
 * a link that is no web address, a select without options) is left out and reported to `note`: the message matters
 * more.
 */
export function buildComponents(rows: readonly (readonly Control[])[], note: NoteTrim): Row[] {
  const ids = new Set<string>();
  const built = rows.flatMap((row, index) => {
    const where = `controls[${index}]`;
    const components = row.flatMap((control, at) => buildControl(control, `${where}[${at}]`, ids, note) ?? []);
    return splitRow(components, where, note);
  });
  if (built.length > ROWS_MAX) note(`controls: ${built.length} rows of ${ROWS_MAX}`);
  return built.slice(0, ROWS_MAX);
}

/** Splits rows into at most five buttons, or one select, each. */
function splitRow(components: APIComponentInMessageActionRow[], where: string, note: NoteTrim): Row[] {
  const rows: APIComponentInMessageActionRow[][] = [];
  for (const component of components) {
    const last = rows.at(-1);
    const fits =
      component.type === ComponentType.Button &&
      last?.[0]?.type === ComponentType.Button &&
      last.length < BUTTONS_IN_ROW_MAX;
    if (fits) last.push(component);
    else rows.push([component]);
  }
  if (rows.length > 1) note(`${where}: ${components.length} controls in one row`);
  return rows.map((row) => ({ type: ComponentType.ActionRow, components: row }));
}

function buildControl(
  control: Control,
  where: string,
  ids: Set<string>,
  note: NoteTrim,
): APIComponentInMessageActionRow | null {
  if (control.type === 'link') return buildLink(control, where, note);
  if (isBlank(control.id) || control.id.length > CONTROL_ID_MAX || ids.has(control.id)) {
    note(`${where}: an id that is empty, used twice or over ${CONTROL_ID_MAX}`);
    return null;
  }
  ids.add(control.id);
  if (control.type !== 'button') return buildSelect(control, where, note);
  const label = labelOf(control.label, where, note);
  const { id: custom_id, disabled, style } = control;
  return { type: ComponentType.Button, style: STYLES[style], custom_id, label, ...(disabled ? { disabled } : {}) };
}

function buildLink(
  control: Extract<Control, { type: 'link' }>,
  where: string,
  note: NoteTrim,
): APIButtonComponent | null {
  const url = control.url.length <= LINK_URL_MAX && URL.canParse(control.url) ? new URL(control.url) : null;
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    note(`${where}: a link that is no web address or over ${LINK_URL_MAX}`);
    return null;
  }
  return {
    type: ComponentType.Button,
    style: ButtonStyle.Link,
    url: control.url,
    label: labelOf(control.label, where, note),
  };
}

function labelOf(label: string, where: string, note: NoteTrim): string {
  return isBlank(label) ? '…' : trimText(label, BUTTON_LABEL_MAX, `${where}.label`, note);
}

type Select = Extract<Control, { type: 'select' | 'channel-select' | 'role-select' }>;
type Option = Extract<Control, { type: 'select' }>['options'][number];

/** The channels that can hold messages: neither categories nor forums nor stages are offered. */
const CHANNELS = [
  ChannelType.GuildText,
  ChannelType.GuildVoice,
  ChannelType.GuildAnnouncement,
  ChannelType.AnnouncementThread,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
];

/** Builds a select that Discord accepts; `null`, with a report to `note`, where nothing could be chosen in it. */
function buildSelect(control: Select, where: string, note: NoteTrim): APISelectMenuComponent | null {
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

/** A value names the choice, so it is never cut: an option that cannot have its own is left out. */
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

/** Reports a part that had to be cut or left out: `embeds[0].title: 300 of 256`. */
export type NoteTrim = (where: string) => void;

/**
 * A text that fits into `max` UTF-16 units: itself, or its beginning with `…` at the end, never cut inside a surrogate
 * pair. Lone surrogates, which Discord refuses or strips, become U+FFFD.
 */
export function trimText(text: string, max: number, where: string, note: NoteTrim): string {
  const whole = text.toWellFormed();
  if (whole.length <= max) return whole;
  note(`${where}: ${whole.length} of ${max}`);
  if (max < 1) return '';
  const cut = whole.slice(0, max - 1);
  // Half of a pair at the cut is a lone surrogate: leave it out.
  return `${cut.isWellFormed() ? cut : cut.slice(0, -1)}…`;
}

/** True for text that Discord takes for empty: it trims white space first. */
export function isBlank(text: string): boolean {
  return text.trim() === '';
}
