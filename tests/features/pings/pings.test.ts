import { expect, test } from 'vitest';
import { LIVING_CERTAINTIES } from '../../../src/model/event.ts';
import { PING_KINDS } from '../../../src/model/subscription.ts';
import { call, channel, role } from '../../build/build-calls.ts';
import { expectSound } from '../../build/check-message.ts';
import { makeContext } from '../../build/command-context.ts';
import { allText, refusal, run } from '../../build/run-command.ts';
import { exchange, transcript } from '../../build/write-transcript.ts';

const AUTUMN = '2025-10-24T16:00:00Z';

async function subscribed() {
  const made = await makeContext({ now: AUTUMN });
  await run('datewatch subscribe', call({ role: role() }), made.context);
  return made;
}

test('/datewatch pings reads as reviewed', async () => {
  const { context } = await subscribed();
  await run('datewatch subscribe', call({ channel: channel('200') }), context);
  const answers = [
    exchange('/datewatch pings', await run('datewatch pings', call(), context)),
    exchange(
      '/datewatch pings message:catch-up ping:False',
      await run('datewatch pings', call({ message: 'catch-up', ping: false }), context),
    ),
    exchange(
      '/datewatch pings certainty:threatened ping:True',
      await run('datewatch pings', call({ certainty: 'threatened', ping: true }), context),
    ),
    exchange(
      '/datewatch pings once more',
      await run('datewatch pings', call({ certainty: 'threatened', ping: true }), context),
    ),
    exchange(
      '/datewatch pings channel:#no-role',
      await run('datewatch pings', call({ channel: channel('200') }), context),
    ),
    exchange('/datewatch pings ping:True', await refusal('datewatch pings', call({ ping: true }), context)),
    exchange(
      '/datewatch pings channel:#other',
      await refusal('datewatch pings', call({ channel: channel('300') }), context),
    ),
  ];
  await expect(transcript('/datewatch pings', answers)).toMatchFileSnapshot('../transcripts/pings.md');
});

test.each(PING_KINDS)('/datewatch pings switches %s off and on again, and leaves no trace of it', async (message) => {
  const { context, changes } = await subscribed();
  expectSound(await run('datewatch pings', call({ message, ping: false }), context));
  expect((await context.registry.subscription('100'))?.pingless).toEqual([message]);
  await run('datewatch pings', call({ message, ping: true }), context);
  expect(await context.registry.subscription('100')).not.toHaveProperty('pingless');
  expect(changes.count).toBe(3);
});

test.each(LIVING_CERTAINTIES)('/datewatch pings switches dates that are %s', async (certainty) => {
  const { context } = await subscribed();
  await run('datewatch pings', call({ certainty, ping: true }), context);
  expect((await context.registry.subscription('100'))?.pingFor).toEqual(
    LIVING_CERTAINTIES.filter((each) => each === 'confirmed' || each === certainty),
  );
  await run('datewatch pings', call({ certainty, ping: false }), context);
  expect((await context.registry.subscription('100'))?.pingFor).toEqual(certainty === 'confirmed' ? [] : ['confirmed']);
});

test('/datewatch pings switches both at once, keeps the window, and says what it was', async () => {
  const { context } = await subscribed();
  const before = await context.registry.subscription('100');
  const reply = await run('datewatch pings', call({ message: 'notice', certainty: 'confirmed', ping: false }), context);
  expect(reply.message.content).toBe('Saved: messages about changes and dates that are confirmed will not ping.');
  expect(allText(reply)).toContain('<@&900>, for dates that are confirmed');
  const after = await context.registry.subscription('100');
  expect(after).toEqual({ ...before, pingFor: [], pingless: ['notice'], version: after?.version });
});

test('/datewatch pings writes nothing where it stands so, or where it only shows', async () => {
  const { context, changes } = await subscribed();
  const revision = await context.registry.revision();
  await run('datewatch pings', call(), context);
  await run('datewatch pings', call({ message: 'reminder', ping: true }), context);
  expect(await context.registry.revision()).toBe(revision);
  expect(changes.count).toBe(1);
});

test.each([
  [{ message: 'reminder' }, 'To choose, name'],
  [{ certainty: 'expected' }, 'To choose, name'],
  [{ message: 'digest', ping: true }, 'none of the choices for `message`'],
  [{ certainty: 'cancelled', ping: true }, 'none of the choices for `certainty`'],
])('/datewatch pings refuses %j and changes nothing', async (options, words) => {
  const { context, changes } = await subscribed();
  expect(await refusal('datewatch pings', call(options), context)).toContain(words);
  expect(changes.count).toBe(1);
});

test('/datewatch pings refuses members, channels of other servers and those the caller cannot see', async () => {
  const { context } = await subscribed();
  expect(await refusal('datewatch pings', call({}, { mayManageServer: false }), context)).toContain('Manage Server');
  expect(await refusal('datewatch pings', call({}, { guild: '2' }), context)).toContain('has no subscription');
  const hidden = channel('100', { callerMay: new Set() });
  expect(await refusal('datewatch pings', call({ channel: hidden }), context)).toContain('cannot see');
});
