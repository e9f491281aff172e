import { cp, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Case, Task } from '../functions/domain/case/case.ts';
import type { NewEvent } from '../functions/domain/case/events.ts';
import { addCalendarDays, londonInstant, type Instant } from '../functions/domain/time/civil-date.ts';
import { lateFrom } from '../functions/domain/clocks/deadlines.ts';
import { retentionOf } from '../functions/domain/records/retention.ts';
import { dispatch } from '../functions/operations/dispatch.ts';
import { startAlongside } from '../functions/operations/runs/start-alongside.ts';
import { writeCase } from '../functions/operations/write-case.ts';
import type { CaseFile } from '../functions/ports.ts';
import { firstProcedure, proceduresAlongside } from '../workflows/procedures/index.ts';
import { procedures } from './shropshire.ts';
import type { Outcome, Procedure } from '../workflows/procedures/procedure.ts';
import { answersFor, whoDecides, type Manner } from './answers-for.ts';
import { wrongBetweenLetters, wrongInAlert, wrongInLetter } from './letter-rules.ts';
import { brokenPromises, openPlay, type Play } from './play.ts';
import { scratch } from './prefixes.ts';
import { takesAll } from './sample.ts';
import { wrongInUnsent } from './unsent-letters.ts';

/** A case at a step, with the office it is in put away in a folder, from which it can be opened any number of times. */
export interface Office {
  folder: string;
  now: Instant;
  reference: string;
  run: number;
  step: string;
  manner: Manner;
}

/**
 * Where a run alongside a case begins: on an open case, or on one that was closed so long ago that it may be erased.
 */
export type Beginning = 'an open case' | 'a case closed long ago';

/** The result of a search through a procedure: the outcomes it took, as `step/outcome`, and the faults it found. */
export interface Found {
  taken: Set<string>;
  problems: string[];
}

const everyStep = takesAll('STEPS_FULL');

/**
 * The steps at which each outcome of a procedure is taken, as `step/outcome`: all of them with STEPS_FULL
 * (sample.ts). Otherwise an outcome that several steps share, with the same form, letters and effect (to
 * withdraw, to pause), is taken at one of them, which is another one for each such outcome.
 */
export function outcomesToTake(procedure: Procedure): string[] {
  if (everyStep) return outcomesOf(procedure);
  const alike = Object.values(
    Object.groupBy(outcomesOf(procedure), (place) => {
      const [step = '', name = ''] = place.split('/');
      return `${name} ${JSON.stringify(procedure.steps[step]?.outcomes[name])}`;
    }),
  );
  return alike.flatMap((places = [], n) => places.slice(n % places.length).slice(0, 1));
}

/** Opens a copy of an office: its changes do not affect the next copy, and it is removed with the test. */
export async function openCopy(office: Office, options: Parameters<typeof openPlay>[1] = {}): Promise<Play> {
  const folder = await newFolder();
  await cp(office.folder, folder, { recursive: true });
  return openPlay(office.now, { ...options, dataDir: folder });
}

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(scratch, 'redress-step-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * Goes through a procedure on the compiled machine, by the API: finds a way to each of its steps by taking outcomes, and
 * shows `visit` the office at each. With `take: 'every outcome'` every outcome (`outcomesToTake`) is taken and looked at; with
 * `besides`, what another search found, only those whose forms say more when everything is answered, or that it missed.
 */
export async function throughSteps(
  procedure: Procedure,
  how: {
    manner: Manner;
    beginning?: Beginning;
    take: 'every outcome' | 'what leads on';
    besides?: Found;
  },
  visit: (office: Office) => Promise<void> = async () => undefined,
): Promise<Found> {
  const found: Found = { taken: new Set(), problems: [] };
  const begun = await begin(procedure, how.manner, how.beginning ?? 'an open case', found);
  const offices = begun === undefined ? [] : [begun];
  const reached = new Set(offices.map(({ step }) => step));
  const chosen = new Set(how.take === 'every outcome' ? outcomesToTake(procedure) : []);
  for (const office of offices) {
    await visit(office);
    const outcomes = Object.entries(procedure.steps[office.step]?.outcomes ?? {}).filter(
      ([name, outcome]) =>
        canBeTaken(procedure, office.step, name) &&
        ((procedure.steps[outcome.next] !== undefined && !reached.has(outcome.next)) ||
          (chosen.has(`${office.step}/${name}`) &&
            (!how.besides?.taken.has(`${office.step}/${name}`) || hasOptionalFields(outcome)))),
    );
    const look = async (play: Play, name: string) => {
      const problems = await take(play, office, procedure, name, found);
      found.problems.push(...problems.map((problem) => `${office.step}/${name}: ${problem}`));
    };
    for (const [name] of outcomes.filter(([, { next }]) => next !== 'again')) {
      const play = await openCopy(office);
      await look(play, name);
      const next = (await play.deps.store.state(office.reference))?.tasks.findLast(
        ({ run }) => run === office.run,
      );
      const now = play.now();
      await play.close();
      if (next?.status === 'open' && !reached.has(next.step)) {
        reached.add(next.step);
        offices.push({ ...office, folder: play.dataDir, now, step: next.step });
      } else await rm(play.dataDir, { recursive: true });
    }
    const staying = outcomes.filter(([, { next }]) => next === 'again');
    if (staying.length === 0) continue;
    const play = await openCopy(office);
    for (const [name] of staying.toSorted(([, a], [, b]) => lateness(a) - lateness(b)))
      await look(play, name);
    await play.close();
    await rm(play.dataDir, { recursive: true });
  }
  return found;
}

/**
 * Outcomes that leave a step open are taken one after the other: those that need a late day near the end, those that
 * pause the case last.
 */
function lateness({ effect, onlyAfter }: Outcome): number {
  return effect === 'resume'
    ? 4
    : effect === 'review pause'
      ? 3
      : effect === 'pause'
        ? 2
        : onlyAfter === undefined
          ? 0
          : 1;
}

/** Outcomes that are possible only while a case is paused. */
function ofPause({ effect }: Outcome): boolean {
  return effect === 'resume' || effect === 'review pause';
}

function hasOptionalFields({ form }: Outcome): boolean {
  return Object.values(form).some(({ required }) => !required);
}

/** Every outcome of a procedure, as `step/outcome`; those with which something else ends a step are taken there. */
function outcomesOf({ steps }: Procedure): string[] {
  return Object.entries(steps).flatMap(([step, { outcomes, passOver }]) =>
    Object.entries(outcomes)
      .filter(([name, { effect }]) => effect !== 'call off' || passOver?.outcome === name)
      .map(([name]) => `${step}/${name}`),
  );
}

/** Decides a step with answers made for it, first bringing about what the outcome asks for; says what was refused. */
export async function decideSomehow(
  play: Play,
  office: Office,
  procedure: Procedure,
  name: string,
): Promise<string | undefined> {
  const step = procedure.steps[office.step];
  const outcome = step?.outcomes[name];
  const { state, task } = await standing(play, office);
  if (!step || !outcome) return 'there is no such outcome';
  if (name === step.lapse) {
    await sleepUntil(play, lateFrom(task.due));
    return undefined;
  }
  if (ofPause(outcome) && !state.stops.some(({ until }) => until === undefined)) {
    const [freeze = ''] = Object.entries(step.outcomes).find(([, { effect }]) => effect === 'pause') ?? [];
    const refused = await decideSomehow(play, office, procedure, freeze);
    if (refused !== undefined) return refused;
  }
  if (outcome.gates?.includes('consent refused'))
    await play.post(`/cases/${office.reference}/details`, {
      relation: 'parent',
      actsFor: 'child',
      consent: 'refused',
    });
  if (outcome.onlyAfterReminder !== undefined) {
    // What the complainant is reminded of was sent before, by an outcome that leaves the step open.
    const names = Object.keys(step.outcomes);
    const before = names
      .slice(0, names.indexOf(outcome.onlyAfterReminder) + 1)
      .filter((one) => step.outcomes[one]?.next === 'again' && step.outcomes[one].effect === undefined);
    for (const one of before) {
      const refused = await decideSomehow(play, office, procedure, one);
      if (refused !== undefined) return refused;
    }
    // The day to answer by is well ahead.
    await sleepUntil(play, londonInstant(addCalendarDays(play.today(), 40), '09:00'));
  }
  if (outcome.onlyAfter !== undefined) await waitFor(play, office, outcome.onlyAfter);
  const asksDocument = Object.values(outcome.form).some(({ type }) => type === 'document');
  const document = asksDocument ? await play.document(office.reference, outcome.title) : undefined;
  const now = await standing(play, office);
  const context = { ...now, council: play.deps.council, today: play.today() };
  const { kind } = now.state;
  const known = play.deps.procedures.forFeedback(now.state.receivedOn);
  const fitting = known.find(({ feedback }) => feedback?.some((one) => one === kind));
  const answers = answersFor(outcome, office.manner, {
    ...context,
    commands: { kind, procedure: fitting?.id },
    ...(document === undefined ? {} : { document }),
  });
  const user = whoDecides(step, outcome, context);
  const key = encodeURIComponent(now.task.key);
  // A day after the last one of a clock needs its reason, and time has gone by.
  const reasons = Object.values(outcome.form).flatMap(({ lateNeeds }) =>
    lateNeeds === undefined ? [] : [[lateNeeds, 'The chair is away until then.']],
  );
  // A step within a stage is extended with the clock of the stage, whatever its own target.
  const clock = (await play.view(office.reference)).clocks.find(
    ({ clock: id, status }) => id === step.clock && status === 'running',
  );
  const until =
    outcome.effect === 'extend' && clock !== undefined && clock.due >= play.today()
      ? { until: addCalendarDays(clock.due, 1) }
      : {};
  const confirmed = Object.entries(outcome.form).flatMap(([field, { confirms }]) =>
    confirms === undefined ? [] : [[field, true]],
  );
  const given = { ...answers, ...until, ...Object.fromEntries([...reasons, ...confirmed]) };
  const decided = await play.decide(office.reference, key, name, given, user);
  return decided.status === 200 ? undefined : `${user} is refused: ${decided.text}`;
}

/** The case, and the current task of an office's run. */
export async function standing(play: Play, { reference, run }: Office): Promise<{ state: Case; task: Task }> {
  const { state } = await play.file(reference);
  const task = state.tasks.findLast((candidate) => candidate.run === run);
  if (!task) throw new Error(`run ${run} has come to no step`);
  return { state, task };
}

/** Time goes by in one step, and what fell due in it is done then, as after a long stop. */
export async function sleepUntil(play: Play, instant: Instant): Promise<void> {
  play.system.clock.moveTo(new Date(instant));
  await play.settle();
}

/** A step's outcome for which someone decides or a window lapses; what is passed over has no step to be taken at. */
function canBeTaken({ steps }: Procedure, step: string, outcome: string): boolean {
  const { lapse, outcomes } = steps[step] ?? {};
  return outcome === lapse || outcomes?.[outcome]?.by?.length !== 0;
}

async function waitFor(play: Play, office: Office, milestone: string): Promise<void> {
  for (let weeks = 0; weeks < 52; weeks += 1) {
    const { tasks } = (await standing(play, office)).state;
    // A milestone of the clock of a stage may have come while an earlier step was open, and has the name of the clock.
    const passed = tasks.flatMap((task) => (task.run === office.run ? task.milestones : []));
    if (passed.some((key) => key.replace(/^.*\//, '').startsWith(`${milestone}@`))) return;
    await sleepUntil(play, londonInstant(addCalendarDays(play.today(), 7), '09:00'));
  }
  throw new Error(`the milestone ${milestone} never passed`);
}

/** A case in which a run of the procedure has come to its first step; undefined when that was passed over. */
async function begin(
  procedure: Procedure,
  manner: Manner,
  beginning: Beginning,
  found: Found,
): Promise<Office | undefined> {
  const { from = '', until } = procedure.received;
  const day = until ?? (from > '2026-06-01' ? from : '2026-06-01');
  const folder = await newFolder();
  const play = await openPlay(`${day}T09:00:00Z`, { dataDir: folder });
  const [kind = 'complaint'] = procedure.feedback ?? [];
  const reference = await play.complaint({ kind });
  if (procedure.alongside) await besideBegins(play, reference, procedure, beginning);
  else if (procedure.id !== firstProcedure) {
    const { state, task } = await standing(play, { folder, now: '', reference, run: 1, step: '', manner });
    const [triage, route] = routing();
    const answers = answersFor(route, manner, {
      state,
      task,
      council: play.deps.council,
      today: play.today(),
      commands: { procedure: procedure.id, kind },
    });
    await play.along(reference, [[task.step, triage, answers]]);
  }
  const { state } = await play.file(reference);
  const run = state.runs.findLast((candidate) => candidate.procedure === procedure.id);
  const task = state.tasks.findLast((candidate) => candidate.run === run?.run);
  found.problems.push(...(await brokenPromises(play, reference)).map((problem) => `beginning: ${problem}`));
  const now = play.now();
  await play.close();
  if (run?.version !== procedure.version) throw new Error(`${procedure.id} did not begin`);
  if (task) return { folder, now, reference, run: run.run, step: task.step, manner };
  const passed = procedure.steps[procedure.first]?.passOver;
  if (passed && run.status === 'ended') found.taken.add(`${procedure.first}/${passed.outcome}`);
  return undefined;
}

/** How triage sends a case to the procedure that someone chooses. */
function routing(): [string, Outcome] {
  const intake = procedures.all.find(({ id }) => id === firstProcedure);
  const outcomes = Object.values(intake?.steps ?? {}).flatMap(({ outcomes: all }) => Object.entries(all));
  const route = outcomes.find(([, { next }]) => next === 'chosen procedure');
  if (!route) throw new Error('triage chooses no procedure');
  return route;
}

async function besideBegins(
  play: Play,
  reference: string,
  procedure: Procedure,
  beginning: Beginning,
): Promise<void> {
  const starts = startedBy(procedure);
  if (starts !== undefined) return besideBegunBy(play, reference, starts);
  if (beginning === 'a case closed long ago') {
    await play.along(reference, [['triage', 'close-without-procedure', { reason: 'Nothing to handle.' }]]);
    const kept = retentionOf((await play.file(reference)).state)?.reviewOn;
    if (kept === undefined) throw new Error('the case is not closed');
    await sleepUntil(play, londonInstant(kept, '12:00'));
    // Its review begins by itself.
    if ((await play.file(reference)).state.runs.some(({ procedure: id }) => id === procedure.id)) return;
  }
  const { deps } = play;
  const owned = Object.values(procedure.steps).some(({ performer }) => performer === 'owner');
  const result = await writeCase(deps, reference, ({ state }) => {
    const matter = { id: 'X1', from: play.today(), ...(owned ? { owner: 'report-writer' } : {}) };
    const now = deps.clock.now();
    const start = startAlongside(deps, state, { procedure: procedure.id, matter, now, by: 'system' });
    // A payment is of money that the case has recorded.
    const money: NewEvent[] =
      procedure.id === proceduresAlongside.payment
        ? [
            {
              at: now,
              by: 'system',
              type: 'facts-recorded',
              facts: { money: [{ id: matter.id, pence: 15_000, for: 'the time it took' }] },
            },
          ]
        : [];
    return { events: [...money, ...start.events], outbox: start.outbox };
  });
  if ('outbox' in result) for (const entry of result.outbox) await dispatch(deps, entry);
  await play.settle();
}

/** Where an outcome starts a procedure alongside the case; undefined where none does. */
function startedBy({ id }: Procedure): { procedure: string; step: string; outcome: string } | undefined {
  for (const { id: starter, steps } of procedures.all)
    for (const [step, { outcomes }] of Object.entries(steps))
      for (const [outcome, { alongside }] of Object.entries(outcomes))
        if (alongside?.procedure === id) return { procedure: starter, step, outcome };
  return undefined;
}

/** What an outcome of another procedure starts begins on a case that has come to it. */
async function besideBegunBy(
  play: Play,
  reference: string,
  starts: { procedure: string; step: string; outcome: string },
): Promise<void> {
  const [triage, route] = routing();
  for (let turn = 0; turn < 5; turn += 1) {
    const { state, task } = await standing(play, {
      folder: '',
      now: '',
      reference,
      run: (await play.file(reference)).state.procedure?.run ?? 1,
      step: '',
      manner: 'the least',
    });
    const steps = play.deps.procedures.version(task.procedure, task.procedureVersion)?.steps ?? {};
    const names = Object.keys(steps[task.step]?.outcomes ?? {});
    const isThere = task.procedure === starts.procedure && task.step === starts.step;
    const name = isThere ? starts.outcome : task.procedure === firstProcedure ? triage : (names[0] ?? '');
    const outcome = isThere || task.procedure !== firstProcedure ? steps[task.step]?.outcomes[name] : route;
    if (!outcome) throw new Error(`there is no outcome ${name}`);
    const context = { state, task, council: play.deps.council, today: play.today() };
    const commands = { procedure: starts.procedure, kind: state.kind };
    const answers = answersFor(outcome, 'the least', { ...context, commands });
    await play.along(reference, [[task.step, name, answers]]);
    if (isThere) return;
  }
  throw new Error(`${starts.step} was never reached`);
}

/** Takes an outcome, and says what of the case is not as the outcome and everything else promise. */
async function take(
  play: Play,
  office: Office,
  procedure: Procedure,
  name: string,
  found: Found,
): Promise<string[]> {
  const { reference, run, step } = office;
  const before = (await standing(play, office)).task;
  const refused = await decideSomehow(play, office, procedure, name);
  if (refused !== undefined) return [refused];
  const outcome = procedure.steps[step]?.outcomes[name];
  if (!outcome) return ['there is no such outcome'];
  found.taken.add(`${step}/${name}`);
  const file = await play.deps.store.file(reference);
  if (outcome.next === 'erased' || !file)
    return outcome.next === 'erased' && !file
      ? []
      : [`leads to ${outcome.next}, and the case is still there`];
  const { state, letters, events } = file;
  const task = state.tasks.find(({ key }) => key === before.key);
  const decision = task?.decisions.at(-1);
  const problems = await brokenPromises(play, reference);
  if (decision?.outcome !== name) problems.push(`the last decision is ${decision?.outcome}`);
  const sent = letters.filter((letter) => letter.task === before.key && letter.decision === decision?.n);
  const toComplainant = sent.filter(({ to }) => to === 'complainant').map(({ template }) => template);
  if (toComplainant.toSorted().join() !== outcome.letters.toSorted().join())
    problems.push(`letters ${toComplainant.join() || 'none'} instead of ${outcome.letters.join() || 'none'}`);
  // Copies of letters to the complainant are no alerts.
  const others = sent.filter(({ to, key }) => to !== 'complainant' && !key.includes('/copy/'));
  const toStaff = [...new Set(others.map(({ template }) => template))];
  const alerts = (outcome.alerts ?? []).map(({ letter }) => letter);
  if (toStaff.toSorted().join() !== alerts.toSorted().join())
    problems.push(`alerts ${toStaff.join() || 'none'} instead of ${alerts.join() || 'none'}`);
  problems.push(...(await wrongInUnsent(play, reference)));
  problems.push(...(await wrongInLettersOf(play, letters)));
  const executions = play.system.engine.listExecutions();
  const running = executions.filter(({ status }) => status === 'RUNNING').map(({ name: one }) => one);
  const wanted = state.runs.filter(({ status }) => status === 'running').map(({ execution }) => execution);
  if (running.toSorted().join() !== wanted.toSorted().join())
    problems.push(`executions ${running.join()} run instead of ${wanted.join()}`);
  for (const { name: one, status } of executions)
    if (status !== 'RUNNING' && status !== 'SUCCEEDED') problems.push(`execution ${one} has ${status}`);
  const now = state.tasks.findLast((candidate) => candidate.run === run);
  const ended = state.runs.find((candidate) => candidate.run === run)?.status === 'ended';
  const stands = ended ? 'closed' : now?.status === 'open' && now.key !== before.key ? now.step : 'again';
  const closing = closingWords(outcome, procedure, found, stands);
  switch (outcome.next) {
    case 'again':
      if (stands !== 'again' || task?.status !== 'open')
        problems.push(`leads to ${stands} instead of staying`);
      break;
    case 'chosen procedure': {
      const followed = state.procedure && procedures.version(state.procedure.id, state.procedure.version);
      if (!ended || state.procedure?.run === run || state.tasks.at(-1)?.step !== followed?.first)
        problems.push(`leads to ${state.tasks.at(-1)?.key} instead of the first step of what was chosen`);
      break;
    }
    default: {
      const expected = closing === undefined ? stepAfter(outcome, procedure, found, stands) : 'closed';
      if (stands !== expected) problems.push(`leads to ${stands} instead of ${expected}`);
      if (expected !== 'closed') break;
      const as = procedure.alongside
        ? events.findLast((event) => event.type === 'run-ended' && event.run === run)
        : events.findLast((event) => event.type === 'closed');
      const words = as && 'as' in as ? as.as : undefined;
      if (words === undefined || (closing ?? words) !== words) problems.push(`closed as ${words}`);
      if (!procedure.alongside && state.status !== 'closed') problems.push('the case is still open');
    }
  }
  return problems;
}

/**
 * What the letters of a case to its complainant say that they must not, each by itself and one against the other, and what
 * alerts to staff do.
 */
async function wrongInLettersOf(play: Play, rows: CaseFile['letters']): Promise<string[]> {
  const outbox = await play.system.mailer.listOutbox();
  const read = outbox.flatMap(({ letterId, text, html }) => {
    const row = rows.find(({ to, file }) => to === 'complainant' && file?.includes(letterId));
    return row ? [{ template: row.template, text, html }] : [];
  });
  const toStaff = outbox.flatMap(({ letterId, text, html }) => {
    const row = rows.find(({ to, file }) => to.startsWith('user:') && file?.includes(letterId));
    return row ? [{ template: row.template, text, html }] : [];
  });
  return [
    ...toStaff.flatMap((alert) => wrongInAlert(alert).map((what) => `${alert.template}: ${what}`)),
    ...read.flatMap((letter) => wrongInLetter(letter).map((what) => `${letter.template}: ${what}`)),
    ...wrongBetweenLetters(read),
  ];
}

/** The step that an outcome leads to, also when the one it names is passed over for another. */
function stepAfter({ next }: Outcome, { steps }: Procedure, found: Found, stands: string): string {
  const passed = steps[next]?.passOver;
  const after = passed && steps[next]?.outcomes[passed.outcome]?.next;
  if (!passed || after === undefined || stands === next) return next;
  found.taken.add(`${next}/${passed.outcome}`);
  return after;
}

/** As what a case closes with an outcome, also when the step after it is passed over; undefined: it does not close. */
function closingWords(
  { next, closedAs }: Outcome,
  { steps }: Procedure,
  found: Found,
  stands: string,
): string | undefined {
  if (next === 'closed') return closedAs;
  const passed = steps[next]?.passOver;
  const after = passed && steps[next]?.outcomes[passed.outcome];
  if (!passed || after?.next !== 'closed' || stands === next) return undefined;
  found.taken.add(`${next}/${passed.outcome}`);
  return after.closedAs ?? closedAs;
}
