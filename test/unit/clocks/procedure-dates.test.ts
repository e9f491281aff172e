import { describe, expect, test } from 'vitest';
import { bundledBankHolidays } from '../../../functions/domain/time/bank-holidays.ts';
import { procedureDates } from '../../../functions/domain/clocks/procedure-dates.ts';
import { makeWorkingDays } from '../../../functions/domain/time/working-days.ts';
import { procedures } from '../../shropshire.ts';

const calendar = makeWorkingDays(bundledBankHolidays);

function datesOf(id: string, receivedOn: string) {
  const found = procedures.on(id, receivedOn);
  if (!found.ok) throw new Error(found.reason);
  return procedureDates(found.procedure, receivedOn, calendar);
}

/**
 * Step, limit, day 0, last day in time; those of children and corporate counted by hand on GOV.UK's calendar. What a case may pass over, learning
 * and a review after a withdrawal, has no date here.
 */
type Row = [string, string, string, string];

// Easter Monday 5 April, 3 and 31 May, 30 August 2021 are bank holidays; so are 3 and 6 April, 4 and 25 May 2026.
const golden: [string, string, Row[]][] = [
  [
    'childrens-statutory',
    '2021-04-03',
    [
      ['acknowledge', '3 working days', '2021-04-03', '2021-04-08'],
      ['stage-1', '10 working days', '2021-04-03', '2021-04-19'],
      ['stage-1, extended', '20 working days', '2021-04-03', '2021-05-04'],
      ['stage-2-window', '20 working days', '2021-04-19', '2021-05-18'],
      ['stage-2-commission', '5 working days', '2021-05-18', '2021-05-25'],
      ['stage-2-statement', '5 working days', '2021-05-18', '2021-05-25'],
      ['stage-2', '25 working days', '2021-05-18', '2021-06-23'],
      ['stage-2, extended', '65 working days', '2021-05-18', '2021-08-18'],
      ['stage-3-window', '20 working days', '2021-06-23', '2021-07-21'],
      ['stage-3-acknowledgement', '2 working days', '2021-07-21', '2021-07-23'],
      ['stage-3-panel', '10 working days', '2021-07-21', '2021-08-04'],
      // Counted back from the last day of the meeting.
      ['stage-3-papers', '10 working days before', '2021-09-02', '2021-08-18'],
      ['stage-3-panel-meeting', '30 working days', '2021-07-21', '2021-09-02'],
      ['stage-3-panel-report', '5 working days', '2021-09-02', '2021-09-09'],
      ['stage-3-response', '15 working days', '2021-09-09', '2021-09-30'],
    ],
  ],
  [
    'corporate',
    '2021-04-03',
    [
      ['acknowledge', '3 working days', '2021-04-03', '2021-04-08'],
      ['stage-1', '30 working days', '2021-04-03', '2021-05-18'],
      ['stage-2-window', '20 working days', '2021-05-18', '2021-06-16'],
      ['stage-2-acknowledge', '3 working days', '2021-06-16', '2021-06-21'],
      ['stage-2', '30 working days', '2021-06-16', '2021-07-28'],
    ],
  ],
  [
    'corporate',
    '2026-04-01',
    [
      ['acknowledge', '5 working days', '2026-04-01', '2026-04-10'],
      ['stage-1', '10 working days', '2026-04-10', '2026-04-24'],
      ['stage-1, extended', '20 working days', '2026-04-10', '2026-05-11'],
      ['stage-2-window', '20 working days', '2026-04-24', '2026-05-26'],
      ['stage-2-acknowledge', '5 working days', '2026-05-26', '2026-06-02'],
      ['stage-2', '20 working days', '2026-06-02', '2026-06-30'],
      ['stage-2, extended', '40 working days', '2026-06-02', '2026-07-28'],
    ],
  ],
  [
    'adult-social-care',
    '2021-04-03',
    [
      ['acknowledge', '3 working days', '2021-04-03', '2021-04-08'],
      ['response', '6 months', '2021-04-03', '2021-10-03'],
    ],
  ],
  ['intake', '2021-04-03', [['triage', '1 working day', '2021-04-03', '2021-04-06']]],
  ['compliment', '2021-04-03', [['thank', '5 working days', '2021-04-03', '2021-04-12']]],
  ['comment', '2021-04-03', [['answer', '10 working days', '2021-04-03', '2021-04-19']]],
  ['service-request', '2021-04-03', [['pass-on', '3 working days', '2021-04-03', '2021-04-08']]],
  [
    'lgsco',
    '2021-04-03',
    [
      ['lgsco-enquiry', '28 calendar days', '2021-04-03', '2021-05-01'],
      ['lgsco-enquiry, extended', '84 calendar days', '2021-04-03', '2021-06-26'],
      ['lgsco-decision', '6 months', '2021-05-01', '2021-11-01'],
    ],
  ],
  [
    'action',
    '2021-04-03',
    [
      ['action', '20 working days', '2021-04-03', '2021-05-04'],
      ['action, extended', '260 working days', '2021-04-03', '2022-04-12'],
    ],
  ],
  [
    'payment',
    '2021-04-03',
    [
      ['pay', '20 working days', '2021-04-03', '2021-05-04'],
      ['pay, extended', '260 working days', '2021-04-03', '2022-04-12'],
      ['not-paid', '2 working days', '2021-05-04', '2021-05-06'],
    ],
  ],
  ['retention-review', '2021-04-03', [['retention-review', '20 working days', '2021-04-03', '2021-05-04']]],
  ['contact-another-way', '2021-04-03', [['contact', '1 working day', '2021-04-03', '2021-04-06']]],
  ['post-letter', '2021-04-03', [['post-letter', '1 working day', '2021-04-03', '2021-04-06']]],
  ['deal-with-message', '2021-04-03', [['message', '2 working days', '2021-04-03', '2021-04-07']]],
  ['tell-of-delay', '2021-04-03', [['tell-of-delay', '2 working days', '2021-04-03', '2021-04-07']]],
  ['safeguarding', '2021-04-03', [['look-now', '1 calendar day', '2021-04-03', '2021-04-04']]],
  ['after-death', '2021-04-03', [['who-continues', '20 working days', '2021-04-03', '2021-05-04']]],
  ['turned-eighteen', '2021-04-03', [['ask-young-person', '10 working days', '2021-04-03', '2021-04-19']]],
  [
    'handling-plan',
    '2021-04-03',
    [
      ['discuss-plan', '10 working days', '2021-04-03', '2021-04-19'],
      ['planned-answer', '1 working day before', '2021-04-19', '2021-04-16'],
    ],
  ],
  [
    'joint-contribution',
    '2021-04-03',
    [['joint-contribution', '20 working days', '2021-04-03', '2021-05-04']],
  ],
  ['follow-route', '2021-04-03', [['follow-route', '20 working days', '2021-04-03', '2021-05-04']]],
  ['find-advocate', '2021-04-03', [['find-advocate', '3 working days', '2021-04-03', '2021-04-08']]],
  [
    'finish-by-hand',
    '2021-04-03',
    [
      ['finish-by-hand', '1 working day', '2021-04-03', '2021-04-06'],
      ['end-task', '2 working days', '2021-04-06', '2021-04-08'],
    ],
  ],
  [
    'follow-up-note',
    '2021-04-03',
    [
      ['follow-up', '5 working days', '2021-04-03', '2021-04-12'],
      ['follow-up, extended', '260 working days', '2021-04-03', '2022-04-12'],
    ],
  ],
  ['finish-letter', '2021-04-03', [['finish-letter', '5 working days', '2021-04-03', '2021-04-12']]],
  ['check-letter', '2021-04-03', [['check-letter', '2 working days', '2021-04-03', '2021-04-07']]],
];

describe('lists every date of a procedure when each step takes its full time', () => {
  test.each(golden)('%s, received %s', (id, receivedOn, rows) => {
    expect(
      datesOf(id, receivedOn).map(({ step, limit, from, due }): Row => [step, limit, from, due]),
    ).toEqual(rows);
  });

  test('covers every deployed procedure, each date with its source', () => {
    expect(new Set(golden.map(([id]) => id))).toEqual(new Set(procedures.all.map(({ id }) => id)));
    for (const [id, receivedOn] of golden)
      for (const { citation, title } of datesOf(id, receivedOn))
        expect([id, title.length > 3, citation.length > 10]).toEqual([id, true, true]);
  });

  test.each([
    ['2021-04-03', '2019'],
    ['2026-03-31', '2019'],
    ['2026-04-01', '2026'],
  ])('a corporate complaint received %s follows the version of that day, %s', (receivedOn, version) => {
    expect(procedures.on('corporate', receivedOn)).toMatchObject({ ok: true, procedure: { version } });
  });
});
