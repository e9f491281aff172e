import { nextRun, type Case } from '../domain/case/case.ts';
import { partiesAs } from '../domain/case/parties.ts';
import type { Person } from '../domain/case/stored-rows.ts';
import { eighteenth } from '../domain/people/eighteenth.ts';
import { type CivilDate, londonDate } from '../domain/time/civil-date.ts';
import type { Dependencies } from '../dependencies.ts';
import { dispatchNow } from './dispatch.ts';
import { itemsOf } from './list-pages.ts';
import { sliceOfHour } from './repair-cases.ts';
import { startAlongside } from './runs/start-alongside.ts';
import { writeCase } from './write-case.ts';
import { eighteenPrefix } from '../../workflows/procedures/people-change.ts';
import { proceduresAlongside } from '../../workflows/procedures/index.ts';

/**
 * Gives the officers of open cases a task, once for each child who has turned 18 since they were recorded, to ask the young
 * person what they want: they now decide themselves who speaks for them. Reads the people of the cases that have a child
 * among them, because the state of a case has no date of birth: those of the slice of the current hour, so that every case
 * is looked at on each day.
 */
export async function tellOfBirthdays(deps: Dependencies): Promise<void> {
  const now = deps.clock.now();
  const today = londonDate(now);
  const slice = sliceOfHour(now);
  for await (const { id, parties = [], tasks } of itemsOf((page) =>
    deps.store.cases({ status: 'open', slice, ...page }),
  )) {
    if (tasks.length === 0 || !parties.some(({ roles }) => roles.includes('child'))) continue;
    const result = await writeCase(deps, id, ({ state, persons }) => {
      const fresh = comeOfAge(state, persons, today)
        .map(({ party, from }) => ({ id: `${eighteenPrefix}${party}`, from }))
        .filter(({ id: subject }) => state.runs.every(({ matter }) => matter?.id !== subject));
      if (fresh.length === 0) return { answer: undefined };
      const starts = fresh.map((matter, index) =>
        startAlongside(deps, state, {
          procedure: proceduresAlongside.turnedEighteen,
          matter,
          now: deps.clock.now(),
          by: 'system',
          run: nextRun(state) + index,
        }),
      );
      return { events: starts.map(({ event }) => event), outbox: starts.map(({ entry }) => entry) };
    });
    if ('outbox' in result) await dispatchNow(deps, result.outbox);
  }
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
