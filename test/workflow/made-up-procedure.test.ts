import { describe, expect, test } from 'vitest';
import { procedureSet } from '../../workflows/procedures/index.ts';
import { procedures } from '../shropshire.ts';
import { brokenPromises, complainant, openPlay, responded, routed, type Play } from '../play.ts';

const rule = 'Allotments and Smallholdings (Grievances) Rules, made up for this test';

/** A procedure that the product has never heard of: nothing but data. */
const allotments = {
  id: 'allotments',
  version: '1',
  stateMachine: 'allotments',
  title: 'Grievance about an allotment',
  law: rule,
  feedback: ['complaint'],
  received: { from: '2026-01-01' },
  first: 'visit',
  steps: {
    visit: {
      title: 'Visit of the plot',
      kind: 'task',
      performer: 'team-manager',
      limit: { days: 2, unit: 'working days', from: 'receipt', citation: rule },
      extension: { upTo: 5, times: 1, citation: rule },
      milestones: [
        {
          id: 'due-tomorrow',
          title: 'Due tomorrow',
          when: { workingDays: -1, time: '08:00' },
          letter: 'alert-due-tomorrow',
          to: ['assignee'],
        },
        {
          id: 'breach',
          title: 'Overdue',
          means: 'breach',
          when: 'late',
          letter: 'alert-overdue',
          to: ['director'],
        },
      ],
      outcomes: {
        visited: {
          title: 'The plot was visited',
          form: { visitedOn: { label: 'When', type: 'date', not: ['future'], required: true } },
          letters: [],
          next: 'answer',
        },
        extend: {
          title: 'A later day',
          form: {
            until: { label: 'New day', type: 'date', required: true },
            reason: { label: 'Why', type: 'paragraphs', required: true },
          },
          effect: 'extend',
          letters: ['extension'],
          next: 'again',
        },
      },
    },
    answer: {
      title: 'Answer about the plot',
      kind: 'task',
      performer: 'director',
      limit: {
        days: 10,
        unit: 'calendar days',
        from: { step: 'visit', answer: 'visitedOn' },
        citation: rule,
      },
      milestones: [],
      outcomes: {
        answer: {
          title: 'Answer',
          form: {
            findings: { label: 'Findings', type: 'findings', required: true, fact: 'findings' },
            response: { label: 'Answer', type: 'paragraphs', required: true },
          },
          answers: { stage: 'stage 1', as: 'response' },
          letters: ['final-response'],
          alerts: [{ letter: 'alert-task-opened', to: ['head-of-service'] }],
          next: 'doubts',
        },
      },
    },
    doubts: {
      title: 'Time for doubts',
      kind: 'window',
      performer: 'complainant',
      limit: { days: 1, unit: 'months', from: 'decision', citation: rule },
      milestones: [],
      asksFor: 'a second visit',
      lapse: 'none',
      outcomes: {
        none: {
          title: 'No doubts',
          by: [],
          form: {},
          letters: ['window-closed'],
          next: 'closed',
          closedAs: 'answered',
        },
        'visit-again': {
          title: 'Visit again',
          by: ['complainant', 'complaints-officer'],
          form: {},
          letters: [],
          next: 'visit',
        },
      },
    },
  },
};

async function open() {
  const play = await openPlay('2026-06-01T09:00:00Z', {
    procedures: procedureSet([...procedures.all, allotments]),
  });
  const reference = await play.complaint();
  await play.along(reference, [['triage', 'route', { ...routed, procedure: 'allotments' }]]);
  return { play, reference };
}

const dueOf = async (play: Play, reference: string, step: string) => (await play.step(reference, step)).due;

describe('a procedure added as data at run time', () => {
  test('is chosen at triage and runs to its end with letters, alerts and timers', async () => {
    const { play, reference } = await open();
    expect(await dueOf(play, reference, 'visit')).toBe('2026-06-03');
    await play.to('2026-06-02', '08:00');
    expect(await play.lettersOf(reference, 'user:team-manager')).toEqual(['alert-due-tomorrow']);

    const reason = 'It rains.';
    const late = await play.decide(reference, 'visit', 'extend', { until: '2026-06-09', reason });
    expect([late.status, late.text]).toEqual([
      422,
      expect.stringContaining('5 working days in all (Allotments'),
    ]);
    await play.along(reference, [['visit', 'extend', { until: '2026-06-08', reason }]]);
    await play.to('2026-06-09', '00:00');
    expect(await play.lettersOf(reference, 'user:director')).toEqual(['alert-overdue']);

    await play.to('2026-06-10');
    await play.along(reference, [
      ['visit', 'visited', { visitedOn: '2026-06-09' }, 'team-manager'],
      ['answer', 'answer', { findings: responded.findings, response: 'You are right.' }, 'director'],
    ]);
    expect((await play.view(reference)).deadlines.map(({ step, due }) => [step, due])).toEqual([
      ['triage', '2026-06-02'],
      ['visit', '2026-06-08'],
      ['answer', '2026-06-19'],
      ['doubts', '2026-07-10'],
    ]);
    await play.along(reference, [['doubts', 'visit-again']]);
    // It came back to its first step, which is late from the start: its clock is that of the receipt.
    await play.along(reference, [
      ['visit', 'visited', { visitedOn: '2026-06-10' }, 'team-manager'],
      ['answer', 'answer', { findings: responded.findings, response: 'Still so.' }, 'director'],
    ]);
    await play.to('2026-07-11', '00:00');

    const view = await play.view(reference);
    expect([view.status, view.closedAs, view.outcome]).toEqual(['closed', 'answered', 'upheld']);
    expect(await play.lettersOf(reference, 'complainant')).toEqual([
      'extension',
      'final-response',
      'final-response',
      'window-closed',
    ]);
    expect((await play.lettersOf(reference, 'user:senior-manager')).sort()).toEqual([
      'alert-task-opened',
      'alert-task-opened',
    ]);
    expect(await brokenPromises(play, reference)).toEqual([]);
  });

  test('has its own forms and lets only its roles decide', async () => {
    const { play, reference } = await open();
    const seen = await play.step(reference, 'visit', 'team-manager');
    expect(seen.outcomes.map(({ id }) => id)).toEqual(['visited', 'extend']);
    const other = await play.decide(
      reference,
      'visit',
      'visited',
      { visitedOn: '2026-06-01' },
      'quality-checker',
    );
    expect(other.status).toBe(404);
    const ahead = await play.decide(reference, 'visit', 'visited', { visitedOn: '2026-06-02' });
    expect([ahead.status, ahead.text]).toEqual([
      422,
      expect.stringContaining('1 June 2026 or an earlier day'),
    ]);
  });
});

test('adult social care: one answer within six months, checked and signed off, then the Ombudsman', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaint();
  await play.along(reference, [
    ['triage', 'route', { ...routed, procedure: 'adult-social-care' }],
    ['acknowledge', 'acknowledge', { investigator: 'team-manager' }],
  ]);
  expect(await dueOf(play, reference, 'response')).toBe('2026-12-01');
  await play.along(reference, [
    ['response', 'respond', responded, 'team-manager'],
    ['response-check', 'return', { comments: 'Say sorry first.' }, 'quality-checker'],
    ['response', 'respond', responded, 'team-manager'],
    ['response-check', 'accept', {}, 'quality-checker'],
    ['response-sign-off', 'send'],
  ]);
  const view = await play.view(reference);
  expect([view.status, view.closedAs, view.outcome]).toEqual(['closed', 'answered', 'upheld']);
  expect(await play.lettersOf(reference, 'complainant')).toEqual(['acknowledgement', 'final-response']);
  expect((await play.letters()).findLast(({ to }) => to === complainant)?.text).toMatch(/Ombudsman/);
  expect(new Set(view.steps.filter(({ step }) => step.startsWith('response')).map(({ due }) => due))).toEqual(
    new Set(['2026-12-01']),
  );
  expect(await brokenPromises(play, reference)).toEqual([]);
});
