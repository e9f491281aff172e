import type { CivilDate } from './civil-date.ts';
import { dueDate, limitEnd } from './deadlines.ts';
import { timedBy } from './shared-time.ts';
import type { WorkingDays } from './working-days.ts';
import type { Limit, Procedure } from '../../workflows/procedures/procedure.ts';

/** One date of a procedure: `limit` in words, `from` is day 0, `due` the last day in time. */
export interface ProcedureDate {
  step: string;
  title: string;
  limit: string;
  from: CivilDate;
  due: CivilDate;
  citation: string;
}

/** Every date of a procedure for a complaint received on a day, when each step is done on its last day, unextended. */
export function procedureDates(
  procedure: Procedure,
  receivedOn: CivilDate,
  calendar: WorkingDays,
): ProcedureDate[] {
  const dates: ProcedureDate[] = [];
  const order = [...stepsInOrder(procedure)];
  // What is counted back comes last: what it leads to has its date first.
  const countedBack = (step: string) => Number(procedure.steps[step]?.limit.before ?? false);
  for (const [step, earlier] of order.toSorted(([a], [b]) => countedBack(a) - countedBack(b))) {
    const described = procedure.steps[step];
    // What shares the time of another step has no date of its own.
    if (!described || described.sameDeadlineAs !== undefined) continue;
    const { limit, title, extension } = described;
    const next = Object.values(described.outcomes).find((outcome) => procedure.steps[outcome.next])?.next;
    const beside = limit.before ? next : earlier;
    const from = startOf(limit, beside && timedBy(procedure, beside), receivedOn, dates);
    const row = { step, title, from };
    dates.push({
      ...row,
      limit: inWords(limit.days, limit),
      due: limitEnd(from, limit, calendar),
      citation: limit.citation,
    });
    if (extension) {
      const due = dueDate(from, extension.upTo, limit.unit, calendar);
      dates.push({
        ...row,
        step: `${step}, extended`,
        limit: inWords(extension.upTo, limit),
        due,
        citation: extension.citation,
      });
    }
  }
  const place = (row: ProcedureDate) => order.findIndex(([step]) => row.step.split(',')[0] === step);
  return dates.toSorted((a, b) => place(a) - place(b));
}

/** The steps as a case comes to them, each with the step before it. */
function stepsInOrder({ first, steps }: Procedure): Map<string, string | undefined> {
  const order = new Map<string, string | undefined>([[first, undefined]]);
  for (const [step] of order) {
    for (const { next, onlyAfter } of Object.values(steps[step]?.outcomes ?? {})) {
      if (steps[next] && onlyAfter === undefined && !order.has(next)) order.set(next, step);
    }
  }
  return order;
}

/** Day 0 of a limit; `beside` is the step it is counted from: the one before it, or the one it is counted back from. */
function startOf(
  { from }: Limit,
  beside: string | undefined,
  receivedOn: CivilDate,
  dates: readonly ProcedureDate[],
): CivilDate {
  const row = (step: string | undefined) => dates.find((date) => date.step === step);
  if (from === 'receipt' || from === 'matter') return receivedOn;
  if (from === 'opened' || from === 'decision') return row(beside)?.due ?? receivedOn;
  if ('sameStartAs' in from) return row(from.sameStartAs)?.from ?? receivedOn;
  if ('step' in from) return row(from.step)?.due ?? receivedOn;
  return from.or === 'opened' ? (row(beside)?.due ?? receivedOn) : receivedOn;
}

function inWords(days: number, { unit }: Limit): string {
  return `${days} ${days === 1 ? unit.replace(/s$/, '') : unit}`;
}
