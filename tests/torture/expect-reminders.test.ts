import { describe, expect, test } from 'vitest';
import { expectReminders } from './expect-reminders.ts';
import type { MadeEvent } from './made-events.ts';
import { LINE, NOON, T } from './make-run.ts';
import type { Epoch } from './story.ts';

const END = T('14:00');
/** At noon of the 5th; what is announced of it is looked at on the 4th. */
const EVENT = { ...NOON, date: '2026-05-05T12:00' };
const LONDON = { zone: 'UTC', postingTime: '11:00' };
const LATER = { zone: 'UTC', postingTime: '12:00' };
/** There it is 00:15 of the 5th at 10:15 of the 4th. */
const AHEAD = { zone: 'Pacific/Kiritimati', postingTime: '00:15' };
const EARLY = { zone: 'UTC', postingTime: '09:00' };

function epoch(from: string, clock: { zone: string; postingTime: string }, more: Partial<Epoch> = {}): Epoch {
  const bare = { cause: 'changed', sure: true, list: [EVENT], leads: ['1d', '0d'] } as const;
  return { from: T(from), surely: T(from), ...bare, ...clock, ...more };
}

/** What is expected of each lead, when the channel was undisturbed all the time, or from then to then. */
function expected(epochs: readonly Epoch[], calm = [{ from: T('08:00'), to: END }]): Record<string, string> {
  const all = expectReminders(epochs, calm, END, LINE);
  return Object.fromEntries(all.map(({ lead, verdict, why }) => [lead, `${verdict}: ${why}`]));
}

test('what fell due in undisturbed time is owed, by the clock that held then', () => {
  expect(expected([epoch('10:00', LONDON)])).toEqual({ '1d': expect.stringMatching(/^owed/) });
});

test('a later clock that puts it ahead again takes nothing back', () => {
  const epochs = [epoch('10:00', LONDON), epoch('11:30', LATER)];
  expect(expected(epochs)).toEqual({ '1d': expect.stringMatching(/^owed/) });
});

test('what had no time under the first clock is owed under the next', () => {
  const epochs = [epoch('10:00', LONDON), epoch('11:00:01', LATER)];
  expect(expected(epochs)).toEqual({ '1d': expect.stringMatching(/^owed/) });
});

describe('what a nearer reminder has superseded', () => {
  test('what a nearer reminder has superseded stays so even where a later clock would have it due again', () => {
    const epochs = [epoch('08:00', EARLY), epoch('09:00:01', AHEAD), epoch('10:20', LATER)];
    const calm = [{ from: T('10:15'), to: END }];
    expect(expected(epochs, calm)).toEqual({ '1d': 'allowed: superseded', '0d': expect.stringMatching(/^owed/) });
  });

  test('what a nearer reminder has superseded is owed where it had its time before that', () => {
    const epochs = [epoch('08:00', EARLY), epoch('09:00:01', AHEAD), epoch('10:20', LATER)];
    expect(expected(epochs)).toEqual({ '1d': expect.stringMatching(/^owed/), '0d': expect.stringMatching(/^owed/) });
  });

  test('what a nearer reminder has superseded stays so also where the farther lead was asked for only afterwards', () => {
    const epochs = [epoch('08:00', AHEAD, { leads: ['0d'] }), epoch('10:20', LATER)];
    expect(expected(epochs)).toMatchObject({ '1d': 'allowed: a nearer one was told before' });
  });
});

test('of what a change brought too late the nearest is owed, also when the next one falls due soon after', () => {
  const leads = ['27h', '26h', '24h'];
  const epochs = [epoch('08:00', LONDON, { leads, list: [] }), epoch('11:00', LONDON, { leads })];
  expect(expected(epochs)).toMatchObject({
    '27h': 'none: due before the change',
    '26h': expect.stringMatching(/^owed/),
    '24h': expect.stringMatching(/^owed/),
  });
});

test('of what a change brought too late nothing is owed where a nearer one was sent before', () => {
  const leads = ['1d', '25h'];
  // 25h was sent at 11:00; by the second clock 1d was due two hours before that.
  const epochs = [epoch('10:00', LATER, { leads }), epoch('11:30', EARLY, { leads })];
  expect(expected(epochs)).toMatchObject({ '1d': 'allowed: a nearer one was told before the change' });
});

describe('what nobody asked for when it was due', () => {
  test('other leads bring nothing that was due before they were chosen, and what falls due after', () => {
    const epochs = [
      epoch('08:00', LONDON, { leads: ['1h'] }),
      epoch('11:00', LONDON, { leads: ['27h', '26h', '24h'] }),
    ];
    expect(expected(epochs)).toMatchObject({
      '27h': 'none: due before it was asked for',
      '26h': 'none: due before it was asked for',
      '24h': expect.stringMatching(/^owed/),
    });
  });

  test('a lead that fell due while others were chosen may be found', () => {
    const change = epoch('09:55', LONDON, { leads: ['26h'], surely: T('10:05') });
    expect(expected([epoch('08:00', LONDON, { leads: ['1h'] }), change])).toMatchObject({
      '26h': expect.stringMatching(/^allowed/),
    });
  });

  test('a restored state may still know the leads of before, and settle by them', () => {
    const epochs = [
      epoch('08:00', LONDON, { leads: ['26h'], list: [] }),
      epoch('09:00', LONDON, { leads: ['1h'], list: [] }),
      epoch('11:00', LONDON, { leads: ['26h'] }),
    ];
    const verdictOf = (looked: string) =>
      expectReminders(epochs, [{ from: T('08:00'), to: END }], END, LINE, () => T(looked)).find(
        ({ lead }) => lead === '26h',
      )?.verdict;
    expect(verdictOf('10:59')).toBe('none');
    expect(verdictOf('08:30')).toBe('allowed');
  });
});

describe('what is never sent', () => {
  test('the farther reminders of a change that a life has taken in may not be found', () => {
    const leads = ['27h', '26h'];
    const epochs = [epoch('08:00', LONDON, { leads, list: [] }), epoch('11:00', LONDON, { leads })];
    expect(expected(epochs)).toMatchObject({ '27h': 'none: due before the change' });
  });

  test('a change that no life took in may be settled otherwise by the next', () => {
    const leads = ['27h', '26h'];
    const lost = epoch('11:00', LONDON, { leads, surely: Number.POSITIVE_INFINITY });
    const epochs = [epoch('08:00', LONDON, { leads, list: [] }), lost, epoch('11:30', LONDON, { leads: ['27h'] })];
    expect(expected(epochs)).toMatchObject({ '27h': 'allowed: due before the change' });
  });

  test('a reminder whose date passed while the change came into force may have been sent before it did', () => {
    const late = epoch('11:55', LONDON, {
      leads: ['30m'],
      surely: T('12:05'),
      list: [{ ...EVENT, date: '2026-05-04T12:00' }],
    });
    expect(expected([epoch('08:00', LONDON, { leads: ['30m'], list: [] }), late])).toMatchObject({
      '30m': 'allowed: due before the change',
    });
  });

  test('of a day and an hour that fall on one instant the day is the longer, in whatever order they are asked for', () => {
    const noon = [{ ...EVENT, date: '2026-05-04T12:00' }];
    const epochs = [epoch('10:00', LATER, { leads: ['at', '0d'], list: noon })];
    expect(expected(epochs)).toEqual({
      '0d': 'none: at one instant with a nearer one',
      at: expect.stringMatching(/^owed/),
    });
  });

  test('what was over when the list changed may be announced where the state had looked last before that', () => {
    const noon = [{ ...EVENT, date: '2026-05-04T12:00' }];
    const leads = ['30m', 'at'];
    const before = epoch('08:00', LONDON, { leads, list: [] });
    const change = epoch('12:02', LONDON, { leads, list: noon, surely: T('12:03') });
    const verdicts = (looked: string) =>
      Object.fromEntries(
        expectReminders([before, change], [], END, LINE, () => T(looked)).map(({ lead, verdict }) => [lead, verdict]),
      );
    expect(verdicts('11:58')).toEqual({ '30m': 'none', at: 'allowed' });
    expect(verdicts('12:01')).toEqual({ '30m': 'none', at: 'none' });
  });

  test('the longer of two leads that fall on one instant may not be found', () => {
    const epochs = [epoch('10:00', { zone: 'UTC', postingTime: '12:00' }, { leads: ['1d', '24h'] })];
    expect(expected(epochs)).toMatchObject({ '1d': 'none: at one instant with a nearer one' });
  });
});

test('of a change that came into force about the instant of a lead, a notice may have given the date', () => {
  const noon = [{ ...EVENT, date: '2026-05-04T12:00' }];
  const change = epoch('11:25', LONDON, { leads: ['30m'], surely: T('11:35'), list: noon });
  const announced = (before: Partial<Epoch>) =>
    expectReminders([epoch('08:00', LONDON, { leads: ['30m'], ...before }), change], [], END, LINE).map(
      ({ byChange }) => byChange,
    );
  expect(announced({ list: [{ ...EVENT, date: '2026-05-04T13:00' }] })).toContain(true);
  expect(announced({ list: [{ ...EVENT, date: '2026-05-04T12:00', certainty: 'threatened' }] })).toContain(true);
  expect(announced({ list: noon })).toEqual([false]);
});

test('of what fell due just before a change, and no life had time to take in, its notice may have given the date', () => {
  const noon: MadeEvent = { ...EVENT, date: '2026-05-04T12:00' };
  const threatened = epoch('08:00', LONDON, { leads: ['30m'], list: [{ ...noon, certainty: 'threatened' }] });
  const change = epoch('11:31', LONDON, { leads: ['30m'], surely: T('11:32'), list: [noon] });
  const announced = (calm: { from: number; to: number }[]) =>
    expectReminders([threatened, change], calm, END, LINE).map(({ byChange }) => byChange);
  expect(announced([])).toEqual([true]);
  expect(announced([{ from: T('08:00'), to: END }])).toEqual([false]);
});

test('nothing is owed while nobody knows whether the channel is open', () => {
  const epochs = [epoch('10:00', LONDON, { sure: false })];
  expect(expected(epochs)).toEqual({ '1d': 'allowed: closed, or a command under way' });
});

test('what fell due before a change that a restored copy had forgotten was in force again may be announced by a notice of it', () => {
  const moved = { ...EVENT, certainty: 'expected' } as const;
  const epochs = [epoch('08:00', LONDON), epoch('10:30', LONDON, { list: [moved] })];
  const byChange = (again: string | null) => {
    const takenAgainBy = () => (again === null ? Number.NEGATIVE_INFINITY : T(again));
    const all = expectReminders(epochs, [{ from: T('08:00'), to: END }], END, LINE, (from) => from, takenAgainBy);
    return all.find(({ lead }) => lead === '1d')?.byChange;
  };
  expect([byChange(null), byChange('10:50'), byChange('11:05')]).toEqual([false, false, true]);
});

test('a lead that fell due before a restored copy knew again that it was asked for is not owed', () => {
  const epochs = [epoch('08:00', LONDON, { leads: ['0d'] }), epoch('10:30', LONDON)];
  const verdictOf = (again: string) => {
    const all = expectReminders(
      epochs,
      [{ from: T('08:00'), to: END }],
      END,
      LINE,
      (from) => from,
      () => T(again),
    );
    return all.find(({ lead }) => lead === '1d')?.verdict;
  };
  expect([verdictOf('10:50'), verdictOf('11:05')]).toEqual(['owed', 'allowed']);
});
