import type { SystemReason } from '../../domain/case/event-codes.ts';
import { openTasks, type Case } from '../../domain/case/case.ts';
import type { Correction } from '../../domain/case/correction.ts';
import type { Actor, NewEvent } from '../../domain/case/events.ts';
import { record } from '../../domain/case/replay.ts';
import { movedTo } from '../../domain/clocks/step-clock.ts';
import { answerDueNow } from '../../domain/correspondence/answer-due.ts';
import { lettersFor } from '../../domain/correspondence/prepare-letters.ts';
import type { User } from '../../domain/council/council.ts';
import { correctionOf, type CorrectionRequest } from '../../domain/decisions/corrections.ts';
import { toldOfCorrection } from '../../domain/steps/open-task.ts';
import { recountMilestones } from '../../domain/steps/recount-milestones.ts';
import { londonDate } from '../../domain/time/civil-date.ts';
import type { WorkingDays } from '../../domain/time/working-days.ts';
import { currentCalendar, type Dependencies } from '../../dependencies.ts';
import type { CaseFile } from '../../ports.ts';
import { formContext } from '../decide-step/decide-step.ts';
import {
  actOnCase,
  type CaseActionChange,
  type CaseActionRefusal,
  type CaseActionResult,
} from './case-action.ts';
import { changeProcedure, procedureAfter, wasToldOfDates } from './change-procedure.ts';
import { readdressTasks } from './readdress-tasks.ts';
import { procedureOfTask } from '../../domain/case/procedure-followed.ts';

/** The corrected case, and the cases of the same complaint that keep another day of receipt. */
export type CorrectionResult = { ok: true; state: Case; notCorrected: string[] } | CaseActionRefusal;

/**
 * Corrects a fact of receipt of a case, with the reason, and does what follows from it (decision 0036): clocks are worked
 * out again, a wrong procedure gives way to the right one, and the complainant is written to when a date that they were
 * given is no longer right. Cases that were split off have the same day of receipt, and are corrected with it.
 */
export async function correctCase(
  deps: Dependencies,
  command: { caseId: string; request: CorrectionRequest; by: User },
): Promise<CorrectionResult> {
  const { caseId, request } = command;
  const before = await deps.store.state(caseId);
  const corrected = await correctOne(deps, command);
  if (!corrected.ok) return corrected;
  const notCorrected: string[] = [];
  if (request.what !== 'receivedOn' || before === undefined) return { ...corrected, notCorrected };
  const seen = new Set([caseId]);
  const pending = relatives(corrected.state);
  for (const id of pending) {
    if (seen.has(id)) continue;
    seen.add(id);
    const other = await deps.store.state(id);
    if (other === undefined || !isOfSameComplaint(corrected.state, other)) continue;
    if (other.receivedAt !== before.receivedAt) continue;
    const result = await correctOne(deps, { ...command, caseId: id });
    // A part that has gone too far keeps its day. One that the user may not know of is not named.
    if (!result.ok && result.kind !== 'not found') notCorrected.push(id);
  }
  return { ...corrected, notCorrected };
}

const relatives = ({ links, splitFrom }: Case): string[] => [
  ...links.map(({ to }) => to),
  ...(splitFrom === undefined ? [] : [splitFrom]),
];

const isOfSameComplaint = (one: Case, other: Case): boolean =>
  one.splitFrom === other.id || other.splitFrom === one.id;

async function correctOne(
  deps: Dependencies,
  command: { caseId: string; request: CorrectionRequest; by: User },
): Promise<CaseActionResult> {
  const calendar = await currentCalendar(deps);
  const { request } = command;
  return actOnCase(deps, command.caseId, command.by, (file) =>
    correctionIn(deps, file, { request, by: `user:${command.by.id}`, calendar }),
  );
}

/** The changes of one correction to a case. */
export function correctionIn(
  deps: Dependencies,
  file: CaseFile,
  { request, by, calendar }: { request: CorrectionRequest; by: Actor; calendar: WorkingDays },
): CaseActionChange | CaseActionRefusal {
  const { state } = file;
  const now = deps.clock.now();
  const checked = correctionOf(state, request, {
    form: formContext(deps, file),
    procedures: deps.procedures,
    calendar,
    now,
  });
  if (!checked.ok) return checked;
  const { correction } = checked;
  const change = { correction, reason: request.reason, by, now, calendar };
  const next = procedureAfter(deps, state, correction, now);
  if (next) return changeProcedure(deps, file, next, change);
  if (correction.what === 'receivedOn') return { events: withClocksAgain(deps, file, change) };
  const corrected = { at: now, by, type: 'corrected' as const, correction, reason: request.reason };
  if (correction.what !== 'team') return { events: [corrected] };
  const { after } = record(state.id, state, [corrected]);
  return { events: [corrected, ...readdressTasks(state, after, { council: deps.council, now, by })] };
}

/** A correction of the day of receipt under the same version of the procedure, with every date that follows from it. */
function withClocksAgain(
  deps: Dependencies,
  { state }: CaseFile,
  {
    correction,
    reason,
    by,
    now,
    calendar,
  }: { correction: Correction; reason: string; by: Actor; now: string; calendar: WorkingDays },
): NewEvent[] {
  const today = londonDate(now);
  const base = { at: now, by };
  const corrected = { ...base, type: 'corrected' as const, correction, reason };
  const { after } = record(state.id, state, [corrected]);
  const moves = openTasks(after).flatMap((task): Extract<NewEvent, { type: 'deadline-moved' }>[] => {
    const procedure = procedureOfTask(task, deps.procedures);
    const to = procedure && movedTo(after, task, procedure, calendar, today);
    return to
      ? [{ ...base, type: 'deadline-moved', task: task.key, due: task.due, ...to, reason: whyMoved }]
      : [];
  });
  const moved = moves.length === 0 ? after : record(state.id, after, moves).after;
  const recounted = state.runs
    .filter(({ beside }) => !beside)
    .flatMap(({ run, procedure: id, version }) => {
      const procedure = deps.procedures.version(id, version);
      return procedure ? [recountMilestones(moved, run, procedure, { calendar, now })] : [];
    });
  const milestones = recounted.flatMap((one) => one.milestones);
  const neverBreached = recounted.flatMap((one) => one.neverBreached);
  const wasDue = answerDueNow(state, deps.procedures, calendar, today);
  const tells =
    wasDue !== undefined &&
    wasDue !== answerDueNow(moved, deps.procedures, calendar, today) &&
    wasToldOfDates(state);
  const task = openTasks(moved).find(({ run }) => run === moved.procedure?.run);
  const council = { council: deps.council, now };
  return [
    {
      ...corrected,
      ...(milestones.length === 0 ? {} : { milestones }),
      ...(neverBreached.length === 0 ? {} : { neverBreached }),
      ...(tells ? { answerWasDue: wasDue } : {}),
    },
    ...moves,
    ...(tells && task ? [toldOfCorrection(task.key, { now }, `-${after.version}`)] : []),
    ...moves.flatMap(({ task: key, due, until }) => {
      const one = moved.tasks.find((other) => other.key === key);
      const occasion = `${key}/corrected-${after.version}`;
      return one && due !== until
        ? lettersFor('alert-deadline-moved', ['assignee'], occasion, moved, one, council)
        : [];
    }),
  ];
}

const whyMoved = 'receipt-corrected' satisfies SystemReason;
