/** The first screen, and the last. */
import { describeSpeed } from './describe-speed.js';
import { find, make } from './dom.js';

const SEEN = 'datewatch-welcome-seen';
/** Where README says how to run it. */
const INSTALL = 'https://github.com/datewatch/datewatch#run-it-in-your-server';

export function installLink(words = 'Run it in your server') {
  return make('a', { class: 'button primary', href: INSTALL, target: '_blank', rel: 'noreferrer noopener' }, [words]);
}

/** `tries`: what each of the three things to try does. */
export function createWelcome({ ask, move, stop, again }) {
  const place = find('welcome');
  let showing;

  function hide() {
    place.hidden = true;
    showing = undefined;
    sessionStorage.setItem(SEEN, 'yes');
    find('line').focus({ preventScroll: true });
  }

  function put(kind, title, children) {
    if (showing === kind) return;
    showing = kind;
    const close = make('button', { class: 'close', type: 'button', 'aria-label': 'Close', onclick: hide }, [
      make('i', { class: 'icon icon-close', 'aria-hidden': 'true' }),
    ]);
    place.className = kind;
    place.replaceChildren(make('header', {}, [make('h2', {}, [title]), close]), ...children);
    place.hidden = false;
  }

  const attempt = (text, act) =>
    make('li', {}, [
      make(
        'button',
        {
          class: 'button',
          type: 'button',
          onclick: () => {
            hide();
            act();
          },
        },
        [text],
      ),
    ]);

  return {
    begin(view) {
      if (showing || sessionStorage.getItem(SEEN)) return;
      put('welcome', 'A real bot, a pretend Discord', [
        make('p', {}, [
          `This is Datewatch itself, posting into a Discord that exists only on your machine. It replays ${view.title} as it became known, ${describeSpeed(view.clock.speed)}, with every date that moved.`,
        ]),
        make('p', { class: 'faint' }, ['Three things to try:']),
        make('ol', { class: 'tries' }, [
          attempt('Ask what is ahead: /dates next', ask),
          attempt('Move a date, and see who is told', move),
          attempt('Stop the bot for 6 hours', stop),
        ]),
      ]);
    },
    end(ending) {
      if (ending === null) {
        if (showing === 'ending') hide();
        return;
      }
      put('ending', 'How it ended', [
        make('p', {}, [ending]),
        make('div', { class: 'row' }, [
          make('button', { class: 'button', type: 'button', onclick: again }, ['Play again']),
          installLink(),
        ]),
      ]);
    },
  };
}
