import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { emulate } from '../build/connect-bot.ts';

interface Element {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly children: readonly (Element | string)[];
}

/** The page builds through this; here it only writes down what would be built. */
const make = (tag: string, attributes: Element['attributes'], children: Element['children']): Element => ({
  tag,
  attributes,
  children,
});

const PAGE = '../../emulator/page';
const { renderText } = (await import(`${PAGE}/render-text.js`)) as {
  renderText: (context: unknown, text: string) => (Element | string)[];
};
const { renderMessage } = (await import(`${PAGE}/render-message.js`)) as {
  renderMessage: (context: unknown, message: unknown) => Element;
};
const { orderMessages } = (await import(`${PAGE}/order-messages.js`)) as {
  orderMessages: (
    messages: unknown[],
    dayOf: (ms: number) => string,
    unreadFrom?: string,
  ) => { kind: string; grouped?: boolean; key: string }[];
};

const names = {
  role: (id: string) => `role ${id}`,
  user: (id: string) => `user ${id}`,
  channel: (id: string) => `channel ${id}`,
};
const used: unknown[] = [];
const context = {
  make,
  names,
  locale: 'en-US',
  nowMs: Date.UTC(2025, 9, 31, 12),
  zone: 'Asia/Seoul',
  use: (message: { id: string }, component: { custom_id: string }, values?: string[]) =>
    used.push([message.id, component.custom_id, values]),
};

function all(node: Element | string): Element[] {
  return typeof node === 'string' ? [] : [node, ...node.children.flatMap(all)];
}

function textOf(node: Element | string): string {
  return typeof node === 'string' ? node : node.children.map(textOf).join('');
}

function shown(text: string): { tags: string[]; text: string } {
  const nodes = renderText(context, text);
  return { tags: nodes.flatMap(all).map(({ tag }) => tag), text: nodes.map(textOf).join('') };
}

function message(part: object) {
  const author = { username: 'datewatch', bot: true };
  const pinged = { roles: [], users: [], everyone: false };
  return {
    id: '1',
    author,
    content: '',
    embeds: [],
    attachments: [],
    components: [],
    createdMs: 0,
    editedMs: null,
    pinged,
    ...part,
  };
}

describe('hostile text on the page', () => {
  const HOSTILE = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '"><svg onload=alert(1)>',
    '[click](javascript:alert(1))',
    '[click](data:text/html,<script>alert(1)</script>)',
    '&lt;b&gt; &#60;i&#62;',
    '</div></li><h1>',
    '\u202etxt.exe',
  ];
  test.each(HOSTILE)('hostile text stays text: %s', (text) => {
    expect(shown(text)).toEqual({ tags: [], text });
  });

  test('hostile text stays text in every place of a message, and no attribute but known ones carries it', () => {
    const evil = '<img src=x onerror=alert(1)>';
    const card = renderMessage(
      context,
      message({
        content: evil,
        author: { username: evil, bot: false },
        embeds: [
          {
            title: evil,
            description: evil,
            url: 'javascript:alert(1)',
            author: { name: evil },
            footer: { text: evil },
            fields: [{ name: evil, value: evil }],
            image: { url: evil },
          },
        ],
        attachments: [{ filename: evil, size: 1 }],
        components: [
          {
            type: 1,
            components: [
              { type: 2, style: 1, label: evil, custom_id: evil },
              { type: 2, style: 5, label: evil, url: 'javascript:alert(1)' },
            ],
          },
        ],
      }),
    );
    const elements = all(card);
    expect(
      elements.map(({ tag }) => tag).filter((tag) => ['img', 'script', 'svg', 'a', 'iframe'].includes(tag)),
    ).toEqual([]);
    const texts = elements
      // The key is the component's id as the bot gave it, compared and never read as anything else.
      .flatMap(({ attributes: { 'data-key': _key, ...attributes } }) => Object.values(attributes))
      .filter((value) => typeof value === 'string');
    expect(texts.filter((value) => value.includes('alert'))).toEqual([]);
    expect(textOf(card).split(evil).length - 1).toBeGreaterThanOrEqual(9);
  });

  test('the page never writes markup, and its policy forbids scripts from elsewhere', async () => {
    const folder = new URL(`${PAGE}/`, import.meta.url);
    for (const file of (await readdir(folder)).filter((name) => name.endsWith('.js'))) {
      const source = await readFile(new URL(file, folder), 'utf8');
      expect(source).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function/);
    }
    const emulator = await emulate();
    const response = await fetch(emulator.url);
    expect(response.headers.get('content-security-policy')).toMatch(/default-src 'none'; script-src 'self'/);
    expect(await response.text()).not.toMatch(/https?:\/\//);
  });

  test('deeply nested marks end', () => {
    expect(shown(`${'**~~'.repeat(2000)}x${'~~**'.repeat(2000)}`).text).toContain('x');
  });
});

describe('text as in Discord', () => {
  const CASES: readonly [title: string, text: string, tags: string[], shown: string][] = [
    ['bold', '**a** b', ['strong'], 'a b'],
    ['struck through', '~~a~~', ['s'], 'a'],
    ['italics by stars and by lines', '*a* _b_', ['em', 'em'], 'a b'],
    ['underlined', '__a__', ['u'], 'a'],
    ['code is shown as written', '`**a**`', ['code'], '**a**'],
    ['an escaped star is a star', '\\*a\\*', [], '*a*'],
    ['snake_case_words are left alone', 'snake_case_words', [], 'snake_case_words'],
    ['a link', '[a](https://example.org/x)', ['a'], 'a'],
    [
      'a bare address, without the full stop after it',
      'see https://example.org/x.',
      ['a'],
      'see https://example.org/x.',
    ],
    ['a role', '<@&5>', ['span'], '@role 5'],
    ['a person', '<@6>', ['span'], '@user 6'],
    ['a channel', '<#7>', ['span'], '#channel 7'],
    ['a heading', '# a', ['strong'], 'a'],
    ['bullets', '- a\n- b', ['ul', 'li', 'li'], 'ab'],
    ['bullets below a bullet', '- a\n  - b\n- c', ['ul', 'li', 'ul', 'li', 'li'], 'abc'],
    ['numbers', '3. a\n4. b', ['ol', 'li', 'li'], 'ab'],
    ['a quote of two lines', '> a\n> **b**\nc', ['blockquote', 'strong'], 'a\nbc'],
    ['a quote to the end', '>>> a\nb', ['blockquote'], 'a\nb'],
    ['small print', '-# a', ['small'], 'a'],
    ['code in a block, as written', '```js\n**a**\n```', ['pre'], '**a**'],
    ['an empty line before a block stays', 'a\n\n- b', ['ul', 'li'], 'a\n\nb'],
    ['a spoiler waits to be shown', '||a||', ['button', 'span'], 'a'],
    ['everyone', '@everyone', ['span'], '@everyone'],
    ['a command', '</dates next:5>', ['span'], '/dates next'],
    ['a timestamp in the reader’s zone', '<t:1761969600:f>', ['time'], 'November 1, 2025 at 1:00 PM'],
    ['a distance from the world’s time', '<t:1761969600:R>', ['time'], 'in 16 hours'],
  ];
  test.each(CASES)('text looks as in Discord: %s', (_title, text, tags, expected) => {
    expect(shown(text)).toEqual({ tags, text: expected });
  });
});

test('a card has a colour bar, says who sees it, and passes on what is pressed', () => {
  const button = { type: 2, style: 1, label: 'Go', custom_id: 'go' };
  const card = renderMessage(
    context,
    message({
      ephemeral: true,
      embeds: [{ title: 'T', color: 0x00aa01 }],
      components: [{ type: 1, components: [button] }],
    }),
  );
  expect(all(card).find(({ tag }) => tag === 'article')?.attributes).toMatchObject({ bar: '#00aa01' });
  expect(textOf(card)).toContain('Only you can see this');
  const press = all(card).find(({ tag }) => tag === 'button')?.attributes['onclick'];
  if (typeof press === 'function') press();
  expect(used).toEqual([['1', 'go', undefined]]);
});

test('messages of one author within seven minutes go on without a new name; another day, an answer or the unread begin anew', () => {
  const at = (id: string, minutes: number, more: object = {}) => ({
    ...message({ id, createdMs: minutes * 60_000, ephemeral: false, ...more }),
    author: { id: '9' },
  });
  const rows = orderMessages(
    [at('1', 0), at('2', 6), at('3', 14), at('4', 15), at('5', 16, { interaction: { name: 'x' } }), at('6', 1441)],
    (ms) => `day ${Math.floor(ms / 86_400_000)}`,
    '4',
  );
  expect(
    rows.map(({ kind, grouped, key }) => (kind === 'message' ? `${key}${grouped ? ' goes on' : ''}` : key)),
  ).toEqual(['day-day 0', '1', '2 goes on', '3', 'new', '4', '5', 'day-day 1', '6']);
});

test('only files of the page are served', async () => {
  const emulator = await emulate();
  const statusOf = async (path: string) => (await fetch(`${emulator.url}${path}`)).status;
  const files = (await readdir(new URL(`${PAGE}/`, import.meta.url))).filter((name) => !/\.(?:ts|html)$/.test(name));
  expect(await Promise.all(['', ...files].map(async (name) => [name, await statusOf(name)]))).toEqual(
    ['', ...files].map((name) => [name, 200]),
  );
  expect(await Promise.all(['package.json', '..%2fstart-emulator.ts', 'page/page.js'].map(statusOf))).toEqual([
    404, 404, 404,
  ]);
});
