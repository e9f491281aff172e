import type { Case, Task } from '../case/case.ts';
import { hasConflict } from '../case/conflicts.ts';
import { userIdOf, type Council, type User } from '../council/council.ts';
import { moneyOf } from '../case/remedies.ts';
import { independenceOf, isAppointed, peopleRunning } from './independence.ts';
import { teamOf } from './teams.ts';
import type { Outcome, Step } from '../../../workflows/procedures/procedure.ts';
import { independentRoles, worksOnCases, type Role } from '../../../workflows/procedures/roles.ts';

/**
 * An action that a user wants to take. `decide` names the task and the outcome. `act on case` covers what a complaints
 * officer can do on a case at any time: assign, link, split, reopen, record facts, begin an enquiry
 * (functions/actions).
 */
export type Action =
  | { do: 'read case' }
  | { do: 'act on case' }
  | { do: 'add document' }
  /** Say that someone may be in danger. */
  | { do: 'mark safeguarding' }
  /** Write a letter in one's own words, or approve one of a colleague. */
  | { do: 'write letter' }
  /** Record a note, or a contact with someone. */
  | { do: 'record note' }
  /** Sign or decline the declaration of an independent person, before they see anything of the case. */
  | { do: 'declare independence' }
  | { do: 'see who read' }
  | { do: 'record feedback' }
  | { do: 'see held mail' }
  | { do: 'see erasures' }
  /** Read and make reports, and the rows they are made from. */
  | { do: 'read reports' }
  /** Change the council: people, lists, wording of letters. This gives access to no case. */
  | { do: 'administer' }
  /** See the workload of all teams, or of one's own. `hear of step` decides about each case. */
  | { do: 'oversee' }
  /**
   * See what is overdue, delayed or without learning, case by case by its reference. Without a case: whether the user
   * may see any.
   */
  | { do: 'see monitoring' }
  | { do: 'hear of step'; task: Task }
  /** Find other cases of the complainant, confirm a match, flag the complainant, review the flag. */
  | { do: 'resolve complainant' }
  /** Get the alert that a flag is due for review. It names the case. */
  | { do: 'be told of flag'; decisionMaker: string }
  | { do: 'decide'; task: Task; step: Step; outcome: Outcome };

/** Roles that see all cases, and roles that escalations go to (recommendation 3 of the annual report 2021/22). */
const monitoring = new Set<Role>(['complaints-officer', 'report-writer', 'senior-manager', 'director']);

/**
 * The one place that decides who may do what (law.md section 7). Without a case it answers for actions that concern no
 * case. A person complained about, or who is a party, may do nothing on the case, whatever their role: conflict of interest overrides every
 * role.
 */
export function may(user: User, action: Action, state: Case | undefined, council: Council): boolean {
  if (state && hasConflict(state, user.id, council)) return false;
  // A program of the council has no entry in the list of users and acts only through its roles.
  const officer =
    user.roles.includes('complaints-officer') ||
    (state !== undefined && peopleRunning(state, council).some(({ id }) => id === user.id));
  const independence = state && independenceOf(user, state);
  // A person who has not signed the declaration of independence yet knows only that they are asked to sign it.
  const unsigned = independence !== undefined && independence.said !== 'signed';
  switch (action.do) {
    case 'record feedback':
      return user.roles.some((role) => worksOnCases(role) && !independentRoles.has(role));
    case 'see held mail':
    case 'see erasures':
      return officer;
    // Published figures count every case and are the same for everyone, even for a reader whom a case is about. The
    // internal edition and its rows leave such a case out for them (functions/operations/make-reports/read-report-file.ts).
    case 'read reports':
      return officer || user.roles.includes('report-writer');
    case 'administer':
      return user.roles.includes('administrator');
    case 'oversee':
      return (
        officer ||
        user.roles.includes('senior-manager') ||
        user.roles.includes('director') ||
        (user.roles.includes('team-manager') &&
          user.team !== undefined &&
          (state === undefined || user.team === teamOf(state, latestAssigned(state), council)))
      );
    case 'see monitoring':
      return user.roles.some((role) => monitoring.has(role));
    case 'resolve complainant':
      return state !== undefined && officer;
    case 'be told of flag':
      return state !== undefined && (officer || user.id === action.decisionMaker);
    case 'read case':
    case 'mark safeguarding':
    case 'record note':
      return state !== undefined && (officer || (!unsigned && concerns(user, state, council)));
    case 'write letter':
      return (
        state !== undefined &&
        (officer ||
          (user.roles.includes('team-manager') &&
            independence === undefined &&
            concerns(user, state, council)))
      );
    case 'act on case':
    case 'see who read':
      return state !== undefined && officer;
    case 'add document':
      return (
        state !== undefined &&
        (officer ||
          (!unsigned &&
            ((independence !== undefined && state.status === 'open') ||
              state.tasks.some(({ status, assignee }) => status === 'open' && assignee === user.id))))
      );
    case 'declare independence':
      return independence !== undefined && independence.said !== 'declined';
    // Whether the user may know that a step is waiting or late, by reference and name. Managers have this overview even
    // of cases they may not open.
    case 'hear of step':
      return (
        state !== undefined &&
        (officer ||
          user.roles.includes('senior-manager') ||
          user.roles.includes('director') ||
          concernsTask(user, state, action.task, council) ||
          (user.roles.includes('team-manager') &&
            user.team !== undefined &&
            user.team === teamOf(state, action.task, council)))
      );
    case 'decide': {
      if (!state) return false;
      const by = action.outcome.by ?? [action.step.performer];
      if (by.length === 0 || (judgesAnswer(action.outcome) && isAuthor(user, action, state))) return false;
      if (action.outcome.effect === 'withdraw money' && hasApproved(user, action.task, state)) return false;
      if (officer && action.outcome.reserved !== true) return true;
      return (
        !unsigned &&
        concernsTask(user, state, action.task, council) &&
        by.some((performer) => isPerformer(user, performer, action.task))
      );
    }
  }
}

/** The latest step with an assignee. The assignee's team is the team of the case if none was recorded. */
export const latestAssigned = ({ tasks }: Case): Task | undefined =>
  tasks.findLast(({ assignee }) => assignee !== undefined);

/** The author of an answer may not judge it. Changing the clock or the whole case is not judging the answer. */
const judgesAnswer = ({ effect }: Outcome): boolean =>
  effect === undefined ||
  effect === 'approve money' ||
  effect === 'approve and pay' ||
  effect === 'refuse money' ||
  effect === 'withdraw money';

/** Whether the user approved the money that a task is about: no one takes back alone what they promised with others. */
const hasApproved = (user: User, { run }: Task, state: Case): boolean =>
  moneyOf(state, run)?.approved?.by === user.id;

/** Whether the user wrote what this step checks (`notByAuthor`). The rule applies to complaints officers too. */
function isAuthor(user: User, { task, step }: Extract<Action, { do: 'decide' }>, state: Case): boolean {
  return state.tasks.some(
    (earlier) =>
      step.notByAuthor === true &&
      earlier.run === task.run &&
      earlier.step === step.writtenIn &&
      earlier.decisions.some(({ by, ends }) => ends && by !== 'system' && userIdOf(by) === user.id),
  );
}

function isPerformer(user: User, performer: Step['performer'], task: Task): boolean {
  if (performer === 'complainant') return false;
  return performer === 'owner' ? task.assignee === user.id : user.roles.includes(performer);
}

/**
 * Whether a case concerns a user: they have or had a step or a part in it, manage the team of one, or were told of its
 * escalation.
 */
function concerns(user: User, state: Case, council: Council): boolean {
  if (isAppointed(user, state)) return true;
  // An independent person who was replaced has no part in the case any more.
  const tasks = state.tasks.filter(({ performer }) => !isIndependent(performer));
  if (independenceOf(user, state) || tasks.some((task) => concernsTask(user, state, task, council)))
    return true;
  return state.letters.some(({ to, template }) => to === `user:${user.id}` && shown.has(template));
}

/** Letters to staff that ask them to read the case. Anyone who got one may read it. */
const shown = new Set([
  'alert-escalation',
  'alert-safeguarding',
  'alert-safeguarding-late',
  'alert-safeguarding-undelivered',
  'compliment-passed-on',
  'comment-passed-on',
]);

const isIndependent = (performer: Task['performer']): boolean =>
  performer !== 'complainant' && performer !== 'owner' && independentRoles.has(performer);

function concernsTask(user: User, state: Case, task: Task, council: Council): boolean {
  if (task.assignee !== undefined) return task.assignee === user.id;
  const { performer } = task;
  if (performer === 'complainant' || performer === 'owner' || !user.roles.includes(performer)) return false;
  // Independent people have access only to cases that they are appointed to.
  if (isIndependent(performer)) return false;
  const team = teamOf(state, task, council);
  return user.team === undefined || team === undefined || user.team === team;
}
