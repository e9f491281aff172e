import type { Case } from '../../domain/case/case.ts';
import type { Actor, Answers } from '../../domain/case/events.ts';
import type { Instant } from '../../domain/time/civil-date.ts';
import { signalEntry } from '../runs/signal-entry.ts';
import { meaningOfField } from '../../../workflows/procedures/field-meaning.ts';
import type { Procedures } from '../../../workflows/procedures/index.ts';
import type { FieldMeaning } from '../../../workflows/procedures/meanings.ts';
import type { Outcome } from '../../../workflows/procedures/procedure.ts';
import type { EventsAndOutbox } from '../events-and-outbox.ts';

/** Which open tasks alongside a case are over, and how. */
export interface FollowUp {
  /** The procedures whose runs are meant, and the subject that they are about; without one, any. */
  procedures: readonly string[];
  subject?: string;
  /** The effect of the outcome that ends them, by which it is found: procedures name outcomes freely. */
  effect: NonNullable<Outcome['effect']>;
  /** The answers by what their fields mean. */
  answers: Partial<Record<FieldMeaning, string>>;
}

/**
 * Ends the tasks alongside a case about a subject that was dealt with in another way than on the task. A task without an
 * outcome of this effect stays open.
 */
export function endFollowUps(
  { procedures: known }: { procedures: Procedures },
  state: Case,
  { procedures, subject, effect, answers }: FollowUp,
  { now, by }: { now: Instant; by: Actor },
): EventsAndOutbox {
  const runs = new Set(
    state.runs
      .filter(
        ({ procedure, matter }) =>
          procedures.includes(procedure) && (subject === undefined || matter?.id === subject),
      )
      .map(({ run }) => run),
  );
  const ended = state.tasks
    .filter(({ run, status }) => status === 'open' && runs.has(run))
    .flatMap(({ key, step, procedure, procedureVersion, decisions: { length } }) => {
      const { outcomes = {} } = known.version(procedure, procedureVersion)?.steps[step] ?? {};
      const found = Object.entries(outcomes).find(([, outcome]) => outcome.effect === effect);
      return found
        ? [{ task: key, decision: length + 1, outcome: found[0], answers: named(found[1], answers) }]
        : [];
    });
  return {
    events: ended.map((decided) => ({ ...decided, at: now, by, type: 'decided', ends: true })),
    outbox: ended.map((decided) => signalEntry(state.id, decided, now)),
  };
}

/** Answers under the names of the fields of an outcome. */
const named = ({ form }: Outcome, answers: FollowUp['answers']): Answers =>
  Object.fromEntries(
    Object.entries(form).flatMap(([name, field]) => {
      const meaning = meaningOfField(name, field);
      const answer = meaning === undefined ? undefined : answers[meaning];
      return answer === undefined ? [] : [[name, answer]];
    }),
  );
