import type { LetterRow } from '../case/stored-rows.ts';
import type { Instant } from '../time/civil-date.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/**
 * When to try again to send letters of a case that could not go just now: at every repair, as it is due since the first of
 * them was prepared. If the mail service takes nothing (`away`: now), after an hour only once an hour, each case at a minute
 * of its own, so that not all of them call a service that has just come back. Undefined if nothing is left.
 */
export function triesAgainAt(
  caseId: string,
  left: readonly Pick<LetterRow, 'preparedAt'>[],
  away: Instant | undefined,
): Instant | undefined {
  const [first] = left.map(({ preparedAt }) => preparedAt).sort();
  if (first === undefined || away === undefined) return first;
  const at = Date.parse(away);
  if (at - Date.parse(first) < hourMs) return first;
  const inHour = at - (at % hourMs) + minuteOf(caseId) * minuteMs;
  return new Date(inHour > at ? inHour : inHour + hourMs).toISOString();
}

/** A minute of the hour, 0 to 59, always the same for a case. */
function minuteOf(caseId: string): number {
  let sum = 7;
  for (let place = 0; place < caseId.length; place++) sum = (sum * 31 + caseId.charCodeAt(place)) % 3_600;
  return sum % 60;
}
