/** The page: keeps the world as the stream tells it, draws it, and passes on what the person does. */
import { renderMessage } from './render-message.js';
import { offer, readLine, takeChoice } from './type-command.js';

/** The type of the commands in the menu of a message; those of the line have type 1. */
const MESSAGE_COMMAND = 3;

const find = (id) => document.getElementById(id);
const state = { world: undefined, channelId: undefined, userId: undefined, asked: 0 };

/** The only place where elements are made. Strings become text nodes; handlers and the colour bar are set as properties. */
function make(tag, attributes, children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'bar') element.style.setProperty('--bar', value);
    else if (typeof value === 'function') element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

function context() {
  const { world } = state;
  const nameOf = (list, id, key) => list.find((entry) => entry.id === id)?.[key] ?? 'unknown';
  return {
    make,
    use: useComponent,
    menu: world.commands.filter(({ type }) => type === MESSAGE_COMMAND).map(({ name }) => name),
    choose: (message, name) => act('messageCommand', { messageId: message.id, name }),
    locale: navigator.language,
    nowMs: world.nowMs,
    names: {
      role: (id) =>
        nameOf(
          world.guilds.flatMap(({ roles }) => roles),
          id,
          'name',
        ),
      user: (id) => nameOf(world.users, id, 'username'),
      channel: (id) => nameOf(world.channels, id, 'name'),
    },
  };
}

async function post(kind, doing) {
  const where = { channelId: state.channelId, userId: state.userId, locale: 'en-US' };
  const response = await fetch('/emulator/interact', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind, doing: { ...where, ...doing } }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error.replace(/^emulator: /, ''));
  return answer;
}

async function act(kind, doing) {
  say('');
  try {
    const answer = await post(kind, doing);
    if (answer.modal !== null) openForm(answer.modal, doing.messageId);
  } catch (error) {
    say(error.message);
  }
}

function say(text) {
  const problem = find('problem');
  problem.textContent = text;
  problem.hidden = text === '';
}

function useComponent(message, component, values) {
  const doing = { messageId: message.id, customId: component.custom_id };
  return values === undefined ? act('button', doing) : act('select', { ...doing, values });
}

function openForm(modal, messageId) {
  const inputs = modal.components
    .flatMap((row) => (row.component ? [{ ...row.component, label: row.label }] : (row.components ?? [])))
    .filter(({ type }) => type === 4);
  const fields = inputs.map((input) => {
    const attributes = {
      name: input.custom_id,
      placeholder: input.placeholder ?? '',
      ...(input.required === false ? {} : { required: '' }),
    };
    const field = make(input.style === 2 ? 'textarea' : 'input', attributes, []);
    field.value = input.value ?? '';
    return make('label', {}, [input.label ?? input.custom_id, field]);
  });
  const onsubmit = (event) => {
    event.preventDefault();
    find('modal').close();
    const values = Object.fromEntries(new FormData(event.target));
    act('modalSubmit', {
      customId: modal.custom_id,
      fields: values,
      ...(messageId === undefined ? {} : { messageId }),
    });
  };
  const cancel = make('button', { type: 'button', onclick: () => find('modal').close() }, ['Cancel']);
  const send = make('button', { class: 'primary' }, ['Submit']);
  find('modal').replaceChildren(
    make('h2', {}, [modal.title]),
    make('form', { onsubmit }, [...fields, make('div', { class: 'row' }, [send, cancel])]),
  );
  find('modal').showModal();
}

function draw() {
  drawPlaces();
  drawMessages();
}

function drawPlaces() {
  const { world } = state;
  const text = world.channels.filter(({ type }) => type !== 4 && type !== 15);
  state.channelId = text.some(({ id }) => id === state.channelId) ? state.channelId : text[0]?.id;
  const open = (id) => () => {
    state.channelId = id;
    draw();
  };
  const entry = (channel) => {
    const unread = world.messages.filter(({ channel_id }) => channel_id === channel.id).length;
    const current = {
      'aria-current': String(channel.id === state.channelId),
      type: 'button',
      onclick: open(channel.id),
    };
    return make('button', current, [
      `${channel.guildId === null ? '@ direct' : `# ${channel.name}`}${unread === 0 ? '' : ` (${unread})`}`,
    ]);
  };
  const groups = [...world.guilds.map(({ id, name }) => [id, name]), [null, 'Direct messages']];
  find('channels').replaceChildren(
    ...groups.flatMap(([guildId, name]) => {
      const own = text.filter((channel) => channel.guildId === guildId);
      return own.length === 0 ? [] : [make('h2', {}, [name]), ...own.map(entry)];
    }),
  );
  const people = world.users.filter(({ bot }) => !bot);
  state.userId = people.some(({ id }) => id === state.userId) ? state.userId : people[0]?.id;
  find('user').replaceChildren(
    ...people.map(({ id, username }) =>
      make('option', { value: id, ...(id === state.userId ? { selected: '' } : {}) }, [username]),
    ),
  );
  const channel = world.channels.find(({ id }) => id === state.channelId);
  find('title').textContent = channel === undefined ? '' : `# ${channel.name}`;
}

function drawMessages() {
  const list = find('messages');
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
  const shown = state.world.messages.filter(
    ({ channel_id, visibleTo }) => channel_id === state.channelId && (visibleTo === null || visibleTo === state.userId),
  );
  const drawing = context();
  const empty = make('li', { class: 'faint' }, ['Nothing here yet. Reminders appear here; or type / below.']);
  list.replaceChildren(
    ...(shown.length === 0 ? [empty] : shown.slice(-200).map((message) => renderMessage(drawing, message))),
  );
  if (atEnd) list.scrollTop = list.scrollHeight;
}

function drawClock() {
  const format = { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' };
  find('clock').textContent =
    `World time ${new Intl.DateTimeFormat(navigator.language, format).format(state.world.nowMs)} UTC`;
}

const typedCommands = () => state.world.commands.filter(({ type }) => type !== MESSAGE_COMMAND);

async function hint() {
  const line = find('line').value;
  const { world } = state;
  const here = world.channels.find(({ id }) => id === state.channelId)?.guildId;
  const typed = typedCommands();
  const places = {
    users: world.users.map(({ id, username }) => ({ name: username, value: id })),
    channels: world.channels
      .filter(({ guildId }) => guildId === here)
      .map(({ id, name }) => ({ name: `#${name}`, value: id })),
    roles: (world.guilds.find(({ id }) => id === here)?.roles ?? []).map(({ id, name }) => ({ name, value: id })),
  };
  state.asked += 1;
  const asked = state.asked;
  const read = readLine(line, typed);
  const shape = read?.shapes.find(({ name }) => name === read.focused);
  const offers = shape?.autocomplete ? await askChoices(line, read) : offer(line, typed, places);
  // An answer that comes after the next key is about an older line.
  if (asked === state.asked) drawHints(offers);
}

async function askChoices(line, read) {
  try {
    const { choices } = await post('autocomplete', { name: read.name, options: read.options, focused: read.focused });
    return choices.map(({ name, value }) => ({ text: name, about: '', line: takeChoice(line, read.focused, value) }));
  } catch (error) {
    return [{ text: error.message, about: '', line }];
  }
}

function drawHints(offers) {
  const take = (line) => () => {
    find('line').value = line;
    find('line').focus();
    hint();
  };
  find('hints').replaceChildren(
    ...offers
      .slice(0, 25)
      .map(({ text, about, line }) =>
        make('li', {}, [
          make('button', { type: 'button', onclick: take(line) }, [
            text,
            ' ',
            make('span', { class: 'faint' }, [about]),
          ]),
        ]),
      ),
  );
  find('hints').hidden = offers.length === 0;
}

find('line').addEventListener('input', hint);
find('user').addEventListener('change', (event) => {
  state.userId = event.target.value;
  draw();
});
find('command').addEventListener('submit', (event) => {
  event.preventDefault();
  const read = readLine(find('line').value.trim(), typedCommands());
  if (read?.command === undefined)
    return say(
      read === undefined ? 'Only slash commands can be sent here: begin with /' : `There is no command /${read.name}`,
    );
  find('line').value = '';
  drawHints([]);
  return act('command', { name: read.name, options: read.options });
});

const stream = new EventSource('/emulator/events');
const on = (type, change) =>
  stream.addEventListener(type, ({ data }) => {
    const event = JSON.parse(data);
    if (state.world !== undefined) state.world.nowMs = event.nowMs;
    change(event);
    drawClock();
  });
on('world', (world) => {
  state.world = world;
  draw();
});
on('message', (message) => {
  const { messages } = state.world;
  const index = messages.findIndex(({ id }) => id === message.id);
  if (index === -1) messages.push(message);
  else messages[index] = message;
  draw();
});
on('delete', ({ id }) => {
  state.world.messages = state.world.messages.filter((message) => message.id !== id);
  draw();
});
on('violation', ({ method, path, reasons }) => say(`Discord would refuse ${method} ${path}: ${reasons.join('; ')}`));
on('clock', () => undefined);
stream.addEventListener('error', () =>
  say('The connection to the emulator is gone. It comes back by itself if the program still runs.'),
);
stream.addEventListener('open', () => say(''));
