/** The most characters of a sentence that are looked at: what is longer is cut there, so that no text costs more than its length. */
const SENTENCE_MAX = 1_500;

/** Points that end no sentence: `a.m.`, `No. 4`, a name's initial. */
const KEPT_SHORT =
  /\b(?:[ap]\.m|no|art|sec|mr|mrs|ms|dr|st|approx|vs|e\.g|i\.e|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|[A-Z])\.$/i;

/** The sentences of a text in its own words, white space folded. A line of a list, or one that begins with a label, is one of its own. */
export function splitSentences(text: string): string[] {
  const pieces: string[] = [];
  let open = '';
  for (const line of text.split(/\r?\n/)) {
    const word = line.trim();
    if (word === '' || /^(?:[-*•] |[A-Z][^.:]{0,60}: )/.test(word)) {
      pieces.push(open);
      open = '';
    }
    open += ` ${word}`;
  }
  return [...pieces, open].flatMap((piece) => splitLine(piece.replace(/\s+/g, ' ')));
}

function splitLine(line: string): string[] {
  const sentences: string[] = [];
  let start = 0;
  for (const { index, 0: mark } of line.matchAll(/[.!?]["”')]?(?= ["“(]?[A-Z])/g)) {
    const end = index + mark.length;
    if (end - start < SENTENCE_MAX && KEPT_SHORT.test(line.slice(Math.max(start, end - 12), end))) continue;
    sentences.push(line.slice(start, end));
    start = end;
  }
  return [...sentences, line.slice(start)].map((one) => one.trim().slice(0, SENTENCE_MAX)).filter((one) => one !== '');
}
