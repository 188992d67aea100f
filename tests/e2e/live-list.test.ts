import { mkdir, mkdtemp, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, type TestContext, test } from 'vitest';
import type { StoredMessage } from '../../emulator/world/world.ts';
import type { Config } from '../../src/config/config.ts';
import { readControlId } from '../../src/model/control-id.ts';
import { CHANNEL, MANAGER, MEMBER, OTHER_CHANNEL, SUBSCRIPTION, startWorld } from '../build/start-world.ts';

const START = '2025-10-20T12:00:00Z';

/** Made up for these tests. The deadline stands in the line that a broken edit breaks. */
const listOf = (day: string) => `covers: Made up for a test
zone: America/New_York
sources:
  office: { name: Port office }
events:
  - id: permits
    title: Port permits
    phrase: the window for port permits
    kind: filing
    certainty: confirmed
    topics: [ships]
    claims:
      - source: office
        published: 2025-10-01
        date: { closes: ${day} 17:00 }
`;
const DATE_LINE = 15;

/** The real program over an emulated Discord, with a folder of lists that people edit. Closed when the test ends. */
async function live(
  { onTestFinished }: TestContext,
  list: string,
  maintainers: Config['maintainers'] = { channel: OTHER_CHANNEL },
) {
  const folder = await mkdtemp(join(tmpdir(), 'datewatch-live-'));
  const data = join(folder, 'data');
  await mkdir(data);
  const save = (text: string) => writeFile(join(data, 'own.yaml'), text);
  await save(list);
  const started = await startWorld({ channelLimit: 'off' });
  onTestFinished(async () => {
    await started.close();
    await rm(folder, { recursive: true, force: true });
  });
  const { emulator } = started;
  const config = { subscriptions: [SUBSCRIPTION], dataFolder: data, maintainers };
  const run = (start = START) => started.run({ start, until: '2025-10-21T12:00:00Z', speed: 1, config });
  const ask = async (name: string, options: Record<string, string> = {}, userId = MANAGER, channelId = CHANNEL) => {
    const answer = await emulator.interact.command({ name, options, userId, channelId });
    return `${answer.content}\n${JSON.stringify(answer.message?.embeds ?? [])}`;
  };
  /** The first message of a channel that says this. */
  const said = (channel: string, words: string): Promise<StoredMessage> =>
    emulator.until(`a message that says "${words}"`, () =>
      emulator.messages(channel).find((message) => textOf(message).includes(words)),
    );
  /** What the channel was sent unasked: posts carry a nonce, answers to commands do not. */
  const posted = (channel: string) => emulator.messages(channel).filter(({ nonce }) => nonce !== undefined);
  return { emulator, data, save, run, ask, said, posted };
}

/** The id of the button of a message that begins so. */
const customIdIn = ({ components }: StoredMessage, begin: string): string =>
  new RegExp(`"custom_id":"(${begin}[^"]*)"`).exec(JSON.stringify(components))?.[1] ?? 'none';

const textOf = ({ content, embeds }: StoredMessage) => `${content}\n${JSON.stringify(embeds)}`;

describe.concurrent('while the program runs', () => {
  test('a valid edit takes effect within seconds: a notice, /dates show, /dates changes', async (context) => {
    const { emulator, save, run, ask, said, posted } = await live(context, listOf('2025-11-05'));
    await run();
    expect(await ask('dates show', { name: 'permits' })).toContain('5 Nov 2025');
    await save(listOf('2025-11-04'));
    const notice = await said(CHANNEL, 'Port permits · earlier');
    expect(notice.content).toMatch(/^A day earlier: Port permits now closes .*4 Nov/);
    const event = await ask('dates show', { name: 'permits' });
    expect(event).toContain('4 Nov 2025');
    expect(event).not.toContain('5 Nov 2025');
    expect(await ask('dates changes', {}, MEMBER)).toContain(
      'until Wed 5 Nov, 5 p.m. New York → until Tue 4 Nov, 5 p.m. New York',
    );
    expect(posted(CHANNEL)).toHaveLength(1);
    expect(emulator.violations).toEqual([]);
  });

  test('a broken edit keeps the last good list and is reported with file and line, and so is its repair', async (context) => {
    const { emulator, save, run, ask, said, posted } = await live(context, listOf('2025-11-05'));
    await run();
    await save(listOf('2025-11-31'));
    const broken = await said(OTHER_CHANNEL, 'is broken');
    expect(textOf(broken)).toContain(`own.yaml:${DATE_LINE}`);
    expect(await ask('dates show', { name: 'permits' })).toContain('5 Nov 2025');
    const status = await ask('datewatch check', {}, MANAGER, OTHER_CHANNEL);
    expect(status).toContain(`own.yaml:${DATE_LINE}`);
    // Lines of files are for the maintainers' channel alone.
    const elsewhere = await ask('datewatch check');
    expect(elsewhere).not.toContain(`own.yaml:${DATE_LINE}`);
    expect(elsewhere).toContain('the last good list stays in force');
    await save(listOf('2025-11-05'));
    await said(OTHER_CHANNEL, 'in order again');
    expect(await ask('datewatch check', {}, MANAGER, OTHER_CHANNEL)).not.toContain(`own.yaml:${DATE_LINE}`);
    // The list is what it was: nobody else has anything to hear.
    expect(posted(CHANNEL)).toEqual([]);
    expect(emulator.violations).toEqual([]);
  });

  test('an empty folder, and one that is gone, cancel nothing', async (context) => {
    const { data, save, run, ask, said, posted } = await live(context, listOf('2025-11-05'));
    await run();
    await unlink(join(data, 'own.yaml'));
    await said(OTHER_CHANNEL, 'is broken');
    expect(await ask('dates show', { name: 'permits' })).toContain('5 Nov 2025');
    await rename(data, `${data}-away`);
    await said(OTHER_CHANNEL, 'does not exist');
    expect(await ask('dates show', { name: 'permits' })).toContain('5 Nov 2025');
    await rename(`${data}-away`, data);
    await save(listOf('2025-11-05'));
    await said(OTHER_CHANNEL, 'in order again');
    expect(posted(CHANNEL)).toEqual([]);
  });

  test('deleting one of two files takes nothing back, over a restart too, until a maintainer accepts it', async (context) => {
    const { emulator, data, run, ask, said, posted } = await live(context, listOf('2025-11-05'));
    await writeFile(join(data, 'other.yaml'), listOf('2025-10-20').replaceAll('ermits', 'asses'));
    const first = await run('2025-10-20T12:59:58Z');
    await said(CHANNEL, 'Port passes');
    await unlink(join(data, 'other.yaml'));
    const report = await said(OTHER_CHANNEL, 'lost 1 of its 2 entries');
    expect(textOf(report)).toContain('Nothing is left of');
    expect(await ask('datewatch check', {}, MANAGER, OTHER_CHANNEL)).toContain('The list has lost 1 of its 2 entries.');
    await first.stop();
    const second = await run('2025-10-20T13:05:00Z');
    expect(await ask('dates show', { name: 'passes' })).toContain('Port passes');
    expect(posted(OTHER_CHANNEL).filter((message) => textOf(message).includes('lost 1 of its 2'))).toHaveLength(1);
    expect(posted(CHANNEL)).toHaveLength(1);
    const accept = customIdIn(report, 'accept:');
    expect(await second.context.acceptList(readControlId(accept).args[0] ?? '', CHANNEL)).toBe('elsewhere');
    const answer = await emulator.interact.button({
      messageId: report.id,
      customId: accept,
      channelId: OTHER_CHANNEL,
      userId: MANAGER,
    });
    expect(answer.content).toBe('The shorter list of dates was accepted.');
    await said(CHANNEL, 'No longer listed');
    expect(await ask('datewatch check', {}, MANAGER, OTHER_CHANNEL)).not.toContain('has lost');
    expect(emulator.violations).toEqual([]);
  });

  test('maintainers who are a user hear of start, to-dos and stop by direct message', async (context) => {
    const { emulator, run } = await live(context, listOf('2025-10-30'), { user: MEMBER });
    const running = await run();
    const direct = () => [...emulator.world.channels.values()].find(({ recipientId }) => recipientId === MEMBER)?.id;
    const posted = (words: string) =>
      emulator.until(`a direct message that says "${words}"`, () => {
        const channel = direct();
        return channel !== undefined && emulator.messages(channel).some((message) => textOf(message).includes(words));
      });
    await posted('Datewatch started Mon 20 Oct 2025, ');
    await posted('To do: check Port permits');
    await running.stop();
    await posted('Datewatch stopped');
    expect(emulator.messages(direct()).map(({ content }) => content.replace(/ \d.*/, ''))).toEqual([
      'Datewatch started Mon',
      'To do: check Port permits, which is due Thu',
      'Datewatch stopped Mon',
    ]);
    expect(emulator.violations).toEqual([]);
  });
});
