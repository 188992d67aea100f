import { createHash } from 'node:crypto';
import type { EventId, ListEvent } from '../model/event.ts';
import { changeSource, type DatedChange, whatChanged } from '../render/notice/change-row.ts';
import { changeName } from '../render/notice/notice-head.ts';
import { noticeText } from '../render/notice/notice-words.ts';
import { cleanText, shorten } from '../render/text/escape-text.ts';
import { type Html, html } from '../render/text/write-html.ts';
import { formatRange } from '../time/local.ts';
import { toIso } from '../time/world.ts';
import { cardWords } from './card-html.ts';
import { publicText } from './public-words.ts';
import { eventsById, lastModified, type Publication } from './publication.ts';

const MOST = 100;

/** One change in plain words, as of when it was made: what, from when to when, and who said so. */
export type ChangeWords = {
  readonly title: string;
  readonly kind: string;
  readonly what: string | null;
  readonly source: string | null;
};

/** The changes that readers are shown, newest first: a corrected word is none. */
export function shownChanges({ changes }: Publication): DatedChange[] {
  return changes.filter(({ change }) => change.kind !== 'text only');
}

/** Says a change in plain words, by the present list's titles. They stay the same while the list goes on. */
export function changeWords(
  dated: DatedChange,
  { zone, events }: Pick<Publication, 'zone'> & { readonly events: ReadonlyMap<EventId, ListEvent> },
): ChangeWords {
  const { change, at } = dated;
  const seen = { now: at, zone, events };
  const what = whatChanged(change, seen);
  const source = changeSource(dated, seen);
  const title = shorten(cleanText(change.title), 120);
  return {
    title: title === '' ? change.event : title,
    kind: noticeText(changeName(change).title),
    what: what === null ? null : cardWords(what),
    source: source === null ? null : sourceWords(source.source, source.published),
  };
}

function sourceWords(source: string, published: string | null): string {
  const name = shorten(cleanText(source), 80);
  return published === null ? name : publicText('sourceDay', { source: name, day: formatRange(published, published) });
}

/** An id that a change keeps for good: what it is about, what happened and when. */
export function changeId({ at, change: { event, kind, edge } }: DatedChange): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([event, kind, edge, at]))
    .digest('hex');
  // A UUID of our own making (version 8): https://www.rfc-editor.org/rfc/rfc9562#section-5.8
  return `urn:uuid:${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

/** The changes as Atom (RFC 4287), newest first. */
export function changeFeed(publication: Publication): string {
  const { title, address, changes, zone } = publication;
  const page = address ?? './';
  const events = eventsById(publication);
  const newest = changes[0]?.at ?? lastModified(publication) ?? 0;
  const entry = (dated: DatedChange): Html => {
    const words = changeWords(dated, { zone, events });
    const { event } = dated.change;
    const text = [words.what ?? words.kind, ...(words.source === null ? [] : [words.source])].join(' · ');
    return html`
<entry>
<id>${changeId(dated)}</id>
<title>${publicText('changeTitle', words)}</title>
<updated>${toIso(dated.at)}</updated>
<published>${toIso(dated.at)}</published>
<link rel="alternate" type="text/html" href="${page}#${event}"/>
${(events.get(event)?.topics ?? []).map((topic) => html`<category term="${topic}"/>`)}<content type="text">${text}</content>
</entry>`;
  };
  const self =
    address === null ? html`` : html`<link rel="self" type="application/atom+xml" href="${address}changes.atom"/>`;
  const feed = html`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<id>${feedId(publication)}</id>
<title>${publicText('feedTitle', { title })}</title>
<updated>${toIso(newest)}</updated>
<author><name>Datewatch</name></author>
${self}<link rel="alternate" type="text/html" href="${page}"/>${shownChanges(publication).slice(0, MOST).map(entry)}
</feed>`;
  return `<?xml version="1.0" encoding="utf-8"?>\n${feed.html}\n`;
}

function feedId({ address, title }: Publication): string {
  return address ?? changeId({ at: 0, change: { event: title, kind: 'new', edge: null } as DatedChange['change'] });
}
