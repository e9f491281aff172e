import type { Case, Task } from '../case/case.ts';
import { conflictedUsers } from '../case/conflicts.ts';
import type { Addressee } from '../case/events.ts';
import { partiesAs } from '../case/parties.ts';
import { dutyAddressee, isContact } from './contacts.ts';
import { leavesCouncil } from './written-to.ts';
import { type Council, presentUser, presentUsers, userIdOf, usersWithRole } from '../council/council.ts';
import { peopleRunning } from './independence.ts';
import { appointedTo, rolesOf, teamOf } from './teams.ts';
import type { Recipient, Step } from '../../../workflows/procedures/procedure.ts';

/**
 * The addressees that recipients stand for on this case. People complained about, whatever their role (law.md section
 * 2), and people who have left get nothing. If that leaves no one of the council, the letter goes to the people who run
 * the case.
 */
export function addressees(
  to: readonly Recipient[],
  state: Case,
  task: Task & Pick<Step, 'writtenIn'>,
  council: Council,
): Addressee[] {
  const conflicted = new Set(conflictedUsers(state, council).map((id): Addressee => `user:${id}`));
  const gone = (id: string) => presentUser(council, id) === undefined;
  const running = peopleRunning(state, council).map(({ id }): Addressee => `user:${id}`);
  const addressed = to.flatMap((recipient): Addressee[] => {
    switch (recipient) {
      case 'complainant':
        return ['complainant'];
      case 'assignee': {
        const { assignee } = task;
        const theirs = assignee === undefined || gone(assignee) ? rolesOf(task, state, council) : [assignee];
        return theirs.length > 0 || task.performer === 'complainant'
          ? theirs.map((id): Addressee => `user:${id}`)
          : running;
      }
      case 'author': {
        const before = state.tasks.findLast(
          ({ run, key, step, status }) =>
            run === task.run &&
            status === 'decided' &&
            (task.writtenIn === undefined ? key !== task.key : step === task.writtenIn),
        );
        const by = before?.decisions.at(-1)?.by;
        return by?.startsWith('user:') ? [`user:${userIdOf(by)}`] : [];
      }
      case 'head-of-service': {
        const head = council.teams.find(({ name }) => name === teamOf(state, task, council))?.headOfService;
        if (head !== undefined && !gone(head) && !conflicted.has(`user:${head}`)) return [`user:${head}`];
        // If the head of service is complained about, it goes to the director above them.
        const instead = head === undefined || gone(head) ? 'senior-manager' : 'director';
        return usersWithRole(council, instead).map(({ id }): Addressee => `user:${id}`);
      }
      case 'other-body':
        return partiesAs(state, 'other body').map(({ id }): Addressee => `party:${id}`);
      case 'complaints-officer': {
        const { handler } = state.facts;
        return handler === undefined || gone(handler) || conflicted.has(`user:${handler}`)
          ? running
          : [`user:${handler}`];
      }
      case 'every-complaints-officer':
        return running;
      case 'duty-contact': {
        const duty = dutyAddressee(conflictedUsers(state, council), council);
        const instead = usersWithRole(council, 'senior-manager').map(({ id }): Addressee => `user:${id}`);
        return duty === undefined ? [...running, ...instead] : [duty];
      }
      case 'team':
        return presentUsers(council)
          .filter(({ team }) => team !== undefined && team === state.facts.team)
          .map(({ id }): Addressee => `user:${id}`);
      case 'praised':
        return (state.facts.staffPraised ?? []).map((id): Addressee => `user:${id}`);
      default:
        return appointedTo(recipient, state, council).map((id): Addressee => `user:${id}`);
    }
  });
  const left = addressed.filter(
    (addressee) =>
      leavesCouncil(addressee) ||
      isContact(addressee) ||
      !(conflicted.has(addressee) || gone(userIdOf(addressee))),
  );
  const unheard = addressed.length > left.length && left.every(leavesCouncil);
  return [...new Set(unheard ? [...left, ...running] : left)];
}
