import { describe, expect, test } from 'vitest';
import type { ListEvent } from '../../src/model/event.ts';
import type { Message } from '../../src/model/message.ts';
import { renderCorrection } from '../../src/render/notice/render-correction.ts';
import { renderNotice } from '../../src/render/notice/render-notice.ts';
import { renderCatchUp } from '../../src/render/reminder/render-catch-up.ts';
import { renderFallback } from '../../src/render/reminder/render-personal.ts';
import { renderReminder } from '../../src/render/reminder/render-reminder.ts';
import { renderTrouble } from '../../src/render/trouble/render-trouble.ts';
import { at } from '../build/build-events.ts';
import { noticeView, redated } from '../build/notice-views.ts';
import { day, EVENTS, TRUCE } from '../build/sample-events.ts';
import { view } from '../build/sample-views.ts';
import { expectCardLimits, expectMessageLimits, textsOf } from './message-limits.ts';
import { expectPages, page } from './pages.ts';
import { workingMarkdown } from './working-markdown.ts';

const NOW = '2025-11-09T09:00-05:00';
const HOSTILE = '**@everyone** [free](https://evil.example/a) <@1> <t:0:R> # h ||x|| \u202Ekcab\u200B';
const LONG = 'Long words on a long matter. '.repeat(400).trim();

/** Each kind of message with one text in every place that the list fills; reminders have pages of their own. */
const KINDS: Readonly<Record<string, (entry: ListEvent) => Message>> = {
  'Catch-up': (entry) => renderCatchUp(seen(entry)),
  Notice: (entry) => renderNotice(noticeView(NOW, [[entry, extended(entry)]])),
  'Closing line': (entry) =>
    renderNotice(
      noticeView('2025-11-12T09:00-05:00', [
        [entry, { ...entry, outcome: { what: entry.title, day: '2025-11-10', source: null } }],
      ]),
    ),
  Correction: (entry) =>
    renderCorrection({
      payload: renderReminder(seen(entry)),
      items: [{ card: 0, state: 'moved', now: '31 Jan 2026' }],
      link: 'https://discord.com/channels/1/2/3',
    }),
  'To do': (entry) =>
    renderTrouble(
      {
        what: 'todo',
        todo: {
          event: entry.id,
          title: entry.title,
          what: 'not verified',
          day: '2025-11-10',
          verified: null,
          origin: entry.origin,
        },
      },
      { mark: 'mark', zone: 'America/New_York', now: at(NOW), events: new Map() },
    ),
  'In place of a direct message': (entry) =>
    renderFallback({
      user: '500',
      message: renderReminder(seen(entry)),
      written: at(NOW),
      zone: 'America/New_York',
      mark: 'mark',
      replay: false,
    }),
};

function named(text: string): ListEvent {
  return {
    ...TRUCE,
    title: text,
    phrase: text,
    certaintyNote: text,
    stakes: text,
    place: text,
    claims: TRUCE.claims.map((claim) => ({
      ...claim,
      says: text,
      dates: text,
      source: { ...claim.source, name: text },
    })),
    history: [{ label: text, day: null, source: null }],
  };
}

function extended(entry: ListEvent): ListEvent {
  return redated(entry, day('expires', '2026-01-31'));
}

function seen(entry: ListEvent) {
  return view(NOW, [entry], { events: new Map(EVENTS).set(entry.id, entry) });
}

test.each([
  ['Arabic', 'هدنة الرسوم الجمركية'],
  ['Chinese', '中美关税休战'],
  ['Hostile', HOSTILE],
])('every kind of message reads as reviewed in %s', async (name, text) => {
  const pages = Object.entries(KINDS).map(([kind, render]) => page(kind, render(named(text))));
  await expectPages(`other-text-${name.toLowerCase()}.md`, pages);
});

describe.each(Object.entries(KINDS))('%s', (kind, render) => {
  test('a message with 10,000 characters in every place keeps Discord’s limits, and its date', () => {
    const message = render(named(LONG));
    expectMessageLimits(message);
    // What is over has its day in its outcome.
    if (kind === 'Closing line') return;
    expect(textsOf(message.cards[0] ?? ({} as never)).join('\n')).toMatch(/10 Nov|2026|<t:1762837140:F>/);
  });

  test('a message with hostile text lets nothing in it work', () => {
    const message = render(named(HOSTILE));
    for (const card of message.cards) {
      expectCardLimits(card);
      expect(workingMarkdown(card.title)).toEqual([]);
    }
    const all = [message.content, ...message.cards.flatMap(textsOf)].join('\n');
    expect(all).not.toMatch(/@everyone|(?<!\\)<@1>|(?<!\\)<t:0|\u202E|\u200B/);
    expect(all).not.toContain('](https://evil.example');
    expect(message.ping).toBeNull();
  });
});
