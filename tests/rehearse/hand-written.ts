/**
 * Written by hand from product rules 3 and 4 and the two reports, before any renderer existed. Nothing here is computed;
 * where the program disagrees, one of the two is wrong and a person decides which.
 *
 * Window: after 2025-10-19 00:00 UTC, up to and including 2025-11-12 00:00 UTC. Leads 7d 1d 0d, and 1h for deadlines;
 * posting time 09:00 in the channel's zone.
 *
 * The five edges, worked out once:
 * - malaysia-talks-2025 follows AAM's range 24–27 October. R = 24 Oct; it opens at 09:00 in Kuala Lumpur (+8), 01:00Z.
 * - asean-summit-2025: R = 26 Oct; opens 26 Oct 09:00 in Kuala Lumpur, 01:00Z.
 * - apec-2025: R = 31 Oct; opens 31 Oct 09:00 in Seoul (+9), 00:00Z.
 * - us-tariff-100-2025: "starting 1 November", R = 1 Nov; 00:00 in New York, still on summer time (−4), 04:00Z.
 * - tariff-truce-expiry-2025: "through 10 November", R = 10 Nov; the end of it in New York, now on winter time (−5),
 *   11 Nov 05:00Z.
 * An opening day has no known hour, and the hour and zone of the tariff are assumed, so `1h` does nothing for the first four. The meeting of Trump and Xi ("during"),
 * the visits (a year, no date) and everything announced have no edge; the port fees (14 Oct) and the call (18 Oct) lie
 * before the window.
 */

/** One reminder that must be posted, and no other in its zone. `at` is an ISO 8601 instant in UTC. */
export type HandWrittenMoment = {
  readonly zone: string;
  readonly event: string;
  readonly edge: 'opens' | 'closes' | 'takes-effect' | 'expires';
  /** The lead that is shown; where several fall on one instant, the shortest. */
  readonly lead: string;
  readonly at: string;
};

const MALAYSIA = { event: 'malaysia-talks-2025', edge: 'opens' } as const;
const ASEAN = { event: 'asean-summit-2025', edge: 'opens' } as const;
const APEC = { event: 'apec-2025', edge: 'opens' } as const;
const TARIFF = { event: 'us-tariff-100-2025', edge: 'takes-effect' } as const;
const TRUCE = { event: 'tariff-truce-expiry-2025', edge: 'expires' } as const;

/** Summer time (−4) until Sunday 2 November 06:00Z, then −5: 09:00 is 13:00Z, later 14:00Z. */
const NEW_YORK: readonly Omit<HandWrittenMoment, 'zone'>[] = [
  // 19 Oct is seven days before the 26th.
  { ...ASEAN, lead: '7d', at: '2025-10-19T13:00:00.000Z' },
  // The 7d of the talks (17 Oct) lies before the window. 24 Oct 13:00Z is after the opening (01:00Z), so 0d steps back
  // to the 23rd and falls on 1d: once, as 0d.
  { ...MALAYSIA, lead: '0d', at: '2025-10-23T13:00:00.000Z' },
  // 31 − 7 = 24 Oct.
  { ...APEC, lead: '7d', at: '2025-10-24T13:00:00.000Z' },
  // 26 Oct 13:00Z is after 26 Oct 01:00Z: the 25th, with 1d. At that instant it is 21:00 in Kuala Lumpur.
  { ...ASEAN, lead: '0d', at: '2025-10-25T13:00:00.000Z' },
  // Seven days before 1 Nov: the 25th as well, so these two are one post, the summit first.
  { ...TARIFF, lead: '7d', at: '2025-10-25T13:00:00.000Z' },
  // 31 Oct 13:00Z is after 31 Oct 00:00Z: the 30th, with 1d.
  { ...APEC, lead: '0d', at: '2025-10-30T13:00:00.000Z' },
  // 1 Nov 09:00 lies after the day's start: the 31st, with 1d.
  { ...TARIFF, lead: '0d', at: '2025-10-31T13:00:00.000Z' },
  // Winter time now: 3 Nov 09:00 is 14:00Z.
  { ...TRUCE, lead: '7d', at: '2025-11-03T14:00:00.000Z' },
  { ...TRUCE, lead: '1d', at: '2025-11-09T14:00:00.000Z' },
  // 10 Nov 09:00 is before the end of the 10th: it stays.
  { ...TRUCE, lead: '0d', at: '2025-11-10T14:00:00.000Z' },
  // An hour before 11 Nov 05:00Z: 10 Nov, 23:00 in New York.
  { ...TRUCE, lead: '1h', at: '2025-11-11T04:00:00.000Z' },
];

/** One hour behind New York all along: 09:00 is 14:00Z, after 2 November 15:00Z. Exact leads are the same instants. */
const CHICAGO: readonly Omit<HandWrittenMoment, 'zone'>[] = [
  { ...ASEAN, lead: '7d', at: '2025-10-19T14:00:00.000Z' },
  // 24 Oct 14:00Z would be after 01:00Z: the 23rd, with 1d.
  { ...MALAYSIA, lead: '0d', at: '2025-10-23T14:00:00.000Z' },
  { ...APEC, lead: '7d', at: '2025-10-24T14:00:00.000Z' },
  { ...ASEAN, lead: '0d', at: '2025-10-25T14:00:00.000Z' },
  { ...TARIFF, lead: '7d', at: '2025-10-25T14:00:00.000Z' },
  { ...APEC, lead: '0d', at: '2025-10-30T14:00:00.000Z' },
  // 1 Nov 14:00Z is after 04:00Z: the 31st, with 1d.
  { ...TARIFF, lead: '0d', at: '2025-10-31T14:00:00.000Z' },
  { ...TRUCE, lead: '7d', at: '2025-11-03T15:00:00.000Z' },
  { ...TRUCE, lead: '1d', at: '2025-11-09T15:00:00.000Z' },
  { ...TRUCE, lead: '0d', at: '2025-11-10T15:00:00.000Z' },
  // 22:00 in Chicago on 10 Nov.
  { ...TRUCE, lead: '1h', at: '2025-11-11T04:00:00.000Z' },
];

/** Summer time (−7) until 2 November, then −8: 09:00 is 16:00Z, later 17:00Z. */
const LOS_ANGELES: readonly Omit<HandWrittenMoment, 'zone'>[] = [
  { ...ASEAN, lead: '7d', at: '2025-10-19T16:00:00.000Z' },
  // After midnight in Kuala Lumpur already (24 Oct 00:00), and still an hour-long morning before the opening.
  { ...MALAYSIA, lead: '0d', at: '2025-10-23T16:00:00.000Z' },
  { ...APEC, lead: '7d', at: '2025-10-24T16:00:00.000Z' },
  { ...ASEAN, lead: '0d', at: '2025-10-25T16:00:00.000Z' },
  { ...TARIFF, lead: '7d', at: '2025-10-25T16:00:00.000Z' },
  { ...APEC, lead: '0d', at: '2025-10-30T16:00:00.000Z' },
  { ...TARIFF, lead: '0d', at: '2025-10-31T16:00:00.000Z' },
  { ...TRUCE, lead: '7d', at: '2025-11-03T17:00:00.000Z' },
  { ...TRUCE, lead: '1d', at: '2025-11-09T17:00:00.000Z' },
  { ...TRUCE, lead: '0d', at: '2025-11-10T17:00:00.000Z' },
  // 20:00 in Los Angeles on 10 Nov, as the table of rule 3 has it.
  { ...TRUCE, lead: '1h', at: '2025-11-11T04:00:00.000Z' },
];

/** +9, no summer time: 09:00 is 00:00Z of the same day. */
const SEOUL: readonly Omit<HandWrittenMoment, 'zone'>[] = [
  // The summit's 7d is 19 Oct 00:00Z, the very start of the window, which is not after it: not posted.
  { ...MALAYSIA, lead: '1d', at: '2025-10-23T00:00:00.000Z' },
  // 09:00 in Seoul is 08:00 in Kuala Lumpur, an hour before the opening: 0d stays on the 24th.
  { ...MALAYSIA, lead: '0d', at: '2025-10-24T00:00:00.000Z' },
  { ...APEC, lead: '7d', at: '2025-10-24T00:00:00.000Z' },
  { ...ASEAN, lead: '1d', at: '2025-10-25T00:00:00.000Z' },
  { ...TARIFF, lead: '7d', at: '2025-10-25T00:00:00.000Z' },
  { ...ASEAN, lead: '0d', at: '2025-10-26T00:00:00.000Z' },
  { ...APEC, lead: '1d', at: '2025-10-30T00:00:00.000Z' },
  // Exactly the anchor, which is not after it: 0d stays on the 31st.
  { ...APEC, lead: '0d', at: '2025-10-31T00:00:00.000Z' },
  { ...TARIFF, lead: '1d', at: '2025-10-31T00:00:00.000Z' },
  // 20:00 on 31 Oct in New York, four hours before the day begins there.
  { ...TARIFF, lead: '0d', at: '2025-11-01T00:00:00.000Z' },
  { ...TRUCE, lead: '7d', at: '2025-11-03T00:00:00.000Z' },
  { ...TRUCE, lead: '1d', at: '2025-11-09T00:00:00.000Z' },
  { ...TRUCE, lead: '0d', at: '2025-11-10T00:00:00.000Z' },
  // 13:00 in Seoul on the 11th.
  { ...TRUCE, lead: '1h', at: '2025-11-11T04:00:00.000Z' },
];

/** +14, the first zone to see a day: 09:00 is 19:00Z of the day before. No day lead ever steps back here. */
const KIRITIMATI: readonly Omit<HandWrittenMoment, 'zone'>[] = [
  // 19 Oct 09:00 there is 18 Oct 19:00Z: before the window, so no 7d of the summit.
  { ...MALAYSIA, lead: '1d', at: '2025-10-22T19:00:00.000Z' },
  { ...MALAYSIA, lead: '0d', at: '2025-10-23T19:00:00.000Z' },
  // 24 Oct there, the same instant.
  { ...APEC, lead: '7d', at: '2025-10-23T19:00:00.000Z' },
  { ...ASEAN, lead: '1d', at: '2025-10-24T19:00:00.000Z' },
  { ...TARIFF, lead: '7d', at: '2025-10-24T19:00:00.000Z' },
  { ...ASEAN, lead: '0d', at: '2025-10-25T19:00:00.000Z' },
  { ...APEC, lead: '1d', at: '2025-10-29T19:00:00.000Z' },
  { ...APEC, lead: '0d', at: '2025-10-30T19:00:00.000Z' },
  { ...TARIFF, lead: '1d', at: '2025-10-30T19:00:00.000Z' },
  { ...TARIFF, lead: '0d', at: '2025-10-31T19:00:00.000Z' },
  { ...TRUCE, lead: '7d', at: '2025-11-02T19:00:00.000Z' },
  { ...TRUCE, lead: '1d', at: '2025-11-08T19:00:00.000Z' },
  { ...TRUCE, lead: '0d', at: '2025-11-09T19:00:00.000Z' },
  { ...TRUCE, lead: '1h', at: '2025-11-11T04:00:00.000Z' },
];

/** Every reminder of the window in five zones, complete for each: one more or one fewer is a failure. */
export const HAND_WRITTEN_MOMENTS: readonly HandWrittenMoment[] = [
  ...NEW_YORK.map((moment) => ({ zone: 'America/New_York', ...moment })),
  ...CHICAGO.map((moment) => ({ zone: 'America/Chicago', ...moment })),
  ...LOS_ANGELES.map((moment) => ({ zone: 'America/Los_Angeles', ...moment })),
  ...SEOUL.map((moment) => ({ zone: 'Asia/Seoul', ...moment })),
  ...KIRITIMATI.map((moment) => ({ zone: 'Pacific/Kiritimati', ...moment })),
];

/** A text as a member of that channel would wish to read it, true at that instant. */
export type HandWrittenText = HandWrittenMoment & {
  /** The lock-screen line, to the letter; of a post that `shares` its instant, what it says of this event. */
  readonly content: string;
  /** Other events in the same post, after this one. */
  readonly shares: readonly string[];
  /** This event's card: its title to the letter, and what else it says. */
  readonly title: string;
  readonly contains: readonly string[];
};

export const HAND_WRITTEN_TEXTS: readonly HandWrittenText[] = [
  {
    // 09:00 on Friday 31 October in New York. Tomorrow is Saturday.
    zone: 'America/New_York',
    ...TARIFF,
    lead: '0d',
    at: '2025-10-31T13:00:00.000Z',
    content: 'Threatened: 100% U.S. tariff on Chinese imports tomorrow, Sat 1 Nov.',
    shares: [],
    title: '100% U.S. tariff on Chinese imports · threatened',
    contains: ['Sat 1 Nov 2025; hour and time zone not given'],
  },
  {
    // 09:00 on Saturday 25 October in New York, 21:00 in Kuala Lumpur: "tomorrow" is true at the place, and said so.
    zone: 'America/New_York',
    ...ASEAN,
    lead: '0d',
    at: '2025-10-25T13:00:00.000Z',
    content: 'ASEAN summit tomorrow there (expected)',
    shares: ['us-tariff-100-2025'],
    title: 'ASEAN summit · date expected',
    contains: ['26–28 Oct 2025, Kuala Lumpur'],
  },
  {
    // 23:00 on Monday 10 November in New York. 1762837140 is its last minute, 11 Nov 04:59Z.
    zone: 'America/New_York',
    ...TRUCE,
    lead: '1h',
    at: '2025-11-11T04:00:00.000Z',
    content: 'U.S.–China tariff truce ends in 1 hour: Mon 10 Nov, 11:59 p.m. New York.',
    shares: [],
    title: 'U.S.–China tariff truce',
    contains: ['<t:1762837140:F>'],
  },
  {
    // 09:00 on Monday 3 November in New York, the first morning of the week after the clocks went back.
    zone: 'America/New_York',
    ...TRUCE,
    lead: '7d',
    at: '2025-11-03T14:00:00.000Z',
    content: 'U.S.–China tariff truce ends in 7 days: Mon 10 Nov, end of day New York.',
    shares: [],
    title: 'U.S.–China tariff truce',
    contains: ['<t:1762837140:F>', 'U.S. 30%', 'China 10%', '145%', '125%', 'ILKHA'],
  },
];
