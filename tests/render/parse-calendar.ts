/** The properties of one entry, by name and parameters as they are written; texts unescaped. */
export type ParsedEntry = Readonly<Record<string, string>>;

/**
 * Reads an iCalendar file by the grammar of RFC 5545 (section 3.1 and 3.3.11), apart from the library that writes it.
 * Throws at a line that is no property, at components that are not closed, and at a property that stands twice.
 */
export function parseCalendar(file: string): { readonly calendar: ParsedEntry; readonly events: ParsedEntry[] } {
  const lines = file.replaceAll('\r\n ', '').split('\r\n');
  if (lines.pop() !== '') throw new Error('the last line has no end');
  const calendar: Record<string, string> = {};
  const events: Record<string, string>[] = [];
  const open: string[] = [];
  for (const line of lines) {
    const match = /^([A-Z][A-Z0-9-]*(?:;[A-Z-]+=[^:;]+)*):(.*)$/u.exec(line);
    const [, name, value] = match ?? [];
    if (name === undefined || value === undefined) throw new Error(`no property: ${line}`);
    if (name === 'BEGIN') {
      open.push(value);
      if (value === 'VEVENT') events.push({});
    } else if (name === 'END') {
      if (open.pop() !== value) throw new Error(`${value} is closed and was not open`);
    } else {
      const into = open.at(-1) === 'VEVENT' ? events.at(-1) : calendar;
      if (into === undefined || name in into) throw new Error(`${name} stands twice or nowhere`);
      into[name] = unescaped(value);
    }
  }
  if (open.length > 0) throw new Error(`not closed: ${open.join(', ')}`);
  return { calendar, events };
}

function unescaped(value: string): string {
  return value.replace(/\\([nN;,\\])/g, (_, sign: string) => (sign.toLowerCase() === 'n' ? '\n' : sign));
}
