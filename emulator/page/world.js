/** The world as the stream tells it: places, people, commands, and the messages of each channel in order. */

/** Follows the emulator. `on` names what is called after each kind of event; the world is current by then. */
export function followWorld(on) {
  const world = { ready: false, nowMs: 0, guilds: [], channels: [], users: [], commands: [], byChannel: new Map() };
  const stream = new EventSource('/emulator/events');
  const hear = (type, change) =>
    stream.addEventListener(type, ({ data }) => {
      const event = JSON.parse(data);
      world.nowMs = event.nowMs;
      change(event);
    });
  hear('world', (event) => {
    takeWorld(world, event);
    on.world();
  });
  hear('message', ({ nowMs: _nowMs, ...message }) => on.message(message, putMessage(world, message)));
  hear('delete', ({ id, channelId }) => {
    const messages = world.byChannel.get(channelId) ?? [];
    const index = messages.findIndex((message) => message.id === id);
    if (index !== -1) messages.splice(index, 1);
    on.gone(channelId);
  });
  hear('violation', ({ method, path, reasons }) =>
    on.trouble(`Discord would refuse ${method} ${path}: ${reasons.join('; ')}`),
  );
  hear('stage', (event) => on.stage(event));
  hear('clock', () => on.clock());
  stream.addEventListener('error', () =>
    on.trouble('The connection to the program is gone. It comes back by itself if the program still runs.'),
  );
  stream.addEventListener('open', () => on.trouble(''));
  return world;
}

/** Takes over a whole world. Messages that are as before stay the same objects, so that nothing of them is drawn anew. */
function takeWorld(world, { messages, ...rest }) {
  const before = new Map([...world.byChannel.values()].flat().map((message) => [message.id, message]));
  const kept = messages.map((message) => {
    const old = before.get(message.id);
    return old !== undefined && JSON.stringify(old) === JSON.stringify(message) ? old : message;
  });
  Object.assign(world, rest, { ready: true, byChannel: Map.groupBy(kept, ({ channel_id }) => channel_id) });
}

/** Whether it is new. An edit takes the place of what it edits. */
function putMessage(world, message) {
  const { channel_id } = message;
  if (!world.byChannel.has(channel_id)) world.byChannel.set(channel_id, []);
  const messages = world.byChannel.get(channel_id);
  // Edits are mostly of late messages.
  const index = messages.findLastIndex(({ id }) => id === message.id);
  if (index !== -1) messages[index] = message;
  else messages.push(message);
  return index === -1;
}

/** The messages of a channel that a person may see, oldest first. */
export function messagesFor(world, channelId, userId) {
  return (world.byChannel.get(channelId) ?? []).filter(({ visibleTo }) => visibleTo === null || visibleTo === userId);
}

/** Names of what mentions name, and the roles of a person. */
export function lookUp(world) {
  const nameIn = (list, id, key, unknown) => list.find((entry) => entry.id === id)?.[key] ?? unknown;
  const roles = world.guilds.flatMap((guild) => guild.roles);
  return {
    role: (id) => nameIn(roles, id, 'name', 'deleted-role'),
    user: (id) => nameIn(world.users, id, 'username', 'unknown-user'),
    channel: (id) => nameIn(world.channels, id, 'name', 'unknown'),
  };
}

/** Whether a message notified a person: by name, by a role of theirs, or as everyone. */
export function isPinged(world, message, userId) {
  const { users, roles, everyone } = message.pinged;
  if (everyone || users.includes(userId)) return true;
  return (
    roles.length > 0 && world.guilds.some((guild) => memberOf(guild, userId)?.roles.some((id) => roles.includes(id)))
  );
}

export function memberOf(guild, userId) {
  return guild?.people.find(({ id }) => id === userId);
}

const MANAGE_GUILD = 1n << 5n;

/** Whether a person may manage a server. */
export function isManager(guild, userId) {
  const held = BigInt(memberOf(guild, userId)?.permissions ?? 0);
  return (held & MANAGE_GUILD) !== 0n;
}

/** The commands that a person is offered in a channel: 1 for those of the line, 3 for those of a message's menu. */
export function commandsFor(world, type, channel, userId) {
  const guild = world.guilds.find(({ id }) => id === channel?.guildId);
  const held = BigInt(memberOf(guild, userId)?.permissions ?? 0);
  return world.commands.filter((command) => {
    if ((command.type ?? 1) !== type) return false;
    if (Array.isArray(command.contexts) && !command.contexts.includes(guild ? 0 : 1)) return false;
    if (!guild) return command.dm_permission !== false;
    const needed = command.default_member_permissions;
    return typeof needed !== 'string' || (held & BigInt(needed)) === BigInt(needed);
  });
}
