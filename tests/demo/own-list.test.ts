import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startLine } from '../build/command-line.ts';
import { playDemo } from '../build/play-demo.ts';

const OWN = `
covers: Our filings
zone: Europe/Berlin
events:
  # Kept by Ada.
  - { title: Tax return, due: 2031-04-15, topics: [tax] }
  - { title: Trade fair, from: 2031-04-20, through: 2031-04-22, topics: [fairs] }
`;

async function writeOwn(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'own-list-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'my-dates.yaml');
  await writeFile(path, text);
  return path;
}

test('a list that is given at the page plays from a week before its first date ahead, and can be changed like any other', async () => {
  const played = await playDemo(resolve('data'));
  onTestFinished(() => played.stop());
  expect(await played.act({ do: 'list', name: 'my-dates.yaml', text: OWN })).toBe(
    'my-dates.yaml plays from 8 April 2031 on.',
  );
  await played.act({ do: 'pause' });
  const view = await played.view();
  expect(view).toMatchObject({ title: 'my-dates.yaml', zone: 'Europe/Berlin' });
  expect(new Date(view.from).toISOString()).toBe('2031-04-08T06:00:00.000Z');
  expect(view.lanes.map(({ name, dates }) => [name, dates.map(({ label }) => label)])).toEqual([
    ['Tax', ['Tax return']],
    ['Fairs', ['Trade fair']],
  ]);
  await played.act({ do: 'jump', toMs: Date.parse('2031-04-08T12:00:00Z') });
  await played.act({ do: 'move', event: 'tax-return' });
  await played.act({ do: 'disagree', event: 'trade-fair' });
  const { messages } = await played.world();
  expect(messages.map(({ content }) => content).join('\n')).toMatch(/Tax return.*18 Apr/);
  await played.act({ do: 'jump', toMs: Date.parse('2031-05-01T12:00:00Z') });
  expect(await played.view()).toMatchObject({
    clock: { state: 'ended' },
    ending: '2 dates came up, and none was called off. The list has no later one.',
  });
});

test('a list with mistakes is refused with file, line, what was found and expected, and the story goes on', async () => {
  const played = await playDemo(resolve('data'));
  onTestFinished(() => played.stop());
  const text = OWN.replace('2031-04-15', '2031-02-30');
  await expect(played.act({ do: 'list', name: 'my-dates.yaml', text })).rejects.toThrow(
    /^my-dates\.yaml:6:\d+: There is no such day.* Found: 2031-02-30\. Expected: /,
  );
  expect(await played.view()).toMatchObject({ title: 'U.S.–China trade, autumn 2025', clock: { state: 'playing' } });
});

test('the command line plays a list, from a day, at a speed; it refuses in one sentence what it cannot', async () => {
  const path = await writeOwn(OWN);
  const line = startLine(['demo', '--list', path, '--from', '2031-04-14', '--speed', '86400'], {});
  await line.says('Tax return');
  expect(line.out()).toContain('It replays 14–23 Apr 2031 as it became known, a day every 1 seconds.');
  line.signal('SIGTERM');
  expect((await line.ended).code).toBe(0);
  const refuse = async (...args: string[]) => (await startLine(['demo', ...args], {}).ended).err;
  expect(await refuse('--speed', 'fast')).toContain('--speed: found fast, expected a number from 1 to');
  expect(await refuse('--from', 'soon')).toContain('--from: found soon, expected a day such as 2027-03-01');
  expect(await refuse('--list', join(path, 'none.yaml'))).toContain('none.yaml cannot be read. Expected: a file');
  expect(await refuse('--list', path, '--from', '2032-01-01')).toContain('has no date after 2032-01-01');
});

test('a list with mistakes that the command line is given is refused with a line for each, not with JSON', async () => {
  const path = await writeOwn(OWN.replace('2031-04-15', '2031-02-30').replace('topics: [fairs]', 'colour: red'));
  const { code, err } = await startLine(['demo', '--list', path], {}).ended;
  expect(code).not.toBe(0);
  expect(err.trim().split('\n')).toEqual([
    expect.stringMatching(/^my-dates\.yaml:6:\d+: There is no such day/),
    expect.stringMatching(/^my-dates\.yaml:7:\d+: .*colour/),
  ]);
});
