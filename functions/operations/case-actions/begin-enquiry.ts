import { longDate, londonDate, type CivilDate } from '../../domain/time/civil-date.ts';
import type { User } from '../../domain/council/council.ts';
import { currentCalendar, type Dependencies } from '../../dependencies.ts';
import { startAlongside } from '../start-alongside.ts';
import { beside } from '../../../workflows/procedures/index.ts';
import { invalid, actOnCase, type CaseActionResult } from './case-action.ts';

/**
 * Begins an enquiry of the Ombudsman on an open or a closed case, beside whatever else goes on: due 28 calendar days after
 * it was received, or on the day its letter gives (RULES section 2).
 */
export async function beginEnquiry(
  deps: Dependencies,
  command: { caseId: string; receivedOn: CivilDate; dueOn?: CivilDate; reference?: string; by: User },
): Promise<CaseActionResult> {
  const { receivedOn, dueOn, reference } = command;
  const { last } = await currentCalendar(deps);
  return actOnCase(deps, command.caseId, command.by, ({ state }) => {
    const now = deps.clock.now();
    const today = londonDate(now);
    if (receivedOn > today) return invalid('receivedOn', `Give ${longDate(today)} or an earlier day`);
    if (receivedOn < state.receivedOn)
      return invalid(
        'receivedOn',
        `Give ${longDate(state.receivedOn)}, when the complaint was received, or a later day`,
      );
    if (dueOn !== undefined && dueOn < receivedOn)
      return invalid('dueOn', `Give ${longDate(receivedOn)}, when the enquiry was received, or a later day`);
    if (dueOn !== undefined && dueOn > last)
      return invalid('dueOn', `Give ${longDate(last)} or an earlier day`);
    const by = `user:${command.by.id}` as const;
    const enquiries = state.runs.filter(({ procedure }) => procedure === beside.ombudsman).length;
    const matter = { id: `E${enquiries + 1}`, from: receivedOn, ...(dueOn === undefined ? {} : { dueOn }) };
    const start = startAlongside(deps, state, { procedure: beside.ombudsman, matter, now, by });
    const facts =
      reference === undefined
        ? []
        : [{ at: now, by, type: 'facts-recorded' as const, facts: { ombudsmanReference: reference } }];
    return { events: [...facts, start.event], outbox: [start.entry] };
  });
}
