import { decide } from '../../../functions/domain/decisions/decide.ts';
import type { FormContext } from '../../../functions/domain/decisions/forms.ts';
import type { Actor, NewEvent } from '../../../functions/domain/case/events.ts';
import { procedures } from '../../shropshire.ts';
import type { Outcome, Procedure, Step } from '../../../workflows/procedures/procedure.ts';
import { aCase, calendar, council, started, type What } from '../a-case.ts';

// A decision by an outcome that a test makes up, at a step of the children's statutory procedure.

const found = procedures.version('childrens-statutory', '2006');
if (!found) throw new Error('no procedure');
export const procedure: Procedure = found;

interface Decision {
  outcome: Partial<Outcome>;
  happened: readonly What[];
  answers?: object;
  /** 10:00 on Wednesday 10 June 2026 in London when absent. */
  now?: string;
  by?: Actor;
  /** What the test changes of the step, and of its procedure. */
  step?: Partial<Step>;
  followed?: Partial<Procedure>;
  context?: Partial<FormContext>;
  run?: Parameters<typeof started>[0];
}

/** What `decide` gives for the last task of the case. */
export function decideOn({
  outcome,
  happened,
  answers = {},
  now = '2026-06-10T09:00:00.000Z',
  by = 'user:complaints-officer',
  step: changed = {},
  followed = {},
  context = {},
  run,
}: Decision): ReturnType<typeof decide> {
  const state = aCase(started(run), ...happened);
  const task = state.tasks.at(-1);
  const known = procedure.steps[task?.step ?? ''];
  if (!task || !known) throw new Error('no such step');
  const made: Outcome = { title: 'Made up', form: {}, letters: [], next: 'closed', ...outcome };
  const step: Step = { ...known, ...changed, outcomes: { ...known.outcomes, ...changed.outcomes, made } };
  const steps = { ...procedure.steps, [task.step]: step };
  return decide(
    { state, task, procedure: { ...procedure, steps, ...followed }, step },
    { outcome: 'made', answers, by, now },
    {
      council,
      procedures: [],
      points: state.facts.points ?? [],
      recommendations: [],
      documents: [],
      ...context,
    },
    calendar,
  );
}

/** `taken`, or the code of the refusal with those of its fields. */
export function resultOf(decided: ReturnType<typeof decide>): string {
  if (decided.ok) return 'taken';
  const fields = (decided.errors ?? []).map(({ field, code }) => ` ${field}:${code}`);
  return `${decided.refusal.code}${fields.join('')}`;
}

/** The events of one kind that a decision brings about; throws when it is refused. */
export function eventsOf<T extends NewEvent['type']>(
  decided: ReturnType<typeof decide>,
  type: T,
): Extract<NewEvent, { type: T }>[] {
  if (!decided.ok) throw new Error(decided.refusal.code);
  return decided.events.filter((event): event is Extract<NewEvent, { type: T }> => event.type === type);
}
