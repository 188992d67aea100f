/** What a claim of the story says: by whom, published when, which date, in which words. */
type Statement = {
  readonly by: 'gazette' | 'ministry';
  readonly on: string;
  readonly date: string;
  readonly says: string;
};

/** The made-up list as it stands at one step of the story. Dates and sources are for this test only. */
export type TruceState = {
  readonly truce: readonly Statement[];
  readonly truceHistory: string;
  readonly truceOutcome: string;
  readonly meeting: readonly Statement[];
  readonly meetingCertainty: string;
  readonly meetingOutcome: string;
  readonly tariffCertainty: string;
  readonly tariffStakes: string;
  readonly tariffOutcome: string;
};

const claimsOf = (claims: readonly Statement[], dates: string, certainty: string) =>
  claims
    .map(
      ({ by, on, date, says }) =>
        `      - { source: ${by}, published: ${on}, dates: ${dates}, date: ${date}, certainty: ${certainty}, says: "${says}" }\n`,
    )
    .join('');

export const listOf = (now: TruceState): string => `covers: A story, made up for a test
zone: America/New_York
sources:
  gazette: { name: Gazette }
  ministry: { name: Example Ministry }
events:
  - id: truce
    title: U.S.–China tariff truce
    phrase: the U.S.–China tariff truce
    kind: truce
    certainty: confirmed
    topics: [tariffs]
    stakes: "Under the truce: U.S. 30%, China 10%."
${now.truceHistory}    claims:
${claimsOf(now.truce, 'the truce', 'confirmed')}${now.truceOutcome}  - id: meeting
    title: Trump–Xi meeting
    phrase: the Trump–Xi meeting
    kind: meeting
    certainty: ${now.meetingCertainty}
    topics: [talks]
    place: Gyeongju
    zone: Asia/Seoul
    claims:
${claimsOf(now.meeting, 'the meeting', now.meetingCertainty)}${now.meetingOutcome}  - id: tariff
    title: 100% tariff
    phrase: the 100% tariff
    kind: tariff
    certainty: ${now.tariffCertainty}
    topics: [tariffs]
    unless: [meeting]
    stakes: ${now.tariffStakes}
    claims:
${claimsOf([{ by: 'gazette', on: '2025-10-11', date: '{ starting: 2025-11-01 }', says: 'threatened for 1 November' }], 'the tariff', 'threatened')}${now.tariffOutcome}`;

const outcome = (what: string, day: string) => `    outcome: { what: "${what}", day: ${day}, source: ministry }\n`;
const GENEVA: Statement = {
  by: 'gazette',
  on: '2025-05-14',
  date: '{ through: 2025-08-12 }',
  says: 'agreed in Geneva for 90 days',
};
const extended = (on: string): Statement => ({
  by: 'gazette',
  on,
  date: '{ through: 2025-11-10 }',
  says: 'extended by 90 days',
});
const PLANNED: Statement = {
  by: 'ministry',
  on: '2025-10-20',
  date: '{ on: 2025-10-31 }',
  says: 'planned on the edge of the forum',
};
const AGREED: Statement = { ...PLANNED, on: '2025-10-25', says: 'both sides have agreed' };
const BROUGHT_FORWARD: Statement = {
  ...PLANNED,
  on: '2025-10-29',
  date: '{ on: 2025-10-30 }',
  says: 'brought forward by a day',
};

const FIRST: TruceState = {
  truce: [GENEVA],
  truceHistory: '',
  truceOutcome: '',
  meeting: [PLANNED],
  meetingCertainty: 'tentative',
  meetingOutcome: '',
  tariffCertainty: 'threatened',
  tariffStakes: 'A 100% tarif on top of those in force.',
  tariffOutcome: '',
};

/** What the list's keepers do, and when the program next starts with it; it runs until the next step. */
const TURNS: readonly (readonly [at: string, change: Partial<TruceState>])[] = [
  ['2025-08-01T00:00:00Z', {}],
  // After the reminder a day before: the truce is extended.
  [
    '2025-08-11T20:00:00Z',
    {
      truce: [extended('2025-08-10'), GENEVA],
      truceHistory: '    history: [{ label: "Geneva, 90 days", day: 2025-08-12, source: gazette }]\n',
    },
  ],
  // The meeting is confirmed.
  ['2025-10-26T00:00:00Z', { meetingCertainty: 'confirmed', meeting: [AGREED, PLANNED] }],
  // Twenty hours before its new opening it is brought forward by a day.
  ['2025-10-29T04:00:00Z', { meeting: [BROUGHT_FORWARD, AGREED, PLANNED] }],
  // A typo is corrected.
  ['2025-10-29T18:00:00Z', { tariffStakes: 'A 100% tariff on top of those in force.' }],
  // The meeting is over, and the tariff is off.
  [
    '2025-10-30T22:00:00Z',
    {
      meetingOutcome: outcome('They met for two hours and took the tariff off the table', '2025-10-30'),
      tariffCertainty: 'cancelled',
    },
  ],
  ['2025-11-01T16:00:00Z', { tariffOutcome: outcome('averted, since the order was never signed', '2025-11-01') }],
  // The Gazette's report was of another day: a source is corrected.
  ['2025-11-05T15:00:00Z', { truce: [extended('2025-08-11'), GENEVA] }],
  [
    '2025-11-11T15:00:00Z',
    { truceOutcome: outcome('The truce was prolonged for a year in its last hour', '2025-11-10') },
  ],
];

export const END = '2025-11-12T00:00:00Z';

let state = FIRST;
/** The list at each step: what was changed stays changed. */
export const STEPS: readonly { readonly at: string; readonly list: TruceState }[] = TURNS.map(([at, change]) => {
  state = { ...state, ...change };
  return { at, list: state };
});
