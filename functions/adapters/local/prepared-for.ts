import type { DatabaseSync, StatementSync } from 'node:sqlite';

const mostKept = 500;

/** Prepares statements of a database, each text once: preparing a statement takes longer than running most of them. */
export function preparedFor(db: DatabaseSync): (sql: string) => StatementSync {
  const made = new Map<string, StatementSync>();
  return (sql) => {
    const statement = made.get(sql) ?? db.prepare(sql);
    if (made.size >= mostKept) made.clear();
    made.set(sql, statement);
    return statement;
  };
}
