import { describe, expect, test } from 'vitest';
import { findZone } from '../../src/list/parse/find-zone.ts';
import { nearestWord } from '../../src/model/nearest-word.ts';

function expectedFor(text: string): string | null {
  const answer = findZone(text);
  return answer.zone === null ? answer.expected() : null;
}

test.each([
  ['America/New_York', 'America/New_York'],
  ['asia/seoul', 'Asia/Seoul'],
  ['UTC', 'UTC'],
  ['Asia/Calcutta', 'Asia/Kolkata'],
  ['AoE', 'AoE'],
  ['anywhere on earth', 'AoE'],
  ['GMT', 'GMT'],
  ['Z', 'UTC'],
  ['UTC+0', 'UTC'],
  ['UTC-8', 'UTC-8'],
  ['utc −08:00', 'UTC-8'],
  ['UTC+5:30', 'UTC+5:30'],
  ['+0530', 'UTC+5:30'],
  ['GMT+1', 'GMT+1'],
  ['UTC+14', 'UTC+14'],
])('%s in a list is the zone %s', (text, zone) => {
  expect(findZone(text)).toEqual({ zone });
});

test.each([
  ['CST', /America\/Chicago or Asia\/Shanghai/],
  ['est', /America\/New_York/],
  ['Kuala Lumpur', /Asia\/Kuala_Lumpur/],
  ['America/New_Yrok', /America\/New_York$/],
  ['Europe/Seoul', /Asia\/Seoul/],
  ['America/Londn', /Europe\/London/],
  ['GMT+15', /from UTC-12 to UTC\+14/],
  ['UTC-13', /from UTC-12 to UTC\+14/],
  ['Etc/GMT+2', /such as UTC-8/],
  ['PST', /^America\/Los_Angeles or Asia\/Manila, or UTC-8 all year$/],
  ['PT', /^America\/Los_Angeles, or UTC-8 all year$/],
  ['IST', /, or UTC\+5:30 all year$/],
  ['', /America\/New_York/],
])('%s in a list is no zone, and what may be meant is offered', (text, offered) => {
  expect(expectedFor(text)).toMatch(offered);
});

describe('the nearest word', () => {
  const fields = ['through', 'starting', 'title', 'topics', 'dependsOn', 'month', 'on'];
  test.each([
    ['thru', 'through'],
    ['start', 'starting'],
    ['tilte', 'title'],
    ['dependson', 'dependsOn'],
    ['TITLE', 'title'],
    ['colour', null],
    ['', null],
    ['x'.repeat(1_000), null],
  ])('the word nearest to %s is %s', (word, nearest) => {
    expect(nearestWord(word, fields)).toBe(nearest);
  });
});
