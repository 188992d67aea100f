/** Discord's syntax, read independently of the escaper: an escape first, then whatever could still work. */
const EFFECTS: readonly (readonly [string, RegExp])[] = [
  ['emphasis or code', /[*_`]/],
  ['strike', /~~/],
  ['spoiler', /\|\|/],
  ['masked link', /\[[^\]]*\]\(/],
  ['angle syntax', /<(?:[@#:/]|t:|a:|id:|https?:)/i],
  ['everyone', /@(?:everyone|here)/i],
  ['address', /\b[a-z]+:\/\//i],
  ['invitation', /discord(?:app)?\.(?:gg|com\/invite)\//i],
  ['emoji name', /:(?:100|\w*[a-z]\w*):/i],
  ['line break', /[\n\r\u2028\u2029]/],
  ['direction override', /[\u202A-\u202E]/],
  ['line start', /^(?:#{1,3} |>{1,3} |-# |[-+] |\d+\. )/],
];

/** What would still work in a card's text, by name: escapes are read as Discord does, a backslash before punctuation. */
export function workingMarkdown(shown: string): string[] {
  // A letter in place of each escaped character: it can no longer start anything.
  return named(shown.replace(/\\[^0-9A-Za-z\s]/g, 'é'));
}

/** What would still work in a line without any escapes. */
export function workingInPlain(shown: string): string[] {
  return [...named(shown), ...(shown.includes('\\') ? ['backslash'] : [])];
}

function named(text: string): string[] {
  return EFFECTS.filter(([, pattern]) => pattern.test(text)).map(([name]) => name);
}
