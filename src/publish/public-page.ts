import { isMove } from '../model/change.ts';
import type { Instant } from '../model/date.ts';
import type { Edge } from '../model/edge.ts';
import { type EventId, isCalledOff, isHourOpen, type ListEvent } from '../model/event.ts';
import { shownClaim } from '../plan/claims/choose-claim.ts';
import { statusWords } from '../render/card/list-row.ts';
import { claimedDate, rowDate, withPart } from '../render/dates/date-phrases.ts';
import { weighClaims } from '../render/event/compare-claims.ts';
import { eventCard } from '../render/event/render-event-card.ts';
import { cardSide } from '../render/notice/changed-date.ts';
import { capitalize, cleanText } from '../render/text/escape-text.ts';
import { dateText, listText } from '../render/text/words.ts';
import { type Html, html, NOTHING } from '../render/text/write-html.ts';
import { formatDay, formatMonth, localDay } from '../time/local.ts';
import { toIso } from '../time/world.ts';
import { cardHtml, cardWords } from './card-html.ts';
import { changeWords, shownChanges } from './change-feed.ts';
import { followSection } from './follow-section.ts';
import { PAGE_POLICY, STYLE } from './public-style.ts';
import { publicText } from './public-words.ts';
import { eventsById, type Publication, type PublicEntry } from './publication.ts';
import { type PlacedEntry, sortEntries } from './sort-entries.ts';

/** More are counted, not shown: a page must open on a phone. */
const MOST = { ahead: 300, open: 60, past: 100, changes: 20 };

/** A picture of the dates ahead: what it says in words, for those who do not see it. */
export type PagePicture = { readonly words: string };

/**
 * The public page as HTML. It runs and asks for nothing but its own pictures, whatever the list holds, and says nothing
 * that would be false an hour later: no countdown, and the day on which it was made.
 */
export function publicPage(publication: Publication, picture: PagePicture | null): string {
  const { title, address } = publication;
  const seen: Seen = { events: eventsById(publication), now: publication.now, publication };
  const { ahead, open, past } = sortEntries(publication, seen.events);
  const body = html`<div class="wrap">
<header><h1>${title}</h1>${lede(publication, ahead, seen)}</header>
<main>
<div class="dates">
<section><h2>${publicText('aheadTitle')}</h2>${byMonth(ahead, seen)}</section>
${open.length === 0 ? NOTHING : html`<section><h3>${publicText('openTitle')}</h3>${rows(open, MOST.open, seen)}</section>`}
</div>
<aside>
${picture === null ? NOTHING : pictureSection(picture)}
${changesSection(seen)}
${followSection(publication)}
</aside>
${past.length === 0 ? NOTHING : pastSection(past, seen)}
</main>
<footer><p>${publicText('asOf', { day: dayWords(publication.now, publication.zone) })} ${publicText('places')}</p><p>${publicText('madeBy')}</p></footer>
</div>`;
  const image =
    address === null || picture === null
      ? NOTHING
      : html`
<meta property="og:image" content="${address}timeline-light.png">`;
  return `<!doctype html>
<html lang="en">
<head>${
    html`<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="content-security-policy" content="${PAGE_POLICY}"><meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark"><link rel="icon" href="data:,">
<title>${title}</title><meta property="og:title" content="${title}">${image}
<link rel="alternate" type="application/atom+xml" href="changes.atom"><link rel="alternate" type="text/calendar" href="dates.ics"><link rel="alternate" type="application/json" href="dates.json">`
      .html
  }
<style>${STYLE}</style>
</head>
<body>
${body.html}
</body>
</html>
`;
}

type Seen = {
  readonly events: ReadonlyMap<EventId, ListEvent>;
  readonly now: Instant;
  readonly publication: Publication;
};

function dayWords(at: Instant, zone: string): string {
  return formatDay(localDay(at, zone), 'day-year');
}

function lede(publication: Publication, ahead: readonly PlacedEntry[], seen: Seen): Html {
  const [last] = shownChanges(publication);
  const next = ahead.find(({ entry }) => !isCalledOff(entry.event.certainty));
  const count = ahead.filter(({ entry }) => !isCalledOff(entry.event.certainty)).length;
  const changed = last === undefined ? '' : publicText('lastChange', { day: dayWords(last.at, publication.zone) });
  if (next === undefined) return html`<p class="lede">${publicText('noneAhead')} ${changed}</p>`;
  const { entry, edge } = next;
  return html`<p class="lede">${publicText('ahead', { count })} ${publicText('next')} <a href="#${entry.event.id}"><b>${titleOf(entry)}</b></a>, ${whenOf(entry, edge, seen)}. ${changed}</p>`;
}

function byMonth(ahead: readonly PlacedEntry[], seen: Seen): Html {
  if (ahead.length === 0) return html`<p class="soft">${publicText('noneAhead')}</p>`;
  const shown = ahead.slice(0, MOST.ahead);
  const months = [...Map.groupBy(shown, ({ edge }) => edge?.day.slice(0, 7) ?? '')];
  return html`${months.map(
    ([month, entries]) => html`
<h3>${formatMonth(month)}</h3>${rows(entries, MOST.ahead, seen)}`,
  )}${moreThan(ahead.length - shown.length)}`;
}

function moreThan(count: number): Html {
  return count <= 0 ? NOTHING : html`<p class="soft">${publicText('more', { count })}</p>`;
}

function rows(placed: readonly PlacedEntry[], most: number, seen: Seen): Html {
  return html`<ul>${placed.slice(0, most).map(
    (one) => html`
<li>${row(one, seen)}</li>`,
  )}</ul>${moreThan(placed.length - most)}`;
}

function row({ entry, edge, phase }: PlacedEntry, seen: Seen): Html {
  const { event } = entry;
  const status = statusWords(event);
  const isOff = isCalledOff(event.certainty);
  const moved = phase === 'past' ? null : wasBefore(entry, seen);
  const tags = [
    ...(phase === 'under way' && !isOff ? [html`<span class="tag">${listText('underWay')}</span>`] : []),
    ...(status === null || event.certainty === 'done'
      ? []
      : [html`<span class="tag ${toneOf(event)}">${status}</span>`]),
    ...(moved === null ? [] : [html`<span>${publicText('was', { date: moved })}</span>`]),
    ...(edge !== null && !isOff && phase !== 'past' && weighClaims(event, edge) === 'differ'
      ? [html`<span>${publicText('sourcesDiffer')}</span>`]
      : []),
    ...(event.outcome === null ? [] : [html`<span>${cleanText(event.outcome.what)}</span>`]),
  ];
  const [first] = entry.edges;
  const at = edge?.exact === true ? toIso(edge.anchor) : (edge ?? first)?.day;
  const when = whenOf(entry, edge, seen);
  return html`<details class="event${isOff ? ' calledoff' : ''}"><summary><span class="when">${
    at === undefined ? html`${when}` : html`<time datetime="${at}">${when}</time>`
  }</span><span class="what"><b>${titleOf(entry)}</b></span>${
    tags.length === 0 ? NOTHING : html`<span class="tags">${tags}</span>`
  }</summary>${details(entry, seen)}</details>`;
}

/** The whole entry, as the bot's card has it. */
function details({ event, edges }: PublicEntry, { events, now, publication }: Seen): Html {
  const card = eventCard({ event, edges, events, now, zone: publication.zone, reminders: null });
  const fields = card.fields.map(
    ({ name, value }) => html`
<div><dt>${cardWords(name)}</dt><dd>${cardHtml(value, event.zone)}</dd></div>`,
  );
  const summary = card.description === null ? NOTHING : html`<p>${cardHtml(card.description, event.zone)}</p>`;
  const footer = card.footer === null ? NOTHING : html`<p class="soft">${card.footer}</p>`;
  return html`<div class="more" id="${event.id}">${summary}<dl>${fields}</dl>${footer}</div>`;
}

function titleOf({ event }: PublicEntry): string {
  const title = cleanText(event.title);
  return title === '' ? event.id : title;
}

/** `Sat 1 Nov`, `26–28 Oct`, `Thu 10 Dec (the paper)`, `March 2027`: of a year that is not the present one with it. */
function whenOf({ event }: PublicEntry, edge: Edge | null, { events, now, publication }: Seen): string {
  const place = { events, zone: event.zone, reader: publication.zone, hourOpen: isHourOpen(event) };
  if (edge !== null)
    return capitalize(cardWords(withPart(rowDate(edge.date, localDay(now, event.zone).slice(0, 4), place), edge.part)));
  const date = shownClaim(event)?.date ?? null;
  return capitalize(date === null ? dateText('noDate') : cardWords(claimedDate(date, place)));
}

/** So long a date that moved is shown with its old place. */
const MOVED_MS = 60 * 86_400_000;

function wasBefore({ event }: PublicEntry, { events, now, publication }: Seen): string | null {
  const moved = publication.changes.find(
    ({ at, change }) => change.event === event.id && isMove(change.kind) && now - at < MOVED_MS,
  );
  if (moved === undefined) return null;
  return cardWords(cardSide(moved.change.before, { events, now, zone: publication.zone }, true));
}

function toneOf({ certainty, dateCertainty }: ListEvent): string {
  if (isCalledOff(certainty)) return 'off';
  return certainty === 'confirmed' ? (dateCertainty ?? certainty) : certainty;
}

function pictureSection({ words }: PagePicture): Html {
  return html`<section class="picture"><picture><source media="(prefers-color-scheme: dark)" srcset="timeline-dark.png"><img src="timeline-light.png" alt="${words}"></picture></section>`;
}

function changesSection({ publication, events }: Seen): Html {
  const changes = shownChanges(publication).slice(0, MOST.changes);
  const heading = html`<h2>${publicText('changesTitle')}</h2>`;
  if (changes.length === 0) return html`<section>${heading}<p class="soft">${publicText('noChange')}</p></section>`;
  return html`<section class="changes">${heading}<ul>${changes.map((dated) => {
    const { title, kind, what, source } = changeWords(dated, { zone: publication.zone, events });
    const { event } = dated.change;
    const named = events.has(event) ? html`<a href="#${event}">${title}</a>` : html`${title}`;
    const day = dayWords(dated.at, publication.zone);
    return html`
<li><div class="day">${day}</div><div><b>${named}</b>: ${kind}</div>${
      what === null ? NOTHING : html`<div class="move">${what}</div>`
    }${source === null ? NOTHING : html`<div class="soft">${source}</div>`}</li>`;
  })}</ul></section>`;
}

function pastSection(past: readonly PlacedEntry[], seen: Seen): Html {
  return html`<section class="bygone"><details class="past"><summary>${publicText('pastTitle')} <span>${publicText('pastCount', { count: past.length })}</span></summary>${rows(past, MOST.past, seen)}</details></section>`;
}
