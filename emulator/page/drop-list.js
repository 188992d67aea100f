/** One's own list: chosen or dropped anywhere on the page. What is wrong with it is shown whole, and nothing is lost. */
import { make } from './dom.js';

const MOST_BYTES = 2_000_000;

/** `play(name, text)` rejects with what is wrong. */
export function createDrop(play) {
  const file = make('input', {
    id: 'list-file',
    type: 'file',
    accept: '.yaml,.yml,text/yaml',
    class: 'hidden-text',
    onchange: ({ target }) => take(target.files[0]),
  });
  const problem = make('pre', { class: 'list-problem', role: 'alert', tabindex: '0', hidden: true });
  const veil = make('div', { class: 'veil', hidden: true }, [make('strong', {}, ['Drop your list here'])]);
  const element = make('section', { class: 'own-list', 'aria-labelledby': 'own-list' }, [
    make('h2', { id: 'own-list' }, ['Your own dates']),
    file,
    make('label', { for: 'list-file', class: 'drop' }, [
      make('strong', {}, ['Drop your YAML here']),
      make('span', {}, ['or choose a file: it plays from a week before its first date.']),
    ]),
    problem,
  ]);
  document.body.append(veil);

  async function take(chosen) {
    veil.hidden = true;
    if (!chosen) return;
    problem.hidden = true;
    try {
      if (chosen.size > MOST_BYTES)
        throw new Error(`${chosen.name} has ${(chosen.size / 1e6).toFixed(1)} MB; a list has at most 2 MB.`);
      await play(chosen.name, await chosen.text());
    } catch (error) {
      problem.textContent = error.message;
      problem.hidden = false;
      problem.scrollIntoView({ block: 'nearest' });
    } finally {
      // The same file can be chosen again, after it was mended.
      file.value = '';
    }
  }

  const hasFile = ({ dataTransfer }) => dataTransfer?.types.includes('Files');
  document.addEventListener('dragover', (event) => {
    if (!hasFile(event)) return;
    event.preventDefault();
    veil.hidden = false;
  });
  document.addEventListener('dragleave', ({ relatedTarget }) => {
    if (relatedTarget === null) veil.hidden = true;
  });
  document.addEventListener('drop', (event) => {
    if (!hasFile(event)) return;
    event.preventDefault();
    take(event.dataTransfer.files[0]);
  });
  return { element };
}
