import { type Html, html, NOTHING } from '../render/text/write-html.ts';
import { document } from './page-frame.ts';
import type { StatusRow, StatusView, Trouble } from './status-view.ts';

/** The page asks again by itself: nobody reads faster, and a reload is cheap. */
const REFRESH_S = 15;

/** Writes the status page. Pure; all texts of the view are escaped. */
export function statusPage(view: StatusView): string {
  const title = view.tone === 'well' ? 'Datewatch: all is well' : `Datewatch: ${view.headline}`;
  return document({ title, refreshSeconds: REFRESH_S, body: bodyOf(view) });
}

function bodyOf(view: StatusView): Html {
  const main = [
    ...(view.next === null ? [] : [rowsSection('What comes next', view.next, 'No reminder is ahead.')]),
    ...(view.sent === null ? [] : [rowsSection('What was sent', view.sent, 'Nothing was sent yet.')]),
  ];
  const side = [
    ...(view.list.length === 0 ? [] : [factsSection('The list', view.list, 'files')]),
    factsSection('The program', view.program, ''),
  ];
  return html`<div class="wrap">
<header><b>Datewatch</b><span>Looks again every ${REFRESH_S} seconds</span></header>
<div class="top ${view.tone}"><h1>${view.headline}</h1>${view.detail.map((line) => html`<p>${line}</p>`)}</div>
${view.troubles.length === 0 ? NOTHING : troubles(view.troubles)}
${main.length === 0 ? html`${side}` : html`<div class="grid"><div class="main">${main}</div><div class="side">${side}</div></div>`}
</div>`;
}

function troubles(all: readonly Trouble[]): Html {
  return html`<section class="all"><h2>What is wrong</h2>${all.map(
    ({ what, lines, fix }) => html`
<div class="trouble"><p class="what">${what}</p>${
      lines.length === 0 ? NOTHING : html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`
    }${fix === null ? NOTHING : html`<p>${fix}</p>`}</div>`,
  )}</section>`;
}

function rowsSection(title: string, rows: readonly StatusRow[], none: string): Html {
  if (rows.length === 0) return html`<section><h2>${title}</h2><p class="soft">${none}</p></section>`;
  return html`
<section><h2>${title}</h2><ul class="rows">${rows.map(
    (row) => html`
<li><div class="row"><div><div class="what">${row.what}</div><div class="soft">${details(row)}</div></div>
<div class="at"><div>${row.span}</div><div class="soft">${row.when}</div></div></div></li>`,
  )}</ul></section>`;
}

/** How, and where it goes or went. */
function details({ where, href, note, isLate }: StatusRow): Html {
  const place = href === null ? html`${where}` : html`<a href="${href}" rel="noreferrer">${where}</a>`;
  if (note === null) return place;
  const about = isLate ? html`<span class="late">${note}</span>` : html`${note}`;
  return where === '' ? about : html`${about} · ${place}`;
}

function factsSection(title: string, facts: readonly (readonly [string, string])[], name: string): Html {
  return html`
<section><h2>${title}</h2><dl class="${name}">${facts.map(
    ([term, fact]) => html`<dt>${term}</dt><dd>${fact}</dd>`,
  )}</dl></section>`;
}
