import { presentUser, type User } from '../../domain/council/council.ts';
import type { NewEvent } from '../../domain/case/events.ts';
import { appointmentOf, refuseAppointment } from '../../domain/people/independence.ts';
import { record } from '../../domain/case/replay.ts';
import { lettersOnReplacement } from '../../domain/correspondence/letters-about-people.ts';
import { type Step, stageOfStep } from '../../../workflows/procedures/procedure.ts';
import { lettersFor } from '../../domain/correspondence/prepare-letters.ts';
import { taskNamed } from '../decide-step/decide-step.ts';
import { invalid, refuse } from '../../domain/text/refusal.ts';
import type { Dependencies } from '../../dependencies.ts';
import { procedureOfRun } from '../runs/procedure-of-run.ts';
import { actOnRecent, type CaseActionResult } from './case-action.ts';

/** Whether a step can be given to a user: of its role, or of one that alone may decide one of its outcomes. */
function mayPerform({ roles }: User, { performer, outcomes }: Step): boolean {
  if (performer === 'complainant') return false;
  const reserved = Object.values(outcomes).flatMap((outcome) => (outcome.reserved ? (outcome.by ?? []) : []));
  return (
    performer === 'owner' ||
    roles.includes(performer) ||
    reserved.some((one) => roles.some((role) => role === one))
  );
}

/** Assigns an open step to someone who may perform it and has no conflict of interest; they get an alert. */
export function assignStep(
  deps: Dependencies,
  command: { caseId: string; step: string; assignee: string; reason: string; by: User },
): Promise<CaseActionResult> {
  return actOnRecent(deps, command.caseId, command.by, (file) => {
    const { state } = file;
    const task = taskNamed(state, command.step);
    if (!task) return refuse('not found', { code: 'no-such-step', params: {} });
    const procedure = procedureOfRun(deps.procedures, file, task.run);
    const step = procedure.steps[task.step];
    if (!step || task.status !== 'open') return refuse('conflict', { code: 'step-not-open', params: {} });
    const user = presentUser(deps.council, command.assignee);
    const { performer } = step;
    if (!user || !mayPerform(user, step))
      return invalid({ field: 'assignee', code: 'no-such-user', params: { performer } });
    const role = appointmentOf(step.assignedBy);
    const facts =
      step.assignedBy === undefined ? state.facts : { ...state.facts, [step.assignedBy]: user.id };
    const refusal = refuseAppointment(user, role, { ...state, facts }, deps.council);
    if (refusal !== undefined) return invalid({ ...refusal, field: 'assignee' });
    if (task.assignee === user.id) return { events: [] };
    const base = { at: deps.clock.now(), by: `user:${command.by.id}` as const };
    const assigned: NewEvent[] = [
      { ...base, type: 'assigned', task: task.key, assignee: user.id, reason: command.reason },
      ...(step.assignedBy === undefined
        ? []
        : [{ ...base, type: 'facts-recorded' as const, facts: { [step.assignedBy]: user.id } }]),
    ];
    const context = { council: deps.council, now: base.at };
    const occasion = `${task.key}/assigned-${state.version}`;
    const alerts = lettersFor(
      'alert-task-opened',
      ['assignee'],
      occasion,
      { ...state, facts },
      { ...task, assignee: user.id },
      context,
    );
    // After the stage has ended, such as when the learning is recorded, it is no one's part any more.
    const told =
      role === undefined || stageOfStep(procedure, step) === undefined
        ? []
        : lettersOnReplacement(state, record(state.id, state, assigned).after, context);
    return { events: [...assigned, ...alerts, ...told] };
  });
}
