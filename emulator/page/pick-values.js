/** The open list of a select: one value or several, with a search where the list is long. */
import { make } from './dom.js';
import { float } from './float.js';

const SEARCHED = 8;

/**
 * Lets a person choose. `choices`: [{ name, value, about }]; `take(values)` is called once, with one value at once, with
 * several when the list closes. Nothing is taken where nothing changed or too few are chosen.
 */
export function pickValues(anchor, { label, choices, chosen, min, max, search = choices.length > SEARCHED }, take) {
  const picked = new Set(chosen);
  const several = max > 1;
  let active = 0;
  let shown = [];
  const list = make('div', {
    class: 'choices',
    role: 'listbox',
    id: 'choices',
    'aria-label': label,
    'aria-multiselectable': String(several),
  });
  const field = make('input', {
    class: search ? 'search' : 'search hidden-text',
    role: 'combobox',
    placeholder: 'Search',
    'aria-label': `Search: ${label}`,
    'aria-controls': 'choices',
    'aria-expanded': 'true',
    'aria-autocomplete': 'list',
    autocomplete: 'off',
    readonly: !search,
  });
  const toggle = ({ value }) => {
    if (!several) {
      if (picked.has(value) && min > 0) return close();
      return finish(picked.has(value) ? [] : [value]);
    }
    if (picked.has(value)) picked.delete(value);
    else if (picked.size < max) picked.add(value);
    draw();
  };
  const finish = (values) => {
    if (values) picked.clear();
    for (const value of values ?? []) picked.add(value);
    close();
  };
  const draw = () => {
    const typed = field.value.trim().toLowerCase();
    shown = choices.filter(({ name }) => name.toLowerCase().includes(typed));
    active = Math.min(active, Math.max(0, shown.length - 1));
    list.replaceChildren(
      ...(shown.length === 0 ? [make('p', { class: 'faint' }, ['Nothing by that name.'])] : []),
      ...shown.map((choice, index) =>
        renderChoice(choice, { index, active, several, on: picked.has(choice.value), toggle }),
      ),
    );
    field.setAttribute('aria-activedescendant', shown.length === 0 ? '' : `choice-${active}`);
    list.children[active]?.scrollIntoView({ block: 'nearest' });
  };
  field.addEventListener('input', draw);
  field.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1, Home: -active, End: shown.length - 1 - active }[event.key];
    if (step !== undefined && shown.length > 0) active = (active + step + shown.length) % shown.length;
    else if ((event.key === 'Enter' || (event.key === ' ' && !search)) && shown[active]) toggle(shown[active]);
    else return;
    event.preventDefault();
    draw();
  });
  const order = () => choices.map(({ value }) => value).filter((value) => picked.has(value));
  const onclose = () => {
    const values = order();
    const same = values.length === chosen.length && values.every((value) => chosen.includes(value));
    if (!same && values.length >= min) take(values);
  };
  const done = several
    ? [make('button', { class: 'button primary', type: 'button', onclick: () => close() }, ['Done'])]
    : [];
  draw();
  const close = float(anchor, [field, list, ...done], { onclose, focus: field });
}

function renderChoice({ name, value, about }, { index, active, several, on, toggle }) {
  const attributes = {
    class: index === active ? 'choice active' : 'choice',
    role: 'option',
    id: `choice-${index}`,
    'data-value': value,
    'aria-selected': String(on),
    // The search keeps the focus.
    onpointerdown: (event) => event.preventDefault(),
    onclick: () => toggle({ value }),
  };
  return make('div', attributes, [
    make('span', { class: 'choice-text' }, [
      make('span', {}, [name]),
      ...(about ? [make('span', { class: 'faint' }, [about])] : []),
    ]),
    make('span', { class: several ? 'box' : 'dot', 'aria-hidden': 'true' }),
  ]);
}
