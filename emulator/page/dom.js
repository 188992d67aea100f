/** Elements for the page. Strings only ever become text nodes: whatever a message says, it stays text. */

/** The only place where elements are made. Functions become handlers, `bar` the colour of a card's edge. */
export function make(tag, attributes, children = []) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'bar') element.style.setProperty('--bar', value);
    else if (typeof value === 'function') element[name] = value;
    else if (value !== false && value !== undefined) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children);
  return element;
}

export const find = (id) => document.getElementById(id);

/** A picture drawn by the style sheet, for the eye alone. */
export function icon(name) {
  return make('i', { class: `icon icon-${name}`, 'aria-hidden': 'true' });
}

/** What holds the focus inside of an element, by the key that its successor will bear too. */
function keyOf(element) {
  const active = document.activeElement;
  if (!element.contains(active) || active === element) return undefined;
  return active.dataset.key ?? active.id ?? undefined;
}

/** Puts one element in another's place; the focus goes to the successor of what had it, else to the element itself. */
export function replaceKept(old, next) {
  const key = keyOf(old);
  const had = old.contains(document.activeElement);
  old.replaceWith(next);
  if (had) focusByKey(next, key);
}

/** New children for an element, with the focus where it was. */
export function refill(element, children) {
  const key = keyOf(element);
  element.replaceChildren(...children);
  if (key) focusByKey(element, key);
}

function focusByKey(root, key) {
  const successor = key
    ? [...root.querySelectorAll('[data-key], [id]')].find((each) => (each.dataset.key ?? each.id) === key)
    : undefined;
  (successor ?? root).focus({ preventScroll: true });
}

/**
 * Makes the children of `list` those of `rows` ({ key, version, build }) and touches only what differs: a child whose key
 * and version are as before stays as it is, with its focus and its open parts.
 */
export function syncRows(list, known, rows) {
  const next = new Map();
  for (const row of rows) {
    const before = known.get(row.key);
    if (before?.version === row.version) next.set(row.key, before);
    else {
      const element = row.build();
      if (before) replaceKept(before.element, element);
      next.set(row.key, { version: row.version, element });
    }
  }
  for (const [key, { element }] of known) if (!next.has(key)) element.remove();
  let at = list.firstElementChild;
  for (const { element } of next.values()) {
    if (element === at) at = at.nextElementSibling;
    else list.insertBefore(element, at);
  }
  return next;
}

/** Says something to people who listen to the page instead of looking at it. */
export function announce(text) {
  const line = find('announcer');
  line.textContent = '';
  line.textContent = text;
}
