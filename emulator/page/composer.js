/** The line at the bottom: a message, or a slash command with its options as chips, completed from the keyboard. */
import {
  begin,
  complete,
  fill,
  offerCommands,
  offerOptions,
  offerValues,
  readCommand,
  readOptions,
} from './command-line.js';
import { find, make } from './dom.js';
import { createHints } from './hints.js';

const DEBOUNCE_MS = 180;

/**
 * `ask`: commands(), places(), autocomplete(command, shape) → choices, run(name, options), write(text), say(problem).
 * Returns `type(text)`, which puts a text into the line as if it were typed, and `reset()`.
 */
export function createComposer(ask) {
  const line = find('line');
  const holder = find('parts');
  let command;
  let timer;
  let asked = 0;
  const hints = createHints(find('hints'), find('hints-title'), (offer) => offer.take());

  const focused = () => command?.filled.findIndex((part) => part.input === document.activeElement) ?? -1;

  /** `focus`: a function that says where, once everything is there. */
  function draw(focus = () => line) {
    const chips = (command?.filled ?? []).map((part, index) => renderChip(part, index));
    holder.replaceChildren(
      ...(command ? [make('strong', { class: 'command-name' }, [`/${command.path}`])] : []),
      ...chips,
    );
    line.placeholder = command ? '' : ask.placeholder();
    focus().focus({ preventScroll: true });
    offer();
  }

  function renderChip(part, index) {
    const { shape } = part;
    const input = make('input', {
      id: `option-${shape.name}`,
      autocomplete: 'off',
      spellcheck: 'false',
      role: 'combobox',
      'aria-controls': 'hints',
      'aria-expanded': 'false',
      'aria-autocomplete': 'list',
      oninput: () => typed(index),
      onfocus: () => offer(),
    });
    input.value = part.text;
    widen(input);
    part.input = input;
    return make('label', { class: 'chip', for: `option-${shape.name}` }, [make('span', {}, [shape.name]), input]);
  }

  function typed(index) {
    const part = command.filled[index];
    const { rest, options } = readOptions(command, part.input.value);
    Object.assign(part, { text: options.length > 0 ? rest : part.input.value, value: undefined });
    widen(part.input);
    part.input.parentElement.classList.remove('wrong');
    if (options.length === 0) return offer();
    command = fill(command, options);
    const last = command.filled.findIndex(({ shape }) => shape === options.at(-1).shape);
    draw(() => command.filled[last].input);
  }

  /** What is in the free part of the line: a command in the making, an option's name, or a message. */
  function read() {
    const commands = ask.commands();
    if (!command) {
      const found = readCommand(line.value, commands);
      if (!found) return offer();
      command = found;
      line.value = found.rest;
    }
    const { rest, options } = readOptions(command, line.value);
    if (options.length === 0) return holder.children.length === 0 ? draw(firstEmpty) : offer();
    line.value = rest;
    command = fill(command, options);
    const last = options.at(-1).shape;
    draw(() => command.filled.find(({ shape }) => shape === last).input);
  }

  const firstEmpty = () => command?.filled.find(({ shape, text }) => shape.required && text === '')?.input ?? line;

  function take(chosen) {
    command = begin(chosen);
    line.value = '';
    draw(firstEmpty);
  }

  function addOption(shape) {
    command = fill(command, [{ shape, text: '', value: undefined }]);
    line.value = '';
    draw(() => command.filled.at(-1).input);
  }

  function takeValue(index, { name, value }) {
    const part = command.filled[index];
    Object.assign(part, { text: String(name), value });
    part.input.value = part.text;
    widen(part.input);
    firstEmpty().focus();
  }

  /** Shows what could come next. */
  function offer() {
    clearTimeout(timer);
    asked += 1;
    if (!command) {
      const offers = line.value.startsWith('/') ? offerCommands(line.value, ask.commands()) : [];
      const title = line.value === '/' ? 'Commands' : `Commands matching ${line.value}`;
      return hints.show(
        line,
        title,
        offers.map((each) => ({ text: `/${each.path}`, about: each.about, take: () => take(each) })),
        0,
      );
    }
    const index = focused();
    if (index === -1) {
      const offers = offerOptions(command, line.value).map((shape) => ({
        text: shape.name,
        about: shape.description,
        take: () => addOption(shape),
      }));
      // Enter sends: an option is taken only by one who asks for it.
      return hints.show(line, 'Options', offers, line.value.trim() === '' ? -1 : 0);
    }
    const part = command.filled[index];
    const title = `${part.shape.name}: ${part.shape.description}`;
    const list = (choices, note) =>
      hints.show(
        part.input,
        title,
        choices
          .slice(0, 25)
          .map((choice) => ({ text: String(choice.name), about: '', take: () => takeValue(index, choice) })),
        part.value === undefined ? 0 : -1,
        note,
      );
    if (!part.shape.autocomplete)
      return list(part.value === undefined ? offerValues(part.shape, part.text, ask.places()) : []);
    const mine = asked;
    list([], 'Looking…');
    timer = setTimeout(async () => {
      const answer = await ask.autocomplete({ name: command.path, options: typedOptions(), focused: part.shape.name });
      // An answer that comes after the next key is about an older text.
      if (mine === asked && command)
        list(answer.choices, answer.problem ?? (answer.choices.length === 0 ? 'Nothing found.' : undefined));
    }, DEBOUNCE_MS);
  }

  const typedOptions = () =>
    Object.fromEntries(
      command.filled.filter(({ text }) => text !== '').map(({ shape, text, value }) => [shape.name, value ?? text]),
    );

  function submit() {
    if (!command) {
      const text = line.value.trim();
      if (text === '') return;
      const bare = readCommand(`${text} `, ask.commands());
      if (!bare && text.startsWith('/')) return ask.say(`There is no command ${text.split(' ')[0]} here.`);
      if (!bare) {
        reset();
        return ask.write(text);
      }
      command = bare;
      line.value = '';
      draw(firstEmpty);
    }
    const whole = complete(command, ask.places());
    if (whole.missing !== undefined) {
      const { input } = command.filled.find(({ shape }) => shape.name === whole.missing);
      input.parentElement.classList.add('wrong');
      input.focus();
      return ask.say(`${whole.missing}: ${whole.why}`);
    }
    reset();
    return ask.run(whole.name, whole.options);
  }

  function reset() {
    command = undefined;
    line.value = '';
    asked += 1;
    clearTimeout(timer);
    holder.replaceChildren();
    line.placeholder = ask.placeholder();
    hints.hide();
  }

  /** Backspace at the beginning of a part takes the part before it away. */
  function takeBack() {
    const index = focused();
    if (index >= 0) {
      command.filled.splice(index, 1);
      draw(() => command.filled[index - 1]?.input ?? line);
    } else if (command.filled.length > 0) command.filled.at(-1).input.focus();
    else {
      const { path } = command;
      reset();
      type(`/${path}`);
    }
  }

  function move(step) {
    const order = [...command.filled.map(({ input }) => input), line];
    const next = order[order.indexOf(document.activeElement) + step];
    next?.focus();
    return next !== undefined;
  }

  function type(text) {
    line.value = text;
    line.focus();
    read();
  }

  /** Whether a key meant the line as a whole; the rest is typing. */
  function obey({ key, shiftKey, target }) {
    if (key === 'Enter') {
      submit();
      return true;
    }
    if (!command) return false;
    const start = target.selectionStart === 0 && target.selectionEnd === 0;
    const end = target.selectionStart === target.value.length;
    if (key === 'Tab') return move(shiftKey ? -1 : 1);
    if (key === 'ArrowLeft' && start) return move(-1);
    if (key === 'ArrowRight' && end) return move(1);
    if (key === 'Escape') reset();
    else if (key === 'Backspace' && start) takeBack();
    else return false;
    return true;
  }

  find('composer').addEventListener('keydown', (event) => {
    if (event.isComposing || event.target.tagName !== 'INPUT') return;
    if (hints.key(event) || obey(event)) event.preventDefault();
  });
  line.addEventListener('input', read);
  line.addEventListener('focus', offer);
  find('composer').addEventListener('focusout', ({ relatedTarget }) => {
    if (!find('composer').contains(relatedTarget)) hints.hide();
  });
  find('composer').addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });
  return { type, reset };
}

/** As wide as its text. */
function widen(input) {
  input.size = Math.max(1, Math.min(40, input.value.length));
}
