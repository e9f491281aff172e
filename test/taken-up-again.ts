import { addCalendarDays } from '../functions/domain/time/civil-date.ts';
import { rebuildCase } from '../functions/operations/runs/rebuild-case.ts';
import { sweepCases } from '../functions/operations/sweep-cases/sweep-cases.ts';
import { procedureSet } from '../workflows/procedures/index.ts';
import { procedures } from './shropshire.ts';
import type { Procedure } from '../workflows/procedures/procedure.ts';
import { decideSomehow, openCopy, sleepUntil, standing, type Office } from './every-step.ts';
import { brokenPromises, type Play } from './play.ts';
import { everyStep, takesAll } from './sample.ts';
import { leftInOutbox } from './unsent-letters.ts';

/** The executions of an office's run, by their names without the case, with their status. */
function executions(play: Play, { reference, run }: Office): string[] {
  const first = `${reference}-${run}`;
  return play.system.engine
    .listExecutions()
    .filter(({ name }) => name === first || name.startsWith(`${first}-`))
    .map(({ name, status, stateMachine }) => `${name.slice(first.length)} ${status} ${stateMachine}`);
}

/** The decision that leads on from a step; a window that would lapse meanwhile is paused first. */
const onward = ({ steps }: Procedure, step: string) =>
  Object.entries(steps[step]?.outcomes ?? {}).find(
    ([name, { next, by, onlyAfter, effect }]) =>
      next !== 'again' &&
      by?.length !== 0 &&
      onlyAfter === undefined &&
      effect !== 'withdraw' &&
      name !== steps[step]?.lapse,
  )?.[0] ?? 'nothing';

const withEffect = ({ steps }: Procedure, step: string, effect: string) =>
  Object.entries(steps[step]?.outcomes ?? {}).find(([, outcome]) => outcome.effect === effect)?.[0] ??
  `nothing that does: ${effect}`;

/**
 * At a step: its execution grows old and hands over, the next is stopped and rebuilt, the one after that is stopped and
 * found by the repair. Everything is there once, and the step is decided as ever. Says what is not so.
 */
async function takenUpAgain(play: Play, office: Office, procedure: Procedure): Promise<string[]> {
  const { reference, run, step } = office;
  const problems: string[] = [];
  const same = (what: string, is: unknown, wanted: unknown) => {
    const [one, other] = [JSON.stringify(is), JSON.stringify(wanted)];
    if (one !== other) problems.push(`${what}: ${one} instead of ${other}`);
  };
  const machine = procedure.stateMachine;
  const isWindow = procedure.steps[step]?.kind === 'window';
  const decide = async (name: string) => {
    const refused = await decideSomehow(play, office, procedure, name);
    if (refused !== undefined) problems.push(`${name}: ${refused}`);
  };
  if (isWindow) await decide(withEffect(procedure, step, 'pause'));
  // A decision that the next executions take in again from the first, without its letter going out again.
  const staying = Object.entries(procedure.steps[step]?.outcomes ?? {}).find(
    ([, { next, letters, effect }]) => next === 'again' && letters.length > 0 && effect === 'report delay',
  );
  if (!isWindow && staying) await decide(staying[0]);
  const before = await standing(play, office);
  const started = (await play.events(reference)).find(
    (event) => event.type === 'procedure-started' && event.run === run,
  );
  const afterDays = (n: number) =>
    new Date(Date.parse(started?.at ?? '') + n * 24 * 60 * 60 * 1000).toISOString();

  await sleepUntil(play, afterDays(299));
  same('executions after 299 days', executions(play, office), [` RUNNING ${machine}`]);
  await sleepUntil(play, afterDays(301));
  same('executions after 300 days', executions(play, office), [
    ` SUCCEEDED ${machine}`,
    `-2 RUNNING ${machine}`,
  ]);

  play.system.engine.stopExecution({ executionArn: `${reference}-${run}-2` });
  const rebuilt = await rebuildCase(play.deps, reference, run);
  same('rebuilt', rebuilt, { ok: true, executions: [{ name: `${reference}-${run}-3`, step }] });
  await play.settle();

  if (!isWindow) {
    play.system.engine.stopExecution({ executionArn: `${reference}-${run}-3` });
    same('restarted', (await sweepCases(play.deps, { part: 0, of: 1 })).restarted, 1);
    same('restarted again', (await sweepCases(play.deps, { part: 0, of: 1 })).restarted, 0);
    await play.settle();
  }
  same('executions after all', executions(play, office), [
    ` SUCCEEDED ${machine}`,
    `-2 ABORTED ${machine}`,
    ...(isWindow ? [] : [`-3 ABORTED ${machine}`]),
    `${isWindow ? '-3' : '-4'} RUNNING ${machine}`,
  ]);

  const { state, events } = await play.file(reference);
  const tasks = state.tasks.filter((task) => task.run === run);
  same(
    'tasks',
    tasks.map(({ key }) => key),
    before.state.tasks.filter((task) => task.run === run).map(({ key }) => key),
  );
  const milestones = tasks.at(-1)?.milestones ?? [];
  same('milestones', milestones, [...new Set(milestones)]);
  same(
    'continued',
    events.flatMap((event) => (event.type === 'run-continued' && event.run === run ? [event.reason] : [])),
    isWindow ? ['handed over', 'rebuilt'] : ['handed over', 'rebuilt', 'rebuilt'],
  );
  same('version', tasks.at(-1)?.procedureVersion, procedure.version);

  if (isWindow) await decide(withEffect(procedure, step, 'resume'));
  await decide(onward(procedure, step));
  const gone = !(await play.deps.store.file(reference));
  if (gone) return problems;
  const after = await play.file(reference);
  const decided = after.state.tasks.find(({ key }) => key === before.task.key);
  same('decided', decided?.status, 'decided');
  const ends = after.state.runs.find((one) => one.run === run)?.status === 'ended';
  const stands = after.state.tasks.findLast((task) => task.run === run);
  if (!ends && (stands?.status !== 'open' || stands.key === before.task.key))
    problems.push(`goes on to ${stands?.key}, which is ${stands?.status}`);
  return [...problems, ...(await leftInOutbox(play)), ...(await brokenPromises(play, reference))];
}

/** The procedures with a newer version of one of them, for what is received after a day: a case goes other ways there. */
function withNewerVersion(procedure: Procedure, day: string) {
  if (procedure.received.until !== undefined) return procedures;
  const step = procedure.steps[procedure.first];
  if (!step) throw new Error('a procedure without its first step');
  const { title = '', form = {} } = Object.values(step.outcomes)[0] ?? {};
  // Its one step has a limit of its own, so that it needs no clock of a stage.
  const { clocks: _, ...others } = procedure;
  const limit = step.limit ?? { days: 10, unit: 'working days', from: 'opened', citation: procedure.law };
  const newer = {
    ...others,
    version: 'the next',
    stateMachine: `${procedure.stateMachine}-next`,
    received: { from: addCalendarDays(day, 1) },
    first: 'another-way',
    steps: {
      'another-way': {
        title: 'Another way',
        kind: 'task',
        performer: step.performer,
        limit,
        milestones: [],
        outcomes: { end: { title, form, letters: [], next: 'closed', closedAs: 'otherwise' } },
      },
    },
  };
  const older = { ...procedure, received: { ...procedure.received, until: day } };
  return procedureSet([...procedures.all.map((one) => (one === procedure ? older : one)), newer]);
}

/**
 * Whether it happens at every step, both as the procedures are and under a newer version (`npm run test:full`). Otherwise
 * at the first step of each kind and every sixteenth of the others, in turn without and with a newer version.
 */
const all = takesAll('STEPS_FULL');

/** What a step has that makes a difference here: a window that is paused, or a decision that leaves it open. */
function kindOf({ steps }: Procedure, name: string): string {
  const { kind, outcomes = {} } = steps[name] ?? {};
  return `${kind} ${Object.values(outcomes).some(({ effect }) => effect === 'report delay')}`;
}

/**
 * Takes up steps of all procedures, each once: their executions age, are stopped and lost. `at` looks at an office if its
 * step is one of the sample, and says what is wrong there.
 */
export function takerUp(): { at: (procedure: Procedure, office: Office) => Promise<string[]> } {
  const kinds = new Set<string>();
  const reached = new Set<string>();
  let taken = 0;
  return {
    async at(procedure, office) {
      const step = `${procedure.stateMachine} ${office.step}`;
      if (reached.has(step)) return [];
      reached.add(step);
      const kind = kindOf(procedure, office.step);
      if (!all && kinds.has(kind) && reached.size % everyStep !== 0) return [];
      kinds.add(kind);
      taken += 1;
      // As it was, and with a newer version of the procedure deployed while the case was at this step.
      const newer = withNewerVersion(procedure, office.now.slice(0, 10));
      const both = [...new Set([procedures, newer])];
      const problems: string[] = [];
      for (const set of all ? both : [both[taken % both.length] ?? procedures]) {
        const play = await openCopy(office, { procedures: set });
        const wrong = await takenUpAgain(play, office, procedure);
        const where = `${office.step}${set === newer ? ', under a newer version' : ''}`;
        problems.push(...wrong.map((problem) => `${where}: ${problem}`));
        await play.close();
      }
      return problems;
    },
  };
}
