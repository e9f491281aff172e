import * as z from 'zod';
import { dynamoDbCaseStore } from '../../functions/adapters/aws/dynamodb-case-store.ts';
import { formatReference } from '../../functions/domain/case/reference.ts';
import { londonDate } from '../../functions/domain/time/civil-date.ts';
import { makeReports, periodsEndedBefore } from '../../functions/operations/make-reports/make-reports.ts';
import { keepSettledCases } from '../../functions/operations/monitored-cases.ts';
import { repairCases } from '../../functions/operations/repair-cases.ts';
import { reviewRetention } from '../../functions/operations/review-retention/review-retention.ts';
import { sendMorningMail } from '../../functions/operations/send-morning-mail.ts';
import { sweepCases } from '../../functions/operations/sweep-cases/sweep-cases.ts';
import { functionManifest, timeOfDay } from '../../functions/manifest.ts';
import type { CaseFile } from '../../functions/ports.ts';
import { openLocalSystem } from '../../infra/local/open-local-system.ts';
import { makeStillClock } from '../../infra/local/virtual-clock.ts';
import { browse } from '../web/pages/browse.ts';
import { billedTable } from './billed-table.ts';

/** How many cases are open, whatever else there is. */
export const openCases = 30;

/**
 * What each page and each regular job reads of the table when the same 30 cases are open and so many others were closed the
 * year before, for each of the sizes, the smallest first: read units as AWS bills them, so they are the same on every machine. Only
 * a report and the file for the monitor count all cases, once after each quarter: there it is the read units for each case.
 * `dataDir`: an empty folder.
 */
export async function readUnits(dataDir: string, sizes: readonly number[]): Promise<Map<string, number[]>> {
  const { client, billed } = billedTable();
  const system = openLocalSystem({
    dataDir,
    makeClock: () => makeStillClock(new Date('2025-11-03T09:00:00Z')),
    durable: false,
    adapters: () => ({ store: dynamoDbCaseStore(client, 'cases') }),
  });
  const { deps, time } = system;
  const { store } = deps;

  const Received = z.object({ reference: z.string() });
  async function complaint(n: number): Promise<string> {
    const answer = await system.app.request('http://127.0.0.1/api/v1/feedback', {
      method: 'POST',
      headers: { authorization: 'Bearer local:complaints-officer', 'content-type': 'application/json' },
      body: JSON.stringify({ channel: 'phone', text: 'Nobody calls back.', person: { name: `Sam ${n}` } }),
    });
    return Received.parse(await answer.json()).reference;
  }

  /** A case that was closed in 2025, as the model of all others that are. */
  async function closedCase(): Promise<CaseFile> {
    const reference = await complaint(0);
    await time.settle();
    const task = `http://127.0.0.1/api/v1/cases/${reference}/tasks/triage`;
    const headers = { authorization: 'Bearer local:complaints-officer', 'content-type': 'application/json' };
    const etag = (await system.app.request(task, { headers })).headers.get('etag') ?? '';
    const answer = await system.app.request(`${task}/decision`, {
      method: 'POST',
      headers: { ...headers, 'if-match': etag },
      body: JSON.stringify({ outcome: 'close-without-procedure', answers: { reason: 'Nothing to do.' } }),
    });
    if (!answer.ok) throw new Error(await answer.text());
    await time.settle();
    const file = await store.file(reference);
    if (file?.state.status !== 'closed') throw new Error(`The model is ${file?.state.status}`);
    return file;
  }

  let copies = 0;
  /** Writes the model once more, under another reference. */
  async function copy(model: CaseFile): Promise<void> {
    copies += 1;
    if (copies % 100 === 0) billed.splice(0);
    const reference = formatReference({ prefix: 'SC', year: 2025, number: 1000 + copies });
    const { state, events, persons } = z
      .custom<Pick<CaseFile, 'state' | 'events' | 'persons'>>()
      .parse(JSON.parse(JSON.stringify(model).replaceAll(model.state.reference, reference)));
    const result = await store.change({
      caseId: reference,
      expectedVersion: 0,
      events,
      after: state,
      persons,
      aliases: [reference],
    });
    if (!result.ok) throw new Error(`${reference} is there already`);
  }

  const model = await closedCase();
  await time.advanceTo(new Date('2026-06-01T09:00:00Z'));
  for (let n = 1; n <= openCases; n += 1) await complaint(n);
  await time.settle();

  const as = async (user: string) => {
    const visitor = browse({ system });
    await visitor.signIn(user);
    return (path: string) => async () => {
      const { status } = await visitor.get(path);
      if (status !== 200) throw new Error(`${path} answered ${status}`);
    };
  };
  const [officer, senior] = [await as('complaints-officer'), await as('senior-manager')];
  const looks: Record<string, () => Promise<unknown>> = {
    ...Object.fromEntries(
      [
        '/tasks',
        '/tasks?show=all',
        '/cases',
        '/cases?q=Sam+7',
        '/messages',
        '/mail',
        '/letters-to-post',
        '/unsent-letters',
      ].map((path) => [path, officer(path)]),
    ),
    ...Object.fromEntries(
      [
        '/overview',
        '/reports/monitor',
        '/reports/monitor/week',
        '/reports/monitor/quarter',
        '/reports/monitor/escalations',
      ].map((path) => [path, senior(path)]),
    ),
    'which cases the monitor reads, each night': () => keepSettledCases(deps),
    'the repair every few minutes': () => repairCases(deps),
    'the look for what stands still, one hour of 24': () => sweepCases(deps, { of: 24, part: 3 }),
    'the mail of the morning': () => sendMorningMail(deps, timeOfDay(functionManifest, 'send-digests')),
    'the review of retention': () => reviewRetention(deps),
  };
  const report = 'the reports that are due, for each case';
  const anew = 'which cases the monitor reads, anew each quarter, for each case';

  const [lastQuarter] = periodsEndedBefore(londonDate(deps.clock.now()));
  if (!lastQuarter) throw new Error('no quarter');

  const counts = new Map<string, number[]>();
  for (const size of sizes) {
    while (copies < size) await copy(model);
    await keepSettledCases(deps, { anew: true });
    // Once before, so that what is done only once is done.
    for (const look of Object.values(looks)) await look();
    const count = async (name: string, look: () => Promise<unknown>, share = 1) => {
      const before = billed.length;
      await look();
      const units = billed.slice(before).reduce((sum, { read }) => sum + read, 0) / share;
      counts.set(name, [...(counts.get(name) ?? []), Math.round(units * 10) / 10]);
    };
    for (const [name, look] of Object.entries(looks)) await count(name, look);
    await count(report, () => makeReports(deps, lastQuarter), size + openCases);
    await count(anew, () => keepSettledCases(deps, { anew: true }), size + openCases);
    billed.splice(0);
  }
  await system.close();
  return counts;
}

/** The names of what costs more than 1.1 times as much with one of the larger sizes as with the smallest. */
export const growing = (counts: ReadonlyMap<string, readonly number[]>): string[] =>
  [...counts].flatMap(([name, [first = 0, ...others]]) =>
    others.some((units) => units > first * 1.1) ? [name] : [],
  );
