import { expect, test } from 'vitest';
import { brokenPromises, childrensWay, openPlay, stage2Way, stage3Way } from '../play.ts';

test('a complaint goes through all three stages to the Ombudsman, with every letter and date', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaint();
  await play.along(reference, childrensWay);
  for (const title of ['Report of the investigation', "Independent Person's report", "Panel's report"])
    await play.document(reference, title);
  await play.along(reference, [...stage2Way, ...stage3Way]);

  const view = await play.view(reference);
  expect(view.steps.map(({ task, status, due, alsoDue }) => [task, status, due, alsoDue])).toEqual([
    ['triage#1', 'decided', '2026-06-02', undefined],
    ['acknowledge#1', 'decided', '2026-06-04', undefined],
    ['stage-1#1', 'decided', '2026-06-15', undefined],
    ['stage-1-check#1', 'decided', '2026-06-15', undefined],
    ['stage-1-sign-off#1', 'decided', '2026-06-15', undefined],
    ['stage-2-window#1', 'decided', '2026-06-29', undefined],
    ['stage-2-commission#1', 'decided', '2026-06-08', undefined],
    ['stage-2-statement#1', 'decided', '2026-06-08', undefined],
    // Two clocks, of the request and of the statement agreed on the same day; the adjudication has the time of both.
    ['stage-2#1', 'decided', '2026-07-06', '2026-07-06'],
    ['stage-2-independent-report#1', 'decided', '2026-07-06', '2026-07-06'],
    ['stage-2-adjudication#1', 'decided', '2026-07-06', '2026-07-06'],
    ['stage-2-adjudication-check#1', 'decided', '2026-07-06', '2026-07-06'],
    ['stage-2-adjudication-sign-off#1', 'decided', '2026-07-06', '2026-07-06'],
    ['stage-3-window#1', 'decided', '2026-06-29', undefined],
    ['stage-3-acknowledgement#1', 'decided', '2026-06-03', undefined],
    ['stage-3-panel#1', 'decided', '2026-06-15', undefined],
    // Ten working days before the meeting of 22 June.
    ['stage-3-papers#1', 'decided', '2026-06-08', undefined],
    ['stage-3-panel-meeting#1', 'decided', '2026-07-13', undefined],
    ['stage-3-panel-report#1', 'decided', '2026-06-08', undefined],
    ['stage-3-response#1', 'decided', '2026-06-22', undefined],
    ['stage-3-response-check#1', 'decided', '2026-06-22', undefined],
    ['stage-3-response-sign-off#1', 'decided', '2026-06-22', undefined],
    // What was promised goes on beside the closed case.
    ['action#1', 'open', '2026-07-31', undefined],
  ]);
  expect(await play.lettersOf(reference, 'complainant')).toEqual([
    'acknowledgement',
    'stage-1-response',
    'stage-2-started',
    'statement-of-complaint',
    'stage-2-adjudication',
    'stage-3-acknowledgement',
    'panel-invitation',
    'panel-report-sent',
    'stage-3-response',
  ]);
  expect([view.status, view.closedAs, view.outcome]).toEqual(['closed', 'answered at stage 3', 'upheld']);
  expect(await brokenPromises(play, reference)).toEqual([]);
});
