import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { DatabaseSync, StatementSync } from 'node:sqlite';
import * as z from 'zod/mini';

// Loaded before play-case.ts (`node --import`): counts what a process writes to the disk, through Node's own modules,
// and kills it with SIGKILL at the write of the number in CRASH_AT, before or after it as CRASH_SIDE says. A file that
// is being written when the kill comes before its end is left half written. Without CRASH_AT it writes the list of all
// writes, one line each, to the file in CRASH_LOG when the process ends.

const { CRASH_AT, CRASH_SIDE, CRASH_LOG } = z
  .object({
    CRASH_AT: z.optional(z.string().check(z.regex(/^\d+$/))),
    CRASH_SIDE: z.optional(z.enum(['before', 'after'])),
    CRASH_LOG: z.optional(z.string()),
  })
  .parse(process.env);

const { existsSync, writeFileSync, writeSync } = fs;
const writes: string[] = [];

function die(): void {
  writeSync(2, `${writes.at(-1)}\n${new Error('killed here').stack}\n`);
  process.kill(process.pid, 'SIGKILL');
}

/** Carries out one write, or dies before or after it; `half` leaves what a process killed in the middle of it does. */
function write(what: string, carryOut: () => unknown, half: () => void = () => undefined): unknown {
  const last = writes.push(what) === Number(CRASH_AT);
  if (last && CRASH_SIDE === 'before') {
    half();
    die();
  }
  const result = carryOut();
  if (!last) return result;
  return result instanceof Promise ? result.finally(die) : die();
}

/** Puts `around` in the place of a method; it gets its arguments and a way to carry it out, with these or others. */
function watch(
  owner: object,
  name: string,
  around: (self: unknown, args: unknown[], carryOut: (instead?: unknown[]) => unknown) => unknown,
): void {
  const original: unknown = Reflect.get(owner, name);
  if (typeof original !== 'function') throw new TypeError(`there is no ${name}`);
  const watched = new Proxy(original, {
    apply: (target, self, args) =>
      around(self, args, (instead = args) => Reflect.apply(target, self, instead)),
  });
  if (!Reflect.set(owner, name, watched)) throw new TypeError(`${name} cannot be watched`);
}

// ---- SQLite: a write is what makes a commit

const databases = new WeakMap<object, DatabaseSync>();
const changesBefore = new WeakMap<DatabaseSync, number>();
const Changes = z.object({ n: z.number() });

/** The tables that the transaction under way has written to. */
const written = new WeakMap<DatabaseSync, Set<string>>();

const changesOf = (db: DatabaseSync) => Changes.parse(db.prepare('SELECT total_changes() AS n').get()).n;

/** Whether a statement, carried out now, puts something on the disk. */
function commits(db: DatabaseSync, sql: string): boolean {
  if (/^COMMIT/i.test(sql)) return changesOf(db) !== changesBefore.get(db);
  if (db.isTransaction) return false;
  const made = /^CREATE (?:TABLE|INDEX) IF NOT EXISTS "?([\w-]+)/i.exec(sql)?.[1];
  if (made !== undefined) return !db.prepare('SELECT 1 FROM sqlite_master WHERE name = ?').get(made);
  return /^(?:INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER|VACUUM|PRAGMA (?:journal_mode|wal_checkpoint))/i.test(
    sql,
  );
}

function carriedOut(db: DatabaseSync, sql: string, carryOut: () => unknown): unknown {
  const table = /^(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM) (\w+)/i.exec(sql)?.[1];
  if (db.isTransaction && table !== undefined) written.get(db)?.add(table);
  if (!commits(db, sql)) return carryOut();
  const tables = /^COMMIT/i.test(sql) ? [...(written.get(db) ?? [])].sort().map((name) => ` ${name}`) : [];
  return write(sql.replaceAll(/\s+/g, ' ').slice(0, 120) + tables.join(''), carryOut);
}

watch(DatabaseSync.prototype, 'exec', (self, [script], carryOut) => {
  if (!(self instanceof DatabaseSync)) throw new TypeError('exec of no database');
  // Each statement of a script is a transaction of its own; none of ours has a semicolon within.
  for (const sql of String(script).split(';')) {
    const statement = sql.trim();
    if (statement === '') continue;
    carriedOut(self, statement, () => carryOut([statement]));
    if (!/^BEGIN/i.test(statement)) continue;
    changesBefore.set(self, changesOf(self));
    written.set(self, new Set());
  }
});
watch(DatabaseSync.prototype, 'prepare', (self, _args, carryOut) => {
  const statement = carryOut();
  if (self instanceof DatabaseSync && statement instanceof StatementSync) databases.set(statement, self);
  return statement;
});
for (const name of ['run', 'get', 'all'])
  watch(StatementSync.prototype, name, (self, _args, carryOut) => {
    const db = self instanceof StatementSync ? databases.get(self) : undefined;
    return db && self instanceof StatementSync ? carriedOut(db, self.sourceSQL.trim(), carryOut) : carryOut();
  });

// ---- files

const OnlyNew = z.object({ flag: z.literal('wx') });

const firstHalf = (content: unknown) =>
  content instanceof Uint8Array
    ? content.subarray(0, content.length / 2)
    : String(content).slice(0, String(content).length / 2);

for (const [owner, ending] of [
  [fs.promises, ''],
  [fs, 'Sync'],
] as const) {
  watch(owner, `mkdir${ending}`, (_self, [path], carryOut) =>
    existsSync(String(path)) ? carryOut() : write(`mkdir ${String(path)}`, carryOut),
  );
  watch(owner, `rm${ending}`, (_self, [path], carryOut) =>
    existsSync(String(path)) ? write(`rm ${String(path)}`, carryOut) : carryOut(),
  );
  watch(owner, `rename${ending}`, (_self, [from, to], carryOut) =>
    write(`rename ${String(from)} to ${String(to)}`, carryOut),
  );
  watch(owner, `writeFile${ending}`, (_self, [path, content, options], carryOut) =>
    // A file that is only made where there is none is refused where there is one, and stays as it is.
    OnlyNew.safeParse(options).success && existsSync(String(path))
      ? carryOut()
      : write(`write ${String(path)}`, carryOut, () => writeFileSync(String(path), firstHalf(content))),
  );
}
syncBuiltinESMExports();

process.on('exit', () => {
  if (CRASH_LOG !== undefined) writeFileSync(CRASH_LOG, writes.join('\n'));
});
