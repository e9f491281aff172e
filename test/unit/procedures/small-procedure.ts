import type { Field } from '../../../workflows/procedures/form-field.ts';
import type {
  Milestone,
  Outcome,
  Procedure,
  StageClock,
  Step,
} from '../../../workflows/procedures/procedure.ts';

// Parts of procedures as small as a rule needs them. Each is of an ordinary kind until the test says otherwise.

/** An outcome that leads to a step or an ending, without letters or form. */
export const leadsTo = (next: string, more: Partial<Outcome> = {}): Outcome => ({
  title: 'Decide',
  form: {},
  letters: [],
  next,
  ...more,
});

/** A task in the time of the clock `of`; without one it has the time that `more` gives. */
export const task = (
  of: string | undefined,
  outcomes: Record<string, Outcome>,
  more: Partial<Step> = {},
): Step => ({
  title: 'Task',
  kind: 'task',
  performer: 'complaints-officer',
  ...(of === undefined ? {} : { clock: of }),
  milestones: [],
  outcomes,
  ...more,
});

/** A time of the step's own. */
export const ownTime = {
  limit: { days: 5, unit: 'working days', from: 'opened', citation: 'A rule' },
} as const satisfies Partial<Step>;

/** A clock of ten working days of a stage. */
export const clockOf = (stage: StageClock['stage'], more: Partial<StageClock> = {}): StageClock => ({
  stage,
  title: 'Clock',
  limit: { days: 10, unit: 'working days', citation: 'A rule' },
  milestones: [],
  ...more,
});

export const milestoneAt = (when: Milestone['when'], more: Partial<Milestone> = {}): Milestone => ({
  id: 'm',
  title: 'M',
  when,
  to: [],
  ...more,
});

export const fieldOf = (type: Field['type'], more: Partial<Field> = {}): Field => ({
  label: 'Field',
  type,
  ...more,
});

/** A procedure that begins with the first of its steps. */
export const procedureOf = (
  steps: Record<string, Step>,
  clocks?: Record<string, StageClock>,
  more: Partial<Procedure> = {},
): Procedure => ({
  id: 'small',
  version: '1',
  stateMachine: 'small',
  title: 'Small',
  law: 'A law',
  received: {},
  first: Object.keys(steps)[0] ?? 'none',
  ...(clocks === undefined ? {} : { clocks }),
  steps,
  ...more,
});
