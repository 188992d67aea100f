/** Shows every message of the gallery as a phone would: the emulator draws them, from the JSON that Discord would get. */
import { make } from './dom.js';
import { renderMessage } from './render-message.js';

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
      open() {},
    };
    const figure = make('figure', { 'data-title': caption, 'data-of': of.join('|') }, [
      renderMessage(context, message),
      make('figcaption', {}, [caption]),
    ]);
    document.body.append(figure);
  }
}
document.body.dataset.ready = 'true';
