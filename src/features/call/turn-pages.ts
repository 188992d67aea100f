import type { Control, Message } from '../../model/message.ts';
import { buildButton } from '../../render/card/build-card.ts';
import { callText } from './words.ts';

/** A page of an answer: counted from 0, one of `pages`. */
type Page = { readonly page: number; readonly pages: number };

/** Previous and Next, where there is more than one page; `idOf` writes the id that leads to a page. */
export function turnButtons({ page, pages }: Page, idOf: (page: number) => string): Control[] {
  if (pages <= 1) return [];
  return [
    buildButton(idOf(Math.max(0, page - 1)), callText('previous'), page === 0),
    // Not clamped to this page: a disabled button needs an id of its own too.
    buildButton(idOf(page + 1), callText('next'), page === pages - 1),
  ];
}

/** Those two as the only row of controls. */
export function turnRow(at: Page, idOf: (page: number) => string): Message['controls'] {
  return at.pages <= 1 ? [] : [turnButtons(at, idOf)];
}

/**
 * The page that an id names, whether or not it exists; the first where the id holds no number, since anybody can send
 * any id.
 */
export function readPage(arg: string | undefined): number {
  return Math.trunc(Number(arg ?? '')) || 0;
}
