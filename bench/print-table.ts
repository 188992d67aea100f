import { type Figure, isCounted, judgeFigure, type Measurement } from './figure.ts';

/** Where the figures were taken, without the name of the machine. */
export type Place = {
  readonly day: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly node: string;
  readonly system: string;
};

const HEAD = ['', 'found', 'goal', ''];

/** The figures as aligned columns for a terminal. */
export function plainTable(measurements: readonly Measurement[], place: Place): string {
  const rows = measurements.map(({ figures }) => figures.map(cells));
  const widths = HEAD.map((head, column) =>
    Math.max(head.length, ...rows.flat().map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => (column === 1 ? cell.padStart(widths[1] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  const parts = measurements.map(({ name, title, notes }, index) =>
    [`${name}: ${title}`, line(HEAD), ...(rows[index] ?? []).map(line), ...notes.map((note) => `  ${note}`)].join('\n'),
  );
  return `${placeLine(place)}\n\n${parts.join('\n\n')}\n`;
}

/** One of them as Markdown, for docs/figures.md. */
export function markdownTable({ title, figures, notes }: Measurement, place: Place): string {
  const rows = figures.map((figure) => `| ${cells(figure).join(' | ')} |`);
  const head = `| ${title} | found | goal | |\n| --- | ---: | --- | --- |`;
  return `${[head, ...rows].join('\n')}\n\n${[...notes, placeLine(place)].join(' ')}`;
}

function placeLine({ day, processor, cores, memoryGb, node, system }: Place): string {
  return `Taken on ${day}: ${processor}, ${cores} cores, ${memoryGb} GB of memory, ${system}, Node ${node}.`;
}

function cells(figure: Figure): string[] {
  const { what, value, unit, goal } = figure;
  const range = goal === null ? '' : goal.is === 'from' ? `${goal.bound} to ${goal.to}` : `${goal.is} ${goal.bound}`;
  const bound = range && `${range} ${unit}`;
  return [what, `${isCounted(unit) ? value : shown(value)} ${unit}`, bound, judgeFigure(figure) ?? ''];
}

/** Three digits that count: more would be noise. */
function shown(value: number): string {
  const size = Math.abs(value);
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 3);
}
