import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { handOverOutdated } from '../../functions/operations/runs/hand-over-outdated.ts';
import { procedureSet, type Procedures } from '../../workflows/procedures/index.ts';
import { procedures } from '../shropshire.ts';
import type { Procedure } from '../../workflows/procedures/procedure.ts';
import type { LocalOptions } from '../../infra/local/local-system.ts';
import { brokenPromises, openPlay, responded, type Play } from '../play.ts';
import { scratch } from '../prefixes.ts';

// A deployment while cases are under way: the same folder of data, opened again with other procedures. Executions keep
// the definition they were started with, as on AWS.

let dataDir = '';
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(scratch, 'redress-upgrade-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const statutory = procedures.all.find(({ id }) => id === 'childrens-statutory');
if (!statutory) throw new Error('no statutory procedure');

/** The procedures with another statutory one; undefined leaves it out. */
const withStatutory = (changed: unknown): Procedures =>
  procedureSet(
    procedures.all.flatMap((one) => (one === statutory ? (changed === undefined ? [] : [changed]) : [one])),
  );

const stepOf = (id: string): Procedure['steps'][string] => {
  const found = statutory.steps[id];
  if (!found) throw new Error(`no step ${id}`);
  return found;
};

const logged: { code: string; fields: object }[] = [];
beforeEach(() => void logged.splice(0));

const open = (at: string, set: Procedures, more: Partial<LocalOptions> = {}) =>
  openPlay(at, {
    dataDir,
    procedures: set,
    log: (code, fields) => void logged.push({ code, fields }),
    ...more,
  });

/** The executions of a case, by status. */
const executions = (play: Play, reference: string) =>
  play.system.engine
    .listExecutions()
    .filter(({ name }) => name.startsWith(reference))
    .map(({ name, status }) => `${name.slice(reference.length)} ${status}`);

const openSteps = async (play: Play, reference: string) =>
  (await play.file(reference)).state.tasks.filter(({ status }) => status === 'open').map(({ key }) => key);

/** Another deployment, at the moment at which the one before was left. */
async function upgrade(play: Play, set: Procedures, more: Partial<LocalOptions> = {}): Promise<Play> {
  const now = play.now();
  await play.close();
  return open(now, set, more);
}

const passedOn = {
  title: 'Pass the response on for a second opinion',
  form: { why: { label: 'Why', type: 'paragraphs', required: true } },
  letters: [],
  next: 'stage-1-check',
};
const withPassOn = withStatutory({
  ...statutory,
  steps: {
    ...statutory.steps,
    'stage-1': { ...stepOf('stage-1'), outcomes: { ...stepOf('stage-1').outcomes, 'pass-on': passedOn } },
  },
});

describe('adding an outcome to a step while a case waits at it', () => {
  test('hands the case over before the outcome is sent, and continues', async () => {
    let play = await open('2026-06-01T09:00:00Z', procedures);
    const reference = await play.complaintAt('stage-1');
    play = await upgrade(play, withPassOn);
    const decided = await play.decide(reference, 'stage-1', 'pass-on', { why: 'New.' }, 'team-manager');
    expect([decided.status, decided.text]).toEqual([200, expect.any(String)]);

    // Alerts that wait for their hour have gone by then.
    await play.to('2026-06-01', '12:30');
    expect(await openSteps(play, reference)).toEqual(['stage-1-check#1']);
    expect(executions(play, reference)).toEqual(['-2 SUCCEEDED', '-2-2 RUNNING', '-1 SUCCEEDED']);
    expect(await play.deps.store.outbox({ before: '2100-01-01T00:00:00Z', limit: 10 })).toEqual({
      items: [],
    });
    expect(await brokenPromises(play, reference)).toEqual([]);
  });
});

test('a deployment that stops half way leaves cases waiting and loses nothing, and they continue when it is complete', async () => {
  let play = await open('2026-06-01T09:00:00Z', procedures);
  const reference = await play.complaintAt('stage-1');
  // The functions are new and the state machines are not: they still have the definition of before.
  let isComplete = false;
  play = await upgrade(play, withPassOn, {
    adapters: ({ workflows }) => ({
      workflows: {
        ...workflows,
        definition: async (machine) => (isComplete ? workflows.definition(machine) : 'of before'),
      },
    }),
  });
  await play.to('2026-06-01', '12:30');
  // What is reported here raises the alarm of redress-continue-run on AWS.
  expect([...new Set(play.faults.map(({ name }) => name))]).toEqual(['DefinitionNotDeployed']);
  expect(await openSteps(play, reference)).toEqual(['stage-1#1']);
  // People go on working: what they decide is kept until a machine is there that knows it.
  const decided = await play.decide(reference, 'stage-1', 'pass-on', { why: 'Hard.' }, 'team-manager');
  expect(decided.status).toBe(200);
  expect(await openSteps(play, reference)).toEqual([]);

  isComplete = true;
  await play.to('2026-06-02', '12:30');
  expect(await openSteps(play, reference)).toEqual(['stage-1-check#1']);
  expect(executions(play, reference).filter((one) => one.endsWith('RUNNING'))).toHaveLength(1);
  const { events } = await play.file(reference);
  expect(events.filter(({ type }) => type === 'run-continued')).toHaveLength(1);
  play.faults.splice(0);
  expect(await brokenPromises(play, reference)).toEqual([]);
});

describe('removing a step while cases are at it', () => {
  // The step at which money is approved is reached only from the check.
  const without = (removed: string, led: string, formerSteps: object) => {
    const { [removed]: _, 'stage-1-money': __, ...steps } = statutory.steps;
    const others = Object.entries(steps).map(([id, one]) => [
      id,
      {
        ...one,
        ...(one.writtenIn === removed ? { writtenIn: led } : {}),
        outcomes: Object.fromEntries(
          Object.entries(one.outcomes).map(([name, outcome]) => [
            name,
            outcome.next === removed || outcome.next === 'stage-1-money'
              ? { ...outcome, next: led }
              : outcome,
          ]),
        ),
      },
    ]);
    return withStatutory({ ...statutory, steps: Object.fromEntries(others), formerSteps });
  };

  test('continues at the step that replaces it, with its milestones', async () => {
    let play = await open('2026-06-01T09:00:00Z', procedures);
    const reference = await play.complaintAt('stage-1-check');
    const checked = without('stage-1-check', 'stage-1-sign-off', {
      'stage-1-check': { title: 'Check', continueAt: 'stage-1-sign-off' },
    });
    play = await upgrade(play, checked);
    expect(await handOverOutdated(play.deps)).toMatchObject({ handedOver: 1, failed: 0 });
    await play.settle();
    expect(await openSteps(play, reference)).toEqual(['stage-1-sign-off#1']);
    expect(logged).toContainEqual({
      code: 'step-withdrawn',
      fields: { caseId: reference, run: 2, step: 'stage-1-check', instead: 'the step that replaces it' },
    });
    const { steps } = await play.view(reference);
    expect(steps.find((one) => one.step === 'stage-1-check')).toMatchObject({
      title: 'Check',
      status: 'decided',
    });
    expect((await play.decide(reference, 'stage-1-sign-off', 'send')).status).toBe(200);
    expect(await openSteps(play, reference)).toEqual(['stage-2-window#1']);
    expect(await brokenPromises(play, reference)).toEqual([]);
  });

  test('asks an officer where to continue if nothing replaces it, while the clock of the stage runs on', async () => {
    let play = await open('2026-06-01T09:00:00Z', procedures);
    const reference = await play.complaintAt('stage-1-check');
    play = await upgrade(play, without('stage-1-check', 'stage-1-sign-off', {}));
    // No one does anything: the repair of the next hour finds it.
    await play.to('2026-06-01', '13:00');
    expect(await openSteps(play, reference)).toEqual(['choose-step#1']);
    expect(logged.map(({ code }) => code)).toContain('step-withdrawn');
    expect(
      (await play.file(reference)).state.tasks.find(({ step }) => step === 'stage-1-check')?.status,
    ).toBe('decided');

    // The limit of stage 1 passes while no one has chosen.
    await play.to('2026-06-16');
    const { clocks } = await play.view(reference);
    expect(clocks).toContainEqual(
      expect.objectContaining({ stage: 'stage 1', due: '2026-06-15', workingDaysLate: 1 }),
    );
    expect(await play.lettersOf(reference, 'user:complaints-officer')).toContain('alert-overdue');
    const seen = await play.step(reference, 'choose-step');
    expect(seen.outcomes.map(({ id }) => id)).toContain('continue-at-stage-1');
    expect(seen.outcomes.map(({ id }) => id)).not.toContain('continue-at-choose-step');

    const chosen = await play.decide(reference, 'choose-step', 'continue-at-stage-1', {
      reason: 'Check again.',
    });
    expect([chosen.status, chosen.text]).toEqual([200, expect.any(String)]);
    // Beside the task to tell the complainant that we are late.
    expect(await openSteps(play, reference)).toEqual(['tell-of-delay#1', 'stage-1#2']);
    await play.along(reference, [
      ['stage-1', 'respond', responded, 'team-manager'],
      ['stage-1-sign-off', 'send'],
    ]);
    expect(await openSteps(play, reference)).toEqual(['stage-2-window#1']);
    expect(await play.deps.store.outbox({ before: '2100-01-01T00:00:00Z', limit: 10 })).toEqual({
      items: [],
    });
    expect(await brokenPromises(play, reference)).toEqual([]);
  });

  test('starts the clock of a stage that had not begun when its step is chosen', async () => {
    let play = await open('2026-06-01T09:00:00Z', procedures);
    const reference = await play.complaintAt('stage-1-check');
    play = await upgrade(play, without('stage-1-check', 'stage-1-sign-off', {}));
    await handOverOutdated(play.deps);
    await play.settle();
    const reason = 'It was agreed.';
    expect((await play.decide(reference, 'choose-step', 'continue-at-stage-2', { reason })).status).toBe(200);
    expect(await openSteps(play, reference)).toEqual(['stage-2#1']);
    expect((await play.view(reference)).clocks.map(({ stage, from }) => [stage, from])).toContainEqual([
      'stage 2',
      '2026-06-01',
    ]);
    expect(play.faults).toEqual([]);
  });
});

describe('withdrawing a version while cases follow it', () => {
  const next = { ...statutory, version: '2030', stateMachine: 'childrens-statutory-2030' };

  test('continues cases under the version that names it, at the same step', async () => {
    let play = await open('2026-06-01T09:00:00Z', procedures);
    const reference = await play.complaintAt('stage-1');
    play = await upgrade(play, withStatutory({ ...next, formerVersions: [statutory.version] }));
    const decided = await play.decide(reference, 'stage-1', 'respond', responded, 'team-manager');
    expect(decided.status).toBe(200);
    expect(await openSteps(play, reference)).toEqual(['stage-1-check#1']);
    expect(
      play.system.engine.listExecutions({ status: 'RUNNING' }).map(({ stateMachine }) => stateMachine),
    ).toEqual(['childrens-statutory-2030']);
    expect(await brokenPromises(play, reference)).toEqual([]);
  });

  test('sends cases to triage again if nothing replaces it', async () => {
    let play = await open('2026-06-01T09:00:00Z', procedures);
    const reference = await play.complaintAt('stage-1');
    play = await upgrade(play, withStatutory(undefined));
    for (const address of [`/cases/${reference}`, '/cases?status=open', '/tasks'])
      expect([address, (await play.get(address)).status]).toEqual([address, 200]);
    expect(await play.step(reference, 'stage-1').catch(() => undefined)).toBeUndefined();
    await play.to('2026-06-01', '13:00');
    expect(await openSteps(play, reference)).toEqual(['triage#2']);
    expect(logged).toContainEqual({
      code: 'step-withdrawn',
      fields: { caseId: reference, run: 2, step: 'stage-1', instead: 'triage' },
    });
    const routed = {
      procedure: 'corporate',
      procedureReason: 'The other was withdrawn.',
      summary: 'No calls.',
    };
    expect((await play.decide(reference, 'triage', 'route', routed)).status).toBe(200);
    expect(await openSteps(play, reference)).toEqual(['acknowledge#2']);
    expect(await brokenPromises(play, reference)).toEqual([]);
  });

  // A payment that a letter promised, and an advocate who is looked for, run alongside the case.
  const offer = {
    ...responded,
    remedies: undefined,
    apology: true,
    apologyFor: 'No one called you back.',
    apologyBy: 'the head of service',
    money: [{ amount: '£150', for: 'your time' }],
  };
  async function withTasksAlongside() {
    const play = await open('2026-06-01T09:00:00Z', procedures);
    const reference = await play.complaintAt('stage-1');
    await play.post(`/cases/${reference}/details`, { advocacyWanted: true });
    await play.along(reference, [
      ['stage-1', 'respond', offer, 'team-manager'],
      ['stage-1-check', 'accept', {}, 'quality-checker'],
      ['stage-1-money', 'approve', {}, 'senior-manager'],
      ['stage-1-sign-off', 'send'],
      ['pay', 'extend', { until: '2026-07-10', reason: 'The bank details were wrong.' }],
    ]);
    expect((await openSteps(play, reference)).toSorted()).toEqual([
      'find-advocate#1',
      'pay#1',
      'stage-2-window#1',
    ]);
    return { play, reference };
  }
  const changed = (id: string, change: (one: Procedure) => Procedure[]): Procedures =>
    procedureSet(procedures.all.flatMap((one) => (one.id === id ? change(one) : [one])));

  test('begins a task alongside a case anew under the version that applies now, with its day', async () => {
    let { play, reference } = await withTasksAlongside();
    play = await upgrade(
      play,
      changed('payment', (one) => [{ ...one, version: '2', stateMachine: 'payment-2' }]),
    );
    // No one does anything: the repair finds it.
    await play.to('2026-06-02', '13:00');
    expect((await openSteps(play, reference)).toSorted()).toEqual([
      'find-advocate#1',
      'pay#2',
      'stage-2-window#1',
    ]);
    expect(logged).toContainEqual({
      code: 'step-withdrawn',
      fields: expect.objectContaining({ caseId: reference, step: 'pay', instead: 'the current version' }),
    });
    expect(await play.step(reference, 'pay')).toMatchObject({ due: '2026-07-10', originalDue: '2026-06-29' });
    const paid = { doneOn: '2026-06-02', evidence: 'BACS 4711' };
    expect((await play.decide(reference, 'pay', 'paid', paid)).status).toBe(200);
    const row = (await play.get('/reporting-rows', 'report-writer')).text;
    expect(row).toContain('"paidPence":15000');
    expect(row).toContain('"decidedPence":15000');
    expect(await brokenPromises(play, reference)).toEqual([]);
  });

  test('leaves a task alongside a case to an officer if nothing replaces its procedure', async () => {
    let { play, reference } = await withTasksAlongside();
    const without = new Set(['payment', 'find-advocate']);
    play = await upgrade(play, procedureSet(procedures.all.filter(({ id }) => !without.has(id))));
    for (const address of [`/cases/${reference}`, '/cases?status=open', '/tasks'])
      expect([address, (await play.get(address)).status]).toEqual([address, 200]);
    await play.to('2026-06-02', '13:00');
    expect((await openSteps(play, reference)).toSorted()).toEqual([
      'finish-by-hand#1',
      'finish-by-hand#2',
      'stage-2-window#1',
    ]);
    expect(
      logged.flatMap(({ code, fields }) =>
        code === 'step-withdrawn' && 'instead' in fields ? [fields.instead] : [],
      ),
    ).toEqual(['a person', 'a person']);
    const { runs, tasks } = (await play.file(reference)).state;
    const taking = (procedure: string) =>
      tasks.find(({ run }) => runs.some((one) => one.run === run && one.takesOver?.procedure === procedure))
        ?.key ?? '';
    const at = (procedure: string) => encodeURIComponent(taking(procedure));
    // What a letter promised is not dropped by the officer alone.
    const reason = 'She has found someone herself.';
    const paid = { doneOn: '2026-06-02', evidence: 'BACS 4711' };
    expect((await play.decide(reference, at('payment'), 'done', paid)).status).toBe(200);
    expect((await play.decide(reference, at('find-advocate'), 'not-done', { reason })).status).toBe(200);
    expect((await play.decide(reference, 'end-task', 'end', { reason })).status).toBe(403);
    expect((await play.decide(reference, 'end-task', 'end', { reason }, 'senior-manager')).status).toBe(200);
    expect((await play.get('/reporting-rows', 'report-writer')).text).toContain('"paidPence":15000');
    expect(await openSteps(play, reference)).toEqual(['stage-2-window#1']);
    expect(await brokenPromises(play, reference)).toEqual([]);
  });
});
