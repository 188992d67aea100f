import { expect, test } from 'vitest';
import { momentKey } from '../../src/model/moment.ts';
import { nonceOf, postId } from '../../src/outbox/derive-nonce.ts';
import {
  attempt,
  claim,
  claimOne,
  DUE,
  handedBack,
  keyed,
  moment,
  NOW,
  post,
  reservation,
  sent,
  WORLD,
} from '../build/build-posts.ts';
import type { Fixture } from './exercise-outbox.ts';

export function exerciseKeyedPosts(fixture: Fixture): void {
  test('a post with a key is made once for its key, whatever else is said the second time', async () => {
    const { outbox } = fixture();
    expect(await outbox.reserve(reservation([keyed('closed 1')]))).toBe(1);
    expect(
      await outbox.reserve(
        reservation([keyed('closed 1', { due: DUE + 9 }, { kind: 'trouble', body: { what: 'deaf', why: 'other' } })]),
      ),
    ).toBe(0);
    expect(
      await outbox.reserve(
        reservation([keyed('closed 1', { channel: 'other' }, { kind: 'board', body: { print: '' } })]),
      ),
    ).toBe(0);
    expect(await outbox.posts({ channel: null, limit: 9 })).toMatchObject([
      { kind: 'trouble', channel: 'channel', due: DUE, key: 'closed 1', body: { what: 'deaf', why: 'closed 1' } },
    ]);
  });

  test('a post with a key is counted beside those with moments, twice in one reservation only once', async () => {
    const { outbox } = fixture();
    const plan = reservation([keyed('one'), post(['a']), keyed('two', { channel: 'b' }), keyed('one')]);
    expect(await outbox.reserve(plan)).toBe(3);
    expect(await outbox.reserve(plan)).toBe(0);
    expect(await outbox.posts({ channel: null, limit: 9 })).toHaveLength(3);
  });

  test('a post with a key has an id and a nonce that hang on kind, channel and key', async () => {
    const { outbox } = fixture();
    await outbox.reserve(reservation([keyed('closed 1')]));
    const { id, nonce } = await claimOne(outbox);
    expect(id).toBe(postId(DUE, ['trouble', 'channel', 'closed 1']));
    expect(nonce).toBe(nonceOf(id));
  });

  test('a post with a key hands over what it says and which message it edits, and no moments', async () => {
    const { outbox } = fixture();
    const body = { post: '“10”', revision: 2 };
    await outbox.reserve(reservation([keyed('fix', { edits: '777' }, { kind: 'correction', body })]));
    expect(await claimOne(outbox)).toMatchObject({
      kind: 'correction',
      key: 'fix',
      body,
      edits: '777',
      moments: [],
    });
  });

  test.each([
    { to: 'skipped', reason: 'muted' },
    { to: 'dead', reason: 'missing access' },
    { to: 'uncertain', reason: 'blind' },
    { to: 'sent', reason: 'on time', message: '5', at: DUE },
  ] as const)('a post with a key ends for good: $to', async (end) => {
    const { outbox } = fixture();
    await outbox.reserve(reservation([keyed('k')]));
    const { id, lease } = await claimOne(outbox);
    expect(await outbox.settle({ post: id, lease, moments: [], ...end })).toBe(true);
    expect(await outbox.post(id)).toMatchObject({ state: end.to, reason: end.reason });
    expect(await outbox.nextReady(WORLD)).toBeNull();
    expect(await outbox.reserve(reservation([keyed('k')]))).toBe(0);
  });

  test('a post with a key waits again when it is handed back, even by a settlement that names moments of another post', async () => {
    const { outbox } = fixture();
    await outbox.reserve(reservation([keyed('k')]));
    const foreign = { key: momentKey(moment('a')), state: 'skipped', reason: 'muted' } as const;
    const first = await claimOne(outbox);
    await attempt(outbox, first);
    await outbox.settle(handedBack(first, { readyAt: NOW, moments: [foreign] }));
    expect(await claimOne(outbox)).toMatchObject({ id: first.id, nonce: first.nonce, attempts: 1 });
  });

  test('a post with a key is claimed with the others of its channel, by urgency and one at a time', async () => {
    const { outbox } = fixture();
    await outbox.reserve(reservation([keyed('later', { urgency: DUE + 9e7 }), post(['a'])]));
    const [first, ...others] = await claim(outbox);
    expect([first?.kind, others.length]).toEqual(['reminder', 0]);
    if (first) await outbox.settle(sent(first));
    expect((await claimOne(outbox)).key).toBe('later');
  });

  test('a post with a key takes moments along: those that are new become its own, and all end with it', async () => {
    const { outbox } = fixture();
    await outbox.reserve(reservation([post(['known'])]));
    await outbox.settle(sent(await claimOne(outbox)));
    const both = post(['known', 'new'], { key: 'moved 7' });
    expect(await outbox.reserve(reservation([both]))).toBe(1);
    expect(await outbox.reserve(reservation([both]))).toBe(0);
    const held = await claimOne(outbox);
    expect([held.key, held.moments.map((row) => row.event)]).toEqual(['moved 7', ['new']]);
    await outbox.settle({ post: held.id, lease: held.lease, moments: [], to: 'skipped', reason: 'muted' });
    expect(await outbox.moments({ channels: null, events: ['new'] })).toMatchObject([{ state: 'skipped' }]);
  });

  test('a post with a new key is made although all its moments are known', async () => {
    const { outbox } = fixture();
    await outbox.reserve(reservation([post(['a'])]));
    await outbox.settle(sent(await claimOne(outbox)));
    expect(await outbox.reserve(reservation([post(['a'], { key: 'moved 7' })]))).toBe(1);
    expect(await claimOne(outbox)).toMatchObject({ key: 'moved 7', moments: [] });
  });

  test('a known key loses no moment that is new: it gets a post of its own', async () => {
    const { outbox } = fixture();
    await outbox.reserve(reservation([post(['a'], { key: 'moved 7' })]));
    const later = reservation([post(['a', 'b'], { key: 'moved 7' })]);
    expect(await outbox.reserve(later)).toBe(1);
    expect(await outbox.reserve(later)).toBe(0);
    await outbox.settle(sent(await claimOne(outbox)));
    await outbox.settle(sent(await claimOne(outbox)));
    const rows = await outbox.posts({ channel: 'channel', limit: 9 });
    expect(rows.map((row) => row.key).sort()).toEqual(['moved 7', null]);
    expect((await outbox.moments({ channels: null, events: null })).map((row) => row.state)).toEqual(['sent', 'sent']);
  });

  test('a post with a key is found by its key, whatever became of it, and by no other', async () => {
    const { outbox } = fixture();
    expect(await outbox.postByKey('board 1')).toBeNull();
    await outbox.reserve(reservation([keyed('board 1', {}, { kind: 'board', body: { print: '' } }), post(['a'])]));
    expect(await outbox.postByKey('board 1')).toMatchObject({ kind: 'board', key: 'board 1', state: 'waiting' });
    await outbox.settle(sent(await claimOne(outbox), '55'));
    await outbox.settle(sent(await claimOne(outbox), '55'));
    expect(await outbox.postByKey('board 1')).toMatchObject({ state: 'sent', message: '55' });
    expect(await outbox.postByKey('board')).toBeNull();
  });

  test('a post is found by the message that it brought, with its moments, and an edit of that message is not it', async () => {
    const { outbox } = fixture();
    const asked = { channel: 'channel', message: '55' };
    expect(await outbox.postOfMessage(asked)).toBeNull();
    await outbox.reserve(reservation([post(['a', 'b'])]));
    const first = await claimOne(outbox);
    await outbox.settle(sent(first, '55'));
    const edit = keyed('correct 1', { edits: '55' }, { kind: 'correction', body: { post: first.id, revision: 1 } });
    await outbox.reserve(reservation([edit, post(['c'])]));
    await outbox.settle(sent(await claimOne(outbox), '55'));
    await outbox.settle(sent(await claimOne(outbox), '56'));
    const found = await outbox.postOfMessage(asked);
    expect(found).toMatchObject({ post: { id: first.id, message: '55' }, moments: [{ event: 'a' }, { event: 'b' }] });
    expect(await outbox.postOfMessage({ ...asked, channel: 'another' })).toBeNull();
    expect(await outbox.postOfMessage({ ...asked, message: '57' })).toBeNull();
    expect(await outbox.editsOf(asked)).toMatchObject([{ kind: 'correction', edits: '55', state: 'sent' }]);
    expect(await outbox.editsOf({ ...asked, channel: 'another' })).toEqual([]);
    expect(await outbox.editsOf({ ...asked, message: '56' })).toEqual([]);
  });

  test('a post with a key is found by its id, with the message as it was attempted', async () => {
    const { outbox } = fixture();
    expect(await outbox.post('unknown')).toBeNull();
    await outbox.reserve(reservation([keyed('k')]));
    const held = await claimOne(outbox);
    expect(await outbox.post(held.id)).toMatchObject({ id: held.id, state: 'sending', payload: null });
    await attempt(outbox, held, NOW, 'as attempted');
    expect((await outbox.post(held.id))?.payload?.content).toBe('as attempted');
    expect((await outbox.posts({ channel: 'channel', limit: 1 }))[0]?.payload?.content).toBe('as attempted');
  });
}
