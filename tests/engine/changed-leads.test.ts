import { expect, onTestFinished, test } from 'vitest';
import { at, buildClaim, buildEvent, expires } from '../build/build-events.ts';
import { buildSubscription, leads } from '../build/build-subscriptions.ts';
import { startEngineFixture } from '../build/start-engine.ts';

const START = '2025-11-05T12:00:00Z';
const TRUCE = buildEvent('truce', [buildClaim('office', expires('2025-11-10'))], {
  zone: 'America/New_York',
  phrase: 'the truce',
});

/** A channel that asks for the last hour alone, two days before a deadline. */
async function open() {
  const fixture = await startEngineFixture(START, [TRUCE]);
  onTestFinished(fixture.close);
  await fixture.store.registry.putSubscription(buildSubscription('100', { leads: leads('1h'), since: at(START) }));
  await fixture.pass(START);
  await fixture.pass('2025-11-08T15:00:00Z');
  return fixture;
}

test('a manager who chooses other times gets no message for what was due before, until it is posted on purpose', async () => {
  const fixture = await open();
  await fixture.press('setup', ['leads', '100'], { values: ['7d 1d'] });
  expect(await fixture.pass('2025-11-08T15:00:01Z')).toEqual([]);
  expect(await fixture.rows()).toEqual(['truce 7d: skipped (not asked for then)']);
  const answer = await fixture.press('post-now', ['100']);
  expect(answer.message.content).toBe('On its way: truce.');
  expect(await fixture.pass('2025-11-08T15:00:02Z')).toEqual([
    '2025-11-08T15:00Z 100: Truce ends in 2 days: Mon 10 Nov, end of day New York.',
  ]);
  await expect(fixture.press('post-now', ['100'])).rejects.toThrow('Nothing is left to post here.');
  expect(await fixture.pass('2025-11-09T14:00:01Z')).toEqual([expect.stringContaining('tomorrow')]);
});

test('times that were taken back have what falls due after that, and nothing of the meantime', async () => {
  const fixture = await open();
  await fixture.press('setup', ['leads', '100'], { values: ['7d'] });
  await fixture.pass('2025-11-09T14:00:01Z');
  await fixture.press('setup', ['leads', '100'], { values: ['1d 0d'] });
  expect(await fixture.pass('2025-11-09T15:00:00Z')).toEqual([]);
  expect(await fixture.pass('2025-11-10T14:00:01Z')).toEqual([expect.stringContaining('today')]);
});

test('a press on Post it now by somebody who may not manage the server is refused, and posts nothing', async () => {
  const fixture = await open();
  await fixture.press('setup', ['leads', '100'], { values: ['7d 1d'] });
  await expect(fixture.press('post-now', ['100'], { mayManageServer: false })).rejects.toThrow('Manage Server');
  expect(await fixture.pass('2025-11-08T15:00:02Z')).toEqual([]);
});
