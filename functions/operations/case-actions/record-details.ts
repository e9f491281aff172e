import { openTasks } from '../../domain/case/case.ts';
import { movedTo } from '../../domain/clocks/step-clock.ts';
import { record } from '../../domain/case/replay.ts';
import { londonDate } from '../../domain/time/civil-date.ts';
import type { User } from '../../domain/council/council.ts';
import { dateProblems } from '../../domain/decisions/checks.ts';
import type { NewEvent } from '../../domain/case/events.ts';
import { recordedFacts } from '../../domain/decisions/facts-from-answers.ts';
import { checkForm } from '../../domain/decisions/forms.ts';
import { appointmentProblems } from '../../domain/people/independence.ts';
import { formContext } from '../decide-step/decide-step.ts';
import { refuse } from '../../domain/text/refusal.ts';
import { currentCalendar, type Dependencies } from '../../dependencies.ts';
import { caseDetails } from '../../../workflows/procedures/case-details.ts';
import { consentLetters } from './ask-consent.ts';
import { releaseTasks } from './complained-about.ts';
import { actOnRecent, type CaseActionResult } from './case-action.ts';
import type { SystemReason } from '../../domain/case/event-codes.ts';
import { procedureOfTask } from '../../domain/case/procedure-followed.ts';

/**
 * Records or corrects the details of a case: area, team, category, consent, advocacy, handler, people complained about.
 * People newly complained about lose their open steps. A deadline that counts from a corrected day is worked out again.
 * If consent is now requested, a letter asks for it.
 */
export async function recordDetails(
  deps: Dependencies,
  command: { caseId: string; details: unknown; by: User },
): Promise<CaseActionResult> {
  const calendar = await currentCalendar(deps);
  return actOnRecent(deps, command.caseId, command.by, (file) => {
    const { state } = file;
    const form = checkForm(caseDetails, command.details, formContext(deps, file));
    if (!form.ok) return refuse('invalid', { code: 'answers-wrong', params: {} }, form.errors);
    const now = deps.clock.now();
    const today = londonDate(now);
    const { receivedOn } = state;
    const dates = dateProblems(caseDetails, form.answers, { receivedOn, openedOn: today }, today);
    if (dates.length > 0) return refuse('invalid', { code: 'dates-wrong', params: {} }, dates);
    const facts = recordedFacts(caseDetails, form.answers, state);
    // A handler who stays is not appointed again, even if the case is about them.
    const { handler, ...others } = form.answers;
    const wrong = appointmentProblems(
      caseDetails,
      handler === state.facts.handler ? others : form.answers,
      { ...state, facts: { ...state.facts, ...facts } },
      deps.council,
    );
    if (wrong.length > 0) return refuse('invalid', { code: 'appointments-wrong', params: {} }, wrong);
    if (Object.keys(facts).length === 0) return { events: [] };
    const by = `user:${command.by.id}` as const;
    const recorded: NewEvent = { at: now, by, type: 'facts-recorded', facts };
    const { after } = record(state.id, state, [recorded]);
    const letters = consentLetters(deps, state, after, now);
    // A clock can count from a day among the details.
    const moved = openTasks(after).flatMap((task): NewEvent[] => {
      const procedure = procedureOfTask(task, deps.procedures);
      const corrected = Object.values(procedure?.clocks ?? {}).some(
        ({ from }) =>
          typeof from === 'object' && 'fact' in from && after.facts[from.fact] !== state.facts[from.fact],
      );
      const to = procedure && corrected && movedTo(after, task, procedure, calendar, today);
      const reason = 'details-corrected' satisfies SystemReason;
      return to
        ? [{ at: now, by, type: 'deadline-moved', task: task.key, due: task.due, ...to, reason }]
        : [];
    });
    return {
      events: [recorded, ...moved, ...releaseTasks(state, after, { now, by }, deps.council), ...letters],
    };
  });
}
