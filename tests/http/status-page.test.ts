import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { serveProgram } from '../build/serve-program.ts';

/** A text with the form of a bot's token, and HTML, as a hostile list may hold. */
const PLANTED = 'MTQyODAwMDAwMDAwMDAwMDAwMQ.GplanT.aaaaaaaaaabbbbbbbbbbccccccccccdddddddd';
const HOSTILE = `covers: "<img src=x onerror=alert(1)>"
zone: UTC
sources:
  office: { name: Office }
events:
  - id: filing
    title: "Filing </div><script>alert(1)</script> \\"${PLANTED}\\""
    kind: filing
    certainty: confirmed
    claims: [{ source: office, published: 2026-05-01, date: { closes: 2026-05-04 12:15 } }]
  - { title: "Next & last ${PLANTED}", due: 2026-05-10 12:00 }
`;

/** The page without its style. */
const bodyOf = (page: string) => page.slice(page.indexOf('<body>'));

test('the page says what was sent, what comes next and where, and a hostile list or a token in it stays text or is masked', async () => {
  const { emulator, bot, channels, get } = await serveProgram({ channels: 2, list: HOSTILE });
  await bot.says('Datewatch is running.');
  await expect.poll(() => channels.flatMap((channel) => emulator.messages(channel)).length).toBe(2);
  const read = async () => bodyOf(await (await get('/')).text());
  await expect.poll(read).toContain('Filing');
  await expect.poll(read).toContain('#trade-dates and #newsroom (Harbour Desk)');
  const page = await read();
  expect(page).toMatch(/<h1>All is well\. Next: Next &#38; last \[secret\], in #trade-dates and #newsroom on /);
  expect(page).toContain('15 minutes before; it is due Sun 10 May 2026');
  expect(page).toMatch(/on time · #trade-dates and #newsroom \(Harbour Desk\)/);
  expect(
    page.match(
      /<(?!\/?(?:html|head|meta|title|style|body|div|header|b|span|h1|h2|p|section|ul|li|dl|dt|dd|a|!doctype)\b)/g,
    ),
  ).toBeNull();
  expect(page).not.toMatch(/<(?:script|img)|\son\w+=|src=|url\(/i);
  for (const secret of [PLANTED, emulator.token]) {
    expect(page).not.toContain(secret);
    for (const part of secret.split('.')) expect(page).not.toContain(part);
  }
});

test('a mistake in the list stands on the page with its file and line, and the page is well again when it is corrected', async () => {
  const { bot, home, get } = await serveProgram();
  await bot.says('Datewatch is running.');
  const read = async () => bodyOf(await (await get('/')).text());
  await expect.poll(read).toContain('All is well');
  await writeFile(join(home, 'data', 'made.yaml'), 'events: [');
  await expect
    .poll(read)
    .toMatch(/One thing needs you\..*The list has a mistake; the last good one stays in force\..*made\.yaml:1:9: /s);
  expect(await read()).not.toContain(home);
});

test('while the program waits the page says why, and when it tries again', async () => {
  const { bot, get } = await serveProgram({ list: 'events: [', args: ['start', '--keep-trying'] });
  await bot.says('It tries again by itself');
  expect(await (await get('/')).text()).toMatch(
    /<h1>Datewatch is not running, and tries again by itself in \d+ seconds\.<\/h1>.*The list of events cannot be used\..*made\.yaml:1:9/s,
  );
});
