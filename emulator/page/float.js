/** What floats above the page beside a button: the list of a select, the menu of a message. One at a time. */
import { make } from './dom.js';

const GAP = 4;

/**
 * Shows `content` beside `anchor`, above everything, and puts the focus into it. Closes at Escape, a click elsewhere or
 * `close()`; then the focus goes back to the anchor and `onclose` is called.
 */
export function float(anchor, content, { onclose, focus, width = anchor.offsetWidth } = {}) {
  const box = make('div', { class: 'float', popover: 'manual' }, content);
  // Inside of a window, what lies outside of it cannot be used.
  (anchor.closest('dialog') ?? anchor.closest('main') ?? document.body).append(box);
  box.showPopover();
  place(box, anchor, width);
  anchor.setAttribute('aria-expanded', 'true');
  let open = true;
  const close = (refocus = true) => {
    if (!open) return;
    open = false;
    document.removeEventListener('pointerdown', outside, true);
    box.remove();
    const back = anchor.isConnected ? anchor : successorOf(anchor);
    back?.setAttribute('aria-expanded', 'false');
    if (refocus) back?.focus({ preventScroll: true });
    onclose?.();
  };
  const outside = ({ target }) => {
    if (!box.contains(target)) close(!target.closest?.('button, input, select, textarea, a, [tabindex]'));
  };
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' && event.key !== 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    close();
  });
  document.addEventListener('pointerdown', outside, true);
  (focus ?? box.querySelector('button, input'))?.focus({ preventScroll: true });
  return close;
}

/** The message of a control may have been drawn anew meanwhile. */
function successorOf({ dataset: { key }, dataset }) {
  const message = dataset.message ? document.getElementById(dataset.message) : null;
  return key
    ? [...(message ?? document).querySelectorAll('[data-key]')].find((each) => each.dataset.key === key)
    : null;
}

/** Below the anchor where there is room, else above it; never outside of the window. */
function place(box, anchor, width) {
  const at = anchor.getBoundingClientRect();
  box.style.setProperty('--width', `${Math.max(width, 180)}px`);
  const { offsetHeight: height, offsetWidth: wide } = box;
  const below = window.innerHeight - at.bottom - GAP;
  const above = at.top - GAP;
  const top = height <= below || below >= above ? at.bottom + GAP : Math.max(GAP, at.top - GAP - height);
  box.style.top = `${top}px`;
  box.style.maxHeight = `${Math.max(below, above)}px`;
  box.style.left = `${Math.max(GAP, Math.min(at.left, window.innerWidth - wide - GAP))}px`;
}

/** A menu of things to do, beside its button. `entries`: [name, what is done]. */
export function openMenu(anchor, label, entries) {
  const close = (after) => () => {
    shut();
    after();
  };
  const items = entries.map(([name, act]) =>
    make('button', { class: 'item', role: 'menuitem', type: 'button', onclick: close(act) }, [name]),
  );
  const menu = make('div', { role: 'menu', 'aria-label': label }, items);
  menu.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const at = items.indexOf(document.activeElement);
    items[(at + step + items.length) % items.length]?.focus();
  });
  const shut = float(anchor, [make('p', { class: 'float-title' }, [label]), menu], { width: 200 });
}
