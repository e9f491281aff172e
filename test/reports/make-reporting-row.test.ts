import { expect, test } from 'vitest';
import { bundledBankHolidays } from '../../functions/domain/time/bank-holidays.ts';
import { reportingRow } from '../../functions/domain/records/make-reporting-row.ts';
import { makeWorkingDays } from '../../functions/domain/time/working-days.ts';
import { parseRow } from '../../functions/report/parse-row.ts';
import { procedures } from '../shropshire.ts';
import { childrensWay, openPlay, stage2Way, stage3Way, type Play, type Turn } from '../play.ts';

const calendar = makeWorkingDays(bundledBankHolidays);

/** The row of a case, held to its schema as a report would. */
async function rowOf(play: Play, reference: string) {
  const { state } = await play.file(reference);
  const parsed = parseRow(reportingRow(state, '00000000002a', procedures, calendar, play.today()));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.row;
}

test('a case has a row that fits at each step of its way, and through all three stages', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaint();
  expect(await rowOf(play, reference)).toMatchObject({
    reference,
    kind: 'complaint',
    received: '2026-06-01',
    closed: null,
    investigated: false,
    stageReached: null,
    outcome: null,
  });

  await play.along(reference, childrensWay.slice(0, 3));
  expect(await rowOf(play, reference)).toMatchObject({
    procedure: 'childrens-statutory',
    investigated: true,
    stageReached: 'stage 1',
    // Handed in to be checked, and not sent yet.
    stage1: {
      opened: '2026-06-01',
      due: '2026-06-15',
      extendedDue: null,
      responded: null,
      inTimeOriginal: null,
    },
  });

  await play.along(reference, childrensWay.slice(3));
  expect(await rowOf(play, reference)).toMatchObject({
    stageReached: 'stage 2',
    stage1: { responded: '2026-06-01', workingDays: 0, inTimeOriginal: true, inTimeExtended: true },
    stage2: { opened: '2026-06-01', responded: null },
  });

  for (const title of ['Report of the investigation', "Independent Person's report", "Panel's report"])
    await play.document(reference, title);
  await play.along(reference, [...stage2Way, ...stage3Way]);
  expect(await rowOf(play, reference)).toMatchObject({
    closed: '2026-06-01',
    stageReached: 'stage 3',
    stage2: {
      responded: '2026-06-01',
      due: '2026-07-06',
      statementAgreed: '2026-06-01',
      workingDaysFromStatement: 0,
    },
    stage3: { responded: '2026-06-01', workingDays: 0 },
    outcome: 'upheld',
    actions: [{ type: 'Training or guidance for employees', due: '2026-07-31', done: null }],
    withdrawn: null,
    lgsco: null,
  });
});

test.each([
  ['done', { doneOn: '2026-06-05', evidence: 'The rota is on the wall.' }, '2026-06-05'],
  ['drop', { reason: 'The team has closed.' }, null],
])(
  'an action counts as done on the day that was answered, and not when it is dropped: %s',
  async (outcome, given, done) => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const reference = await play.complaint();
    const actions = [{ text: 'A rota', owner: 'complaints-officer', dueOn: '2026-07-31' }];
    await play.along(
      reference,
      childrensWay.map(([step, name, answers = {}, user = 'complaints-officer']): Turn => [
        step,
        name,
        step === 'stage-1' ? { ...answers, actions } : answers,
        user,
      ]),
    );
    await play.to('2026-06-10');
    await play.along(reference, [['action', outcome, given]]);
    expect((await rowOf(play, reference)).actions).toEqual([
      { type: 'Not recorded', due: '2026-07-31', done },
    ]);
  },
);
