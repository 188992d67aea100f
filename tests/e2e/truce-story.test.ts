import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { CHANNEL, openStage, type Stage, SUBSCRIPTION } from './start-world.ts';

/** The made-up list as it stands at each step of the story. Dates and sources are for this test only. */
type Standing = {
  truce: string;
  truceClaims?: string;
  meeting: string;
  meetingCertainty: string;
  tariffCertainty: string;
  tariffOutcome?: string;
  tariffStakes?: string;
};

const listOf = (now: Standing): string => `covers: A story, made up for a test
zone: America/New_York
sources:
  gazette: { name: Gazette }
  ministry: { name: Example Ministry }
events:
  - id: truce
    title: U.S.–China tariff truce
    phrase: the U.S.–China tariff truce
    kind: truce
    certainty: confirmed
    topics: [tariffs]
    stakes: "Under the truce: U.S. 30%, China 10%."
    claims:
      - { source: gazette, published: 2025-05-14, dates: the truce, date: { through: ${now.truce} }, certainty: confirmed, says: "runs through the day" }
  - id: meeting
    title: Meeting of the two presidents
    phrase: the meeting of the two presidents
    kind: meeting
    certainty: ${now.meetingCertainty}
    topics: [talks]
    place: Gyeongju
    zone: Asia/Seoul
    claims:
      - { source: ministry, published: 2025-10-20, dates: the meeting, date: { on: ${now.meeting} }, certainty: ${now.meetingCertainty}, says: "announced by the ministry" }
  - id: tariff
    title: 100% tariff
    phrase: the 100% tariff
    kind: tariff
    certainty: ${now.tariffCertainty}
    topics: [tariffs]
    stakes: ${now.tariffStakes ?? 'A 100% tarif on imports.'}
    claims:
      - { source: gazette, published: 2025-10-11, dates: the tariff, date: { starting: 2025-11-01 }, certainty: threatened, says: "threatened for 1 November" }
${now.tariffOutcome === undefined ? '' : `    outcome: { what: ${now.tariffOutcome}, day: 2025-10-30, source: ministry }\n`}`;

let stage: Stage;
let folder: string;
afterEach(async () => {
  await stage.close();
  await rm(folder, { recursive: true, force: true });
});

const FIRST: Standing = {
  truce: '2025-08-12',
  meeting: '2025-10-31',
  meetingCertainty: 'tentative',
  tariffCertainty: 'threatened',
};

/** Each step: the list as it is when the program starts again at that instant, until the next. */
const STEPS: readonly [string, Standing][] = [
  ['2025-08-01T00:00:00Z', FIRST],
  ['2025-08-11T20:00:00Z', { ...FIRST, truce: '2025-11-10' }],
  ['2025-10-26T00:00:00Z', { ...FIRST, truce: '2025-11-10', meetingCertainty: 'confirmed' }],
  ['2025-10-29T05:00:00Z', { ...FIRST, truce: '2025-11-10', meetingCertainty: 'confirmed', meeting: '2025-10-30' }],
  [
    '2025-10-30T12:00:00Z',
    {
      ...FIRST,
      truce: '2025-11-10',
      meetingCertainty: 'confirmed',
      meeting: '2025-10-30',
      tariffStakes: 'A 100% tariff on imports.',
    },
  ],
  [
    '2025-10-30T22:00:00Z',
    {
      ...FIRST,
      truce: '2025-11-10',
      meetingCertainty: 'confirmed',
      meeting: '2025-10-30',
      tariffStakes: 'A 100% tariff on imports.',
      tariffCertainty: 'cancelled',
    },
  ],
];
const END = '2025-11-12T00:00:00Z';

test('a truce is extended, a meeting comes nearer, a tariff is averted: the channel reads it as one story', async () => {
  stage = await openStage({ channelLimit: 'off' });
  folder = await mkdtemp(join(tmpdir(), 'datewatch-story-'));
  for (const [index, [start, standing]] of STEPS.entries()) {
    await writeFile(join(folder, 'story.yaml'), listOf(standing));
    const until = STEPS[index + 1]?.[0] ?? END;
    const config = { subscriptions: [SUBSCRIPTION], dataFolder: folder };
    const running = await stage.run({ start, until, config });
    await running.worldEnded;
    await running.stop();
  }
  await expect(transcript()).toMatchFileSnapshot('transcripts/truce-story.md');
  expect(stage.emulator.violations).toEqual([]);
});

/** The channel as it reads at the end: every message with its time, its line, its cards, and whether it was edited. */
function transcript(): string {
  const lines = stage.emulator
    .messages(CHANNEL)
    .flatMap(({ createdMs, editedMs, content, embeds }) => [
      `### ${new Date(createdMs).toISOString().slice(0, 16)}Z${editedMs === undefined ? '' : ' (edited)'}`,
      '',
      `> ${content}`,
      '',
      ...embeds.flatMap((embed) => [
        `**${embed['title']}**  `,
        ...(embed['fields'] as { name: string; value: string }[]).map(({ name, value }) => `${name}: ${value}  `),
        '',
      ]),
    ]);
  // Ids differ from run to run; a link is as good as the time of the message that it leads to.
  const times = new Map(stage.emulator.messages(CHANNEL).map(({ id, createdMs }) => [id, createdMs]));
  const named = lines.join('\n').replace(/https:\/\/discord\.com\/channels\/\d+\/\d+\/(\d+)/g, (_, id: string) => {
    const at = times.get(id);
    return at === undefined ? 'nowhere' : `message of ${new Date(at).toISOString().slice(0, 16)}Z`;
  });
  return `${named}\n`;
}
