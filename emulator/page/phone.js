/** A phone's lock screen: what of the messages one sees without opening Discord. */
import { make } from './dom.js';
import { renderAvatar } from './render-message.js';
import { formatDistance, formatTime } from './render-moment.js';

const KEPT = 12;
const MINUTE_MS = 60_000;
/** Discord's SUPPRESS_NOTIFICATIONS: such a message arrives without a push. */
const SILENT = 1 << 12;

/** The line of a push: names for mentions, no marks, no line breaks. */
export function lineOf({ content, embeds, attachments }, names) {
  const named = content
    .replaceAll(/<@&(\d+)>/g, (_, id) => `@${names.role(id)}`)
    .replaceAll(/<@!?(\d+)>/g, (_, id) => `@${names.user(id)}`)
    .replaceAll(/<#(\d+)>/g, (_, id) => `#${names.channel(id)}`)
    .replaceAll(/\*\*|~~|__|`|\|\|/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return named || embeds[0]?.title || (attachments.length > 0 ? 'sent a file' : 'sent a message');
}

/** Whether a message makes a person's phone light up. */
export function isPush(message, userId) {
  const own = message.author.id === userId;
  const answer = message.ephemeral || message.interaction || message.loading;
  return !own && !answer && (message.flags & SILENT) === 0;
}

/** `go(message)` is called for the push that is pressed. */
export function createPhone(go) {
  let nowMs = 0;
  const hours = make('time', { class: 'phone-clock' });
  const date = make('p', { class: 'phone-date' });
  const list = make('ol', { class: 'pushes', 'aria-label': 'Notifications' });
  const element = make('section', { class: 'phone', 'aria-label': 'Lock screen' }, [
    make('h2', { class: 'hidden-text' }, ['Lock screen']),
    hours,
    date,
    list,
  ]);
  const nothing = make('p', { class: 'phone-empty' }, [
    'Nothing yet. Each message lands here as it would on your phone.',
  ]);
  list.tabIndex = 0;

  const sayAge = (createdMs) =>
    nowMs - createdMs < MINUTE_MS ? 'now' : formatDistance(createdMs - nowMs, navigator.language, 'narrow');

  function renderPush({ message, where, line }, fresh) {
    const time = make('time', { class: 'push-time', datetime: new Date(message.createdMs).toISOString() }, [
      sayAge(message.createdMs),
    ]);
    return make('li', fresh ? { class: 'fresh' } : {}, [
      make('button', { type: 'button', class: 'push', 'data-key': `push-${message.id}`, onclick: () => go(message) }, [
        renderAvatar(make, message.author),
        make('span', { class: 'push-head' }, [
          make('strong', {}, [message.author.username ?? '?']),
          make('span', {}, [where]),
          time,
        ]),
        make('span', { class: 'push-line' }, [line]),
      ]),
    ]);
  }

  return {
    element,
    tick(ms) {
      nowMs = ms;
      const at = new Date(ms);
      for (const time of list.querySelectorAll('time')) {
        const age = sayAge(new Date(time.dateTime).getTime());
        if (time.textContent !== age) time.textContent = age;
      }
      const time = formatTime(at, { hour: 'numeric', minute: '2-digit' }, navigator.language).replace(/\s*[AP]M$/i, '');
      if (hours.textContent !== time) hours.textContent = time;
      const day = formatTime(at, { weekday: 'long', day: 'numeric', month: 'long' }, navigator.language);
      if (date.textContent !== day) date.textContent = day;
    },
    /** Everything anew: another person, or another time. Newest first. */
    fill(pushes) {
      list.replaceChildren(
        ...(pushes.length === 0
          ? [make('li', {}, [nothing])]
          : pushes.slice(0, KEPT).map((push) => renderPush(push, false))),
      );
    },
    land(push) {
      nothing.parentElement?.remove();
      list.prepend(renderPush(push, true));
      list.scrollTop = 0;
      while (list.children.length > KEPT) list.lastElementChild.remove();
    },
  };
}
