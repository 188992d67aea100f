import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { migrateDatabase } from '../../src/store/sqlite/migrate-database.ts';
import { createLedger, MIGRATIONS } from '../../src/store/sqlite/migrations.ts';
import { realMachine } from '../../src/time/machine.ts';
import { claimOne, DUE, post, reservation, subscription } from '../build/build-posts.ts';
import { makeFolder } from '../build/open-sqlite.ts';

/** What a program that knew only the first shape has left behind, as its own statements wrote it. */
const OLD_ROWS = `
insert into facts values ('clock', 'real'), ('watermark', '${DUE}'), ('registry.revision', '4'), ('posts.sent', '1');
insert into posts (id, nonce, kind, guild, channel, due, urgency, ordinal, added_late, key, body, edits, state, reason, ready_at, attempts, message, sent_at)
values
  ('p1', 'n1', 'reminder', 'guild', 'a', ${DUE - 9}, ${DUE + 9}, 0, 0, null, null, null, 'sent', 'on time', null, 1, '77', ${DUE - 8}),
  ('p2', 'n2', 'trouble', 'guild', 'b', ${DUE}, ${DUE}, 0, 0, 'closed b', '{"what":"deaf","why":"gone"}', null, 'waiting', null, 0, 0, null, null);
insert into moments (event, edge, source_date, lead, channel, guild, due, anchor, state, reason, post)
values ('truce', 'expires', '2025-11-10', '1d', 'a', 'guild', ${DUE - 9}, ${DUE + 9}, 'sent', 'on time', 'p1');
insert into subscriptions (channel, guild, filter, leads, role, ping_for, notices, since, made_by, paused, unsettled, version)
values ('a', 'guild', '{"topics":["trade"],"kinds":null}', '[{"unit":"days","count":7}]', '99', '["confirmed"]', '{"new":"post"}', ${DUE}, 'command', null, null, 3);
insert into guild_settings values ('guild', 'Asia/Seoul', '08:30');
insert into list_changes (revision, event, kind, at, what) values (1, 'truce', 'later', ${DUE}, '{"event":"truce","kind":"later","title":"Truce","phrase":"the truce"}');
`;

let place: ReturnType<typeof makeFolder>;
beforeEach(() => {
  place = makeFolder();
});
afterEach(() => place.remove());

/** A state folder with a database of the first shape. */
function leaveOldState(): void {
  const database = new DatabaseSync(join(place.folder, 'datewatch.sqlite'));
  database.exec('pragma journal_mode = wal');
  expect(migrateDatabase(database, 'old', [createLedger])).toEqual({ from: 0, to: 1 });
  database.exec(OLD_ROWS);
  database.close();
}

const open = (info?: (fields: object) => void) =>
  openStore({
    folder: place.folder,
    clock: 'real',
    machine: realMachine(),
    ...(info ? { log: { info, error: info } } : {}),
  });

test('an old state is brought to the new shape with every row as it was, and says so once', async () => {
  leaveOldState();
  const lines: object[] = [];
  const { outbox, registry, close } = await open((fields) => void lines.push(fields));
  expect(await registry.subscriptions()).toStrictEqual([
    {
      ...subscription('a', {
        filter: { topics: ['trade'], kinds: null },
        leads: [{ unit: 'days', count: 7 }],
        role: '99',
        notices: { new: 'post' },
      }),
      unsettled: null,
      version: 3,
    },
  ]);
  expect(await registry.guildSettings()).toStrictEqual([{ guild: 'guild', zone: 'Asia/Seoul', postingTime: '08:30' }]);
  expect(await registry.recurring()).toEqual([]);
  expect([await registry.revision(), await outbox.watermark()]).toEqual([4, DUE]);
  expect(await outbox.post('p1')).toMatchObject({ state: 'sent', message: '77', sentAt: DUE - 8 });
  expect(await outbox.moments({ channels: ['a'], events: null })).toMatchObject([{ event: 'truce', post: 'p1' }]);
  expect(await outbox.changes({ since: 0, limit: 9 })).toMatchObject([{ change: { event: 'truce' } }]);
  expect(await outbox.postByKey('closed b')).toMatchObject({ id: 'p2', state: 'waiting' });
  await close();
  await (await open((fields) => void lines.push(fields))).close();
  expect(lines).toMatchObject([{ copy: expect.stringContaining('.shape-1.') }, { from: 1, to: MIGRATIONS.length }]);
});

test('an old state takes everything new: a subscription in full, a pause, a board, a post that is held', async () => {
  leaveOldState();
  const { outbox, registry, close } = await open();
  expect(await claimOne(outbox)).toMatchObject({ id: 'p2', nonce: 'n2' });
  await registry.putSubscription(subscription('a', { quiet: { from: '22:00', until: '07:00' } }));
  const settings = { guild: 'guild', zone: 'Asia/Seoul', postingTime: '08:30', pausedUntil: DUE + 5 };
  await registry.putGuildSettings(settings, DUE);
  const board = { guild: 'guild', channel: 'a', kind: 'board', time: null, weekday: null, since: DUE, paused: null };
  await registry.putRecurring({ ...board, kind: 'board' });
  await outbox.reserve(reservation([post(['later'], { due: DUE + 9e7 })]));
  await close();
  const again = await open();
  expect((await again.registry.subscription('a'))?.quiet).toEqual({ from: '22:00', until: '07:00' });
  expect(await again.registry.guildSettings()).toEqual([settings]);
  expect(await again.registry.recurring()).toMatchObject([board]);
  expect(await again.outbox.nextHeld(DUE)).toBe(DUE + 9e7);
  await again.close();
});
