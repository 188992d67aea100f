import { maskSecrets } from '../../model/mask-secrets.ts';
import type { Problem } from '../../model/problem.ts';
import type { ReportIssue, Text } from '../../yaml/describe-issues.ts';
import { type OpenYaml, type Path, valueAt } from '../../yaml/open-yaml.ts';
import { namesInvisible, pathText, sentence, shortly } from '../../yaml/problem-text.ts';

/** A fault in a list, whose words may still have to be made. */
export type Finding = Omit<Problem, 'message' | 'expected'> & {
  readonly message: Text;
  readonly expected: Text | null;
};

/** Takes the faults found while a list is read. */
export type Report = (finding: Finding) => void;

/** A place in a list. */
export type Spot = Pick<Problem, 'file' | 'line' | 'column' | 'at'>;

/** A part of a file that was read: an event, or the head. */
export type ReadPart = {
  readonly file: string;
  readonly yaml: OpenYaml;
  /** The path of the part in the text of `yaml`. */
  readonly base: Path;
  readonly value: unknown;
  /** The event's id where it is known, so that people find it. */
  readonly id: string | null;
};

/** The place of the key or value at a path of a part. */
export function spotOf({ file, yaml, base, id }: ReadPart, path: Path, on: 'key' | 'value'): Spot {
  const inside = pathText(path, shortly);
  const at = id === null ? inside : inside === null ? shortly(id) : `${shortly(id)}: ${inside}`;
  return { file, ...yaml.locate([...base, ...path], on), at };
}

/**
 * Makes a function that reports faults in a part. The value found there is shown unless another is given; keys show
 * none.
 */
export function makeIssueReporter(part: ReadPart, report: Report): ReportIssue {
  return (path, on, message, expected, found) => {
    const shown = found === undefined && on === 'value' ? valueAt(part.value, path) : found;
    const hidden = on === 'value' && typeof shown === 'string' ? namesInvisible(shown) : '';
    const named: Text = hidden === '' ? message : () => withHidden(made(message), hidden);
    report({ ...spotOf(part, path, on), message: named, found: shown === null ? null : shortly(shown), expected });
  };
}

/** Unless the message names the character itself. */
function withHidden(message: string, hidden: string): string {
  return message.includes('U+') ? message : `${message.replace(/\.$/, '')}${hidden}`;
}

/** The first `most` of the findings by file, line and column, and how many more there are. */
export function firstProblems(
  findings: readonly Finding[],
  files: readonly string[],
  most: number,
): { readonly problems: readonly Problem[]; readonly moreProblems: number } {
  const rank = new Map(files.map((file, index) => [file, index]));
  const rankOf = ({ file }: Finding) => (file === null ? -1 : (rank.get(file) ?? 0));
  const inOrder = findings.toSorted(
    (a, b) => rankOf(a) - rankOf(b) || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
  );
  const problems = inOrder.slice(0, most).map((finding) => ({
    ...finding,
    message: maskSecrets(sentence(made(finding.message))),
    expected: finding.expected === null ? null : maskSecrets(made(finding.expected)),
  }));
  return { problems, moreProblems: findings.length - problems.length };
}

function made(text: Text): string {
  return typeof text === 'string' ? text : text();
}
