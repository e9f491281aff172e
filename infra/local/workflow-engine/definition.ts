import * as z from 'zod';
import { checkExpression } from './expression-check.ts';
import { WorkflowFault } from './faults.ts';
import type { Json } from './json.ts';
import { BranchShape, jsonPathFields, MachineShape, stateSchemas, StateType } from './schema.ts';

type PassState = z.infer<typeof stateSchemas.Pass>;
export type TaskState = z.infer<typeof stateSchemas.Task>;
export type ChoiceState = z.infer<typeof stateSchemas.Choice>;
export type WaitState = z.infer<typeof stateSchemas.Wait>;
export type ParallelState = z.infer<typeof stateSchemas.Parallel> & { blocks: readonly Block[] };
type SucceedState = z.infer<typeof stateSchemas.Succeed>;
export type FailState = z.infer<typeof stateSchemas.Fail>;
export type State =
  | PassState
  | TaskState
  | ChoiceState
  | WaitState
  | ParallelState
  | SucceedState
  | FailState;

/** States that can lead to one another: those of the machine, or of one branch of a Parallel state. */
export interface Block {
  startAt: string;
  states: ReadonlyMap<string, State>;
}

export interface Machine extends Block {
  timeoutSeconds: number | undefined;
}

const lambdaInvoke = 'arn:aws:states:::lambda:invoke';
export const waitForTaskToken = '.waitForTaskToken';

/** The task resources that exist: only Lambda functions, or any (if all tasks are mocked). */
export type Resources = 'lambda' | 'any';

/**
 * Reads a definition in Amazon States Language (a plain object, placeholders already substituted). Throws
 * InvalidDefinition, naming state and field, for everything the engine does not carry out exactly. Step Functions
 * refuses the same when a state machine is created.
 */
export function loadDefinition(definition: unknown, resources: Resources = 'lambda'): Machine {
  const shape = MachineShape.safeParse(definition);
  if (!shape.success) throw refusal('Top level', shape.error, 'the top level');
  const loader: Loader = { resources, names: new Set() };
  const block = loadBlock(loader, shape.data, 'Top level', new Set());
  return { ...block, timeoutSeconds: shape.data.TimeoutSeconds };
}

/** The state with this name. It exists, because otherwise the definition would have been refused. */
export function stateOf(block: Block, name: string): State {
  const state = block.states.get(name);
  if (state === undefined) throw new WorkflowFault('InvalidDefinition', `State "${name}": does not exist`);
  return state;
}

interface Loader {
  resources: Resources;
  /** All names so far. They are unique within the whole machine, including its branches. */
  names: Set<string>;
}

function loadBlock(
  loader: Loader,
  shape: { StartAt: string; States: Record<string, unknown> },
  where: string,
  outerVariables: ReadonlySet<string>,
): Block {
  const parsed = Object.entries(shape.States).map(([name, raw]) => ({
    name,
    ...parseState(loader, name, raw),
  }));
  const ownVariables = new Set<string>();
  for (const { name, state } of parsed) {
    for (const [field, assign] of assignments(state)) {
      for (const variable of Object.keys(assign)) {
        // Spec, "Variable Scope": names of outer-scoped and inner-scoped variables are unique.
        if (outerVariables.has(variable)) {
          refuse(`State "${name}"`, `${field}/${variable}`, 'the variable belongs to an outer scope');
        }
        ownVariables.add(variable);
      }
    }
  }
  const visible = new Set([...outerVariables, ...ownVariables]);
  const states = new Map<string, State>();
  for (const { name, state, branches } of parsed) {
    checkState(loader, name, state);
    states.set(name, withBranches(loader, name, state, branches, visible));
  }
  checkTransitions(where, shape.StartAt, states);
  return { startAt: shape.StartAt, states };
}

type Unlinked = Exclude<State, ParallelState> | z.infer<typeof stateSchemas.Parallel>;

function parseState(
  loader: Loader,
  name: string,
  raw: unknown,
): { state: Unlinked; branches: readonly unknown[] } {
  const where = `State "${name}"`;
  if (name.length === 0 || name.length > 80) refuse(where, 'States', 'a state name has 1 to 80 characters');
  if (loader.names.has(name)) refuse(where, 'States', 'the name is used twice in this state machine');
  loader.names.add(name);
  const head = z.object({ Type: z.string() }).safeParse(raw);
  if (!head.success) throw refusal(where, head.error, 'a state');
  const type = StateType.safeParse(head.data.Type);
  if (!type.success) return refuse(where, 'Type', `the state type "${head.data.Type}" is not supported`);
  const state = stateSchemas[type.data].safeParse(raw);
  if (!state.success) throw refusal(where, state.error, `a ${type.data} state`);
  return { state: state.data, branches: state.data.Type === 'Parallel' ? state.data.Branches : [] };
}

function withBranches(
  loader: Loader,
  name: string,
  state: Unlinked,
  branches: readonly unknown[],
  visible: ReadonlySet<string>,
): State {
  if (state.Type !== 'Parallel') return state;
  const blocks = branches.map((branch, position) => {
    const where = `State "${name}"`;
    const shape = BranchShape.safeParse(branch);
    if (!shape.success) throw refusal(where, shape.error, 'a branch', ['Branches', position]);
    return loadBlock(loader, shape.data, `${where}: Branches[${position}]`, visible);
  });
  return { ...state, blocks };
}

/** Every Assign of a state with its field path. */
function assignments(state: Unlinked): [string, Record<string, Json>][] {
  const assigns: [string, Record<string, Json>][] = [];
  if ('Assign' in state && state.Assign !== undefined) assigns.push(['Assign', state.Assign]);
  const parts = state.Type === 'Choice' ? state.Choices : 'Catch' in state ? state.Catch : [];
  const list = state.Type === 'Choice' ? 'Choices' : 'Catch';
  parts.forEach((part, index) => {
    if (part.Assign !== undefined) assigns.push([`${list}[${index}]/Assign`, part.Assign]);
  });
  return assigns;
}

function checkState(loader: Loader, name: string, state: Unlinked): void {
  const where = `State "${name}"`;
  if ('Next' in state || 'End' in state) {
    const ends = state.End === true;
    if (ends === (state.Next !== undefined)) {
      refuse(where, ends ? 'End' : 'Next', 'exactly one of Next and "End": true is needed');
    }
  } else if (state.Type !== 'Choice' && state.Type !== 'Succeed' && state.Type !== 'Fail') {
    refuse(where, 'Next', 'exactly one of Next and "End": true is needed');
  }
  if (state.Type === 'Wait' && (state.Seconds === undefined) === (state.Timestamp === undefined)) {
    refuse(where, 'Seconds', 'exactly one of Seconds and Timestamp is needed');
  }
  if (state.Type === 'Task') checkTask(loader, where, state);
  if (state.Type === 'Task' || state.Type === 'Parallel') {
    checkErrorEquals(where, 'Retry', state.Retry);
    checkErrorEquals(where, 'Catch', state.Catch);
  }
  for (const { field, value, provides } of templates(state)) {
    const problem = checkExpression(value, field, provides);
    if (problem !== undefined) refuse(where, problem.field, problem.reason);
  }
}

function checkTask(loader: Loader, where: string, state: TaskState): void {
  const resource = state.Resource;
  if (
    loader.resources === 'lambda' &&
    resource !== lambdaInvoke &&
    resource !== lambdaInvoke + waitForTaskToken
  ) {
    refuse(
      where,
      'Resource',
      `"${resource}" is not supported; it must be ${lambdaInvoke}[${waitForTaskToken}]`,
    );
  }
  const args = state.Arguments ?? {};
  if (loader.resources === 'lambda' && typeof args === 'object' && !Array.isArray(args)) {
    const unknown = Object.keys(args).find((key) => key !== 'FunctionName' && key !== 'Payload');
    if (unknown !== undefined) refuse(where, `Arguments/${unknown}`, 'is not supported for lambda:invoke');
    if (!('FunctionName' in args)) refuse(where, 'Arguments/FunctionName', 'is needed for lambda:invoke');
  }
  const { TimeoutSeconds: timeout, HeartbeatSeconds: heartbeat } = state;
  if (typeof timeout === 'number' && typeof heartbeat === 'number' && heartbeat >= timeout) {
    refuse(where, 'HeartbeatSeconds', 'must be smaller than TimeoutSeconds');
  }
}

function checkErrorEquals(where: string, list: string, entries: readonly { ErrorEquals: string[] }[]): void {
  entries.forEach(({ ErrorEquals }, index) => {
    if (!ErrorEquals.includes('States.ALL')) return;
    if (ErrorEquals.length > 1 || index < entries.length - 1) {
      refuse(where, `${list}[${index}]/ErrorEquals`, 'States.ALL must stand alone, in the last entry');
    }
  });
}

interface Template {
  field: string;
  value: Json | undefined;
  /** The fields of $states in addition to input and context. */
  provides: readonly ('result' | 'errorOutput')[];
}

/** Every field that accepts JSONata, with the names it may use (spec, "Reserved states Variable with JSONata"). */
function templates(state: Unlinked): Template[] {
  const own = state.Type === 'Task' || state.Type === 'Parallel' ? (['result'] as const) : [];
  const fields: Template[] = [];
  const add = (field: string, value: Json | undefined, provides: Template['provides'] = []): void => {
    fields.push({ field, value, provides });
  };
  if ('Arguments' in state) add('Arguments', state.Arguments);
  if ('Output' in state) add('Output', state.Output, own);
  if ('Assign' in state) add('Assign', state.Assign, own);
  if (state.Type === 'Task') {
    add('TimeoutSeconds', state.TimeoutSeconds);
    add('HeartbeatSeconds', state.HeartbeatSeconds);
  }
  if (state.Type === 'Wait') {
    add('Seconds', state.Seconds);
    add('Timestamp', state.Timestamp);
  }
  if (state.Type === 'Fail') {
    add('Error', state.Error);
    add('Cause', state.Cause);
  }
  if (state.Type === 'Choice') {
    state.Choices.forEach((rule, index) => {
      add(`Choices[${index}]/Condition`, rule.Condition);
      add(`Choices[${index}]/Assign`, rule.Assign);
      add(`Choices[${index}]/Output`, rule.Output);
    });
  }
  if ('Catch' in state) {
    state.Catch.forEach((catcher, index) => {
      add(`Catch[${index}]/Assign`, catcher.Assign, ['errorOutput']);
      add(`Catch[${index}]/Output`, catcher.Output, ['errorOutput']);
    });
  }
  return fields;
}

function checkTransitions(where: string, startAt: string, states: ReadonlyMap<string, State>): void {
  if (!states.has(startAt)) refuse(where, 'StartAt', `there is no state "${startAt}"`);
  const reached = new Set([startAt]);
  for (const name of reached) {
    const state = states.get(name);
    if (state === undefined) continue;
    for (const [field, target] of targets(state)) {
      if (!states.has(target)) refuse(`State "${name}"`, field, `there is no state "${target}" here`);
      reached.add(target);
    }
  }
  for (const name of states.keys()) {
    if (!reached.has(name)) refuse(`State "${name}"`, 'Next', 'no transition leads to this state');
  }
  const ends = [...states.values()].some(
    (state) => state.Type === 'Succeed' || state.Type === 'Fail' || ('End' in state && state.End === true),
  );
  if (!ends) refuse(where, 'States', 'no state ends it');
}

function targets(state: State): [string, string][] {
  const transitions: [string, string][] = [];
  if ('Next' in state && state.Next !== undefined) transitions.push(['Next', state.Next]);
  if (state.Type === 'Choice') {
    state.Choices.forEach((rule, index) => transitions.push([`Choices[${index}]/Next`, rule.Next]));
    if (state.Default !== undefined) transitions.push(['Default', state.Default]);
  }
  if ('Catch' in state)
    state.Catch.forEach((catcher, index) => transitions.push([`Catch[${index}]/Next`, catcher.Next]));
  return transitions;
}

function refuse(where: string, field: string, reason: string): never {
  throw new WorkflowFault('InvalidDefinition', `${where}, field "${field}": ${reason}`);
}

/** Everything a schema found, as `State "Wait", field "SecondsPath": …`. */
function refusal(where: string, error: z.ZodError, what: string, within: PropertyKey[] = []): WorkflowFault {
  const sentences = error.issues.flatMap((issue) => {
    const path = [...within, ...issue.path];
    if (issue.code !== 'unrecognized_keys') return [sentence(where, path, issue.message)];
    return issue.keys.map((key) =>
      sentence(
        where,
        [...path, key],
        jsonPathFields.has(key) ? 'belongs to JSONPath' : `is not a field of ${what}`,
      ),
    );
  });
  return new WorkflowFault('InvalidDefinition', sentences.join('\n'));
}

function sentence(where: string, path: readonly PropertyKey[], reason: string): string {
  const field = path.reduce<string>(
    (text, key) =>
      typeof key === 'number' ? `${text}[${key}]` : text === '' ? String(key) : `${text}/${String(key)}`,
    '',
  );
  return field === '' ? `${where}: ${reason}` : `${where}, field "${field}": ${reason}`;
}
