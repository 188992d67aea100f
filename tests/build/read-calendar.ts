import { execFileSync } from 'node:child_process';
import ICAL from 'ical.js';

/** One entry of a calendar as a parser sees it. */
export type ReadEntry = {
  readonly uid: string;
  readonly summary: string;
  readonly status: string;
  readonly sequence: number;
  /** `2027-01-04`, or an instant such as `2027-01-04T12:00:00Z`. */
  readonly start: string;
  readonly modified: string;
};

/** Reads a calendar with ical.js. */
export function readWithIcalJs(text: string): ReadEntry[] {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const value = (name: string) => String(component.getFirstPropertyValue(name) ?? '');
    return {
      uid: value('uid'),
      summary: value('summary'),
      status: value('status'),
      sequence: Number(value('sequence')),
      start: value('dtstart'),
      modified: value('last-modified'),
    };
  });
}

const SCRIPT = `
import icalendar, json, sys
def when(prop):
    text = prop.dt.isoformat()
    return text.replace("+00:00", "Z")
found = []
for event in icalendar.Calendar.from_ical(sys.stdin.buffer.read()).walk("VEVENT"):
    found.append({
        "uid": str(event["UID"]), "summary": str(event["SUMMARY"]), "status": str(event["STATUS"]),
        "sequence": int(event["SEQUENCE"]), "start": when(event["DTSTART"]), "modified": when(event["LAST-MODIFIED"]),
    })
print(json.dumps(found))
`;

/** How to get the second parser. */
export const GET_ICALENDAR = 'python3-icalendar is not here: apt-get install python3-icalendar';

/** Whether the second parser is installed. */
export function hasIcalendar(): boolean {
  try {
    execFileSync('python3', ['-c', 'import icalendar'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Reads a calendar with Debian's python3-icalendar. */
export function readWithIcalendar(text: string): ReadEntry[] {
  return JSON.parse(execFileSync('python3', ['-c', SCRIPT], { input: text, encoding: 'utf8' }));
}
