import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../functions/domain/case/facts.ts';
import { findingsToPrint } from '../../../functions/domain/correspondence/findings-to-print.ts';
import { sentences } from '../../../workflows/letters/en/sentences.ts';
import { aCase, decided, facts, opened, started, type What } from '../a-case.ts';
import { procedure } from '../decisions/a-decision.ts';

// The findings of an answer, point by point, after what was found before it.

const words = {
  ...sentences,
  finding: { upheld: 'yes', 'partially upheld': 'partly', 'not upheld': 'no', 'no finding': 'unknown' },
  foundBefore: { upheld: 'yes', 'partially upheld': 'partly', 'not upheld': 'no', 'no finding': 'unknown' },
  foundAtStage: ({ stage, found }: { stage: string; found: string }) => `${stage}: ${found}`,
  foundBy: {
    investigation: ({ found }: { found: string }) => `IO: ${found}`,
    panel: ({ found }: { found: string }) => `panel: ${found}`,
  },
  decision: ({ finding }: { finding: string }) => `now: ${finding}`,
  whyNot: { investigation: 'why not the IO', panel: 'why not the panel' },
};
const found = (finding: Finding['finding'], reasons: string, more: Partial<Finding> = {}): Finding => ({
  point: 'P1',
  finding,
  reasons,
  ...more,
});
type Answers = Extract<What, { type: 'facts-recorded' }>['answers'];
const recorded = (answers: NonNullable<Answers>, ...findings: Finding[]): What => ({
  type: 'facts-recorded',
  facts: { findings },
  answers,
});
const investigation = (...findings: Finding[]) =>
  recorded({ stage: 'stage 2', as: 'investigation', task: 'stage-2#1', letter: 'x' }, ...findings);
const response = (...findings: Finding[]) =>
  recorded(
    { stage: 'stage 2', as: 'response', task: 'stage-2-adjudication#1', letter: 'stage-2-adjudication' },
    ...findings,
  );
const start = [
  started(),
  facts({
    points: [
      { id: 'P1', text: 'No calls' },
      { id: 'P2', text: 'Bins' },
    ],
  }),
  opened('stage-2', 'investigating-officer'),
];
const adjudication = opened('stage-2-adjudication', 'adjudicating-officer');

const printed = (...happened: What[]) => {
  const state = aCase(...start, ...happened);
  const task = state.tasks.at(-1);
  if (!task) throw new Error('no task');
  return findingsToPrint(state, procedure, task, words).map((one) => one.split('\n\n'));
};

describe('the findings of an answer', () => {
  test.each<[string, What[], string[][]]>([
    ['are none before it is written', [adjudication], []],
    [
      'are its own where nothing was found before',
      [adjudication, response(found('upheld', 'We saw it.'))],
      [['No calls', 'yes', 'We saw it.']],
    ],
    [
      'come after those of the investigation',
      [
        investigation(found('upheld', 'The log shows it.')),
        adjudication,
        response(found('upheld', 'So it was.')),
      ],
      [['No calls', 'IO: yes', 'The log shows it.', 'now: yes', 'So it was.']],
    ],
    [
      'say why they are not those of the investigation',
      [
        investigation(found('upheld', 'The log.')),
        adjudication,
        response(found('not upheld', 'It was not.', { whyNot: 'The log is wrong.' })),
      ],
      [['No calls', 'IO: yes', 'The log.', 'now: no', 'It was not.', 'why not the IO', 'The log is wrong.']],
    ],
    [
      'say nothing of why where no reason is given',
      [
        investigation(found('upheld', 'The log.')),
        adjudication,
        response(found('not upheld', 'It was not.')),
      ],
      [['No calls', 'IO: yes', 'The log.', 'now: no', 'It was not.']],
    ],
    [
      'give no reason for a finding that is the same after all',
      [
        investigation(found('upheld', 'The log.')),
        adjudication,
        response(found('upheld', 'So it was.', { whyNot: 'An old reason.' })),
      ],
      [['No calls', 'IO: yes', 'The log.', 'now: yes', 'So it was.']],
    ],
    [
      'are those of the investigation for each point alone',
      [
        investigation(found('upheld', 'The log.')),
        adjudication,
        response(found('upheld', 'So it was.'), found('no finding', 'No one knows.', { point: 'P2' })),
      ],
      [
        ['No calls', 'IO: yes', 'The log.', 'now: yes', 'So it was.'],
        ['Bins', 'unknown', 'No one knows.'],
      ],
    ],
    [
      'are not printed in a letter of another step',
      [
        adjudication,
        response(found('upheld', 'x')),
        decided('stage-2-adjudication', 'respond', 'system'),
        opened('stage-2-window', 'complainant'),
      ],
      [],
    ],
  ])('%s', (_, happened, expected) => {
    expect(printed(...happened)).toEqual(expected);
  });

  test('come after the answer of an earlier stage that was sent, and after the panel', () => {
    const sent: What = {
      type: 'letter-prepared',
      letter: 'L',
      template: 'stage-2-adjudication',
      to: 'complainant',
      task: 'stage-2-adjudication#1',
    };
    const panel = recorded(
      { stage: 'stage 3', as: 'panel', task: 'x', letter: 'x' },
      found('partially upheld', 'The panel heard both.'),
    );
    const third = recorded(
      { stage: 'stage 3', as: 'response', task: 'stage-3-response#1', letter: 'stage-3-response' },
      found('not upheld', 'No.', { whyNot: 'The law.' }),
    );
    expect(
      printed(
        investigation(found('upheld', 'The log.')),
        adjudication,
        response(found('upheld', 'So it was.')),
        sent,
        panel,
        opened('stage-3-response', 'director'),
        third,
      ),
    ).toEqual([
      [
        'No calls',
        'stage 2: yes',
        'panel: partly',
        'The panel heard both.',
        'now: no',
        'No.',
        'why not the panel',
        'The law.',
      ],
    ]);
  });
});
