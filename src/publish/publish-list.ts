import { describeTimeline } from '../render/picture/describe-timeline.ts';
import { drawTimeline } from '../render/picture/draw-timeline.ts';
import { type PictureView, pictureView } from '../render/picture/timeline-view.ts';
import { topicName } from '../render/text/event-name.ts';
import { calendarFeed } from './calendar-feed.ts';
import { changeFeed } from './change-feed.ts';
import { DATA_SCHEMA, datesJson } from './dates-data.ts';
import { datesSchemaJson } from './dates-shape.ts';
import { nextBadge, updatedBadge } from './draw-badge.ts';
import { publicTopics, topicFile } from './follow-section.ts';
import { publicPage } from './public-page.ts';
import { publicText } from './public-words.ts';
import type { Publication, PublicEntry, PublicFile } from './publication.ts';

/** A file of a publication that is made when it is asked for. */
export type FileMaker = { readonly name: string; make(): PublicFile };

const PICTURE = { dark: 'timeline-dark.png', light: 'timeline-light.png' } as const;
const CALENDAR = 'text/calendar; charset=utf-8';
const SVG = 'image/svg+xml';

/** The files of a publication: the page, the calendars, the changes, the data with their schema, badges and pictures. */
export function publicFiles(publication: Publication): FileMaker[] {
  const { entries, now, title, address } = publication;
  const text = (name: string, type: string, write: () => string): FileMaker => ({
    name,
    make: () => ({ name, type, text: write() }),
  });
  const picture = viewOf(publication);
  const about = publicText('calendarAbout');
  return [
    text('index.html', 'text/html; charset=utf-8', () =>
      publicPage(publication, picture === null ? null : { words: describeTimeline(picture) }),
    ),
    text('dates.ics', CALENDAR, () => calendarFeed({ name: title, about, address }, entries, now)),
    ...publicTopics(publication).map((topic) =>
      text(topicFile(topic), CALENDAR, () => {
        const name = publicText('topicName', { title, topic: topicName(topic) });
        const own = entries.filter(({ event }) => event.topics.includes(topic));
        return calendarFeed({ name, about, address }, own, now);
      }),
    ),
    text('changes.atom', 'application/atom+xml; charset=utf-8', () => changeFeed(publication)),
    text('dates.json', 'application/json; charset=utf-8', () => datesJson(publication)),
    text(DATA_SCHEMA, 'application/schema+json; charset=utf-8', datesSchemaJson),
    text('badge-next.svg', SVG, () => nextBadge(publication)),
    text('badge-updated.svg', SVG, () => updatedBadge(publication)),
    ...(picture === null ? [] : [pictureFile(picture, 'light'), pictureFile(picture, 'dark')]),
  ];
}

/** A calendar of some entries of a publication, under a name of the caller's. */
export function calendarOfSome(
  { entries, now, title, address }: Publication,
  name: string,
  wants: (entry: PublicEntry) => boolean,
): PublicFile {
  const head = { name: title, about: publicText('calendarAbout'), address };
  return { name, type: CALENDAR, text: calendarFeed(head, entries.filter(wants), now) };
}

function pictureFile(picture: PictureView, theme: PictureView['theme']): FileMaker {
  const name = PICTURE[theme];
  return { name, make: () => ({ name, type: 'image/png', svg: drawTimeline({ ...picture, theme }) }) };
}

/** The picture of the quarter ahead, or of the year where that shows nothing; `null` where neither does. */
function viewOf({ entries, changes, now, zone }: Publication): PictureView | null {
  const asked = { title: publicText('picture'), now, zone, theme: 'light', events: entries } as const;
  const views = (['quarter', 'year'] as const).map((span) =>
    pictureView({ ...asked, span, changes: changes.map(({ change }) => change) }),
  );
  return views.find(({ lanes }) => lanes.length > 0) ?? null;
}
