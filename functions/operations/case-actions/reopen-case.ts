import { openTasks, reopening, type Case } from '../../domain/case/case.ts';
import { londonDate, type CivilDate } from '../../domain/time/civil-date.ts';
import type { User } from '../../domain/council/council.ts';
import { stepsAhead } from '../../domain/case/reachable-steps.ts';
import { invalid, refuse } from '../../domain/text/refusal.ts';
import type { Dependencies } from '../../dependencies.ts';
import { procedureStart } from '../runs/procedure-start.ts';
import type { FactName } from '../../../workflows/procedures/meanings.ts';
import type { Procedure } from '../../../workflows/procedures/procedure.ts';
import { independentRoles } from '../../../workflows/procedures/roles.ts';
import { wayOut } from '../../../workflows/procedures/way-out.ts';
import { callOffReview } from './call-off-review.ts';
import { actOnRecent, type CaseActionRefusal, type CaseActionResult } from './case-action.ts';
import { procedureOfCase } from '../../domain/case/procedure-followed.ts';
import type { EventsAndOutbox } from '../events-and-outbox.ts';
import { refuseDayOfCase } from '../../domain/time/day-of-receipt.ts';

/**
 * Reopens a closed case at a step of its procedure, for a reason that the complainant is told. A new run begins with
 * clocks of its own, from the day of the request; the history stays. Accepting a late request for a stage uses this
 * too.
 */
export function reopenCase(
  deps: Dependencies,
  command: { caseId: string; step: string; reason: string; askedOn?: CivilDate | undefined; by: User },
): Promise<CaseActionResult> {
  return actOnRecent(deps, command.caseId, command.by, ({ state }) => reopeningOf(deps, state, command));
}

/** The events that reopen a closed case, or the refusal. */
export function reopeningOf(
  deps: Dependencies,
  state: Case,
  command: { step: string; reason: string; askedOn?: CivilDate | undefined; by: User },
): EventsAndOutbox | CaseActionRefusal {
  const { procedure: followed } = state;
  const procedure = procedureOfCase(state, deps.procedures);
  if (state.status === 'open') {
    const currentTask = openTasks(state).find(({ run }) => run === followed?.run);
    const step = currentTask && procedure?.steps[currentTask.step]?.title;
    return refuse('conflict', { code: 'case-open', params: step === undefined ? {} : { step } });
  }
  if (!procedure || command.step === wayOut || !Object.hasOwn(procedure.steps, command.step))
    return invalid({
      field: 'step',
      code: 'unknown-step',
      params: { steps: Object.keys(procedure?.steps ?? {}).filter((step) => step !== wayOut) },
    });
  const lacking = appointedBefore(procedure, command.step).find(
    ({ fact }) => state.facts[fact] === undefined,
  );
  if (lacking)
    return invalid({
      field: 'step',
      code: 'step-needs-person',
      params: { role: lacking.appoints, step: lacking.title },
    });
  const now = deps.clock.now();
  const by = `user:${command.by.id}` as const;
  const today = londonDate(now);
  const { askedOn = today } = command;
  const wrongDay = refuseDayOfCase(askedOn, today, state);
  if (wrongDay) return invalid({ field: 'askedOn', ...wrongDay });
  const matter = { id: reopening, from: askedOn };
  const start = procedureStart(deps, state, { procedure, now, startAt: command.step, matter, by });
  const calledOff = callOffReview(deps, state, now);
  return {
    events: [
      { at: now, by, type: 'reopened', step: command.step, reason: command.reason },
      ...calledOff.events,
      ...start.events,
    ],
    outbox: [...calledOff.outbox, ...start.outbox],
  };
}

/**
 * The independent people who must have been appointed before a step, whichever way a case reaches it, with the step
 * that appoints them. A step of the council's own staff can be assigned to someone by hand; a step of independent
 * people cannot.
 */
function appointedBefore({ first, steps }: Procedure, wanted: string) {
  const made = Object.values(steps).flatMap(({ title, outcomes }) =>
    Object.values(outcomes).flatMap(({ form }) =>
      Object.values(form).flatMap(({ appoints, fact, required, role }) =>
        appoints !== undefined &&
        fact !== undefined &&
        required &&
        role !== undefined &&
        independentRoles.has(role)
          ? [{ title, appoints, fact }]
          : [],
      ),
    ),
  );
  const without = (fact: FactName) =>
    stepsAhead(
      steps,
      [first],
      ({ form }) => !Object.values(form).some((field) => field.fact === fact && field.required),
    );
  return made.filter(({ fact }) => !without(fact).includes(wanted));
}
