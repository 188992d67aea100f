import { expect, test } from 'vitest';
import type { Message } from '../../src/model/message.ts';
import type { TroubleBody } from '../../src/model/post.ts';
import { renderNotice } from '../../src/render/notice/render-notice.ts';
import { renderBoard, renderBoardOff, withDatesButton } from '../../src/render/recurring/render-board.ts';
import { renderDigest } from '../../src/render/recurring/render-digest.ts';
import { renderCatchUp } from '../../src/render/reminder/render-catch-up.ts';
import { renderFallback } from '../../src/render/reminder/render-personal.ts';
import { renderReminder } from '../../src/render/reminder/render-reminder.ts';
import { renderTrouble } from '../../src/render/trouble/render-trouble.ts';
import { at } from '../build/build-events.ts';
import { confirmed, noticeView } from '../build/notice-views.ts';
import { boardView, digestView } from '../build/recurring-views.ts';
import { TARIFF, TRUCE } from '../build/sample-events.ts';
import { view } from '../build/sample-views.ts';

const NOW = '2025-10-30T12:00:00Z';
const MARK = 'mark';
const zone = 'America/New_York';
const reminder = renderReminder({ ...view(NOW, [TARIFF, TRUCE]), mark: MARK });
const words: readonly TroubleBody[] = [
  { what: 'closed', channel: '1', reason: 'missing permission' },
  { what: 'board gone', channel: '1' },
  { what: 'list broken', problems: [], count: 1 },
  { what: 'list well', events: 8 },
  { what: 'list shorter', version: 'ab', titles: ['A'], gone: 1, poorer: 0, of: 8, files: ['a.yaml'], waits: true },
  { what: 'todos', todos: [], count: 0 },
  { what: 'started', at: at(NOW), ahead: 'Two dates are ahead.' },
  { what: 'stopped', at: at(NOW) },
  { what: 'state missing', why: 'The state that was here before is not.' },
  { what: 'wrong clock', why: 'The clock of this machine is 13 hours ahead of Discord’s.' },
  { what: 'deaf', why: 'Discord has closed the gateway.' },
];

test.each<[string, Message]>([
  ['reminder', reminder],
  ['catch-up', renderCatchUp({ ...view(NOW, [TARIFF]), mark: MARK })],
  ['notice', renderNotice({ ...noticeView(NOW, [[TARIFF, confirmed(TARIFF)]]), mark: MARK })],
  ['digest', renderDigest({ ...digestView([TARIFF, TRUCE], NOW), mark: MARK })],
  ['board', withDatesButton(renderBoard(boardView([TARIFF, TRUCE], NOW)), MARK)],
  ['board that is off', renderBoardOff({ at: at(NOW), zone, mark: MARK })],
  [
    'word in a person’s stead',
    renderFallback({ user: '5', message: reminder, written: null, zone, mark: MARK, replay: false }),
  ],
  ...words.map((body): [string, Message] => [
    `word: ${body.what}`,
    renderTrouble(body, { mark: MARK, zone, now: at(NOW), events: new Map() }),
  ]),
])('a %s carries its mark, by which the bot finds it again before it sends it twice', (_, message) => {
  const ids = message.controls.flat().flatMap((control) => ('id' in control ? [control.id] : []));
  expect(ids).toContainEqual(expect.stringMatching(/~mark$/));
});
