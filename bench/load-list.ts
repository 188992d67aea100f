/**
 * Prints how long a list takes to load: `node bench/load-list.ts [events]` (10,000 unless told). `plain` is a list as
 * people write it; `block texts` has a folded text in each event, which the plain reader leaves to the `yaml` package.
 */
import type { ListText } from '../src/list/parse/list-text.ts';
import { parseList, parseListInSlices } from '../src/list/parse/parse-list.ts';

const count = Number(process.argv[2] ?? 10_000);

function madeList(summary: (index: number) => string): ListText {
  const events = Array.from({ length: count }, (_, index) => {
    const day = `2026-${String((index % 12) + 1).padStart(2, '0')}-${String((index % 28) + 1).padStart(2, '0')}`;
    return `  - id: event-${index}
    title: Made-up event number ${index}
    kind: filing
    certainty: confirmed
    zone: America/New_York
    topics: [filings]
    summary: ${summary(index)}
    claims:
      - source: example
        published: 2025-10-19
        date: { on: ${day} }
        says: on ${day}
    lastVerified: 2025-10-19
`;
  });
  const head = 'covers: made up, to measure\nsources:\n  example: { name: Example }\nevents:\n';
  return { name: 'made.yaml', text: head + events.join('') };
}

function report(name: string, list: ListText): void {
  const slices = parseListInSlices([list]);
  const start = performance.now();
  let longest = 0;
  for (;;) {
    const before = performance.now();
    const slice = slices.next();
    longest = Math.max(longest, performance.now() - before);
    if (!slice.done) continue;
    const total = performance.now() - start;
    const { list: events, problems, moreProblems } = slice.value;
    const found = events ? `${events.events.length} events` : `${problems.length + moreProblems} problems`;
    const size = (list.text.length / 1e6).toFixed(1);
    process.stdout.write(
      `${name.padEnd(14)} ${size.padStart(5)} MB  ${found.padStart(16)}  ${total.toFixed(0).padStart(6)} ms in all, longest slice ${longest.toFixed(0)} ms\n`,
    );
    return;
  }
}

const plain = madeList((index) => `What event ${index} is about, in a sentence, so that there is some text to read.`);
report('plain', plain);
report(
  'block texts',
  madeList((index) => `>-\n      What event ${index} is about,\n      in a sentence.`),
);
report('one mistake', { ...plain, text: plain.text.replace('on: 2026-05-05', 'on: 2026-02-30') });
report('all mistaken', { ...plain, text: plain.text.replaceAll('confirmed', 'sure') });
const start = performance.now();
parseList([plain]);
process.stdout.write(`plain again, in one go: ${(performance.now() - start).toFixed(0)} ms\n`);
