import { describe, expect, test } from 'vitest';
import { type Emulated, emulateDiscord, plainCommand, say, serve } from '../build/emulate-discord.ts';
import { ODD_PACKETS, sendOddPacket } from '../build/odd-packets.ts';

const SECRET_WORDS = /odd-token|nowhere|another-session/;

async function open(): Promise<Emulated> {
  const emulated = await emulateDiscord();
  await serve(emulated, { commands: [plainCommand('here', async () => say('answered'))] });
  return emulated;
}

describe('a packet that nobody documents', () => {
  test('there are thirty-five of them, each its own', () => {
    expect(new Set(ODD_PACKETS.map(({ data }) => String(data))).size).toBe(35);
  });

  test.each(ODD_PACKETS)('the next command is answered after $what, and no word of it is logged', async (packet) => {
    const emulated = await open();
    await sendOddPacket(emulated.emulator, packet);
    expect((await emulated.emulator.interact.command({ name: 'here' })).content).toBe('answered');
    expect(JSON.stringify(emulated.said)).not.toMatch(SECRET_WORDS);
  });

  test('is logged once for each kind', async () => {
    const emulated = await open();
    for (const data of ['{', '{{', '[', '{"op":77}', '{"op":78}']) emulated.emulator.gatewayFaults.sendRaw(data);
    await emulated.emulator.interact.command({ name: 'here' });
    const dropped = emulated.said.filter(({ text }) => text.includes('dropped'));
    expect(dropped.map(({ fields }) => fields)).toEqual([{ packet: 'no JSON object' }, { packet: 'an unknown op' }]);
  });
});
