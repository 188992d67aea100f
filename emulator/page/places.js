/** Servers, channels, direct messages, and who one is. */
import { find, make, refill } from './dom.js';
import { renderAvatar } from './render-message.js';
import { isManager, isPinged, memberOf } from './world.js';

const CATEGORY = 4;
const DIRECT = 1;
/** Voice channels and forums hold no messages of their own. */
const SILENT_TYPES = new Set([2, CATEGORY, 13, 15]);
const THREADS = new Set([10, 11, 12]);

/** `state`: world, guildId (null for direct messages), channelId, userId, `unreadOf(channelId)`, `lastIn(guildId)`. `open` changes it. */
export function drawPlaces(state, open) {
  drawRail(state, open);
  drawChannels(state, open);
  drawPeople(state, open);
}

/** The channels that a person can open in a server, or their direct messages. */
export function channelsOf({ world, userId }, guildId) {
  return world.channels.filter((channel) => {
    if (SILENT_TYPES.has(channel.type) || channel.archived) return false;
    return guildId === null ? channel.type === DIRECT && channel.recipientId === userId : channel.guildId === guildId;
  });
}

/** How many messages of a channel a person has not seen, and how many of those are for them. */
function countUnread({ world, userId, unreadOf }, channel) {
  const unread = unreadOf(channel.id);
  const pings =
    channel.guildId === null ? unread.length : unread.filter((message) => isPinged(world, message, userId)).length;
  return { unread: unread.length, pings };
}

function badge(count) {
  return count === 0 ? [] : [make('span', { class: 'badge' }, [count > 99 ? '99+' : String(count)])];
}

function drawRail(state, open) {
  const sum = (channels) =>
    channels
      .map((channel) => countUnread(state, channel))
      .reduce((all, { unread, pings }) => ({ unread: all.unread + unread, pings: all.pings + pings }), {
        unread: 0,
        pings: 0,
      });
  const entry = (id, name, face, letters) => {
    const channels = channelsOf(state, id);
    const { unread, pings } = sum(channels);
    const attributes = {
      type: 'button',
      class: unread > 0 ? 'server unread' : 'server',
      'data-key': `server-${id}`,
      'aria-current': String(state.guildId === id),
      'aria-label': `${name}${pings > 0 ? `, ${pings} new for you` : unread > 0 ? ', unread' : ''}`,
      title: name,
      onclick: () => open({ guildId: id, channelId: state.lastIn(id) ?? channels[0]?.id }),
    };
    return make('li', {}, [
      make('button', attributes, [
        make('span', { class: 'face', 'aria-hidden': 'true', 'data-letters': letters }, face),
        ...badge(pings),
      ]),
    ]);
  };
  const home = entry(null, 'Direct messages', [make('i', { class: 'icon icon-chat' })]);
  const servers = state.world.guilds.slice(0, 40).map(({ id, name }) => entry(id, name, [], initials(name)));
  refill(find('servers'), [home, make('li', { class: 'gap', 'aria-hidden': 'true' }), ...servers]);
}

/** "Harbour Desk" is HD. */
function initials(name) {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  return (
    words
      .slice(0, 3)
      .map(([letter]) => letter)
      .join('')
      .toUpperCase() || '?'
  );
}

function drawChannels(state, open) {
  const { world, guildId } = state;
  const guild = world.guilds.find(({ id }) => id === guildId);
  find('place').textContent = guild?.name ?? 'Direct Messages';
  const channels = channelsOf(state, guildId);
  const categories = world.channels.filter(({ type, guildId: home }) => type === CATEGORY && home === guildId);
  const inside = (parentId) =>
    channels.filter(
      (channel) => (categories.some(({ id }) => id === channel.parentId) ? channel.parentId : null) === parentId,
    );
  const entry = (channel) => renderChannel(state, channel, () => open({ guildId, channelId: channel.id }));
  const groups = [null, ...categories.map(({ id }) => id)].flatMap((id) => {
    const own = inside(id);
    if (own.length === 0) return [];
    const name = categories.find((category) => category.id === id)?.name;
    return [...(name ? [make('li', { class: 'category' }, [name])] : []), ...own.map(entry)];
  });
  refill(
    find('channels'),
    groups.length > 0
      ? groups
      : [
          make('li', { class: 'faint' }, [
            guildId === null ? 'No direct messages yet. Press “Remind me” below a date.' : 'No channels.',
          ]),
        ],
  );
}

function renderChannel(state, channel, onclick) {
  const { unread, pings } = countUnread(state, channel);
  const direct = channel.guildId === null;
  const bot = state.world.users.find(({ bot: isBot }) => isBot);
  const name = direct ? (bot?.username ?? 'Direct') : channel.name;
  const current = channel.id === state.channelId;
  const attributes = {
    type: 'button',
    class: `channel${unread > 0 && !current ? ' unread' : ''}${THREADS.has(channel.type) ? ' thread' : ''}`,
    'data-key': `channel-${channel.id}`,
    'aria-current': current ? 'page' : 'false',
    'aria-label': `${direct ? 'Direct messages with' : 'Channel'} ${name}${unread > 0 && !current ? `, ${unread} unread` : ''}`,
    onclick,
  };
  const mark = direct ? renderAvatar(make, bot ?? {}) : make('i', { class: 'icon icon-hash', 'aria-hidden': 'true' });
  return make('li', {}, [
    make('button', attributes, [mark, make('span', { class: 'label' }, [name]), ...badge(current ? 0 : pings)]),
  ]);
}

/** Two people who may do different things; the one pressed is who one is. */
function drawPeople(state, open) {
  const { world, userId } = state;
  const guild = world.guilds[0];
  const people = world.users.filter(({ bot }) => !bot).slice(0, 6);
  const entry = (user) => {
    const right = memberOf(guild, user.id) === undefined ? 'guest' : isManager(guild, user.id) ? 'manager' : 'member';
    const attributes = {
      type: 'button',
      class: 'person',
      'data-key': `person-${user.id}`,
      'aria-pressed': String(user.id === userId),
      onclick: () => open({ userId: user.id }),
    };
    const text = make('span', { class: 'label' }, [
      make('strong', {}, [user.username]),
      make('span', { class: 'faint' }, [right]),
    ]);
    return make('button', attributes, [renderAvatar(make, user), text]);
  };
  refill(find('people'), people.map(entry));
}
