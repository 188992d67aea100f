/**
 * The measure for commands: discord.js without intents, answering "ok" to every command and nothing to every completion.
 * Arguments: the REST base and a token. Says `ready` once it is.
 */
import { Client, Events } from 'discord.js';

const [api = '', token = ''] = process.argv.slice(2);
const client = new Client({ intents: [], rest: { api } });
client.on(Events.InteractionCreate, async (interaction) => {
  if (interaction.isChatInputCommand()) await interaction.reply('ok');
  else if (interaction.isAutocomplete()) await interaction.respond([]);
});
client.once(Events.ClientReady, () => process.stdout.write('ready\n'));
process.once('SIGTERM', () => void client.destroy().then(() => process.exit(0)));
await client.login(token);
