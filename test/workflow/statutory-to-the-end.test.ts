import { expect, test } from 'vitest';
import * as z from 'zod';
import { brokenPromises, childrensWay, complainant, found, openPlay, stage2Way, stage3Way } from '../play.ts';

// In under a minute of real time.
const limit = { timeout: 60_000 };

test(
  'a mailed complaint goes through all stages and the Ombudsman, with every letter and date',
  limit,
  async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    await play.mail();
    const [{ reference }] = z
      .tuple([z.object({ reference: z.string() })])
      .parse((await play.deps.store.cases({ limit: 2 })).items);
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
      // The promised action continues alongside the closed case.
      ['action#1', 'open', '2026-07-31', undefined],
    ]);
    expect(await play.lettersOf(reference, 'complainant')).toEqual([
      'receipt',
      'acknowledgement',
      'stage-1-response',
      'stage-2-started',
      'statement-of-complaint',
      'stage-2-people',
      'stage-2-adjudication',
      'stage-3-acknowledgement',
      'panel-invitation',
      'panel-report-sent',
      'stage-3-response',
    ]);
    expect([view.status, view.closedAs, view.outcome]).toEqual(['closed', 'answered at stage 3', 'upheld']);

    // The Ombudsman asks about the closed case: answered with its papers, collated and numbered, and decided.
    expect((await play.post(`/cases/${reference}/enquiries`, { receivedOn: '2026-06-01' })).status).toBe(200);
    await play.settle();
    const papers = z
      .object({ items: z.array(z.object({ number: z.number(), kind: z.string() })) })
      .parse((await play.get(`/cases/${reference}/appendices`)).body).items;
    expect(papers.map(({ number }) => number)).toEqual(papers.map((_, index) => index + 1));
    expect(
      Object.entries(Object.groupBy(papers, ({ kind }) => kind)).map(([kind, all]) => [kind, all?.length]),
    ).toEqual([
      ['from the complainant', 1],
      ['letter', 11],
      ['document', 3],
    ]);
    await play.along(reference, [
      ['lgsco-enquiry', 'respond', { response: 'Our answer, with its appendices.', appendices: true }],
      [
        'lgsco-decision',
        'record-decision',
        { decidedOn: '2026-06-01', ombudsmanDecision: 'not upheld: no fault' },
      ],
      ['action', 'done', { doneOn: '2026-06-01', evidence: 'The rota is on the wall.' }, 'team-manager'],
    ]);
    const after = await play.view(reference);
    expect([after.status, after.runs.filter(({ status }) => status === 'running')]).toEqual(['closed', []]);
    expect(await brokenPromises(play, reference)).toEqual([]);
  },
);

// A page has no rows for recommendations that were not made, and sends no answer; a program may send none by name.
test.each<[string, object, object]>([
  ['nothing', {}, {}],
  ['an empty list', { recommendations: [] }, { recommendationAnswers: [] }],
])('the council answers a panel that recommends nothing (%s)', async (_, report, answer) => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAtStage3('stage-3-panel-report');
  await play.along(reference, [
    [
      'stage-3-panel-report',
      'submit-report',
      { panelReport: 'D3', findings: found, ...report },
      'panel-chair',
    ],
    [
      'stage-3-response',
      'respond',
      { ...answer, findings: found, independentPersonConsulted: true },
      'director',
    ],
    ...stage3Way.slice(-2),
  ]);
  expect((await play.view(reference)).closedAs).toBe('answered at stage 3');
  const letter = (await play.letters()).findLast(({ to }) => to === complainant);
  expect(letter?.text).toContain('The panel made no recommendations.');
});
