import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { StoredMessage } from '../../emulator/world/world.ts';
import { leads } from '../build/build-subscriptions.ts';
import { read } from '../build/list-texts.ts';
import { CHANNEL, MANAGER, type StartedWorld, SUBSCRIPTION, startWorld } from '../build/start-world.ts';
import { unmeantMarkdown } from '../render/message-limits.ts';
import { workingInPlain } from '../render/working-markdown.ts';

/** Texts that try to do something where they are shown. */
const SHOWN = [
  ...['@everyone', '@here now', '@\u200beveryone', '\\@everyone', '<@1428000000000000031>', '<@!1428000000000000031>'],
  ...['<@&1428000000000000021>', '<#1428000000000000012>', '<t:0:R> ago', '<id:customize>', ':tada: party'],
  ...['</datewatch setup:1428000000000000041>', '<:smile:1428000000000000051>', '<a:wave:1428000000000000052>'],
  ...['**bold** and __under__', '*slanted* and _too_', '~~struck~~', '||spoiler||', '`code` and ```block```'],
  ...['# Heading', '-# Small', '> Quoted', '- Row', '1. Row', '*'.repeat(60), '\\'.repeat(41)],
  ...['[Pay here](https://evil.example/a)', '[Pay here](<https://evil.example/a> "note")', 'https://evil.example/a'],
  ...['<https://evil.example/a>', 'discord.gg/evil and discord.com/invite/evil', 'steam://run/1'],
  ...['javascript:alert(1) data:text/html,x', "<script>alert(1)</script> ' OR 1=1; --", '__proto__ constructor'],
  ...['{{count}} %s $t(a) $& $1', 'inv\u200bis\u200dib\u2060le', 'Z\u0351\u036b\u0343a\u0345l\u0361g\u0489o'],
  ...['قمة التقציב 中美贸易', '👨‍👩‍👧🇺🇸 \ufe0f\u20e3'],
];
/** Texts that no list may hold. */
const REFUSED = ['\u202eexe.txt\u202c for later', '\u2066left\u2069 \u2067right\u2069'];

/** Each text in every place of an entry that people see; the entries close a quarter of an hour after each other. */
function listOf(texts: readonly string[], day = '2026-05-04'): string {
  return stringify({
    covers: 'Made up for a test',
    zone: 'UTC',
    sources: { office: { name: 'Port office' } },
    events: texts.map((text, index) => ({
      ...{ id: `entry-${index}`, title: text, phrase: text, kind: 'filing', certainty: 'expected' },
      ...{ certaintyNote: text, place: text, summary: `${text}\n${text}`, stakes: `${text}\n\n${text}` },
      claims: [{ source: 'office', published: '2026-05-01', says: text, date: { closes: `${day} ${timeOf(index)}` } }],
    })),
  });
}

const timeOf = (index: number): string => new Date(Date.UTC(2026, 4, 4, 3, 15 * index)).toISOString().slice(11, 16);

let folder: string;
let started: StartedWorld;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'datewatch-hostile-'));
  started = await startWorld({ channelLimit: 'off' });
});
afterAll(async () => {
  await started.close();
  await rm(folder, { recursive: true, force: true });
});

type Embed = {
  readonly title?: string;
  readonly description?: string;
  readonly footer?: { readonly text: string };
  readonly fields?: readonly { readonly name: string; readonly value: string }[];
};

/** What of a message does something that nobody meant, or leads to where the texts want. */
function effectsOf({ content, embeds, pinged, mentions }: StoredMessage): string[] {
  const cards = (embeds as readonly Embed[]).map(({ title = '', description = null, footer, fields = [] }) => ({
    ...{ title, description, colour: 0, footer: footer?.text ?? null, event: null },
    fields: fields.map((field) => ({ ...field, inline: false })),
  }));
  return [...notified({ pinged, mentions }), ...workingInPlain(content), ...cards.flatMap(unmeantMarkdown)];
}

function notified({ pinged, mentions }: Pick<StoredMessage, 'pinged' | 'mentions'>): string[] {
  const { roles, users, everyone } = mentions;
  return [...pinged.roles, ...pinged.users, ...roles, ...users, ...(everyone || pinged.everyone ? ['everyone'] : [])];
}

/** An answer has markdown, commands and addresses of its own. */
function harmIn({ content, embeds }: StoredMessage): string[] {
  const texts = [content, ...embeds.flatMap((embed) => stringsIn(embed))];
  const working = texts.map((text) => text.replace(/\\[^0-9A-Za-z\s]/g, 'é'));
  return working.flatMap((text) => HARM.exec(text)?.[0] ?? []);
}

const HARM =
  /@(?:everyone|here)|https?:\/\/evil|discord\.gg\/|<(?:@|#1428000000000000012|t:0|a:|:|id:)|<\/datewatch setup:1|\|\|spoiler|steam:\/\//i;

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

test.each(REFUSED)('a text that turns the direction of writing is refused with the list: %j', (text) => {
  expect(read(listOf([text])).problems.map(({ message }) => message)).toContainEqual(
    expect.stringMatching(/^The character U\+\S+ cannot be shown to people/),
  );
});

test(`${SHOWN.length} hostile texts are reminded of, moved and answered with, and do nothing where they are shown`, async () => {
  const { emulator } = started;
  const put = (day: string) => writeFile(join(folder, 'list.yaml'), listOf(SHOWN, day));
  const subscriptions = [{ ...SUBSCRIPTION, leads: leads('1d 1h') }];
  const answers: StoredMessage[] = [];
  const ask = async (name: string, options: Record<string, string> = {}): Promise<void> => {
    const { message } = await emulator.interact.command({ name, options, userId: MANAGER });
    if (message !== undefined) answers.push(message);
  };
  const live = async (start: string, until: string, meanwhile = async () => {}): Promise<void> => {
    const running = await started.run({ start, until, config: { subscriptions, dataFolder: folder } });
    await running.worldEnded;
    await meanwhile();
    await running.stop();
  };
  await put('2026-05-04');
  await live('2026-05-03T00:00:00Z', '2026-05-03T12:00:00Z');
  await put('2026-05-05');
  await live('2026-05-03T12:00:00Z', '2026-05-05T18:00:00Z', async () => {
    for (const id of SHOWN.keys()) await ask('dates show', { name: `entry-${id}` });
    for (const name of ['dates list', 'dates changes', 'datewatch check']) await ask(name);
  });
  const messages = emulator.messages(CHANNEL).filter(({ nonce }) => nonce !== undefined);
  const reminded = new Set(messages.flatMap(({ components }) => JSON.stringify(components).match(/entry-\d+/g) ?? []));
  expect(reminded.size).toBe(SHOWN.length);
  expect(messages.flatMap((message) => effectsOf(message).map((effect) => `${effect}: ${message.content}`))).toEqual(
    [],
  );
  expect(answers).toHaveLength(SHOWN.length + 3);
  expect(answers.flatMap((answer) => notified(answer))).toEqual([]);
  expect(answers.flatMap(harmIn)).toEqual([]);
  expect(emulator.violations).toEqual([]);
});
