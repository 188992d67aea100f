/** A message as a card: content line, embeds, buttons and selects. Builds through `make`, as `render-text.js` does. */
import { renderLink, renderText } from './render-text.js';

const BUTTON_STYLES = { 1: 'primary', 2: 'secondary', 3: 'success', 4: 'danger' };
const LINK_STYLE = 5;

/**
 * `context`: make, names, locale, nowMs, zone, `use(message, component, values?)` for what is pressed or chosen, and
 * `menu`: the names of message commands, with `choose(message, name)` for the one chosen.
 */
export function renderMessage(context, message) {
  const { make } = context;
  const classes = ['message', ...(message.ephemeral ? ['ephemeral'] : [])].join(' ');
  return make('li', { class: classes, 'data-id': message.id }, [
    renderHead(context, message),
    ...(message.ephemeral ? [make('div', { class: 'faint' }, ['Only you can see this'])] : []),
    ...(message.loading ? [make('div', { class: 'faint' }, ['is thinking…'])] : []),
    ...(message.content ? [make('div', { class: 'text content' }, renderText(context, message.content))] : []),
    ...message.embeds.map((embed) => renderEmbed(context, embed)),
    ...message.attachments.map((file) =>
      make('div', { class: 'faint' }, [`File: ${file.filename} (${file.size} bytes)`]),
    ),
    ...message.components.map((component) => renderComponent(context, message, component)),
    ...renderPings(context, message),
    ...renderMenu(context, message),
  ]);
}

function renderHead({ make, locale, zone }, message) {
  const written = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    ...(zone === undefined ? {} : { timeZone: zone }),
  });
  return make('div', {}, [
    make('strong', {}, [message.author.username ?? '?']),
    ' ',
    make('span', { class: 'stamp' }, [
      `${message.author.bot ? 'app · ' : ''}${written.format(message.createdMs)}${message.editedMs === null ? '' : ' (edited)'}${message.pinned ? ' · pinned' : ''}`,
    ]),
  ]);
}

/** Who got a notification: in the emulator that is worth knowing. */
function renderPings({ make, names }, message) {
  const { roles, users, everyone } = message.pinged;
  const pinged = [
    ...(everyone ? ['@everyone'] : []),
    ...roles.map((id) => `@${names.role(id)}`),
    ...users.map((id) => `@${names.user(id)}`),
  ];
  return pinged.length === 0 ? [] : [make('div', { class: 'faint' }, [`Notified: ${pinged.join(', ')}`])];
}

/** The commands that Discord offers in the menu of a message. */
function renderMenu({ make, menu = [], choose }, message) {
  if (menu.length === 0) return [];
  const entries = menu.map((name) => make('button', { type: 'button', onclick: () => choose(message, name) }, [name]));
  return [make('details', { class: 'menu' }, [make('summary', {}, ['Apps']), ...entries])];
}

function renderEmbed(context, embed) {
  const { make } = context;
  const bar = typeof embed.color === 'number' ? { bar: `#${embed.color.toString(16).padStart(6, '0')}` } : {};
  const title = embed.title ? renderText(context, embed.title) : [];
  return make('article', { class: 'embed', ...bar }, [
    ...(embed.author?.name ? [make('div', { class: 'faint' }, [embed.author.name])] : []),
    ...(embed.title ? [make('h3', {}, embed.url ? [renderLink(make, embed.url, embed.title)] : title)] : []),
    ...(embed.description ? [make('div', { class: 'text' }, renderText(context, embed.description))] : []),
    ...(embed.fields?.length
      ? [
          make(
            'dl',
            { class: 'fields' },
            embed.fields.map((field) => renderField(context, field)),
          ),
        ]
      : []),
    ...['image', 'thumbnail'].flatMap((key) =>
      embed[key]?.url ? [make('div', { class: 'faint' }, [`Picture: ${embed[key].url}`])] : [],
    ),
    ...renderFoot(context, embed),
  ]);
}

function renderField(context, field) {
  const { make } = context;
  return make('div', { class: field.inline ? 'field' : 'field wide' }, [
    make('dt', {}, renderText(context, field.name)),
    make('dd', {}, renderText(context, field.value)),
  ]);
}

function renderFoot({ make, locale, zone }, embed) {
  const date = embed.timestamp ? new Date(embed.timestamp) : undefined;
  const stamp =
    date && !Number.isNaN(date.getTime())
      ? [
          new Intl.DateTimeFormat(locale, {
            dateStyle: 'medium',
            timeStyle: 'short',
            ...(zone === undefined ? {} : { timeZone: zone }),
          }).format(date),
        ]
      : [];
  const parts = [...(embed.footer?.text ? [embed.footer.text] : []), ...stamp];
  return parts.length === 0 ? [] : [make('div', { class: 'faint' }, [parts.join(' · ')])];
}

function renderComponent(context, message, component) {
  const { make } = context;
  const inner = () => (component.components ?? []).map((each) => renderComponent(context, message, each));
  switch (component.type) {
    case 1:
      return make('div', { class: 'row' }, inner());
    case 2:
      return renderButton(context, message, component);
    case 3:
      return renderSelect(context, message, component);
    case 9:
      return make('div', { class: 'row' }, [
        ...inner(),
        ...(component.accessory ? [renderComponent(context, message, component.accessory)] : []),
      ]);
    case 10:
      return make('div', { class: 'text' }, renderText(context, String(component.content ?? '')));
    case 14:
      return make('hr', {}, []);
    case 17:
      return make('article', { class: 'embed' }, inner());
    default:
      return make('div', { class: 'faint' }, [`(a component of type ${component.type})`]);
  }
}

function renderButton({ make, use }, message, button) {
  const label = [button.emoji?.id ? '' : (button.emoji?.name ?? ''), button.label ?? '']
    .filter((part) => part !== '')
    .join(' ');
  if (button.style === LINK_STYLE) {
    const link = renderLink(make, button.url, label);
    return make('span', { class: 'link' }, [link]);
  }
  const attributes = {
    class: BUTTON_STYLES[button.style] ?? 'secondary',
    type: 'button',
    ...(button.disabled ? { disabled: '' } : {}),
  };
  return make('button', { ...attributes, onclick: () => use(message, button) }, [label]);
}

function renderSelect({ make, use }, message, select) {
  const placeholder = make('option', { value: '' }, [select.placeholder ?? 'Choose…']);
  const options = select.options.map((option) =>
    make('option', { value: option.value, ...(option.default ? { selected: '' } : {}) }, [option.label]),
  );
  const onchange = (event) => event.target.value !== '' && use(message, select, [event.target.value]);
  return make('select', { onchange, ...(select.disabled ? { disabled: '' } : {}) }, [placeholder, ...options]);
}
