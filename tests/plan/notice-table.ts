import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChangeKind, NoticeWay } from '../../src/model/change.ts';
import type { ListEvent } from '../../src/model/event.ts';
import { at, buildClaim, buildEvent, expires, opens } from '../build/build-events.ts';

export const WAYS: readonly NoticeWay[] = ['ping', 'post', 'edit', 'nothing'];
const DOCUMENT = readFileSync(join(import.meta.dirname, '../../docs/notices.md'), 'utf8');

/** An instant at which the dates of the cases lie ahead, and one at which all of them are over. */
export const BEFORE = at('2025-11-01T12:00:00Z');
export const AFTER = at('2026-03-01T12:00:00Z');

export const truce = (day: string | null, more: Partial<ListEvent> = {}): ListEvent =>
  buildEvent('truce', [buildClaim('a', day === null ? null : expires(day))], { topics: ['tariffs'], ...more });

/** A change of the list as it happens, for each kind. */
export const CASES: Record<ChangeKind, readonly [ListEvent | null, ListEvent | null]> = {
  earlier: [truce('2025-11-20'), truce('2025-11-10')],
  later: [
    buildEvent('truce', [buildClaim('a', opens('2025-11-10'))]),
    buildEvent('truce', [buildClaim('a', opens('2025-11-20'))]),
  ],
  extended: [truce('2025-11-10'), truce('2026-01-31')],
  confirmed: [truce('2025-11-10', { certainty: 'tentative' }), truce('2025-11-10')],
  'became tentative': [truce('2025-11-10'), truce('2025-11-10', { certainty: 'tentative' })],
  'became exact': [truce(null), truce('2025-11-10')],
  withdrawn: [truce('2025-11-10'), truce(null)],
  cancelled: [truce('2025-11-10'), truce('2025-11-10', { certainty: 'cancelled' })],
  postponed: [truce('2025-11-10'), truce('2025-11-10', { certainty: 'postponed' })],
  restored: [truce('2025-11-10', { certainty: 'cancelled' }), truce('2025-11-10')],
  outcome: [
    truce('2025-11-10'),
    truce('2025-11-10', { certainty: 'done', outcome: { what: 'Extended.', day: null, source: null } }),
  ],
  new: [null, truce('2025-11-10')],
  removed: [truce('2025-11-10'), null],
  'text only': [truce('2025-11-10'), truce('2025-11-10', { title: 'Tariff truce' })],
};

/** The rows of the document's table that begins with these headings, as cells. */
export function tableRows(...headings: string[]): string[][] {
  const lines = DOCUMENT.split('\n');
  const first = lines.indexOf(`| ${headings.join(' | ')} |`);
  if (first === -1) throw new Error(`no table ${headings.join(', ')}`);
  const end = lines.findIndex((line, index) => index > first && !line.startsWith('|'));
  return lines.slice(first + 2, end).map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((text) => text.trim()),
  );
}

/** The cells of the table, a row for each kind and choice: not told, told, over and not told, over and told. */
export const CELLS: readonly string[][] = tableRows(
  'change',
  'chosen',
  'not told',
  'told',
  'over, not told',
  'over, told',
).flatMap(([kinds = '', chosen = '', ...rest]) => kinds.split(', ').map((kind) => [kind, chosen, ...rest]));
