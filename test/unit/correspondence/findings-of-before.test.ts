import { expect, test } from 'vitest';
import { decided, facts, opened, started, type What } from '../a-case.ts';
import { values } from './a-letter.ts';

// A case whose stages 1 and 2 were answered before findings belonged to stages: each answer replaced the one before.

const found = (finding: 'upheld' | 'partially upheld' | 'not upheld', reasons: string) => [
  { point: 'P1', finding, reasons },
];
const answer = (step: string, recorded: What): What[] => [
  opened(step, step === 'stage-1' ? 'team-manager' : 'adjudicating-officer'),
  decided(step, 'respond', 'user:team-manager'),
  recorded,
];
const sent = (template: string, task: string): What => ({
  type: 'letter-prepared',
  letter: `${task}/${template}`,
  template,
  to: 'complainant',
  task,
});

test('the answer of stage 3 names what was found at the stages of before', () => {
  const happened: What[] = [
    started(),
    facts({ points: [{ id: 'P1', text: 'No one called' }] }),
    ...answer('stage-1', facts({ findings: found('not upheld', 'No call was promised.') })),
    sent('stage-1-response', 'stage-1#1'),
    ...answer('stage-2-adjudication', facts({ findings: found('partially upheld', 'One was.') })),
    sent('stage-2-adjudication', 'stage-2-adjudication#1'),
    ...answer('stage-3-response', {
      type: 'facts-recorded',
      facts: { findings: found('upheld', 'The log shows it.') },
      answers: {
        stage: 'stage 3',
        as: 'response',
        task: 'stage-3-response#1',
        letter: 'stage-3-response',
      },
    }),
  ];
  const letter = values({ happened, from: 'stage-3-response' });
  expect(letter.findings).toEqual([
    [
      'No one called',
      'At stage 1 we did not agree with this (not upheld).',
      'At stage 2 we agreed with part of this (partly upheld).',
      'Our decision now: we agree with this (upheld)',
      'The log shows it.',
    ].join('\n\n'),
  ]);
});
