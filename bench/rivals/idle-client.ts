/**
 * The measure for start and memory: discord.js as its guide begins, with the Guilds intent, doing nothing. Arguments: the
 * REST base and a token. Says `ready` once it is.
 */
import { Client, Events, GatewayIntentBits } from 'discord.js';

const [api = '', token = ''] = process.argv.slice(2);
const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api } });
client.once(Events.ClientReady, () => process.stdout.write('ready\n'));
process.once('SIGTERM', () => void client.destroy().then(() => process.exit(0)));
await client.login(token);
