import { expect, test } from 'vitest';
import { ofGuild, type Subscription } from '../../../src/model/subscription.ts';
import { call, channel, press, role } from '../../build/build-calls.ts';
import { at } from '../../build/build-events.ts';
import { leads } from '../../build/build-subscriptions.ts';
import { expectSound } from '../../build/check-message.ts';
import { makeContext } from '../../build/command-context.ts';
import { allText, complete, refusal, run, runPress } from '../../build/run-command.ts';
import { setServerClock } from '../../build/setup-screen.ts';
import { exchange, transcript } from '../../build/write-transcript.ts';

const AUTUMN = '2025-10-24T16:00:00Z';

/** A channel that has chosen everything that `/datewatch subscribe` has no option for. */
const CHOOSY: Subscription = {
  owner: ofGuild('1'),
  channel: '100',
  filter: { topics: null, kinds: null, regions: ['us'], muted: ['tariff-truce-expiry-2025', 'gone'] },
  leads: null,
  leadsByKind: { tariff: leads('14d 2h') },
  quiet: { from: '21:00', until: '08:00' },
  role: '900',
  pingFor: ['confirmed', 'expected'],
  pingless: ['notice'],
  notices: { new: 'post' },
  since: at('2025-10-01T00:00:00Z'),
  madeBy: 'command',
  paused: null,
};

test('/datewatch subscribe with choices reads as reviewed', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await context.registry.putSubscription({ ...CHOOSY, channel: '200' });
  const all = {
    region: 'china',
    certainty: 'threatened, confirmed',
    words: 'tariff, truce',
    block: 'rare earths',
    quiet: '22:00-07:00',
  };
  const answers = [
    exchange('/datewatch subscribe with every choice', await run('datewatch subscribe', call(all), context)),
    exchange(
      '/datewatch subscribe in a channel that had chosen more',
      await run('datewatch subscribe', call({ channel: channel('200'), role: role() }), context),
    ),
    exchange('/datewatch subscribe quiet:late', await refusal('datewatch subscribe', call({ quiet: 'late' }), context)),
    exchange(
      '/datewatch subscribe quiet:09:00-9:00',
      await refusal('datewatch subscribe', call({ quiet: '09:00-9:00' }), context),
    ),
    exchange(
      '/datewatch subscribe region:Chnia',
      await refusal('datewatch subscribe', call({ region: 'Chnia' }), context),
    ),
    exchange(
      '/datewatch subscribe certainty:sure',
      await refusal('datewatch subscribe', call({ certainty: 'sure' }), context),
    ),
    exchange(
      '/datewatch subscribe words:…',
      await refusal('datewatch subscribe', call({ words: '…, tariff' }), context),
    ),
  ];
  await expect(transcript('/datewatch subscribe', answers)).toMatchFileSnapshot('../transcripts/subscribe-choice.md');
});

test('/datewatch subscribe saves each part, keeps what is left out, and takes a part back by `all` or `none`', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const options = {
    region: 'China, us',
    certainty: 'Expected,confirmed',
    words: ' Tariff , tariff; truce',
    block: 'visa',
    quiet: '22:00 – 7:00',
  };
  expectSound(await run('datewatch subscribe', call(options), context));
  const saved = await context.registry.subscription('100');
  expect(saved?.filter).toEqual({
    topics: null,
    kinds: null,
    regions: ['china', 'us'],
    certainties: ['confirmed', 'expected'],
    words: { allow: ['Tariff', 'truce'], block: ['visa'] },
  });
  expect(saved?.quiet).toEqual({ from: '22:00', until: '07:00' });
  await run('datewatch subscribe', call({ block: 'fees', leads: '2d' }), context);
  const narrowed = await context.registry.subscription('100');
  expect(narrowed?.filter).toEqual({ ...saved?.filter, words: { allow: ['Tariff', 'truce'], block: ['fees'] } });
  expect(narrowed).toMatchObject({ quiet: saved?.quiet, leads: leads('2d') });
  const back = { region: 'all', certainty: 'any', words: 'none', block: 'none', quiet: 'none', leads: 'default' };
  await run('datewatch subscribe', call(back), context);
  const plain = await context.registry.subscription('100');
  expect(plain).toMatchObject({ filter: { topics: null, kinds: null }, leads: null });
  expect(Object.keys(plain?.filter ?? {}).sort()).toEqual(['kinds', 'topics']);
  expect(plain).not.toHaveProperty('quiet');
});

test('/datewatch subscribe used again changes one option, keeps all others, and shows old and new in one line', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await context.registry.putSubscription(CHOOSY);
  const reply = await run('datewatch subscribe', call({ role: role('901') }), context);
  expect(await context.registry.subscription('100')).toMatchObject({
    filter: CHOOSY.filter,
    quiet: CHOOSY.quiet,
    leadsByKind: CHOOSY.leadsByKind,
    pingFor: CHOOSY.pingFor,
    pingless: CHOOSY.pingless,
    notices: CHOOSY.notices,
    role: '901',
  });
  const [mention, ...rows] = reply.message.cards[0]?.description?.split('\n') ?? [];
  expect(mention).toBe('<#100>');
  expect(rows).toEqual([
    '**Ping** ~~<@&900>, for dates that are confirmed, expected; not by messages about changes~~ → **<@&901>, for dates that are confirmed, expected; not by messages about changes**',
  ]);
  expect(reply.message.controls.flat()).toMatchObject([{ label: 'Undo' }]);
});

test('/datewatch subscribe with reset starts anew, and Undo brings back what was there', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await context.registry.putSubscription(CHOOSY);
  const reply = await run('datewatch subscribe', call({ reset: true, leads: '2d' }), context);
  const fresh = await context.registry.subscription('100');
  expect(fresh).toMatchObject({ filter: { topics: null, kinds: null }, leads: leads('2d'), role: null });
  for (const gone of ['quiet', 'leadsByKind', 'pingless', 'notices']) expect(fresh).not.toHaveProperty(gone);
  expect(fresh?.pingFor).toEqual(['confirmed']);
  const undo = reply.message.controls.flat().at(-1);
  await runPress('undo', press(undo !== undefined && 'id' in undo ? undo.id.split(':').slice(1) : []), context);
  expect(await context.registry.subscription('100')).toMatchObject({ quiet: CHOOSY.quiet, notices: CHOOSY.notices });
});

test('/datewatch subscribe says so where nothing is another than it was', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await run('datewatch subscribe', call({ leads: '2d' }), context);
  const same = await run('datewatch subscribe', call({ leads: '2 days' }), context);
  expect(same.message.content).toMatch(/^Nothing to change\. Next reminder /);
  expect(same.message.controls).toEqual([]);
});

test('/datewatch subscribe names reminders that its quiet hours have moved, and none of what is filtered out', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await setServerClock(context, { time: '23:00' });
  const reply = await run(
    'datewatch subscribe',
    call({ kind: 'truce', leads: '7d 1h', quiet: '22:00-07:00' }),
    context,
  );
  expect(reply.message.content).toBe('Subscribed. Next reminder Tue 4 Nov 2025, 7 a.m. New York.');
  expect(allText(reply)).toContain('Mon 10 Nov 2025, 11 p.m.');
  const none = await run('datewatch subscribe', call({ words: 'truce', block: 'tariff' }), context);
  expect(none.message.content).toBe('Changed. Nothing is ahead yet.');
});

test('/datewatch subscribe says that the server is paused, and names the first reminder after the pause', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await run('datewatch pause', call({ until: '2025-11-05' }), context);
  const reply = await run('datewatch subscribe', call(), context);
  expect(allText(reply)).toContain('Until Wed 5 Nov 2025, 12:00 a.m. New York. `/datewatch resume` ends it now.');
  expect(reply.message.content).toBe('Subscribed. Next reminder Sun 9 Nov 2025, 9 a.m. New York.');
});

test.each([
  [{ quiet: '25:00-07:00' }, 'Try `10pm-7am`'],
  [{ quiet: 'nights' }, 'Try `10pm-7am`'],
  [{ quiet: '`@everyone`' }, 'Try `10pm-7am`'],
  [{ region: 'a,b,c,d,e,f,g,h,i,j,k' }, 'too many'],
  [{ certainty: 'cancelled' }, 'is not a certainty'],
  [{ words: 'a,b,c,d,e,f,g,h,i,j,k' }, '11 words in `words` are too many'],
  [{ block: 'x'.repeat(51) }, 'in `block` is too long'],
])('/datewatch subscribe refuses %j and changes nothing', async (options, words) => {
  const { context, changes } = await makeContext({ now: AUTUMN });
  const text = await refusal('datewatch subscribe', call(options), context);
  expect(text).toContain(words);
  expect(text).not.toContain('@everyone');
  expect(text).toContain('Nothing was changed.');
  expect(changes.count).toBe(0);
});

test('/datewatch subscribe completes regions and certainties, after a comma too', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const offered = async (name: string, typed: string) =>
    (await complete('datewatch subscribe', name, typed, call(), context)).map(({ value }) => value);
  expect(await offered('region', 'chi')).toEqual(['china']);
  expect(await offered('certainty', '')).toEqual(['confirmed', 'expected', 'tentative', 'threatened']);
  expect(await offered('certainty', 'confirmed, ex')).toEqual(['confirmed, expected']);
});

test('a person’s own reminders are no business of a server’s /datewatch check', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await run('datewatch subscribe', call(), context);
  const fallback = { guild: '1', channel: '100' };
  await context.registry.putSubscription({
    ...CHOOSY,
    owner: { kind: 'person', user: '500' },
    channel: '777',
    fallback,
  });
  const reply = await run('datewatch check', call(), context);
  expect(reply.message.content).toBe('All well in 1 channel.');
  expect(allText(reply)).not.toContain('777');
});

test('/datewatch subscribe says of an announcement channel whether its followers get what is posted, keeps that choice, and says where there are none', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const news = channel('300', { kind: 'announcement' });
  const published = async () => (await context.registry.subscription('300'))?.publish;
  expect(allText(await run('datewatch subscribe', call({ channel: news }), context))).toContain(
    'Published to the channels that follow this one; Discord allows 10 an hour.',
  );
  expect(await published()).toBeUndefined();
  const off = await run('datewatch subscribe', call({ channel: news, publish: false }), context);
  expectSound(off);
  expect(allText(off)).toContain('Not published. `publish: True` sends them');
  expect(allText(await run('datewatch check', call(), context))).toContain('not published to followers');
  await run('datewatch subscribe', call({ channel: news }), context);
  expect(await published()).toBe(false);
  await run('datewatch subscribe', call({ channel: news, publish: true }), context);
  expect(await published()).toBeUndefined();
  expect(allText(await run('datewatch subscribe', call({ publish: true }), context))).toContain(
    'only an announcement channel',
  );
});
