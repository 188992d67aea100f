import { Events } from 'discord.js';
import { expect, onTestFinished, test } from 'vitest';
import { makeClient } from '../../src/discord/gateway/make-client.ts';
import { watchGateway } from '../../src/discord/gateway/watch-gateway.ts';
import { startWorld } from './start-world.ts';

test('READY leaves no servers in memory, so that nothing takes a stub for a server it knows', async () => {
  const guilds = Array.from({ length: 30 }, (_, i) => ({ name: `Server ${i}` }));
  const { emulator, line } = await startWorld({ world: { guilds } });
  const client = makeClient(line);
  onTestFinished(() => client.destroy());
  let named = 0;
  client.on(Events.Raw, (packet: { t: string | null; d: { guilds?: unknown[] } }) => {
    if (packet.t === 'READY') named = packet.d.guilds?.length ?? 0;
  });
  const gateway = watchGateway(client, line.machine, () => undefined);
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(emulator.token);
  await ready;
  expect(gateway.state().up).toBe(true);
  expect(named).toBe(30);
  expect(client.guilds.cache.size).toBe(0);
});
