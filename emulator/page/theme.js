/** Dark or light: as the machine has it, until somebody chooses. */
import { find } from './dom.js';

const KEY = 'datewatch-theme';

export function startTheme() {
  const root = document.documentElement;
  const isDark = () =>
    (root.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
  const kept = localStorage.getItem(KEY);
  if (kept === 'dark' || kept === 'light') root.dataset.theme = kept;
  const name = () => {
    find('theme').setAttribute('aria-label', isDark() ? 'Switch to the light theme' : 'Switch to the dark theme');
    find('theme').title = isDark() ? 'Light theme' : 'Dark theme';
  };
  find('theme').addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    localStorage.setItem(KEY, root.dataset.theme);
    name();
  });
  name();
}
