import { userById, type User } from '../../domain/council/council.ts';
import type { NewEvent } from '../../domain/case/events.ts';
import type { Facts } from '../../domain/case/facts.ts';
import { refuseAppointment } from '../../domain/people/independence.ts';
import { record } from '../../domain/case/replay.ts';
import { lettersNaming, lettersOnReplacement } from '../../domain/correspondence/letters-about-people.ts';
import { lettersFor } from '../../domain/correspondence/prepare-letters.ts';
import { taskOfLetter } from '../../domain/correspondence/letter-values.ts';
import { independentParts } from '../../../workflows/procedures/disclosure.ts';
import { Role } from '../../../workflows/procedures/roles.ts';
import { invalid, refuse } from '../../domain/text/refusal.ts';
import type { Dependencies } from '../../dependencies.ts';
import { actOnRecent, type CaseActionResult } from './case-action.ts';

/**
 * The parts for which another person can be appointed at any time. An investigator and a reviewer have an open step,
 * which is assigned to someone else.
 */
export const replaceableParts = [...independentParts, 'adjudicating officer'] as const;
export type ReplaceablePart = (typeof replaceableParts)[number];

/** The role of a user who can take a part: "panel member" is the part of a `panel-member`. */
export const roleOfPart = (part: ReplaceablePart): Role => Role.parse(part.replaceAll(' ', '-'));

/**
 * Appoints a replacement for an independent person or the adjudicating officer, who declined or cannot continue. The
 * rules of independence apply to the replacement, who gets the open steps of the person they replace and an alert; an
 * independent person signs before seeing anything of the case. The complainant is told by letter who goes and who comes.
 */
export function appointAnother(
  deps: Dependencies,
  command: {
    caseId: string;
    part: ReplaceablePart;
    instead?: string | undefined;
    user: string;
    reason: string;
    by: User;
  },
): Promise<CaseActionResult> {
  const { part, reason } = command;
  return actOnRecent(deps, command.caseId, command.by, ({ state }) => {
    const role = roleOfPart(part);
    const user = userById(deps.council, command.user);
    if (!user || !user.roles.includes(role))
      return invalid({ field: 'user', code: 'no-such-user', params: { performer: role } });
    const before = heldBy(state.facts, part);
    const leaving = before.length === 1 ? before[0] : command.instead;
    if (before.length === 0 || leaving === undefined || !before.includes(leaving))
      return before.length === 0
        ? refuse('conflict', { code: 'part-not-filled', params: { part } })
        : invalid({ field: 'instead', code: 'not-in-part', params: { part } });
    if (before.includes(user.id))
      return invalid({ field: 'user', code: 'in-part-already', params: { name: user.name, part } });
    const facts = inTheirPlace(state.facts, part, leaving, user.id);
    const appointed = { ...state, facts: { ...state.facts, ...facts } };
    const refusal = refuseAppointment(user, part, appointed, deps.council);
    if (refusal !== undefined) return invalid({ ...refusal, field: 'user' });
    const base = { at: deps.clock.now(), by: `user:${command.by.id}` as const };
    // The step of a person who declined is not assigned.
    const steps = state.tasks.filter(
      ({ status, performer, assignee }) =>
        status === 'open' && performer === role && (assignee === undefined || assignee === leaving),
    );
    const given = steps.map(({ key }): NewEvent => ({
      ...base,
      type: 'assigned',
      task: key,
      assignee: user.id,
      reason,
    }));
    const context = { council: deps.council, now: base.at };
    const alerts = lettersFor(
      'alert-appointment',
      ['assignee'],
      `appointed-${state.version}`,
      state,
      { ...taskOfLetter(state, undefined), assignee: user.id },
      context,
    );
    const replaced: NewEvent[] = [{ ...base, type: 'facts-recorded', facts, reason }, ...given];
    const { after } = record(state.id, state, replaced);
    const told = [...lettersOnReplacement(state, after, context), ...lettersNaming(after, context)];
    return { events: [...replaced, ...alerts, ...told] };
  });
}

/** The users who have a part now. */
function heldBy(facts: Facts, part: ReplaceablePart): string[] {
  switch (part) {
    case 'investigating officer':
      return [facts.investigatingOfficer ?? []].flat();
    case 'independent person':
      return [facts.independentPerson ?? []].flat();
    case 'adjudicating officer':
      return [facts.adjudicatingOfficer ?? []].flat();
    case 'panel chair':
      return [facts.panelChair ?? []].flat();
    case 'panel member':
      return facts.panelMembers ?? [];
  }
}

function inTheirPlace(facts: Facts, part: ReplaceablePart, leaving: string, user: string): Facts {
  switch (part) {
    case 'investigating officer':
      return { investigatingOfficer: user };
    case 'independent person':
      return { independentPerson: user };
    case 'adjudicating officer':
      return { adjudicatingOfficer: user };
    case 'panel chair':
      return { panelChair: user };
    case 'panel member':
      return { panelMembers: (facts.panelMembers ?? []).map((id) => (id === leaving ? user : id)) };
  }
}
