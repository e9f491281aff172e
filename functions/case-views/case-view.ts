import * as z from 'zod/mini';
import {
  currentPause,
  isPaused,
  isPauseToReview,
  pausesOf,
  type Case,
  type Task,
} from '../domain/case/case.ts';
import { awaitsComplainant } from '../domain/case/parties.ts';
import { londonDate, type Instant } from '../domain/time/civil-date.ts';
import { workingDaysLate } from '../domain/clocks/days-late.ts';
import { clocksOf, daysOf, isOverdue } from '../domain/clocks/stage-clocks.ts';
import { lastDayOf, taskDeadline, type TaskDeadline } from '../domain/clocks/step-clock.ts';
import { holdsOf } from '../domain/clocks/windows.ts';
import { outcomesFor } from '../domain/decisions/possible-outcomes.ts';
import { formSchema } from '../domain/decisions/forms.ts';
import { seesAll } from '../domain/people/may-see.ts';
import { ombudsmanRemedies } from '../domain/records/remedies-of-row.ts';
import type { Council, User } from '../domain/council/council.ts';
import { retentionScheduleOf } from '../domain/council/retention-periods.ts';
import { retentionOf } from '../domain/records/retention.ts';
import type { WorkingDays } from '../domain/time/working-days.ts';
import { letterId, type Dependencies, currentCalendar } from '../dependencies.ts';
import { formContext, taskTag } from '../operations/decide-step/decide-step.ts';
import type { CaseFile } from '../ports.ts';
import { letterTemplate } from '../operations/send-letter/letter-reader.ts';
import type { DayUnit } from '../../workflows/procedures/meanings.ts';
import { titleOfStep } from '../../workflows/procedures/procedure.ts';
import { deadlineInWords } from '../words/deadline-in-words.ts';
import type { Words } from '../words/words.ts';
import { findingsViews } from './findings-view.ts';
import { letterDraftViews } from './letter-draft-view.ts';
import { noteViews } from './notes-view.ts';
import { partyViews } from './parties-view.ts';
import { safeguardingViews } from './safeguarding-view.ts';
import { letterProgress } from './letter-view.ts';
import { promisedView } from './promised-view.ts';
import type { CaseSummary, CaseView, ClockView, StepView, TaskView } from './schemas.ts';
import { procedureOfTask } from '../domain/case/procedure-followed.ts';

/** The dependencies of the views of a case. */
export interface Viewpoint {
  deps: Pick<Dependencies, 'council' | 'procedures'>;
  calendar: WorkingDays;
  now: Instant;
}

/** Looking at cases now. */
export async function viewpointNow(deps: Dependencies): Promise<Viewpoint> {
  return { deps, calendar: await currentCalendar(deps), now: deps.clock.now() };
}

export function stepView(state: Case, task: Task, { deps, calendar, now }: Viewpoint): StepView {
  const today = londonDate(now);
  const procedure = procedureOfTask(task, deps.procedures);
  const lastDay = lastDayOf(state, task, procedure, calendar, today);
  const step = procedure?.steps[task.step];
  const holds = procedure && step ? holdsOf(state, task, procedure, step, calendar) : [];
  const paused = isPaused(state, task);
  const isToReview = paused && task.status === 'open' && isPauseToReview(state, today);
  const overdue = task.status === 'open' && today > lastDay && !paused;
  return {
    reference: state.reference,
    task: task.key,
    step: task.step,
    title: titleOfStep(procedure, task.step),
    procedure: task.procedure,
    procedureVersion: task.procedureVersion,
    performer: task.performer,
    assignee: task.assignee,
    status: task.status,
    openedAt: task.openedAt,
    originalDue: task.originalDue,
    due: task.due,
    alsoFrom: task.alsoFrom,
    alsoDue: task.alsoDue,
    overdue,
    workingDaysLate: overdue ? workingDaysLate(lastDay, today, pausesOf(state, task), calendar) : 0,
    paused,
    pauseToReview: isToReview,
    ...(paused ? { pauseReviewOn: currentPause(state)?.reviewOn } : {}),
    breachedAt: task.breachedAt,
    expected: task.expected,
    ...(holds.length === 0 ? {} : { heldBy: holds }),
    decisions: task.decisions,
  };
}

export function caseSummary(state: Case, view: Viewpoint): CaseSummary {
  const { reference, kind, channel, status, receivedAt, receivedOn, procedure, closedAt, closedAs, outcome } =
    state;
  const steps = state.tasks.map((task) => stepView(state, task, view));
  const today = londonDate(view.now);
  return {
    reference,
    kind,
    channel,
    status,
    receivedAt,
    receivedOn,
    procedure,
    paused: currentPause(state) !== undefined,
    pauseToReview: isPauseToReview(state, today),
    overdue:
      steps.some(({ overdue }) => overdue) ||
      clocksOf(state, view.deps.procedures, view.calendar, today).some(
        (clock) => clock.clock.reportedWith === undefined && isOverdue(clock, today),
      ),
    closedAt,
    closedAs,
    outcome,
    steps,
  };
}

/** A case as this user sees it, explained in the words of a language. `file` must contain only what they may see. */
export function caseView(file: CaseFile, user: User, view: Viewpoint, words: Words): CaseView {
  const { state } = file;
  const asked = ombudsmanRemedies(state, londonDate(view.now));
  return {
    ...caseSummary(state, view),
    version: state.version,
    facts: state.facts,
    complainant: file.persons.find(({ id }) => id === state.person),
    ...(awaitsComplainant(state) ? { awaitsComplainant: true as const } : {}),
    parties: partyViews(file),
    clocks: clockViews(state, view),
    findings: findingsViews(state),
    ...(asked.length === 0 ? {} : { ombudsmanRemedies: asked }),
    deadlines: state.tasks.flatMap((task) => deadlineView(state, task, view, words)),
    corrections: file.events.flatMap((event) =>
      event.type === 'corrected'
        ? [{ ...event.correction, reason: event.reason, by: event.by, at: event.at }]
        : [],
    ),
    events: file.events,
    letters: file.letters.map((letter) => ({
      ...letter,
      id: letterId(state.id, letter.key),
      title: letterTemplate(letter.template).title,
      ...letterProgress(file, letter),
    })),
    messages: file.messages,
    ...(file.leftOut === undefined ? {} : { leftOut: file.leftOut }),
    documents: file.documents,
    ...(state.childLimits === undefined ? {} : { childLimits: state.childLimits }),
    links: state.links,
    ...(state.splitFrom === undefined ? {} : { splitFrom: state.splitFrom }),
    ...(state.mergedInto === undefined ? {} : { mergedInto: state.mergedInto }),
    ...(state.mergedFrom === undefined ? {} : { mergedFrom: state.mergedFrom }),
    runs: state.runs,
    safeguarding: safeguardingViews(file, view.deps.procedures),
    letterDrafts: letterDraftViews(file),
    notes: noteViews(file),
    routes: state.routes ?? [],
    ...(state.legalHold === undefined ? {} : { legalHold: state.legalHold }),
    ...(seesAll(user, state) ? retentionView(state, view.deps.council, words) : {}),
  };
}

const units = {
  'working days': 'workingDays',
  'calendar days': 'calendarDays',
  months: 'months',
} as const satisfies Record<DayUnit, ClockView['unit']>;

/** The legal clocks of the stages of a case that have started. */
function clockViews(state: Case, { deps, calendar, now }: Viewpoint): ClockView[] {
  const today = londonDate(now);
  return clocksOf(state, deps.procedures, calendar, today).map((one) => ({
    stage: one.clock.stage,
    clock: one.id,
    title: one.clock.title,
    from: one.from,
    limit: one.clock.limit.days,
    unit: units[one.clock.limit.unit],
    originalDue: one.original,
    due: one.due,
    cap: one.cap,
    status: one.status,
    ...(one.endedOn === undefined ? {} : { endedOn: one.endedOn }),
    ...daysOf(one, today, calendar),
  }));
}

function retentionView(state: Case, council: Council, { staff }: Words): Pick<CaseView, 'retention'> {
  const keeping = retentionOf(state, retentionScheduleOf(council));
  if (!keeping) return {};
  const { reviewOn, rule, missing } = keeping;
  const { title, citation, toBeChecked = false } = rule;
  return {
    retention: {
      reviewOn,
      rule: title,
      citation,
      toBeChecked,
      ...(missing === undefined ? {} : { missing: staff.case.retentionMissing[missing] }),
    },
  };
}

function deadlineView(
  state: Case,
  task: Task,
  { deps, calendar }: Viewpoint,
  words: Words,
): CaseView['deadlines'] {
  const procedure = procedureOfTask(task, deps.procedures);
  const deadline = procedure && taskDeadline(state, task, procedure, calendar);
  return deadline ? [{ step: task.step, ...explained(deadline, words) }] : [];
}

/** A deadline with its explanation, which covers both clocks if there are two. */
function explained({ second, ...first }: TaskDeadline, words: Words) {
  const explanation = deadlineInWords(first, words);
  const { set: _, ...clock } = first;
  if (!second) return { ...clock, explanation };
  const other = deadlineInWords(second, words);
  return {
    ...clock,
    explanation: `${explanation} ${words.deadlines.secondClock({ explanation: other })}`,
    second: { ...second, explanation: other },
  };
}

/**
 * The step with the outcomes that this user may decide, and the JSON Schema of each form. Undefined if there is no such
 * step.
 */
export function taskView(
  file: CaseFile,
  task: Task,
  user: User,
  view: Viewpoint,
  words: Words,
): TaskView | undefined {
  const { state } = file;
  const procedure = procedureOfTask(task, view.deps.procedures);
  const step = procedure?.steps[task.step];
  const [deadline] = deadlineView(state, task, view, words);
  if (!procedure || !step || !deadline) return undefined;
  const context = formContext(view.deps, file);
  const promised = promisedView(file, task);
  const moment = { ...view, council: view.deps.council };
  const outcomes = outcomesFor(user, { state, task, procedure, step }, moment).map(([id, outcome]) => ({
    id,
    title: outcome.title,
    form: jsonSchema(formSchema(outcome.form, context)),
  }));
  return {
    ...stepView(state, task, view),
    ...(promised === undefined ? {} : { promised }),
    etag: taskTag(state, task),
    deadline,
    outcomes,
    form: {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      // oneOf needs at least one schema (JSON Schema 2020-12, 10.2.1.3), and some users may not decide anything.
      ...(outcomes.length === 0
        ? { not: {} }
        : {
            oneOf: outcomes.map(({ id, title, form }) => ({
              title,
              type: 'object',
              properties: { outcome: { const: id }, answers: form },
              required: ['outcome', ...(Array.isArray(form['required']) ? ['answers'] : [])],
              additionalProperties: false,
            })),
          }),
    },
  };
}

/**
 * JSON Schema 2020-12 of what a client sends, without a `$schema` of its own. Any JSON is written as `{}`, because zod
 * describes it by a reference from the root, which would be wrong inside a larger document.
 */
export function jsonSchema(schema: z.core.$ZodType): Record<string, z.core.util.JSONType> {
  const {
    $schema: _,
    $defs: __,
    '~standard': ___,
    ...rest
  } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const text = JSON.stringify(rest).replaceAll(/\{"\$ref":"#\/\$defs\/[^"]*"\}/g, '{}');
  return z.record(z.string(), z.json()).parse(JSON.parse(text));
}
