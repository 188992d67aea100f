import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { readAutumn } from '../build/autumn-list.ts';
import { publicationOf, textOf } from '../build/build-publication.ts';

const HOSTILE = `covers: "<img src=x onerror=alert(1)>"
zone: UTC
sources: { office: { name: "Office](javascript:alert(1)) <b>" }, paper: { name: Paper, url: "https://paper.example/a(b)?q='" } }
events:
  - id: filing
    title: "</title></div><script>alert(1)</script> [x](javascript:alert(1)) <t:1:F> **bold** \\" onclick=x"
    kind: filing
    certainty: threatened
    certaintyNote: "&lt;script&gt; <svg onload=alert(1)>"
    summary: "<iframe src='https://evil.example'></iframe>"
    stakes: "[press](https://evil.example/press)"
    topics: [tax]
    claims:
      - { source: office, published: 2027-01-02, says: "<style>*{display:none}</style>", date: { due: 2027-04-15 } }
      - { source: paper, published: 2027-01-03, date: { due: 2027-04-16 }, dates: "<b>part</b>" }
`;
const [JAN, FEB] = [Date.UTC(2027, 0, 5, 10), Date.UTC(2027, 1, 5, 10)];

const TAGS =
  /<\/?(?!(?:html|head|body|meta|title|link|style|div|header|main|section|aside|footer|h1|h2|h3|p|ul|li|details|summary|span|time|b|s|br|dl|dt|dd|a|code|picture|source|img|!doctype)\b)[a-z!]/gi;

test('whatever a list holds stays text on the page: no script, no style, no tag, no address of its own but those of sources', () => {
  const page = textOf(publicationOf([[JAN, HOSTILE]], FEB, { title: '<img src=x onerror=alert(1)>' }), 'index.html');
  expect(page.match(TAGS)).toBeNull();
  expect(page.replace(/"[^"]*"/g, '').match(/<[^>]*\s(?:on\w+|style)=/gi)).toBeNull();
  expect(page.match(/(?:href|src|srcset)="(?!#|data:,|https:\/\/paper\.example\/a%28b%29|[\w.-]+")[^"]*"/g)).toBeNull();
  expect(page.match(/<img[^>]*>/g)).toHaveLength(1);
  expect(page.match(/<style>/g)).toHaveLength(1);
  expect(page).toContain('&#60;script&#62;alert(1)&#60;/script&#62; [x](javascript');
  expect(page).toContain('**bold**');
});

test('the page allows its own style and its own pictures, and nothing else', () => {
  const page = textOf(publicationOf([[JAN, HOSTILE]], FEB), 'index.html');
  const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
  const hash = createHash('sha256').update(style).digest('base64');
  expect(page).toContain(
    `content="default-src &#39;none&#39;; style-src &#39;sha256-${hash}&#39;; img-src &#39;self&#39; data:; base-uri &#39;none&#39;; form-action &#39;none&#39;"`,
  );
});

test('the page says what is ahead, what changed, and of each event its claims, sources, history and certainty', async () => {
  const publication = publicationOf([[Date.UTC(2025, 9, 20), readAutumn()]], Date.UTC(2025, 9, 24, 14), {
    title: 'U.S.–China trade calendar',
    zone: 'America/New_York',
  });
  const page = textOf(publication, 'index.html');
  await expect(readable(page)).toMatchFileSnapshot('public-page.txt');
});

test('the page has no countdown, so that it is true as long as its day', () => {
  const at = (hour: number) => textOf(publicationOf([[JAN, HOSTILE]], Date.UTC(2027, 1, 5, hour)), 'index.html');
  expect(at(3)).toBe(at(21));
});

/** The page as one reads it aloud: a line for each part. */
function readable(page: string): string {
  return page
    .slice(page.indexOf('<body>'))
    .replace(/<img[^>]*alt="([^"]*)"[^>]*>/g, '[picture: $1]\n')
    .replace(/<summary>/g, '\n▸ ')
    .replace(/<\/(?:h\d|p|li|dt|dd|summary|div|section|span)>|<br>/g, '\n')
    .replace(/<[^>]+>/g, '')
    .replace(/&#(\d+);/g, (_all, code) => String.fromCharCode(Number(code)))
    .replace(/[ \t]+\n|\n[ \t]+/g, '\n')
    .replace(/\n{2,}/g, '\n')
    .trim();
}
