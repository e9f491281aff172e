import { procedures } from '../shropshire.ts';
import { moneyStep, ombudsmanMoneyStep } from '../../workflows/procedures/remedies.ts';

/** Every form there is, each once, as the forms of one step that leads to itself. */
export const forms = [
  ...new Map(
    procedures.all
      .flatMap(({ steps }) => Object.values(steps))
      .flatMap(({ outcomes }) => Object.values(outcomes))
      .filter(({ form }) => Object.keys(form).length > 0)
      .map(
        ({ title, form, answers, drafts }) =>
          [JSON.stringify(form), { title, form, answers, drafts }] as const,
      ),
  ).values(),
];
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
