import { procedures } from '../shropshire.ts';
import type { Outcome } from '../../workflows/procedures/procedure.ts';
import { moneyStep, ombudsmanMoneyStep } from '../../workflows/procedures/remedies.ts';

/** What is answered is put with a person of the case, which only the step does that the form is of. */
const changesPerson = new Set<Outcome['effect']>(['name successor', 'record young person']);

/** Every form there is, each once, as the forms of one step that leads to itself; but for those that change a person. */
export const forms = [
  ...new Map(
    procedures.all
      .flatMap(({ steps }) => Object.values(steps))
      .flatMap(({ outcomes }) => Object.values(outcomes))
      .filter(({ form, effect }) => Object.keys(form).length > 0 && !changesPerson.has(effect))
      .map(
        ({ title, form, answers, drafts }) =>
          [JSON.stringify(form), { title, form, answers, drafts }] as const,
      ),
  ).values(),
];
/** The steps and outcomes with the other forms. */
export const personForms = procedures.all.flatMap(({ steps }) =>
  Object.entries(steps).flatMap(([step, { outcomes }]) =>
    Object.entries(outcomes).flatMap(([outcome, { effect }]) =>
      changesPerson.has(effect) ? [`${step}/${outcome}`] : [],
    ),
  ),
);
const made = 'made up for this test';
const task = { kind: 'task', milestones: [] } as const;
const limit = { days: 20, unit: 'working days', from: 'receipt', citation: made };
/** The letters that give what forms offer; money is approved before they go. */
const drafted = [...new Set(forms.flatMap(({ drafts }) => drafts ?? []))];
const { clock: _, ...ombudsmanMoney } = ombudsmanMoneyStep([]);
/** A procedure whose first step has an outcome for each form, and after it what has to follow an answer. */
export const everyForm = {
  id: 'every-form',
  version: '1',
  stateMachine: 'every-form',
  title: 'Every form',
  law: made,
  feedback: ['complaint'],
  received: { from: '2026-01-01' },
  first: 'all',
  steps: {
    all: {
      ...task,
      title: 'All forms',
      performer: 'complaints-officer',
      limit,
      outcomes: {
        ...Object.fromEntries(forms.map((form, n) => [`form-${n}`, { ...form, letters: [], next: 'again' }])),
        end: { title: 'End', form: {}, letters: [], next: 'money' },
        'end-with-ombudsman': { title: 'End', form: {}, letters: [], next: 'ombudsman-money' },
      },
    },
    // Money that the Ombudsman asks for is paid without a letter.
    'ombudsman-money': {
      ...ombudsmanMoney,
      writtenIn: 'all',
      outcomes: Object.fromEntries(
        Object.entries(ombudsmanMoney.outcomes).map(([id, one]) => [
          id,
          { ...one, next: id === 'refuse' ? 'all' : one.next },
        ]),
      ),
    },
    money: moneyStep({
      within: task,
      milestones: [],
      title: 'All forms',
      writtenIn: 'all',
      next: 'send',
      always: {},
    }),
    send: {
      ...task,
      title: 'Send',
      performer: 'complaints-officer',
      writtenIn: 'all',
      limit,
      outcomes: Object.fromEntries(
        drafted.map((letter, n) => [
          `send-${n}`,
          {
            title: 'Send',
            form: {},
            effect: 'promise remedies',
            gates: ['money approved'],
            signedBy: 'author',
            letters: [letter],
            next: 'closed',
            closedAs: 'ended',
          },
        ]),
      ),
    },
  },
};
