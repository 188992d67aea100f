/** On a phone the channels and the lock screen slide in from the sides. */
import { find } from './dom.js';

/** Returns `close()`. */
export function startDrawers() {
  const drawers = [
    [find('open-places'), find('places')],
    [find('open-story'), find('story')],
  ];
  const close = () => {
    const [button] = drawers.find(([, drawer]) => drawer.classList.contains('open')) ?? [];
    for (const [opener, drawer] of drawers) {
      drawer.classList.remove('open');
      opener.setAttribute('aria-expanded', 'false');
    }
    find('shade').hidden = true;
    return button;
  };
  for (const [button, drawer] of drawers) {
    button.addEventListener('click', () => {
      const wasOpen = drawer.classList.contains('open');
      close();
      if (wasOpen) return;
      drawer.classList.add('open');
      button.setAttribute('aria-expanded', 'true');
      find('shade').hidden = false;
      drawer.querySelector('button')?.focus();
    });
  }
  find('shade').addEventListener('click', close);
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') close()?.focus();
  });
  return close;
}
