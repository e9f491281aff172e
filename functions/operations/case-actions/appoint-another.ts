import { userById, type User } from '../../domain/council/council.ts';
import type { NewEvent } from '../../domain/case/events.ts';
import type { Facts } from '../../domain/case/facts.ts';
import { whyNotAppointed } from '../../domain/people/independence.ts';
import { lettersFor } from '../../domain/correspondence/prepare-letters.ts';
import { taskOfLetter } from '../../domain/correspondence/letter-values.ts';
import type { IndependentPart } from '../../../workflows/procedures/papers.ts';
import { Role } from '../../../workflows/procedures/roles.ts';
import type { Dependencies } from '../../dependencies.ts';
import { invalid, actOnCase, type CaseActionResult } from './case-action.ts';

/** The role of a user who can take a part: "panel member" is the part of a `panel-member`. */
export const roleOfPart = (part: IndependentPart): Role => Role.parse(part.replaceAll(' ', '-'));

/**
 * Puts somebody in the place of an independent person who declined or cannot go on. They are held to the rules of
 * independence, get the open steps of who leaves, and are told; they sign before they see anything of the case.
 */
export function appointAnother(
  deps: Dependencies,
  command: {
    caseId: string;
    part: IndependentPart;
    instead?: string | undefined;
    user: string;
    reason: string;
    by: User;
  },
): Promise<CaseActionResult> {
  const { part, reason } = command;
  return actOnCase(deps, command.caseId, command.by, ({ state }) => {
    const role = roleOfPart(part);
    const user = userById(deps.council, command.user);
    if (!user || !user.roles.includes(role))
      return invalid('user', `Name a user who is ${part === 'investigating officer' ? 'an' : 'a'} ${part}`);
    const before = heldBy(state.facts, part);
    const leaving = before.length === 1 ? before[0] : command.instead;
    if (before.length === 0 || leaving === undefined || !before.includes(leaving))
      return before.length === 0
        ? { ok: false, code: 'conflict', reason: `No ${part} is appointed to this case yet.` }
        : invalid('instead', 'Say whom they come instead of');
    if (before.includes(user.id))
      return invalid('user', `${user.name} has this part already: choose another`);
    const facts = inTheirPlace(state.facts, part, leaving, user.id);
    const why = whyNotAppointed(user, part, { ...state, facts: { ...state.facts, ...facts } }, deps.council);
    if (why !== undefined) return invalid('user', `${why}: choose another`);
    const base = { at: deps.clock.now(), by: `user:${command.by.id}` as const };
    // A step that was given back when its holder declined has nobody.
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
    const told = lettersFor(
      'alert-appointment',
      ['assignee'],
      `appointed-${state.version}`,
      state,
      { ...taskOfLetter(state, undefined), assignee: user.id },
      { council: deps.council, now: base.at },
    );
    return { events: [{ ...base, type: 'facts-recorded', facts, reason }, ...given, ...told] };
  });
}

/** Who has a part at present. */
function heldBy(facts: Facts, part: IndependentPart): string[] {
  switch (part) {
    case 'investigating officer':
      return [facts.investigatingOfficer ?? []].flat();
    case 'independent person':
      return [facts.independentPerson ?? []].flat();
    case 'panel chair':
      return [facts.panelChair ?? []].flat();
    case 'panel member':
      return facts.panelMembers ?? [];
  }
}

function inTheirPlace(facts: Facts, part: IndependentPart, leaving: string, user: string): Facts {
  switch (part) {
    case 'investigating officer':
      return { investigatingOfficer: user };
    case 'independent person':
      return { independentPerson: user };
    case 'panel chair':
      return { panelChair: user };
    case 'panel member':
      return { panelMembers: (facts.panelMembers ?? []).map((id) => (id === leaving ? user : id)) };
  }
}
