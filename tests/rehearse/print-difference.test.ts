import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type DifferenceOptions, printDifference } from '../../src/app/cli/print-difference.ts';
import { readConfig } from '../../src/config/read-config.ts';

const ROOT = join(import.meta.dirname, '../..');
const SPAN = { from: '2031-03-01', to: '2031-05-01', zone: 'Europe/Berlin', leads: '7d 1d' };
const TAX = '- { title: Tax return, due: 2031-04-15 17:00 }';
const RENT = '- { title: Rent review, on: 2031-03-20 }';
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'datewatch-diff-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Writes a list as one file and returns its path. */
async function list(name: string, ...entries: readonly string[]): Promise<string> {
  const path = join(folder, `${name}.yaml`);
  await writeFile(path, `events:\n${entries.map((entry) => `  ${entry}\n`).join('')}`);
  return path;
}

/** What `rehearse --diff` prints, and its exit code. */
async function compare(diff: readonly string[], options: Partial<DifferenceOptions> = {}) {
  let out = '';
  const io = {
    out: (text: string) => {
      out += text;
    },
    err: () => undefined,
    stopSignal: new Promise<never>(() => undefined),
    config: () => readConfig({ DATEWATCH_DATA: folder }, folder, 'no token'),
  };
  return { code: await printDifference(io, { ...SPAN, ...options, diff }), out };
}

test('two lists that post the same give exit code 0 and one line that says so', async () => {
  const [old, now] = [await list('same-old', TAX, RENT), await list('same-new', RENT, TAX)];
  expect(await compare([old, now])).toEqual({
    code: 0,
    out: expect.stringMatching(/^.+ → .+\nNothing changes; 4 as before\.\n\n$/),
  });
});

test('a moved date is a notice at once and reminders on other days, one that is new brings more, one that is gone fewer', async () => {
  const old = await list('old', TAX, RENT);
  const now = await list('new', TAX.replace('04-15', '04-18'), '- { title: Budget vote, on: 2031-04-02 }');
  const { code, out } = await compare([old, now]);
  expect(code).toBe(2);
  await expect(out.replaceAll(`${folder}/`, '')).toMatchFileSnapshot('golden/difference.txt');
});

test('a notice of a date whose hour is assumed names its day and no hour, as its reminders do', async () => {
  const truce = (day: string) =>
    `- { title: Truce, through: ${day} 00:01, assumed: [zone, hour], certainty: expected }`;
  const { out } = await compare([await list('a-old', truce('2031-04-10')), await list('a-new', truce('2031-04-20'))]);
  expect(out).toMatch(/Truce[^\n]* 20 Apr/);
  expect(out).not.toMatch(/00:01|12:01/);
  const same = await compare([
    await list('h-old', truce('2031-04-10')),
    await list('h-new', truce('2031-04-10').replace('00:01', '09:00')),
  ]);
  expect(same.out).toContain('Nothing changes');
});

test('--json gives the same as one object', async () => {
  const [old, now] = [await list('j-old', TAX), await list('j-new', TAX.replace('04-15', '04-18'))];
  const { code, out } = await compare([old, now], { json: true });
  expect(code).toBe(2);
  expect(JSON.parse(out)).toMatchObject({
    from: '2031-03-01T00:00:00.000Z',
    to: '2031-05-01T00:00:00.000Z',
    notices: [{ kind: 'notice', content: expect.stringContaining('18 Apr') }],
    added: [],
    gone: [],
    changed: [
      { before: [{ at: '2031-04-08T07:00:00.000Z' }], after: { at: '2031-04-11T07:00:00.000Z' } },
      { before: [{ at: '2031-04-14T07:00:00.000Z' }], after: { at: '2031-04-17T07:00:00.000Z' } },
    ],
    same: 0,
  });
});

test('in Markdown nothing in a list mentions anybody, ends its block, or becomes a tag of the page', async () => {
  const hostile = '- { title: "@everyone ```` </details> <img src=x>", due: 2031-04-15 }';
  const { out } = await compare([await list('m-old', RENT), await list('m-new', RENT, hostile)], { markdown: true });
  const fence = /^(`{3,})text\n([\s\S]*?)\n\1$/gm;
  const blocks = [...out.matchAll(fence)].map(([, , text]) => text ?? '');
  expect(blocks.join('\n')).toContain('everyone');
  expect(out.replace(fence, '')).not.toMatch(/everyone|img/);
});

test.each([
  ['one list alone', () => ['only'], /needs two lists.*found 1/],
  [
    'a list that is not there',
    () => [join(folder, 'none.yaml'), join(folder, 'none.yaml')],
    /none\.yaml cannot be used/,
  ],
])('%s is refused in one sentence', async (_, paths, says) => {
  await expect(compare(paths())).rejects.toMatchObject({ name: 'StartError', message: expect.stringMatching(says) });
});

test('a list with a mistake is refused with its line, and nothing is compared', async () => {
  const [old, now] = [await list('good', TAX), await list('bad', TAX, '- { title: Rent review, on: 2031-13-20 }')];
  await expect(compare([old, now])).rejects.toThrow(/bad\.yaml:3:31: .*2031-13-20/);
});

/** Runs the comparing step of the workflow with the program of this checkout in the place of the published one. */
async function runStep(oldList: string, newList: string) {
  const at = await mkdtemp(join(folder, 'run-'));
  for (const [side, text] of [['old', oldList] as const, ['new', newList] as const]) {
    await mkdir(join(at, side, 'data'), { recursive: true });
    await writeFile(join(at, side, 'data/dates.yaml'), text);
  }
  await writeFile(join(at, 'npx'), `#!/bin/sh\nshift 2\nexec "${process.execPath}" "${ROOT}/src/main.ts" "$@"\n`);
  await chmod(join(at, 'npx'), 0o755);
  const { jobs } = parse(await readFile(join(ROOT, 'deploy/github/preview-list.yml'), 'utf8'));
  const step = jobs.preview.steps.find(({ id }: { id?: string }) => id === 'compare');
  const env = {
    PATH: `${at}:${process.env['PATH']}`,
    GITHUB_STEP_SUMMARY: join(at, 'summary'),
    GITHUB_OUTPUT: join(at, 'output'),
  };
  await promisify(execFile)('bash', ['-e', '-c', step.run], { cwd: at, env });
  const read = (name: string) => readFile(join(at, name), 'utf8');
  return { output: await read('output'), comment: await read('comment.md') };
}

test('the workflow for pull requests comments with what a change posts, and with the mistake where the list cannot be used', async () => {
  const text = (day: string) => `events:\n  - { title: Tax return, due: ${day} }\n`;
  const changed = await runStep(text('2099-04-15'), text('2099-04-18'));
  expect(changed).toEqual({ output: 'code=2\n', comment: expect.stringContaining('### What this change posts') });
  const broken = await runStep(text('2099-04-15'), text('2099-13-18'));
  expect(broken).toEqual({ output: 'code=1\n', comment: expect.stringMatching(/cannot be used[\s\S]*2099-13-18/) });
});
