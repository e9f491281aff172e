import { describe, expect, test } from 'vitest';
import {
  answerOf,
  answeredOn,
  findingsOfStages,
  foundBefore,
} from '../../../functions/domain/case/findings-of-stages.ts';
import { reportingRow } from '../../../functions/domain/records/make-reporting-row.ts';
import { procedures } from '../../shropshire.ts';
import type { AnsweredStage } from '../../../workflows/procedures/meanings.ts';
import { aCase, calendar, decided, facts, opened, receivedOn, started, type What } from '../a-case.ts';

const points = [
  { id: 'P1', text: 'No one called' },
  { id: 'P2', text: 'The plan is late' },
];
const finding = (point: string, value: 'upheld' | 'not upheld') => ({
  point,
  finding: value,
  reasons: 'The log.',
});
const begun = [started(), facts({ points }), opened('stage-1', 'team-manager')];

/** Findings as they were recorded before outcomes said which stage they answer. */
const untold = (
  step: string,
  value: 'upheld' | 'not upheld',
  user = 'user:team-manager' as const,
): What[] => [
  decided(step, 'respond', user, { task: `${step}#1` }),
  facts({ findings: [finding('P1', value), finding('P2', value)] }),
];
const told = (
  step: string,
  answers: AnsweredStage,
  value: 'upheld' | 'not upheld',
  letter?: string,
): What[] => [
  decided(step, 'respond', 'user:team-manager', { task: `${step}#1` }),
  {
    type: 'facts-recorded',
    facts: { findings: [finding('P1', value), finding('P2', value)] },
    answers: { ...answers, task: `${step}#1`, ...(letter === undefined ? {} : { letter }) },
  },
];
const sent = (template: string, task: string): What => ({
  type: 'letter-prepared',
  letter: `${task}/${template}`,
  template,
  to: 'complainant',
  task,
});
const stage1Sent = sent('stage-1-response', 'stage-1#1');

describe('a case stored before findings belonged to stages', () => {
  test.each([
    ['stage-1', 'stage 1', 'stage-1-response'],
    ['response', 'stage 1', 'final-response'],
    ['stage-2', 'stage 2', 'final-response'],
    ['stage-2-adjudication', 'stage 2', 'stage-2-adjudication'],
  ])('takes its findings from the last answer written: %s', (step, stage, letter) => {
    const state = aCase(
      started(),
      facts({ points }),
      opened(step, 'team-manager'),
      ...untold(step, 'upheld'),
    );
    expect(state).not.toHaveProperty('stageFindings');
    const [found] = findingsOfStages(state);
    expect(found).toMatchObject({
      stage,
      as: 'response',
      task: `${step}#1`,
      letter,
      findings: [{ text: 'No one called' }, { text: 'The plan is late' }],
    });
    expect(answerOf(state)).toBeUndefined();
    const answered = aCase(
      started(),
      facts({ points }),
      opened(step, 'team-manager'),
      ...untold(step, 'upheld'),
      sent(letter, `${step}#1`),
    );
    expect(answerOf(answered)?.findings).toHaveLength(2);
  });

  test('keeps its old findings at their stage when the next stage finds otherwise', () => {
    const before = [...begun, ...untold('stage-1', 'not upheld'), stage1Sent];
    const row = (...more: What[]) =>
      reportingRow(aCase(...before, ...more), 'key', procedures, calendar, receivedOn);
    expect(row()).toMatchObject({ outcome: 'not upheld', stage1: { outcome: 'not upheld' } });
    const adjudicated = [
      opened('stage-2-adjudication', 'adjudicating-officer'),
      ...told('stage-2-adjudication', { stage: 'stage 2', as: 'response' }, 'upheld', 'stage-2-adjudication'),
    ];
    expect(row(...adjudicated)).toMatchObject({ outcome: 'not upheld', stage2: { outcome: null } });
    const answered = [...adjudicated, sent('stage-2-adjudication', 'stage-2-adjudication#1')];
    expect(row(...answered)).toMatchObject({
      outcome: 'upheld',
      stage1: { outcome: 'not upheld', findings: { upheld: 0, partiallyUpheld: 0, notUpheld: 2 } },
      stage2: { outcome: 'upheld', investigationOutcome: null },
    });
    const state = aCase(...before, ...answered);
    expect(findingsOfStages(state).map(({ stage }) => stage)).toEqual(['stage 1', 'stage 2']);
  });

  test('has an outcome even when no decision explains its findings', () => {
    const state = aCase(started(), facts({ points, findings: [finding('P1', 'upheld')] }));
    expect(answerOf(state)).toMatchObject({ stage: 'stage 1', findings: [{ finding: 'upheld' }] });
  });
});

describe('findings belong to a stage and an author', () => {
  const stage1 = [
    ...begun,
    ...told('stage-1', { stage: 'stage 1', as: 'response' }, 'not upheld', 'stage-1-response'),
  ];
  const investigated = [
    opened('stage-2', 'investigating-officer'),
    ...told('stage-2', { stage: 'stage 2', as: 'investigation' }, 'upheld'),
  ];

  test('keeps the findings of the investigation apart from those of the council', () => {
    const state = aCase(...stage1, stage1Sent, ...investigated);
    expect(state.facts.findings?.map((one) => one.finding)).toEqual(['not upheld', 'not upheld']);
    expect(answerOf(state)?.stage).toBe('stage 1');
    expect(answerOf(state, 'stage 2')).toBeUndefined();
  });

  test('replaces the findings of an answer rewritten in the same run, but not after a reopening', () => {
    const again = (run: number): What[] => [
      ...(run === 1 ? [] : [started({ run })]),
      opened('stage-1', 'team-manager', { task: 'stage-1#2', turn: 2, run }),
      {
        type: 'facts-recorded',
        facts: { findings: [finding('P1', 'upheld')] },
        answers: { stage: 'stage 1', as: 'response', task: 'stage-1#2', letter: 'stage-1-response' },
      },
    ];
    expect(findingsOfStages(aCase(...stage1, ...again(1))).map(({ task }) => task)).toEqual(['stage-1#2']);
    const reopened = aCase(...stage1, stage1Sent, ...again(2));
    expect(findingsOfStages(reopened).map(({ task }) => task)).toEqual(['stage-1#1', 'stage-1#2']);
    // Until the second answer is sent the first one holds.
    expect(answerOf(reopened)?.task).toBe('stage-1#1');
    expect(
      answeredOn(reopened, findingsOfStages(reopened)[1] ?? { stage: 'stage 1', as: 'panel', findings: [] }),
    ).toBeUndefined();
  });

  test('lists, before an answer, earlier findings that were sent and those of others at the same stage', () => {
    const keys = (...happened: What[]) =>
      foundBefore(aCase(...happened), { stage: 'stage 2', as: 'response' }).map(({ stage, as }) => [
        stage,
        as,
      ]);
    expect(keys(...stage1, stage1Sent, ...investigated)).toEqual([
      ['stage 1', 'response'],
      ['stage 2', 'investigation'],
    ]);
    expect(keys(...stage1, ...investigated)).toEqual([['stage 2', 'investigation']]);
    expect(foundBefore(aCase(...stage1, stage1Sent), { stage: 'stage 1', as: 'response' })).toEqual([]);
  });

  test('keeps the wording of a point at the time, and moves its findings when it is split off', () => {
    const other = [{ id: 'P3', text: 'Both, put another way' }];
    const replaced = aCase(...stage1, facts({ points: other }));
    expect(findingsOfStages(replaced)[0]?.findings.map(({ text }) => text)).toEqual([
      'No one called',
      'The plan is late',
    ]);
    const split = aCase(...stage1, ...investigated, {
      type: 'split',
      points: ['P2'],
      to: 'SC-2026-00009-1',
      procedure: 'corporate',
    });
    expect(findingsOfStages(split).map(({ findings }) => findings.map(({ point }) => point))).toEqual([
      ['P1'],
      ['P1'],
    ]);
  });
});
