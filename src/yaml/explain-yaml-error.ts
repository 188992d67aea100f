import type { ErrorCode, YAMLError } from 'yaml';

/** The `yaml` package's words are for those who know the grammar; these are for those who edit a list. */
const WORDS: Partial<Record<ErrorCode, readonly [message: string, expected: string]>> = {
  MISSING_CHAR: ['something is not closed, or a colon is missing', 'a closing bracket, or `name: value`'],
  BLOCK_AS_IMPLICIT_KEY: [
    'there is a second colon in this text, or the next line is indented too far',
    'quotes around a text that holds a colon and a space, or fields at one column',
  ],
  MULTILINE_IMPLICIT_KEY: ['the name of a field has more than one line', '`name: value` in one line'],
  TAB_AS_INDENT: ['a tab stands where only spaces may', 'spaces'],
  BAD_INDENT: ['the indentation does not fit', 'the same column as its neighbours, or a closing bracket before'],
  BAD_SCALAR_START: ['a text cannot begin with this character', 'quotes around the text'],
  UNEXPECTED_TOKEN: [
    'this does not belong here',
    'fields at the same column as their neighbours, or quotes around a text',
  ],
  MULTIPLE_DOCS: ['a second document begins here', 'one document in each file, without `---`'],
  BAD_DQ_ESCAPE: ['this is no known escape in double quotes', 'single quotes, or `\\\\` for a backslash'],
};

/**
 * What is wrong and what was expected, for an error of the `yaml` package (https://eemeli.org/yaml/#errors) and the
 * line at which it was noticed.
 */
export function yamlErrorInWords(
  { code, message }: Pick<YAMLError, 'code' | 'message'>,
  line: string,
): readonly [message: string, expected: string | null] {
  if (code === 'MISSING_CHAR' && message.includes('quote')) return said(['a quote is not closed', 'a closing quote']);
  const words = WORDS[/^ *\t/.test(line) ? 'TAB_AS_INDENT' : code];
  return words ? said(words) : [`This is not valid YAML: ${message}`, null];
}

function said([message, expected]: readonly [string, string]): readonly [string, string] {
  return [`This is not valid YAML: ${message}`, expected];
}
