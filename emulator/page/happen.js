/** "Make it happen": what a person can do to a date, to the bot and to Discord, and what the page said to that. */
import { make, refill } from './dom.js';
import { formatTime } from './render-moment.js';

const DEEDS = {
  move: 'Move this date',
  cancel: 'Cancel it',
  disagree: 'Add a source that disagrees',
  happened: 'It happened',
};
const BOT_HOURS = 6;
const DISCORD_HOURS = 2;

/** `act(action)`, `choose(event)`. */
export function createHappen({ act, choose }) {
  const picker = make('select', { id: 'date', onchange: ({ target }) => choose(target.value) });
  const about = make('p', { class: 'about-date' });
  const deeds = make('div', { class: 'deeds' });
  const said = make('p', { class: 'said', role: 'status', hidden: true });
  const stop = make(
    'button',
    { id: 'stop-bot', class: 'button', type: 'button', onclick: () => act({ do: 'stop-bot', hours: BOT_HOURS }) },
    [`Stop the bot for ${BOT_HOURS} hours`],
  );
  const down = make(
    'button',
    {
      id: 'discord-down',
      class: 'button',
      type: 'button',
      onclick: () => act({ do: 'discord-down', hours: DISCORD_HOURS }),
    },
    [`Take Discord down for ${DISCORD_HOURS} hours`],
  );
  const element = make('section', { class: 'happen', 'aria-labelledby': 'happen' }, [
    make('h2', { id: 'happen' }, ['Make it happen']),
    make('label', { for: 'date', class: 'hidden-text' }, ['Date']),
    picker,
    about,
    deeds,
    said,
    make('div', { class: 'deeds' }, [stop, down]),
  ]);

  function drawDate(view, date) {
    if (!date) {
      about.textContent = 'No date of this list can be changed any more.';
      return refill(deeds, []);
    }
    const day = (ms) =>
      formatTime(new Date(ms), { weekday: 'short', day: 'numeric', month: 'short' }, navigator.language, view.zone);
    const when =
      date.toMs === null || day(date.toMs) === day(date.fromMs)
        ? day(date.fromMs)
        : `${day(date.fromMs)} – ${day(date.toMs)}`;
    const state = date.state === 'ahead' ? date.certainty : date.state;
    about.replaceChildren(make('strong', {}, [when]), ` · ${state}`);
    const busy = view.clock.state === 'replaying';
    refill(
      deeds,
      date.can.map((deed) =>
        make(
          'button',
          {
            class: 'button',
            type: 'button',
            'data-key': `deed-${deed}`,
            disabled: busy,
            onclick: () => act({ do: deed, event: date.event }),
          },
          [DEEDS[deed]],
        ),
      ),
    );
  }

  return {
    element,
    show(view, event) {
      const dates = view.lanes.flatMap((lane) => lane.dates.map((date) => ({ ...date, lane: lane.name })));
      const open = dates.filter(({ can }) => can.length > 0);
      const options = open.map(({ event: id, title }) => `${id}\n${title}`).join('\n');
      if (picker.dataset.options !== options) {
        picker.dataset.options = options;
        picker.replaceChildren(...open.map((date) => make('option', { value: date.event }, [date.title])));
      }
      picker.hidden = open.length === 0;
      const date = open.find((each) => each.event === event) ?? open[0];
      picker.value = date?.event ?? '';
      drawDate(view, date);
      stop.disabled = view.bot === 'stopped' || (view.clock.state !== 'playing' && view.clock.state !== 'paused');
      down.disabled = view.discord === 'down' || stop.disabled;
    },
    say(text) {
      said.textContent = text;
      said.hidden = text === '';
    },
  };
}
