import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { acceptList } from '../../src/app/cli/accept-list.ts';
import { noteHealth, readHealth } from '../../src/app/start/keep-health.ts';
import { keepAccepted } from '../../src/app/start/load-list.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { eventText, goodList, listText } from '../build/list-texts.ts';

async function open(text: string) {
  const root = await mkdtemp(join(tmpdir(), 'accept-'));
  const [data, state] = [join(root, 'data'), join(root, 'state')];
  await mkdir(data);
  await writeFile(join(data, 'a.yaml'), text);
  const said = { out: '' };
  const io = {
    out(words: string) {
      said.out += words;
    },
    err: () => undefined,
    stopSignal: new Promise<string>(() => undefined),
    config: () => readConfig({ DATEWATCH_DATA: data, DATEWATCH_STATE: state }, root),
  };
  return { io, said, state, close: () => rm(root, { recursive: true, force: true }) };
}

test('`datewatch accept` notes the list as it is now, beside a state that another process owns or that is not there yet', async () => {
  const text = listText(eventText('a'));
  const { io, said, state, close } = await open(text);
  expect(await keepAccepted(state).read()).toBeNull();
  expect(await acceptList(io)).toBe(0);
  const { version } = goodList(text);
  expect(await keepAccepted(state).read()).toBe(version);
  expect(said.out).toBe(`Accepted: the list as it is now, with 1 event (version ${version}).\n`);
  await close();
});

test('`datewatch accept` refuses a broken list and says what is wrong with it', async () => {
  const { io, state, close } = await open('covers: [');
  await expect(acceptList(io)).rejects.toThrow('The list of events cannot be used.');
  expect(await keepAccepted(state).read()).toBeNull();
  await close();
});

test('`datewatch health` says what those who run the program should know', async () => {
  const { state, close } = await open('');
  await mkdir(state);
  await noteHealth(state, { tickedAt: 1_000, gatewayUp: true, alarms: ['The list has lost 1 of its 2 entries.'] });
  expect(await readHealth(state, 2_000)).toEqual({
    well: true,
    says: 'Ticking. The gateway is up. The list has lost 1 of its 2 entries.',
  });
  await close();
});
