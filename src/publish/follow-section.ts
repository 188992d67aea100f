import { topicName } from '../render/text/event-name.ts';
import { type Html, html, NOTHING } from '../render/text/write-html.ts';
import { publicText } from './public-words.ts';
import type { Publication } from './publication.ts';

/** The topics of a list, each with a calendar of its own. */
export function publicTopics({ entries }: Pick<Publication, 'entries'>): string[] {
  // They are file names: the reader of lists takes slugs alone, and so does this.
  const topics = new Set(entries.flatMap(({ event }) => event.topics).filter((topic) => /^[a-z0-9-]+$/.test(topic)));
  return [...topics].sort();
}

/** The name of a topic's calendar. */
export function topicFile(topic: string): string {
  return `topic-${topic}.ics`;
}

/** How to follow the dates elsewhere: the calendar as a whole and by topic, the changes, the data. */
export function followSection(publication: Publication): Html {
  const { address } = publication;
  const topics = publicTopics(publication);
  // Calendar programs open this scheme as a subscription; a plain link downloads a copy that never changes.
  const calendar = address === null ? 'dates.ics' : `${address.replace(/^https?:/, 'webcal:')}dates.ics`;
  const shown = address === null ? NOTHING : html`<p><code>${address}dates.ics</code></p>`;
  const links = topics.map(
    (topic, at) => html`${at === 0 ? '' : ', '}<a href="${topicFile(topic)}">${topicName(topic)}</a>`,
  );
  return html`<section class="follow"><h2>${publicText('follow')}</h2>
<a class="button" href="${calendar}">${publicText('subscribe')}</a>
<p>${publicText('subscribeHow')}</p>${shown}
${topics.length < 2 ? NOTHING : html`<p>${publicText('topics')} ${links}</p>`}
<p><a href="changes.atom">${publicText('changesFeed')}</a></p>
<p><a href="dates.json">${publicText('data')}</a> (<a href="dates.schema.json">${publicText('schema')}</a>)</p></section>`;
}
