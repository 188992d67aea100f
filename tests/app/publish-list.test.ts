import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { publishList } from '../../src/app/cli/publish-list.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { readWithIcalJs } from '../build/read-calendar.ts';

/** Dates years ahead have no picture, which takes long to draw on a busy machine. */
const list = (day: string, topic = 'tax') => `covers: Made dates
zone: UTC
events:
  - { id: filing, title: Filing, due: ${day}, topics: [${topic}] }
  - { id: return, title: Return, due: 2029-06-01 }
`;

async function open() {
  const home = await mkdtemp(join(tmpdir(), 'datewatch-publish-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  const said = { out: '', err: '' };
  const io = {
    out: (text: string) => {
      said.out += text;
    },
    err: (text: string) => {
      said.err += text;
    },
    stopSignal: new Promise<string>(() => undefined),
    config: () => readConfig({ DATEWATCH_DATA: home, DATEWATCH_STATE: join(home, 'var') }, home, 'no token'),
  };
  const out = join(home, 'site');
  return {
    out,
    said,
    async publish(text: string, now: string, options = {}) {
      await writeFile(join(home, 'made.yaml'), text);
      return publishList(io, out, options, Date.parse(now));
    },
    read: (name: string) => readFile(join(out, name), 'utf8'),
  };
}

test('publishing twice tells what changed in between, and a moved date keeps its id in the calendar with a higher sequence', async () => {
  const { publish, read, said } = await open();
  expect(await publish(list('2029-04-15'), '2027-01-05T10:00:00Z')).toBe(0);
  const before = readWithIcalJs(await read('dates.ics'));
  expect(await publish(list('2029-05-20'), '2027-02-05T10:00:00Z')).toBe(0);
  const after = readWithIcalJs(await read('dates.ics'));
  expect(said.out).toContain('; 1 new change.');
  expect(await read('index.html')).toMatch(/was Sun 15 Apr 2029[\s\S]*What changed[\s\S]*later/);
  expect(await read('changes.atom')).toContain('<title>Filing: later</title>');
  const [old, moved] = [before, after].map((all) => all.find(({ uid }) => uid.startsWith('filing')));
  expect(moved).toMatchObject({ uid: old?.uid, start: '2029-05-20', modified: '2027-02-05T10:00:00Z' });
  expect(moved?.sequence).toBeGreaterThan(old?.sequence ?? Number.POSITIVE_INFINITY);
  expect(after.find(({ uid }) => uid.startsWith('return'))).toEqual(before.find(({ uid }) => uid.startsWith('return')));
});

test('publishing again without a change writes the same files, whatever the hour', async () => {
  const { publish, read, out } = await open();
  await publish(list('2029-04-15'), '2027-01-05T10:00:00Z');
  const names = (await readdir(out)).filter((name) => !name.endsWith('.png'));
  const before = await Promise.all(names.map(read));
  await publish(list('2029-04-15'), '2027-01-05T20:00:00Z');
  expect(await Promise.all(names.map(read))).toEqual(before);
});

test('a calendar of a topic that is gone is taken away, and files that are not its own stay', async () => {
  const { publish, out, said } = await open();
  await publish(list('2029-04-15'), '2027-01-05T10:00:00Z');
  await writeFile(join(out, 'topic-other.ics'), 'mine');
  await writeFile(join(out, 'CNAME'), 'example.org');
  await publish(list('2027-04-15', 'law'), '2027-01-06T10:00:00Z', { json: true });
  const names = await readdir(out);
  expect(names).toEqual(expect.arrayContaining(['CNAME', 'topic-law.ics', 'topic-other.ics', 'timeline-dark.png']));
  expect(names).not.toContain('topic-tax.ics');
  expect(names.some((name) => name.endsWith('.new'))).toBe(false);
  expect(JSON.parse(said.out.trim().split('\n').at(-1) ?? '')).toMatchObject({ removed: ['topic-tax.ics'] });
});

test('a list with a mistake, and a folder that is a file, are said and change nothing', async () => {
  const { publish, out, read } = await open();
  await publish(list('2029-04-15'), '2027-01-05T10:00:00Z');
  const before = await read('dates.json');
  await expect(publish('events: [', '2027-01-06T10:00:00Z')).rejects.toThrow('The list of events cannot be used.');
  expect(await read('dates.json')).toBe(before);
  await rm(out, { recursive: true });
  await writeFile(out, '');
  await expect(publish(list('2029-04-15'), '2027-01-06T10:00:00Z')).rejects.toThrow(/cannot be read \(ENOTDIR\)/);
});
