import { expect, test } from 'vitest';
import { CERTAINTIES } from '../../src/model/event.ts';
import { PING_KINDS } from '../../src/model/subscription.ts';
import { decidePing, roleToPing } from '../../src/plan/reminders/decide-send.ts';
import { buildEvent } from '../build/build-events.ts';

const confirmed = buildEvent('truce', []);
const threatened = buildEvent('tariff', [], { certainty: 'threatened' });
const byDefault = { role: 'role', pingFor: ['confirmed'] } as const;

test('a role is pinged for a date that is confirmed, by the first post of a channel and instant', () => {
  expect(decidePing([confirmed], byDefault, 0, 'reminder')).toBe('role');
  expect(decidePing([confirmed], byDefault, 1, 'reminder')).toBeNull();
});

test.each(CERTAINTIES.filter((certainty) => certainty !== 'confirmed'))(
  'a role is by default not pinged for what is %s',
  (certainty) => {
    expect(decidePing([{ ...confirmed, certainty }], byDefault, 0, 'reminder')).toBeNull();
  },
);

test('a role is not pinged where the event is sure and its date is not', () => {
  expect(decidePing([{ ...confirmed, dateCertainty: 'expected' }], byDefault, 0, 'reminder')).toBeNull();
  expect(decidePing([{ ...confirmed, dateCertainty: 'confirmed' }], byDefault, 0, 'reminder')).toBe('role');
});

test('a role is pinged for other certainties where the subscription asks for them', () => {
  expect(decidePing([threatened], { role: 'role', pingFor: ['confirmed', 'threatened'] }, 0, 'reminder')).toBe('role');
  expect(decidePing([confirmed], { role: 'role', pingFor: [] }, 0, 'reminder')).toBeNull();
});

test('a role is pinged once for several events, if one of them is sure enough', () => {
  expect(decidePing([threatened, confirmed], byDefault, 0, 'reminder')).toBe('role');
  expect(decidePing([], byDefault, 0, 'reminder')).toBeNull();
});

test('a role is not pinged by the kinds of message that the subscription wants without, and by the others all the same', () => {
  const pingless = { ...byDefault, pingless: ['reminder', 'notice'] } as const;
  expect(PING_KINDS.map((kind) => decidePing([confirmed], pingless, 0, kind))).toEqual([null, 'role', null]);
  expect(PING_KINDS.map((kind) => roleToPing(pingless, kind))).toEqual([null, 'role', null]);
  expect(PING_KINDS.map((kind) => decidePing([threatened], pingless, 0, kind))).toEqual([null, null, null]);
  expect(PING_KINDS.map((kind) => roleToPing(byDefault, kind))).toEqual(['role', 'role', 'role']);
});

test('a role is pinged only where one is chosen and somebody is subscribed', () => {
  expect(decidePing([confirmed], { role: null, pingFor: ['confirmed'] }, 0, 'reminder')).toBeNull();
  expect(decidePing([confirmed], null, 0, 'reminder')).toBeNull();
});
