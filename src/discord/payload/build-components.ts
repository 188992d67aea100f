import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIComponentInMessageActionRow,
  ButtonStyle,
  ComponentType,
} from 'discord-api-types/v10';
import {
  BUTTON_LABEL_MAX,
  BUTTONS_IN_ROW_MAX,
  CONTROL_ID_MAX,
  LINK_URL_MAX,
  ROWS_MAX,
} from '../../model/discord-limits.ts';
import type { Control } from '../../model/message.ts';
import { buildSelect } from './build-select.ts';
import { isBlank, type NoteTrim, trimText } from './trim-text.ts';

type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

const STYLES = {
  primary: ButtonStyle.Primary,
  secondary: ButtonStyle.Secondary,
  success: ButtonStyle.Success,
  danger: ButtonStyle.Danger,
} as const;

/**
 * Rows of controls that Discord accepts. A control that could not work (an id over 100 characters or used twice, a link
 * that is no web address, a select without options) is left out and told to `note`: the message matters more.
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

/** At most five buttons, or one select, a row: what is too many goes into rows of its own. */
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
