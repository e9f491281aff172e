import type { CivilDate } from '../domain/time/civil-date.ts';
import { formatReference } from '../domain/case/reference.ts';
import type { Dependencies } from '../dependencies.ts';

/** The next reference for the year of a day of receipt. It is also the id of the case. */
export async function newReference(deps: Dependencies, receivedOn: CivilDate): Promise<string> {
  const year = Number(receivedOn.slice(0, 4));
  return formatReference({
    prefix: deps.council.referencePrefix,
    year,
    number: await deps.store.nextNumber(year),
  });
}

/** Thrown if the counter of references gives a number twice: a fault of the store. */
export class ReferenceTaken extends Error {
  override name = 'ReferenceTaken' as const;
}
