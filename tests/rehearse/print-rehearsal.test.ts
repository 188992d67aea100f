import { expect, test } from 'vitest';
import { printRehearsal, type RehearseOptions } from '../../src/app/cli/print-rehearsal.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { autumnFolder } from '../build/autumn-list.ts';

const NEVER = new Promise<never>(() => undefined);
const SPAN = { from: '2025-10-19', to: '2025-11-12', zone: 'America/New_York' };

/** What `datewatch rehearse` prints of the list of autumn 2025. */
async function print(options: RehearseOptions): Promise<string> {
  let out = '';
  const io = {
    out(text: string) {
      out += text;
    },
    err: () => undefined,
    stopSignal: NEVER,
    config: () => readConfig({ DATEWATCH_DATA: autumnFolder() }, process.cwd(), 'no token'),
  };
  expect(await printRehearsal(io, options)).toBe(0);
  return out;
}

test('--json prints one message a line, each with its instant, channel, kind, moments, content and embeds', async () => {
  const out = await print({ ...SPAN, json: true, leads: '1d 1h' });
  const lines = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.length).toBeGreaterThan(5);
  for (const line of lines) {
    expect(line['at']).toMatch(/^2025-1[01]-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(line).toMatchObject({
      channel: 'rehearsal',
      kind: 'reminder',
      content: expect.any(String),
      embeds: [expect.any(Object)],
    });
    expect(line['moments']).toEqual([
      { event: expect.any(String), edge: expect.any(String), lead: expect.stringMatching(/^(1d|1h)$/) },
    ]);
  }
});

test('--as-known prints what changed when it became known, and which message that edits', async () => {
  expect(await print({ ...SPAN, asKnown: true })).toContain(
    'Thu 23 Oct 2025, 08:00 (New York) · #rehearsal · edits the message of Sun 19 Oct 2025, 09:00',
  );
});

test.each([
  [{ from: '2025-11-12', to: '2025-10-19' }, /--to/],
  [{ from: 'soon', to: '2025-10-19' }, /--from is "soon"/],
  [{ ...SPAN, leads: '7x' }, /"7x"/],
  [{ ...SPAN, zone: 'CST' }, /"CST"/],
])('what cannot be read is refused in one sentence: %j', async (options, says) => {
  await expect(print(options)).rejects.toMatchObject({ name: 'StartError', message: expect.stringMatching(says) });
});
