import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { StoredMessage } from '../../emulator/world/world.ts';
import { CHANNEL, ROLE, type StartedWorld, SUBSCRIPTION, startWorld } from '../build/start-world.ts';
import { END, listOf, STEPS } from './truce-steps.ts';

let started: StartedWorld;
let folder: string;
/** The rows of each message as it read last, and what each edit of it changed. */
const read = new Map<string, readonly string[]>();
const edits = new Map<string, string[]>();
afterEach(async () => {
  await started.close();
  await rm(folder, { recursive: true, force: true });
});

test('a truce is extended, a meeting comes nearer, a tariff is averted: the channel reads it as one story', async () => {
  started = await startWorld({ channelLimit: 'off' });
  folder = await mkdtemp(join(tmpdir(), 'datewatch-story-'));
  for (const [index, { at, list }] of STEPS.entries()) {
    await writeFile(join(folder, 'story.yaml'), listOf(list));
    const until = STEPS[index + 1]?.at ?? END;
    const config = { subscriptions: [{ ...SUBSCRIPTION, role: ROLE }], dataFolder: folder };
    const running = await started.run({ start: at, until, config });
    await running.worldEnded;
    await running.stop();
    noteEdits();
  }
  await expect(transcript()).toMatchFileSnapshot('transcripts/truce-story.md');
  expect(started.emulator.violations).toEqual([]);
});

/** Notes for each message that reads otherwise than after the step before which rows an edit took away and which it gave. */
function noteEdits(): void {
  for (const message of started.emulator.messages(CHANNEL)) {
    const [before, now] = [read.get(message.id) ?? rowsOf(message), rowsOf(message)];
    read.set(message.id, now);
    const [gone, come] = [before, now].map((rows, at) => rows.filter((row) => ![now, before][at]?.includes(row)));
    // What no longer holds is struck through in the message itself.
    const isOutOfDate = message.content.includes('Out of date');
    if (message.editedMs === undefined || gone?.length === 0 || isOutOfDate) continue;
    const at = new Date(message.editedMs).toISOString().slice(0, 16);
    const change = `*Edited ${at}Z:* ${gone?.map((row) => `~~${row}~~`).join(' ')} → ${come?.join(' ')}  `;
    edits.set(message.id, [...(edits.get(message.id) ?? []), change]);
  }
}

function rowsOf({ content, embeds }: StoredMessage): string[] {
  const cards = embeds.flatMap((embed) => [String(embed['title']), ...String(embed['description'] ?? '').split('\n')]);
  return [content.replace(`<@&${ROLE}>`, '@trade-alerts'), ...cards];
}

/** The channel as it reads at the end: every message with its time, its line, its cards, and whether it was edited. */
function transcript(): string {
  const lines = started.emulator.messages(CHANNEL).flatMap(({ id, createdMs, editedMs, content, embeds }) => [
    `### ${new Date(createdMs).toISOString().slice(0, 16)}Z${editedMs === undefined ? '' : ' (edited)'}`,
    '',
    `> ${content.replace(`<@&${ROLE}>`, '@trade-alerts')}`,
    '',
    ...embeds.flatMap((embed) => [
      `**${embed['title']}**  `,
      ...String(embed['description'] ?? '')
        .split('\n')
        .map((row) => `${row}  `),
      '',
    ]),
    ...(edits.has(id) ? [...(edits.get(id) ?? []), ''] : []),
  ]);
  // Ids differ from run to run; a link is as good as the time of the message that it leads to.
  const times = new Map(started.emulator.messages(CHANNEL).map(({ id, createdMs }) => [id, createdMs]));
  const named = lines.join('\n').replace(/https:\/\/discord\.com\/channels\/\d+\/\d+\/(\d+)/g, (_, id: string) => {
    const at = times.get(id);
    return at === undefined ? 'nowhere' : `message of ${new Date(at).toISOString().slice(0, 16)}Z`;
  });
  return `${named}\n`;
}
