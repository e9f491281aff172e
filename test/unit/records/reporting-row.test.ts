import { expect, test } from 'vitest';
import { reportingRow } from '../../../functions/domain/records/make-reporting-row.ts';
import { ReportingRow } from '../../../functions/domain/records/reporting-row.ts';
import { procedures } from '../../shropshire.ts';
import { aCase, calendar, opened, receivedOn, started } from '../a-case.ts';

const row = reportingRow(
  aCase(started(), opened('stage-1', 'team-manager')),
  '0123456789ab',
  procedures,
  calendar,
  receivedOn,
);
const accepts = (change: object) => ReportingRow.safeParse({ ...row, ...change }).success;

test('the row of a case fits the schema', () => {
  expect(accepts({})).toBe(true);
});

test.each([
  ['two to four capital letters', ['SC-2026-00412-7', 'SCCC-2026-00412-7'], ['S-2026-00412-7']],
  ['no more letters, and no small ones', ['ABC-2026-00412-7'], ['SCCCC-2026-00412-7', 'sc-2026-00412-7']],
  ['a year of this century', ['SC-2099-00412-7'], ['SC-1999-00412-7', 'SC-226-00412-7']],
  ['a number of five digits', ['SC-2026-00001-0', 'SC-2026-99999-0'], ['SC-2026-0412-7', 'SC-2026-000412-7']],
  [
    'a longer number, up to eight, when there are more cases',
    ['SC-2026-123456-7', 'SC-2026-12345678-7'],
    ['SC-2026-012345-7', 'SC-2026-123456789-7'],
  ],
  ['one check digit', ['SC-2026-00412-0'], ['SC-2026-00412', 'SC-2026-00412-77', 'SC-2026-00412-X']],
  [
    'nothing before or after',
    ['SC-2026-00412-7'],
    [' SC-2026-00412-7', 'SC-2026-00412-7 ', 'XSC-2026-00412-7x'],
  ],
])('a reference has %s', (_, good, bad) => {
  expect(good.filter((reference) => !accepts({ reference }))).toEqual([]);
  expect(bad.filter((reference) => accepts({ reference }))).toEqual([]);
});

test('requires 12 hexadecimal digits or null as the key of a person', () => {
  const good = ['0123456789ab', 'ffffffffffff', null];
  const bad = ['0123456789a', '0123456789abc', '0123456789AB', '0123456789ag', 'x0123456789ab', ''];
  expect(good.filter((complainantKey) => !accepts({ complainantKey }))).toEqual([]);
  expect(bad.filter((complainantKey) => accepts({ complainantKey }))).toEqual([]);
});

test('requires every key and no other', () => {
  const { team: _, ...without } = { ...row };
  expect(ReportingRow.safeParse(without).success).toBe(false);
  expect(accepts({ name: 'Sam Carter' })).toBe(false);
});

test.each([
  ['a count', 'delays', [0, 1, 12], [-1, 1.5, null, '1']],
  ['a day', 'received', ['2026-02-28'], ['2026-02-29', '28/02/2026', '', null]],
  ['a day or nothing', 'closed', ['2026-02-28', null], ['2026-02-29', '']],
  ['a text or nothing', 'team', ['Assessment Team', null], ['', 1]],
  ['yes, no or nothing', 'lookedAfter', [true, false, null], ['yes', 0]],
  ['yes or no', 'investigated', [true, false], [null]],
  [
    'the kind of feedback',
    'kind',
    ['complaint', 'compliment', 'comment'],
    ['service request', 'enquiry', null],
  ],
  [
    'an outcome or nothing',
    'outcome',
    ['upheld', 'partially upheld', 'not upheld', 'withdrawn', 'no recorded outcome', null],
    ['no finding', ''],
  ],
  [
    'a stage or nothing',
    'stageReached',
    ['stage 1', 'stage 2', 'stage 3', 'LGSCO', null],
    ['stage 4', 'Stage 1'],
  ],
])('%s: %s', (_, key, good, bad) => {
  expect(good.filter((value) => !accepts({ [key]: value }))).toEqual([]);
  expect(bad.filter((value) => accepts({ [key]: value }))).toEqual([]);
});
