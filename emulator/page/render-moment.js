/** Discord's timestamps: `<t:1761969600:F>` in the reader's zone and language. */

const STYLES = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
  s: { dateStyle: 'short', timeStyle: 'short' },
  S: { dateStyle: 'short', timeStyle: 'medium' },
};

/** A `<t:…>` timestamp, or for style R the distance to the world's time, which `renewDistances` keeps true. */
export function renderMoment({ make, locale, nowMs, zone }, seconds, style) {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return String(seconds);
  const full = formatTime(date, { dateStyle: 'full', timeStyle: 'long' }, locale, zone);
  const shown =
    style === 'R' ? formatDistance(seconds * 1000 - nowMs, locale) : formatTime(date, STYLES[style], locale, zone);
  return make('time', { class: 'moment', datetime: date.toISOString(), title: full, 'data-style': style }, [shown]);
}

/** A date in a language and a zone; the reader's own where none is named. */
export function formatTime(date, options, locale, zone) {
  return new Intl.DateTimeFormat(locale, { ...options, ...(zone === undefined ? {} : { timeZone: zone }) }).format(
    date,
  );
}

/** Brings every distance below `root` up to date. */
export function renewDistances(root, nowMs, locale) {
  for (const element of root.querySelectorAll('time[data-style="R"]')) {
    const shown = formatDistance(new Date(element.dateTime).getTime() - nowMs, locale);
    if (element.textContent !== shown) element.textContent = shown;
  }
}

const UNITS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

/** "in 2 hours", "3d ago": a distance in its largest unit. */
export function formatDistance(ms, locale, style = 'long') {
  const seconds = Math.round(ms / 1000);
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? UNITS.at(-1);
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style }).format(Math.round(seconds / size), unit);
}
