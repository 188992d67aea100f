import type { Problem } from '../../model/problem.ts';
import { type Finding, madeText } from '../../yaml/finding.ts';
import { type Locate, makeLocate } from '../../yaml/locate-value.ts';
import { sentence } from '../../yaml/problem-text.ts';
import type { ListText } from './list-text.ts';

/**
 * The first `most` problems by file, line and column, and how many more there are. Findings are placed only as far as
 * they are told: they come in the order of the files, so the first of them are the ones to tell.
 */
export function* orderProblems(
  files: readonly ListText[],
  problems: readonly Problem[],
  findings: readonly Finding[],
  most: number,
): Generator<undefined, { readonly problems: Problem[]; readonly more: number }, undefined> {
  const placed: Problem[] = problems.slice(0, most);
  const rank = new Map(files.map(({ name }, index) => [name, index]));
  const inOrder = [...findings].sort(
    (a, b) =>
      (rank.get(a.piece.file) ?? 0) - (rank.get(b.piece.file) ?? 0) || a.piece.fileLine(1) - b.piece.fileLine(1),
  );
  const locate = makeLocate();
  for (const finding of inOrder.slice(0, most)) {
    placed.push(problemOf(finding, locate));
    yield;
  }
  const position = (problem: Problem) => (problem.file === null ? -1 : (rank.get(problem.file) ?? 0));
  placed.sort(
    (a, b) => position(a) - position(b) || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
  );
  const told = placed.slice(0, most);
  return { problems: told, more: problems.length + findings.length - told.length };
}

function problemOf({ piece, path, on, at, message, found, expected }: Finding, locate: Locate): Problem {
  const place = locate(piece, path, on);
  return {
    file: piece.file,
    line: place?.line ?? null,
    column: place?.column ?? null,
    at,
    message: sentence(madeText(message)),
    found,
    expected: expected === null ? null : madeText(expected),
  };
}
