import type { DialectSpelling } from '../describe-tables.ts';
import { sql } from './load-kysely.ts';

/** What SQLite says in its own way: lists arrive as one JSON parameter (https://www.sqlite.org/json1.html). */
export const sqliteSpelling: DialectSpelling = {
  isOneOf: (column, values) =>
    sql<boolean>`${sql.ref(column)} in (select value from json_each(${JSON.stringify(values)}))`,
  rowsOf: (columns, rows) => {
    const fields = columns.map((column) => sql`value ->> ${sql.lit(column)}`);
    // Without a `where`, SQLite reads a following `on conflict` as part of a join.
    return sql`select ${sql.join(fields)} from json_each(${JSON.stringify(rows)}) where true`;
  },
};
