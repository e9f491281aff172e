import type { Task } from '../case/case.ts';
import type { Answers } from '../case/events.ts';
import type { Council } from '../council/council.ts';
import type { Instant } from '../time/civil-date.ts';
import type { WorkingDays } from '../time/working-days.ts';

/** Where the state machine is: the step, its turn in the run of the procedure, and the last decision it handled. */
export interface Place {
  step: string;
  run: number;
  turn: number;
  handled: number;
  /** When the execution began. */
  since?: Instant | undefined;
}

export interface PlanContext {
  council: Council;
  calendar: WorkingDays;
  now: Instant;
  /** The answers an earlier task was decided with, for clocks that start from a date among them. */
  answersOf: (task: Task) => Answers | undefined;
}
