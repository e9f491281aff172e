import { describe, expect, test } from 'vitest';
import type { Case } from '../../../functions/domain/case/case.ts';
import { correctionOf, CorrectionRequest } from '../../../functions/domain/decisions/corrections.ts';
import { procedures } from '../../shropshire.ts';
import { aCase, calendar, council, decided, facts, opened, started, type What } from '../a-case.ts';

// A complaint received at 10:00 on Monday 1 June 2026, corrected at 11:00 on Wednesday 10 June. London is an hour ahead of
// UTC.

const form = { council, procedures: [], points: [], recommendations: [], documents: [] };
const now = '2026-06-10T10:00:00.000Z';
const statutory = [started(), opened('stage-1', 'team-manager')];
const triage: What[] = [
  started({ procedure: 'intake', version: '1' }),
  opened('triage', 'complaints-officer'),
];

/** What is corrected, or the code of the refusal with its parameters. */
function corrected(state: Case, request: object): object {
  const context = { form, procedures, calendar, now };
  const result = correctionOf(state, CorrectionRequest.parse({ reason: 'Mistyped.', ...request }), context);
  if (result.ok) return result.correction;
  const [found = { field: '', ...result.refusal }] = result.errors ?? [];
  return { field: found.field, code: found.code, params: found.params };
}

const sameValue = { field: 'value', code: 'same-value', params: {} };

describe('the day of receipt', () => {
  const day = (value: string, state = aCase(...statutory), more: object = {}) =>
    corrected(state, { what: 'receivedOn', value, ...more });
  const from = { on: '2026-06-01', at: '2026-06-01T09:00:00.000Z' };
  const to = (on: string, at: string) => ({ what: 'receivedOn', from, to: { on, at } });

  test.each<[string, string, object]>([
    ['an earlier day, at noon', '2026-05-29', to('2026-05-29', '2026-05-29T11:00:00.000Z')],
    ['today, now', '2026-06-10', to('2026-06-10', now)],
    ['a moment', '2026-06-02T08:30:00.000Z', to('2026-06-02', '2026-06-02T08:30:00.000Z')],
    [
      'another time of the same day',
      '2026-06-01T08:00:00.000Z',
      to('2026-06-01', '2026-06-01T08:00:00.000Z'),
    ],
    [
      'a moment of the evening before in UTC',
      '2026-05-31T23:30:00.000Z',
      to('2026-06-01', '2026-05-31T23:30:00.000Z'),
    ],
    ['this very moment', now, to('2026-06-10', now)],
    ['a year ago', '2025-06-10', to('2025-06-10', '2025-06-10T11:00:00.000Z')],
  ])('can be %s', (_, value, expected) => {
    expect(day(value)).toEqual(expected);
  });

  test.each<[string, string, object]>([
    ['tomorrow', '2026-06-11', { field: 'value', code: 'day-in-future', params: { today: '2026-06-10' } }],
    ['a moment to come', '2026-06-10T10:00:00.001Z', { field: 'value', code: 'time-in-future', params: {} }],
    ['the same day', '2026-06-01', sameValue],
    ['the same moment', '2026-06-01T09:00:00.000Z', sameValue],
    ['more than a year ago', '2025-06-09', { field: 'confirmed', code: 'year-doubtful', params: {} }],
  ])('cannot be %s', (_, value, expected) => {
    expect(day(value)).toEqual(expected);
  });

  test('can be more than a year ago when that is confirmed', () => {
    expect(day('2025-06-09', aCase(...statutory), { confirmed: true })).toEqual(
      to('2025-06-09', '2025-06-09T11:00:00.000Z'),
    );
  });

  test('has to be a day of the calendar', () => {
    expect(day('1900-01-01')).toMatchObject({ field: 'value', code: 'before-calendar' });
  });

  const answered = decided('stage-1', 'report-delay', 'user:team-manager', {
    at: '2026-06-03T22:59:59.000Z',
    ends: false,
  });
  test.each<[string, What[], string, string]>([
    ['the day of the first decision', [answered], '2026-06-03', 'ok'],
    ['the day after it', [answered], '2026-06-04', '2026-06-03'],
    [
      'the day after the first of several',
      [
        answered,
        decided('stage-1', 'respond', 'user:team-manager', { decision: 2, at: '2026-06-05T09:00:00.000Z' }),
      ],
      '2026-06-05',
      '2026-06-03',
    ],
    [
      'the day after the complainant was accepted',
      [facts({ standingAcceptedOn: '2026-06-02' })],
      '2026-06-03',
      '2026-06-02',
    ],
    ['the day on which they were', [facts({ standingAcceptedOn: '2026-06-02' })], '2026-06-02', 'ok'],
  ])('and what was decided because of it: %s', (_, more, value, expected) => {
    const result = day(value, aCase(...statutory, ...more));
    expect(result).toMatchObject(
      expected === 'ok'
        ? { to: { on: value } }
        : { field: 'value', code: 'received-before-decision', params: { decidedOn: expected } },
    );
  });

  test('does not depend on decisions at triage, nor on those about something alongside the case', () => {
    const at = '2026-06-03T09:00:00.000Z';
    const atTriage = aCase(
      ...triage,
      decided('triage', 'route', 'user:complaints-officer', { at, ends: false }),
    );
    expect(day('2026-06-09', atTriage)).toMatchObject({ to: { on: '2026-06-09' } });
    const alongside = aCase(
      ...statutory,
      started({
        procedure: 'action',
        version: '1',
        run: 2,
        beside: true,
        matter: { id: 'A1', from: '2026-06-02' },
      }),
      opened('do', 'owner', { run: 2 }),
      decided('do', 'done', 'user:director', { at }),
    );
    expect(day('2026-06-09', alongside)).toMatchObject({ to: { on: '2026-06-09' } });
  });

  const enquiry = (run: number, receivedOn: string): What =>
    started({
      procedure: 'lgsco',
      version: '1',
      run,
      beside: true,
      matter: { id: `E${run}`, from: receivedOn },
    });
  const sent: What = {
    type: 'sent-to-route',
    sending: 'W1',
    route: 'lado',
    points: [],
    reason: 'x',
    to: 'LADO',
    on: '2026-06-04',
    goesOn: true,
  };
  const ended: What = { type: 'closed', at: '2026-06-05T23:30:00.000Z', as: 'x', run: 1 };
  test.each<[string, What[], string, object | undefined]>([
    ['the day of an enquiry of the Ombudsman', [enquiry(2, '2026-06-03')], '2026-06-03', undefined],
    [
      'the day after the first of two',
      [enquiry(2, '2026-06-05'), enquiry(3, '2026-06-03')],
      '2026-06-04',
      { happenedOn: '2026-06-03', what: 'enquiry' },
    ],
    ['the day on which a part was sent elsewhere', [sent], '2026-06-04', undefined],
    ['the day after it', [sent], '2026-06-05', { happenedOn: '2026-06-04', what: 'route' }],
    ['the day in London on which it was closed', [ended], '2026-06-06', undefined],
    ['the day after it', [ended], '2026-06-07', { happenedOn: '2026-06-06', what: 'closing' }],
    [
      'the day after the first of all',
      [ended, sent],
      '2026-06-05',
      { happenedOn: '2026-06-04', what: 'route' },
    ],
  ])('and what happened to the case since: %s', (_, more, value, params) => {
    const result = day(value, aCase(...triage, ...more));
    expect(result).toMatchObject(
      params === undefined
        ? { to: { on: value } }
        : { field: 'value', code: 'received-before-event', params },
    );
  });

  test('needs a version of the procedure on that day, once it is chosen', () => {
    const early = { confirmed: true };
    expect(day('2006-08-31', aCase(...statutory), early)).toEqual({
      field: 'value',
      code: 'no-version-on-day',
      params: { day: '2006-08-31' },
    });
    expect(day('2006-09-01', aCase(...statutory), early)).toMatchObject({ to: { on: '2006-09-01' } });
    expect(day('2006-08-31', aCase(...triage), early)).toMatchObject({ to: { on: '2006-08-31' } });
  });
});

describe('the channel and the kind', () => {
  test.each<[string, What[], object, object]>([
    [
      'another channel',
      [],
      { what: 'channel', value: 'letter' },
      { what: 'channel', from: 'phone', to: 'letter' },
    ],
    ['the same channel', [], { what: 'channel', value: 'phone' }, sameValue],
    [
      'another kind',
      [],
      { what: 'kind', value: 'comment' },
      { what: 'kind', from: 'complaint', to: 'comment' },
    ],
    ['the same kind', [], { what: 'kind', value: 'complaint' }, sameValue],
    [
      'the kind as triage recorded it',
      [facts({ kind: 'comment' })],
      { what: 'kind', value: 'complaint' },
      { what: 'kind', from: 'comment', to: 'complaint' },
    ],
    [
      'the kind that triage recorded',
      [facts({ kind: 'comment' })],
      { what: 'kind', value: 'comment' },
      sameValue,
    ],
  ])('%s', (_, happened, request, expected) => {
    expect(corrected(aCase(...happened), request)).toEqual(expected);
  });
});

describe('the procedure', () => {
  const procedure = (state: Case, value: string) => corrected(state, { what: 'procedure', value });
  const notChosen = { field: '', code: 'procedure-not-chosen', params: {} };

  test('becomes the version of another one on the day of receipt', () => {
    expect(procedure(aCase(...statutory), 'adult-social-care')).toEqual({
      what: 'procedure',
      from: { id: 'childrens-statutory', version: '2006' },
      to: { id: 'adult-social-care', version: '2009' },
    });
  });

  test('has to be another one, chosen before, of those that take feedback', () => {
    expect(procedure(aCase(...statutory), 'childrens-statutory')).toEqual(sameValue);
    expect(procedure(aCase(...triage), 'adult-social-care')).toEqual(notChosen);
    expect(procedure(aCase(), 'adult-social-care')).toEqual(notChosen);
    const unknown = {
      field: 'value',
      code: 'unknown-procedure',
      params: {
        procedures: procedures.forFeedback('2026-06-01').map(({ id }) => id),
      },
    };
    expect(unknown.params.procedures).toContain('corporate');
    expect(procedure(aCase(...statutory), 'action')).toEqual(unknown);
    expect(procedure(aCase(...statutory), 'no-such')).toEqual(unknown);
  });
});

describe('the points', () => {
  const two = facts({
    points: [
      { id: 'P1', text: 'No calls' },
      { id: 'P3', text: 'Rude staff' },
    ],
  });
  const point = (value: object[], ...happened: What[]) =>
    corrected(aCase(...statutory, ...happened), { what: 'points', value });
  const [first, second] = [
    { id: 'P1', text: 'No calls' },
    { id: 'P3', text: 'Rude staff' },
  ];

  test.each<[string, object[], object[]]>([
    [
      'one in other words',
      [{ id: 'P1', text: ' No visits ' }, second],
      [{ id: 'P1', text: 'No visits' }, second],
    ],
    ['one removed', [second], [second]],
    [
      'one added, with a number that was never used',
      [first, second, { text: 'Late' }],
      [first, second, { id: 'P4', text: 'Late' }],
    ],
    [
      'two added',
      [first, { text: 'Late' }, { text: 'Wet' }],
      [first, { id: 'P4', text: 'Late' }, { id: 'P5', text: 'Wet' }],
    ],
  ])('%s', (_, value, to) => {
    expect(point(value, two)).toEqual({ what: 'points', from: [first, second], to });
  });

  test('a number of a point that was replaced is not given again, nor that of one elsewhere', () => {
    const before = facts({ points: [{ id: 'P7', text: 'Old' }] });
    expect(point([first, second, { text: 'Late' }], before, two)).toMatchObject({
      to: [first, second, { id: 'P8', text: 'Late' }],
    });
    const elsewhere = facts({
      points: [
        { id: 'P1', text: 'No calls' },
        { id: 'P2', text: 'Bins', case: 'other' },
      ],
    });
    expect(point([{ id: 'P1', text: 'No calls' }, { text: 'Late' }], elsewhere)).toEqual({
      what: 'points',
      from: [first],
      to: [first, { id: 'P3', text: 'Late' }],
    });
  });

  test.each<[string, object[]]>([
    ['an unknown one', [first, { id: 'P2', text: 'x' }]],
    ['one twice', [first, first]],
  ])('refuses %s', (_, value) => {
    expect(point(value, two)).toEqual({
      field: 'value',
      code: 'unknown-points',
      params: { points: ['P1', 'P3'] },
    });
  });

  test('the same points, in whatever order, change nothing', () => {
    expect(point([first, second], two)).toEqual(sameValue);
    expect(point([second, first], two)).toEqual(sameValue);
  });

  test('stay as they are on a closed case, and while their answer is being checked', () => {
    const closed: What = { type: 'closed', as: 'answered', run: 1 };
    expect(point([first], two, closed)).toEqual({ field: '', code: 'case-closed', params: {} });
    const check = [
      decided('stage-1', 'respond', 'user:team-manager'),
      opened('stage-1-check', 'quality-checker'),
    ];
    expect(point([first], two, ...check)).toEqual({ field: '', code: 'answer-being-checked', params: {} });
    const checked = decided('stage-1-check', 'approve', 'user:quality-checker');
    expect(point([first], two, ...check, checked)).toMatchObject({ to: [first] });
  });

  test('a request has one to a hundred of them, and none is empty', () => {
    const isPossible = (value: object[]) =>
      CorrectionRequest.safeParse({ what: 'points', value, reason: 'x' }).success;
    const some = (n: number) => Array.from({ length: n }, () => ({ text: 'x' }));
    expect([0, 1, 100, 101].map((n) => isPossible(some(n)))).toEqual([false, true, true, false]);
    expect(isPossible([{ text: '  ' }])).toBe(false);
  });
});

describe('the summary and what the council lists', () => {
  const [area, otherArea] = council.serviceAreas;
  test.each<[string, What[], object, object]>([
    [
      'another summary',
      [facts({ summary: 'No calls' })],
      { what: 'summary', value: 'No visits' },
      { what: 'summary', from: 'No calls', to: 'No visits' },
    ],
    ['a first summary', [], { what: 'summary', value: 'No visits' }, { what: 'summary', to: 'No visits' }],
    ['the same summary', [facts({ summary: 'No calls' })], { what: 'summary', value: 'No calls' }, sameValue],
    [
      'another service area',
      [facts({ serviceArea: area ?? '' })],
      { what: 'serviceArea', value: otherArea },
      { what: 'serviceArea', from: area, to: otherArea },
    ],
    [
      'the same service area',
      [facts({ serviceArea: area ?? '' })],
      { what: 'serviceArea', value: area },
      sameValue,
    ],
    [
      'no service area of the council',
      [],
      { what: 'serviceArea', value: 'Moon' },
      { field: 'value', code: 'not-an-option', params: { options: council.serviceAreas } },
    ],
    ['a team', [], { what: 'team', value: 'Assessment Team' }, { what: 'team', to: 'Assessment Team' }],
    [
      'a category',
      [],
      { what: 'category', value: council.categories[0]?.name },
      { what: 'category', to: council.categories[0]?.name },
    ],
  ])('%s', (_, happened, request, expected) => {
    expect(corrected(aCase(...happened), request)).toEqual(expected);
  });

  test.each(['team', 'category'])('no %s that the council does not list', (what) => {
    expect(corrected(aCase(), { what, value: 'Moon' })).toMatchObject({ code: 'not-an-option' });
  });
});

test('a request has a reason, and texts that are not too long', () => {
  const isPossible = (request: object) =>
    CorrectionRequest.safeParse({ what: 'channel', value: 'letter', reason: 'x', ...request }).success;
  const long = (length: number) => 'x'.repeat(length);
  const ofPoint = (length: number) => ({ what: 'points', value: [{ text: long(length) }] });
  expect(isPossible({ reason: ' ' })).toBe(false);
  expect([10_000, 10_001].map((length) => isPossible({ reason: long(length) }))).toEqual([true, false]);
  expect([10_000, 10_001].map((length) => isPossible(ofPoint(length)))).toEqual([true, false]);
  expect([100_000, 100_001].map((length) => isPossible({ what: 'summary', value: long(length) }))).toEqual([
    true,
    false,
  ]);
});
