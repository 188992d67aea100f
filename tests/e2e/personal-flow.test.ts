import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { keepAccepted } from '../../src/app/start/load-list.ts';
import { readList } from '../../src/list/parse/read-list.ts';
import { setClockOnCard } from '../build/open-card.ts';
import { ANNOUNCED, allOf, controls, openPersonal, type PersonalFixture } from '../build/open-personal.ts';
import { CHANNEL, MANAGER, MEMBER } from '../build/start-world.ts';

const TRUCE = 'tariff-truce-expiry-2025';
const END = '2025-11-12T00:00:00Z';
const SEND_MESSAGES = 1n << 11n;

describe.concurrent('Remind me below a reminder, after a restart', () => {
  test('Remind me, pressed by two people at once below a reminder after a restart, brings both what each has chosen, and nobody else sees it', async (context) => {
    const { speakAt, goOn, remindChannel, press, choose, dmOf, written } = await openPersonal(context);
    const message = await remindChannel();
    await speakAt(ANNOUNCED, async () => {
      const people = [MANAGER, MEMBER];
      const asked = await Promise.all(people.map((user) => press(message, 'remind', user)));
      for (const answer of asked) {
        expect(answer).toMatchObject({ ephemeral: true, callbackType: 4 });
        expect(answer.content).toBe('U.S.–China tariff truce: when should I remind you?');
      }
      const [ofManager, ofMember] = asked;
      if (ofManager === undefined || ofMember === undefined) throw new Error('not asked');
      const saved = await Promise.all([
        choose(ofManager, 'remind-set', ['1d'], MANAGER),
        choose(ofMember, 'remind-set', ['1d', '1h']),
      ]);
      for (const answer of saved) expect(answer.content).toContain('Next reminder Sun 9 Nov 2025, 9 a.m. New York');
    });
    await goOn(ANNOUNCED, END);
    expect(written(dmOf(MANAGER))).toEqual([
      expect.stringContaining('Your reminders come here.'),
      expect.stringMatching(/^2025-11-09T14:00Z .*truce.*tomorrow/),
    ]);
    expect(written(dmOf(MEMBER)).slice(1)).toEqual([
      expect.stringMatching(/^2025-11-09T14:00Z .*tomorrow/),
      expect.stringMatching(/^2025-11-11T04:00Z U.S.–China tariff truce ends in 1 hour/),
    ]);
    expect(written(CHANNEL).join('\n')).not.toContain('<@14');
  });

  test('the commands in the menu of a reminder remind of its event and say why it came, to whoever asks', async (context) => {
    const { emulator, speakAt, goOn, remindChannel, choose, dmOf, written } = await openPersonal(context);
    const messageId = (await remindChannel()).id;
    const choosing = { messageId, channelId: CHANNEL, userId: MEMBER };
    await speakAt(ANNOUNCED, async () => {
      const why = await emulator.interact.messageCommand({ ...choosing, name: 'Why was this posted?' });
      expect(why).toMatchObject({ ephemeral: true, content: 'This channel follows this date.' });
      expect(allOf(why)).toContain('7 days before');
      const remind = await emulator.interact.messageCommand({ ...choosing, name: 'Remind me about this' });
      expect(remind.ephemeral).toBe(true);
      expect((await choose(remind, 'remind-set', ['1d'])).content).toContain('Next reminder Sun 9 Nov 2025');
    });
    await goOn(ANNOUNCED, '2025-11-09T15:00:00Z');
    const dm = dmOf(MEMBER);
    expect(written(dm).at(-1)).toMatch(/^2025-11-09T14:00Z .*tomorrow/);
    await speakAt('2025-11-09T15:00:00Z', async () => {
      const mine = { messageId: emulator.messages(dm).at(-1)?.id ?? '', channelId: dm, userId: MEMBER };
      const why = await emulator.interact.messageCommand({ ...mine, name: 'Why was this posted?' });
      expect(why.content).toBe('You asked for this reminder.');
    });
  });

  test('a reminder by direct message is put off by an hour, over a restart, and comes again then, true for that time', async (context) => {
    const { emulator, speakAt, goOn, remindChannel, press, choose, dmOf, written } = await openPersonal(context);
    const message = await remindChannel();
    await speakAt(ANNOUNCED, async () => {
      await choose(await press(message, 'remind'), 'remind-set', ['1d']);
    });
    await goOn(ANNOUNCED, '2025-11-09T15:00:00Z');
    const dm = dmOf(MEMBER);
    await speakAt('2025-11-09T15:00:00Z', async () => {
      const answer = await press(emulator.messages(dm).at(-1), 'snooze');
      expect(answer.content).toBe('I’ll remind you again Sun 9 Nov 2025, 11 a.m. New York.');
    });
    await goOn('2025-11-09T15:00:00Z', '2025-11-09T17:00:00Z');
    expect(written(dm).slice(-2)).toEqual([
      expect.stringMatching(/^2025-11-09T14:00Z .*tomorrow/),
      expect.stringMatching(/^2025-11-09T16:00Z .*tomorrow/),
    ]);
  });

  test('Remind me works also below a reminder by direct message, and Add to calendar below its details', async (context) => {
    const { emulator, speakAt, goOn, remindChannel, press, choose, ask, dmOf, written } = await openPersonal(context);
    const message = await remindChannel();
    await speakAt(ANNOUNCED, async () => {
      const file = await press((await press(message, 'details')).message, 'calendar');
      expect(file.ephemeral).toBe(true);
      expect(file.message?.attachments.map(({ filename }) => filename)).toEqual([`${TRUCE}.ics`]);
      expect(controls(file.message)[0]?.['url']).toMatch(/^https:\/\/calendar\.google\.com\//);
      await choose(await press(message, 'remind'), 'remind-set', ['1d']);
    });
    await goOn(ANNOUNCED, '2025-11-09T15:00:00Z');
    const dm = dmOf(MEMBER);
    await speakAt('2025-11-09T15:00:00Z', async () => {
      const reminder = emulator.messages(dm).at(-1);
      expect((await press((await press(reminder, 'details')).message, 'calendar')).message?.attachments).toHaveLength(
        1,
      );
      const details = allOf(await press(reminder, 'details'));
      expect(details).toContain('Your reminders');
      expect(details).not.toContain('this channel');
      const answer = await choose(await press(reminder, 'remind'), 'remind-set', ['15m']);
      expect(answer.content).toContain('Next reminder Mon 10 Nov 2025, 11:45 p.m. New York');
      expect(allOf(await ask('remind list', {}, dm))).toContain('15 minutes before');
    });
    await goOn('2025-11-09T15:00:00Z', END);
    expect(written(dm).at(-1)).toMatch(/^2025-11-11T04:45Z U.S.–China tariff truce ends in 15 minutes/);
  });
});

describe.concurrent('direct messages that are closed', () => {
  test('direct messages that are closed are reported at once, and the reminder comes with a mention where it was asked for', async (context) => {
    const { emulator, speakAt, goOn, remindChannel, press, choose, ask, written } = await openPersonal(context);
    const message = await remindChannel();
    emulator.change.closeDms(MEMBER, true);
    await speakAt(ANNOUNCED, async () => {
      const saved = await choose(await press(message, 'remind'), 'remind-set', ['1d']);
      expect(allOf(saved)).toContain(
        `Your direct messages are closed to me, so I mention you in <#${CHANNEL}> instead`,
      );
    });
    await goOn(ANNOUNCED, END);
    const mentions = emulator.messages(CHANNEL).filter(({ content }) => content.startsWith(`<@${MEMBER}> `));
    expect(mentions).toHaveLength(1);
    expect(new Date(mentions[0]?.createdMs ?? 0).toISOString()).toBe('2025-11-09T14:00:00.000Z');
    expect(JSON.stringify(mentions[0]?.embeds)).toContain('because your direct messages are closed');
    await speakAt(END, async () => {
      const listed = allOf(await ask('remind list'));
      expect(listed).toContain('could not reach you');
      expect(listed).toContain(`<#${CHANNEL}>`);
      // Neither the channel nor its managers have anything to do with it.
      expect(allOf(await ask('datewatch check', {}, CHANNEL, MANAGER))).not.toContain('paused');
    });
    expect(written(CHANNEL).join('\n')).not.toContain('have stopped');
  });

  test('direct messages that were closed later are met in the same way, and used again once they are open', async (context) => {
    const { emulator, speakAt, goOn, remindChannel, press, choose, dmOf, written } = await openPersonal(context);
    const message = await remindChannel();
    await speakAt(ANNOUNCED, async () => {
      await choose(await press(message, 'remind'), 'remind-set', ['1d', '1h']);
    });
    emulator.change.closeDms(MEMBER, true);
    await goOn(ANNOUNCED, '2025-11-10T00:00:00Z');
    expect(written(CHANNEL).filter((line) => line.includes(`<@${MEMBER}>`))).toHaveLength(1);
    emulator.change.closeDms(MEMBER, false);
    await goOn('2025-11-10T00:00:00Z', END);
    expect(written(CHANNEL).filter((line) => line.includes(`<@${MEMBER}>`))).toHaveLength(1);
    expect(written(dmOf(MEMBER)).slice(1)).toEqual([
      expect.stringMatching(/^2025-11-11T04:00Z U.S.–China tariff truce ends in 1 hour/),
    ]);
  });

  test('with closed direct messages nothing is saved where the bot may not write in the channel either', async (context) => {
    const { emulator, speakAt, goOn, remindChannel, press, choose, ask, written } = await openPersonal(context);
    const message = await remindChannel();
    emulator.change.closeDms(MEMBER, true);
    emulator.change.setBotOverwrite(CHANNEL, { allow: 0n, deny: SEND_MESSAGES });
    await speakAt(ANNOUNCED, async () => {
      const refused = await choose(await press(message, 'remind'), 'remind-set', ['1d']);
      expect(allOf(refused)).toContain('Nothing was saved');
      expect((await ask('remind list')).content).toBe('You have no reminders.');
    });
    await goOn(ANNOUNCED, END);
    expect(written(CHANNEL)).toHaveLength(1);
  });
});

/** Made up for these tests: one filing, with its date as the list writes it. */
const listOf = (date: string) => `covers: Made up for a test
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
        date: { ${date} }
`;

describe.concurrent('what a person has asked for', () => {
  const NOW = '2025-10-20T12:00:00Z';

  /** Somebody asks for reminders of the permits; then the list reads otherwise, from one day to the next. */
  async function askThenEdit({ state, speakAt, goOn, ask, dmOf, written }: PersonalFixture, lists: readonly string[]) {
    const dataFolder = await mkdtemp(join(tmpdir(), 'datewatch-personal-'));
    const [first = '', ...edits] = lists;
    try {
      await writeFile(join(dataFolder, 'own.yaml'), first);
      const say = async () => {
        const saved = await ask('remind me', { event: 'permits', lead: '1d 1h' });
        expect(saved.content).toMatch(/^Saved/);
      };
      await speakAt(NOW, say, { dataFolder });
      const days = ['2025-10-20T12:00:00Z', '2025-10-21T12:00:00Z', '2025-10-22T12:00:00Z'];
      for (const [at, edit] of edits.entries()) {
        await writeFile(join(dataFolder, 'own.yaml'), edit);
        await keepAccepted(state).write(readList(dataFolder).list?.version ?? '');
        await goOn(days[at] ?? END, at === edits.length - 1 ? END : (days[at + 1] ?? END), { dataFolder });
      }
    } finally {
      await rm(dataFolder, { recursive: true, force: true });
    }
    expect(written(CHANNEL)).toEqual([]);
    return written(dmOf(MEMBER)).slice(1);
  }

  test('a personal reminder waits for an exact date and moves with it, with a word by direct message each time', async (context) => {
    const lists = ['month: 2025-11, edge: closes', 'closes: 2025-11-05 17:00', 'closes: 2025-11-07 17:00'];
    const [exact, later, ...reminders] = await askThenEdit(await openPersonal(context), lists.map(listOf));
    expect(exact).toMatch(/^2025-10-20T12:00Z .*permits.*5 Nov/);
    expect(later).toMatch(/^2025-10-21T12:00Z 2 days later: Port permits now closes .*7 Nov/);
    expect(reminders.map((line) => line.slice(0, 17))).toEqual(['2025-11-06T14:00Z', '2025-11-07T21:00Z']);
  });

  test('a person hears that an event they asked for has left the list, though nothing was said of it before', async (context) => {
    const list = listOf('closes: 2025-11-05 17:00');
    const posted = await askThenEdit(await openPersonal(context), [list, list.replaceAll('permits', 'licences')]);
    expect(posted).toEqual([expect.stringMatching(/^2025-10-20T12:00Z .*permits/)]);
  });

  test('what a person has asked for is listed, changed and cancelled by /remind list; the rest comes', async (context) => {
    const { speakAt, goOn, press, choose, ask, dmOf, written } = await openPersonal(context);
    await speakAt(NOW, async () => {
      await ask('remind me', { event: 'asean-summit-2025', lead: '1d' });
      await ask('remind me', { event: TRUCE, lead: '7d 1d' });
      const list = await ask('remind list');
      expect(list.content).toBe('You have reminders for 2 events. Next: Sat 25 Oct 2025, 9 a.m. New York.');
      const opened = await choose(list, 'reminders-open', ['asean-summit-2025']);
      expect(opened.callbackType).toBe(7);
      expect((await press(opened.message, 'remind-off')).content).toBe('ASEAN summit: no more reminders.');
      const other = await choose(await ask('remind list'), 'reminders-open', [TRUCE]);
      expect((await choose(other, 'remind-set', ['1d'])).content).toContain('Sun 9 Nov 2025, 9 a.m.');
    });
    await goOn(NOW, END);
    expect(written(dmOf(MEMBER)).slice(1)).toEqual([expect.stringMatching(/^2025-11-09T14:00Z .*truce/)]);
  });

  test('all that a person has asked for can be cancelled after one more question, and forgotten', async (context) => {
    const { speakAt, goOn, press, ask, dmOf, written } = await openPersonal(context);
    await speakAt(NOW, async () => {
      await ask('remind me', { event: TRUCE, lead: '1d' });
      const asked = await press((await ask('remind list')).message, 'reminders-clear');
      expect(asked.content).toBe('Cancel your reminders of 1 event?');
      const gone = await press(asked.message, 'reminders-clear');
      expect(gone.content).toBe('Cancelled: your reminders of 1 event.');
      expect((await press(gone.message, 'reminders-forget')).content).toContain('Forgotten');
    });
    await goOn(NOW, END);
    expect(written(dmOf(MEMBER))).toHaveLength(1);
  });

  test('a personal reminder comes in the morning of the person’s own zone once the form of Time zone names it, and for nobody else', async (context) => {
    const { emulator, speakAt, goOn, ask, press, dmOf, written } = await openPersonal(context);
    await speakAt(NOW, async () => {
      for (const user of [MEMBER, MANAGER]) await ask('remind me', { event: TRUCE, lead: '1d' }, CHANNEL, user);
      const list = await ask('remind list');
      const opened = await press(list.message, 'reminders-zone');
      expect(opened.callbackType).toBe(9);
      const fields = { zone: 'Seoul', time: '8:30am' };
      const set = await emulator.interact.modalSubmit({ customId: 'reminders-zone', fields, userId: MEMBER });
      expect(allOf(set)).toContain('Sun 9 Nov 2025, 23:00 → Sun 9 Nov 2025, 08:30');
      // A person's own subscriptions are no business of the server.
      expect(allOf(await ask('datewatch check', {}, CHANNEL, MANAGER))).not.toContain(dmOf(MEMBER));
    });
    await goOn(NOW, END);
    expect(written(dmOf(MEMBER)).at(-1)).toMatch(/^2025-11-08T23:30Z /);
    expect(written(dmOf(MANAGER)).at(-1)).toMatch(/^2025-11-09T14:00Z /);
  });

  test('a personal reminder begins with the clock of the server in which it was asked for', async (context) => {
    const { emulator, speakAt, goOn, ask, dmOf, written } = await openPersonal(context);
    await speakAt(NOW, async () => {
      await setClockOnCard({ emulator }, { zone: 'Berlin' });
      expect((await ask('remind me', { event: TRUCE, lead: '1d' })).content).toContain('09:00 Berlin');
    });
    await goOn(NOW, END);
    expect(written(dmOf(MEMBER)).at(-1)).toMatch(/^2025-11-09T08:00Z /);
  });
});
