// A hash is as pure as what it is made of.
// oxlint-disable-next-line no-restricted-imports
import { createHash } from 'node:crypto';
import type { Outcome, Procedure, Step } from './procedures/procedure.ts';
import { withWayOut } from './procedures/way-out.ts';

/**
 * The Lambda functions that a compiled machine calls; infra/constructs/procedure-machine.ts puts their ARNs
 * in by substitution.
 */
export const machineFunctions = [
  'PlanStep',
  'AwaitDecision',
  'SendLetter',
  'StartProcedure',
  'ContinueRun',
  'CloseCase',
  'EraseCase',
] as const;
export type MachineFunction = (typeof machineFunctions)[number];

type State = Record<string, unknown>;

const expression = (jsonata: string) => `{% ${jsonata} %}`;

/**
 * AWS recommends retrying these errors. Anything else that our functions throw is retried too: a fault must not end a
 * case.
 */
const retry = (attempts: number, longestDelay = 3600) => [
  {
    ErrorEquals: ['States.ALL'],
    IntervalSeconds: 2,
    BackoffRate: 2,
    MaxAttempts: attempts,
    MaxDelaySeconds: longestDelay,
    // A service that comes back is not called by every case at once. The delays are half as long on average.
    JitterStrategy: 'FULL',
  },
];

/** An urgent alert goes within minutes of the mail service's return, for three days; then the repair takes over. */
const urgentDelay = 300;

/** Retries for six weeks: a mail service that is away over the holidays must not end a case. */
const whileAway = 2000;
/** Retries for ten hours. Then the case is planned again, because its milestones must not wait any longer. */
const untilPlannedAgain = 30;

/**
 * Variables set once: which case, which run of which procedure. Never a name, an address or text
 * (architecture.md rule 7).
 */
const place = {
  caseId: expression('$caseId'),
  run: expression('$run'),
};

function invoke(name: MachineFunction, payload: State, rest: State): State {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Arguments: { FunctionName: `\${${name}}`, Payload: payload },
    Retry: retry(whileAway),
    ...rest,
  };
}

/**
 * A procedure as a state machine in Amazon States Language (JSONata). Every step is the same three states: plan, await,
 * decide on the outcome (decision 0004). Input: `{caseId, run, turn, startAt, since}`; `startAt` 'first' or a
 * step's id, `since` the instant from which the execution counts as begun. An execution tells the functions which
 * definition it runs (`definitionOf`), as it keeps that definition to its end (decision 0030).
 */
export function compile(procedure: Procedure): State {
  return withDefinition(procedure, definitionOf(procedure));
}

const definitions = new WeakMap<Procedure, string>();

/**
 * The hash of what a machine does: 16 hexadecimal digits. Comments do not count, nor the order of names, nor the hash
 * itself, which is part of the machine.
 */
export function definitionOf(procedure: Procedure): string {
  const known = definitions.get(procedure);
  if (known !== undefined) return known;
  const text = JSON.stringify(withDefinition(procedure, ''), (name, value: unknown) =>
    name === 'Comment' ? undefined : inOrder(value),
  );
  // Two versions can have the same steps, and are two machines.
  const made = createHash('sha256').update(`${procedure.stateMachine} ${text}`).digest('hex').slice(0, 16);
  definitions.set(procedure, made);
  return made;
}

const inOrder = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value;

function withDefinition(declared: Procedure, definition: string): State {
  const procedure = withWayOut(declared);
  const begun = {
    caseId: expression('$states.input.caseId'),
    run: expression('$states.input.run'),
    turn: expression('$states.input.turn'),
    since: expression('$states.input.since'),
    definition,
    handled: 0,
  };
  const start = (step: string, at: string) => ({
    Condition: expression(`$states.input.startAt = '${at}'`),
    Assign: begun,
    Next: `${step}: plan`,
  });
  return {
    Comment: `${procedure.title} (${procedure.id}, version ${procedure.version}). ${procedure.law}. Made by workflows/compile.ts.`,
    QueryLanguage: 'JSONata',
    StartAt: 'begin',
    States: {
      begin: {
        Type: 'Choice',
        Comment: 'A case begins at the first step; one that is taken up again, at the step it had reached.',
        Choices: [
          start(procedure.first, 'first'),
          ...Object.keys(procedure.steps).map((step) => start(step, step)),
        ],
        Assign: begun,
        Default: 'begin elsewhere',
      },
      'begin elsewhere': invoke(
        'ContinueRun',
        {
          ...place,
          step: expression('$states.input.startAt'),
          turn: expression('$turn'),
          since: expression('$since'),
        },
        {
          Comment:
            'This definition is older than the step: an execution of the current one takes the case up.',
          End: true,
        },
      ),
      ...Object.assign({}, ...Object.entries(procedure.steps).map(([id, step]) => stepStates(id, step))),
      ...ending(procedure),
    },
  };
}

function stepStates(id: string, step: Step): Record<string, State> {
  const outcomes = Object.entries(step.outcomes);
  return {
    [`${id}: plan`]: invoke(
      'PlanStep',
      {
        ...place,
        step: id,
        turn: expression('$turn'),
        handled: expression('$handled'),
        since: expression('$since'),
        definition: expression('$definition'),
      },
      {
        Comment: step.title,
        Assign: {
          task: expression('$states.result.Payload.task'),
          outcome: expression('$states.result.Payload.outcome'),
          handled: expression('$states.result.Payload.handled'),
          nextTurn: expression('$states.result.Payload.nextTurn'),
          timeoutSeconds: expression('$states.result.Payload.timeoutSeconds'),
        },
        Next: `${id}: await`,
        ...(step.urgent ? { Retry: retry(whileAway, urgentDelay) } : {}),
      },
    ),
    [`${id}: await`]: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Arguments: {
        FunctionName: '${AwaitDecision}',
        Payload: {
          caseId: expression('$caseId'),
          task: expression('$task'),
          outcome: expression('$outcome'),
          handled: expression('$handled'),
          definition: expression('$definition'),
          token: expression('$states.context.Task.Token'),
        },
      },
      TimeoutSeconds: expression('$timeoutSeconds'),
      Assign: {
        outcome: expression('$states.result.outcome'),
        handled: expression('$states.result.decision'),
      },
      Retry: [{ ErrorEquals: ['States.Timeout'], MaxAttempts: 0 }, ...retry(untilPlannedAgain)],
      Catch: [{ ErrorEquals: ['States.ALL'], Next: `${id}: plan` }],
      Next: `${id}: outcome`,
    },
    [`${id}: outcome`]: {
      Type: 'Choice',
      Choices: [
        ...outcomes.map(([name, outcome]) => ({
          Condition: expression(`$outcome = '${name}'`),
          ...go(
            hasLetters(outcome) ? `${id}: ${name}, letters` : after(id, outcome),
            outcome,
            !hasLetters(outcome),
          ),
        })),
        { Condition: expression("$outcome = 'hand over'"), Next: `${id}: hand over` },
      ],
      // A decision of which this definition knows nothing, or a change of the case that has woken it.
      Default: `${id}: plan`,
    },
    [`${id}: hand over`]: invoke(
      'ContinueRun',
      { ...place, step: id, turn: expression('$turn'), since: expression('$since') },
      {
        Comment: 'The execution or its definition is old: another takes the case up at this step.',
        End: true,
      },
    ),
    ...Object.assign(
      {},
      ...outcomes
        .filter(([, outcome]) => hasLetters(outcome))
        .map(([name, outcome]) => letters(id, name, outcome)),
    ),
  };
}

function hasLetters(outcome: Outcome): boolean {
  return outcome.letters.length > 0 || (outcome.alerts ?? []).length > 0;
}

function letters(id: string, name: string, outcome: Outcome): Record<string, State> {
  return {
    [`${id}: ${name}, letters`]: invoke(
      'SendLetter',
      { caseId: expression('$caseId'), task: expression('$task'), decision: expression('$handled') },
      {
        Comment: [...outcome.letters, ...(outcome.alerts ?? []).map(({ letter }) => letter)].join(', '),
        ...go(after(id, outcome), outcome, true),
      },
    ),
  };
}

/** Where an outcome leads after its letters are sent. */
function after(id: string, outcome: Outcome): string {
  switch (outcome.next) {
    case 'again':
      return `${id}: plan`;
    case 'closed':
      return 'close';
    case 'chosen procedure':
      return 'start procedure';
    case 'erased':
      return 'erase';
    default:
      return `${outcome.next}: plan`;
  }
}

/** A new step is a new turn with no decision handled yet. */
function go(next: string, outcome: Outcome, leaves: boolean): State {
  return leaves && outcome.next !== 'again'
    ? { Assign: { turn: expression('$nextTurn'), handled: 0 }, Next: next }
    : { Next: next };
}

function ending(procedure: Procedure): Record<string, State> {
  const nexts = new Set(
    Object.values(procedure.steps).flatMap(({ outcomes }) => Object.values(outcomes).map(({ next }) => next)),
  );
  return {
    ...(nexts.has('closed') ? { close: invoke('CloseCase', { ...place }, { End: true }) } : {}),
    ...(nexts.has('chosen procedure')
      ? { 'start procedure': invoke('StartProcedure', { ...place }, { End: true }) }
      : {}),
    ...(nexts.has('erased') ? { erase: invoke('EraseCase', { ...place }, { End: true }) } : {}),
  };
}
