/** A message as Discord shows it. Builds through `make`, as `render-text.js` does. */
import { renderComponent } from './render-components.js';
import { renderEmbed, renderFile } from './render-embed.js';
import { formatTime } from './render-moment.js';
import { renderText } from './render-text.js';

const SILENT = 1 << 12;

/**
 * `context`: make, names, locale, nowMs, zone, places, `use(message, component, values, button)` for what is pressed,
 * `open(message, select, button)` for a select, and where a page is behind it `jump`, `type`, `menu`, `dismiss`,
 * `isPinged`, `find`. `grouped`: the one before is by the same author, so that picture and name are not said again.
 */
export function renderMessage(context, message, grouped = false) {
  const { make } = context;
  const classes = [
    'message',
    ...(grouped ? ['grouped'] : []),
    ...(message.ephemeral ? ['ephemeral'] : []),
    ...(context.isPinged?.(message) ? ['pinged'] : []),
  ].join(' ');
  return make('li', { class: classes, id: `message-${message.id}`, 'data-id': message.id, tabindex: '-1' }, [
    ...renderOrigin(context, message),
    ...renderHead(context, message, grouped),
    ...(message.loading
      ? [make('div', { class: 'thinking' }, [`${message.author.username ?? '?'} is thinking…`])]
      : []),
    ...(message.content ? [make('div', { class: 'text content' }, renderText(context, message.content))] : []),
    ...renderBody({ ...context, files: findPicture(message) }, message),
    ...(message.ephemeral ? [renderPrivate(context, message)] : []),
    ...(context.menu ? [renderTools(context, message)] : []),
  ]);
}

/** A file that a card or a component shows is not shown again below. */
function renderBody(context, message) {
  const shown = JSON.stringify([message.embeds, message.components]);
  const files = message.attachments.filter(({ filename }) => !shown.includes(`attachment://${filename}`));
  return [
    ...message.embeds.map((embed) => renderEmbed(context, embed)),
    ...files.map((file) => renderFile(context, file)),
    ...message.components.map((component) => renderComponent(context, message, component)),
  ];
}

/** Where the page finds a picture of the message's own; undefined for any other address. */
function findPicture({ attachments, pictures = [] }) {
  return (address) => {
    const file = attachments.find(({ filename, url }) => address === url || address === `attachment://${filename}`);
    return file !== undefined && pictures.includes(file.id) ? `/emulator/pictures/${file.id}` : undefined;
  };
}

const STAMP = { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' };

function renderHead({ make, locale, zone }, message, grouped) {
  const date = new Date(message.createdMs);
  const attributes = {
    class: 'stamp',
    datetime: date.toISOString(),
    title: formatTime(date, { dateStyle: 'full', timeStyle: 'short' }, locale, zone),
  };
  const edited =
    message.editedMs === null || message.interaction ? [] : [make('span', { class: 'edited' }, ['(edited)'])];
  if (grouped) {
    const short = formatTime(date, { hour: 'numeric', minute: '2-digit' }, locale, zone);
    return [make('time', attributes, [short]), ...edited];
  }
  const { username = '?', bot = false } = message.author;
  return [
    renderAvatar(make, message.author),
    make('h3', { class: 'head' }, [
      make('span', { class: 'name' }, [username]),
      ...(bot ? [make('span', { class: 'app' }, ['APP'])] : []),
      make('time', attributes, [formatTime(date, STAMP, locale, zone)]),
      ...edited,
      ...(message.pinned ? [make('span', { class: 'edited' }, ['pinned'])] : []),
      ...((message.flags & SILENT) !== 0
        ? [make('span', { class: 'edited', title: 'Arrived without a sound' }, ['silent'])]
        : []),
    ]),
  ];
}

/** A round picture: the bot's own, or a person's first letter in a colour that belongs to their id. */
export function renderAvatar(make, { id = '', username = '?', bot = false }) {
  const tone = bot ? 'bot' : String([...id].reduce((sum, digit) => sum + digit.charCodeAt(0), 0) % 6);
  const letter = bot ? [] : [username.slice(0, 1).toUpperCase()];
  return make('span', { class: 'avatar', 'data-tone': tone, 'aria-hidden': 'true' }, letter);
}

/** What a message answers: the command that somebody used, or another message. */
function renderOrigin(context, message) {
  const { make, names } = context;
  const { interaction, referenced_message: replied } = message;
  if (interaction?.name) {
    return [
      make('div', { class: 'origin' }, [
        make('span', { class: 'mention' }, [`@${names.user(interaction.userId)}`]),
        ' used ',
        make('span', { class: 'used' }, [`/${interaction.name}`]),
      ]),
    ];
  }
  const source =
    replied ??
    (interaction?.sourceId && interaction.sourceId !== message.id ? context.find?.(interaction.sourceId) : undefined);
  if (!source) return [];
  const line = source.content || source.embeds[0]?.title || 'a message';
  const onclick = () => context.jump?.(source.channel_id, source.id);
  return [
    make('button', { class: 'origin', type: 'button', onclick }, [
      make('span', { class: 'name' }, [source.author.username ?? '?']),
      make('span', { class: 'excerpt' }, [
        line.replaceAll(/<@(&?)!?(\d+)>/g, (_, role, id) => `@${role ? names.role(id) : names.user(id)}`),
      ]),
    ]),
  ];
}

function renderPrivate({ make, dismiss }, message) {
  return make('div', { class: 'private' }, [
    make('i', { class: 'icon icon-eye' }, []),
    'Only you can see this',
    ...(dismiss
      ? [
          ' • ',
          make(
            'button',
            { class: 'text-link', type: 'button', 'data-key': 'dismiss', onclick: () => dismiss(message) },
            ['Dismiss message'],
          ),
        ]
      : []),
  ]);
}

/** The way to the commands that Discord offers in the menu of a message. */
function renderTools({ make, menu }, message) {
  const attributes = {
    class: 'tools',
    type: 'button',
    'data-key': 'tools',
    'aria-haspopup': 'menu',
    'aria-expanded': 'false',
    'aria-label': 'Apps for this message',
    title: 'Apps',
    onclick: ({ currentTarget }) => menu(message, currentTarget),
  };
  return make('button', attributes, [make('i', { class: 'icon icon-more' }, [])]);
}
