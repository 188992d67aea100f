/**
 * The measure for a burst: what people write who send one message to many channels with discord.js and its defaults.
 * Arguments: the REST base, a token, the instant (ms since 1970), how many channels, and the way: `loop` awaits each send,
 * `all` is `Promise.all`, `queue` is p-queue with 50 a second. Says `ready` once it is.
 */
import { Client, Events, GatewayIntentBits } from 'discord.js';
import PQueue from 'p-queue';
import { realMachine } from '../../src/time/machine.ts';

const [api = '', token = '', due = '', count = '', way = ''] = process.argv.slice(2);
const machine = realMachine();
const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api } });
process.once('SIGTERM', () => void client.destroy().then(() => process.exit(0)));

client.once(Events.ClientReady, async () => {
  const channels = [...client.channels.cache.values()].filter((one) => one.isSendable()).slice(0, Number(count));
  const send = (channel: (typeof channels)[number]): Promise<unknown> =>
    channel.send({
      content: 'The deadline for the filing is now: Mon 4 May 2026, 12:00 (UTC).',
      embeds: [
        {
          title: 'Filing',
          description: 'Closes Mon 4 May 2026, 12:00 (UTC)',
          fields: [{ name: 'Source', value: 'Office' }],
        },
      ],
    });
  process.stdout.write('ready\n');
  await machine.sleep(Number(due) - machine.now());
  if (way === 'loop') {
    for await (const channel of channels) await send(channel);
  } else if (way === 'all') {
    await Promise.all(channels.map((channel) => send(channel)));
  } else {
    const queue = new PQueue({ intervalCap: 50, interval: 1_000 });
    await queue.addAll(channels.map((channel) => () => send(channel)));
  }
});
await client.login(token);
