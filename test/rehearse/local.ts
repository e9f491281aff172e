import { cpSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { londonInstant } from '../../functions/domain/time/civil-date.ts';
import type { LocalSystem } from '../../infra/local/local-system.ts';
import { openLocalSystem } from '../../infra/local/open-local-system.ts';
import { childrensWay, intakeAddress, type Turn } from '../play.ts';
import { runCommand, type Place } from './place.ts';

const Rows = z.array(z.record(z.string(), z.union([z.string(), z.null()])));
const tables = ['workflow_execution', 'workflow_branch', 'workflow_token', 'workflow_event'];

/** The system of one machine, in a folder of its own. It is stopped while a command runs, as operating.md says. */
export function localPlace(dataDir = mkdtempSync(path.join(tmpdir(), 'redress-rehearsal-'))): Place & {
  copyFolder: () => Place;
} {
  let open: LocalSystem | undefined;
  const system = () =>
    (open ??= openLocalSystem({
      dataDir,
      durable: false,
      startAt: new Date('2026-06-01T08:00:00Z'),
      log: () => {},
      report: () => {},
    }));
  const stop = async () => {
    await open?.close();
    open = undefined;
  };
  const onDatabase = async <T>(work: (database: DatabaseSync) => T): Promise<T> => {
    await stop();
    const database = new DatabaseSync(path.join(dataDir, 'redress.sqlite'));
    try {
      return work(database);
    } finally {
      database.close();
    }
  };
  const command = async (name: Parameters<typeof runCommand>[0], ...args: string[]) => {
    await stop();
    return runCommand(name, args, { DATA_DIR: dataDir });
  };
  const files = path.join(dataDir, 'files');
  let mails = 0;

  const ask: Place['ask'] = async (url, body) => {
    const headers = {
      authorization: 'Bearer local:complaints-officer',
      ...(body === undefined ? {} : { 'if-match': '*', 'content-type': 'application/json' }),
    };
    const answer = await system().app.request(`http://127.0.0.1/api/v1${url}`, {
      headers,
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    await system().time.settle();
    return { status: answer.status, text };
  };

  /** On to a time, with everything due on the way. */
  const to = async (instant: Date) => {
    const moved = await system().time.advanceTo(instant);
    if (!moved.ok) throw new Error(moved.reason);
  };

  return {
    name: 'one machine',
    ask,
    async eventually(what, answer) {
      const found = await answer();
      if (found === undefined) throw new Error(`it did not come to this: ${what}`);
      return found;
    },
    async mail(from) {
      mails += 1;
      const raw = [
        `From: ${from}`,
        `To: ${intakeAddress}`,
        'Subject: A complaint',
        `Date: ${system().clock.now().toUTCString()}`,
        `Message-ID: <${mails}.${from}>`,
        '',
        `I want to complain: nobody came to see me, says ${from}.`,
      ].join('\r\n');
      await system().mailIn({ raw: Buffer.from(raw), envelopeFrom: from, recipients: [intakeAddress] });
      await system().time.settle();
    },
    letters: async (_reference, address) =>
      (await system().mailer.listOutbox()).filter((letter) => letter.to === address).length,
    hours: (count) => to(new Date(system().clock.now().getTime() + count * 60 * 60 * 1000)),
    async ripe() {
      const made = await ask('/feedback', {
        channel: 'phone',
        text: 'Nobody has called me back for three weeks.',
        person: { name: 'Sam Carter', email: 'sam.carter@home.example' },
      });
      const { reference } = z.object({ reference: z.string() }).parse(JSON.parse(made.text));
      // No one asks for stage 2, so the case closes by itself, and six years later its time is over.
      for (const turn of childrensWay.slice(0, -1)) await take(reference, turn);
      await to(new Date(londonInstant('2026-09-01', '09:00')));
      system().clock.moveTo(new Date('2032-09-01T12:00:00Z'));
      await system().time.settle();
      return {
        what: `the case ${reference}, which someone reviewed and erased`,
        reference,
        erase: () => take(reference, ['retention-review', 'erase', { checked: true, understood: true }]),
      };
    },
    async copyTable() {
      const rows = await onDatabase((database) => Rows.parse(database.prepare('SELECT * FROM items').all()));
      return {
        putBack: (only) =>
          onDatabase((database) => {
            database.exec(only === undefined ? 'BEGIN; DELETE FROM items' : 'BEGIN');
            const columns = Object.keys(rows[0] ?? {});
            const insert = database.prepare(
              `INSERT OR REPLACE INTO items (${columns.join()}) VALUES (${columns.map((name) => `:${name}`).join()})`,
            );
            const isWanted = (row: Record<string, string | null>) =>
              only === undefined || (row['pk'] === `CASE#${only.reference}` && row['sk'] === only.row);
            for (const row of rows.filter(isWanted)) insert.run(row);
            database.exec('COMMIT');
          }),
      };
    },
    loseExecutions: () =>
      onDatabase((database) => {
        const { count } = z
          .object({ count: z.number() })
          .parse(
            database
              .prepare("SELECT count(*) AS count FROM workflow_execution WHERE status = 'RUNNING'")
              .get(),
          );
        for (const table of tables) database.exec(`DELETE FROM ${table}`);
        return count;
      }),
    async waits(reference, task) {
      await system().time.settle();
      const token = await system().deps.store.token(reference, task);
      return token !== undefined && system().deps.workflows.waits(token.token);
    },
    async loseFiles() {
      await stop();
      renameSync(files, `${files}-kept-elsewhere`);
      return readdirSync(`${files}-kept-elsewhere`, { recursive: true, withFileTypes: true }).filter((one) =>
        one.isFile(),
      ).length;
    },
    async bringFilesBack() {
      await stop();
      cpSync(`${files}-kept-elsewhere`, files, { recursive: true });
    },
    afterRestore: () => command('after-restore'),
    checkData: (...args) => command('check-data', ...args),
    lookAtAll: async () => [await command('rebuild', '--all')],
    copyFolder() {
      const copy = mkdtempSync(path.join(tmpdir(), 'redress-rehearsal-'));
      cpSync(dataDir, copy, { recursive: true });
      return localPlace(copy);
    },
    async end() {
      await stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };

  async function take(reference: string, [step, outcome, answers = {}, user]: Turn): Promise<void> {
    const answer = await system().app.request(
      `http://127.0.0.1/api/v1/cases/${reference}/tasks/${step}/decision`,
      {
        method: 'POST',
        headers: {
          authorization: `Bearer local:${user ?? 'complaints-officer'}`,
          'if-match': '*',
          'content-type': 'application/json',
        },
        body: JSON.stringify({ outcome, answers }),
      },
    );
    if (answer.status !== 200) throw new Error(`${step}: ${answer.status} ${await answer.text()}`);
    await system().time.settle();
  }
}
