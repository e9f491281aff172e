import { openTasks, reopening } from '../../domain/case/case.ts';
import { longDate, londonDate, type CivilDate } from '../../domain/time/civil-date.ts';
import type { User } from '../../domain/council/council.ts';
import { stepsAhead } from '../../domain/case/reachable-steps.ts';
import type { Dependencies } from '../../dependencies.ts';
import { procedureStart } from '../procedure-start.ts';
import type { FactName, Procedure } from '../../../workflows/procedures/procedure.ts';
import { independentRoles } from '../../../workflows/procedures/roles.ts';
import { callOffReview } from './call-off-review.ts';
import { invalid, actOnCase, type CaseActionResult } from './case-action.ts';

/**
 * Takes a closed case up again at a step of its procedure, for a reason that the complainant is told: a new run with
 * clocks of its own, from the day on which it was asked for, and the history kept. A request for a stage that came late and is accepted is one of these.
 */
export function reopenCase(
  deps: Dependencies,
  command: { caseId: string; step: string; reason: string; askedOn?: CivilDate | undefined; by: User },
): Promise<CaseActionResult> {
  return actOnCase(deps, command.caseId, command.by, ({ state }) => {
    const { procedure: followed } = state;
    const procedure = followed && deps.procedures.version(followed.id, followed.version);
    if (state.status === 'open') {
      const at = openTasks(state).find(({ run }) => run === followed?.run);
      const step = at && procedure?.steps[at.step]?.title;
      const reason = `This case is open${step === undefined ? '' : ` at “${step}”`}: reopened is what is closed.`;
      return { ok: false, code: 'conflict', reason };
    }
    if (!procedure || !Object.hasOwn(procedure.steps, command.step))
      return invalid('step', `Choose one of: ${Object.keys(procedure?.steps ?? {}).join(', ')}`);
    const lacking = appointedBefore(procedure, command.step).find(
      ({ fact }) => state.facts[fact] === undefined,
    );
    if (lacking)
      return invalid(
        'step',
        `This step needs a person whom the case does not have (${lacking.appoints}): take it up at “${lacking.title}”, where they are appointed`,
      );
    const now = deps.clock.now();
    const by = `user:${command.by.id}` as const;
    const today = londonDate(now);
    const { askedOn = today } = command;
    if (askedOn > today) return invalid('askedOn', `Give ${longDate(today)} or an earlier day`);
    if (askedOn < state.receivedOn)
      return invalid(
        'askedOn',
        `Give ${longDate(state.receivedOn)}, when the complaint was received, or a later day`,
      );
    const matter = { id: reopening, from: askedOn };
    const start = procedureStart(state, { procedure, now, startAt: command.step, matter, by });
    const calledOff = callOffReview(state, now);
    return {
      events: [
        { at: now, by, type: 'reopened', step: command.step, reason: command.reason },
        ...calledOff.events,
        start.event,
      ],
      outbox: [...calledOff.outbox, start.entry],
    };
  });
}

/**
 * Which independent people have been appointed whichever way a case came to a step, with the step that appoints them, as the
 * procedure has it. Anybody of the council can be given a step by hand; nobody can take theirs.
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
