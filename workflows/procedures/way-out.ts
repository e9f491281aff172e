import type { Outcome, Procedure, Step } from './procedure.ts';
import { shortMilestones } from './milestones.ts';

/** The step at which an officer says where a case goes on whose own step the procedure no longer has. */
export const wayOut = 'choose-step';

/** The outcome of the way out that leads to a step. */
const continueAt = (step: string): string => `continue-at-${step}`;

const ways = new WeakMap<Procedure, Procedure>();

/**
 * A procedure as machines and cases follow it: with the way out, one outcome for each of its steps. No outcome leads
 * there; a run is put there when its step was removed (decision 0030).
 */
export function withWayOut(procedure: Procedure): Procedure {
  const known = ways.get(procedure);
  if (known) return known;
  const made: Procedure = { ...procedure, steps: { ...procedure.steps, [wayOut]: stepOf(procedure) } };
  ways.set(procedure, made);
  ways.set(made, made);
  return made;
}

const citation = "the council's own target; no limit in law";

function stepOf({ steps }: Procedure): Step {
  return {
    title: 'Choose where the case continues',
    publicStatus: 'We are deciding what happens next with your complaint.',
    kind: 'task',
    performer: 'complaints-officer',
    limit: { days: 1, unit: 'working days', from: 'opened', citation, toBeChecked: true },
    milestones: shortMilestones,
    outcomes: Object.fromEntries(
      Object.entries(steps).map(([id, { title }]): [string, Outcome] => [
        continueAt(id),
        {
          title: `Continue at “${title}”`,
          form: { reason: { label: 'Why the case continues there', type: 'paragraphs', required: true } },
          effect: 'choose step',
          letters: [],
          next: id,
        },
      ]),
    ),
  };
}
