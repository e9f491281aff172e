import { procedures } from '../../workflows/procedures/index.ts';

/** Every form there is, each once, as the forms of one step that leads to itself. */
export const forms = [
  ...new Map(
    procedures.all
      .flatMap(({ steps }) => Object.values(steps))
      .flatMap(({ outcomes }) => Object.values(outcomes))
      .filter(({ form }) => Object.keys(form).length > 0)
      .map(({ title, form }) => [JSON.stringify(form), { title, form }] as const),
  ).values(),
];
const made = 'made up for this test';
/** A procedure whose one step has an outcome for each form. */
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
      title: 'All forms',
      kind: 'task',
      performer: 'complaints-officer',
      limit: { days: 20, unit: 'working days', from: 'receipt', citation: made },
      milestones: [],
      outcomes: {
        ...Object.fromEntries(
          forms.map(({ title, form }, n) => [`form-${n}`, { title, form, letters: [], next: 'again' }]),
        ),
        end: { title: 'End', form: {}, letters: [], next: 'closed', closedAs: 'ended' },
      },
    },
  },
};
