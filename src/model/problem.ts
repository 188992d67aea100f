/** One problem with something a person wrote: where, what was found, what was expected, what to do. */
export type Problem = {
  /** The file as the person knows it, relative to where they look; `null` for a folder or an environment variable. */
  readonly file: string | null;
  /** 1-based; `null` when the whole file is meant. */
  readonly line: number | null;
  readonly column: number | null;
  /** Where inside the file in words: `events[3].claims[0].date`, or an event's id. */
  readonly at: string | null;
  /** A sentence that says what is wrong. */
  readonly message: string;
  /** The value found, shortened to one line; `null` when something is missing. */
  readonly found: string | null;
  /** The kind of value that was expected instead. */
  readonly expected: string | null;
};

/** `data/a.yaml:12:5: message (found: …; expected: …)`: one line that editors and people can follow. */
export function problemLine(problem: Problem): string {
  const place = [problem.file, problem.line, problem.column].filter((part) => part !== null).join(':');
  const at = problem.at === null ? '' : ` (${problem.at})`;
  const found = problem.found === null ? '' : ` Found: ${problem.found}.`;
  const expected = problem.expected === null ? '' : ` Expected: ${problem.expected}.`;
  return `${place === '' ? '' : `${place}: `}${problem.message}${at}${found}${expected}`;
}
