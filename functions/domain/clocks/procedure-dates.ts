import type { CivilDate } from '../time/civil-date.ts';
import { dueDate, limitEnd } from './deadlines.ts';
import { timedBy } from './shared-clock.ts';
import type { WorkingDays } from '../time/working-days.ts';
import type { Limit, Procedure, Step } from '../../../workflows/procedures/procedure.ts';

/** One date of a procedure: `limit` as text, `from` is day 0, `due` the last day in time. */
export interface ProcedureDate {
  step: string;
  title: string;
  limit: string;
  from: CivilDate;
  due: CivilDate;
  citation: string;
}

/**
 * Every date of a procedure for a complaint received on a given day, if each step is done on its last day without an
 * extension.
 */
export function procedureDates(
  procedure: Procedure,
  receivedOn: CivilDate,
  calendar: WorkingDays,
): ProcedureDate[] {
  const before = stepsInOrder(procedure);
  const stepOf = (id: string | undefined): [string, Step] | undefined => {
    const base = id === undefined ? undefined : timedBy(procedure, id);
    const step = base === undefined ? undefined : procedure.steps[base];
    return base !== undefined && step ? [base, step] : undefined;
  };
  const dueOf = (id: string | undefined): CivilDate => {
    const found = stepOf(id);
    return found ? limitEnd(startOf(...found), found[1].limit, calendar) : receivedOn;
  };
  const startOf = (id: string, { limit: { from, before: countedBack }, outcomes }: Step): CivilDate => {
    // A limit that counts back ends before the step it prepares for.
    if (countedBack) return dueOf(Object.values(outcomes).find(({ next }) => procedure.steps[next])?.next);
    if (from === 'receipt' || from === 'subject') return receivedOn;
    if (from === 'opened' || from === 'decision') return dueOf(before.get(id));
    if ('dayInDecision' in from) return dueOf(before.get(id));
    if ('step' in from) return dueOf(from.step);
    if ('fact' in from) return from.or === 'opened' ? dueOf(before.get(id)) : receivedOn;
    const other = stepOf(from.sameStartAs);
    return other ? startOf(...other) : receivedOn;
  };
  return [...before.keys()].flatMap((id) => {
    const step = procedure.steps[id];
    // A step that shares the deadline of another step has no date of its own.
    if (!step || step.sameDeadlineAs !== undefined) return [];
    const { limit, title, extension } = step;
    const row = { step: id, title, from: startOf(id, step) };
    const dated = { ...row, limit: inWords(limit.days, limit), due: dueOf(id), citation: limit.citation };
    if (!extension) return [dated];
    const due = dueDate(row.from, extension.upTo, limit.unit, calendar);
    const extended = { step: `${id}, extended`, limit: inWords(extension.upTo, limit), due };
    return [dated, { ...row, ...extended, citation: extension.citation }];
  });
}

/** The steps in order, each with the step before it, for a case that no one withdraws and where nothing is late. */
function stepsInOrder({ first, steps }: Procedure): Map<string, string | undefined> {
  const order = new Map<string, string | undefined>([[first, undefined]]);
  for (const [step] of order) {
    for (const { next, onlyAfter, effect } of Object.values(steps[step]?.outcomes ?? {})) {
      const passedOver =
        steps[next]?.passOver !== undefined || onlyAfter !== undefined || effect === 'withdraw';
      if (steps[next] && !passedOver && !order.has(next)) order.set(next, step);
    }
  }
  return order;
}

function inWords(days: number, { unit, before }: Limit): string {
  return `${days} ${days === 1 ? unit.replace(/s$/, '') : unit}${before ? ' before' : ''}`;
}
