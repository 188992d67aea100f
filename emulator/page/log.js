/** The messages of the open channel. Draws the newest, more when one scrolls up, and of a change only what changed. */
import { find, make, syncRows } from './dom.js';
import { orderMessages } from './order-messages.js';
import { renderMessage } from './render-message.js';
import { formatTime, renewDistances } from './render-moment.js';

const STEP = 80;
/** From so many on, what is out of sight is not laid out. */
const MANY = 300;
const NEAR_END = 120;

/** `context()` is what `renderMessage` needs; `beginning(channel)` the lines above the first message. */
export function createLog({ context, empty }) {
  const list = find('messages');
  const toEnd = find('to-end');
  // A list that scrolls can be scrolled from the keyboard too.
  list.tabIndex = 0;
  let known = new Map();
  let size = STEP;
  let shown = { messages: [], unreadFrom: undefined, key: '' };
  // Whoever reads the newest goes on reading the newest, also when the list becomes shorter.
  let stuck = true;
  let lastTop = 0;

  const atEnd = () => list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_END;
  const far = () => list.scrollHeight - list.scrollTop > 2.5 * list.clientHeight;
  const scrollToEnd = () => {
    stuck = true;
    list.scrollTop = list.scrollHeight;
    toEnd.hidden = true;
  };

  function rowsOf({ messages, unreadFrom, key }) {
    const drawing = context();
    const dayOf = (ms) => formatTime(new Date(ms), { dateStyle: 'long' }, drawing.locale, drawing.zone);
    const rows = orderMessages(messages.slice(-size), dayOf, unreadFrom).map((row) => {
      if (row.kind === 'day') return { key: row.key, version: row.day, build: () => divider(row.day, 'day') };
      if (row.kind === 'new') return { key: row.key, version: 'new', build: () => divider('New', 'unread') };
      return versioned(row, key, drawing);
    });
    const first = messages.length <= size ? [{ key: 'first', version: key, build: () => empty(messages.length) }] : [];
    return [...first, ...rows];
  }

  /** A message is drawn anew when it is another object, goes on another group, or is seen by another person. */
  function versioned({ message, grouped, key }, seenBy, drawing) {
    const before = known.get(key)?.version;
    const same = before?.message === message && before.grouped === grouped && before.seenBy === seenBy;
    const version = same ? before : { message, grouped, seenBy };
    return { key, version, build: () => renderMessage(drawing, message, grouped) };
  }

  function draw(next, { end = false } = {}) {
    const stay = !end && !stuck;
    if (next.key !== shown.key) {
      size = STEP;
      known = new Map();
      list.replaceChildren();
    }
    const came = next.messages.length - shown.messages.length;
    // Whoever reads further up keeps what they read.
    if (stay && next.key === shown.key && came > 0) size += came;
    shown = next;
    known = syncRows(list, known, rowsOf(next));
    list.classList.toggle('many', known.size > MANY);
    if (stay && next.key === shown.key) toEnd.hidden = !far();
    else scrollToEnd();
  }

  function drawMore() {
    if (size >= shown.messages.length) return;
    size += STEP;
    // At the very top a browser would not keep the place.
    if (list.scrollTop === 0) list.scrollTop = 1;
    known = syncRows(list, known, rowsOf(shown));
    list.classList.toggle('many', known.size > MANY);
  }

  list.addEventListener(
    'scroll',
    () => {
      // A list that became shorter says it was scrolled too; only a person goes up.
      if (atEnd()) stuck = true;
      else if (list.scrollTop < lastTop) stuck = false;
      lastTop = list.scrollTop;
      toEnd.hidden = !far();
      if (list.scrollTop < list.clientHeight) drawMore();
    },
    { passive: true },
  );
  toEnd.addEventListener('click', scrollToEnd);
  const keep = () => stuck && scrollToEnd();
  new ResizeObserver(keep).observe(list);
  list.addEventListener('load', keep, true);

  return {
    draw,
    renew: (nowMs, locale) => renewDistances(list, nowMs, locale),
    /** Scrolls to a message of the open channel and marks it for a moment. Whether it is there. */
    jump(id) {
      const index = shown.messages.findIndex((message) => message.id === id);
      if (index === -1) return false;
      while (size < shown.messages.length - index + 5 && size < shown.messages.length) size += STEP;
      known = syncRows(list, known, rowsOf(shown));
      stuck = false;
      const element = document.getElementById(`message-${id}`);
      element.scrollIntoView({ block: 'center' });
      element.focus({ preventScroll: true });
      element.classList.remove('flash');
      void element.offsetWidth;
      element.classList.add('flash');
      return true;
    },
  };
}

function divider(text, kind) {
  return make('li', { class: `divider ${kind}` }, [make('span', {}, [text])]);
}
