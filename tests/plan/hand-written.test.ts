import { describe, expect, test } from 'vitest';
import type { ClaimDate } from '../../src/model/date.ts';
import { leadName } from '../../src/model/lead.ts';
import { deriveEdges } from '../../src/plan/claims/derive-edges.ts';
import { deriveDueLeads, leadsFor } from '../../src/plan/reminders/derive-due-leads.ts';
import { at, buildClaim, buildEvent, expires, takesEffect } from '../build/build-events.ts';
import { LEAD_DEFAULTS } from '../build/build-subscriptions.ts';
import { HAND_WRITTEN_MOMENTS, HAND_WRITTEN_TEXTS } from '../rehearse/hand-written.ts';

const range = (from: string, through: string): ClaimDate => ({
  role: 'opens',
  approximate: false,
  precision: 'range',
  from,
  through,
});

const kualaLumpur = { zone: 'Asia/Kuala_Lumpur' };
const ilkha = { published: '2025-10-19' };
const aam = { published: '2025-10-23' };

/** The facts sheet's events that have an anchor in the window, as claimed; the list's own file is compared elsewhere. */
const EVENTS = [
  buildEvent(
    'malaysia-talks-2025',
    [
      buildClaim('ilkha', { role: 'opens', approximate: true, precision: 'day', day: '2025-10-26' }, ilkha),
      buildClaim('aam', range('2025-10-24', '2025-10-27'), aam),
    ],
    { ...kualaLumpur, follow: { source: 'aam', reason: 'official and earliest (ours)' } },
  ),
  buildEvent(
    'asean-summit-2025',
    [buildClaim('ilkha', null, ilkha), buildClaim('aam', range('2025-10-26', '2025-10-28'), aam)],
    kualaLumpur,
  ),
  buildEvent(
    'apec-2025',
    [buildClaim('ilkha', range('2025-10-31', '2025-11-01'), ilkha), buildClaim('aam', null, aam)],
    {
      zone: 'Asia/Seoul',
    },
  ),
  {
    ...buildEvent('us-tariff-100-2025', [
      buildClaim('ilkha', takesEffect('2025-11-01'), ilkha),
      buildClaim('aam', null, aam),
    ]),
    assumed: ['hour', 'zone'] as const,
  },
  buildEvent('tariff-truce-expiry-2025', [buildClaim('ilkha', expires('2025-11-10'), ilkha)]),
];

const FROM = at('2025-10-19T00:00:00Z');
const TO = at('2025-11-12T00:00:00Z');

function planned(zone: string) {
  const clock = { zone, postingTime: '09:00', leads: null };
  return EVENTS.flatMap((event) =>
    deriveEdges(event).flatMap((edge) => deriveDueLeads(edge, leadsFor(event, edge, clock, LEAD_DEFAULTS), clock).due),
  )
    .filter((one) => one.due > FROM && one.due <= TO)
    .map((one) => `${new Date(one.due).toISOString()} ${one.event} ${one.edge} ${leadName(one.lead)}`)
    .sort();
}

describe('the window from 19 October to 12 November 2025, as worked out by hand', () => {
  test.each([...new Set(HAND_WRITTEN_MOMENTS.map((moment) => moment.zone))])(
    'the moments of %s are exactly those worked out by hand',
    (zone) => {
      const byHand = HAND_WRITTEN_MOMENTS.filter((moment) => moment.zone === zone)
        .map((moment) => `${moment.at} ${moment.event} ${moment.edge} ${moment.lead}`)
        .sort();
      expect(planned(zone)).toEqual(byHand);
    },
  );

  test('each full text belongs to one of these moments and fits a lock screen', () => {
    for (const text of HAND_WRITTEN_TEXTS) {
      const { zone, event, edge, lead, at: instant } = text;
      expect(HAND_WRITTEN_MOMENTS).toContainEqual({ zone, event, edge, lead, at: instant });
      expect(text.content.length).toBeLessThanOrEqual(130);
      const others = HAND_WRITTEN_MOMENTS.filter(
        (one) => one.zone === zone && one.at === instant && one.event !== event,
      );
      expect(text.shares).toEqual(others.map((one) => one.event));
    }
  });
});
