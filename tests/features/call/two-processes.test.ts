import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CommandRefusal } from '../../../src/features/call/command.ts';
import { askRegistry, type CommandContext } from '../../../src/features/call/context.ts';
import { makeTurns } from '../../../src/features/call/take-turns.ts';
import type { Registry } from '../../../src/outbox/registry.ts';
import { call, press, role } from '../../build/build-calls.ts';
import { makeContext } from '../../build/command-context.ts';
import { openSqliteStore } from '../../build/open-sqlite.ts';
import { usePostgres } from '../../build/postgres/use-postgres.ts';
import { run, runPress } from '../../build/run-command.ts';
import type { OpenFixture, StoreFixture } from '../../store/exercise-outbox.ts';

const NOW = '2025-10-24T16:00:00Z';
const TRUCE = 'tariff-truce-expiry-2025';
const ANOTHER = 'trump-xi-meeting-2025';

/** The two registries, of which neither writes for the first time before the other is about to. */
function meetBeforeWriting(registries: readonly Registry[]): Registry[] {
  const met = Promise.withResolvers<void>();
  let arrived = 0;
  return registries.map((registry) => {
    let isFirst = true;
    const meet = async (): Promise<void> => {
      if (!isFirst) return;
      isFirst = false;
      arrived += 1;
      if (arrived === registries.length) met.resolve();
      await met.promise;
    };
    const after =
      <Args extends unknown[], Result>(write: (...args: Args) => Promise<Result>) =>
      async (...args: Args): Promise<Result> => {
        await meet();
        return write(...args);
      };
    return {
      ...registry,
      putSubscription: after(registry.putSubscription),
      removeSubscription: after(registry.removeSubscription),
      putGuildSettings: after(registry.putGuildSettings),
      putPersonSettings: after(registry.putPersonSettings),
      putRecurring: after(registry.putRecurring),
    };
  });
}

describe.each<[string, OpenFixture]>([
  ['SQLite', openSqliteStore],
  ['PostgreSQL', usePostgres()],
])('presses that reach two processes at once, over %s', (_, open) => {
  let state: StoreFixture;
  beforeEach(async () => {
    state = await open(async () => undefined);
  });
  afterEach(() => state.close());

  /** One process that prepares, and two more whose first writes meet. */
  async function processes(): Promise<{ first: CommandContext; one: CommandContext; other: CommandContext }> {
    const { context } = await makeContext({ now: NOW });
    const over = (registry: Registry): CommandContext => ({
      ...context,
      ...{ registry, outbox: state.outbox, ...askRegistry(registry), inTurn: makeTurns() },
    });
    const [one, other] = meetBeforeWriting([state.registry, state.rivalRegistry]).map(over);
    if (one === undefined || other === undefined) throw new Error('two registries are given');
    return { first: over(state.registry), one, other };
  }

  test('a person who chooses two events at once is reminded of both', async () => {
    const { one, other } = await processes();
    await Promise.all([
      runPress('remind-set', press([TRUCE], { values: ['7d'] }), one),
      runPress('remind-set', press([ANOTHER], { values: ['1d'] }), other),
    ]);
    const saved = await state.registry.subscription('7500');
    expect(Object.keys(saved?.leadsByEvent ?? {}).sort()).toEqual([ANOTHER, TRUCE].sort());
  });

  test('a person who cancels one event while choosing another keeps the other alone', async () => {
    const { first, one, other } = await processes();
    await runPress('remind-set', press([TRUCE], { values: ['7d'] }), first);
    await Promise.all([
      runPress('remind-off', press([TRUCE]), one),
      runPress('remind-set', press([ANOTHER], { values: ['1d'] }), other),
    ]);
    const saved = await state.registry.subscription('7500');
    expect(Object.keys(saved?.leadsByEvent ?? {})).toEqual([ANOTHER]);
  });

  test('two managers who change different parts of one channel at once find both changed', async () => {
    const { first, one, other } = await processes();
    await run('datewatch subscribe', call({ topic: 'tariffs' }), first);
    const leads = press(['typed', '100', 'leads'], { fields: { typed: '3d' }, user: '501' });
    await Promise.all([runPress('setup', leads, one), run('datewatch subscribe', call({ role: role('900') }), other)]);
    expect(await state.registry.subscription('100')).toMatchObject({
      leads: [{ unit: 'days', count: 3 }],
      role: '900',
      filter: { topics: ['tariffs'] },
    });
  });

  test('a pause of a server and its other time zone are both kept', async () => {
    const { first, one, other } = await processes();
    await run('datewatch subscribe', call(), first);
    await Promise.all([
      run('datewatch pause', call({ until: '2025-11-20' }), one),
      runPress('setup', press(['zone', '100'], { values: ['Asia/Seoul'], user: '501' }), other),
    ]);
    const [settings] = await state.registry.guildSettings();
    expect(settings?.zone).toBe('Asia/Seoul');
    expect(settings?.pausedUntil).toBeGreaterThan(0);
  });

  test('a channel for which a daily and a weekly digest are chosen at once has one of them', async () => {
    const { first, one, other } = await processes();
    await run('datewatch subscribe', call(), first);
    await Promise.all([
      runPress('setup', press(['digest', '100'], { values: ['daily'] }), one),
      runPress('setup', press(['digest', '100'], { values: ['weekly 1'], user: '501' }), other),
    ]);
    expect(await state.registry.recurring()).toHaveLength(1);
  });

  test('Undo takes nothing back where somebody changes the same at that moment', async () => {
    const { first, one, other } = await processes();
    await run('datewatch subscribe', call(), first);
    const leads = (typed: string, context: CommandContext) =>
      runPress('setup', press(['typed', '100', 'leads'], { fields: { typed } }), context);
    const changed = await leads('5d', first);
    const button = changed.message.controls.flat().find((control) => 'label' in control && control.label === 'Undo');
    const args = button !== undefined && 'id' in button ? button.id.split(':').slice(1) : [];
    const [undone] = await Promise.allSettled([runPress('undo', press(args), one), leads('3d', other)]);
    const saved = await state.registry.subscription('100');
    expect(saved?.leads).toEqual([{ unit: 'days', count: 3 }]);
    // Where it was the first of the two, the other change was made from what it had left.
    if (undone.status === 'rejected') expect(undone.reason).toBeInstanceOf(CommandRefusal);
  });
});
