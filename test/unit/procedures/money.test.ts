import { expect, test } from 'vitest';
import { letters } from '../../../workflows/letters/index.ts';
import { checkProcedure } from '../../../workflows/procedures/check-procedure.ts';
import { procedures } from '../../shropshire.ts';
import type { Outcome, Step } from '../../../workflows/procedures/procedure.ts';

const statutory = procedures.all.find(({ id }) => id === 'childrens-statutory');
if (!statutory) throw new Error('there is no statutory procedure');
const { steps } = statutory;

const known = new Set(Object.keys(letters));
const withStep = (id: string, change: Partial<Step>) => ({
  ...statutory,
  steps: { ...steps, [id]: { ...steps[id], ...change } },
});
const withOutcome = (id: string, name: string, change: Partial<Outcome>) =>
  withStep(id, {
    outcomes: {
      ...steps[id]?.outcomes,
      [name]: { ...(steps[id]?.outcomes[name] ?? { title: '', form: {}, letters: [], next: '' }), ...change },
    },
  });

test('accepts a procedure as shipped', () => {
  expect(checkProcedure(statutory, known)).toEqual(statutory);
});

test.each<[string, unknown, string]>([
  [
    'an author who judges the money of their own answer',
    withStep('stage-1-money', { notByAuthor: undefined }),
    'step "stage-1-money", outcome "approve": the author of an answer does not judge its money',
  ],
  [
    'money that a complaints officer may approve in place of its approvers',
    withOutcome('stage-1-money', 'approve', { reserved: undefined }),
    'step "stage-1-money", outcome "approve": only its performers judge money',
  ],
  [
    'refused money that goes on to the letter',
    withOutcome('stage-1-money', 'refuse', { next: 'stage-1-sign-off' }),
    'step "stage-1-money", outcome "refuse": refused money goes back to the step in which the answer was written',
  ],
  [
    'money refused without a reason',
    withOutcome('stage-1-money', 'refuse', { form: {} }),
    'the effect "refuse money" needs a required field "reason"',
  ],
  [
    'a letter that promises money before it is approved',
    withOutcome('stage-1-sign-off', 'send', { gates: [] }),
    'step "stage-1-sign-off", outcome "send": it promises money that no one need have approved',
  ],
  [
    'an answer whose money is never paid',
    withOutcome('stage-1-sign-off', 'send', { effect: 'start actions' }),
    'step "stage-1", outcome "respond": it offers money, but its letter does not promise it',
  ],
  [
    'money that is recorded as something else',
    withOutcome('stage-1', 'respond', {
      form: {
        ...steps['stage-1']?.outcomes['respond']?.form,
        money: { label: 'Money', type: 'text', fact: 'money' },
      },
    }),
    'field "money": money is a field and a fact of that name',
  ],
])('refuses %s by name', (_, procedure, problem) => {
  expect(() => checkProcedure(procedure, known)).toThrow(problem);
});
