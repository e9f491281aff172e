import { describe, expect, test } from 'vitest';
import { reportingRow } from '../../../functions/domain/records/make-reporting-row.ts';
import { contradictionsOf, type ReportingRow } from '../../../functions/domain/records/reporting-row.ts';
import { rowProblemInWords } from '../../../functions/report/parse-row.ts';
import { reportWordsIn } from '../../../functions/words/report-words.ts';
import { procedures } from '../../shropshire.ts';
import { aCase, calendar, opened, receivedOn, started } from '../a-case.ts';

// A row that contradicts itself cannot be counted. Here: a complaint received on Monday 1 June 2026, answered on the last
// day of stage 1, Monday 15 June, ten working days later, and closed on the day after.

const stage = {
  opened: '2026-06-01',
  due: '2026-06-15',
  extendedDue: null,
  responded: '2026-06-15',
  workingDays: 10,
  inTimeOriginal: true,
  inTimeExtended: true,
};
const unanswered = { responded: null, workingDays: null, inTimeOriginal: null, inTimeExtended: null };
const second = { ...stage, statementAgreed: '2026-06-03', workingDaysFromStatement: 8 };

function row(change: Partial<ReportingRow>): ReportingRow {
  const made = reportingRow(
    aCase(started(), opened('stage-1', 'team-manager')),
    null,
    procedures,
    calendar,
    receivedOn,
  );
  if (!made) throw new Error('no row');
  return { ...made, closed: '2026-06-16', stage1: stage, ...change };
}
const found = (change: Partial<ReportingRow>) =>
  contradictionsOf(row(change)).map(
    (problem) => `${problem.field} ${rowProblemInWords(reportWordsIn('en').rowProblems, problem)}`,
  );
const inStage1Of = (change: Partial<ReportingRow['stage1']> & object) =>
  found({ stage1: { ...stage, ...change } });

describe('a row that can be counted', () => {
  test.each<[string, Partial<ReportingRow>]>([
    ['an answer on the due day', {}],
    ['open, and not answered', { closed: null, stage1: { ...stage, ...unanswered } }],
    ['closed on the day of receipt', { closed: '2026-06-01', stage1: { ...stage, ...unanswered } }],
    ['closed on the day of the answer', { closed: '2026-06-15' }],
    [
      'answered on the day it was received',
      { stage1: { ...stage, responded: '2026-06-01', workingDays: 0 } },
    ],
    [
      'a stage due on the day it opened',
      { stage1: { ...stage, due: '2026-06-01', inTimeOriginal: false, inTimeExtended: false } },
    ],
    ['an extension to the same day', { stage1: { ...stage, extendedDue: '2026-06-15' } }],
    ['withdrawn during the investigation', { withdrawn: 'during investigation' }],
    ['withdrawn before it', { withdrawn: 'before investigation', investigated: false }],
    [
      'a compliment without stages',
      { kind: 'compliment', investigated: false, stage1: null, stageReached: null },
    ],
    ['one theme', { themes: ['Contact'] }],
    ['two themes', { themes: ['Contact', 'Plans'] }],
    ['stage 2 reached', { stage2: second, stageReached: 'stage 2' }],
    [
      'stage 2 without a statement',
      {
        stage2: { ...second, statementAgreed: null, workingDaysFromStatement: null },
        stageReached: 'stage 2',
      },
    ],
    ['stage 3 reached', { stage2: second, stage3: stage, stageReached: 'stage 3' }],
    [
      'with the Ombudsman on the day of receipt',
      { lgsco: { received: '2026-06-01', decision: null }, stageReached: 'LGSCO' },
    ],
    ['as many working days as days', { stage1: { ...stage, workingDays: 14 } }],
    [
      'days over the end of a year',
      {
        received: '2025-12-01',
        stage1: { ...stage, opened: '2025-12-01', workingDays: 196 },
      },
    ],
  ])('%s', (_, change) => {
    expect(found(change)).toEqual([]);
  });
});

describe('reports a contradiction in a row by field', () => {
  test.each<[string, Partial<ReportingRow>, string]>([
    [
      'closed before it was received',
      { closed: '2026-05-31', stage1: { ...stage, ...unanswered } },
      'closed is before received',
    ],
    [
      'an investigated compliment',
      { kind: 'compliment' },
      'investigated is true, but this is not a complaint',
    ],
    [
      'investigated without a stage 1',
      { stage1: null, stageReached: null },
      'stage1 is missing from an investigated complaint',
    ],
    [
      'investigated, and withdrawn before that',
      { withdrawn: 'before investigation' },
      'withdrawn contradicts investigated',
    ],
    [
      'withdrawn during an investigation that was not',
      { withdrawn: 'during investigation', investigated: false },
      'withdrawn contradicts investigated',
    ],
    ['one theme twice', { themes: ['Contact', 'Contact'] }, 'themes names a theme twice'],
    [
      'stage 1 reached, and none named',
      { stageReached: null },
      'stageReached is not "stage 1", as stage1 to lgsco say',
    ],
    [
      'no stage, and one named',
      { investigated: false, stage1: null, stageReached: 'stage 1' },
      'stageReached is not "null", as stage1 to lgsco say',
    ],
    [
      'stage 2 reached, and stage 1 named',
      { stage2: second },
      'stageReached is not "stage 2", as stage1 to lgsco say',
    ],
    [
      'stage 3 reached, and stage 1 named',
      { stage3: stage },
      'stageReached is not "stage 3", as stage1 to lgsco say',
    ],
    [
      'with the Ombudsman, and stage 1 named',
      { lgsco: { received: '2026-06-20', decision: null } },
      'stageReached is not "LGSCO", as stage1 to lgsco say',
    ],
    [
      'with the Ombudsman before it was received',
      { lgsco: { received: '2026-05-31', decision: null }, stageReached: 'LGSCO' },
      'lgsco.received is before received',
    ],
    [
      'more days since the statement than there were',
      { stage2: { ...second, workingDaysFromStatement: 13 }, stageReached: 'stage 2' },
      'stage2.workingDaysFromStatement is more than the days from statementAgreed to responded',
    ],
    [
      'days since a statement that is not there',
      { stage2: { ...second, statementAgreed: null }, stageReached: 'stage 2' },
      'stage2.workingDaysFromStatement is more than the days from statementAgreed to responded',
    ],
    [
      'days to a second answer that is not there',
      { stage2: { ...second, ...unanswered }, stageReached: 'stage 2' },
      'stage2.workingDaysFromStatement is more than the days from statementAgreed to responded',
    ],
    [
      'stage 2 before the case',
      { stage2: { ...second, opened: '2026-05-31' }, stageReached: 'stage 2' },
      'stage2.opened is before received',
    ],
    [
      'stage 3 before the case',
      { stage3: { ...stage, opened: '2026-05-31' }, stageReached: 'stage 3' },
      'stage3.opened is before received',
    ],
  ])('%s', (_, change, problem) => {
    expect(found(change)).toEqual([problem]);
  });
});

describe('reports a contradiction in a stage by field', () => {
  test.each<[string, Partial<ReportingRow['stage1']> & object, string]>([
    [
      'due before it opened',
      { due: '2026-05-31', inTimeOriginal: false, inTimeExtended: false },
      'stage1.due is before opened',
    ],
    [
      'extended to an earlier day',
      { extendedDue: '2026-06-12', inTimeExtended: false },
      'stage1.extendedDue is before due',
    ],
    ['opened before the receipt', { opened: '2026-05-31' }, 'stage1.opened is before received'],
    [
      'answered after the case was closed',
      { responded: '2026-06-17', inTimeOriginal: false, inTimeExtended: false },
      'stage1.responded is after closed',
    ],
    [
      'answered, and no days counted',
      { workingDays: null },
      'stage1.workingDays must be there exactly when responded is',
    ],
    [
      'days counted, and not answered',
      { ...unanswered, workingDays: 10 },
      'stage1.workingDays must be there exactly when responded is',
    ],
    [
      'more working days than days',
      { workingDays: 15 },
      'stage1.workingDays is more than the days from opened to responded',
    ],
    ['late on the due day', { inTimeOriginal: false }, 'stage1.inTimeOriginal contradicts due and responded'],
    [
      'in time, and not answered',
      { ...unanswered, inTimeOriginal: true },
      'stage1.inTimeOriginal contradicts due and responded',
    ],
    [
      'late on the extended day',
      { extendedDue: '2026-06-15', inTimeExtended: false },
      'stage1.inTimeExtended contradicts extendedDue and responded',
    ],
    [
      'late by no extension',
      { inTimeExtended: false },
      'stage1.inTimeExtended contradicts extendedDue and responded',
    ],
  ])('%s', (_, change, problem) => {
    expect(inStage1Of(change)).toEqual([problem]);
  });
  test('reports the days as well when it was answered before it opened', () => {
    expect(
      found({ stage1: { ...stage, opened: '2026-06-10', responded: '2026-06-09', workingDays: 0 } }),
    ).toEqual([
      'stage1.responded is before opened',
      'stage1.workingDays is more than the days from opened to responded',
    ]);
  });
  test('reports in time on the day after the due day, the extension or both', () => {
    const late = { responded: '2026-06-16', inTimeOriginal: false, inTimeExtended: false };
    expect(inStage1Of(late)).toEqual([]);
    expect(inStage1Of({ ...late, inTimeOriginal: true })).toHaveLength(1);
    expect(inStage1Of({ ...late, extendedDue: '2026-06-16', inTimeExtended: true })).toEqual([]);
  });
});
