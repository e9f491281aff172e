import { describe, expect, test } from 'vitest';
import type { Answers } from '../../../functions/domain/case/events.ts';
import type { Facts } from '../../../functions/domain/case/facts.ts';
import { answeredBy, recordedFacts } from '../../../functions/domain/decisions/facts-from-answers.ts';
import type { Field } from '../../../workflows/procedures/form-field.ts';
import type { Outcome } from '../../../workflows/procedures/procedure.ts';

const field = (type: Field['type'], fact?: Field['fact']): Field => ({
  label: 'x',
  type,
  ...(fact === undefined ? {} : { fact }),
});
const form = {
  points: field('points', 'points'),
  summary: field('paragraphs', 'summary'),
  recommendations: field('recommendations', 'recommendations'),
  money: field('money', 'money'),
  actions: field('actions', 'actions'),
  apology: field('yes-no', 'apology'),
  themes: field('choices', 'themes'),
  note: field('text'),
};
const recorded = (answers: Answers, known: Facts = {}, more: { lastPoint?: number } = {}) =>
  recordedFacts(form, answers, { facts: known, runs: [], ...more });

describe('the facts that answers record', () => {
  test.each<[string, Answers, Facts, Facts]>([
    ['only of fields that record one', { note: 'x', themes: ['delay'] }, {}, { themes: ['delay'] }],
    ['nothing of what is left out', {}, { summary: 'No calls' }, {}],
    [
      'recommendations with their numbers',
      { recommendations: [{ text: 'Train' }, { text: 'Call', point: 'P1' }] },
      { recommendations: [{ id: 'R1', text: 'Before' }] },
      {
        recommendations: [
          { id: 'R1', text: 'Train' },
          { id: 'R2', text: 'Call', point: 'P1' },
        ],
      },
    ],
    [
      'money in pence, with its number',
      { money: [{ amount: '12.50', for: 'fares' }] },
      {},
      { money: [{ id: 'M1', pence: 1250, for: 'fares' }] },
    ],
    [
      'actions with their numbers',
      { actions: [{ text: 'Train', owner: 'director', dueOn: '2026-07-01' }] },
      {},
      { actions: [{ id: 'A1', text: 'Train', owner: 'director', dueOn: '2026-07-01' }] },
    ],
    ['that an apology is no longer offered', {}, { apology: true }, { apology: false }],
    [
      'that money of a draft is no longer offered',
      {},
      { money: [{ id: 'M1', pence: 100, for: 'x' }] },
      { money: [] },
    ],
    [
      'a summary as the first point',
      { summary: 'No calls' },
      {},
      { summary: 'No calls', points: [{ id: 'P1', text: 'No calls' }] },
    ],
    [
      'a summary as the first point of none',
      { summary: 'No calls' },
      { points: [] },
      { summary: 'No calls', points: [{ id: 'P1', text: 'No calls' }] },
    ],
    [
      'a summary alone, when there are points',
      { summary: 'No calls' },
      { points: [{ id: 'P2', text: 'Rude' }] },
      { summary: 'No calls' },
    ],
    ['no point without a summary', { themes: [] }, {}, { themes: [] }],
  ])('are %s', (_, answers, known, expected) => {
    expect(recorded(answers, known)).toEqual(expected);
  });
});

describe('points that are given again', () => {
  const calls = { id: 'P1', text: 'No calls' };
  const rude = { id: 'P3', text: 'Rude' };
  const points = (
    given: { text: string; procedure?: string; procedureReason?: string }[],
    known: Facts['points'],
    lastPoint?: number,
  ) =>
    recorded(
      { points: given },
      known === undefined ? {} : { points: known },
      lastPoint === undefined ? {} : { lastPoint },
    ).points;

  test.each<[string, Parameters<typeof points>, Facts['points']]>([
    [
      'have numbers from one',
      [[{ text: 'No calls' }, { text: 'Rude' }], undefined],
      [calls, { id: 'P2', text: 'Rude' }],
    ],
    [
      'keep theirs with the same text',
      [
        [{ text: 'Rude' }, { text: 'No calls' }],
        [calls, rude],
      ],
      [calls, rude],
    ],
    [
      'are new in other words, and the old one is gone',
      [
        [{ text: 'No visits' }, { text: 'Rude' }],
        [calls, rude],
      ],
      [rude, { id: 'P4', text: 'No visits' }],
    ],
    [
      'never get the number of one that was replaced',
      [[{ text: 'Late' }], [calls], 7],
      [{ id: 'P8', text: 'Late' }],
    ],
    [
      'keep a number each when they have the same text',
      [[{ text: 'No calls' }, { text: 'No calls' }], [calls]],
      [calls, { id: 'P2', text: 'No calls' }],
    ],
    [
      'stay where they went',
      [[{ text: 'Late' }], [calls, { ...rude, case: 'other' }]],
      [
        { ...rude, case: 'other' },
        { id: 'P4', text: 'Late' },
      ],
    ],
    [
      'stay on the route that deals with them',
      [[{ text: 'Late' }], [{ ...calls, route: 'safeguarding-referral' }]],
      [
        { ...calls, route: 'safeguarding-referral' },
        { id: 'P2', text: 'Late' },
      ],
    ],
    [
      'stay what no procedure of the council handles',
      [[{ text: 'Late' }], [{ ...calls, procedure: 'not for this council' }]],
      [
        { ...calls, procedure: 'not for this council' },
        { id: 'P2', text: 'Late' },
      ],
    ],
    [
      'leave one that was only to go elsewhere',
      [[{ text: 'Late' }], [{ ...calls, procedure: 'corporate' }]],
      [{ id: 'P2', text: 'Late' }],
    ],
    [
      'are the one that went elsewhere with the same text and procedure',
      [
        [{ text: 'No calls', procedure: 'corporate', procedureReason: 'x' }],
        [{ ...calls, procedure: 'corporate', case: 'other' }],
      ],
      [{ ...calls, procedure: 'corporate', case: 'other' }],
    ],
    [
      'are new when the one with the same text went elsewhere',
      [[{ text: 'No calls' }], [{ ...calls, procedure: 'corporate', case: 'other' }]],
      [
        { ...calls, procedure: 'corporate', case: 'other' },
        { id: 'P2', text: 'No calls' },
      ],
    ],
    [
      'are the one that is still here rather than one that ended here',
      [
        [{ text: 'No calls' }],
        [
          { ...calls, route: 'safeguarding-referral' },
          { id: 'P2', text: 'No calls' },
        ],
      ],
      [
        { ...calls, route: 'safeguarding-referral' },
        { id: 'P2', text: 'No calls' },
      ],
    ],
    [
      'are the one that ended here when there is no other',
      [[{ text: 'No calls' }], [{ ...calls, route: 'safeguarding-referral' }]],
      [{ ...calls, route: 'safeguarding-referral' }],
    ],
  ])('%s', (_, given, expected) => {
    expect(points(...given)).toEqual(expected);
  });
});

test('findings say what they answer, and which letter will send them', () => {
  const outcome = (more: Partial<Outcome>): Outcome => ({
    title: 'x',
    form: {},
    letters: [],
    next: 'again',
    ...more,
  });
  const answers = { stage: 'stage 1', as: 'response' } as const;
  const task = { key: 'stage-1#1' };
  expect(answeredBy(outcome({}), task)).toEqual({});
  expect(answeredBy(outcome({ answers }), task)).toEqual({ answers: { ...answers, task: 'stage-1#1' } });
  expect(answeredBy(outcome({ answers, letters: ['a', 'b'] }), task).answers?.letter).toBe('a');
  expect(answeredBy(outcome({ answers, letters: ['a'], drafts: 'c' }), task).answers?.letter).toBe('c');
});
