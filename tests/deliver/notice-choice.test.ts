import { describe, expect, test } from 'vitest';
import type { ComposeContext } from '../../src/deliver/compose/compose-context.ts';
import { composeNotice } from '../../src/deliver/compose/compose-notice.ts';
import { makeCatalogue } from '../../src/engine/catalogue.ts';
import type { ListEvent } from '../../src/model/event.ts';
import { ofGuild, type Subscription } from '../../src/model/subscription.ts';
import type { ClaimedPost } from '../../src/outbox/outbox.ts';
import { compareLists } from '../../src/plan/changes/compare-events.ts';
import { noticeMoments } from '../../src/plan/changes/plan-notices.ts';
import { at, buildClaim, buildEvent, expires } from '../build/build-events.ts';
import { buildSubscription, LEAD_DEFAULTS } from '../build/build-subscriptions.ts';

const truce = (day: string) => buildEvent('truce', [buildClaim('gazette', expires(day))], { zone: 'UTC' });
const visit = (day: string) => buildEvent('visit', [buildClaim('gazette', expires(day))], { zone: 'UTC' });
const catalogueOf = (events: readonly ListEvent[]) => makeCatalogue({ version: 'v', files: [], events });

/** The notice that both dates have moved, sent to a channel that chooses what `chosen` says. */
async function compose(chosen: Partial<Subscription> | null, more: Partial<ComposeContext> = {}) {
  const now = [truce('2025-11-20'), visit('2025-11-21')];
  const changes = compareLists(catalogueOf([truce('2025-11-10'), visit('2025-11-11')]).all, catalogueOf(now).all);
  const body = { revision: 2, changes, ping: true };
  const place = { owner: ofGuild('guild'), channel: 'c' };
  const moments = noticeMoments(changes, place, 2, 0);
  const post = { id: 'notice', ...place, nonce: 'mark', body, moments } as unknown as ClaimedPost<'notice'>;
  const composed = await composeNotice(post, {
    list: catalogueOf(now),
    outbox: { post: async () => null, moments: async () => [], editsOf: async () => [] },
    subscription: chosen === null ? null : buildSubscription('c', { role: 'role', ...chosen }),
    clock: { zone: 'UTC', postingTime: '09:00', leads: null },
    reader: 'UTC',
    leads: LEAD_DEFAULTS,
    now: at('2025-11-01T12:00:00Z'),
    replay: false,
    possiblyRepeated: false,
    ...more,
  });
  if (composed === null || typeof composed === 'string') return { why: composed };
  const leftOut = composed.leftOut.map(({ row, reason }) => `${row.event}: ${reason}`);
  return { ping: composed.message.ping, cards: composed.message.cards, leftOut };
}

describe('what a channel has chosen by the time its notice goes out', () => {
  test('a notice pings the role of its channel, unless messages about changes are not to', async () => {
    expect(await compose({})).toMatchObject({ ping: 'role', leftOut: [] });
    expect(await compose({ pingless: ['reminder', 'catch-up'] })).toMatchObject({ ping: 'role' });
    expect(await compose({ pingless: ['notice'] })).toMatchObject({ ping: null });
  });

  test('a notice leaves out an event that was muted meanwhile, and with the last one the message is left out', async () => {
    const filter = (...muted: string[]) => ({ filter: { topics: null, kinds: null, muted } });
    expect((await compose({})).cards).toHaveLength(2);
    expect(await compose(filter('truce'))).toMatchObject({ cards: [{ event: 'visit' }], leftOut: ['truce: muted'] });
    expect(await compose(filter('truce', 'visit'))).toEqual({ why: 'muted' });
  });

  test('a subscription that has ended or rests gets no notice', async () => {
    expect(await compose(null)).toEqual({ why: null });
    expect(await compose({ paused: 'missing access' })).toEqual({ why: null });
  });

  test('the next reminder that a notice names is the first after the pause of the server', async () => {
    const text = async (pausedUntil: number | null) => JSON.stringify((await compose({}, { pausedUntil })).cards?.[0]);
    expect(await text(null)).toContain('next reminder Thu 13 Nov');
    expect(await text(at('2025-11-15T00:00:00Z'))).not.toContain('next reminder Thu 13 Nov');
    expect(await text(at('2025-11-15T00:00:00Z'))).toContain('next reminder Wed 19 Nov');
  });
});
