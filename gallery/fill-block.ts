/**
 * The document with other words between `<!-- name -->` and `<!-- /name -->`. Throws unless there is exactly one such place:
 * nothing is written beside it.
 */
export function fillBlock(document: string, name: string, content: string): string {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [before = '', rest, ...more] = document.split(begin);
  const [, after, ...others] = rest?.split(end) ?? [];
  if (after === undefined || more.length + others.length > 0) {
    throw new Error(`The document must have one "${begin}" and after it one "${end}".`);
  }
  return `${before}${begin}\n\n${content.trim()}\n\n${end}${after}`;
}
