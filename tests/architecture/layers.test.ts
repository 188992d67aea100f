import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/**
 * Runs the project's own rules over the `src` of a folder and gives back what breaks them, as "rule: file". Over the project
 * itself `npm run layers` does.
 */
async function findViolations(baseDir: string): Promise<string[]> {
  const options: ICruiseOptions = await extractOptions('./.dependency-cruiser.mjs');
  const { output } = await cruise(['src', 'emulator'], { ...options, baseDir });
  const { summary } = output as ICruiseResult;
  const broken = summary.violations.map(
    ({ rule, from }) => `${rule.name}: ${from.replace(/^src\//, '').replace(/^emulator\//, '../emulator/')}`,
  );
  expect(summary.totalCruised).toBeGreaterThan(40);
  return [...new Set(broken)].sort();
}

/** Files that break one rule each: path, text, and the rule that must catch it. */
const BROKEN: readonly (readonly [string, string, string])[] = [
  ['model/asks-time.ts', "import '../time/clock.ts';", 'model-imports-only-what-the-table-allows'],
  ['time/asks-plan.ts', "import '../plan/decide.ts';", 'time-imports-only-what-the-table-allows'],
  ['config/asks-plan.ts', "import '../plan/decide.ts';", 'config-imports-only-what-the-table-allows'],
  ['yaml/asks-list.ts', "import '../list/parse.ts';", 'yaml-imports-only-what-the-table-allows'],
  ['list/asks-plan.ts', "import '../plan/decide.ts';", 'list-imports-only-what-the-table-allows'],
  ['engine/asks-render.ts', "import '../render/card.ts';", 'engine-imports-only-what-the-table-allows'],
  ['engine/asks-app.ts', "import '../app/start.ts';", 'engine-imports-only-what-the-table-allows'],
  ['render/asks-plan.ts', "import '../plan/decide.ts';", 'render-imports-only-what-the-table-allows'],
  ['features/why/asks-help.ts', "import '../help/help.ts';", 'a-feature-knows-no-other-feature'],
  ['features/call/asks-help.ts', "import '../help/help.ts';", 'a-feature-knows-no-other-feature'],
  ['plan/asks-clock.ts', "import '../time/clock.ts';", 'plan-imports-only-what-the-table-allows'],
  ['plan/asks-store.ts', "import '../store/rows.ts';", 'plan-imports-only-what-the-table-allows'],
  [
    'plan/asks-type.ts',
    "import type { Row } from '../store/rows.ts';\nexport type Mine = Row;",
    'plan-imports-only-what-the-table-allows',
  ],
  ['outbox/asks-store.ts', "import '../store/rows.ts';", 'outbox-imports-only-what-the-table-allows'],
  ['store/asks-plan.ts', "import '../plan/decide.ts';", 'store-imports-only-what-the-table-allows'],
  ['store/asks-local-time.ts', "import '../time/clock.ts';", 'store-imports-only-what-the-table-allows'],
  ['deliver/asks-discord.ts', "import '../discord/send.ts';", 'deliver-imports-only-what-the-table-allows'],
  ['render/asks-outbox.ts', "import '../outbox/port.ts';", 'render-imports-only-what-the-table-allows'],
  ['features/help/asks-discord.ts', "import '../../discord/send.ts';", 'features-imports-only-what-the-table-allows'],
  ['discord/asks-outbox.ts', "import '../outbox/port.ts';", 'discord-imports-only-what-the-table-allows'],
  ['discord/asks-delivery.ts', "import '../deliver/deliver.ts';", 'discord-imports-only-what-the-table-allows'],
  ['../emulator/asks-model.ts', "import '../src/model/word.ts';", 'the-emulator-stands-alone'],
  ['app/asks-emulator.ts', "import '../../emulator/discord.ts';", 'only-the-demo-knows-the-emulator'],
  ['app/asks-main.ts', "import '../main.ts';", 'nothing-imports-the-command-line'],
  ['plan/uses-luxon.ts', "import 'luxon';", 'luxon-has-one-home'],
  ['app/uses-cron.ts', "import 'node-cron';", 'node-cron-has-one-home'],
  ['deliver/uses-timers.ts', "import 'node:timers/promises';", 'timers-has-one-home'],
  ['app/uses-sql.ts', "import 'node:sqlite';", 'sql-has-one-home'],
  [
    'outbox/uses-kysely.ts',
    "import type { Kysely } from 'kysely';\nexport type Db = Kysely<unknown>;",
    'sql-has-one-home',
  ],
  ['features/help/uses-sdk.ts', "import 'discord.js';", 'discord-sdk-has-one-home'],
  ['deliver/uses-rest.ts', "import '@discordjs/rest';", 'discord-sdk-has-one-home'],
  ['discord/uses-ws.ts', "import 'ws';", 'emulator-packages-has-one-home'],
  ['plan/uses-yaml.ts', "import 'yaml';", 'yaml-has-one-home'],
  ['plan/reads-files.ts', "import 'node:fs/promises';", 'files-has-one-home'],
  ['helpers/new-folder.ts', "import '../model/word.ts';", 'every-folder-is-in-the-table'],
  ['plan/round-one.ts', "import './round-two.ts';", 'no-circles'],
  [
    'plan/round-type-one.ts',
    "import type { Two } from './round-type-two.ts';\nexport type One = Two | null;",
    'no-circles',
  ],
  ['plan/forgotten.ts', 'export const forgotten = 1;', 'no-orphans'],
  ['plan/misspelt.ts', "import './no-such-file.ts';", 'every-import-resolves'],
  ['plan/tests-itself.ts', "import 'vitest';", 'no-test-code-in-the-program'],
];

/** Files that break none: what the table allows must pass, or the rules would catch by accident. */
const SOUND: readonly (readonly [string, string])[] = [
  ['model/word.ts', 'export const word = 1;'],
  ['time/clock.ts', "import '../model/word.ts';\nimport 'luxon';"],
  ['time/machine.ts', "import '../model/word.ts';"],
  ['time/local.ts', "import '../model/word.ts';"],
  ['plan/decide.ts', "import '../model/word.ts';\nimport '../time/local.ts';"],
  ['plan/round-two.ts', "import './round-one.ts';"],
  ['plan/round-type-two.ts', "import type { One } from './round-type-one.ts';\nexport type Two = One[];"],
  ['outbox/port.ts', "import '../model/word.ts';"],
  [
    'store/rows.ts',
    "import '../outbox/port.ts';\nimport '../time/machine.ts';\nimport 'kysely';\nexport type Row = number;",
  ],
  ['deliver/sender.ts', "import '../model/word.ts';"],
  ['deliver/deliver.ts', "import './sender.ts';\nimport '../plan/decide.ts';\nimport '../outbox/port.ts';"],
  ['discord/send.ts', "import '../deliver/sender.ts';\nimport '../time/machine.ts';\nimport 'discord.js';"],
  ['yaml/place.ts', "import '../model/word.ts';\nimport 'yaml';"],
  ['list/parse.ts', "import '../yaml/place.ts';"],
  ['render/card.ts', "import '../plan/claims/choose.ts';"],
  ['plan/claims/choose.ts', "import '../../model/word.ts';"],
  ['engine/tick.ts', "import '../plan/decide.ts';\nimport '../deliver/deliver.ts';"],
  ['features/call/command.ts', "import '../../model/word.ts';"],
  ['features/help/help.ts', "import '../call/command.ts';\nimport '../../list/parse.ts';"],
  ['../emulator/discord.ts', "import 'ws';"],
  ['app/demo/run-demo.ts', "import '../../../emulator/discord.ts';\nimport '../start.ts';"],
  [
    'app/start.ts',
    "import '../engine/tick.ts';\nimport '../deliver/deliver.ts';\nimport '../discord/send.ts';\nimport '../store/rows.ts';",
  ],
  ['main.ts', "import './app/start.ts';"],
];

describe('the rules can fail', () => {
  let folder = '';
  let found: readonly string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'datewatch-layers-'));
    for (const [path, text] of [...SOUND, ...BROKEN]) {
      const file = join(folder, 'src', path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    }
    found = await findViolations(folder);
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  test.each(BROKEN.map(([path, , rule]) => [rule, path]))('a breach of the rules is caught: %s: %s', (rule, path) => {
    expect(found).toContain(`${rule}: ${path}`);
  });

  test('what the table allows is not caught', () => {
    const sound = SOUND.map(([path]) => path).filter((path) => !path.startsWith('plan/round'));
    // The packages are not installed beside the scratch tree; whether they resolve is the first test's business.
    const caught = found.filter((line) => !line.startsWith('every-import-resolves'));
    expect(caught.filter((line) => sound.some((path) => line.endsWith(`: ${path}`)))).toEqual([]);
  });
});
