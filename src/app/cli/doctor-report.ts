/** One thing that was looked at. `fix` is trouble; `note` is worth knowing; `skipped` could not be looked at. */
export type Examined = {
  readonly what: string;
  readonly state: 'well' | 'note' | 'fix' | 'skipped';
  /** The finding in plain words, and where it is trouble, what to do. */
  readonly says: string;
};

/** One thing without its name. */
export type Found = Omit<Examined, 'what'>;

/** Looks at one thing and takes it into the report; what it throws is what has to be fixed. */
export type Examine = (what: string, look: () => Promise<Found>) => Promise<void>;

const MARKS: Readonly<Record<Examined['state'], string>> = {
  well: 'ok     ',
  note: 'note   ',
  fix: 'FIX    ',
  skipped: '-      ',
};

/** The report of `datewatch doctor`: a line for each thing, what has to be fixed again at the end, and the exit code. */
export function doctorReport(all: readonly Examined[]): { readonly text: string; readonly code: 0 | 1 } {
  const width = Math.max(...all.map(({ what }) => what.length));
  const lines = all.map(({ what, state, says }) => `${MARKS[state]}${what.padEnd(width)}  ${indent(says, width)}`);
  const bad = all.filter(({ state }) => state === 'fix').length;
  const end =
    bad === 0
      ? 'All is well.'
      : `${bad === 1 ? 'One thing has' : `${bad} things have`} to be fixed: the lines with FIX.`;
  return { text: `${[...lines, end].join('\n')}\n`, code: bad === 0 ? 0 : 1 };
}

/** Further lines stand below the first. */
function indent(says: string, width: number): string {
  return says.trimEnd().replaceAll('\n', `\n${' '.repeat(7 + width + 2)}`);
}
