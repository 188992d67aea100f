/** Buttons, selects and Components V2: https://discord.com/developers/docs/components/reference */
import { barOf, renderFile, renderMedia } from './render-embed.js';
import { renderLink } from './render-inline.js';
import { renderText } from './render-text.js';

const BUTTON_STYLES = { 1: 'primary', 2: 'secondary', 3: 'success', 4: 'danger' };
const LINK_STYLE = 5;

export function renderComponent(context, message, component) {
  const { make } = context;
  const inner = () => (component.components ?? []).map((each) => renderComponent(context, message, each));
  switch (component.type) {
    case 1:
      return make('div', { class: 'row' }, inner());
    case 2:
      return renderButton(context, message, component);
    case 3:
    case 5:
    case 6:
    case 7:
    case 8:
      return renderSelect(context, message, component);
    case 9:
      return make('div', { class: 'section' }, [
        make('div', {}, inner()),
        ...(component.accessory ? [renderComponent(context, message, component.accessory)] : []),
      ]);
    case 10:
      return make('div', { class: 'text' }, renderText(context, String(component.content ?? '')));
    case 11:
      return renderMedia(context, mediaOf(component), 'thumbnail');
    case 12:
      return make(
        'div',
        { class: 'gallery' },
        (component.items ?? []).map((item) => renderMedia(context, mediaOf(item), 'image')),
      );
    case 13:
      return renderFile(context, {
        filename: component.name ?? component.file?.url ?? 'file',
        size: component.size ?? 0,
      });
    case 14:
      return make(
        'hr',
        { class: `${component.divider === false ? 'blank' : ''} ${component.spacing === 2 ? 'wide' : ''}`.trim() },
        [],
      );
    case 17:
      return make('article', { class: 'container', ...barOf(component.accent_color) }, inner());
    default:
      return make('div', { class: 'faint' }, [`(a component of type ${component.type})`]);
  }
}

function mediaOf({ media, description }) {
  return { url: media?.url ?? '', description };
}

function renderButton(context, message, button) {
  const { make, use } = context;
  const label = [button.emoji?.id ? '' : (button.emoji?.name ?? ''), button.label ?? '']
    .filter((part) => part !== '')
    .join(' ');
  if (button.style === LINK_STYLE) {
    const link = renderLink(context, button.url, label);
    return make('span', { class: 'button link' }, [link]);
  }
  const attributes = {
    class: `button ${BUTTON_STYLES[button.style] ?? 'secondary'}`,
    type: 'button',
    'data-key': button.custom_id,
    ...(button.disabled ? { disabled: '' } : {}),
  };
  return make('button', { ...attributes, onclick: (event) => use(message, button, undefined, event?.currentTarget) }, [
    label,
  ]);
}

/** The kinds of a select whose choices are not in it: 5 people, 6 roles, 7 both, 8 channels. */
export function choicesOf(select, places = { users: [], roles: [], channels: [] }) {
  switch (select.type) {
    case 5:
      return places.users;
    case 6:
      return places.roles;
    case 7:
      return [...places.users, ...places.roles];
    case 8: {
      const types = select.channel_types ?? [];
      return places.channels.filter(({ type }) => types.length === 0 || types.includes(type));
    }
    default:
      return (select.options ?? []).map(({ label, value, description, emoji }) => ({
        name: [emoji?.id ? '' : (emoji?.name ?? ''), label].filter((part) => part !== '').join(' '),
        value,
        about: description ?? '',
      }));
  }
}

/** What is chosen from the start. */
export function chosenOf(select) {
  return select.type === 3
    ? (select.options ?? []).filter((option) => option.default).map(({ value }) => value)
    : (select.default_values ?? []).map(({ id }) => id);
}

const PLACEHOLDERS = {
  3: 'Make a selection',
  5: 'Select a user',
  6: 'Select a role',
  7: 'Select a user or role',
  8: 'Select a channel',
};

/** A closed select: what is chosen, or what could be. `open(select, button, chosen)` opens its list. */
export function renderSelect(context, message, select) {
  const { make, places, open } = context;
  const chosen = chosenOf(select);
  const known = choicesOf(select, places);
  const placeholder = select.placeholder ?? PLACEHOLDERS[select.type];
  const names = chosen.map((value) => known.find((choice) => choice.value === value)?.name ?? 'unknown');
  const shown =
    names.length === 0
      ? [make('span', { class: 'placeholder' }, [placeholder])]
      : names.map((name) =>
          make('span', { class: (select.max_values ?? 1) > 1 || select.type !== 3 ? 'chosen' : '' }, [name]),
        );
  const attributes = {
    class: 'select',
    type: 'button',
    'data-key': select.custom_id,
    'aria-haspopup': 'listbox',
    'aria-expanded': 'false',
    'aria-label': names.length === 0 ? placeholder : `${placeholder}: ${names.join(', ')}`,
    ...(select.disabled ? { disabled: '' } : {}),
    onclick: ({ currentTarget }) => open(message, select, currentTarget),
  };
  return make('button', attributes, [
    make('span', { class: 'values' }, shown),
    make('i', { class: 'icon icon-down' }, []),
  ]);
}
