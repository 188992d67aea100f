import type { Instant, Zone } from '../../model/date.ts';

/** A span of time in which lists are played, as they became known. */
export type Story = {
  readonly title: string;
  readonly zone: Zone;
  readonly from: Instant;
  readonly to: Instant;
  /** How it ended, in two or three sentences. */
  readonly ending: string;
};

/** The first report has just become known; the second follows on 23 October, as it did. */
const START = Date.UTC(2025, 9, 19, 12);
const END = Date.UTC(2025, 10, 12);

/** The story of the shipped lists. What came of it stands in `data/us-china-trade-2025.yaml`. */
export function autumnStory(zone: Zone, start: Instant = START): Story {
  return {
    title: 'U.S.–China trade, autumn 2025',
    zone,
    from: start,
    to: END,
    ending:
      'Trump and Xi met in Busan on 30 October and agreed on a one-year truce. The 100% tariff threatened for 1 November never came. On 4 November the tariff truce, which would have ended on the 10th, was extended by a year.',
  };
}
