import { hasConflict } from '../case/conflicts.ts';
import type { Case, Task } from '../case/case.ts';
import type { Actor } from '../case/events.ts';
import { presentUser, userById, userIdOf, type Council } from '../council/council.ts';
import { writtenAnswer } from '../decisions/author-of-answer.ts';
import type { Sentences } from '../../../workflows/letters/en/sentences.ts';
import type { Appointment } from '../../../workflows/procedures/meanings.ts';
import type { Procedure, Step } from '../../../workflows/procedures/procedure.ts';

/**
 * The author of the answer that a letter gives, by the part in which they wrote it. People who have left since still sign
 * for their decision. `by`: the person who gives the answer in now, while it is being written.
 */
export function authorAsSigner(
  { state, procedure, task }: { state: Case; procedure: Procedure; task: Task },
  by: Actor | undefined,
  council: Council,
  sentences: Sentences,
): { name: string; role: string } | undefined {
  const written = writtenAnswer(state, procedure, task);
  if (!written) return undefined;
  const own = written.task.key === task.key;
  const decidedBy = own ? (by ?? written.decision?.by) : written.decision?.by;
  // A program of the council can give an answer in for the person who has the step.
  const ids = [decidedBy === undefined ? undefined : userIdOf(decidedBy), written.task.assignee];
  const user = ids.flatMap((id) => (id === undefined ? [] : (userById(council, id) ?? []))).at(0);
  if (!user) return undefined;
  const { performer } = written.step;
  const appointment = appointmentOf(procedure, written.step);
  if (performer === 'owner' || performer === 'complainant')
    return { name: user.name, role: sentences.appointments[appointment ?? 'investigator'] };
  // Someone who has another role by now was perhaps in another team then.
  const team = user.roles.includes(performer) ? user.team : undefined;
  return { name: user.name, role: sentences.handlerRole({ role: sentences.roles[performer], team }) };
}

/** The part to which a person is appointed who does a step, whatever their role in the council. */
function appointmentOf({ steps }: Procedure, { assignedBy }: Step): Appointment | undefined {
  return Object.values(steps)
    .flatMap(({ outcomes }) => Object.values(outcomes))
    .flatMap(({ form }) => Object.values(form))
    .find(({ fact, appoints }) => appoints !== undefined && fact === assignedBy)?.appoints;
}

/**
 * The officer who signs a letter that gives no one's answer: the person who decided (`by`), or the officer of the case.
 * Undefined without one who can sign: then the complaints team does.
 */
export function officerOf(state: Case, by: Actor | undefined, council: Council): string | undefined {
  const ids = [by === undefined ? undefined : userIdOf(by), state.facts.handler];
  const officer = ids
    .filter((id) => id !== undefined && !hasConflict(state, id, council))
    .flatMap((id) => (id === undefined ? [] : (presentUser(council, id) ?? [])))
    .at(0);
  return officer?.name;
}
