import type { ListEvent } from '../../model/event.ts';

/** The sources in whose name a person at the page makes things happen. */
export const YOU = { id: 'you-on-this-page', name: 'You, on this page' } as const;
export const OTHER = { id: 'another-source', name: 'Another source (made up by you)' } as const;

/** Whether an event has been changed at the page. */
export function isOwn({ claims }: ListEvent): boolean {
  return claims.some(({ source }) => source.id === YOU.id || source.id === OTHER.id);
}
