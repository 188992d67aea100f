import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { joinProcesses, type Processes } from '../../src/app/start/join-processes.ts';
import { keepAccepted, loadList } from '../../src/app/start/load-list.ts';
import { makeSecret } from '../../src/config/secret.ts';
import { keepList, type ListKeeper } from '../../src/engine/list-keeper.ts';
import { makeReservation } from '../../src/outbox/outbox.ts';
import type { Store } from '../../src/store/make-store.ts';
import { openStore } from '../../src/store/open-store.ts';
import { realMachine } from '../../src/time/machine.ts';
import { DEFAULTS } from '../build/build-subscriptions.ts';
import { eventText, listText } from '../build/list-texts.ts';
import { makeDatabase } from '../build/postgres/use-postgres.ts';

/** One process as far as its list and its leases go. */
type One = {
  readonly processes: Processes;
  readonly keeper: ListKeeper;
  readonly store: Store;
  readonly logged: string[];
  /** How many processes share the requests to Discord, as far as it knows. */
  readonly shares: number[];
  close(): Promise<void>;
};

const machine = realMachine();
let root: string;
let database: Awaited<ReturnType<typeof makeDatabase>>;
const opened: One[] = [];
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'other-list-'));
  database = await makeDatabase();
});
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
  await database.drop();
  await rm(root, { recursive: true, force: true });
});

/** Opens a process whose files hold these events. */
async function open(name: string, ...events: string[]): Promise<One> {
  const folder = join(root, name, 'data');
  const state = join(root, name, 'state');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'a.yaml'), listText(...events.map((id) => eventText(id))));
  const store = await openStore({ folder: state, database: makeSecret(database.url), clock: 'real', machine });
  const end = machine.every(500, () => void store.leases.renew().catch(() => undefined));
  const keeper = keepList(
    { folder },
    await loadList({ folder }, store.outbox, keepAccepted(state)),
    machine,
    keepAccepted(state),
  );
  const logged: string[] = [];
  const shares: number[] = [];
  const log = (_: object, text: string) => void logged.push(text);
  const processes = await joinProcesses({
    ...{ store, machine, keeper, log: { debug: log, info: log, warn: log, error: log } },
    budget: { share: (among) => void shares.push(among) },
    wake: () => undefined,
    soon: () => undefined,
  });
  let isClosed = false;
  const one: One = {
    ...{ processes, keeper, store, logged, shares },
    async close() {
      if (isClosed) return;
      isClosed = true;
      await processes.stop();
      end();
      await store.close();
    },
  };
  opened.push(one);
  return one;
}

const until = async (look: () => boolean): Promise<void> => {
  while (!look()) await machine.sleep(50);
};
const idsOf = ({ keeper }: One) => [...keeper.catalogue().events.keys()];

test('of two processes with other files the list of the one that plans is in force, the other says so, and has its own once it plans', async () => {
  const [first, second] = [await open('first', 'a', 'b'), await open('second', 'a', 'b', 'c')];
  expect([first.processes.leads() !== null, second.processes.leads() !== null]).toEqual([true, false]);
  const { list } = first.keeper.catalogue();
  await first.store.outbox.reserve(makeReservation({ settledList: { list, defaults: DEFAULTS, changes: [] } }));
  await second.processes.follow();
  expect(idsOf(second)).toEqual(['a', 'b']);
  expect(second.logged.filter((text) => text.includes('is not the one in force'))).toHaveLength(1);
  await second.processes.follow();
  expect(second.logged.filter((text) => text.includes('is not the one in force'))).toHaveLength(1);

  await first.close();
  await until(() => second.processes.leads() !== null);
  await until(() => idsOf(second).length === 3);
});

test('the requests of a second are shared by the processes that are alive', async () => {
  const first = await open('first', 'a');
  const second = await open('second', 'a');
  expect(second.shares).toEqual([2]);
  await until(() => first.shares.at(-1) === 2);
  await second.close();
  await until(() => first.shares.at(-1) === 1);
});
