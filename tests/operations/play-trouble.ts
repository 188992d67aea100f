// `npm run play-trouble [-- ENTRY]`: plays what goes wrong on a machine with the container's own command line (a
// reboot, a token that Discord no longer accepts, a broken list, a full disk) and prints what the log, the health check and the
// status page say, and how it comes back: Markdown, for docs/operations/troubles.md. ENTRY is a bundle's main.js; the source
// by default. The full disk needs root, for a small file system of its own; without, it is left out.
import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator } from '../../emulator/start-emulator.ts';
import { realMachine } from '../../src/time/machine.ts';
import { type Line, startLine } from '../build/command-line.ts';
import { freePort } from '../build/free-port.ts';

const [entry] = process.argv.slice(2);
const GUILD = '1428000000000000001';
const CHANNEL = '1428000000000000011';
const machine = realMachine();
const home = await mkdtemp(join(tmpdir(), 'datewatch-troubles-'));
const [data, settings, token] = [join(home, 'data'), join(home, 'datewatch.yaml'), join(home, 'token')];
const say = (text: string): void => void process.stdout.write(`${text}\n`);

const emulator = await startEmulator({
  world: { guilds: [{ id: GUILD, name: 'Desk', channels: [{ id: CHANNEL, name: 'dates' }] }] },
});
const port = await freePort();
let state = join(home, 'var');
const living = new Set<Line>();
/** How much of which program's log has been shown. */
let shown: { of: Line | null; upTo: number } = { of: null, upTo: 0 };
await mkdir(data);
await writeFile(
  settings,
  `zone: UTC\nsubscriptions:\n  - { server: "${GUILD}", channel: "${CHANNEL}", leads: [1m] }\n`,
);
await writeFile(token, emulator.token, { mode: 0o600 });

say('# When something goes wrong\n');
say(
  'What the log, the health check and the status page say, and how it comes back. Played with the container’s command',
);
say('(`start --keep-trying`) against a stand-in for Discord: `npm run play-trouble`.\n');
try {
  await reboot();
  await revokedToken();
  await brokenList();
  await fullDisk();
} finally {
  await emulator.stop();
  await rm(home, { recursive: true, force: true });
}
process.exit(0);

async function reboot(): Promise<void> {
  say('## The machine is rebooted, and a reminder falls due meanwhile\n');
  const due = soonest();
  await writeList(due);
  const first = await running();
  first.signal('SIGKILL');
  await first.ended;
  await health('while it is off');
  await machine.sleep(Math.max(0, due - 60_000 - Date.now()) + 5_000);
  const second = begin();
  await emulator.until('the reminder', () => reminders().length === 1, 120_000);
  await second.says('Datewatch is running.');
  await seen(second, 'after the start');
  say(`In the channel, once: *${reminders().at(-1)}*\n`);
  await end(second);
}

async function revokedToken(): Promise<void> {
  say('## Discord no longer accepts the token\n');
  await writeList(Date.UTC(2031, 3, 15));
  const bot = await running();
  await writeFile(token, 'MTIz.wrong.token-that-is-long-enough-to-look-real');
  emulator.gatewayFaults.closeSockets(4004);
  await bot.says('It tries again by itself');
  await seen(bot, 'at once');
  await writeFile(token, emulator.token);
  await bot.says('Datewatch is running.');
  await seen(bot, 'seconds after the right token was saved');
  await end(bot);
}

async function brokenList(): Promise<void> {
  say('## The list is broken while it runs\n');
  const bot = await running();
  await writeFile(join(data, 'own.yaml'), 'zone: UTC\nevents:\n  - { title: Tax return, due: 2031-04-35 }\n');
  await bot.says('The list is broken');
  await seen(bot, 'within seconds; the last good list stays in force');
  await writeList(Date.UTC(2031, 3, 16));
  await bot.says('A new list is in force.');
  await seen(bot, 'once it is mended');
  await end(bot);
}

async function fullDisk(): Promise<void> {
  say('## The disk is full\n');
  const disk = join(home, 'disk');
  await mkdir(disk);
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk]).status !== 0) {
    say('Left out: it needs root, for a small file system of its own.\n');
    return;
  }
  try {
    await chmod(disk, 0o700);
    state = join(disk, 'var');
    const due = soonest(4);
    await writeList(due);
    const bot = await running();
    spawnSync('dd', ['if=/dev/zero', `of=${join(disk, 'filler')}`, 'bs=4096'], { stdio: 'ignore' });
    await bot.says('is full');
    await seen(bot, 'as soon as something is to be saved');
    await rm(join(disk, 'filler'));
    await emulator.until('the reminder', () => reminders().length === 2, 360_000);
    await bot.says('The state can be written again.');
    await seen(bot, 'once there is space');
    say(`In the channel, once: *${reminders().at(-1)}*\n`);
    await end(bot);
  } finally {
    for (const bot of living) bot.child.kill('SIGKILL');
    await Promise.all([...living].map(({ ended }) => ended));
    spawnSync('umount', [disk]);
  }
}

/** The next whole minute but so many, ms since 1970. */
function soonest(minutes = 3): number {
  return (Math.floor(Date.now() / 60_000) + minutes) * 60_000;
}

async function writeList(due: number): Promise<void> {
  const at = new Date(due).toISOString().slice(0, 16).replace('T', ' ');
  await writeFile(join(data, 'own.yaml'), `zone: UTC\nevents:\n  - { title: Tax return, due: ${at} }\n`);
}

function env() {
  return {
    ...{
      DISCORD_TOKEN_FILE: token,
      DISCORD_API_URL: emulator.apiUrl,
      DATEWATCH_DATA: data,
      DATEWATCH_CONFIG: settings,
    },
    ...{ DATEWATCH_STATE: state, DATEWATCH_HTTP_PORT: String(port), LOG_FORMAT: 'text' },
  };
}

function begin(): Line {
  const bot = startLine(['start', '--keep-trying'], env(), entry);
  living.add(bot);
  void bot.ended.then(() => living.delete(bot));
  return bot;
}

async function running(): Promise<Line> {
  const bot = begin();
  await bot.says('Datewatch is running.');
  return bot;
}

async function end(bot: Line): Promise<void> {
  bot.signal('SIGTERM');
  const { code } = await bot.ended;
  if (code !== 0) throw new Error(`It ended with ${code}.`);
}

/** Prints what the log has said since the last look, and what health and page say now. */
async function seen(bot: Line, when: string): Promise<void> {
  if (shown.of !== bot) shown = { of: bot, upTo: 0 };
  // The note for the health check is written each second.
  await machine.sleep(2_500);
  const log = bot.out().slice(shown.upTo);
  shown = { of: bot, upTo: bot.out().length };
  const lines = log
    .split('\n')
    .filter((line) => /WARN|ERROR|running|in force|tries again|written again|ends/i.test(line));
  say(`**${capital(when)}**, the log:\n\n\`\`\`text\n${lines.slice(-6).map(tidy).join('\n')}\n\`\`\`\n`);
  await health(null);
  say(`The page: ${await page()}\n`);
}

async function health(when: string | null): Promise<void> {
  const { code, out, err } = await startLine(['health'], env(), entry).ended;
  say(
    `${when === null ? 'The' : `${capital(when)}, the`} health check (exit ${code}): \`${tidy(`${out}${err}`.trim())}\`\n`,
  );
}

/** The first words of the status page: what it says at its top. */
async function page(): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => null);
  if (answer === null) return '*(nobody answers)*';
  const html = await answer.text();
  // From the headline to what comes next: what a person is to know and do.
  const top = /<div class="top[\s\S]*?(?=<h2[^>]*>What comes next|$)/.exec(html)?.[0] ?? html;
  const text = top
    .replace(/<\/(?:h\d|p|li)>/g, ' · ')
    .replace(/<(?:style|script)[\s\S]*?<\/(?:style|script)>/g, ' ')
    .replace(/<[^>]+>/g, ' ');
  return `*${tidy(text.replaceAll('&#34;', '"').replaceAll('&#96;', '`').replaceAll('&amp;', '&').replace(/\s+/g, ' ').trim()).slice(0, 600)}*`;
}

function reminders(): string[] {
  const all = [...(emulator.world.messages.get(CHANNEL)?.values() ?? [])].map(({ content }) => content);
  return all.filter((line) => /in 1 minute|is due now|minutes? late/.test(line));
}

/** Without what differs from run to run. */
function tidy(line: string): string {
  return line
    .replaceAll(home, '')
    .replaceAll(String(port), '8080')
    .replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?Z?/g, '…')
    .trimEnd();
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
