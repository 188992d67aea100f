/** The timeline: lanes of dates, reminders as ticks, now; a click, a drag or the arrow keys jump to another time. */
import { find, make, refill } from './dom.js';
import { placeAxis, placeLanes, shareOf } from './place-dates.js';
import { formatTime } from './render-moment.js';

const DAY_MS = 86_400_000;
const SETTLE_MS = 700;
const ROW = 20;
const STATES = { ahead: '', on: ', under way', past: ', over', cancelled: ', cancelled', postponed: ', postponed' };

const percent = (share) => `${(share * 100).toFixed(3)}%`;

/** `choose(event)` and `jump(toMs)` are what a person asks for. */
export function createTimeline({ choose, jump }) {
  const section = find('timeline');
  const names = make('div', { class: 'lane-names', 'aria-hidden': 'true' });
  const lanes = make('div', { class: 'lanes' });
  const axis = make('div', { class: 'axis', 'aria-hidden': 'true' });
  const ticks = make('div', { class: 'ticks', 'aria-hidden': 'true' });
  const handle = make('button', {
    class: 'now',
    type: 'button',
    role: 'slider',
    'aria-label': 'Now, in the story',
    'aria-orientation': 'horizontal',
  });
  const target = make('div', { class: 'target', hidden: true }, [make('span', {})]);
  const field = make('div', { class: 'field-of-time' }, [lanes, axis, ticks, handle, target]);
  section.append(make('h2', { class: 'hidden-text' }, ['Timeline']), names, field, legend());
  let view;
  let chosen;
  let wanted;
  let timer;

  const say = (ms) =>
    formatTime(
      new Date(ms),
      { weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' },
      navigator.language,
      view.zone,
    );
  const day = (ms) => formatTime(new Date(ms), { day: 'numeric', month: 'short' }, navigator.language, view.zone);

  function renderBar({ date, words, row, left, width, ghost, label, shift }) {
    const when = `${day(date.fromMs)}${date.toMs === null ? '' : ` to ${day(date.toMs)}`}`;
    const about = `${date.title}: ${when}, ${date.certainty}${STATES[date.state]}${date.ghost === null ? '' : `; was ${day(date.ghost.fromMs)}`}`;
    const attributes = {
      class: `bar ${date.certainty} ${date.state} label-${label}`,
      type: 'button',
      'data-key': `bar-${date.event}`,
      'aria-pressed': String(date.event === chosen),
      'aria-label': about,
      title: about,
      onclick: () => choose(date.event),
    };
    const bar = make('button', attributes, [make('span', {}, [words])]);
    bar.style.setProperty('--left', percent(left));
    bar.style.setProperty('--width', percent(width));
    bar.style.setProperty('--shift', `${shift}px`);
    bar.style.top = `${row * ROW + 2}px`;
    if (ghost === null) return [bar];
    const shade = make('span', { class: 'ghost' });
    shade.style.setProperty('--left', percent(ghost.left));
    shade.style.setProperty('--width', percent(ghost.width));
    shade.style.top = bar.style.top;
    return [shade, bar];
  }

  function draw() {
    const pixels = Math.max(200, field.clientWidth);
    const placed = placeLanes(view, pixels);
    names.replaceChildren(
      ...placed.map(({ name, rows }) => {
        const line = make('span', { title: name }, [name]);
        line.style.height = `${rows * ROW + 4}px`;
        return line;
      }),
    );
    refill(
      lanes,
      placed.map(({ name, rows, bars }) => {
        const lane = make('div', { class: 'lane', role: 'group', 'aria-label': name }, bars.flatMap(renderBar));
        lane.style.height = `${rows * ROW + 4}px`;
        return lane;
      }),
    );
    axis.replaceChildren(...placeAxis(view, pixels).map(({ left, ms }) => at(make('span', {}, [day(ms)]), left)));
    ticks.replaceChildren(
      ...view.reminders.map(({ atMs, sent }) =>
        at(
          make('i', {
            class: sent ? 'tick sent' : 'tick',
            title: `${sent ? 'Reminded' : 'Will remind'}: ${say(atMs)}`,
          }),
          shareOf(view, atMs),
        ),
      ),
    );
    handle.setAttribute('aria-valuemin', String(view.from));
    handle.setAttribute('aria-valuemax', String(view.to));
    moveTo(view.clock.nowMs);
  }

  function moveTo(nowMs) {
    if (!view) return;
    const share = shareOf(view, nowMs);
    at(handle, share);
    if (wanted !== undefined) return;
    handle.setAttribute('aria-valuenow', String(nowMs));
    handle.setAttribute('aria-valuetext', say(nowMs));
    view.clock.nowMs = nowMs;
  }

  /** Shows where it would go; nothing happens yet. */
  function aim(ms) {
    wanted = Math.round(Math.min(view.to, Math.max(view.from, ms)));
    target.hidden = false;
    at(target, shareOf(view, wanted));
    target.classList.toggle('late', shareOf(view, wanted) > 0.85);
    target.firstElementChild.textContent = say(wanted);
    handle.setAttribute('aria-valuenow', String(wanted));
    handle.setAttribute('aria-valuetext', say(wanted));
  }

  function go() {
    clearTimeout(timer);
    if (wanted === undefined) return;
    const to = wanted;
    forget();
    jump(to);
  }

  function forget() {
    clearTimeout(timer);
    wanted = undefined;
    target.hidden = true;
  }

  const timeAt = ({ clientX }) => {
    const { left, width } = field.getBoundingClientRect();
    return view.from + ((clientX - left) / width) * (view.to - view.from);
  };
  field.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || event.target.closest('.bar')) return;
    field.setPointerCapture(event.pointerId);
    aim(timeAt(event));
  });
  field.addEventListener('pointermove', (event) => {
    if (field.hasPointerCapture(event.pointerId)) aim(timeAt(event));
  });
  field.addEventListener('pointerup', (event) => {
    if (field.hasPointerCapture(event.pointerId)) go();
  });
  field.addEventListener('pointercancel', forget);
  handle.addEventListener('keydown', (event) => {
    const from = wanted ?? view.clock.nowMs;
    const aims = {
      ArrowLeft: from - DAY_MS,
      ArrowRight: from + DAY_MS,
      PageUp: from - 7 * DAY_MS,
      PageDown: from + 7 * DAY_MS,
      Home: view.from,
      End: view.to,
    };
    if (event.key === 'Escape') return forget();
    if (event.key === 'Enter' && wanted !== undefined) {
      event.preventDefault();
      return go();
    }
    if (aims[event.key] === undefined) return;
    event.preventDefault();
    aim(aims[event.key]);
    clearTimeout(timer);
    timer = setTimeout(go, SETTLE_MS);
  });
  new ResizeObserver(() => view && draw()).observe(field);

  return {
    show(next, event) {
      view = next;
      chosen = event;
      section.hidden = false;
      section.classList.toggle('replaying', view.clock.state === 'replaying');
      draw();
    },
    moveTo,
  };
}

function at(element, share) {
  element.style.left = percent(share);
  return element;
}

function legend() {
  const parts = [
    ['bar confirmed', 'confirmed'],
    ['bar expected', 'expected'],
    ['bar threatened', 'threatened'],
    ['ghost', 'where it was'],
    ['tick sent', 'reminder'],
  ];
  return make(
    'p',
    { class: 'legend', 'aria-hidden': 'true' },
    parts.map(([look, name]) => make('span', {}, [make('i', { class: look }), name])),
  );
}
