import type { Case, Task } from './case.ts';
import type { Council, User } from './council.ts';
import { teamOf } from './plan.ts';
import type { Outcome, Step } from '../../workflows/procedures/procedure.ts';

/** What somebody wants to do. `decide` names the task and the outcome. */
export type Action =
  | { do: 'read case' }
  | { do: 'record feedback' }
  | { do: 'see held mail' }
  /** Find other cases of the complainant, confirm that they are theirs, flag them, review the flag. */
  | { do: 'resolve complainant' }
  /** Get the alert that a flag is to be reviewed, which names the case. */
  | { do: 'be told of flag'; decisionMaker: string }
  | { do: 'decide'; task: Task; step: Step; outcome: Outcome };

/**
 * The one place that decides who may do what (RULES section 7). Without a case it answers for things that belong to
 * none. A person complained about may nothing on the case, whatever their role: conflict of interest beats every role.
 */
export function may(user: User, action: Action, state: Case | undefined, council: Council): boolean {
  if (state?.facts.complainedAbout?.includes(user.id)) return false;
  const officer = user.roles.includes('complaints-officer');
  switch (action.do) {
    case 'record feedback':
      return user.roles.some((role) => role !== 'report-writer' && role !== 'administrator');
    case 'see held mail':
      return officer;
    case 'resolve complainant':
      return state !== undefined && officer;
    case 'be told of flag':
      return state !== undefined && (officer || user.id === action.decisionMaker);
    case 'read case':
      return state !== undefined && (officer || concerns(user, state, council));
    case 'decide': {
      if (!state) return false;
      const by = action.outcome.by ?? [action.step.performer];
      if (by.length === 0) return false;
      if (officer) return true;
      return (
        concernsTask(user, state, action.task, council) &&
        by.some((performer) => performer !== 'complainant' && user.roles.includes(performer))
      );
    }
  }
}

/** A case concerns those who have or had a step of it, their team's manager, and who was told of its escalation. */
function concerns(user: User, state: Case, council: Council): boolean {
  if (state.tasks.some((task) => concernsTask(user, state, task, council))) return true;
  return state.letters.some(
    ({ to, template }) => to === `user:${user.id}` && template === 'alert-escalation',
  );
}

function concernsTask(user: User, state: Case, task: Task, council: Council): boolean {
  if (task.assignee !== undefined) return task.assignee === user.id;
  if (task.performer === 'complainant' || !user.roles.includes(task.performer)) return false;
  const team = teamOf(state, task, council);
  return user.team === undefined || team === undefined || user.team === team;
}
