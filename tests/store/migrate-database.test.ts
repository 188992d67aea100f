import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { migrateDatabase } from '../../src/store/sqlite/migrate-database.ts';

const first = 'create table facts (name text); insert into facts values (1);';
const second = 'alter table facts add column value text;';
const version = (database: DatabaseSync) => database.prepare('pragma user_version').get()?.['user_version'];

test('a migration brings an empty database up step by step and remembers how far it is', () => {
  const database = new DatabaseSync(':memory:');
  expect(migrateDatabase(database, 'x', [first])).toEqual({ from: 0, to: 1 });
  expect(migrateDatabase(database, 'x', [first, second])).toEqual({ from: 1, to: 2 });
  expect(migrateDatabase(database, 'x', [first, second])).toEqual({ from: 2, to: 2 });
  expect(database.prepare('select count(*) as rows, count(value) as known from facts').get()).toEqual({
    rows: 1,
    known: 0,
  });
});

test('a step of a migration that fails is taken back whole, and the steps before it are kept', () => {
  const database = new DatabaseSync(':memory:');
  const broken = 'create table halfway (name text); create table halfway (name text);';
  expect(() => migrateDatabase(database, 'x', [first, broken])).toThrow(/halfway/);
  expect(version(database)).toBe(1);
  expect(database.prepare("select name from sqlite_schema where name = 'halfway'").get()).toBeUndefined();
  expect(migrateDatabase(database, 'x', [first, second])).toEqual({ from: 1, to: 2 });
});

test('a newer database is refused, and nothing in it is touched', () => {
  const database = new DatabaseSync(':memory:');
  migrateDatabase(database, 'x', [first, second]);
  expect(() => migrateDatabase(database, 'x', [first])).toThrow(/newer Datewatch \(shape 2; .* up to 1\)/);
  expect(version(database)).toBe(2);
});
