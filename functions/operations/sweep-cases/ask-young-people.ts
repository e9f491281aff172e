import { nextRun, type Case } from '../../domain/case/case.ts';
import { partiesAs } from '../../domain/case/parties.ts';
import type { Person } from '../../domain/case/stored-rows.ts';
import { eighteenth } from '../../domain/people/eighteenth.ts';
import { type CivilDate, londonDate } from '../../domain/time/civil-date.ts';
import type { Dependencies } from '../../dependencies.ts';
import { eighteenPrefix } from '../../../workflows/procedures/people-change.ts';
import { proceduresAlongside } from '../../../workflows/procedures/index.ts';
import { dispatchNow } from '../dispatch.ts';
import { startAlongside } from '../runs/start-alongside.ts';
import { writeCase } from '../write-case.ts';
import { together } from '../events-and-outbox.ts';

/**
 * Gives the officers of an open case a task, once for each child who has turned 18 since they were recorded, to ask the
 * young person what they want: they now decide themselves who speaks for them. Reads the people of the case if a child is
 * among them, because the state of a case has no date of birth.
 */
export async function askYoungPeople(deps: Dependencies, { id, parties = [] }: Case): Promise<void> {
  if (!parties.some(({ roles }) => roles.includes('child'))) return;
  const result = await writeCase(deps, id, ({ state, persons }) => {
    const now = deps.clock.now();
    const fresh = comeOfAge(state, persons, londonDate(now))
      .map(({ party, from }) => ({ id: `${eighteenPrefix}${party}`, from }))
      .filter(({ id: subject }) => state.runs.every(({ matter }) => matter?.id !== subject));
    if (fresh.length === 0) return { answer: undefined };
    return together(
      fresh.map((matter, index) =>
        startAlongside(deps, state, {
          procedure: proceduresAlongside.turnedEighteen,
          matter,
          now,
          by: 'system',
          run: nextRun(state) + index,
        }),
      ),
    );
  });
  if ('outbox' in result) await dispatchNow(deps, result.outbox);
}

/** The children who have turned 18 since they became a party. */
function comeOfAge(
  state: Case,
  persons: readonly Person[],
  today: CivilDate,
): { party: string; from: CivilDate }[] {
  return partiesAs(state, 'child').flatMap(({ id, since }) => {
    const bornOn = persons.find((person) => person.id === id)?.bornOn;
    const day = bornOn === undefined ? undefined : eighteenth(bornOn);
    return day !== undefined && day > since && day <= today ? [{ party: id, from: day }] : [];
  });
}
