import { describe, expect, test } from 'vitest';
import { bundledBankHolidays } from '../../functions/domain/time/bank-holidays.ts';
import { replay } from '../../functions/domain/case/replay.ts';
import { moveDeadlines } from '../../functions/operations/refresh-bank-holidays/move-deadlines.ts';
import { childrensWay, found, openPlay, stage2Way, type Play } from '../play.ts';
import { onPaper } from './walk/due-on-paper.ts';

// Stage 2 has a clock from the request, on which alarms run, and one from the agreed statement
// (law.md section 2).

/** A case in which stage 2 was asked for on Monday 1 June and the statement agreed on Monday 8 June. */
async function atStage2(): Promise<{ play: Play; reference: string }> {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-2-statement', {}, [...childrensWay, ...stage2Way]);
  await play.to('2026-06-08');
  await play.along(reference, [
    [
      'stage-2-statement',
      'agreed',
      { agreedOn: '2026-06-08', statement: 'No calls.', unsignedConfirmed: true },
    ],
  ]);
  return { play, reference };
}

async function clocks(play: Play, reference: string) {
  const { state, events } = await play.file(reference);
  // A limit that has passed opens a task alongside, to tell the complainant.
  const task = state.tasks.findLast(({ procedure }) => procedure === 'childrens-statutory');
  const shown = (await play.view(reference)).deadlines.findLast(({ step }) => step === task?.step);
  const both = [task?.due, task?.alsoDue];
  const paper = onPaper(events, play.today()).tasks.get(task?.key ?? '');
  expect([shown?.due, shown?.second?.due]).toEqual(both);
  expect([paper?.due, paper?.alsoDue]).toEqual(both);
  expect(replay(state.id, events)).toEqual(state);
  return both;
}

const pause = { reason: 'The court asked.', reviewOn: '2026-06-30' };

describe('the two clocks of stage 2', () => {
  test('stop in a pause with their remaining days and continue in the next step', async () => {
    const { play, reference } = await atStage2();
    expect(await clocks(play, reference)).toEqual(['2026-07-06', '2026-07-13']);
    await play.to('2026-06-10');
    await play.along(reference, [['stage-2', 'freeze', pause]]);
    await play.to('2026-06-17');
    await play.along(reference, [['stage-2', 'resume', { reason: 'The court is done.' }]]);
    expect(await clocks(play, reference)).toEqual(['2026-07-13', '2026-07-20']);
    const { explanation, second } = (await play.step(reference, 'stage-2')).deadline;
    expect(explanation).toContain('25 working days from 1 June 2026 (day 0) is 6 July 2026.');
    expect(second?.explanation).toContain('25 working days from 8 June 2026 (day 0) is 13 July 2026.');
    expect(second?.explanation).toContain('Paused from 10 June 2026 to 17 June 2026');
    expect(explanation).toContain(`Second clock: ${second?.explanation}`);
    const report = await play.document(reference, 'Report');
    await play.along(reference, [
      ['stage-2', 'submit-report', { investigationReport: report, findings: found }, 'investigating-officer'],
    ]);
    expect(await clocks(play, reference)).toEqual(['2026-07-13', '2026-07-20']);
  });

  test('move only the second after a pause that began when the first had run out', async () => {
    const { play, reference } = await atStage2();
    await play.to('2026-07-08');
    await play.along(reference, [['stage-2', 'freeze', { ...pause, reviewOn: '2026-07-30' }]]);
    await play.to('2026-07-15');
    await play.along(reference, [['stage-2', 'resume', { reason: 'The court is done.' }]]);
    expect(await clocks(play, reference)).toEqual(['2026-07-06', '2026-07-20']);
  });

  test.each([
    ['a long one is the last day of both', '2026-08-31', '2026-08-31'],
    ['a short one shortens the second by nothing', '2026-07-08', '2026-07-13'],
  ])('extend the first: %s', async (_, until, second) => {
    const { play, reference } = await atStage2();
    await play.along(reference, [['stage-2', 'extend', { until, reason: 'A witness is ill.' }]]);
    expect(await clocks(play, reference)).toEqual([until, second]);
  });

  test('move with a new bank holiday within one or both', async () => {
    const { play, reference } = await atStage2();
    const proclaim = async (known: typeof bundledBankHolidays, date: string) => {
      const after = [...known, { title: 'Day of thanks', date }];
      await moveDeadlines(play.deps, { before: known, after });
      await play.deps.store.saveBankHolidays(after);
      return after;
    };
    const known = await proclaim(bundledBankHolidays, '2026-07-10');
    const dates = async () => {
      const task = (await play.file(reference)).state.tasks.at(-1);
      return [task?.due, task?.alsoDue];
    };
    expect(await dates()).toEqual(['2026-07-06', '2026-07-14']);
    await proclaim(known, '2026-07-01');
    expect(await dates()).toEqual(['2026-07-07', '2026-07-15']);
    const { state, events } = await play.file(reference);
    expect(replay(state.id, events)).toEqual(state);
  });
});
