/** Shows every message of the gallery as a phone would: the emulator draws them, from the JSON that Discord would get. */
import { renderMessage } from './render-message.js';

function make(tag, { bar, ...attributes }, children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value);
  }
  if (bar !== undefined) element.style.setProperty('--bar', bar);
  element.append(...children);
  return element;
}

const rooms = await (await fetch('gallery.json')).json();
for (const { title, exhibits } of rooms) {
  document.body.append(make('h2', {}, [title]));
  for (const { caption, of, nowMs, message, names } of exhibits) {
    const name = (id) => names[id]?.replace(/^[#@]/, '') ?? id;
    const context = {
      make,
      names: { role: name, user: name, channel: name },
      locale: 'en-US',
      zone: 'America/New_York',
      nowMs,
      use() {},
    };
    const figure = make('figure', { 'data-title': caption, 'data-of': of.join('|') }, [
      renderMessage(context, message),
      make('figcaption', {}, [caption]),
    ]);
    document.body.append(figure);
  }
}
document.body.dataset.ready = 'true';
