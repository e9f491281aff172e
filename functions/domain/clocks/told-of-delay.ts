import { correctionLetter } from '../case/correction.ts';
import type { Case } from '../case/case.ts';
import { type CivilDate, type Instant, londonDate } from '../time/civil-date.ts';
import type { Outcome, Procedure } from '../../../workflows/procedures/procedure.ts';
import { agreesToWait } from './agreements.ts';
import { lateFrom } from './deadlines.ts';

// Whether the complainant knows of a delay. The letter that goes by itself and the task to write to them both ask here.

/** The decisions of a run that sent the complainant a letter, with the day that was then expected. */
const letters = ({ tasks }: Case, { steps }: Procedure, run: number) =>
  tasks
    .filter((task) => task.run === run)
    .flatMap((task) =>
      task.decisions.flatMap(({ outcome: name, at }) => {
        const outcome = steps[task.step]?.outcomes[name];
        return outcome && outcome.letters.length > 0 ? [{ outcome, at, expected: task.expected }] : [];
      }),
    );

const reportsDelay = ({ effect }: Outcome): boolean => effect === 'report delay';

/** Whether a letter since then has told the complainant of a new day, or they have agreed to one. */
export const toldSince = (state: Case, procedure: Procedure, run: number, since: Instant): boolean =>
  letters(state, procedure, run).some(
    ({ outcome, at }) =>
      at >= since && (reportsDelay(outcome) || outcome.effect === 'extend' || agreesToWait(outcome)),
  );

/** The day that an outcome sets for a meeting or the like: its letter says it, with the reason if it is after the last day. */
export const laterDaySet = ({ form }: Outcome, { facts }: Pick<Case, 'facts'>): CivilDate | undefined =>
  Object.values(form).flatMap(({ lateNeeds, fact }) => {
    const day = lateNeeds === undefined || fact === undefined ? undefined : facts[fact];
    return typeof day === 'string' ? [day] : [];
  })[0];

/**
 * Whether the complainant has been told of a delay: by a letter of any clock or by an officer since the due date passed,
 * or of a day on which to expect the answer that is yet to come, or has agreed to wait until then. Two clocks that are
 * late at once send one letter.
 */
export function toldOfDelay(
  state: Case,
  procedure: Procedure,
  run: number,
  { due, agreed }: { due: CivilDate; agreed?: CivilDate | undefined },
  now: Instant,
): boolean {
  const today = londonDate(now);
  if (agreed !== undefined && agreed >= today) return true;
  const late = lateFrom(due);
  const byClock = state.letters.some(
    (letter) =>
      (letter.clock !== undefined || letter.template === correctionLetter) &&
      letter.to === 'complainant' &&
      letter.preparedAt >= late,
  );
  const setsLaterDay = (outcome: Outcome) => (laterDaySet(outcome, state) ?? '') >= today;
  return (
    byClock ||
    letters(state, procedure, run).some(
      ({ outcome, at, expected = '' }) =>
        (reportsDelay(outcome) && (at >= late || expected >= today)) || setsLaterDay(outcome),
    )
  );
}
