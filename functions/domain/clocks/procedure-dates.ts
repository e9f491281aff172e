import type { CivilDate } from '../time/civil-date.ts';
import { dueDate, limitEnd } from './deadlines.ts';
import type { WorkingDays } from '../time/working-days.ts';
import type {
  Extension,
  Limit,
  Outcome,
  Procedure,
  StageClock,
  Step,
} from '../../../workflows/procedures/procedure.ts';

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
  const { steps, clocks = {} } = procedure;
  const dueOf = (id: string | undefined): CivilDate => {
    const step = id === undefined ? undefined : steps[id];
    if (id === undefined || !step) return receivedOn;
    return step.limit ? limitEnd(startOf(id, step), step.limit, calendar) : dueOfClock(step.clock);
  };
  const dueOfClock = (id: string | undefined): CivilDate => {
    const clock = id === undefined ? undefined : clocks[id];
    return clock && id !== undefined ? limitEnd(startOfClock(id, clock), clock.limit, calendar) : receivedOn;
  };
  const startOfClock = (id: string, { from }: StageClock): CivilDate => {
    if (from !== undefined)
      return typeof from === 'object' && 'endOf' in from ? dueOfClock(from.endOf) : receivedOn;
    // On the last day of the step in which it is asked for.
    const starts = ([, step]: [string, Step]) =>
      Object.values(step.outcomes).some(
        (outcome) =>
          outcome.starts?.some(({ clock }) => clock === id) && !skipsStage(procedure, step, outcome),
      );
    return dueOf(Object.entries(steps).find(starts)?.[0]);
  };
  const startOf = (id: string, { limit, outcomes, clock }: Step): CivilDate => {
    // What is counted back ends before the step it prepares, unless it is counted from a day that was given.
    const { from: counted } = limit ?? {};
    const fromGiven = typeof counted === 'object' && 'dayInDecision' in counted;
    if (limit?.before && !fromGiven)
      return dueOf(Object.values(outcomes).find(({ next }) => steps[next])?.next);
    const from = limit?.from ?? 'receipt';
    if (from === 'receipt' || from === 'subject') return receivedOn;
    if (from === 'opened' || from === 'decision') return dueOf(before.get(id));
    if (from === 'clock') {
      const own = clocks[clock ?? ''];
      return own && clock !== undefined ? startOfClock(clock, own) : receivedOn;
    }
    if ('dayInDecision' in from || 'reached' in from) return dueOf(before.get(id));
    if ('step' in from) return dueOf(from.step);
    if ('fact' in from) return from.or === 'opened' ? dueOf(before.get(id)) : receivedOn;
    const other = steps[from.sameStartAs];
    return other ? startOf(from.sameStartAs, other) : receivedOn;
  };
  const seen = new Set<string>();
  return [...before.keys()].flatMap((id) => {
    const step = steps[id];
    if (!step) return [];
    const { limit, clock: name = '', extension } = step;
    if (limit)
      return datesOf({ step: id, title: step.title, from: startOf(id, step) }, limit, extension, calendar);
    // A clock has one date, whichever of its steps comes first.
    const clock = clocks[name];
    if (!clock || seen.has(name)) return [];
    seen.add(name);
    const from = startOfClock(name, clock);
    return datesOf({ step: id, title: step.title, from }, clock.limit, clock.extension, calendar);
  });
}

/** The date of a limit, and of its longest extension. */
function datesOf(
  row: Pick<ProcedureDate, 'step' | 'title' | 'from'>,
  limit: Omit<Limit, 'from'>,
  extension: Extension | undefined,
  calendar: WorkingDays,
): ProcedureDate[] {
  const due = limitEnd(row.from, limit, calendar);
  const dated = { ...row, limit: inWords(limit.days, limit), due, citation: limit.citation };
  if (extension?.upTo === undefined) return [dated];
  const extended = {
    step: `${row.step}, extended`,
    limit: inWords(extension.upTo, limit),
    due: dueDate(row.from, extension.upTo, limit.unit, calendar),
    citation: extension.citation,
  };
  return [dated, { ...row, ...extended }];
}

/** The steps in order, each with the step before it, for a case that no one withdraws and where nothing is late. */
function stepsInOrder(procedure: Procedure): Map<string, string | undefined> {
  const { first, steps } = procedure;
  const order = new Map<string, string | undefined>([[first, undefined]]);
  for (const [id] of order) {
    const step = steps[id];
    for (const outcome of Object.values(step?.outcomes ?? {})) {
      const { next: to, effect } = outcome;
      const passed = steps[to]?.passOver?.outcome;
      const next = passed === undefined ? to : (steps[to]?.outcomes[passed]?.next ?? to);
      const aside = effect === 'withdraw' || skipsStage(procedure, step, outcome);
      if (steps[next] && !aside && !order.has(next)) order.set(next, id);
    }
  }
  return order;
}

/** Whether an outcome leads on to the next stage without the answer of this one. */
function skipsStage({ clocks }: Procedure, step: Step | undefined, { starts, onlyAfter }: Outcome): boolean {
  const stageOf = (id: string | undefined) => (id === undefined ? undefined : clocks?.[id]?.stage);
  const own = stageOf(step?.clock);
  return (
    onlyAfter !== undefined ||
    (own !== undefined && (starts ?? []).some(({ clock }) => stageOf(clock) !== own))
  );
}

function inWords(days: number, { unit, before }: Omit<Limit, 'from'>): string {
  return `${days} ${days === 1 ? unit.replace(/s$/, '') : unit}${before ? ' before' : ''}`;
}
