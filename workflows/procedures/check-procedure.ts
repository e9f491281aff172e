import { endings, Procedure, type ClockStart } from './procedure.ts';

/** Thrown for a procedure that cannot be followed; every problem is named, with the procedure and the step. */
export class InvalidProcedure extends Error {
  override name = 'InvalidProcedure' as const;
}

/**
 * Reads a procedure and proves that it can be followed: every step has a performer and is reached, every outcome
 * leads somewhere, every clock starts from something, every letter has a template. Throws `InvalidProcedure`.
 */
export function checkProcedure(candidate: unknown, letters: ReadonlySet<string>): Procedure {
  const parsed = Procedure.safeParse(candidate);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `${path.map(String).join('.') || 'procedure'}: ${message}`,
    );
    throw new InvalidProcedure(`${nameOf(candidate)}: ${problems.join('; ')}`);
  }
  const problems = problemsOf(parsed.data, letters);
  if (problems.length > 0) throw new InvalidProcedure(`${parsed.data.id}: ${problems.join('; ')}`);
  return parsed.data;
}

function nameOf(candidate: unknown): string {
  return typeof candidate === 'object' && candidate !== null && 'id' in candidate
    ? String(candidate.id)
    : 'procedure without id';
}

function problemsOf(procedure: Procedure, letters: ReadonlySet<string>): string[] {
  const { steps, first } = procedure;
  const problems: string[] = [];
  if (!steps[first]) problems.push(`first: there is no step "${first}"`);
  for (const [id, step] of Object.entries(steps)) {
    if (isEnding(id)) problems.push(`step "${id}": the name is taken by an ending`);
    if (step.kind === 'window' && step.lapse === undefined)
      problems.push(`step "${id}": a window needs a lapse, the outcome when its time has run out`);
    if (step.lapse !== undefined && !step.outcomes[step.lapse])
      problems.push(`step "${id}": lapse: there is no outcome "${step.lapse}"`);
    const base = step.sameDeadlineAs;
    if (base !== undefined && (!steps[base] || steps[base].sameDeadlineAs !== undefined))
      problems.push(`step "${id}": sameDeadlineAs: "${base}" is no step with a time of its own`);
    if (step.writtenIn !== undefined && !steps[step.writtenIn])
      problems.push(`step "${id}": writtenIn: there is no step "${step.writtenIn}"`);
    if (step.notByAuthor && step.writtenIn === undefined)
      problems.push(`step "${id}": notByAuthor needs writtenIn, the step of the author`);
    if (step.passOver && !Object.hasOwn(step.outcomes, step.passOver.outcome))
      problems.push(`step "${id}": passOver: there is no outcome "${step.passOver.outcome}"`);
    if (step.extension && step.extension.upTo <= step.limit.days)
      problems.push(
        `step "${id}": the extension to ${step.extension.upTo} is no longer than the limit of ${step.limit.days}`,
      );
    for (const clock of [step.limit.from, ...(step.alsoFrom === undefined ? [] : [step.alsoFrom])])
      problems.push(...clockProblems(clock, steps).map((problem) => `step "${id}": ${problem}`));
    if (step.kind === 'window' && step.asksFor === undefined)
      problems.push(`step "${id}": a window needs asksFor, what can be asked for in it`);
    const ends = Object.values(step.outcomes).some(({ next }) => next !== 'again');
    if (!ends) problems.push(`step "${id}": no outcome leads on`);
    for (const { letter } of step.milestones)
      if (letter !== undefined && !letters.has(letter))
        problems.push(`step "${id}": there is no letter "${letter}"`);
    for (const [name, outcome] of Object.entries(step.outcomes)) {
      const where = `step "${id}", outcome "${name}"`;
      if (!isEnding(outcome.next) && !Object.hasOwn(steps, outcome.next))
        problems.push(`${where}: there is no next step "${outcome.next}"`);
      if (outcome.next === 'closed' && outcome.closedAs === undefined && !comesClosedAs(id, steps))
        problems.push(`${where}: closes the case without saying as what (closedAs)`);
      if (
        outcome.onlyAfter !== undefined &&
        !step.milestones.some((milestone) => milestone.id === outcome.onlyAfter)
      ) {
        problems.push(`${where}: onlyAfter: the step has no milestone "${outcome.onlyAfter}"`);
      }
      if (outcome.effect === 'extend' && !(steps[base ?? id] ?? step).extension)
        problems.push(`${where}: the step has no extension`);
      if (outcome.promises !== undefined && !steps[outcome.promises])
        problems.push(`${where}: promises: there is no step "${outcome.promises}"`);
      const drafted = outcome.drafts === undefined ? [] : [outcome.drafts];
      if (drafted.some((letter) => !sends(letter, steps)))
        problems.push(`${where}: drafts: no outcome sends the letter "${outcome.drafts}"`);
      for (const letter of [
        ...outcome.letters,
        ...drafted,
        ...(outcome.alerts ?? []).map((alert) => alert.letter),
      ]) {
        if (!letters.has(letter)) problems.push(`${where}: there is no letter "${letter}"`);
      }
    }
  }
  const reached = reachedFrom(procedure);
  for (const id of Object.keys(steps))
    if (!reached.has(id)) problems.push(`step "${id}" is never reached from "${first}"`);
  return problems;
}

function clockProblems(clock: ClockStart, steps: Procedure['steps']): string[] {
  if (typeof clock === 'string' || 'fact' in clock) return [];
  if ('dayInDecision' in clock) {
    const asked = Object.values(steps).some(({ outcomes }) =>
      Object.values(outcomes).some(({ form }) => form[clock.dayInDecision]?.type === 'date'),
    );
    return asked ? [] : [`the clock starts from "${clock.dayInDecision}", which no form asks for as a date`];
  }
  const name = 'step' in clock ? clock.step : clock.sameStartAs;
  const earlier = steps[name];
  if (!earlier) return [`the clock starts from the unknown step "${name}"`];
  const answer = 'step' in clock ? clock.answer : undefined;
  const asked = Object.values(earlier.outcomes).some(({ form }) => form[answer ?? '']?.type === 'date');
  return answer === undefined || asked
    ? []
    : [`the clock starts from the answer "${answer}", which no form of "${name}" asks for as a date`];
}

/** Whether every outcome that leads to a step already says how the case is closed. */
function comesClosedAs(id: string, steps: Procedure['steps']): boolean {
  const ways = Object.values(steps).flatMap(({ outcomes }) =>
    Object.values(outcomes).filter(({ next }) => next === id),
  );
  return ways.length > 0 && ways.every(({ closedAs }) => closedAs !== undefined);
}

function sends(letter: string, steps: Procedure['steps']): boolean {
  return Object.values(steps).some(({ outcomes }) =>
    Object.values(outcomes).some(({ letters }) => letters.includes(letter)),
  );
}

function isEnding(next: string): boolean {
  return endings.some((ending) => ending === next);
}

function reachedFrom({ first, steps }: Procedure): Set<string> {
  const reached = new Set<string>();
  const ahead = [first];
  for (let id = ahead.pop(); id !== undefined; id = ahead.pop()) {
    // A property that every object has, such as `toString`, is not a step.
    const step = Object.hasOwn(steps, id) ? steps[id] : undefined;
    if (!step || reached.has(id)) continue;
    reached.add(id);
    ahead.push(...Object.values(step.outcomes).map(({ next }) => next));
  }
  return reached;
}
