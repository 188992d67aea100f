import { join } from 'node:path';
import { makeCatalogue } from '../src/engine/catalogue.ts';
import { parseList } from '../src/list/parse/parse-list.ts';
import { readList } from '../src/list/parse/read-list.ts';
import type { EventList } from '../src/model/event.ts';
import { makePictureDrawer } from '../src/picture/draw-picture.ts';
import { compareLists } from '../src/plan/changes/compare-events.ts';
import { listAsKnown } from '../src/plan/changes/list-as-known.ts';
import { drawTimeline } from '../src/render/picture/draw-timeline.ts';
import { type PictureRequest, pictureView } from '../src/render/picture/timeline-view.ts';
import { realMachine } from '../src/time/machine.ts';

/** A picture of the gallery: the name of its file and its bytes. */
export type GalleryPicture = { readonly file: string; readonly png: Uint8Array };

const KOREAN = `zone: Asia/Seoul
events:
  - { id: talks, title: 한미 통상 협의, from: 2025-10-29, through: 2025-10-30, topics: [trade-talks] }
  - { id: controls, title: 수출 통제 유예 만료, through: 2025-11-10, topics: [export-controls] }
  - { id: apec, title: APEC 정상회의 (경주), from: 2025-10-31, through: 2025-11-01, topics: [summits] }
  - { id: soybeans, title: 대두 수입 관세 결정, month: 2025-12, certainty: tentative, topics: [trade-talks] }
`;

const SHOWN = {
  'week-light': { span: 'week', theme: 'light' },
  'month-dark': { span: 'month', theme: 'dark' },
  'quarter-dark': { span: 'quarter', theme: 'dark' },
  'quarter-light': { span: 'quarter', theme: 'light' },
  'year-light': { span: 'year', theme: 'light' },
  'korean-dark': { span: 'quarter', theme: 'dark' },
} as const;

/** The names of their files. */
export const PICTURE_FILES = Object.keys(SHOWN).map((name) => `${name}.png`);

/** Draws the pictures of the gallery, with the list of autumn 2025 as it was known on 24 October, and one in Korean. */
export async function drawPictures(): Promise<GalleryPicture[]> {
  // As long as it takes on a busy machine.
  const draw = makePictureDrawer({ ...realMachine(), sleep: () => new Promise(() => undefined) });
  const autumn = autumnRequest();
  const korean = requestFor(readKorean(), 'Asia/Seoul', '앞으로의 일정');
  const pictures: GalleryPicture[] = [];
  for (const [name, how] of Object.entries(SHOWN)) {
    const view = pictureView({ ...(name.startsWith('korean') ? korean : autumn), ...how });
    pictures.push({ file: `${name}.png`, png: await draw(drawTimeline(view)) });
  }
  return pictures;
}

const NOW = Date.UTC(2025, 9, 24, 14);

function requestFor(list: EventList, zone: string, title: string): Omit<PictureRequest, 'span' | 'theme'> {
  return { events: makeCatalogue(list).all, changes: [], now: NOW, zone, title };
}

function autumnRequest() {
  const { list } = readList(join(import.meta.dirname, '../data'));
  if (list === null) throw new Error('The shipped lists cannot be read.');
  const [before, after] = ['2025-10-22', '2025-10-24'].map((day) => listAsKnown(list, day));
  if (before === undefined || after === undefined) throw new Error('The list was not known then.');
  const changes = compareLists(makeCatalogue(before).all, makeCatalogue(after).all);
  return { ...requestFor(after, 'America/New_York', 'U.S.–China trade: what is ahead'), changes };
}

function readKorean(): EventList {
  const { list, problems } = parseList([{ name: 'korean.yaml', text: KOREAN }]);
  if (list === null) throw new Error(JSON.stringify(problems));
  return list;
}
