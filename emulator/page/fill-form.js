/** A form that the bot opens: text inputs and selects, each in a label: https://discord.com/developers/docs/components/reference#label */
import { find, make } from './dom.js';
import { pickValues } from './pick-values.js';
import { choicesOf, chosenOf, renderSelect } from './render-components.js';
import { renderText } from './render-text.js';

const TEXT_INPUT = 4;
const TEXT_DISPLAY = 10;
const PARAGRAPH = 2;

/** Opens a form. `send(fields)` gets what was typed and chosen, by custom id, and rejects with what is wrong with it. */
export function fillForm(context, modal, send) {
  const dialog = find('form');
  const values = {};
  const problem = make('p', { class: 'problem', role: 'alert', hidden: true });
  const submit = make('button', { class: 'button primary' }, ['Submit']);
  const onsubmit = async (event) => {
    event.preventDefault();
    submit.disabled = true;
    try {
      await send(values);
      dialog.close();
    } catch (error) {
      // What was typed stays.
      problem.textContent = error.message;
      problem.hidden = false;
      submit.disabled = false;
    }
  };
  const close = () => dialog.close();
  const parts = modal.components.map((row) => renderPart(context, row, values));
  dialog.setAttribute('aria-labelledby', 'form-title');
  dialog.replaceChildren(
    make('form', { onsubmit, method: 'dialog' }, [
      make('header', {}, [
        make('h2', { id: 'form-title' }, [modal.title]),
        make('button', { class: 'close', type: 'button', 'aria-label': 'Close', onclick: close }, [
          make('i', { class: 'icon icon-close' }),
        ]),
      ]),
      make('p', { class: 'form-note' }, [
        'This form will be submitted to Datewatch. Do not share passwords or other sensitive information.',
      ]),
      ...parts,
      problem,
      make('footer', {}, [
        make('button', { class: 'button secondary', type: 'button', onclick: close }, ['Cancel']),
        submit,
      ]),
    ]),
  );
  dialog.showModal();
  dialog.querySelector('input, textarea, .select')?.focus();
}

function renderPart(context, row, values) {
  if (row.type === TEXT_DISPLAY) return make('div', { class: 'text' }, renderText(context, row.content));
  const component = row.component ?? row.components?.[0];
  if (component === undefined) return make('span', {});
  const id = `field-${component.custom_id}`;
  const label = row.label ?? component.label ?? component.custom_id;
  const must = component.required !== false && (component.min_length ?? component.min_values ?? 1) > 0;
  const control =
    component.type === TEXT_INPUT
      ? renderInput(component, id, must, values)
      : renderChoice(context, component, label, values);
  return make('div', { class: 'field-part' }, [
    make('label', component.type === TEXT_INPUT ? { for: id } : {}, [
      label,
      ...(must ? [make('span', { class: 'must', 'aria-hidden': 'true' }, [' *'])] : []),
    ]),
    ...(row.description ? [make('p', { class: 'faint' }, [row.description])] : []),
    control,
  ]);
}

function renderInput(input, id, must, values) {
  const attributes = {
    id,
    name: input.custom_id,
    placeholder: input.placeholder ?? '',
    maxlength: input.max_length ?? 4000,
    minlength: input.min_length ?? 0,
    required: must,
    autocomplete: 'off',
    oninput: ({ target }) => {
      values[input.custom_id] = target.value;
    },
  };
  const field = make(input.style === PARAGRAPH ? 'textarea' : 'input', attributes);
  field.value = input.value ?? '';
  values[input.custom_id] = field.value;
  return field;
}

function renderChoice(context, select, label, values) {
  let current = chosenOf(select);
  values[select.custom_id] = current;
  const holder = make('div', {});
  const draw = () => {
    const shown =
      select.type === 3
        ? {
            ...select,
            options: select.options.map((option) => ({ ...option, default: current.includes(option.value) })),
          }
        : { ...select, default_values: current.map((id) => ({ id })) };
    holder.replaceChildren(renderSelect({ ...context, open }, undefined, shown));
  };
  const open = (_message, _select, anchor) =>
    pickValues(
      anchor,
      {
        label,
        choices: choicesOf(select, context.places),
        chosen: current,
        min: select.required === false ? 0 : (select.min_values ?? 1),
        max: select.max_values ?? 1,
        search: select.type !== 3,
      },
      (taken) => {
        current = taken;
        values[select.custom_id] = taken;
        draw();
        holder.firstElementChild.focus();
      },
    );
  draw();
  return holder;
}
