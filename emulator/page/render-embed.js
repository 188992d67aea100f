/** A card with its colour bar, and files: https://discord.com/developers/docs/resources/message#embed-object */
import { renderLink } from './render-inline.js';
import { formatTime } from './render-moment.js';
import { renderText } from './render-text.js';

/** A colour number as the style sheet takes it. */
export function barOf(colour) {
  return typeof colour === 'number' ? { bar: `#${colour.toString(16).padStart(6, '0')}` } : {};
}

export function renderEmbed(context, embed) {
  const { make } = context;
  const title = embed.title ? renderText(context, embed.title) : [];
  return make('article', { class: 'embed', ...barOf(embed.color) }, [
    ...(embed.author?.name ? [make('div', { class: 'embed-author' }, [embed.author.name])] : []),
    ...(embed.title ? [make('h4', {}, embed.url ? [renderLink(context, embed.url, title)].flat() : title)] : []),
    ...(embed.description ? [make('div', { class: 'text' }, renderText(context, embed.description))] : []),
    ...(embed.fields?.length
      ? [
          make(
            'div',
            { class: 'fields' },
            embed.fields.map((field) => renderField(context, field)),
          ),
        ]
      : []),
    ...['image', 'thumbnail'].flatMap((key) => (embed[key]?.url ? [renderMedia(context, embed[key], key)] : [])),
    ...renderFoot(context, embed),
  ]);
}

function renderField(context, field) {
  const { make } = context;
  return make('div', { class: field.inline ? 'field inline' : 'field' }, [
    make('div', { class: 'field-name' }, renderText(context, field.name)),
    make('div', { class: 'field-value' }, renderText(context, field.value)),
  ]);
}

function renderFoot({ make, locale, zone }, { footer, timestamp }) {
  const date = timestamp ? new Date(timestamp) : undefined;
  const shown = date && !Number.isNaN(date.getTime());
  const stamp = shown ? [formatTime(date, { dateStyle: 'medium', timeStyle: 'short' }, locale, zone)] : [];
  const parts = [...(footer?.text ? [footer.text] : []), ...stamp];
  return parts.length === 0 ? [] : [make('div', { class: 'embed-foot' }, [parts.join(' • ')])];
}

/**
 * A picture of the message's own files; one from elsewhere is named only, since the page asks no other host. `media`:
 * { url, description }.
 */
export function renderMedia({ make, files }, { url, description }, kind) {
  const src = files?.(url);
  if (src !== undefined) return make('img', { class: `media ${kind}`, src, alt: description ?? '', loading: 'lazy' });
  return make('div', { class: 'media-note' }, [`Picture: ${description ?? url}`]);
}

/** A file below a message. */
export function renderFile({ make, files }, { filename, size, url, description }) {
  const src = files?.(url);
  if (src !== undefined)
    return make('img', { class: 'media image', src, alt: description ?? filename, loading: 'lazy' });
  const kilobytes = size < 1024 ? `${size} bytes` : `${(size / 1024).toFixed(1)} KB`;
  return make('div', { class: 'file' }, [
    make('strong', {}, [filename]),
    make('span', { class: 'faint' }, [kilobytes]),
  ]);
}
