import { londonDate, type CivilDate } from '../../domain/time/civil-date.ts';
import type { User } from '../../domain/council/council.ts';
import { invalid } from '../../domain/text/refusal.ts';
import { currentCalendar, type Dependencies } from '../../dependencies.ts';
import { startAlongside } from '../runs/start-alongside.ts';
import { proceduresAlongside } from '../../../workflows/procedures/index.ts';
import { actOnRecent, type CaseActionResult } from './case-action.ts';
import { refuseFarDay } from '../../domain/time/day-ahead.ts';
import { refuseDayOfCase } from '../../domain/time/day-of-receipt.ts';

/**
 * Begins an enquiry of the Ombudsman on an open or a closed case, alongside its other steps. It is due 28 calendar days
 * after it was received, or on the day that the Ombudsman's letter gives (law.md section 2).
 */
export async function beginEnquiry(
  deps: Dependencies,
  command: { caseId: string; receivedOn: CivilDate; dueOn?: CivilDate; reference?: string; by: User },
): Promise<CaseActionResult> {
  const { receivedOn, dueOn, reference } = command;
  const calendar = await currentCalendar(deps);
  return actOnRecent(deps, command.caseId, command.by, ({ state }) => {
    const now = deps.clock.now();
    const today = londonDate(now);
    const wrongDay = refuseDayOfCase(receivedOn, today, state);
    if (wrongDay) return invalid({ field: 'receivedOn', ...wrongDay });
    if (dueOn !== undefined && dueOn < receivedOn)
      return invalid({ field: 'dueOn', code: 'before-enquiry', params: { receivedOn } });
    const tooFar = dueOn === undefined ? undefined : refuseFarDay(dueOn, today, calendar);
    if (tooFar) return invalid({ field: 'dueOn', ...tooFar });
    const by = `user:${command.by.id}` as const;
    const enquiries = state.runs.filter(
      ({ procedure }) => procedure === proceduresAlongside.ombudsman,
    ).length;
    const matter = { id: `E${enquiries + 1}`, from: receivedOn, ...(dueOn === undefined ? {} : { dueOn }) };
    const start = startAlongside(deps, state, { procedure: proceduresAlongside.ombudsman, matter, now, by });
    const facts =
      reference === undefined
        ? []
        : [{ at: now, by, type: 'facts-recorded' as const, facts: { ombudsmanReference: reference } }];
    return { events: [...facts, ...start.events], outbox: start.outbox };
  });
}
