import { expect, test } from 'vitest';
import {
  eventVersion,
  upcastEvent,
  withVersion,
  type Upcaster,
} from '../../../functions/domain/case/upcast-event.ts';

/** A made-up history: `noted` got an author, then its text another name; `noted by hand` became `noted`. */
const history: Upcaster[] = [
  { type: 'noted', from: 1, upcast: (event) => ({ ...event, author: 'system' }) },
  { type: 'noted', from: 2, upcast: ({ text, ...event }) => ({ ...event, note: text }) },
  { type: 'noted by hand', from: 1, upcast: (event) => ({ ...event, type: 'noted' }) },
];

test.each([
  ['of version 1', { type: 'noted', text: 'a' }, { type: 'noted', author: 'system', note: 'a', v: 3 }],
  [
    'of version 1, said',
    { type: 'noted', text: 'a', v: 1 },
    { type: 'noted', author: 'system', note: 'a', v: 3 },
  ],
  [
    'of version 2',
    { type: 'noted', text: 'a', author: 'me', v: 2 },
    { type: 'noted', author: 'me', note: 'a', v: 3 },
  ],
  [
    'of another type',
    { type: 'noted by hand', text: 'a' },
    { type: 'noted', author: 'system', note: 'a', v: 3 },
  ],
])('reads an event %s in its current form', (_name, stored, today) => {
  const before = structuredClone(stored);
  expect(upcastEvent(stored, history)).toEqual(today);
  expect(stored).toEqual(before);
});

test.each([
  [{ type: 'noted', note: 'a', v: 3 }],
  [{ type: 'closed' }],
  [{ text: 'no event' }],
  ['text'],
  [undefined],
])('returns %j unchanged', (stored) => expect(upcastEvent(stored, history)).toBe(stored));

test('refuses an event of a later version by name', () => {
  expect(() => upcastEvent({ type: 'noted', v: 4 }, history)).toThrow(
    expect.objectContaining({ name: 'EventOfLaterVersion' }),
  );
});

test('writes the version of an event once its form has changed', () => {
  expect(withVersion({ type: 'noted', note: 'a' }, history)).toEqual({ type: 'noted', note: 'a', v: 3 });
  const closed = { type: 'closed' };
  expect(withVersion(closed, history)).toBe(closed);
  expect(eventVersion('noted', history)).toBe(3);
  expect(eventVersion('closed', history)).toBe(1);
});
