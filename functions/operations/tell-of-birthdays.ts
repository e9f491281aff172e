import type { Case } from '../domain/case/case.ts';
import { partiesAs } from '../domain/case/parties.ts';
import type { Person } from '../domain/case/stored-rows.ts';
import { lettersFor } from '../domain/correspondence/prepare-letters.ts';
import { taskOfLetter } from '../domain/correspondence/letter-values.ts';
import { eighteenth } from '../domain/people/eighteenth.ts';
import { type CivilDate, londonDate } from '../domain/time/civil-date.ts';
import type { Dependencies } from '../dependencies.ts';
import { dispatchNow } from './dispatch.ts';
import { lettersEntry } from './letters-entry.ts';
import { itemsOf } from './list-pages.ts';
import { sliceOfHour } from './repair-cases.ts';
import { writeCase } from './write-case.ts';

const alert = 'alert-child-adult';

/**
 * Asks the officers of open cases, once for each child who has turned 18 since they were recorded, what the young person
 * wants: they now decide themselves who speaks for them, and get letters themselves. Reads the people of the cases that
 * have a child among them, because the state of a case has no date of birth: those of the slice of the current hour, so
 * that every case is looked at on each day.
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
      const events = comeOfAge(state, persons, today).flatMap((party) =>
        lettersFor(
          alert,
          ['complaints-officer'],
          `eighteen-${party}`,
          state,
          taskOfLetter(state, undefined),
          { council: deps.council, now: deps.clock.now() },
        ),
      );
      const fresh = events.filter(
        (event) => event.type === 'letter-prepared' && !state.letters.some(({ key }) => key === event.letter),
      );
      if (fresh.length === 0) return { answer: undefined };
      return { events: fresh, outbox: [lettersEntry(state, deps.clock.now())] };
    });
    if ('outbox' in result) await dispatchNow(deps, result.outbox);
  }
}

/** The children who have turned 18 since they became a party. */
function comeOfAge(state: Case, persons: readonly Person[], today: CivilDate): string[] {
  return partiesAs(state, 'child').flatMap(({ id, since }) => {
    const bornOn = persons.find((person) => person.id === id)?.bornOn;
    const day = bornOn === undefined ? undefined : eighteenth(bornOn);
    return day !== undefined && day > since && day <= today ? [id] : [];
  });
}
