import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Case, Task } from '../../functions/domain/case.ts';
import { addCalendarDays, londonDate, weekday, type CivilDate } from '../../functions/domain/civil-date.ts';
import { bundledBankHolidays } from '../../functions/domain/bank-holidays.ts';
import { planStep } from '../../functions/plan-step/plan-step.ts';
import { procedures } from '../../workflows/procedures/index.ts';
import { acknowledged, brokenPromises, openPlay, responded, routed, type Play } from '../play.ts';

const bankHolidays = new Set(bundledBankHolidays.map(({ date }) => date));

function isWorkingDay(date: CivilDate): boolean {
  return !weekday(date).startsWith('S') && !bankHolidays.has(date);
}

/** The due date of a task, counted day by day on paper: a day between a stop and its end does not count. */
function dueOnPaper(task: Task, stops: Case['stops']): CivilDate {
  const limit = procedures.version(task.procedure, task.procedureVersion)?.steps[task.step]?.limit;
  if (limit?.unit !== 'working days') throw new Error('only working days are counted here');
  const ended = stops.flatMap(({ from, until }) =>
    until !== undefined && until > from ? [{ from, until }] : [],
  );
  const granted = task.extensions.at(-1);
  const start = granted ? londonDate(granted.at) : task.clockFrom;
  const pauses = granted ? ended.filter(({ from }) => from >= start) : ended;
  let left = limit.days;
  if (granted) {
    if (!pauses.some(({ from }) => from <= granted.until)) return granted.until;
    left = 0;
    for (let day = start; day < granted.until;) {
      day = addCalendarDays(day, 1);
      if (isWorkingDay(day)) left += 1;
    }
  }
  let day = start;
  while (left > 0) {
    day = addCalendarDays(day, 1);
    const paused = pauses.some(({ from, until }) => from < day && day <= until);
    if (isWorkingDay(day) && !paused) left -= 1;
  }
  // Paused on its last day, a step is due on the day on which it is taken up again.
  for (const { from, until } of pauses) if (from <= day && day < until) day = until;
  return day;
}

/** Valid answers for every outcome a person can choose; `n` varies the dates. */
function answersFor(outcome: string, task: Task, today: CivilDate, n: number): Record<string, unknown> {
  const reason = 'There is a reason.';
  switch (outcome) {
    case 'route':
      return routed;
    case 'acknowledge':
      return acknowledged;
    case 'respond':
      return responded;
    case 'extend':
      return { reason, until: addCalendarDays(task.due > today ? task.due : today, 1 + (n % 9)) };
    case 'report-delay':
    case 'tell-delay':
      return { reason, expected: addCalendarDays(today, n % 9) };
    case 'freeze':
      return { reason, reviewOn: addCalendarDays(today, 1 + (n % 9)) };
    case 'go-to-stage-2':
    case 'request-stage-2':
      return { unresolved: 'Everything.' };
    case 'record-adjudication':
      return { sentOn: today, findings: responded.findings };
    default:
      return { reason };
  }
}

const move = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('decide' as const), pick: fc.nat(1000), n: fc.nat(100) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      minutes: fc.oneof(fc.nat(600), fc.nat(60 * 24 * 14)),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('repeat' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('plan again' as const) }) },
);

/** Outcomes that end a walk early come up once in a while only. */
const rare = new Set(['withdraw', 'decline', 'close-without-procedure']);

async function walk(
  play: Play,
  reference: string,
  moves: readonly (typeof move extends fc.Arbitrary<infer M> ? M : never)[],
) {
  let last: (() => ReturnType<Play['post']>) | undefined;
  for (const step of moves) {
    const { state } = await play.file(reference);
    const task = state.tasks.at(-1);
    if (!task) throw new Error('a case without a task');
    switch (step.do) {
      case 'wait':
        await play.toInstant(new Date(Date.parse(play.now()) + step.minutes * 60_000).toISOString());
        break;
      case 'decide': {
        const seen = await play.step(reference, task.step);
        const ids = seen.outcomes.map(({ id }) => id).filter((id) => !rare.has(id) || step.pick % 10 === 0);
        const outcome = ids[step.pick % Math.max(1, ids.length)] ?? 'none';
        const answers = answersFor(outcome, task, play.today(), step.n);
        const url = `/cases/${reference}/tasks/${task.step}/decision`;
        const send = () =>
          play.post(url, { outcome, answers }, { headers: { 'if-match': `"${seen.etag}"` } });
        const answer = await send();
        if (![200, 409, 422].includes(answer.status)) throw new Error(answer.text);
        if (answer.status === 200) last = send;
        await play.settle();
        break;
      }
      case 'repeat': {
        const again = await last?.();
        if (again && ![409, 412].includes(again.status)) throw new Error(`taken twice: ${again.text}`);
        await play.settle();
        break;
      }
      case 'plan again':
        if (task.status === 'open')
          await planStep(play.deps, {
            caseId: reference,
            run: task.run,
            step: task.step,
            turn: task.turn,
            handled: task.decisions.length,
          });
        await play.settle();
    }
    await expectWhole(play, reference);
  }
}

async function expectWhole(play: Play, reference: string) {
  expect(await brokenPromises(play, reference)).toEqual([]);
  const { state } = await play.file(reference);
  const open = state.tasks.filter(({ status }) => status === 'open');
  const running = play.system.engine.listExecutions({ status: 'RUNNING' }).length;
  expect([state.status, open.length, running]).toEqual(
    state.status === 'open' ? ['open', 1, 1] : ['closed', 0, 0],
  );
  const stopped = state.stops.some(({ until }) => until === undefined);
  for (const task of open)
    if (!stopped) expect([task.key, task.due]).toEqual([task.key, dueOnPaper(task, state.stops)]);
}

test('whatever people do and whenever, a case stays whole', { timeout: 60_000 }, async () => {
  let walks = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.date({ min: new Date('2025-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }),
      fc.array(move, { minLength: 6, maxLength: 25 }),
      async (start, moves) => {
        const sent: string[] = [];
        const play = await openPlay(start.toISOString(), {
          adapters: ({ mailer }) => ({
            mailer: {
              ...mailer,
              send: (mail) => {
                sent.push(mail.letterId);
                return mailer.send(mail);
              },
            },
          }),
        });
        try {
          const reference = await play.complaint();
          await walk(play, reference, moves);
          expect(sent.length).toBe(new Set(sent).size);
          walks += 1;
        } finally {
          await play.close();
        }
      },
    ),
    { numRuns: 100, interruptAfterTimeLimit: 15_000, markInterruptAsFailure: false },
  );
  expect(walks).toBeGreaterThan(3);
});
