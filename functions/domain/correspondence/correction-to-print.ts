import type { Event } from '../case/events.ts';
import { longDateWithWeekday, type CivilDate } from '../time/civil-date.ts';
import type { LetterValues } from '../../../workflows/letters/letter-template.ts';
import type { Procedures } from '../../../workflows/procedures/index.ts';

type Corrected = Extract<Event, { type: 'corrected' }>;

/**
 * What the last correction of a day of receipt, a kind or a procedure put right, as its letter says it. Days are ready to
 * print. `answerDue`: the day for the answer by what is right.
 */
export function correctionToPrint(
  { events, former }: { events: readonly Event[]; former?: Pick<Procedures, 'version'> | undefined },
  answerDue: CivilDate | undefined,
): Pick<LetterValues, 'receivedOnBefore' | 'procedureBefore' | 'dueDateBefore' | 'correctionReason'> {
  const corrected = events.findLast(
    (event): event is Corrected =>
      event.type === 'corrected' &&
      (event.superseded !== undefined || event.correction.what === 'receivedOn'),
  );
  if (!corrected) return {};
  const { correction, reason, answerWasDue } = corrected;
  const dayChanged = correction.what === 'receivedOn' && correction.from.on !== correction.to.on;
  return {
    receivedOnBefore: dayChanged ? longDateWithWeekday(correction.from.on) : '',
    procedureBefore: correction.what === 'receivedOn' ? '' : nameOf(events, corrected, former),
    dueDateBefore:
      answerWasDue === undefined || answerWasDue === answerDue ? '' : longDateWithWeekday(answerWasDue),
    correctionReason: reason,
  };
}

/** What the procedure is for that was the wrong one, in the words of letters. */
function nameOf(
  events: readonly Event[],
  { superseded }: Corrected,
  procedures: Pick<Procedures, 'version'> | undefined,
): string {
  const started = events.find((event) => event.type === 'procedure-started' && event.run === superseded?.run);
  const wrong =
    started?.type === 'procedure-started'
      ? procedures?.version(started.procedure, started.version)
      : undefined;
  return wrong?.publicTitle ?? '';
}
