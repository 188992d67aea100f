/** A value that masks itself wherever it is printed; only `reveal` gives it away. */
export type Secret = {
  /** The value itself. Call it only where it leaves for the service it belongs to. */
  reveal(): string;
  toString(): string;
  toJSON(): string;
};

const MASK = '[secret]';

/** Wraps a token or password so that templates, JSON, `console.log` and error dumps show `[secret]`. */
export function makeSecret(value: string): Secret {
  const mask = () => MASK;
  // https://nodejs.org/api/util.html#utilinspectcustom
  return Object.freeze({
    reveal: () => value,
    toString: mask,
    toJSON: mask,
    [Symbol.for('nodejs.util.inspect.custom')]: mask,
  });
}
