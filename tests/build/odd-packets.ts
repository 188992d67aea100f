import type { Emulator } from '../../emulator/emulator.ts';

/** Packets that Discord's documents do not allow; each was worth a crash in some library. */

/** One packet, sent into a living connection or in the place of one that the gateway owes. */
export type OddPacket = {
  readonly what: string;
  readonly data: string | Uint8Array;
  readonly insteadOf?: 'HELLO' | 'READY' | 'RESUMED';
};

const json = (value: unknown): string => JSON.stringify(value);
const dispatch = (t: unknown, d: unknown, s: unknown = 2): string => json({ op: 0, t, s, d });

/** Sound but for what a packet below takes away. */
const READY = {
  v: 10,
  user: { id: '1428000000000009001', username: 'datewatch', bot: true },
  guilds: [],
  session_id: 'another-session',
  resume_gateway_url: 'ws://127.0.0.1:1/gateway',
  application: { id: '1428000000000009002', flags: 0 },
};
const CALL = {
  id: '1428000000000009003',
  application_id: READY.application.id,
  token: 'odd-token',
  version: 1,
  type: 2,
  guild_id: '1428000000000009004',
  channel_id: '1428000000000009005',
};

export const ODD_PACKETS: readonly OddPacket[] = [
  { what: 'text that is no JSON', data: '{"op":0,' },
  { what: 'an empty text', data: '' },
  { what: 'JSON null', data: 'null' },
  { what: 'a JSON number too large for any number', data: '1e999' },
  { what: 'a JSON list', data: '[0,1,2]' },
  { what: 'brackets 50,000 deep', data: '['.repeat(50_000) },
  { what: 'compressed garbage', data: Uint8Array.from([0x78, 0x9c, 0xff, 0x00, 0x13, 0x37, 0x00, 0x00, 0xff, 0xff]) },
  { what: 'JSON as bytes', data: new TextEncoder().encode(json({ op: 11 })) },
  { what: 'a packet without an op', data: json({ t: 'READY', s: 2, d: READY }) },
  { what: 'an op that is a text', data: json({ op: '0', t: 'RESUMED', s: 2, d: {} }) },
  { what: 'an unknown op', data: json({ op: 999, d: { op: 0 } }) },
  { what: 'an op that is a huge number', data: '{"op":1e308,"d":null}' },
  { what: 'a second HELLO without data', data: json({ op: 10, d: null }) },
  { what: 'a second HELLO with an interval of nothing', data: json({ op: 10, d: { heartbeat_interval: 0 } }) },
  { what: 'an invalid session without data', data: json({ op: 9 }) },
  { what: 'an invalid session that says null', data: json({ op: 9, d: null }) },
  { what: 'an event without a name', data: dispatch(null, {}) },
  { what: 'an event whose name is an object', data: dispatch({ toString: 'x' }, {}) },
  { what: 'an event without data', data: json({ op: 0, t: 'MESSAGE_CREATE', s: 2 }) },
  { what: 'an event whose number is a text', data: dispatch('TYPING_START', {}, 'two') },
  { what: 'an event whose number is huge', data: '{"op":0,"t":"TYPING_START","s":1e300,"d":{}}' },
  { what: 'a second READY without data', data: dispatch('READY', null) },
  { what: 'a second READY without an application', data: dispatch('READY', { ...READY, application: undefined }) },
  { what: 'a READY without data', data: dispatch('READY', null, 1), insteadOf: 'READY' },
  { what: 'a READY without a session', data: dispatch('READY', { ...READY, session_id: null }, 1), insteadOf: 'READY' },
  {
    what: 'a READY whose address is none',
    data: dispatch('READY', { ...READY, resume_gateway_url: 'nowhere' }, 1),
    insteadOf: 'READY',
  },
  { what: 'a HELLO without an interval', data: json({ op: 10, d: {} }), insteadOf: 'HELLO' },
  { what: 'a HELLO whose interval is huge', data: '{"op":10,"d":{"heartbeat_interval":1e308}}', insteadOf: 'HELLO' },
  { what: 'a RESUMED without data', data: dispatch('RESUMED', null), insteadOf: 'RESUMED' },
  { what: 'a server without data', data: dispatch('GUILD_CREATE', null) },
  { what: 'a server that goes without an id', data: dispatch('GUILD_DELETE', { unavailable: 'yes' }) },
  { what: 'an interaction without data', data: dispatch('INTERACTION_CREATE', null) },
  { what: 'an interaction that is a text', data: dispatch('INTERACTION_CREATE', 'hello') },
  { what: 'a command without its name', data: dispatch('INTERACTION_CREATE', CALL) },
  {
    what: 'a command whose parts are of other types',
    data: dispatch('INTERACTION_CREATE', {
      ...CALL,
      token: 7,
      member: 'nobody',
      app_permissions: 'many',
      data: { type: 1, name: 5, options: 'all', resolved: [] },
    }),
  },
];

/** Puts the packet where it belongs; resolves once the connection stands. */
export async function sendOddPacket(emulator: Emulator, { data, insteadOf }: OddPacket): Promise<void> {
  if (insteadOf === undefined) return emulator.gatewayFaults.sendRaw(data);
  const stands = () => emulator.gatewayLog.filter(({ name }) => name === 'READY' || name === 'RESUMED').length;
  // The spoiled one counts as well; a RESUMED needs no data, so that nothing comes after it.
  const wanted = stands() + (insteadOf === 'READY' ? 2 : 1);
  emulator.gatewayFaults.replaceNext(insteadOf, data);
  if (insteadOf === 'READY') emulator.gatewayFaults.invalidateSessions(false);
  else emulator.gatewayFaults.dropSockets();
  await emulator.until('the connection to stand', () => stands() >= wanted);
}
