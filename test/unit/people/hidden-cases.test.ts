import { expect, test } from 'vitest';
import { casesNamedIn, withoutCases } from '../../../functions/domain/people/may-see.ts';
import { facts, recorded, type What } from '../a-case.ts';

// What a case names of other cases, and what is left of it for a reader who may not see one of them.

const [hidden, shown] = ['SC-2026-00098-3', 'SC-2026-00099-1'];

function fileAfter(...happened: What[]) {
  const { after: state, events } = recorded(...happened);
  return {
    state,
    events,
    persons: [],
    messages: [],
    letters: [],
    documents: [],
    drafts: [],
    letterDrafts: [],
  };
}
const without = (...happened: What[]) => withoutCases(fileAfter(...happened), new Set([hidden]));
const last = (...happened: What[]) => without(...happened).events.at(-1);

test('a message that was moved names the case that it went to', () => {
  const moved = (to: string): What => ({
    type: 'message-dealt-with',
    message: 'M2',
    done: '',
    how: 'moved',
    to,
  });
  expect([...casesNamedIn(fileAfter(moved(shown), moved(hidden)))]).toEqual([shown, hidden]);
  expect(last(moved(shown))).toMatchObject({ type: 'message-dealt-with', how: 'moved', to: shown });
  expect(last(moved(hidden))).toMatchObject({ type: 'message-dealt-with', how: 'moved' });
  expect(last(moved(hidden))).not.toHaveProperty('to');
});

test('a message that was answered names no case', () => {
  const answered: What = { type: 'message-dealt-with', message: 'M2', done: 'Called.', how: 'answered' };
  expect([...casesNamedIn(fileAfter(answered))]).toEqual([]);
  expect(last(answered)).toMatchObject({ message: 'M2', done: 'Called.', how: 'answered' });
});

test('a case that was merged into another does not say into which', () => {
  const merged = (into: string): What => ({ type: 'merged-into', into, reason: 'One complaint.' });
  const seen = without(merged(shown));
  expect([seen.state.mergedInto, seen.events.at(-1)?.type]).toEqual([shown, 'merged-into']);
  const blind = without(merged(hidden));
  expect(blind.state.mergedInto).toBeUndefined();
  expect(blind.events.map(({ type }) => type)).toEqual(['received']);
});

test('a case that took others in does not name them', () => {
  const merged = (from: string): What => ({ type: 'merged-from', from, reason: 'One complaint.' });
  const seen = without(merged(shown), merged(hidden));
  expect(seen.state.mergedFrom).toEqual([shown]);
  expect(seen.events.flatMap((event) => (event.type === 'merged-from' ? [event.from] : []))).toEqual([shown]);
  expect(without(merged(hidden)).state).not.toHaveProperty('mergedFrom');
  expect(without().state).not.toHaveProperty('mergedFrom');
});

test('a link to a case that may be seen stays', () => {
  const linked = (to: string): What => ({ type: 'linked', to, why: 'One family' });
  const { state, events } = without(linked(shown), linked(hidden));
  expect(state.links.map(({ to }) => to)).toEqual([shown]);
  expect(events.flatMap((event) => (event.type === 'linked' ? [event.to] : []))).toEqual([shown]);
});

test('a correction of points loses those that the hidden case took', () => {
  const points = [
    { id: 'P1', text: 'No one called.' },
    { id: 'P2', text: 'The plan is late.' },
  ];
  const corrected: What = {
    type: 'corrected',
    correction: { what: 'points', from: points, to: points.toReversed() },
    reason: 'A slip.',
  };
  const { events } = without(facts({ points }), corrected, {
    type: 'split',
    points: ['P2'],
    to: hidden,
    procedure: 'corporate',
  });
  expect(events.flatMap((event) => (event.type === 'corrected' ? [event.correction] : []))).toEqual([
    { what: 'points', from: [points[0]], to: [points[0]] },
  ]);
  expect(JSON.stringify(events)).not.toContain('The plan is late.');
});

test('another correction stays as it is', () => {
  const corrected: What = {
    type: 'corrected',
    correction: { what: 'summary', from: 'No call.', to: 'No call, no letter.' },
    reason: 'A slip.',
  };
  expect(last(corrected)).toMatchObject({ correction: { what: 'summary', to: 'No call, no letter.' } });
});
