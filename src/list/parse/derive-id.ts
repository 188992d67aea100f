import { MAX_ID } from './text-shape.ts';

/** The id that an entry gets from its title where it names none: `tax-return`; `null` for one without Latin letters or digits. */
export function deriveId(title: string): string | null {
  const words = title
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  let id = '';
  for (const word of words) {
    const longer = id === '' ? word.slice(0, MAX_ID) : `${id}-${word}`;
    if (longer.length > MAX_ID) break;
    id = longer;
  }
  return id === '' ? null : id;
}
