import { boardText } from './recurring-words.ts';

/** Rows under a heading, each made only when there may be room for it; `more` words the number left out. */
export type RowGroup = {
  readonly heading: string;
  readonly count: number;
  /** The number of further rows, which are counted and never shown; none where left out. */
  readonly others?: number;
  /** The row at an index from 0 up to `count`. */
  readonly row: (index: number) => string;
  readonly more: (count: number) => string;
};

/** The rows of a group that are shown so far. */
type Shown = { readonly group: RowGroup; readonly rows: string[] };

/**
 * Lays groups one below the other within `max` UTF-16 units: every group keeps its heading and first row as long as
 * there is room, then the earlier ones fill up. Rows left out are counted under their own heading; no row is cut, since
 * rows hold timestamps. A group without rows is left out.
 */
export function layGroups(groups: readonly RowGroup[], max: number): string {
  const shown: Shown[] = groups.filter(({ count }) => count > 0).map((group) => ({ group, rows: [] }));
  let length = 0;
  for (const most of [1, Number.POSITIVE_INFINITY]) {
    for (const { group, rows } of shown) {
      while (rows.length < Math.min(most, group.count)) {
        const row = boardText('row', { row: group.row(rows.length) });
        const before = lengthOf(group, rows);
        const after = lengthOf(group, [...rows, row]);
        if (length - before + after > max) break;
        rows.push(row);
        length += after - before;
      }
    }
  }
  return shown.flatMap(({ group, rows }) => linesOf(group, rows)).join('\n');
}

/** The units of a group, with the break before it. */
function lengthOf(group: RowGroup, rows: readonly string[]): number {
  return linesOf(group, rows).reduce((sum, line) => sum + line.length + 1, 0);
}

function linesOf(group: RowGroup, rows: readonly string[]): string[] {
  if (rows.length === 0) return [];
  const left = group.count - rows.length + (group.others ?? 0);
  return [boardText('heading', { name: group.heading }), ...rows, ...(left > 0 ? [group.more(left)] : [])];
}
