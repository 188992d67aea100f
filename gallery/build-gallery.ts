import { PICTURE_FILES } from './draw-pictures.ts';
import type { Room } from './exhibit.ts';
import { openList } from './open-list.ts';
import { answers } from './rooms/answers.ts';
import { changes } from './rooms/changes.ts';
import { late } from './rooms/late.ts';
import { people } from './rooms/people.ts';
import { recurring } from './rooms/recurring.ts';
import { reminders } from './rooms/reminders.ts';
import { tenKinds } from './rooms/ten-kinds.ts';
import { trouble } from './rooms/trouble.ts';
import { showGallery } from './show-markdown.ts';

const INTRO = `# Gallery

Every kind of message that Datewatch writes, by the renderer that writes the real ones. Written by \`npm run docs\`: do not edit it by hand.

Each begins with the line that a phone shows on its lock screen, as a quotation, then the card below it, then its buttons. What Discord
shows each reader in their own time is shown here as somebody in New York sees it. Most dates are those of autumn 2025, as two reports had them then; what is made up says so.`;

const PICTURES = `## Pictures

\`/dates timeline\` draws the dates ahead, in the dark or light, for a week, a month, a quarter or a year; the weekly digest has the month.
Each comes with a description that says the same in words.

${PICTURE_FILES.map((file) => `![${file.replace('.png', '').replace('-', ', ')}](pictures/${file})`).join('\n')}
`;

/** All rooms, from the list that is frozen for them. */
export async function buildRooms(): Promise<Room[]> {
  const shown = await openList();
  return [
    reminders(shown),
    tenKinds(),
    late(shown),
    changes(shown),
    await recurring(shown),
    people(shown),
    trouble(shown),
    await answers(shown),
  ];
}

/** The gallery as it should stand in docs/gallery.md. */
export async function buildGallery(): Promise<string> {
  return `${showGallery(INTRO, await buildRooms()).trimEnd()}\n\n${PICTURES}`;
}
