const MASK = '[secret]';

/** Shorter values are words that may stand in any text; hiding them would only garble it. */
const MIN_SECRET = 8;

/** The lengths of the three parts of a bot's token, joined by dots, at least. */
const TOKEN_PARTS = [20, 4, 20] as const;

/** The token of an interaction or a webhook, in the path of a request. */
const TOKEN_IN_PATH = /\/(interactions|webhooks)\/(\d+)\/[^/\s"'?#]+/g;

/** The value of a header that was sent to Discord. */
const TOKEN_IN_HEADER = /\b(Bot|Bearer) +[\w.+/=-]{20,}/g;

/**
 * The text with every known secret, and everything that looks like a token of Discord, replaced by `[secret]`. For each
 * place where a text from outside enters log, ledger or messages. Takes time in proportion to the text.
 */
export function maskSecrets(text: string, secrets: readonly string[] = []): string {
  const known = secrets.filter((secret) => secret.length >= MIN_SECRET);
  return known
    .reduce((rest, secret) => rest.replaceAll(secret, MASK), text)
    .replace(TOKEN_IN_PATH, `/$1/$2/${MASK}`)
    .replace(TOKEN_IN_HEADER, `$1 ${MASK}`)
    .replace(/[\w.-]+/g, maskTokens);
}

/** Masks the tokens in a run of their characters: one pass, where a pattern of all three parts would look back again. */
function maskTokens(run: string): string {
  const parts = run.split('.');
  const kept: string[] = [];
  for (let at = 0; at < parts.length; at += 1) {
    const isToken = TOKEN_PARTS.every((least, part) => (parts[at + part]?.length ?? 0) >= least);
    kept.push(isToken ? MASK : (parts[at] ?? ''));
    if (isToken) at += TOKEN_PARTS.length - 1;
  }
  return kept.join('.');
}
