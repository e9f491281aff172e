import { describe, expect, test } from 'vitest';
import { moneyProblems } from '../../../workflows/procedures/check-money.ts';
import type { Field } from '../../../workflows/procedures/form-field.ts';
import type { Outcome, Step } from '../../../workflows/procedures/procedure.ts';
import { fieldOf, leadsTo, task } from './small-procedure.ts';

const money = fieldOf('money', { fact: 'money' });
const offer = leadsTo('check', { form: { money }, drafts: 'answer' });
const approve = leadsTo('send', { effect: 'approve money', reserved: true });
const refuse = leadsTo('write', { effect: 'refuse money', reserved: true });
const promise = leadsTo('closed', {
  effect: 'promise remedies',
  gates: ['money approved'],
  letters: ['answer'],
});
const pay = leadsTo('closed', { effect: 'approve and pay', reserved: true });

/** The problems of an outcome of one step; the `others` are outcomes of another. */
const problemsOf = (outcome: Outcome, others: Record<string, Outcome> = {}, more: Partial<Step> = {}) => {
  const step = task('one', { on: outcome }, more);
  return moneyProblems(step, outcome, { step, others: task('one', others) });
};

describe('money that is offered is approved or refused, and then promised by a letter', () => {
  const all = { approve, refuse, promise };
  const unapproved = 'it offers money, which no outcome approves';
  const unrefused = 'it offers money, which no outcome refuses';
  const unpromised = 'it offers money, but its letter does not promise it (effect "promise remedies")';
  test.each<[string, Outcome, Record<string, Outcome>, string[]]>([
    ['all of it', offer, all, []],
    ['nothing at all', offer, {}, [unapproved, unrefused, unpromised]],
    ['no approval', offer, { refuse, promise }, [unapproved]],
    ['no refusal', offer, { approve, promise }, [unrefused]],
    ['no letter', offer, { approve, refuse }, [unpromised]],
    ['no draft of a letter', leadsTo('check', { form: { money } }), all, [unpromised]],
    [
      'a letter that promises nothing',
      offer,
      { ...all, promise: { ...promise, effect: 'start actions' } },
      [unpromised],
    ],
    [
      'a letter that promises, and the same letter by another way that does not',
      offer,
      { ...all, other: leadsTo('closed', { letters: ['answer'] }) },
      [unpromised],
    ],
    ['another letter', offer, { ...all, promise: { ...promise, letters: ['other'] } }, [unpromised]],
    ['approved and paid at once, which needs no letter', offer, { pay, refuse }, []],
    ['approved and paid at once, with no refusal', offer, { pay }, [unrefused]],
    ['no money in the form', leadsTo('check', { form: { why: fieldOf('text') } }), {}, []],
  ])('%s', (_, outcome, others, problems) => {
    expect(problemsOf(outcome, others)).toEqual(problems);
  });

  test.each<[string, Field]>([
    ['a field recorded as something else', fieldOf('money', { fact: 'summary' })],
    ['a field that is not recorded', fieldOf('money')],
    ['a text recorded as money', fieldOf('text', { fact: 'money' })],
  ])('%s offers money that would be lost', (_, sum) => {
    expect(problemsOf(leadsTo('check', { form: { sum }, drafts: 'answer' }), all)).toEqual([
      'field "sum": money is a field and a fact of that name',
    ]);
  });

  test('such a field is an offer, which someone approves', () => {
    const outcome = leadsTo('check', { form: { sum: fieldOf('text', { fact: 'money' }) } });
    expect(problemsOf(outcome)).toContain(unapproved);
  });
});

describe('a letter promises only what was approved', () => {
  const problem = 'it promises money that no one need have approved (gate "money approved")';
  test.each<[string, Outcome, string[]]>([
    ['a promise behind the gate', promise, []],
    ['a promise behind another gate', { ...promise, gates: ['a point upheld'] }, [problem]],
    ['a promise without gates', leadsTo('closed', { effect: 'promise remedies' }), [problem]],
    ['another effect without gates', leadsTo('closed', { effect: 'start actions' }), []],
  ])('%s', (_, outcome, problems) => {
    expect(problemsOf(outcome)).toEqual(problems);
  });
});

describe('money is judged by its performers, and not by the author of the answer', () => {
  const byAuthor = 'the author of an answer does not judge its money (notByAuthor)';
  const byAnyone = 'only its performers judge money (reserved)';
  const apart = { notByAuthor: true, writtenIn: 'write' } as const;
  test.each<[string, Outcome]>([
    ['approving', approve],
    ['refusing', refuse],
    ['approving and paying', pay],
  ])('%s', (_, outcome) => {
    const { reserved: _reserved, ...open } = outcome;
    expect(problemsOf(outcome, {}, apart)).toEqual([]);
    expect(problemsOf(open, {}, apart)).toEqual([byAnyone]);
    expect(problemsOf(outcome, {}, { writtenIn: 'write' })).toEqual([byAuthor]);
  });

  test('other outcomes judge none', () => {
    expect(problemsOf(leadsTo('closed', { effect: 'withdraw money' }))).toEqual([]);
    expect(problemsOf(leadsTo('closed'))).toEqual([]);
  });
});

test('refused money goes back to where the answer was written', () => {
  const apart = { notByAuthor: true, writtenIn: 'write' } as const;
  const problem = ['refused money goes back to the step in which the answer was written'];
  expect(problemsOf({ ...refuse, next: 'send' }, {}, apart)).toEqual(problem);
  expect(problemsOf({ ...approve, next: 'send' }, {}, apart)).toEqual([]);
});

test.each<[string, Partial<Outcome>, string[]]>([
  ['reserved for its performers', { reserved: true }, []],
  ['reserved for some of them', { reserved: true, by: ['director'] }, []],
  ['reserved for no one', { reserved: true, by: [] }, ['it is reserved for no one']],
  ['decided by no one, and not reserved', { by: [] }, []],
])('an outcome %s', (_, more, problems) => {
  expect(problemsOf(leadsTo('closed', more))).toEqual(problems);
});
