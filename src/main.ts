#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { DifferenceOptions } from './app/cli/print-difference.ts';
import type { RehearseOptions } from './app/cli/print-rehearsal.ts';
import type { DemoOptions } from './app/cli/read-demo.ts';
import type { DemoChoice } from './app/demo/run-demo.ts';
import type { Io } from './app/start/start-error.ts';
import type { Config, HttpSettings } from './config/config.ts';
import type { ConfigFiles } from './config/read-variables.ts';
import { useUtc } from './config/use-utc.ts';

useUtc();

// Halves the start: types are stripped and code is compiled once for each version of a file. It must stand before every
// other import, which is why those are dynamic. In the project's own folder, since /tmp is everybody's; where that is
// read-only nothing is cached. https://nodejs.org/api/module.html#module-compile-cache
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url)));

const { Command, CommanderError, Option } = await import('commander');
const { explainFailure } = await import('./app/start/start-error.ts');
const { ENVIRONMENT, processEnvironment } = await import('./config/environment.ts');
const { readConfig } = await import('./config/read-config.ts');
const { readHttp } = await import('./config/read-http.ts');
const { isTokenNamed } = await import('./config/read-token.ts');
const { SETTING_VARIABLES } = await import('./config/setting-variables.ts');
const { VERSION } = await import('./config/version.ts');
const { configFiles, readLogFormat } = await import('./config/read-variables.ts');

/** The folder that came with the program: `data/` and `config/` in it, to be read and copied. */
const SHIPPED = fileURLToPath(new URL('..', import.meta.url));

/** The parts of the process that commands may use: given to them here, so that tests can give their own. */
const io: Io = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  stopSignal: new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(signal));
  }),
  config: (needs) => readConfig(processEnvironment(), process.cwd(), needs),
};

// Each command loads only what it needs: a health check must not load the gateway.
const {
  runStart,
  printRehearsal,
  checkList,
  doctor,
  acceptList,
  forget,
  backup,
  restore,
  migrateState,
  reportHealth,
  writeSchemas,
  initFolder,
  publishList,
  intake,
} = {
  runStart: async (
    at: Io,
    options: {
      demo: boolean;
      replay: boolean;
      keepTrying?: ConfigFiles;
      http?: HttpSettings | null;
      logFormat?: Config['logFormat'];
      asksToken?: boolean;
      play?: DemoChoice;
    },
  ) => (await import('./app/start/run-start.ts')).runStart(at, { ...options, shipped: SHIPPED }),
  printRehearsal: async (at: Io, { diff, ...options }: RehearseOptions & Partial<DifferenceOptions>) =>
    diff === undefined
      ? (await import('./app/cli/print-rehearsal.ts')).printRehearsal(at, options)
      : (await import('./app/cli/print-difference.ts')).printDifference(at, { ...options, diff }),
  checkList: async (at: Io, options: { json?: boolean }) =>
    (await import('./app/cli/check-list.ts')).checkList(at, options),
  doctor: async (at: Io, options: { json?: boolean }) => (await import('./app/cli/doctor.ts')).doctor(at, options),
  acceptList: async (at: Io) => (await import('./app/cli/accept-list.ts')).acceptList(at),
  forget: async (at: Io, id: string, options: { json?: boolean }) =>
    (await import('./app/cli/forget.ts')).forget(at, id, options),
  backup: async (at: Io, file: string, options: { json?: boolean }) =>
    (await import('./app/cli/backup.ts')).backup(at, file, options),
  restore: async (at: Io, file: string, options: { json?: boolean }) =>
    (await import('./app/cli/backup.ts')).restore(at, file, options),
  migrateState: async (at: Io, options: { to?: string; json?: boolean }) =>
    (await import('./app/cli/migrate-state.ts')).migrateState(at, options),
  reportHealth: async (at: Io) => (await import('./app/start/keep-health.ts')).reportHealth(at),
  initFolder: async (at: Io, folder: string | undefined) =>
    (await import('./app/cli/init-folder.ts')).initFolder(at, SHIPPED, folder),
  publishList: async (at: Io, folder: string, options: { json?: boolean }) =>
    (await import('./app/cli/publish-list.ts')).publishList(at, folder, options),
  intake: async (at: Io, file: string, options: { published?: string; json?: boolean }) =>
    (await import('./app/cli/intake.ts')).intake(at, file, options),
  writeSchemas: async (at: Io) => (await import('./app/cli/write-schemas.ts')).writeSchemas(at),
};

// Whoever reads has read enough, as `head` does: that is no failure.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
}

/** Ends the process with the command's exit code, once its output has been written. */
function run<Options>(command: (io: Io, options: Options) => Promise<number>) {
  return async (options: Options): Promise<void> => {
    const code = await command(io, options).catch((error: unknown) => {
      io.err(`${explainFailure(error)}\n`);
      return 1;
    });
    await new Promise((resolve) => process.stdout.write('', resolve));
    process.exit(code);
  };
}

/** The same for a command that is about one thing, named by its argument. */
function runFor<Options>(command: (io: Io, named: string, options: Options) => Promise<number>) {
  return (named: string, options: Options): Promise<void> =>
    run<Options>((at, chosen) => command(at, named, chosen))(options);
}

const environment = ENVIRONMENT.map(
  ({ name, meaning, fallback }) => `  ${name}\n      ${meaning} Default: ${fallback}.`,
);
const program = new Command('datewatch')
  .description('Watches dated events and reminds Discord channels of them: on time, once, and true.')
  .version(VERSION)
  .addHelpText('after', `\nSettings by environment:\n${environment.join('\n')}`)
  .addHelpText(
    'after',
    `\nEach setting of the file, docs/settings.md: ${SETTING_VARIABLES.map(({ name }) => name).join(' ')}`,
  )
  .exitOverride();

program
  .command('start', { isDefault: true })
  .description('run the bot; without a token, the demo')
  .option('--replay', 'allow a simulated world with the real Discord: every message says "Replay" and nobody is pinged')
  .option(
    '--keep-trying',
    'where it cannot run, stay up, say why and try again, sooner when a file changes; for containers and services',
  )
  .action(
    run<{ replay?: boolean; keepTrying?: boolean }>((at, { replay, keepTrying }) => {
      const files = keepTrying === true ? { keepTrying: configFiles(processEnvironment(), process.cwd()) } : {};
      const { http } = readHttp(processEnvironment(), process.cwd());
      const logFormat = readLogFormat(processEnvironment());
      const asksToken = !isTokenNamed(processEnvironment());
      return runStart(at, { demo: false, replay: replay === true, http, logFormat, asksToken, ...files });
    }),
  );
program
  .command('demo')
  .description('run the demo, even where there is a token: a list played day by day, with its page in a browser')
  .option('--list <file...>', 'the lists to play, such as my-dates.yaml; those of the data folder if left out')
  .option('--from <day>', 'a day (00:00 UTC) or an instant; a week before the first date ahead if left out')
  .option('--speed <seconds>', 'simulated seconds a second: 86400 is a day in a second; 7200 if left out')
  .action(
    run<DemoOptions>(async (at, options) =>
      runStart(at, { demo: true, replay: false, play: (await import('./app/cli/read-demo.ts')).readDemo(options) }),
    ),
  );
program
  .command('rehearse')
  .description('print every message that would be posted in a span of time, without any Discord')
  .option('--from <day>', 'a day (00:00 UTC) or an instant; what is due after it is printed')
  .option('--to <day>', 'a day (00:00 UTC) or an instant, the last one printed')
  .option('--zone <zone>', 'zone of a subscription given here, such as America/New_York')
  .option('--posting-time <time>', 'its posting time, HH:MM')
  .option('--leads <leads>', 'its leads, such as "7d 1d 1h"')
  .option('--topic <topic>', 'only events with this topic')
  .option(
    '--as-known',
    'the list as it became known: each report at 12:00 UTC of its day, with notices and edits where it changed',
  )
  .option(
    '--diff <lists...>',
    'two folders or files, old and new: what a channel would get once the new list replaces the old one; from now, for a year, unless a span is given; exit 2 if anything differs',
  )
  .option('--markdown', 'with --diff: as Markdown, for a pull request')
  .option('--json', 'one message a line as JSON; with --diff one object')
  .action(run(printRehearsal));
program
  .command('init')
  .description(
    'put copies of the lists and settings that come with it into a folder, to be edited; keeps what is there',
  )
  .argument('[folder]', 'this one by default')
  .action((folder?: string) => run((at) => initFolder(at, folder))({}));
program
  .command('check')
  .description('read the list and print everything that is wrong with it; exit 1 if anything is')
  .addOption(new Option('--json', 'as JSON'))
  .action(run(checkList));
program
  .command('doctor')
  .description('look at everything that a run needs, and say what to fix; exit 1 if anything is. Changes nothing')
  .addOption(new Option('--json', 'as JSON'))
  .action(run(doctor));
program
  .command('accept')
  .description('say that the list may be as short as it is now, where a shorter one is held back')
  .action(run(acceptList));
program
  .command('forget')
  .description('delete everything kept of one server or person, while the bot is stopped; exit 1 if nothing was kept')
  .argument('<id>', 'the id of a server or of a person')
  .addOption(new Option('--json', 'as JSON'))
  .action(runFor(forget));
program
  .command('backup')
  .description('copy the state into a file, or a folder, while the bot runs')
  .argument('<file>', 'the file to make, or a folder for it')
  .addOption(new Option('--json', 'as JSON'))
  .action(runFor(backup));
program
  .command('restore')
  .description('put a copy in the place of the state, while the bot is stopped')
  .argument('<file>', 'a file that `backup` made')
  .addOption(new Option('--json', 'as JSON'))
  .action(runFor(restore));
program
  .command('migrate')
  .description('move the state from the file to an empty PostgreSQL, while the bot is stopped, and compare both')
  .option('--to <address>', 'postgres://user:password@host:5432/datewatch; left out, that of DATABASE_URL_FILE')
  .option('--json', 'the tables as JSON')
  .action(run(migrateState));
program
  .command('publish')
  .description(
    'write a public page of the list, calendars to subscribe to, a feed of changes and the data into a folder; exit 1 if the list or the folder cannot be used',
  )
  .argument('<folder>', 'where; files that are not its own stay')
  .addOption(new Option('--json', 'what it wrote, as JSON'))
  .action(runFor(publishList));
program
  .command('intake')
  .description(
    'print the dates that a text in English announces, each with its sentence, as entries for the list; keeps nothing',
  )
  .argument('<file>', 'a text file')
  .option('--published <day>', 'the day of the text, such as 2026-11-05; today if left out')
  .addOption(new Option('--json', 'as JSON'))
  .action(runFor(intake));
program
  .command('health')
  .description('exit 0 when the running program has ticked within the last minute')
  .action(run(reportHealth));
program
  .command('schema')
  .description('write the JSON Schemas for editors beside the list and the settings')
  .action(run(writeSchemas));

try {
  const word = process.argv[2] ?? '';
  const known = program.commands.map((command) => command.name());
  // Commander would take an unknown word for an argument of `start`.
  if (!known.includes(word)) {
    const { refuseCommand } = await import('./app/cli/refuse-command.ts');
    const refusal = refuseCommand(word, known);
    if (refusal !== null) program.error(refusal);
  }
  await program.parseAsync();
} catch (error) {
  // Commander has already printed what is wrong; help and version are no failure.
  process.exit(error instanceof CommanderError ? (error.exitCode === 0 ? 0 : 2) : 1);
}
