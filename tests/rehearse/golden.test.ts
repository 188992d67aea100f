import { describe, expect, test } from 'vitest';
import { printPost } from '../../src/app/cli/print-rehearsal.ts';
import type { RehearsedPost } from '../../src/app/cli/rehearse.ts';
import { occasionName } from '../../src/model/moment.ts';
import { HAND_WRITTEN_MOMENTS, HAND_WRITTEN_TEXTS } from './hand-written.ts';
import { rehearseAutumn } from './rehearse-autumn.ts';

const zones = [...new Set(HAND_WRITTEN_MOMENTS.map(({ zone }) => zone))];
const byZone = new Map<string, Promise<RehearsedPost[]>>(zones.map((zone) => [zone, rehearseAutumn(zone)]));
const rehearsal = async (zone: string) => (await byZone.get(zone)) ?? [];

test.each(zones)('a channel in %s gets exactly the reminders that were written by hand', async (zone) => {
  const posted = (await rehearsal(zone)).flatMap(({ at, post }) =>
    post.moments.map((row) => ({
      ...{ zone, event: row.event, edge: row.edge },
      lead: occasionName(row),
      at: new Date(at).toISOString(),
    })),
  );
  expect(posted).toEqual(HAND_WRITTEN_MOMENTS.filter((moment) => moment.zone === zone));
});

describe('the messages written by hand', () => {
  test.each(HAND_WRITTEN_TEXTS.map((wanted) => [`${wanted.event} at ${wanted.at} in ${wanted.zone}`, wanted] as const))(
    'a message says what was written by hand for its instant: %s',
    async (_, wanted) => {
      const posts = await rehearsal(wanted.zone);
      const found = posts.find(
        ({ at, post }) =>
          new Date(at).toISOString() === wanted.at && post.moments.some((row) => row.event === wanted.event),
      );
      expect(found?.post.moments.map((row) => row.event).filter((event) => event !== wanted.event)).toEqual(
        wanted.shares,
      );
      // A post that carries several dates says each in few words.
      if (wanted.shares.length === 0) expect(found?.message.content).toBe(wanted.content);
      else expect(found?.message.content).toContain(wanted.content);
      const card = found?.message.cards.find(({ title }) => title === wanted.title);
      for (const fact of wanted.contains) expect(card?.description).toContain(fact);
    },
  );
});

test.each(['America/New_York', 'Asia/Seoul'])('the whole autumn in %s reads as reviewed', async (zone) => {
  const text = (await rehearsal(zone)).map(printPost).join('');
  const name = zone.toLowerCase().replaceAll(/[^a-z]+/g, '-');
  await expect(text).toMatchFileSnapshot(`golden/${name}.txt`);
});

test('every lock-screen line stands alone: at most 110 characters, no markdown, no timestamp', async () => {
  const lines = (await Promise.all(zones.map(rehearsal))).flat().map(({ message }) => message.content);
  for (const line of lines) {
    expect(line.length).toBeLessThanOrEqual(110);
    expect(line).not.toMatch(/<t:|\*\*|`|\n|__/);
  }
});
