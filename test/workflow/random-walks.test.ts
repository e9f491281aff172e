import { mkdtemp, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPaused, openTasks, runOf, type Case, type Task } from '../../functions/domain/case/case.ts';
import { replay } from '../../functions/domain/case/replay.ts';
import { bundledBankHolidays } from '../../functions/domain/time/bank-holidays.ts';
import {
  addCalendarDays,
  londonDate,
  type CivilDate,
  type Instant,
} from '../../functions/domain/time/civil-date.ts';
import { reportingRow } from '../../functions/domain/records/make-reporting-row.ts';
import { contradictionsOf } from '../../functions/domain/records/reporting-row.ts';
import { makeWorkingDays } from '../../functions/domain/time/working-days.ts';
import { letterId } from '../../functions/dependencies.ts';
import { planStep } from '../../functions/operations/runs/plan-step.ts';
import { caseDetails } from '../../workflows/procedures/case-details.ts';
import { procedures } from '../shropshire.ts';
import { stageOfStep, type Outcome, type Step } from '../../workflows/procedures/procedure.ts';
import type { ClockView } from '../../functions/case-views/schemas.ts';
import { brokenPromises, openPlay, type Answer, type Play } from '../play.ts';
import { sampleSeed, walkSeconds } from '../sample.ts';
import { leftInOutbox, wrongInUnsent } from '../unsent-letters.ts';
import { answersFor, oneOf, picker, type Pick } from './walk/answers-for.ts';
import { onPaper, type ClockOnPaper, type TaskOnPaper } from './walk/due-on-paper.ts';
import { wrongAlarms } from './walk/alarms.ts';
import { immortal, isDeath, mortal, type Fate } from './walk/mortal.ts';

const folder = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const hour = 60 * 60 * 1000;

// ---- what can happen; `n` decides everything that is left open

const n = fc.nat(0xffffffff);
const move = fc.oneof(
  { weight: 24, arbitrary: fc.record({ do: fc.constant('decide' as const), n }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.nat(60 * 24 * 3) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.nat(60 * 24 * 20) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('crash' as const),
      n,
      calls: fc.integer({ min: 1, max: 30 }),
      side: fc.constantFrom('before' as const, 'after' as const),
    }),
  },
  ...(
    [
      'repeat',
      'plan again',
      'restart',
      'reassign',
      'details',
      'correct',
      'enquiry',
      'split',
      'reopen',
      'nonsense',
    ] as const
  ).map((what) => ({ weight: 1, arbitrary: fc.record({ do: fc.constant(what), n }) })),
);
type Move = typeof move extends fc.Arbitrary<infer M> ? M : never;

const start = fc.record({
  at: fc.date({ min: new Date('2025-01-01'), max: new Date('2027-06-30'), noInvalidDate: true }),
  daysAgo: fc.nat(12),
  kind: fc.constantFrom('complaint', 'complaint', 'complaint', 'compliment', 'comment', 'service request'),
});

/** How many of each thing happened, over all walks. */
type Tally = Map<string, number>;
const count = (tally: Tally, what: string) => tally.set(what, (tally.get(what) ?? 0) + 1);

/** Outcomes that end a walk early come up once in a while only. */
const rare = new Set([
  'withdraw',
  'decline',
  'refuse-standing',
  'close-without-procedure',
  'refer-early',
  'premature',
]);

/** Opens a system in a folder of its own and answers how to take one step after the other in it. */
async function setOut(at: string, tally: Tally) {
  const dataDir = await mkdtemp(path.join(folder, 'redress-walk-'));
  const references: string[] = [];
  let fate = immortal();
  let again: { send: () => Promise<Answer>; refused: readonly number[] } | undefined;

  const open = (now: string) => {
    const mine: Fate = immortal();
    fate = mine;
    return openPlay(now, {
      dataDir,
      adapters: (local) => mortal(local, mine),
    });
  };
  let play = await open(at);

  async function reopenSystem() {
    const now = play.now();
    await play.close();
    const faults = play.faults.filter((fault) => !isDeath(fault));
    expect(faults.map(({ name, message }) => `${name}: ${message}`)).toEqual([]);
    play = await open(now);
    await play.settle();
  }

  const file = (reference: string) => play.file(reference);
  const wait = (ms: number) => play.toInstant(new Date(Date.parse(play.now()) + ms).toISOString());

  /** An answer to someone's request: done, or refused as the API refuses. */
  function heard(answer: Answer, what: string): Answer {
    if (fate.dead) return answer;
    if (answer.status >= 500 || (answer.status === 404 && what !== 'nonsense'))
      throw new Error(`${what}: ${answer.status} ${answer.text}`);
    count(tally, answer.status < 300 ? what : `${what}, refused`);
    return answer;
  }

  async function decide(reference: string, pick: Pick): Promise<void> {
    const { state, documents, events } = await file(reference);
    const waiting = openTasks(state);
    if (waiting.length === 0) return reopen(reference, pick);
    const task = oneOf(pick, waiting);
    const { outcomes, stage, clock } = stepOf(task);
    const { user, seen } = await whoMay(reference, task, pick);
    const possible = seen.outcomes.map(({ id }) => id);
    if (!seen.paused) expect([task.key, seen.deadline.due]).toEqual([task.key, task.due]);
    // This user may be unable to decide; the step must still have a way on.
    else expect(Object.values(outcomes).map(({ effect }) => effect)).toContain('resume');
    const usual = possible.filter((id) => !rare.has(id) || pick(10) === 0);
    // Half of the time on to another step, or no walk would come far.
    const onward = usual.filter((id) => outcomes[id]?.next !== 'again');
    const outcome = oneOf(
      pick,
      onward.length > 0 && pick(2) === 0 ? onward : usual.length > 0 ? usual : possible,
    );
    const { form = {}, effect } = outcomes[outcome] ?? {};
    const { clocks, rounds } = onPaper(events, play.today());
    const answers = answersFor(form, effect, pick, {
      council: play.deps.council,
      procedures: procedures.forFeedback(state.receivedOn),
      facts: state.facts,
      documents,
      receivedOn: state.receivedOn,
      today: play.today(),
      due: clocks.find(({ id, round }) => id === clock && round === rounds.get(task.key))?.due ?? task.due,
    });
    // At triage the kind goes with the procedure, or hardly a case would come past it.
    const [kind] = procedures.all.find(({ id }) => id === answers['procedure'])?.feedback ?? [];
    const send = () =>
      play.post(
        `/cases/${reference}/tasks/${encodeURIComponent(task.key)}/decision`,
        { outcome, answers: kind === undefined ? answers : { ...answers, kind } },
        { user, headers: { 'if-match': `"${seen.etag}"` } },
      );
    const answer = heard(await send(), stage === undefined ? 'decided' : `decided at ${stage}`);
    if (answer.status === 200) again = { send, refused: [403, 404, 409, 412] };
  }

  /** Someone who may decide the step, and the step as they see it; there is always someone. */
  async function whoMay(reference: string, task: Task, pick: Pick) {
    const { users } = play.deps.council;
    const performers = users.filter(({ roles }) => roles.some((role) => role === task.performer));
    const likely = [task.assignee ?? oneOf(pick, users).id, ...performers.map(({ id }) => id)];
    const asked = [...(pick(3) > 0 ? likely : []), 'complaints-officer', ...users.map(({ id }) => id)];
    for (const user of asked) {
      await play.sign(reference, user);
      const found = await play.get(`/cases/${reference}/tasks/${encodeURIComponent(task.key)}`, user);
      if (found.status !== 200) continue;
      const seen = await play.step(reference, encodeURIComponent(task.key), user);
      if (seen.outcomes.length > 0) return { user, seen };
    }
    throw new Error(`nobody may decide ${task.key}`);
  }

  async function reopen(reference: string, pick: Pick): Promise<void> {
    const { state } = await file(reference);
    const followed = state.procedure && procedures.version(state.procedure.id, state.procedure.version);
    const step = oneOf(pick, Object.keys(followed?.steps ?? { none: 0 }));
    const answer = await play.post(`/cases/${reference}/reopening`, { step, reason: 'It came up again.' });
    heard(answer, 'reopening');
    // Refused, too, where no one is appointed for the step.
    if (!fate.dead) expect(state.status === 'closed' ? [200, 422] : [409]).toContain(answer.status);
  }

  /** A request from someone who has misunderstood: it is refused and nothing changes. */
  async function nonsense(reference: string, pick: Pick): Promise<void> {
    const { state } = await file(reference);
    const task = oneOf(
      pick,
      state.tasks.length > 0 ? state.tasks.map(({ key }) => encodeURIComponent(key)) : ['none'],
    );
    const star = { headers: { 'if-match': '*' } };
    const answer = await oneOf(pick, [
      () => play.post(`/cases/${reference}/tasks/${task}/decision`, { outcome: 'constructor' }, star),
      () => play.post(`/cases/${reference}/tasks/${task}/decision`, { outcome: 'lapse' }, star),
      () => play.post(`/cases/${reference}/tasks/none/decision`, { outcome: 'route' }, star),
      () => play.post(`/cases/${reference}/tasks/${task}/assignee`, { assignee: 'nobody', reason: 'x' }),
      () => play.post(`/cases/${reference}/links`, { to: reference, why: 'x' }),
      () => play.post(`/cases/${reference}/split`, { points: ['P99'], procedure: 'corporate', reason: 'x' }),
      () => play.post(`/cases/${reference}/details`, { category: 'none' }),
      () => play.post(`/cases/${reference}/enquiries`, { receivedOn: '2001-01-01' }),
      () =>
        play.post(`/cases/${reference}/reopening`, { step: 'none', reason: 'x' }, { user: 'administrator' }),
    ])();
    heard(answer, 'nonsense');
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect((await file(reference)).state.version).toBe(state.version);
  }

  async function take(step: Move): Promise<void> {
    const pick = picker('n' in step ? step.n : 0);
    const reference = oneOf(pick, references);
    switch (step.do) {
      case 'decide':
        return decide(reference, pick);
      case 'wait':
        return wait(step.minutes * 60_000);
      case 'crash':
        fate.left = step.calls;
        fate.side = step.side;
        // A process that dies in the middle of this leaves a test's own look at the case with nothing.
        await decide(reference, pick)
          .then(play.settle)
          .catch((error: unknown) => {
            if (!fate.dead) throw error;
          });
        count(tally, fate.dead ? 'crash' : 'crash escaped');
        await reopenSystem();
        return wait(2 * hour);
      case 'restart':
        return reopenSystem();
      case 'repeat': {
        const answer = await again?.send();
        if (answer) {
          heard({ ...answer, status: answer.status === 404 ? 403 : answer.status }, 'repeat');
          expect(again?.refused).toContain(answer.status);
        }
        return;
      }
      case 'plan again': {
        const { state } = await file(reference);
        for (const { run, step: name, turn, decisions } of openTasks(state)) {
          const { definition } = runOf(state, run);
          const place = { caseId: reference, run, step: name, turn, definition };
          await planStep(play.deps, { ...place, handled: decisions.length });
        }
        return;
      }
      case 'reassign': {
        const [task] = openTasks((await file(reference)).state);
        if (!task) return;
        const users = play.deps.council.users.filter(({ roles }) =>
          roles.some((role) => role === task.performer),
        );
        if (users.length === 0) return;
        const body = { assignee: oneOf(pick, users).id, reason: 'On leave.' };
        heard(
          await play.post(`/cases/${reference}/tasks/${encodeURIComponent(task.key)}/assignee`, body),
          'reassigned',
        );
        return;
      }
      case 'details': {
        const { state, documents } = await file(reference);
        const details = answersFor(caseDetails, undefined, pick, {
          council: play.deps.council,
          procedures: [],
          facts: state.facts,
          documents,
          receivedOn: state.receivedOn,
          today: play.today(),
          due: play.today(),
        });
        heard(await play.post(`/cases/${reference}/details`, details), 'details');
        return;
      }
      case 'correct': {
        // Some days earlier or later. Another version of a procedure would be a case begun again, which is no walk.
        const { receivedOn } = (await file(reference)).state;
        const value = addCalendarDays(receivedOn, pick(10) - 6);
        const states = await Promise.all(references.map(async (one) => (await file(one)).state));
        if (states.some((state) => hasOtherVersionOn(state, value))) return;
        const body = { what: 'receivedOn', value, confirmed: true, reason: 'The envelope says so.' };
        const answer = heard(await play.post(`/cases/${reference}/corrections`, body), 'correction');
        if (!fate.dead) expect([200, 422]).toContain(answer.status);
        return;
      }
      case 'enquiry': {
        const { receivedOn } = (await file(reference)).state;
        const today = play.today();
        const on = addCalendarDays(today, -pick(5));
        const enquiry = {
          receivedOn: on < receivedOn ? receivedOn : on,
          ...(pick(2) === 0 ? { dueOn: addCalendarDays(today, 10 + pick(20)) } : {}),
        };
        expect(heard(await play.post(`/cases/${reference}/enquiries`, enquiry), 'enquiry').status).toBe(200);
        return;
      }
      case 'split': {
        const { state } = await file(reference);
        const points = (state.facts.points ?? [])
          .filter((point) => point.case === undefined)
          .map(({ id }) => id);
        const chosen = points.filter(() => pick(2) === 0);
        const procedure = oneOf(pick, procedures.forFeedback(state.receivedOn)).id;
        const send = () =>
          play.post(`/cases/${reference}/split`, { points: chosen, procedure, reason: 'Not ours.' });
        heard(await send(), 'split');
        return;
      }
      case 'reopen':
        return reopen(reference, pick);
      case 'nonsense':
        return nonsense(reference, pick);
    }
  }

  /** Cases come by splitting, too. */
  async function look(): Promise<void> {
    const { items } = await play.deps.store.cases({ limit: 200 });
    for (const { id } of items)
      if (!references.includes(id)) {
        references.push(id);
        // Three reports, which statutory steps ask for.
        for (const title of ['Report', 'Second report', "Panel's report"]) await play.document(id, title);
      }
  }

  return {
    async receive(feedback: Record<string, unknown>) {
      await play.complaint(feedback);
      await look();
    },
    async take(step: Move) {
      await take(step);
      await play.settle();
      await look();
    },
    async wrong(): Promise<string[]> {
      const unsent = await Promise.all(references.map((reference) => wrongInUnsent(play, reference)));
      const running = play.system.engine.listExecutions({ status: 'RUNNING' }).map(({ name }) => name);
      const files = await Promise.all(references.map(file));
      const shown = await Promise.all(
        references.map(async (reference) => (await play.view(reference)).clocks),
      );
      const awaited = files.flatMap(({ state }) =>
        state.runs.filter(({ status }) => status === 'running').map(({ execution }) => execution),
      );
      return [
        ...(await leftInOutbox(play)),
        ...unsent.flat(),
        ...(isDeepStrictEqual(running.sort(), awaited.sort())
          ? []
          : [`running ${running.join()}, and not ${awaited.join()}`]),
        ...files.flatMap((one, place) =>
          wrongWith(one, shown[place] ?? [], play.now()).map((what) => `${one.state.id}: ${what}`),
        ),
        ...play.faults.map(({ name, message }) => `fault ${name}: ${message}`),
      ];
    },
    async atTheEnd(): Promise<string[]> {
      const broken = await Promise.all(references.map((reference) => brokenPromises(play, reference)));
      const files = await Promise.all(references.map(file));
      // By the rows of letters: the state of a case keeps only some of very many.
      const settled = files.flatMap(({ state, letters }) =>
        letters.filter(({ status }) => status === 'sent').map(({ key }) => letterId(state.id, key)),
      );
      const outbox = (await play.letters()).map((letter) => letter.letterId);
      // Each letter that a case calls sent has gone, and nothing else has.
      return isDeepStrictEqual(new Set(outbox), new Set(settled)) && outbox.length === settled.length
        ? broken.flat()
        : [...broken.flat(), `${outbox.length} letters in the outbox, ${settled.length} sent`];
    },
    async close() {
      await play.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

interface StepOfTask {
  step: Step;
  outcomes: Record<string, Outcome>;
  stage: string | undefined;
  clock: string | undefined;
}

function stepOf(task: Task): StepOfTask {
  const procedure = procedures.version(task.procedure, task.procedureVersion);
  const step = procedure?.steps[task.step];
  if (!procedure || !step) throw new Error(`${task.key} belongs to no procedure`);
  return { step, outcomes: step.outcomes, stage: stageOfStep(procedure, step), clock: step.clock };
}

/** Whether a case received on another day would follow another version of its procedure, or none. */
function hasOtherVersionOn({ procedure }: Case, day: CivilDate): boolean {
  if (!procedure) return false;
  const found = procedures.on(procedure.id, day);
  return !found.ok || found.procedure.version !== procedure.version;
}

const calendar = makeWorkingDays(bundledBankHolidays);
const repeated = (list: readonly string[]) => list.filter((one, index) => list.indexOf(one) !== index);

/** The rules that a case breaks, calculated from its events. Empty if it breaks none. */
function wrongWith(
  { state, events }: Awaited<ReturnType<Play['file']>>,
  shown: readonly ClockView[],
  now: Instant,
): string[] {
  const replayed = replay(state.id, events);
  const wrong = isDeepStrictEqual(replayed, state) ? [] : ['META is not the replay'];
  const times = (what: (typeof events)[number]['type']) => events.filter(({ type }) => type === what).length;

  // One end: of the case for each time it was open, of each run, of each step.
  const [closed, reopened] = [times('closed'), times('reopened')];
  if (closed - reopened !== (state.status === 'closed' ? 1 : 0))
    wrong.push(`closed ${closed} times, reopened ${reopened}`);
  const ends = [
    ...[...events].flatMap((event) =>
      event.type === 'closed' || event.type === 'run-ended' ? [`run ${event.run}`] : [],
    ),
    ...[...events].flatMap((event) => (event.type === 'decided' && event.ends ? [event.task] : [])),
  ];
  wrong.push(...repeated(ends).map((what) => `${what} ended twice`));
  const decisions = [...events].flatMap((event) =>
    event.type === 'decided' ? [`${event.task} decision ${event.decision}`] : [],
  );
  wrong.push(...repeated(decisions).map((what) => `${what} twice`));
  const turns = [...events].flatMap((event) =>
    event.type === 'task-opened' ? [`turn ${event.turn} of run ${event.run}`] : [],
  );
  wrong.push(...repeated(turns).map((what) => `two steps in ${what}`));
  wrong.push(...repeated(state.letters.map(({ key }) => key)).map((key) => `letter ${key} twice`));

  // Each running run waits for one step, and nothing else is open.
  for (const { run, status } of state.runs) {
    const open = openTasks(state).filter((task) => task.run === run).length;
    if (open !== (status === 'running' ? 1 : 0))
      wrong.push(`run ${run} is ${status} with ${open} open steps`);
  }
  const main = state.runs.filter(({ status, beside }) => status === 'running' && !beside).length;
  if (main !== (state.status === 'open' ? 1 : 0)) wrong.push(`${state.status} with ${main} runs`);

  const paper = onPaper(events, londonDate(now));
  for (const task of state.tasks) {
    const reckoned = timeOn(paper.tasks.get(task.key));
    const kept = timeOn({ ...task, from: task.clockFrom });
    if (!isDeepStrictEqual(reckoned, kept))
      wrong.push(`${task.key}: ${JSON.stringify(kept)}, and on paper ${JSON.stringify(reckoned)}`);
    if (lateWithoutBreach(state, task)) wrong.push(`${task.key} was decided late, and nothing says so`);
  }
  wrong.push(...differences(shown.map(clockShown), paper.clocks.map(clockReckoned)));
  wrong.push(...wrongAlarms(events, paper, now));
  // What no case can be, a row that is refused by reports must not be either.
  const row = reportingRow(state, null, procedures, calendar, londonDate(now));
  if (row) wrong.push(...contradictionsOf(row).map(({ field, code }) => `its row: ${field} ${code}`));
  return wrong;
}

/** A step with a limit of its own decided after its last day is a breach where it says so, unless the case was paused. */
function lateWithoutBreach(state: Case, task: Task): boolean {
  const on = londonDate(task.decisions.at(-1)?.at ?? task.openedAt);
  const { step } = stepOf(task);
  const says = step.milestones.filter(({ when }) => when === 'late').map(({ id }) => `${id}@${task.due}`);
  return (
    task.status === 'decided' &&
    on > task.due &&
    !isPaused(state, task) &&
    !state.stops.some(({ from, until }) => from <= on && (until ?? on) >= on) &&
    says.some((milestone) => !task.milestones.includes(milestone))
  );
}

type Time = Partial<Record<keyof TaskOnPaper, CivilDate | undefined>>;
const timeOn = ({ from, originalDue, due, alsoFrom, alsoDue }: Time = {}) => ({
  from,
  originalDue,
  due,
  alsoFrom,
  alsoDue,
});

type Shown = Omit<ClockView, 'title' | 'limit' | 'unit'>;

function clockShown(view: ClockView): Shown {
  const { title: _, limit: __, unit: ___, ...shown } = view;
  return shown;
}

function clockReckoned(reckoned: ClockOnPaper): Shown {
  const { id, round: _, clock, ...time } = reckoned;
  return { stage: clock.stage, clock: id, ...time };
}

/** The clocks that are shown and not on paper, and the other way round, in whatever order. */
function differences(shown: readonly Shown[], reckoned: readonly Shown[]): string[] {
  const inOrder = (clocks: readonly Shown[]) =>
    clocks
      .map((clock) => JSON.stringify(clock, Object.keys(clock).toSorted()))
      .toSorted((a, b) => (a < b ? -1 : 1));
  const [one, other] = [inOrder(shown), inOrder(reckoned)];
  return isDeepStrictEqual(one, other)
    ? []
    : [
        ...one.filter((clock) => !other.includes(clock)).map((clock) => `clock ${clock} is not on paper`),
        ...other.filter((clock) => !one.includes(clock)).map((clock) => `clock ${clock} is on paper alone`),
        ...(one.length === other.length ? [] : [`${one.length} clocks, and on paper ${other.length}`]),
      ];
}

test(
  'random actions at random times keep a case consistent',
  { timeout: walkSeconds * 1000 + 60_000 },
  async () => {
    const seed = Number(process.env['WALK_SEED'] ?? sampleSeed ?? Math.trunc(Math.random() * 2 ** 31));
    const tally: Tally = new Map();
    let walks = 0;
    let steps = 0;
    // On a machine that does other things too, the first walk may take all of the time. It is walked to its end.
    const end = Date.now() + walkSeconds * 1000;
    const isOver = () => walks > 0 && Date.now() > end;
    await fc
      .assert(
        fc.asyncProperty(start, fc.array(move, { minLength: 10, maxLength: 40 }), async (from, moves) => {
          if (isOver()) return;
          const walk = await setOut(from.at.toISOString(), tally);
          try {
            await walk.receive({
              kind: from.kind,
              receivedAt: new Date(from.at.getTime() - from.daysAgo * 24 * hour).toISOString(),
            });
            for (const step of moves) {
              if (isOver()) return;
              await walk.take(step);
              steps += 1;
              expect(await walk.wrong()).toEqual([]);
            }
            expect(await walk.atTheEnd()).toEqual([]);
            walks += 1;
          } finally {
            await walk.close();
          }
        }),
        {
          seed,
          numRuns: 2000,
          interruptAfterTimeLimit: walkSeconds * 1000 + 45_000,
          markInterruptAsFailure: false,
        },
      )
      .finally(() => {
        const happened = [...tally].map(([what, times]) => `${what} ${times}`).sort();
        console.log(`WALK_SEED=${seed}: ${walks} walks, ${steps} steps: ${happened.join(', ')}`);
      });
    expect(walks).toBeGreaterThan(0);
  },
);
