import { describe, expect, test } from 'vitest';
import type { LetterRow } from '../../../functions/domain/case/stored-rows.ts';
import {
  alertsSettled,
  alertsToBundle,
  bundleOf,
  entriesOfHeld,
  entriesUnforeseen,
  heldAlertsEntry,
  heldUntil,
  isOver,
  withoutThoseNowOverdue,
} from '../../../functions/domain/correspondence/bundle-alerts.ts';
import { aCase, decided, opened, started } from '../a-case.ts';

// Alerts to the director about one case on Monday 1 June 2026. An hour begins when one is claimed, or was prepared.

const row = (key: string, more: Partial<LetterRow> = {}): LetterRow => ({
  key,
  template: 'alert-task-opened',
  to: 'user:director',
  task: 'stage-1#1',
  mailId: key,
  preparedAt: '2026-06-01T09:10:00.000Z',
  attempts: 0,
  status: 'prepared',
  ...more,
});
const sentAt9 = row('first', {
  status: 'sent',
  preparedAt: '2026-06-01T08:00:00.000Z',
  claimedAt: '2026-06-01T09:00:00.000Z',
});
const ten = '2026-06-01T10:00:00.000Z';
const before10 = '2026-06-01T09:59:59.999Z';

describe('an alert waits', () => {
  test.each<[string, LetterRow[], LetterRow, string, string | undefined]>([
    ['until the hour is over', [sentAt9], row('x'), before10, ten],
    ['no longer', [sentAt9], row('x'), ten, undefined],
    ['not without one before it', [], row('x'), before10, undefined],
    ['not for one to someone else', [{ ...sentAt9, to: 'user:team-manager' }], row('x'), before10, undefined],
    ['not for one that has not left', [{ ...sentAt9, status: 'refused' }], row('x'), before10, undefined],
    ['for one that is leaving', [{ ...sentAt9, status: 'sending' }], row('x'), before10, ten],
    ['for one that may have left', [{ ...sentAt9, status: 'unconfirmed' }], row('x'), before10, ten],
    ['for one that came back', [{ ...sentAt9, status: 'returned' }], row('x'), before10, ten],
    [
      'not for a letter of no alert',
      [{ ...sentAt9, template: 'acknowledgement' }],
      row('x'),
      before10,
      undefined,
    ],
    [
      'for the last of several',
      [{ ...sentAt9, claimedAt: '2026-06-01T08:30:00.000Z' }, sentAt9],
      row('x'),
      before10,
      ten,
    ],
    [
      'in whatever order they are',
      [sentAt9, { ...sentAt9, claimedAt: '2026-06-01T08:30:00.000Z' }],
      row('x'),
      before10,
      ten,
    ],
    [
      'from when that was prepared, if it is not known when it left',
      [row('first', { status: 'sent', preparedAt: '2026-06-01T09:00:00.000Z' })],
      row('x'),
      before10,
      ten,
    ],
    ['unless it is no alert', [sentAt9], row('x', { template: 'acknowledgement' }), before10, undefined],
    ['unless it has something enclosed', [sentAt9], row('x', { enclosures: ['D1'] }), before10, undefined],
    ['unless it has left itself', [sentAt9], row('x', { status: 'sent' }), before10, undefined],
  ])('%s', (_, rows, letter, now, until) => {
    expect(heldUntil(rows, letter, now)).toBe(until);
  });
});

describe('an alert is over', () => {
  const open = aCase(started(), opened('stage-1', 'team-manager'));
  const done = aCase(
    started(),
    opened('stage-1', 'team-manager'),
    decided('stage-1', 'respond', 'user:team-manager'),
  );
  const ofClock = aCase(
    started(),
    opened('stage-1', 'team-manager'),
    {
      type: 'letter-prepared',
      letter: 'x',
      template: 'alert-overdue',
      to: 'user:director',
      task: 'stage-1#1',
      clock: 'stage-1',
    },
    decided('stage-1', 'respond', 'user:team-manager'),
  );
  test.each<[string, typeof open, LetterRow, boolean]>([
    ['when its step has ended', done, row('x'), true],
    ['not while its step is open', open, row('x'), false],
    ['not when a clock raised it', ofClock, row('x', { template: 'alert-overdue' }), false],
    ['not when it asks for no work', done, row('x', { template: 'alert-message' }), false],
    ['not when it is about no step', done, row('x', { task: undefined }), false],
    ['not when its step is unknown', done, row('x', { task: 'gone#1' }), false],
  ])('%s', (_, state, letter, over) => {
    expect(isOver(state, letter)).toBe(over);
    expect(alertsSettled(state, [letter])).toEqual(over ? [letter] : []);
  });
  test('but one that has left stays as it is', () => {
    expect(alertsSettled(done, [row('x', { status: 'sent' })])).toEqual([]);
  });
});

test('a request for work says nothing beside an alert that the same step is overdue', () => {
  const overdue = row('late', { template: 'alert-overdue' });
  const other = row('other', { task: 'acknowledge#1' });
  const message = row('message', { template: 'alert-message' });
  expect(withoutThoseNowOverdue([row('x'), overdue, other, message])).toEqual([overdue, other, message]);
  expect(withoutThoseNowOverdue([row('x'), other])).toEqual([row('x'), other]);
});

describe('alerts go together', () => {
  test.each<[string, LetterRow[], string[][]]>([
    ['two to one person', [row('a'), row('b')], [['a', 'b']]],
    ['not one alone', [row('a')], []],
    [
      'each person theirs',
      [row('a'), row('c', { to: 'user:team-manager' }), row('b'), row('d', { to: 'user:team-manager' })],
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['not one to each of two people', [row('a'), row('c', { to: 'user:team-manager' })], []],
    ['not while they wait', [sentAt9, row('a'), row('b')], []],
    ['not what has left', [row('a', { status: 'refused' }), row('b')], []],
  ])('%s', (_, rows, keys) => {
    expect(alertsToBundle(rows, before10).map((group) => group.map(({ key }) => key))).toEqual(keys);
  });

  test('as one letter, after the last of them', () => {
    const by = { at: ten, by: 'system' };
    const letter = `b/alerts-together-${ten}`;
    expect(bundleOf([row('a'), row('b', { task: 'stage-1-check#1' })], ten)).toEqual([
      {
        ...by,
        type: 'letter-prepared',
        letter,
        template: 'alerts-together',
        to: 'user:director',
        task: 'stage-1-check#1',
      },
      { ...by, type: 'letter-settled', letter: 'a', status: 'bundled', bundle: letter },
      { ...by, type: 'letter-settled', letter: 'b', status: 'bundled', bundle: letter },
    ]);
    expect(bundleOf([row('a', { task: undefined })], ten)[0]).not.toHaveProperty('task');
    expect(bundleOf([], ten)).toEqual([]);
  });
});

describe('an entry of the outbox for alerts that wait', () => {
  const entry = heldAlertsEntry('C', ten);
  test('is known by its id', () => {
    expect(entry).toEqual({ id: `alerts-${ten}`, caseId: 'C', since: ten, kind: 'letters' });
  });

  test.each<[string, LetterRow[], LetterRow[], string[]]>([
    ['when the hour is over', [sentAt9], [row('x')], [ten]],
    ['once for several', [sentAt9], [row('x'), row('y')], [ten]],
    ['not for one that goes at once', [], [row('x')], []],
    ['an hour after one that is about to go', [row('a')], [row('x')], ['2026-06-01T10:10:00.000Z']],
    [
      'after the first of those',
      [row('b', { preparedAt: '2026-06-01T09:20:00.000Z' }), row('a')],
      [row('x')],
      ['2026-06-01T10:10:00.000Z'],
    ],
    [
      'not after one that was about to go long ago',
      [row('a', { preparedAt: '2026-06-01T08:10:00.000Z' })],
      [row('x')],
      [],
    ],
    ['not after one to someone else', [row('a', { to: 'user:team-manager' })], [row('x')], []],
    ['not after a letter of no alert', [row('a', { template: 'acknowledgement' })], [row('x')], []],
    ['not for a letter of no alert', [sentAt9], [row('x', { template: 'acknowledgement' })], []],
  ])('is due %s', (_, before, fresh, since) => {
    expect(entriesOfHeld('C', before, fresh, '2026-06-01T09:30:00.000Z')).toEqual(
      since.map((at) => heldAlertsEntry('C', at)),
    );
  });

  const late = { ...sentAt9, claimedAt: '2026-06-01T09:30:00.000Z' };
  test.each<[string, LetterRow[], string[]]>([
    ['that no one foresaw', [late, row('x')], ['2026-06-01T10:30:00.000Z']],
    ['once', [late, row('x'), row('y')], ['2026-06-01T10:30:00.000Z']],
    ['not for an hour that was known when they were prepared', [sentAt9, row('x')], []],
    [
      'for an hour that ends just an hour after they were prepared',
      [{ ...late, claimedAt: '2026-06-01T09:10:00.000Z' }, row('x')],
      ['2026-06-01T10:10:00.000Z'],
    ],
    ['not without a wait', [row('x')], []],
    ['not for a letter of no alert', [late, row('x', { template: 'acknowledgement' })], []],
  ])('is made for an hour %s', (_, rows, since) => {
    expect(entriesUnforeseen('C', rows, '2026-06-01T09:40:00.000Z')).toEqual(
      since.map((at) => heldAlertsEntry('C', at)),
    );
  });
});
