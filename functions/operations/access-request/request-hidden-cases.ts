import { accessRequestsOf, type AccessRequest } from '../../domain/case/access-request.ts';
import type { User } from '../../domain/council/council.ts';
import type { Actor } from '../../domain/case/events.ts';
import type { StoredCase } from '../../domain/case/stored-case.ts';
import { peopleRunning } from '../../domain/people/independence.ts';
import { may } from '../../domain/people/may.ts';
import { londonDate, longDate } from '../../domain/time/civil-date.ts';
import type { Dependencies } from '../../dependencies.ts';
import { proceduresAlongside } from '../../../workflows/procedures/index.ts';
import { personNamed } from '../../words/person-name.ts';
import { wordsIn } from '../../words/words.ts';
import { writeAndDispatch, type CaseActionChange } from '../case-actions/case-action.ts';
import { startAlongside } from '../runs/start-alongside.ts';
import { casesWithPerson, hasRequestOfItsOwn } from './items-about-person.ts';

/** Opens a request on a case, with a note and a task of `owner` to answer it. `ownCase`: the system opens it, for this case alone. */
export function openingOf(
  deps: Pick<Dependencies, 'procedures' | 'definitionOf' | 'clock'>,
  { state, events, persons }: Pick<StoredCase, 'state' | 'events' | 'persons'>,
  opened: Pick<AccessRequest, 'person' | 'receivedOn' | 'dueOn' | 'ownCase'> & { owner: string },
): CaseActionChange & { request: string } {
  const { owner, ownCase, ...asked } = opened;
  const now = deps.clock.now();
  const today = londonDate(now);
  const request = `A${accessRequestsOf(events).length + 1}`;
  const note = `N${events.filter(({ type }) => type === 'note-recorded').length + 1}`;
  const by: Actor = ownCase ? 'system' : `user:${owner}`;
  const words = wordsIn(undefined);
  const told = { name: personNamed(persons, asked.person, words), due: longDate(asked.dueOn) };
  const task = startAlongside(deps, state, {
    procedure: proceduresAlongside.followUpNote,
    matter: { id: note, owner, from: today, dueOn: asked.dueOn },
    now,
    by,
  });
  return {
    request,
    events: [
      { at: now, by, type: 'access-requested', request, ...asked, note, ...(ownCase ? { ownCase } : {}) },
      {
        at: now,
        by,
        type: 'note-recorded',
        note,
        kind: 'note',
        on: today,
        text: ownCase ? words.access.toDoOwnCase(told) : words.access.toDo(told),
        followUpOn: asked.dueOn,
      },
      ...task.events,
    ],
    ...(task.outbox.length === 0 ? {} : { outbox: task.outbox }),
  };
}

/**
 * Opens a request for its own case on each case of a person who asked that `by` may not act on, with the same last day and a task of
 * someone who may. Nothing of it is on the case of the request, nor in what `by` gets. One that is there is not opened again.
 */
export async function requestHiddenCases(
  deps: Dependencies,
  { caseId, by, request: id }: { caseId: string; by: User; request: string },
): Promise<void> {
  const file = await deps.store.file(caseId);
  const request = file && accessRequestsOf(file.events).find((one) => one.id === id);
  const person = file?.persons.find((one) => one.id === request?.person);
  if (!request || !person || request.ownCase) return;
  for (const found of await casesWithPerson(deps, { caseId, person: person.id }, person)) {
    if (found.caseId === caseId) continue;
    const state = await deps.store.state(found.caseId);
    if (!state || may(by, { do: 'act on case' }, state, deps.council)) continue;
    await writeAndDispatch(deps, found.caseId, (hidden) => {
      const none = { answer: { ok: true as const, state: hidden.state } };
      const owner = ownerOf(deps, hidden);
      const [theirs] = found.ids;
      if (owner === undefined || theirs === undefined) return none;
      if (hasRequestOfItsOwn(hidden.events, request, found.ids)) return none;
      const { receivedOn, dueOn } = request;
      return openingOf(deps, hidden, { person: theirs, receivedOn, dueOn, ownCase: true, owner: owner.id });
    });
  }
}

/** Who decides what a case holds: whoever had its latest step, if they may act on it, or the first who may. */
function ownerOf({ council }: Pick<Dependencies, 'council'>, { state }: StoredCase): User | undefined {
  const able = peopleRunning(state, council);
  const last = state.tasks.findLast(({ assignee }) => able.some(({ id }) => id === assignee))?.assignee;
  return able.find(({ id }) => id === last) ?? able[0];
}
