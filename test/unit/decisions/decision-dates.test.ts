import { describe, expect, test } from 'vitest';
import type { Case } from '../../../functions/domain/case/case.ts';
import { decide } from '../../../functions/domain/decisions/decide.ts';
import { procedures } from '../../shropshire.ts';
import { aCase, calendar, council, facts, opened, started, type What } from '../a-case.ts';

// A complaint received on Monday 1 June 2026 that alleges one point.

const procedure = procedures.version('childrens-statutory', '2006');
const atStep = (step: string, ...more: What[]): Case =>
  aCase(
    facts({ points: [{ id: 'P1', text: 'No calls' }] }),
    started(),
    opened(step, 'complaints-officer'),
    ...more,
  );

/** Codes by field that a decision is refused with; `taken` when it is not. */
function decisionOn(state: Case, outcome: string, answers: object, day: string) {
  const task = state.tasks[0];
  const step = procedure?.steps[task?.step ?? ''];
  if (!procedure || !task || !step) throw new Error('no such step');
  const decided = decide(
    { state, task, procedure, step },
    { outcome, answers, by: 'user:complaints-officer', now: `${day}T10:00:00.000Z` },
    { council, procedures: [], points: state.facts.points ?? [], recommendations: [], documents: [] },
    calendar,
  );
  if (decided.ok) return 'taken';
  return decided.refusal.code === 'dates-wrong'
    ? Object.fromEntries((decided.errors ?? []).map(({ field, code }) => [field, code]))
    : decided.refusal.code;
}

describe('a request for stage 2 needs a day between the start of its window and today', () => {
  const window = aCase(
    started(),
    opened('stage-2-window', 'complainant', { at: '2026-06-05T09:00:00.000Z' }),
  );
  test.each([
    ['the day before the window', '2026-06-04', { askedOn: 'before-step' }],
    ['the first day of the window', '2026-06-05', 'taken'],
    ['today', '2026-06-10', 'taken'],
    ['tomorrow', '2026-06-11', { askedOn: 'day-in-future' }],
  ])('%s', (_, askedOn, expected) => {
    const answers = { unresolved: 'All of it', askedOn };
    expect(decisionOn(window, 'request-stage-2', answers, '2026-06-10')).toEqual(expected);
  });
});

describe('an agreement to wait can be made at any time', () => {
  const waiting = atStep('stage-1', {
    type: 'milestone',
    task: 'stage-1#1',
    milestone: 'stage-2-without-response',
    title: 'May go on',
    due: '2026-06-15',
  });
  test.each([
    ['before the due date', { agreedOn: '2026-06-02' }, 'taken'],
    ['after it', { agreedOn: '2026-06-30' }, 'taken'],
    ['tomorrow', { agreedOn: '2026-07-03' }, { agreedOn: 'day-in-future' }],
    ['until yesterday', { until: '2026-07-01' }, { until: 'day-in-past' }],
    ['until today', { until: '2026-07-02' }, 'taken'],
    [
      'until a day for which no bank holidays are known',
      { until: '2099-01-01' },
      { until: 'after-calendar' },
    ],
    [
      'with two wrong dates',
      { agreedOn: '2026-07-03', until: '2026-07-01' },
      { agreedOn: 'day-in-future', until: 'day-in-past' },
    ],
  ])('%s', (_, dates, expected) => {
    const answers = { agreedOn: '2026-06-30', until: '2026-07-10', ...dates };
    expect(decisionOn(waiting, 'agree-to-wait', answers, '2026-07-02')).toEqual(expected);
  });
});

describe('a complaint is late when what happened is more than 12 months before the receipt', () => {
  test.each([
    ['12 months before, to the day', 'late', '2025-06-01', { aroseOn: 'too-soon-before-receipt' }],
    ['12 months and a day before', 'late', '2025-05-31', 'taken'],
    ['yesterday, when it is declined on another ground', 'not ours', '2026-06-09', 'taken'],
  ])('%s', (_, ground, aroseOn, expected) => {
    const answers = { ground, aroseOn, reason: 'Too old' };
    expect(decisionOn(atStep('acknowledge'), 'decline', answers, '2026-06-10')).toEqual(expected);
  });
});

describe('refuses promises for a past day', () => {
  test.each([
    ['yesterday', '2026-06-09', { 'actions.1.dueOn': 'day-in-past' }],
    ['today', '2026-06-10', 'taken'],
  ])('%s', (_, dueOn, expected) => {
    const action = { text: 'Train the team', owner: 'team-manager', dueOn: '2026-07-01' };
    const answers = {
      findings: [{ point: 'P1', finding: 'upheld', reasons: 'x' }],
      response: 'Sorry.',
      actions: [action, { ...action, dueOn }],
    };
    expect(decisionOn(atStep('stage-1'), 'respond', answers, '2026-06-10')).toEqual(expected);
  });
});
