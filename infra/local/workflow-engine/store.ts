import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { preparedFor } from '../../../functions/adapters/local/prepared-for.ts';
import { Outcome, WorkflowFault } from './faults.ts';
import { Json, JsonObject } from './json.ts';

// The engine's tables. Times are milliseconds since the epoch on the virtual clock; JSON is stored as text.

const tables = `
  CREATE TABLE IF NOT EXISTS workflow_definition (
    hash TEXT PRIMARY KEY,
    text TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS workflow_execution (
    arn TEXT PRIMARY KEY,
    machine TEXT NOT NULL,
    name TEXT NOT NULL,
    definition TEXT NOT NULL REFERENCES workflow_definition (hash),
    status TEXT NOT NULL,
    input TEXT NOT NULL,
    output TEXT,
    error TEXT,
    cause TEXT,
    started_at INTEGER NOT NULL,
    stopped_at INTEGER,
    timeout_at INTEGER,
    events INTEGER NOT NULL,
    UNIQUE (machine, name)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS workflow_execution_by_name ON workflow_execution (name);
  CREATE INDEX IF NOT EXISTS workflow_execution_by_status ON workflow_execution (status, started_at);
  CREATE INDEX IF NOT EXISTS workflow_execution_timeout ON workflow_execution (timeout_at) WHERE timeout_at IS NOT NULL;
  CREATE TABLE IF NOT EXISTS workflow_branch (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    execution TEXT NOT NULL,
    parent INTEGER,
    position INTEGER NOT NULL,
    state TEXT NOT NULL,
    phase TEXT NOT NULL,
    input TEXT NOT NULL,
    variables TEXT NOT NULL,
    entered_at INTEGER NOT NULL,
    entered_event INTEGER NOT NULL,
    retries TEXT NOT NULL,
    retry_count INTEGER NOT NULL,
    arguments TEXT,
    token TEXT,
    timeout_at INTEGER,
    heartbeat_seconds INTEGER,
    heartbeat_at INTEGER,
    due_at INTEGER,
    outcome TEXT,
    turn INTEGER,
    invocation INTEGER
  ) STRICT;
  CREATE INDEX IF NOT EXISTS workflow_branch_execution ON workflow_branch (execution);
  CREATE INDEX IF NOT EXISTS workflow_branch_parent ON workflow_branch (parent) WHERE parent IS NOT NULL;
  CREATE INDEX IF NOT EXISTS workflow_branch_due ON workflow_branch (due_at, id) WHERE due_at IS NOT NULL;
  CREATE INDEX IF NOT EXISTS workflow_branch_turn ON workflow_branch (turn) WHERE turn IS NOT NULL;
  CREATE INDEX IF NOT EXISTS workflow_branch_invocation ON workflow_branch (invocation) WHERE invocation IS NOT NULL;
  CREATE TABLE IF NOT EXISTS workflow_token (
    token TEXT PRIMARY KEY,
    branch INTEGER
  ) STRICT;
  CREATE INDEX IF NOT EXISTS workflow_token_branch ON workflow_token (branch) WHERE branch IS NOT NULL;
  CREATE TABLE IF NOT EXISTS workflow_event (
    execution TEXT NOT NULL,
    id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    type TEXT NOT NULL,
    state TEXT,
    PRIMARY KEY (execution, id)
  ) STRICT, WITHOUT ROWID;
`;

function fromText<T extends z.ZodType>(schema: T) {
  return z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(schema);
}

const instant = z.number();

/**
 * The position of one line of states. A branch of an execution's top level has no parent. A branch of a Parallel state
 * has the branch waiting in that state as its parent, and its index among the Branches.
 */
const Branch = z.object({
  id: z.number(),
  execution: z.string(),
  parent: z.number().nullable(),
  position: z.number(),
  state: z.string(),
  /**
   * start: evaluate what the state needs; wait, retry: until due_at; invoke: the task is to be called or is being
   * called; token: until the token comes back; children: until the branches end; settle: the state's work is done,
   * evaluate its outcome; done: a finished branch of a Parallel state.
   */
  phase: z.enum(['start', 'wait', 'retry', 'invoke', 'token', 'children', 'settle', 'done']),
  input: fromText(Json),
  /** Variables of the branch's own scope. */
  variables: fromText(JsonObject),
  entered_at: instant,
  entered_event: z.number(),
  /** Retries made, by the index of the retrier. */
  retries: fromText(z.record(z.string(), z.number())),
  retry_count: z.number(),
  arguments: fromText(Json).nullable(),
  token: z.string().nullable(),
  timeout_at: instant.nullable(),
  heartbeat_seconds: z.number().nullable(),
  heartbeat_at: instant.nullable(),
  due_at: instant.nullable(),
  outcome: fromText(Outcome).nullable(),
  /**
   * Its position in the queue of transitions, or in that of task calls. It also distinguishes one attempt from another.
   */
  turn: z.number().nullable(),
  invocation: z.number().nullable(),
});
export type Branch = z.infer<typeof Branch>;

export const Status = z.enum(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']);
export type Status = z.infer<typeof Status>;

const Execution = z.object({
  arn: z.string(),
  machine: z.string(),
  name: z.string(),
  definition: z.string(),
  status: Status,
  input: fromText(Json),
  output: fromText(Json).nullable(),
  error: z.string().nullable(),
  cause: z.string().nullable(),
  started_at: instant,
  stopped_at: instant.nullable(),
  timeout_at: instant.nullable(),
  events: z.number(),
});
export type Execution = z.infer<typeof Execution>;

const Event = z.object({ id: z.number(), at: instant, type: z.string(), state: z.string().nullable() });

const Branches = z.array(Branch);
const Executions = z.array(Execution);
const Events = z.array(Event);
const LastTurn = z.object({ last: z.number() });
const At = z.object({ at: instant.nullable() });
const DataVersion = z.object({ data_version: z.number() });
const Text = z.object({ text: z.string() });
const Hash = z.object({ definition: z.string() });
const TokenBranch = z.object({ branch: z.number().nullable() });
const Count = z.object({ events: z.number() });

type Value = string | number | null;
type BranchValues = Partial<Record<Exclude<keyof Branch, 'id'>, Value>>;

// Part of the text of the statement: with a parameter as LIMIT, SQLite would make a new plan at each use.
const mostInvocations = 8;

/** Reads and writes the tables. It makes no decisions. */
export function openStore(database: DatabaseSync) {
  database.exec(tables);
  const branchWhere = (where: string) => database.prepare(`SELECT * FROM workflow_branch WHERE ${where}`);
  const statements = {
    branch: branchWhere('id = ?'),
    children: branchWhere('parent = ? ORDER BY position'),
    branchesOf: branchWhere('execution = ? ORDER BY id'),
    due: branchWhere('due_at <= ? ORDER BY due_at, id LIMIT 1'),
    turn: branchWhere('turn IS NOT NULL ORDER BY turn LIMIT 1'),
    invocations: branchWhere(`invocation IS NOT NULL ORDER BY invocation LIMIT ${mostInvocations}`),
    invocation: database.prepare('SELECT 1 FROM workflow_branch WHERE invocation IS NOT NULL LIMIT 1'),
    lastTurn: database.prepare(
      'SELECT max(coalesce(max(turn), 0), coalesce(max(invocation), 0)) AS last FROM workflow_branch',
    ),
    deleteBranch: database.prepare('DELETE FROM workflow_branch WHERE id = ?'),
    execution: database.prepare('SELECT * FROM workflow_execution WHERE arn = ?'),
    executionsNamed: database.prepare(
      'SELECT * FROM workflow_execution WHERE name = ? ORDER BY started_at DESC',
    ),
    executions: database.prepare(
      `SELECT * FROM workflow_execution WHERE (:machine IS NULL OR machine = :machine)
       AND (:status IS NULL OR status = :status) ORDER BY started_at, arn`,
    ),
    overdueExecution: database.prepare(
      'SELECT * FROM workflow_execution WHERE timeout_at <= ? ORDER BY timeout_at, arn LIMIT 1',
    ),
    addExecution: database.prepare(
      `INSERT INTO workflow_execution (arn, machine, name, definition, status, input, started_at, timeout_at, events)
       VALUES (:arn, :machine, :name, :definition, 'RUNNING', :input, :started_at, :timeout_at, 0)`,
    ),
    endExecution: database.prepare(
      `UPDATE workflow_execution SET status = :status, output = :output, error = :error, cause = :cause,
       stopped_at = :stopped_at, timeout_at = NULL WHERE arn = :arn`,
    ),
    nextTimer: database.prepare(
      `SELECT min(at) AS at FROM (SELECT min(due_at) AS at FROM workflow_branch WHERE due_at IS NOT NULL
       UNION ALL SELECT min(timeout_at) FROM workflow_execution WHERE timeout_at IS NOT NULL)`,
    ),
    addDefinition: database.prepare('INSERT OR IGNORE INTO workflow_definition (hash, text) VALUES (?, ?)'),
    definition: database.prepare('SELECT text FROM workflow_definition WHERE hash = ?'),
    definitionOf: database.prepare('SELECT definition FROM workflow_execution WHERE arn = ?'),
    addToken: database.prepare('INSERT INTO workflow_token (token, branch) VALUES (?, ?)'),
    token: database.prepare('SELECT branch FROM workflow_token WHERE token = ?'),
    closeToken: database.prepare('UPDATE workflow_token SET branch = NULL WHERE branch = ?'),
    countEvents: database.prepare(
      'UPDATE workflow_execution SET events = events + ? WHERE arn = ? RETURNING events',
    ),
    addEvent: database.prepare(
      'INSERT INTO workflow_event (execution, id, at, type, state) VALUES (?, ?, ?, ?, ?)',
    ),
    events: database.prepare(
      'SELECT id, at, type, state FROM workflow_event WHERE execution = ? ORDER BY id',
    ),
  };

  const prepared = preparedFor(database);
  // It changes when another connection has written, and only then.
  const dataVersion = database.prepare('PRAGMA data_version');
  let transactions = 0;

  const rowAs = <T extends z.ZodType>(schema: T, row: unknown): z.infer<T> | undefined =>
    row === undefined ? undefined : schema.parse(row);

  return {
    /** Runs a change as one transaction: everything or nothing. */
    transaction<T>(change: () => T): T {
      transactions += 1;
      database.exec('BEGIN IMMEDIATE');
      try {
        const result = change();
        database.exec('COMMIT');
        return result;
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK');
        throw error;
      }
    },

    /** A name for what the tables hold: another one after each transaction, of this store or of anyone. */
    edition: () => `${DataVersion.parse(dataVersion.get()).data_version} ${transactions}`,

    branch: (id: number) => rowAs(Branch, statements.branch.get(id)),
    children: (parent: number) => Branches.parse(statements.children.all(parent)),
    branchesOf: (execution: string) => Branches.parse(statements.branchesOf.all(execution)),
    /** The branch whose timer has been due the longest. */
    dueBranch: (now: number) => rowAs(Branch, statements.due.get(now)),
    nextInTurn: () => rowAs(Branch, statements.turn.get()),
    /** The next task calls, at most eight. */
    invocations: () => Branches.parse(statements.invocations.all()),
    isIdle: () => statements.turn.get() === undefined && statements.invocation.get() === undefined,
    lastTurn: () => LastTurn.parse(statements.lastTurn.get()).last,
    addBranch(values: BranchValues): number {
      const names = Object.keys(values);
      const sql = `INSERT INTO workflow_branch (${names.join(', ')}) VALUES (${names.map((name) => `:${name}`).join(', ')})`;
      return Number(prepared(sql).run(values).lastInsertRowid);
    },
    updateBranch(id: number, values: BranchValues): void {
      const names = Object.keys(values).map((name) => `${name} = :${name}`);
      prepared(`UPDATE workflow_branch SET ${names.join(', ')} WHERE id = :id`).run({ ...values, id });
    },
    deleteBranch(id: number): void {
      statements.closeToken.run(id);
      statements.deleteBranch.run(id);
    },

    findExecution: (arn: string) => rowAs(Execution, statements.execution.get(arn)),
    execution(arn: string): Execution {
      const execution = rowAs(Execution, statements.execution.get(arn));
      if (execution === undefined) {
        throw new WorkflowFault('ExecutionDoesNotExist', `There is no execution ${arn}`);
      }
      return execution;
    },
    executionsNamed: (name: string) => Executions.parse(statements.executionsNamed.all(name)),
    executions: (machine: string | null, status: Status | null) =>
      Executions.parse(statements.executions.all({ machine, status })),
    /** The running execution whose own time-out ended first. */
    overdueExecution: (now: number) => rowAs(Execution, statements.overdueExecution.get(now)),
    addExecution: (values: {
      arn: string;
      machine: string;
      name: string;
      definition: string;
      input: string;
      started_at: number;
      timeout_at: number | null;
    }) => statements.addExecution.run(values),
    endExecution: (values: {
      arn: string;
      status: Status;
      output: string | null;
      error: string | null;
      cause: string | null;
      stopped_at: number;
    }) => statements.endExecution.run(values),
    nextTimer: () => At.parse(statements.nextTimer.get()).at,

    addDefinition: (hash: string, text: string) => statements.addDefinition.run(hash, text),
    /** The hash of the definition that an execution uses. */
    definitionOf: (arn: string) => Hash.parse(statements.definitionOf.get(arn)).definition,
    definition: (hash: string) => Text.parse(statements.definition.get(hash)).text,

    addToken: (token: string, branch: number) => statements.addToken.run(token, branch),
    /** The branch that waits for a token. Null if it no longer does, undefined for a token that was never given out. */
    tokenBranch: (token: string) => rowAs(TokenBranch, statements.token.get(token))?.branch,
    closeToken: (branch: number) => statements.closeToken.run(branch),

    /** Adds events to the history and returns the number of the last one; that of the first ever is 1. */
    addEvents(
      execution: string,
      added: readonly { at: number; type: string; state?: string | undefined }[],
    ): number {
      const { events } = Count.parse(statements.countEvents.get(added.length, execution));
      for (const [n, { at, type, state = null }] of added.entries())
        statements.addEvent.run(execution, events - added.length + n + 1, at, type, state);
      return events;
    },
    events: (execution: string) => Events.parse(statements.events.all(execution)),
  };
}

export type Store = ReturnType<typeof openStore>;
