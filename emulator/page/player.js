/** Play, pause, next message, speed, and what time it is in the story. */
import { describeSpeed } from './describe-speed.js';
import { find, make } from './dom.js';
import { formatTime } from './render-moment.js';

/** `act(action)` carries out an action of the stage. */
export function createPlayer(act) {
  const play = make('button', { id: 'play', class: 'square', type: 'button' });
  const next = make(
    'button',
    { id: 'next-message', class: 'button', type: 'button', onclick: () => act({ do: 'next-message' }) },
    [make('span', {}, ['Next message']), make('i', { class: 'icon icon-next', 'aria-hidden': 'true' })],
  );
  next.setAttribute('aria-label', 'Next message');
  const speed = make('select', {
    id: 'speed',
    'aria-label': 'Speed',
    onchange: ({ target }) => act({ do: 'speed', speed: Number(target.value) }),
  });
  const clock = make('time', { id: 'clock' });
  let offered = '';
  find('player').append(clock, play, next, speed);
  return {
    show({ clock: { state, speed: now, speeds } }) {
      find('player').hidden = false;
      const [label, icon, action] = {
        playing: ['Pause', 'pause', 'pause'],
        paused: ['Play', 'play', 'play'],
        replaying: ['Pause', 'pause', 'pause'],
        ended: ['Play again', 'again', 'restart'],
      }[state];
      play.setAttribute('aria-label', label);
      play.title = label;
      play.replaceChildren(make('i', { class: `icon icon-${icon}`, 'aria-hidden': 'true' }));
      play.onclick = () => act({ do: action });
      next.disabled = state === 'ended' || state === 'replaying';
      const options = [...new Set([...speeds, now])].sort((a, b) => a - b);
      if (offered !== options.join()) {
        offered = options.join();
        speed.replaceChildren(...options.map((each) => make('option', { value: each }, [describeSpeed(each)])));
      }
      speed.value = String(now);
    },
    tick(nowMs) {
      const shown = formatTime(
        new Date(nowMs),
        { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: 'numeric', minute: '2-digit' },
        navigator.language,
      );
      if (clock.textContent !== shown) clock.textContent = shown;
    },
  };
}
