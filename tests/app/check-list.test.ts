import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkList } from '../../src/app/cli/check-list.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { isZoneDataOld } from '../../src/time/zone-data.ts';

const LIST = `covers: Made up for a test
zone: UTC
sources:
  office: { name: Office }
events:
  - id: paper
    title: Paper *due*
    kind: filing
    certainty: confirmed
    topics: [tax]
    claims:
      - { source: office, published: 2031-01-01, date: { closes: 2031-04-15 17:00 } }
`;

async function check(list: string, now: string, env: Record<string, string> = {}, json = false) {
  const folder = await mkdtemp(join(tmpdir(), 'datewatch-check-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'own.yaml'), list);
  let out = '';
  const io = {
    out(text: string) {
      out += text;
    },
    err: () => undefined,
    stopSignal: new Promise<string>(() => undefined),
    config: () => readConfig({ DATEWATCH_DATA: folder, ...env }, process.cwd(), 'no token'),
  };
  const code = await checkList(io, { json }, Date.parse(now));
  return { code, out };
}

test('check names after its report what is to be done, with file and line, and is still content', async () => {
  const { code, out } = await check(LIST, '2031-04-10T00:00:00Z');
  expect(code).toBe(0);
  expect(out).toMatch(
    /No problems\.\n.*\nTo do: Paper \*due\* is due 15 April 2031 and was never verified\..*own\.yaml:6\)\.\n$/,
  );
});

const FAIR = LIST.replace('UTC', 'America/New_York')
  .replace('closes: 2031-04-15 17:00', 'from: 2031-04-15, through: 2031-04-17')
  .replace('    topics', '    remind: [first, last]\n    topics');

test('check says for each file how many dates are ahead, and which reminders come next', async () => {
  expect((await check(FAIR, '2031-04-10T00:00:00Z')).out).toMatch(
    /own\.yaml: 2 dates ahead\. Next with the default leads: Mon 14 Apr 2031: Paper \*due\* is on Tue 15 Apr 2031; Tue 15 Apr 2031: Paper \*due\* is on Tue 15 Apr 2031; Wed 16 Apr 2031: Paper \*due\* ends Thu 17 Apr 2031\.\n/,
  );
  expect((await check(FAIR, '2031-04-19T00:00:00Z')).out).toMatch(/own\.yaml: no exact date ahead\.\n/);
  const { out } = await check(FAIR, '2031-04-16T00:00:00Z', {}, true);
  expect(JSON.parse(out).ahead).toEqual([
    {
      file: expect.stringMatching(/own\.yaml$/),
      dates: 1,
      next: [
        { at: '2031-04-16T13:00:00.000Z', event: 'paper', edge: 'last-day', date: '2031-04-17' },
        { at: '2031-04-17T13:00:00.000Z', event: 'paper', edge: 'last-day', date: '2031-04-17' },
      ],
    },
  ]);
});

test('check says when the outcome is missing', async () => {
  const { code, out } = await check(LIST, '2031-04-16T00:00:00Z');
  expect(code).toBe(0);
  expect(out).toContain('was due 15 April 2031 and has no outcome');
});

test('check names nothing to do where there is nothing', async () => {
  expect((await check(LIST, '2031-02-01T00:00:00Z')).out).not.toContain('To do');
});

test('check goes by the simulated clock where there is one', async () => {
  const { out } = await check(LIST, '2026-01-01T00:00:00Z', { DATEWATCH_NOW: '2031-04-10T00:00:00Z' });
  expect(out).toContain('never verified');
});

test('check gives the same as data', async () => {
  const { out } = await check(LIST, '2031-04-10T00:00:00Z', {}, true);
  expect(JSON.parse(out)).toMatchObject({
    ok: true,
    todos: [{ event: 'paper', what: 'not verified', verified: null }],
  });
});

test('check of a broken list fails and names no to-dos', async () => {
  const { code, out } = await check(LIST.replace('UTC', 'CST'), '2031-04-10T00:00:00Z');
  expect(code).toBe(1);
  expect(out).not.toContain('To do');
});

test('check names the version of the time zone data, and warns once those of a year are half a year out of date', async () => {
  const { out } = await check(LIST, '2026-11-30T00:00:00Z');
  expect(out).toContain(`Time zone data: ${process.versions['tz']}.\n`);
  expect(isZoneDataOld('2026c', Date.parse('2027-06-30T00:00:00Z'))).toBe(false);
  expect(isZoneDataOld('2026c', Date.parse('2027-07-01T00:00:00Z'))).toBe(true);
  expect(isZoneDataOld('unknown', Date.parse('2027-07-01T00:00:00Z'))).toBe(false);
  expect((await check(LIST, '2031-02-01T00:00:00Z')).out).toContain(
    `The time zone data (${process.versions['tz']}) are old`,
  );
});

test('check names a claim that is published in the future, and an entry that is checked in it, as mistakes', async () => {
  const future = LIST.replace('published: 2031-01-01', 'published: 2031-03-01').replace(
    '    topics',
    '    lastVerified: 2031-03-02\n    topics',
  );
  const { code, out } = await check(future, '2031-02-26T00:00:00Z');
  expect(code).toBe(1);
  expect(out).toMatch(/own\.yaml:6: paper: Office is published 2031-03-01, which is in the future\./);
  expect(out).toMatch(/own\.yaml:6: paper: `lastVerified` is 2031-03-02, which is in the future\./);
  expect((await check(future, '2031-03-02T00:00:00Z')).code).toBe(0);
  // A day counts as begun where it begins first.
  expect((await check(LIST, '2030-12-31T10:30:00Z')).code).toBe(0);
  expect((await check(LIST, '2030-12-31T09:30:00Z')).code).toBe(1);
});
