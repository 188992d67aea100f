import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

type SourceFile = { readonly path: string; readonly text: string };

/** One thing that only some folders may do. */
type HouseRule = { readonly what: string; readonly pattern: RegExp; readonly home: RegExp; readonly example: string };

const CLOCK_HOMES = /^(?:src\/time|emulator)\//;

const RULES: readonly HouseRule[] = [
  { what: 'Date.now', pattern: /\bDate\s*\.\s*now\b/, home: CLOCK_HOMES, example: 'const at = Date.now();' },
  { what: 'new Date()', pattern: /\bnew Date(?:\(\s*\)|\s*;)/, home: CLOCK_HOMES, example: 'log(new Date( ));' },
  { what: 'Date()', pattern: /(?<!new )\bDate\(\s*\)/, home: CLOCK_HOMES, example: 'log(Date());' },
  {
    what: 'performance',
    pattern: /\bperformance\s*\.\s*(?:now|timeOrigin)/,
    home: CLOCK_HOMES,
    example: 'performance.now()',
  },
  {
    what: 'process.hrtime',
    pattern: /\bprocess\s*\.\s*(?:hrtime|uptime)/,
    home: CLOCK_HOMES,
    example: 'process.hrtime.bigint()',
  },
  {
    what: 'a timer',
    pattern: /\bset(?:Timeout|Interval|Immediate)\b/,
    home: CLOCK_HOMES,
    example: 'setTimeout(act, 5)',
  },
  {
    what: 'a hidden timer',
    pattern: /\bAbortSignal\s*\.\s*timeout\b/,
    home: CLOCK_HOMES,
    example: 'AbortSignal.timeout(5)',
  },
  {
    what: "luxon's clock",
    pattern: /\bDateTime\s*\.\s*(?:now|(?:local|utc)\(\s*\))/,
    home: CLOCK_HOMES,
    example: 'DateTime.utc()',
  },
  {
    what: 'chance',
    pattern: /\bMath\s*\.\s*random\b/,
    home: /^src\/(?:discord\/gateway|app\/start)\//,
    example: 'const wait = 1_000 * Math.random();',
  },
  { what: 'process.env', pattern: /\bprocess\s*\.\s*env\b/, home: /^src\/config\//, example: "process.env['TOKEN']" },
  { what: 'process.exit', pattern: /\bprocess\s*\.\s*exit\s*\(/, home: /^src\/main\.ts$/, example: 'process.exit(1)' },
  {
    what: 'JSON.parse',
    pattern: /\bJSON\s*\.\s*parse\b/,
    home: /^(?:src\/model\/decode-json\.ts$|emulator\/)/,
    example: 'JSON.parse(text) as Closing',
  },
  {
    what: 'state at file scope',
    pattern: /^(?:export )?(?:(?:let|var)\b|const \w+(?:: (?!Readonly)[^=\n]+)? = new (?:Weak)?(?:Map|Set)\b)/m,
    home: /^$/,
    example: 'const KNOWN = new WeakMap<object, string>();',
  },
  { what: 'the console', pattern: /\bconsole\s*\.\s*\w/, home: /^$/, example: "console.log('here')" },
];

/** Code without its comments, which may name what the code may not use. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
}

function findBreaches(files: readonly SourceFile[], rule: HouseRule): string[] {
  return files
    .filter(({ path, text }) => !rule.home.test(path) && rule.pattern.test(withoutComments(text)))
    .map(({ path }) => path);
}

async function readFiles(...folders: readonly string[]): Promise<SourceFile[]> {
  const named = folders.map(async (folder) =>
    (await readdir(folder, { recursive: true })).map((name) => join(folder, name)),
  );
  const paths = (await Promise.all(named)).flat().filter((name) => name.endsWith('.ts'));
  return Promise.all(paths.map(async (path) => ({ path, text: await readFile(path, 'utf8') })));
}

const source = await readFiles('src', 'emulator');

test('the whole of src is looked at', () => {
  expect(source.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['src/main.ts', 'src/plan/reminders/plan-window.ts']),
  );
  expect(source.length).toBeGreaterThan(100);
});

describe.each(RULES)('$what', (rule) => {
  test(`${rule.what} is used only at its home`, () => {
    expect(findBreaches(source, rule)).toEqual([]);
  });

  test(`${rule.what} would be found elsewhere, and not in a comment`, () => {
    const seen = (text: string) => findBreaches([{ path: 'src/plan/scratch.ts', text }], rule).length;
    expect(seen(rule.example)).toBe(1);
    expect(seen(`/** Never \`${rule.example}\`. */\n// nor ${rule.example}\nexport const x = 1;`)).toBe(0);
  });
});

describe('a file of src', () => {
  const tooLong = (files: readonly SourceFile[]) =>
    files.filter(({ text }) => text.trimEnd().split('\n').length > 300).map(({ path }) => path);
  const badNames = (files: readonly SourceFile[]) =>
    files
      .map(({ path }) => path)
      .filter((path) => !/^(?:src|emulator)(?:\/[a-z0-9-]+)*\/[a-z0-9]+(?:-[a-z0-9]+)*(?:\.d)?\.ts$/.test(path))
      .concat(
        files
          .map(({ path }) => path)
          .filter((path) => /\/(?:utils?|helpers?|common|types|lib|misc)(?:\/|\.ts$)|\/index\.ts$/.test(path)),
      );

  test('a file of src has at most 300 lines', () => {
    expect(tooLong(source)).toEqual([]);
    expect(tooLong([{ path: 'src/long.ts', text: 'x\n'.repeat(301) }])).toEqual(['src/long.ts']);
  });

  test('a file of src is named in kebab-case for what it does, and is no bucket', () => {
    expect(badNames(source)).toEqual([]);
    const bad = ['src/plan/utils.ts', 'src/lib/x.ts', 'src/plan/index.ts', 'src/plan/planWindow.ts'];
    expect(badNames(bad.map((path) => ({ path, text: '' }))).sort()).toEqual([...bad].sort());
  });

  test("a file or an export is named in standard English, without the words that once were this project's own", async () => {
    const odd = new Set('wish wishes heed spell yard desk town mend mended rim scene stage tell told'.split(' '));
    const oddNames = (files: readonly SourceFile[]) =>
      files
        .flatMap(({ path, text }) => [
          path,
          ...[...text.matchAll(/^export (?:async )?(?:function|const|type|interface) (\w+)/gm)].map(
            ([, name = '']) => name,
          ),
        ])
        .filter((name) => name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g)?.some((word) => odd.has(word.toLowerCase())));
    expect(oddNames([...source, ...(await readFiles('tests', 'gallery', 'bench'))])).toEqual([]);
    const bad = ['src/yaml/tell-issues.ts', 'readWish', 'SCENES_AND_STAGE', 'openDesk'];
    const text =
      'export type readWish = 1;\nexport const SCENES_AND_STAGE = 1;\nexport async function openDesk() {}\nexport const spelling = 1;';
    expect(oddNames([{ path: 'src/yaml/tell-issues.ts', text }])).toEqual(bad);
  });

  test('a docstring of src says what a thing is or promises, and never begins with "What"', () => {
    const questions = (files: readonly SourceFile[]) =>
      files
        .filter(({ path }) => path.startsWith('src/'))
        .flatMap(({ path, text }) =>
          [...text.matchAll(/\/\*\*[\s*]*What\b/g)].map(
            ({ index }) => `${path}:${text.slice(0, index).split('\n').length}`,
          ),
        );
    expect(questions(source)).toEqual([]);
    const bad = ['/** What a channel gets. */', '\n  /**\n   * What a channel gets,\n   * and when.\n   */'];
    expect(bad.flatMap((text) => questions([{ path: 'src/x.ts', text }]))).toEqual(['src/x.ts:1', 'src/x.ts:2']);
    expect(
      questions([{ path: 'src/x.ts', text: '/** Says what a channel gets. */\n// What a channel gets.' }]),
    ).toEqual([]);
  });

  test('a file of src names no machine, registry or folder of whoever wrote it', () => {
    const leaks = (files: readonly SourceFile[]) =>
      files
        .filter(({ text }) => /\/(?:home|Users|root)\/[a-z]|\bregistry\.[a-z]+\.[a-z]+/.test(text))
        .map(({ path }) => path);
    expect(leaks(source)).toEqual([]);
    expect(leaks([{ path: 'src/x.ts', text: '// see /home/me/notes' }])).toEqual(['src/x.ts']);
  });
});

describe('a test', () => {
  const breaches = (files: readonly SourceFile[]) =>
    files
      // This file holds examples; torture goes in slow motion where the machine is slow.
      .filter(({ path }) => path.endsWith('.test.ts') && !/\/(?:architecture|torture)\//.test(path))
      .filter(({ text }) => /\bset(?:Timeout|Interval)\(|^ *\}, [\d_]+\);$/m.test(withoutComments(text)))
      .map(({ path }) => path);

  test('a test waits for a signal and not for time, and sets no limit of its own', async () => {
    expect(breaches(await readFiles('tests'))).toEqual([]);
    const bad = ['setTimeout(resolve, 400);', "test('x', () => {\n}, 20_000);"];
    expect(bad.filter((text) => breaches([{ path: 'tests/x.test.ts', text }]).length === 0)).toEqual([]);
  });

  test('a test is declared by test(), never by it()', async () => {
    const strangers = (files: readonly SourceFile[]) =>
      files.filter(({ text }) => /^\s*it(?:\.\w+)*\(/m.test(withoutComments(text))).map(({ path }) => path);
    expect(strangers(await readFiles('tests'))).toEqual([]);
    const bad = ["it('waits', () => {});", "  it.each([1])('waits', () => {});"];
    expect(bad.filter((text) => strangers([{ path: 'tests/x.test.ts', text }]).length === 0)).toEqual([]);
  });
});
