import { expect, test } from 'vitest';
import { dynamoDbCaseStore } from '../../functions/adapters/aws/dynamodb-case-store.ts';
import { functionManifest } from '../../functions/manifest.ts';
import { billedTable, type Billed } from '../bench/billed-table.ts';
import {
  acknowledged,
  brokenPromises,
  checkedAndSent,
  openPlay,
  responded,
  routed,
  stage2Way,
  stage3Way,
  type Play,
  type Turn,
} from '../play.ts';

// What AWS bills for two complaints: write and read request units of DynamoDB, and state transitions of Step Functions. They are
// counted, not measured, so they are the same on every machine, and none may grow unnoticed. `npm run bench:aws` prints them.

/** What is written for messages and receipts, whatever comes of them. */
const isOfMessages = ({ pk, sk }: Billed): boolean =>
  pk.startsWith('ONCE#') || /^(MESSAGE|MESSAGEEVENT|LETTER#receipt\/)/.test(sk);

/** Everything that is written to settle a receipt belongs to it; what is written with it for the case does not. */
function ofMessages(rows: readonly Billed[]): Billed[] {
  const own = rows.filter(isOfMessages);
  return own.length > 0 && rows.every((row) => isOfMessages(row) || /^(META|EVENT#|ALIAS)/.test(row.sk))
    ? [...rows]
    : own;
}

/** The bytes are those of the row with the state of the case. */
interface Costs {
  units: number;
  unitsOfMessages: number;
  readUnits: number;
  transitions: number;
  meanBytes: number;
  mostBytes: number;
}

/** What costs more than it may. */
const over = (costs: Costs, budget: Costs) =>
  Object.entries(budget).flatMap(([what, most]) =>
    Object.entries(costs).flatMap(([name, count]) =>
      name === what && count > most ? [`${what}: ${count}, at most ${most}`] : [],
    ),
  );

function counted(name: string, play: Play, billed: readonly Billed[]): Costs {
  // Who reads a case is recorded whatever becomes of it: for each user, part and hour two rows of one unit, in one transaction.
  const writes = billed.filter(({ write, pk }) => write > 0 && !pk.startsWith('READ#') && pk !== 'PEPPER');
  const requests = Object.values(Object.groupBy(writes, ({ request }) => request));
  const apart = new Set(requests.flatMap((rows = []) => ofMessages(rows)));
  const sum = (rows: readonly Billed[]) => rows.reduce((total, { write, index }) => total + write + index, 0);
  const states = writes.filter(({ sk }) => sk === 'META').map(({ bytes }) => bytes);
  const entered = play.system.engine
    .listExecutions()
    .flatMap(({ executionArn }) => play.system.engine.getExecutionHistory(executionArn))
    .flatMap(({ type, state }) => (state !== undefined && type.endsWith('StateEntered') ? [state] : []));
  const units = sum(writes.filter((row) => !apart.has(row)));
  const unitsOfMessages = sum([...apart]);
  const readUnits = billed.reduce((total, { read }) => total + read, 0);
  if (process.env['SHOW_UNITS'] !== undefined) {
    const kindOf = (row: Billed) =>
      `${row.pk.replace(/#.*/, '')} ${row.sk.replace(/#.*/, '')}${apart.has(row) ? ', receipts and messages' : ''}`;
    console.log(`${name}: ${units} write units, and ${unitsOfMessages} for receipts and messages`);
    console.table(
      Object.entries(Object.groupBy(writes, kindOf))
        .map(([kind, rows = []]) => ({
          kind,
          writes: rows.length,
          units: sum(rows),
          'of these in indexes': rows.reduce((total, { index }) => total + index, 0),
          share: `${Math.round((100 * sum(rows)) / sum(writes))} %`,
        }))
        .sort((one, other) => other.units - one.units),
    );
    const visits = Object.entries(Object.groupBy(entered, (state) => state));
    console.log(`${entered.length} transitions`);
    console.table(Object.fromEntries(visits.map(([state, all = []]) => [state, all.length])));
    console.log(`${readUnits} read units`);
  }
  return {
    units,
    unitsOfMessages,
    readUnits,
    transitions: entered.length,
    meanBytes: Math.round(states.reduce((total, bytes) => total + bytes, 0) / states.length),
    mostBytes: Math.max(...states),
  };
}

/** A complaint by mail on the first of June, in a system in which only the case does something. */
async function complaintByMail() {
  const { client, billed } = billedTable();
  const play = await openPlay('2026-06-01T07:30:00Z', {
    adapters: () => ({ store: dynamoDbCaseStore(client, 'cases') }),
    // Of the schedules only one that writes nothing.
    manifest: functionManifest.filter(
      ({ name, trigger }) => trigger.by !== 'schedule' || name === 'review-retention',
    ),
  });
  await play.mail();
  const [found] = (await play.deps.store.cases({ limit: 1 })).items;
  const reference = found?.reference ?? '';
  const at = async (date: string, ...turns: readonly Turn[]) => {
    await play.to(date, '11:00');
    await play.along(reference, turns);
  };
  await at('2026-06-01', ['triage', 'route', routed]);
  await at('2026-06-02', ['acknowledge', 'acknowledge', acknowledged]);
  return { play, billed, reference, at };
}

const answeredInTime: Turn = ['stage-1', 'respond', responded, 'team-manager'];

test('a complaint that is answered in time at stage 1 costs no more than it may', async () => {
  const { play, billed, reference, at } = await complaintByMail();
  await at('2026-06-09', answeredInTime, ...checkedAndSent);
  await play.to('2026-07-31');
  expect(await brokenPromises(play, reference)).toEqual([]);
  expect((await play.file(reference)).state.closedAs).toBe('answered at stage 1');
  const budget = {
    units: 301,
    unitsOfMessages: 26,
    readUnits: 1_300,
    transitions: 35,
    meanBytes: 550,
    mostBytes: 900,
  };
  expect(over(counted('Stage 1 in time', play, billed), budget)).toEqual([]);
});

test('a complaint through all stages and the Ombudsman, extended twice, costs no more than it may', async () => {
  const { play, billed, reference, at } = await complaintByMail();
  const reason = 'The social worker is on leave.';
  await at('2026-06-12', ['stage-1', 'extend', { until: '2026-06-29', reason }]);
  await at('2026-06-22', answeredInTime, ...checkedAndSent);
  await at('2026-07-07', ['stage-2-window', 'request-stage-2', { unresolved: 'The calls.' }]);
  await at('2026-07-09', ...stage2Way.slice(0, 2));
  for (const title of ['Investigation', 'Independent Person', 'Panel']) await play.document(reference, title);
  const agreed = { agreedOn: '2026-07-14', statement: 'Nobody called back.', unsignedConfirmed: true };
  await at('2026-07-14', ['stage-2-statement', 'agreed', agreed]);
  await at('2026-08-10', ['stage-2', 'extend', { until: '2026-09-30', reason }]);
  await at('2026-09-01', ...stage2Way.slice(3, 5));
  await at('2026-09-08', ...stage2Way.slice(5));
  await at('2026-09-15', ...stage3Way.slice(0, 2));
  await at('2026-09-18', ...stage3Way.slice(2, 4).map(onDays));
  await at('2026-10-12', ...stage3Way.slice(4, 6).map(onDays));
  await at('2026-10-20', ...stage3Way.slice(6).map(onDays));
  await play.to('2026-11-02');
  await play.post(`/cases/${reference}/enquiries`, { receivedOn: '2026-11-02' });
  await play.settle();
  await at('2026-11-09', ['lgsco-enquiry', 'respond', { response: 'Our answer.', appendices: true }]);
  const decision = { decidedOn: '2026-11-09', ombudsmanDecision: 'not upheld: no fault' };
  await at('2026-11-10', ['lgsco-decision', 'record-decision', decision]);
  await at('2026-11-12', ['action', 'done', { doneOn: '2026-11-12', evidence: 'It hangs.' }, 'team-manager']);
  expect(await brokenPromises(play, reference)).toEqual([]);
  const { state: last } = await play.file(reference);
  expect([last.closedAs, last.runs.filter(({ status }) => status === 'running')]).toEqual([
    'answered at stage 3',
    [],
  ]);
  const budget = {
    units: 1_620,
    unitsOfMessages: 26,
    readUnits: 5_500,
    transitions: 129,
    meanBytes: 1_700,
    mostBytes: 3_200,
  };
  expect(over(counted('All stages', play, billed), budget)).toEqual([]);
});

/** The same turn on the days of this story. */
const days: Record<string, string> = { meetingOn: '2026-10-12', sentOn: '2026-09-18', heldOn: '2026-10-12' };
function onDays([step, outcome, given = {}, ...user]: Turn): Turn {
  const moved = Object.entries(given).map(([name, value]) => [name, days[name] ?? value]);
  const actions = 'actions' in given && Array.isArray(given.actions) ? given.actions : undefined;
  return [
    step,
    outcome,
    {
      ...Object.fromEntries(moved),
      ...(actions ? { actions: actions.map((action: object) => ({ ...action, dueOn: '2026-11-20' })) } : {}),
    },
    ...user,
  ];
}
