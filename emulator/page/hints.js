/** The list above the line: what could come next, with one of it marked. Arrows move, Tab and Enter take, Esc closes. */
import { make } from './dom.js';

/** `take(offer)` is called for the one that is taken. */
export function createHints(list, title, take) {
  const panel = list.parentElement;
  let offers = [];
  let active = -1;
  let owner;

  function draw() {
    list.replaceChildren(...offers.map((offer, index) => renderOffer(offer, index)));
    owner?.setAttribute('aria-expanded', String(!panel.hidden));
    if (active >= 0) owner?.setAttribute('aria-activedescendant', `hint-${active}`);
    else owner?.removeAttribute('aria-activedescendant');
    list.children[active]?.scrollIntoView({ block: 'nearest' });
  }

  function renderOffer({ text, about }, index) {
    const attributes = {
      class: index === active ? 'hint active' : 'hint',
      role: 'option',
      id: `hint-${index}`,
      'aria-selected': String(index === active),
      // The line keeps the focus.
      onpointerdown: (event) => event.preventDefault(),
      onclick: () => choose(index),
    };
    return make('div', attributes, [
      make('span', { class: 'hint-name' }, [text]),
      make('span', { class: 'faint' }, [about]),
    ]);
  }

  function choose(index) {
    const chosen = offers[index];
    hide();
    take(chosen);
  }

  function hide() {
    panel.hidden = true;
    offers = [];
    active = -1;
    draw();
  }

  return {
    /** `first`: which is marked from the start; -1 for none. */
    show(input, heading, next, first, note) {
      if (owner !== input) owner?.setAttribute('aria-expanded', 'false');
      owner = input;
      offers = next;
      active = Math.min(first, next.length - 1);
      panel.hidden = next.length === 0 && note === undefined;
      title.textContent = note === undefined ? heading : `${heading} · ${note}`;
      draw();
    },
    hide,
    /** Whether the key was for the list. */
    key({ key, shiftKey }) {
      if (offers.length === 0) return false;
      const step = { ArrowDown: 1, ArrowUp: -1 }[key];
      if (step !== undefined) {
        active = active === -1 && step === -1 ? offers.length - 1 : (active + step + offers.length) % offers.length;
        draw();
        return true;
      }
      if (key === 'Escape') {
        hide();
        return true;
      }
      if (key === 'Tab' && !shiftKey) {
        choose(Math.max(0, active));
        return true;
      }
      if (key === 'Enter' && active >= 0) {
        choose(active);
        return true;
      }
      return false;
    },
  };
}
