import { describe, expect, test } from 'vitest';
import type { Case } from '../../../functions/domain/case/case.ts';
import {
  answersFromMessage,
  handlingsOffered,
  outcomeAsked,
  stepAskedLate,
  suggestedBy,
} from '../../../functions/domain/decisions/asked-by-message.ts';
import type { Field } from '../../../workflows/procedures/form-field.ts';
import type { Outcome } from '../../../workflows/procedures/procedure.ts';
import { aCase, decided, opened, started, type What } from '../a-case.ts';
import { procedure } from './a-decision.ts';

// What an officer can do with a message on a complaint received on Monday 1 June 2026.

const window = (...more: What[]) =>
  aCase(started(), opened('stage-2-window', 'complainant', { due: '2026-06-29' }), ...more);
const stage1 = (...more: What[]) => aCase(started(), opened('stage-1', 'team-manager'), ...more);
const lapse = decided('stage-2-window', 'lapse', 'system');
const closed: What = { type: 'closed', as: 'right lapsed', run: 1 };

describe('the ways to deal with a message', () => {
  const always = ['answered', 'noted', 'filed as evidence'];
  const elsewhere = ['new complaint', 'case of its own', 'moved', 'other route'];
  const saying = (text: string) => ({ subject: '', text });
  test.each<[string, ReturnType<typeof saying> | undefined, Case, string[], string | undefined]>([
    [
      'are those that need no step, and what the step foresees',
      saying('Hello.'),
      stage1(),
      [...always, 'withdrawal', 'agreed to wait', ...elsewhere],
      undefined,
    ],
    [
      'begin with what its words suggest',
      saying('I can wait. Or I withdraw.'),
      stage1(),
      ['withdrawal', ...always, 'agreed to wait', ...elsewhere],
      'withdrawal',
    ],
    [
      'have no request that the step does not foresee, whatever the words',
      saying('Stage 2 please, or I withdraw.'),
      stage1(),
      ['withdrawal', ...always, 'agreed to wait', ...elsewhere],
      'withdrawal',
    ],
    [
      'have the request for the next stage while its window is open',
      saying('I am unhappy with your answer.'),
      window(),
      ['next stage requested', ...always, 'withdrawal', ...elsewhere],
      'next stage requested',
    ],
    [
      'have it when it comes late',
      saying('Hello.'),
      window(lapse, closed),
      [...always, 'next stage requested', ...elsewhere],
      undefined,
    ],
    [
      'have no request on a closed case',
      saying('I withdraw.'),
      stage1(decided('stage-1', 'withdraw', 'complainant'), closed),
      [...always, ...elsewhere],
      undefined,
    ],
    [
      'suggest nothing without a message',
      undefined,
      window(),
      [...always, 'next stage requested', 'withdrawal', ...elsewhere],
      undefined,
    ],
  ])('%s', (_, message, state, offered, suggested) => {
    const found = handlingsOffered(message, state, procedure);
    expect(found.offered).toEqual(offered);
    expect(found.suggested).toBe(suggested);
    expect('suggested' in found).toBe(suggested !== undefined);
  });
});

describe('words suggest', () => {
  const all = ['next stage requested', 'withdrawal', 'agreed to wait'] as const;
  test.each<[(typeof all)[number] | undefined, string[]]>([
    [
      'next stage requested',
      [
        'stage two',
        'Stage 3',
        'STAGE THREE',
        'the next stage',
        'a review panel',
        'escalating',
        'not happy',
        'unhappy',
        'isn’t satisfied',
        "isn't happy",
        'dissatisfied',
        'take this further',
        'take my complaint further',
      ],
    ],
    [
      'withdrawal',
      [
        'withdrawing it',
        'cancel the complaint',
        'close this complaint',
        'end my complaint',
        'stop the complaint',
        'do not want to go on',
        "don't want to pursue it",
        'don’t want to continue',
      ],
    ],
    [
      'agreed to wait',
      [
        'happy to wait',
        'agree to wait',
        'I agreed to wait',
        'fine with waiting',
        'okay to wait',
        'ok to wait',
        'willing to wait',
        'I will wait',
        'I can wait',
        "I'll wait",
      ],
    ],
    [
      undefined,
      [
        'backstage 2',
        'stage 20',
        'stage 4',
        'happy',
        'a panel',
        'my complaint',
        'close the gate',
        'I want to go on',
        'I cannot wait',
        'you will wait',
      ],
    ],
  ])('%s', (request, sentences) => {
    for (const text of sentences)
      expect([text, suggestedBy({ subject: '', text: `Well, ${text}!` }, all)]).toEqual([text, request]);
  });

  test('in the subject as in the text, and the first of several that is possible', () => {
    const both = { subject: 'I withdraw', text: 'Or go to stage 2.' };
    expect(suggestedBy(both, all)).toBe('next stage requested');
    expect(suggestedBy(both, ['withdrawal', 'agreed to wait'])).toBe('withdrawal');
    expect(suggestedBy(both, [])).toBeUndefined();
    // The last word of the subject and the first of the text are no phrase.
    expect(suggestedBy({ subject: 'The next', text: 'stage' }, all)).toBeUndefined();
  });
});

describe('a request for the next stage that comes late', () => {
  test.each<[string, Case, string | undefined]>([
    ['leads on after the last window that lapsed', window(lapse, closed), 'stage-2-commission'],
    [
      'leads nowhere when the complainant had used it',
      window(decided('stage-2-window', 'request-stage-2', 'complainant'), closed),
      undefined,
    ],
    ['leads nowhere while the case is open', window(lapse), undefined],
    ['leads nowhere without a window', stage1(closed), undefined],
    [
      'leads nowhere after the window of another run',
      aCase(
        started(),
        opened('stage-2-window', 'complainant'),
        lapse,
        started({ run: 2 }),
        opened('stage-1', 'team-manager', { run: 2 }),
        { ...closed, run: 2 },
      ),
      undefined,
    ],
  ])('%s', (_, state, step) => {
    expect(stepAskedLate(state, procedure)).toBe(step);
  });
});

describe('a message asks for an outcome', () => {
  const changed = (more: Partial<Outcome>) => {
    const step = procedure.steps['stage-2-window'];
    const outcome = step?.outcomes['request-stage-2'];
    if (!step || !outcome) throw new Error('no window');
    const steps = {
      ...procedure.steps,
      'stage-2-window': { ...step, outcomes: { ask: { ...outcome, ...more } } },
    };
    return outcomeAsked('next stage requested', window(), { ...procedure, steps })?.id;
  };
  test('for the next stage by what it asks, not by its name', () => {
    expect(changed({})).toBe('ask');
    expect(changed({ form: {} })).toBeUndefined();
    expect(changed({ effect: 'withdraw' })).toBeUndefined();
  });
});

describe('an answer is filled from a message', () => {
  const field = (type: Field['type'], more: Partial<Field> = {}): Field => ({ label: 'x', type, ...more });
  const [task] = window().tasks;
  const message = { text: ' I am not happy. ', receivedAt: '2026-06-10T22:59:59.999Z' };
  const filled = (
    outcome: Partial<Outcome>,
    given: Partial<Parameters<typeof answersFromMessage>[2]> = {},
    text = message.text,
  ) => {
    if (!task) throw new Error('no task');
    const made: Outcome = { title: 'x', form: {}, letters: [], next: 'closed', ...outcome };
    return answersFromMessage(
      { id: 'made', task, outcome: made },
      { ...message, text },
      { note: '', ...given },
    );
  };
  const waits = { until: field('date', { fact: 'agreedToWaitUntil' }) };
  test.each<[string, Partial<Outcome>, Parameters<typeof filled>[1], object]>([
    ['with nothing when nothing is asked', {}, {}, {}],
    [
      'with the day of a clock that it starts',
      {
        form: { on: field('date'), other: field('date') },
        starts: [{ clock: 'stage-2', on: 'on' }, { clock: 'stage-1' }],
      },
      {},
      { on: '2026-06-10' },
    ],
    [
      'with the day of a clock that it ends',
      { form: { on: field('date') }, ends: [{ clock: 'stage-1', on: 'on' }] },
      { on: '2026-06-08' },
      { on: '2026-06-08' },
    ],
    ['with no day that its form does not ask', { ends: [{ clock: 'stage-1', on: 'on' }] }, {}, {}],
    ['with the day of an agreement', { form: { agreedOn: field('date') } }, {}, { agreedOn: '2026-06-10' }],
    ['with the day until which they wait', { form: waits }, { until: '2026-07-01' }, { until: '2026-07-01' }],
    ['with no such day when none is named', { form: waits }, {}, {}],
    ['with no such day when none is asked', {}, { until: '2026-07-01' }, {}],
    [
      'with the reason of the officer',
      { form: { reason: field('text') } },
      { note: 'By phone.' },
      { reason: 'By phone.' },
    ],
    [
      'with their words as the reason',
      { form: { reason: field('text') } },
      {},
      { reason: 'I am not happy.' },
    ],
    [
      'with their words as what is unresolved, whatever the officer notes',
      { form: { open: field('text', { means: 'unresolved' }) } },
      { note: 'By phone.' },
      { open: 'I am not happy.' },
    ],
  ])('%s', (_, outcome, given, answers) => {
    expect(filled(outcome, given)).toEqual(answers);
  });

  test('never with half a character', () => {
    const text = `${'x'.repeat(4_999)}😀`;
    const { unresolved } = filled({ form: { unresolved: field('text') } }, {}, text);
    expect(unresolved).toBe(`${'x'.repeat(4_999)}�`);
    expect(filled({ form: { unresolved: field('text') } }, {}, ' \n ')).toEqual({});
  });
});
