/**
 * Reads JSON text as the type that `isSound` checks: the only place where text becomes a typed value. Throws where it
 * is no JSON, or of another type, with a message that quotes nothing of the text.
 */
export function decodeJson<T>(text: string, isSound: (value: unknown) => value is T): T {
  const value = parseJson(text);
  if (!isSound(value)) throw new Error('JSON of another shape than is kept here.');
  return value;
}

/** The same for data that the program can do without: `instead` where there is no text, or none that can be read. */
export function decodeJsonOr<T>(text: string | null, isSound: (value: unknown) => value is T, instead: T): T {
  if (text === null) return instead;
  try {
    return decodeJson(text, isSound);
  } catch {
    return instead;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own words quote the text.
    throw new Error('Text that should be JSON and is not.');
  }
}

/** Any JSON object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A list of texts. */
export function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
