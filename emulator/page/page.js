/** The page: keeps where one is and who one is, draws it, and passes on what the person does. */

import { createComposer } from './composer.js';
import { announce, find, make } from './dom.js';
import { startDrawers } from './drawers.js';
import { fillForm } from './fill-form.js';
import { openMenu } from './float.js';
import { createLog } from './log.js';
import { pickValues } from './pick-values.js';
import { channelsOf, drawPlaces } from './places.js';
import { createReading } from './reading.js';
import { choicesOf, chosenOf } from './render-components.js';
import { interact, write } from './send-actions.js';
import { startStory } from './story.js';
import { startTheme } from './theme.js';
import { commandsFor, followWorld, isPinged, lookUp, messagesFor } from './world.js';

const LINE_COMMANDS = 1;
const MENU_COMMANDS = 3;
/** Answers that are a message of their own: at once, or later. */
const NEW_MESSAGE = new Set([4, 5]);

const state = { guildId: undefined, channelId: undefined, userId: undefined, unreadFrom: undefined };
const reading = createReading();
const dismissed = new Set();
const visited = new Map();

const channel = () => state.world.channels.find(({ id }) => id === state.channelId);
const here = () => state.world.guilds.find(({ id }) => id === state.guildId);

/** Who can be chosen and mentioned where one is. */
function places() {
  const { world } = state;
  const guild = here();
  const users = world.users.filter(({ id }) => guild === undefined || guild.members.includes(id));
  return {
    users: users.map(({ id, username, bot }) => ({ name: username, value: id, about: bot ? 'app' : '' })),
    roles: (guild?.roles ?? []).map(({ id, name }) => ({
      name: `@${name.replace(/^@/, '')}`,
      value: id,
      about: 'role',
    })),
    channels: world.channels
      .filter(({ guildId, type }) => guildId === state.guildId && type !== 4)
      .map(({ id, name, type }) => ({ name: `#${name}`, value: id, type })),
  };
}

/** What drawing a message needs to know and may do. */
function context() {
  const { world, userId } = state;
  return {
    make,
    names: lookUp(world),
    places: places(),
    locale: navigator.language,
    nowMs: world.nowMs,
    isPinged: (message) => message.author.id !== userId && isPinged(world, message, userId),
    find: (id) => messagesFor(world, state.channelId, userId).find((message) => message.id === id),
    use: (message, component, values, button) => useComponent(message, component, values, button),
    open: openSelect,
    openChannel: (id) => open({ channelId: id }),
    jump,
    type: (text) => composer.type(text),
    menu: showMenu,
    dismiss: (message) => {
      dismissed.add(message.id);
      drawMessages();
      find('line').focus();
    },
  };
}

async function act(kind, doing, button) {
  notify('');
  button?.classList.add('busy');
  try {
    const answer = await interact(kind, { channelId: state.channelId, userId: state.userId, ...doing });
    if (answer.modal !== null) openForm(answer.modal, doing.messageId);
    // An answer comes last, wherever one was reading.
    else if (NEW_MESSAGE.has(answer.callbackType)) drawMessages({ end: true });
    return answer;
  } catch (error) {
    notify(error.message);
    return undefined;
  } finally {
    button?.classList.remove('busy');
  }
}

function useComponent(message, component, values, button) {
  const doing = { messageId: message.id, customId: component.custom_id };
  return values === undefined ? act('button', doing, button) : act('select', { ...doing, values }, button);
}

function openSelect(message, select, button) {
  button.dataset.message = `message-${message.id}`;
  const request = {
    label: select.placeholder ?? 'Choose',
    choices: choicesOf(select, places()),
    chosen: chosenOf(select),
    min: select.min_values ?? 1,
    max: select.max_values ?? 1,
    ...(select.type === 3 ? {} : { search: true }),
  };
  pickValues(button, request, (values) => useComponent(message, select, values, button));
}

function openForm(modal, messageId) {
  fillForm(context(), modal, (fields) => {
    const from = messageId === undefined ? {} : { messageId };
    return interact('modalSubmit', { userId: state.userId, customId: modal.custom_id, fields, ...from });
  });
}

function showMenu(message, button) {
  button.dataset.message = `message-${message.id}`;
  const commands = commandsFor(state.world, MENU_COMMANDS, channel(), state.userId);
  const entries = commands.map(({ name }) => [name, () => act('messageCommand', { messageId: message.id, name })]);
  openMenu(button, 'Apps', entries.length > 0 ? entries : [['No commands here', () => undefined]]);
}

/** Goes to a message, in whichever channel it is. */
function jump(channelId, messageId) {
  if (channelId !== state.channelId) open({ channelId });
  if (!log.jump(messageId)) notify('That message is not there any more.');
}

/** Something that the person should know; '' for nothing. */
function notify(text) {
  find('notice').hidden = text === '';
  find('notice').firstElementChild.textContent = text;
}

/** Goes to another place or becomes another person. */
function open(change) {
  const { world } = state;
  Object.assign(state, change);
  if (change.channelId !== undefined) {
    const found = channel();
    if (found !== undefined) state.guildId = found.guildId;
    drawers();
  }
  settle();
  state.unreadFrom = reading.unread(world, state.channelId, state.userId)[0]?.id;
  visited.set(state.guildId, state.channelId);
  composer.reset();
  draw();
  story.become(state.userId);
}

/** Keeps to what exists: a channel may be gone, a person may not see it. */
function settle() {
  const { world } = state;
  const people = world.users.filter(({ bot }) => !bot);
  if (!people.some(({ id }) => id === state.userId)) state.userId = people[0]?.id;
  if (state.guildId !== null && here() === undefined) state.guildId = world.guilds[0]?.id;
  const offered = channelsOf(state, state.guildId);
  if (!offered.some(({ id }) => id === state.channelId)) state.channelId = offered[0]?.id;
}

function draw() {
  drawMessages();
  drawPlaces(
    {
      ...state,
      unreadOf: (id) => reading.unread(state.world, id, state.userId),
      lastIn: (guildId) => visited.get(guildId),
    },
    open,
  );
  const bot = state.world.users.find((user) => user.bot);
  const now = channel();
  find('title').textContent =
    now === undefined ? 'No channel' : now.guildId === null ? (bot?.username ?? 'Direct') : now.name;
  find('channel-head').classList.toggle('direct', now?.guildId === null);
  find('line').placeholder = composerPlaceholder();
  document.title = `${now?.guildId === null ? '@' : '#'}${find('title').textContent} · Datewatch: see it work`;
}

/** Many messages at once are drawn once. */
function drawSoon() {
  if (state.drawing) return;
  state.drawing = true;
  requestAnimationFrame(() => {
    state.drawing = false;
    draw();
  });
}

function composerPlaceholder() {
  const name = find('title').textContent;
  return channel()?.guildId === null ? `Message @${name}` : `Message #${name}, or / for commands`;
}

function drawMessages(options) {
  const { world, channelId, userId } = state;
  const messages = messagesFor(world, channelId, userId).filter(({ id }) => !dismissed.has(id));
  log.draw({ messages, unreadFrom: state.unreadFrom, key: `${userId}/${channelId}` }, options);
  reading.mark(world, channelId, userId);
}

/** What stands above the first message of a channel. */
function beginning(count) {
  const now = channel();
  const name =
    now?.guildId === null ? (state.world.users.find(({ bot }) => bot)?.username ?? '') : `#${now?.name ?? ''}`;
  const more =
    count === 0
      ? 'Nothing here yet. Reminders appear here by themselves; or type / below.'
      : 'This is where it begins.';
  return make('li', { class: 'beginning' }, [
    make('strong', {}, [`Welcome to ${name}!`]),
    make('span', { class: 'faint' }, [more]),
  ]);
}

const log = createLog({ context, empty: beginning });
const drawers = startDrawers();
startTheme();

const composer = createComposer({
  commands: () => commandsFor(state.world, LINE_COMMANDS, channel(), state.userId),
  places,
  placeholder: composerPlaceholder,
  say: notify,
  run: (name, options) => act('command', { name, options }),
  write: (text) => write(state.userId, state.channelId, text).catch((error) => notify(error.message)),
  autocomplete: async (asked) => {
    try {
      const { choices } = await interact('autocomplete', {
        channelId: state.channelId,
        userId: state.userId,
        ...asked,
      });
      return { choices };
    } catch (error) {
      return { choices: [], problem: error.message };
    }
  },
});
const story = startStory({ notify, jump, type: (text) => composer.type(text) });

find('notice')
  .querySelector('button')
  .addEventListener('click', () => notify(''));
find('messages').addEventListener('contextmenu', (event) => {
  const tools = event.target.closest('a, input') ? null : event.target.closest('.message')?.querySelector('.tools');
  if (!tools) return;
  event.preventDefault();
  tools.click();
});

state.world = followWorld({
  world() {
    reading.takeWorld(state.world);
    settle();
    draw();
    story.world(state.world, state.userId);
  },
  message(message, isNew) {
    drawSoon();
    if (!isNew) return;
    const seen = message.visibleTo === null || message.visibleTo === state.userId;
    if (seen && !story.isQuiet() && message.channel_id === state.channelId && !message.loading)
      announce(`${message.author.username}: ${message.content || message.embeds[0]?.title || 'a message'}`);
    story.message(message);
  },
  gone: drawSoon,
  clock() {
    if (!state.world.ready) return;
    log.renew(state.world.nowMs, navigator.language);
    story.clock(state.world.nowMs);
  },
  stage: (view) => story.stage(view),
  trouble: notify,
});
