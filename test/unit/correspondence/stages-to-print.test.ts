import { describe, expect, test } from 'vitest';
import { stagesToPrint } from '../../../functions/domain/correspondence/stages-to-print.ts';
import { sentences } from '../../../workflows/letters/en/sentences.ts';
import type { Procedure, StageClock, Step } from '../../../workflows/procedures/procedure.ts';
import { procedure } from '../decisions/a-decision.ts';

// What a complainant is told at the beginning of the stages that may come. The words are replaced by what fills them.

const words = {
  ...sentences,
  stages: {
    ...sentences.stages,
    first: ({ title, promise, by }: { title: string; promise: string; by: string }) =>
      `first ${title}|${promise}|${by}`,
    later: ({ stage, promises, again }: { stage: string; promises: readonly string[]; again: boolean }) =>
      `${again ? 'again' : 'once'} ${stage}: ${promises.join(', ')}`,
    within: ({ promise, time, after }: { promise: string; time: string; after: 'asking' | 'that' }) =>
      `${promise} ${time} after ${after}`,
    longest: ({ time }: { time: string }) => `at most ${time}`,
    ombudsman: 'the Ombudsman',
  },
};

const clock = (stage: StageClock['stage'], days: number, more: Partial<StageClock> = {}): StageClock => ({
  stage,
  title: 'x',
  limit: { days, unit: 'working days', citation: 'a test' },
  milestones: [],
  ...more,
});
const window = (asksFor: string | undefined, starts: string, kind: Step['kind'] = 'window'): Step => ({
  title: 'x',
  kind,
  performer: 'complainant',
  milestones: [],
  ...(asksFor === undefined ? {} : { asksFor }),
  outcomes: {
    lapse: { title: 'x', form: {}, letters: [], next: 'closed' },
    ask: { title: 'x', form: {}, letters: [], next: 'closed', starts: [{ clock: starts }] },
  },
});
const stagesOf = (clocks: Record<string, StageClock>, steps: Record<string, Step> = {}, by = 'Friday') => {
  const made: Procedure = { ...procedure, clocks, steps };
  return stagesToPrint(made, words, by);
};
const one = clock('stage 1', 10, { publicTitle: 'first we look', publicPromise: 'We answer' });

describe('the stages of a procedure', () => {
  test.each<[string, Record<string, StageClock>, Record<string, Step>, string[]]>([
    ['are none without clocks', {}, {}, []],
    [
      'are neither the acknowledgement nor the Ombudsman',
      { a: clock('acknowledgement', 3), b: clock('LGSCO', 20) },
      {},
      [],
    ],
    [
      'begin with the day of the first answer',
      { a: one },
      {},
      ['first First we look|We answer|Friday', 'the Ombudsman'],
    ],
    [
      'begin without a day where nothing is promised',
      { a: clock('stage 1', 10, { publicTitle: 'look' }) },
      {},
      ['first Look||', 'the Ombudsman'],
    ],
    [
      'begin with the name of the stage where it has no other',
      { a: clock('stage 1', 10) },
      {},
      ['first Stage 1||', 'the Ombudsman'],
    ],
    [
      'begin with the title of the clock that has one',
      { a: clock('stage 1', 5, { publicPromise: 'We call' }), b: one },
      {},
      ['first First we look|We call|Friday', 'the Ombudsman'],
    ],
    [
      'leave out a clock that is reported with another',
      { a: clock('stage 1', 5, { publicTitle: 'x', reportedWith: 'b' }), b: one },
      {},
      ['first First we look|We answer|Friday', 'the Ombudsman'],
    ],
    [
      'that can be asked for have the time of the law',
      { a: one, b: clock('stage 2', 20, { publicPromise: 'We answer again' }) },
      { w: window('a review', 'b') },
      [
        'first First we look|We answer|Friday',
        'once a review: We answer again 20 working days after asking',
        'the Ombudsman',
      ],
    ],
    [
      'that can be asked for have the longest time as well',
      {
        a: one,
        b: clock('stage 2', 1, {
          publicPromise: 'Soon',
          limit: { days: 1, unit: 'months', citation: 'x' },
          extension: { upTo: 2, citation: 'x' },
        }),
      },
      { w: window('a review', 'b') },
      [
        'first First we look|We answer|Friday',
        'once a review: Soon 1 month after asking, at most 2 months',
        'the Ombudsman',
      ],
    ],
    [
      'have no longest time where only the complainant can agree to more',
      {
        a: one,
        b: clock('stage 2', 20, { publicPromise: 'Soon', extension: { agreed: true, citation: 'x' } }),
      },
      { w: window('a review', 'b') },
      [
        'first First we look|We answer|Friday',
        'once a review: Soon 20 working days after asking',
        'the Ombudsman',
      ],
    ],
    [
      'say nothing of a clock without a promise',
      { a: one, b: clock('stage 2', 20) },
      { w: window('a review', 'b') },
      ['first First we look|We answer|Friday', 'once a review: ', 'the Ombudsman'],
    ],
    [
      'say when another one was asked for before',
      { a: one, b: clock('stage 2', 20), c: clock('stage 3', 30) },
      { v: window('a review', 'b'), w: window('a panel', 'c') },
      ['first First we look|We answer|Friday', 'once a review: ', 'again a panel: ', 'the Ombudsman'],
    ],
    [
      'cannot be asked for at a step that is no window, nor at one that starts another clock',
      { a: one, b: clock('stage 2', 20, { publicTitle: 'then' }) },
      { v: window('a review', 'b', 'task'), w: window('a panel', 'c') },
      ['first First we look|We answer|Friday', 'first Then||', 'the Ombudsman'],
    ],
    [
      'tell each clock after the one that it follows, and of two the shorter first',
      {
        a: one,
        last: clock('stage 2', 1, { publicPromise: 'last', from: { endOf: 'middle' } }),
        middle: clock('stage 2', 2, { publicPromise: 'middle', from: { endOf: 'start' } }),
        longer: clock('stage 2', 9, { publicPromise: 'longer' }),
        start: clock('stage 2', 5, { publicPromise: 'start' }),
      },
      { w: window('a review', 'start') },
      [
        'first First we look|We answer|Friday',
        [
          'once a review: start 5 working days after asking',
          'longer 9 working days after asking',
          'middle 2 working days after that',
          'last 1 working day after that',
        ].join(', '),
        'the Ombudsman',
      ],
    ],
    [
      'end although two clocks follow each other in a circle',
      {
        a: clock('stage 1', 1, { from: { endOf: 'b' }, publicTitle: 'a' }),
        b: clock('stage 1', 2, { from: { endOf: 'a' } }),
      },
      {},
      ['first A||', 'the Ombudsman'],
    ],
  ])('%s', (_, clocks, steps, expected) => {
    expect(stagesOf(clocks, steps)).toEqual(expected);
  });

  test('have no day for the first answer when that is left out', () => {
    expect(stagesOf({ a: one }, {}, '')[0]).toBe('first First we look|We answer|');
  });
});
