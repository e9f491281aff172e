import { hasConflict } from '../case/conflicts.ts';
import { upperFirst } from '../text/capitalise.ts';
import * as z from 'zod/mini';
import { longDateWithWeekday, londonDate, type CivilDate, type Instant } from '../time/civil-date.ts';
import { pausesOf, runOf, taskOf, type Case, type Task } from '../case/case.ts';
import { presentUser, userById, userIdOf, type Council, type User } from '../council/council.ts';
import { workingDaysLate } from '../clocks/days-late.ts';
import { laterDaySet } from '../clocks/told-of-delay.ts';
import { stepTime, type ClockContext } from '../clocks/step-clock.ts';
import { textOf } from '../case/answer-text.ts';
import type { Actor, Answers, Event, PartChange } from '../case/events.ts';
import { ownWordsOf } from './own-words.ts';
import { ownPoints, RecommendationAnswer, type Facts, type Recommendation } from '../case/facts.ts';
import { writtenAnswer } from '../decisions/author-of-answer.ts';
import { findingsToPrint } from './findings-to-print.ts';
import { occasionOfMerge } from '../case/superseded.ts';
import { answersRead } from '../decisions/answers-by-meaning.ts';
import { advocateDue, representsWithoutConsent, speaksForChild } from '../decisions/gates.ts';
import { roleHolders } from '../case/role-holders.ts';
import { mayBeNamed } from '../people/independence.ts';
import { may } from '../people/may.ts';
import { foundBy } from '../case/findings-of-stages.ts';
import { withRestoredFindings } from '../case/restore-findings.ts';
import { hasPassed } from '../clocks/shared-clock.ts';
import { clocksOfRun } from '../clocks/stage-clocks.ts';
import { holdsOf, startsWhenReached } from '../clocks/windows.ts';
import type { WorkingDays } from '../time/working-days.ts';
import { timeInWords } from '../time/time-of-day.ts';
import { sentencesIn, type LetterLanguage } from '../../../workflows/letters/index.ts';
import type { Sentences } from '../../../workflows/letters/en/sentences.ts';
import { remediesToPrint } from './remedies-to-print.ts';
import type { LetterValues } from '../../../workflows/letters/letter-template.ts';
import { authorAsSigner, officerOf } from './signature.ts';
import { correctionToPrint } from './correction-to-print.ts';
import { jointToPrint } from './joint-to-print.ts';
import { routeToPrint } from './route-to-print.ts';
import { stagesToPrint } from './stages-to-print.ts';
import { nextAwaited } from './next-awaited.ts';
import type { Procedures } from '../../../workflows/procedures/index.ts';
import type { FieldMeaning } from '../../../workflows/procedures/meanings.ts';
import type { Outcome, Procedure, Step } from '../../../workflows/procedures/procedure.ts';

/**
 * The occasion of a letter: a case, the task it comes from, and the decision that sends it (undefined if a milestone
 * sends it).
 */
export interface Occasion {
  state: Case;
  events: readonly Event[];
  procedure: Procedure;
  task: Task;
  decision?: number | undefined;
  /** The clock of a stage whose milestone sends it. */
  clock?: string | undefined;
  /** The part in the case whose change of hands the letter tells of. */
  change?: PartChange | undefined;
  /** What was sent to another route, of which the letter tells. */
  sending?: string | undefined;
  /** The key of the letter, by which what a person wrote in it is found. */
  letter?: string | undefined;
  /** Every procedure, to name the one that a case followed before. */
  former?: Pick<Procedures, 'version'> | undefined;
  /** The outcome that will send the letter, when the decision only drafts it. */
  sentBy?: Outcome | undefined;
}

/**
 * The reader of a letter: the complainant, whose name may be unknown and who may have no email address, or a member of
 * staff (`user`: with the part that they have in the council).
 */
export type LetterReader = { language: LetterLanguage } & (
  | { complainantName: string | undefined; byPost?: boolean; copyReaderName?: string | undefined }
  | { staffName: string; user?: User | undefined }
);

/**
 * Every value that a letter of a case can show, ready to print in the language of its reader. Unknown values are blank;
 * the template says whether the letter can go without them.
 */
export function letterValues(
  occasion: Occasion,
  to: LetterReader,
  context: { council: Council; calendar: WorkingDays; now: Instant },
): LetterValues {
  const { task, procedure, events } = occasion;
  const state = withRestoredFindings(occasion.state, events);
  const { council, calendar, now } = context;
  const sentences = sentencesIn(to.language);
  const today = londonDate(now);
  const step = procedure.steps[task.step];
  const decision = decisionOf(events, task.key, occasion.decision);
  const outcome = occasion.sentBy ?? (decision && step?.outcomes[decision.outcome]);
  const nextId = outcome?.promises ?? outcome?.next ?? '';
  const next = procedure.steps[nextId];
  const clock: ClockContext = {
    state,
    procedure,
    run: runOf(state, task.run),
    today,
    answersOf: (earlier) => answersOf(events, earlier),
    calendar,
    byPost: 'complainantName' in to ? to.byPost : undefined,
  };
  const clocks = clocksOfRun(state, clock.run, procedure, calendar, today);
  const legal = clocks.find(({ id }) => id === (occasion.clock ?? step?.clock));
  const ofClock = clocks.find(({ id }) => id === occasion.clock);
  const due = ofClock?.due ?? task.due;
  const lateSince = legal?.due ?? task.due;
  const nextDue = next && stepTime(nextId, next, clock).due;
  const promisedDay = next?.kind === 'task' ? (nextDue ?? due) : due;
  const awaiting = nextAwaited(task, clock, { clock: occasion.clock, outcome });
  const answerDue = awaiting.due;
  const window =
    step?.kind === 'window'
      ? { step, due: task.due }
      : next?.kind === 'window'
        ? { step: next, due: nextDue }
        : undefined;
  // Questions about an answer go to its author, not to the person of the step after it.
  const after = outcome?.signedBy === 'author' ? undefined : next;
  const handler = handlerOf(state, procedure, task, after, council, decision?.by, sentences);
  const { facts } = state;
  const signer =
    outcome?.signedBy === 'author' ? authorAsSigner(occasion, decision?.by, council, sentences) : undefined;
  const own = ownWordsOf(occasion.letter, events);
  const officer = officerOf(
    state,
    own?.by ?? (outcome?.signedBy === 'decider' ? decision?.by : undefined),
    council,
  );
  const given = decision && answersRead(decision, procedure);
  const answer = (name: FieldMeaning) => textOf(given?.[name]);
  // If the delay ends before the day that we promised, the complainant can still have the answer in time.
  const kept = answerDue !== undefined && answer('expected') !== '' && answer('expected') <= answerDue;
  const writtenIn = answerWritten(occasion);
  const written = writtenIn && answersRead(writtenIn, procedure);
  const nameOf = (id: string | undefined) => (id === undefined ? '' : (userById(council, id)?.name ?? id));
  const nameToTell = (id: string | undefined) =>
    id !== undefined && mayBeNamed(id, state) ? nameOf(id) : '';
  // A due date on a Friday that is looked at on a Sunday is no working day late.
  const late = today > lateSince ? workingDaysLate(lateSince, today, pausesOf(state, task), calendar) : 0;
  const panel = roleHolders(state).filter(({ role }) => role === 'panel chair' || role === 'panel member');
  return {
    reference: state.reference,
    letterDate: dateToPrint(today),
    complainantName: ('complainantName' in to ? to.complainantName : undefined) ?? '',
    copyReaderName: ('copyReaderName' in to ? to.copyReaderName : undefined) ?? '',
    assigneeName: 'staffName' in to ? to.staffName : '',
    councilName: council.name,
    councilPhone: council.phone,
    councilEmail: council.intakeAddress,
    officerName: officer ?? sentences.complaintsTeam,
    officerTeam: officer === undefined ? '' : officerTeam(outcome, decision?.by, council, sentences),
    signerName: signer?.name ?? officer ?? council.sender.name,
    // It stands on a line of its own.
    signerRole: upperFirst(signer?.role ?? sentences.complaintsTeam),
    handlerName: handler.name,
    handlerRole: handler.role,
    receivedOn: dateToPrint(state.receivedOn),
    summary: facts.summary ?? '',
    subject: own?.subject ?? '',
    letterText: own?.text ?? '',
    points: pointsTold(facts).length > 1 ? pointsToPrint(facts, sentences) : [],
    aboutComplaint: isComplaint(state) ? 'yes' : '',
    offersToDiscuss: procedure.offersToDiscuss === true ? 'yes' : '',
    consentAwaited: facts.consent === 'asked for' && representsWithoutConsent(facts) ? 'yes' : '',
    // Without a decision, the day of the answer is what they wait for, whichever step is open.
    stages: stagesToPrint(
      procedure,
      sentences,
      dateToPrint(toCome(outcome ? promisedDay : (answerDue ?? promisedDay), today)),
    ),
    ...correctionToPrint(occasion, answerDue),
    ...routeToPrint(state, occasion.sending, today, sentences),
    ...jointToPrint(occasion, { given, written }, today),
    procedureName: procedure.publicTitle ?? procedure.title,
    procedureReason: facts.procedureReason ?? '',
    dueDate: dateToPrint(promisedDay),
    // The letter that confirms it gives the day even if it is delivered late.
    waitUntil: dateToPrint(decision ? facts.agreedToWaitUntil : toCome(facts.agreedToWaitUntil, today)),
    lastToldDate: dateToPrint(toCome(lastTold(occasion), today)),
    agreement: answer('agreed'),
    agreedOn: dateToPrint(answer('resolvedOn') || answer('agreedOn')),
    dueDatePassed: promisedDay < today ? dateToPrint(promisedDay) : '',
    writeBy: dateToPrint(toCome(legal?.due, today)),
    howToGetAdvocate: council.advocacy,
    oldDueDate: dateToPrint(lastMove(events, task)?.due ?? task.originalDue),
    newDueDate: dateToPrint(lastMove(events, task)?.until ?? task.due),
    expectedDate: dateToPrint(answer('expected')),
    answerPromisedFor: answerDue === undefined || answerDue < today || kept ? '' : dateToPrint(answerDue),
    answerWasDueOn: answerDue === undefined || answerDue >= today ? '' : dateToPrint(answerDue),
    ...sentences.awaited[awaiting.awaited],
    thisWasDueOn: dateToPrint(
      awaiting.endedDue !== undefined && awaiting.endedDue < today ? awaiting.endedDue : '',
    ),
    reviewDate: dateToPrint(answer('reviewOn')),
    ...declinedBecause(answer('ground'), sentences),
    reason: decision ? answer('reason') : reopenedBecause(events),
    findings: findingsToPrint(state, procedure, task, sentences),
    response: textOf(written?.['response']),
    answer: answer('answer'),
    ...remediesToPrint(
      { state, events, run: clock.run, answer: writtenIn && { seq: writtenIn.seq, answers: written ?? {} } },
      sentences,
      {
        nameOf,
        today,
        calendar,
      },
    ),
    nextStageName:
      window?.step.asksFor ?? nextStageWithoutAnswer(state, task, step, procedure, sentences) ?? '',
    requestBy: window === undefined ? '' : lastDayToAsk(window, occasion, clock, sentences),
    howToAsk: sentences.howToAsk({
      email: council.intakeAddress,
      phone: council.phone,
      reference: state.reference,
      onPaper: clock.byPost === true,
    }),
    advocateName: facts.advocateAppointed ?? '',
    advocateOrganisation: facts.advocacyProvider ?? '',
    advocateContact: answer('advocateContact'),
    toChild: facts.madeByChild || facts.relation === 'child' ? 'yes' : '',
    dutyPhone: council.dutyContact?.phone ?? '',
    advocacyRight: advocateDue(facts) ? 'yes' : '',
    advocateWanted: facts.advocacyWanted === true ? 'yes' : '',
    advocacyForChild: speaksForChild(facts) ? 'yes' : '',
    advocacyOffer:
      (facts.advocacyOffered || advocateDue(facts)) && !speaksForChild(facts) ? council.advocacy : '',
    investigatingOfficerName: nameToTell(facts.investigatingOfficer),
    independentPersonName: nameToTell(facts.independentPerson),
    adjudicatorName: nameOf(facts.adjudicatingOfficer),
    leaverName: nameOf(occasion.change?.leaver),
    newcomerName: nameOf(occasion.change?.newcomer),
    partName: occasion.change ? sentences.parts[occasion.change.part] : '',
    statement: facts.statement ?? '',
    replyBy: dateToPrint(facts.statementReplyBy ?? ''),
    decisionOn: dateToPrint(answeredOn(occasion)),
    meetingOn: dateToPrint(facts.meetingOn ?? ''),
    meetingWasOn: dateToPrint(meetingBefore(occasion, decision)),
    meetingTime: facts.meetingTime === undefined ? '' : timeInWords(facts.meetingTime),
    meetingPlace: facts.meetingPlace ?? '',
    // A reason may be given for a meeting that is in time after all.
    lateReason: isInTime(facts.meetingOn, answerDue) ? '' : answer('lateReason'),
    panelNames: panel.flatMap(({ role, id }) => {
      const name = nameToTell(id);
      return name === '' ? [] : [role === 'panel chair' ? sentences.panelChair({ name }) : name];
    }),
    namesToFollow: panel.some(({ id }) => !mayBeNamed(id, state)) ? sentences.namesToFollow : '',
    recommendations: recommendationsToPrint(facts.recommendations, written, sentences),
    investigationRecommendations: investigationToPrint(state, written, sentences),
    noRecommendations: (facts.recommendations ?? []).length === 0 ? sentences.noRecommendations : '',
    praise: facts.summary ?? '',
    teamName: facts.team ?? '',
    mergedReference: state.mergedFrom?.find((id) => occasion.letter?.startsWith(occasionOfMerge(id))) ?? '',
    whereTo: answer('whereTo'),
    stepTitle:
      'staffName' in to
        ? (ofClock?.clock.title ?? step?.title ?? task.step)
        : (step?.publicStatus ?? statusOf(step, procedure, sentences)),
    workingDaysLate: late === 0 ? '' : String(late),
    canReportDelay:
      step && 'user' in to && canReportDelay(to.user, { state, task, step, council }) ? 'yes' : '',
    link: 'staffName' in to ? `${council.pages.replace(/\/$/, '')}/cases/${state.reference}` : '',
  };
}

/** Whether a step has a delay to report, and this reader of its alert may report it. */
const canReportDelay = (
  user: User | undefined,
  { state, task, step, council }: { state: Case; task: Task; step: Step; council: Council },
): boolean =>
  user !== undefined &&
  Object.values(step.outcomes).some(
    (outcome) =>
      outcome.effect === 'report delay' && may(user, { do: 'decide', task, step, outcome }, state, council),
  );

/**
 * The last day to ask for the next stage, ready to print. What goes on paper counts from the day it arrives, and no one
 * knows that day before it is posted: the letter says how long there is, counted from then.
 */
function lastDayToAsk(
  { step, due }: { step: Step; due: CivilDate | undefined },
  { state, procedure, task }: Occasion,
  { calendar, byPost }: ClockContext,
  { afterArrival }: Sentences,
): string {
  const { limit } = step;
  if (limit === undefined || !startsWhenReached(limit.from)) return dateToPrint(due);
  if (procedure.steps[task.step] !== step)
    return byPost ? afterArrival({ ...limit, of: 'this letter' }) : dateToPrint(due);
  const waits = holdsOf(state, task, procedure, step, calendar).includes(
    'answer has not reached the complainant',
  );
  return waits ? afterArrival({ ...limit, of: 'our answer' }) : dateToPrint(due);
}

/** The day for which the meeting was set before a decision of this run set it; '' for the first. */
function meetingBefore(
  { state, events, procedure, task }: Occasion,
  decision: DecidedEvent | undefined,
): string {
  const dayIn = (event: DecidedEvent) => textOf(answersRead(event, procedure)['meetingOn']);
  if (decision === undefined || dayIn(decision) === '') return '';
  const run = new Set(state.tasks.filter((one) => one.run === task.run).map(({ key }) => key));
  const before = events.slice(0, events.indexOf(decision));
  return (
    before
      .filter((event): event is DecidedEvent => event.type === 'decided' && run.has(event.task))
      .map(dayIn)
      .findLast((day) => day !== '') ?? ''
  );
}

/** The points that letters speak of. Of one that another route deals with instead, a letter of its own has told. */
const pointsTold = ({ points = [] }: Facts) => points.filter(({ route }) => route === undefined);

/** The points. A point that is handled elsewhere says where and why. */
function pointsToPrint(facts: Facts, sentences: Sentences): string[] {
  const own = new Set(ownPoints(facts).map(({ id }) => id));
  return pointsTold(facts).map(({ id, text, case: reference, procedureReason }) => {
    if (own.has(id)) return text;
    return [text, sentences.pointElsewhere({ reference }), procedureReason ?? ''].join('\n\n').trimEnd();
  });
}

/** What the investigation recommended, each with the council's answer to it if one was recorded. */
function investigationToPrint(state: Case, written: Answers | undefined, sentences: Sentences): string[] {
  const { recommendations = [] } = foundBy(state, { stage: 'stage 2', as: 'investigation' }) ?? {};
  return recommendations.map((one) => recommendationsToPrint([one], written, sentences)[0] ?? one.text);
}

function recommendationsToPrint(
  recommendations: readonly Recommendation[] = [],
  written: Answers | undefined,
  sentences: Sentences,
): string[] {
  const answers = listOf(RecommendationAnswer, written?.['recommendationAnswers']);
  return recommendations.flatMap(({ id, text }) => {
    const given = answers.find(({ recommendation }) => recommendation === id);
    return given ? [`${text}\n\n${sentences.recommendationAnswer[given.accepted]}\n\n${given.answer}`] : [];
  });
}

/** The ground on which a complaint is declined, in words, and how to come back; nothing for another decision. */
function declinedBecause(
  ground: string,
  { declined }: Sentences,
): Pick<LetterValues, 'groundInWords' | 'howToComeBack'> {
  const known = Object.entries(declined).find(([value]) => value === ground)?.[1];
  return known ? { groundInWords: known.ground, howToComeBack: known.comeBack } : {};
}

function reopenedBecause(events: readonly Event[]): string {
  return events.findLast((event) => event.type === 'reopened')?.reason ?? '';
}

/** The day on which the last answer before this task was sent, or '' if there is none. */
function answeredOn({ state, procedure, task }: Occasion): string {
  const before = state.tasks.slice(
    0,
    state.tasks.findIndex(({ key }) => key === task.key),
  );
  const sent = before
    .filter((earlier) => earlier.procedure === procedure.id)
    .flatMap(({ step, decisions }) =>
      decisions.filter(({ outcome }) => procedure.steps[step]?.outcomes[outcome]?.signedBy === 'author'),
    );
  const last = sent.at(-1);
  return last ? londonDate(last.at) : '';
}

/**
 * The decision that a response is made from. If another step checks or sends it, that is the one of the step where it
 * was written.
 */
function answerWritten({ state, events, procedure, task, decision }: Occasion): DecidedEvent | undefined {
  const author = writtenAnswer(state, procedure, task)?.task;
  return author && author.key !== task.key
    ? decisionOf(events, author.key, author.decisions.at(-1)?.n)
    : decisionOf(events, task.key, decision);
}

/** The items of a list that was answered. */
function listOf<T>(item: z.ZodMiniType<T>, answer: Answers[string] | undefined): T[] {
  const list = z.array(item).safeParse(answer);
  return list.success ? list.data : [];
}

const isComplaint = ({ kind, facts }: Case): boolean =>
  ['complaint', 'unreadable email'].includes(facts.kind ?? kind);

/** Where a complaint is, for its complainant, when the step has no words of its own: never its title or its id. */
function statusOf(step: Step | undefined, { steps }: Procedure, sentences: Sentences): string {
  const { writtenIn, asksFor } = step ?? {};
  const written = writtenIn === undefined ? undefined : steps[writtenIn]?.publicStatus;
  return (
    written ?? (asksFor === undefined ? sentences.dealingWithIt : sentences.mayAskFor({ stage: asksFor }))
  );
}

/** What stands under the name of an officer: their team, or the role of someone else whose decision the letter gives. */
function officerTeam(
  outcome: Outcome | undefined,
  by: Actor | undefined,
  council: Council,
  { complaintsTeam, roles }: Sentences,
): string {
  const decider =
    outcome?.signedBy === 'decider' && by !== undefined ? userById(council, userIdOf(by)) : undefined;
  const [role] = decider?.roles ?? [];
  return decider === undefined || role === undefined || decider.roles.includes('complaints-officer')
    ? complaintsTeam
    : upperFirst(roles[role]);
}

/** Whether something happens on or before the last day for it. False without both days. */
const isInTime = (on: CivilDate | undefined, lastDay: CivilDate | undefined): boolean =>
  on !== undefined && lastDay !== undefined && on <= lastDay;

/** A day that has not passed; '' for one that has. */
const toCome = (day: CivilDate | undefined, today: CivilDate): string =>
  day !== undefined && day >= today ? day : '';

/**
 * The day that the complainant was last given for what they wait for in this run: by an officer who told of a delay, or as
 * the day of a meeting.
 */
function lastTold({ state, events, procedure, task }: Occasion): CivilDate | undefined {
  const clockOf = ({ step }: Task) => procedure.steps[step]?.clock;
  return events
    .flatMap((event) => {
      if (event.type !== 'decided') return [];
      const decided = state.tasks.find(({ key }) => key === event.task);
      const outcome = procedure.steps[decided?.step ?? '']?.outcomes[event.outcome];
      if (!decided || !outcome || outcome.letters.length === 0) return [];
      if (decided.run !== task.run || clockOf(decided) !== clockOf(task)) return [];
      if (outcome.effect === 'report delay') return [textOf(answersRead(event, procedure)['expected'])];
      return laterDaySet(outcome, state) ?? [];
    })
    .at(-1);
}

/** A date as letters give it, "Monday 19 April 2021"; '' when there is none. */
function dateToPrint(date: string | undefined): string {
  return date === undefined || date === '' ? '' : longDateWithWeekday(date);
}

/** The last extension or move of a task or its clock: the day before, and the day after it. */
function lastMove(events: readonly Event[], task: Task): { due: CivilDate; until: CivilDate } | undefined {
  return events.findLast(
    (event): event is Extract<Event, { type: 'extended' | 'deadline-moved' }> =>
      (event.type === 'extended' || event.type === 'deadline-moved') && event.task === task.key,
  );
}

type DecidedEvent = Extract<Event, { type: 'decided' }>;

/** Decision number `n` of a task, or undefined. */
export function decisionOf(
  events: readonly Event[],
  task: string,
  n: number | undefined,
): DecidedEvent | undefined {
  return events.find(
    (event): event is DecidedEvent => event.type === 'decided' && event.task === task && event.decision === n,
  );
}

/** The answers of the decision that ended a task. */
export function answersOf(events: readonly Event[], task: Task): Answers | undefined {
  return decisionOf(events, task.key, task.decisions.at(-1)?.n)?.answers;
}

function stageOf(procedure: Procedure, step: string): string | undefined {
  return Object.values(procedure.steps).find((window) =>
    Object.values(window.outcomes).some(({ next }) => window.kind === 'window' && next === step),
  )?.asksFor;
}

/**
 * The person who deals with the complaint now: the assignee of the next step, or the author of the answer while it is
 * checked and signed off, or the assignee of this step, or the person who decided it.
 */
function handlerOf(
  state: Case,
  procedure: Procedure,
  task: Task,
  next: Step | undefined,
  council: Council,
  by: string | undefined,
  sentences: Sentences,
) {
  const nextUser =
    next?.kind === 'task' && next.assignedBy !== undefined ? state.facts[next.assignedBy] : undefined;
  const writtenIn = procedure.steps[task.step]?.writtenIn;
  const author = state.tasks.findLast(({ run, step }) => run === task.run && step === writtenIn);
  const authorId = author?.assignee ?? author?.decisions.findLast(({ ends }) => ends)?.by;
  const id = [
    nextUser,
    authorId === undefined ? undefined : userIdOf(authorId),
    task.assignee,
    by === undefined ? undefined : userIdOf(by),
  ].find(
    (candidate) =>
      typeof candidate === 'string' &&
      presentUser(council, candidate) &&
      !hasConflict(state, candidate, council) &&
      mayBeNamed(candidate, state),
  );
  const user = typeof id === 'string' ? userById(council, id) : undefined;
  if (!user) return { name: sentences.unnamedHandler, role: council.name };
  const [role] = user.roles;
  const title = role === undefined ? '' : sentences.roles[role];
  return { name: user.name, role: sentences.handlerRole({ role: title, team: user.team }) };
}

/** A complainant who has waited longer than the total limit may go on without an answer (law.md section 2a). */
function nextStageWithoutAnswer(
  state: Case,
  task: Task,
  step: Step | undefined,
  procedure: Procedure,
  sentences: Sentences,
): string | undefined {
  const onward = Object.values(step?.outcomes ?? {}).find(
    ({ onlyAfter, next }) =>
      onlyAfter !== undefined && procedure.steps[next] && hasPassed(state, procedure, task, onlyAfter),
  );
  return onward && (stageOf(procedure, onward.next) ?? sentences.nextStage);
}

/** Thrown if a letter of a case has no task: every letter comes from a step. */
class LetterWithoutTask extends Error {
  override name = 'LetterWithoutTask' as const;
}

export function taskOfLetter(state: Case, key: string | undefined): Task {
  const task = key === undefined ? state.tasks.at(-1) : taskOf(state, key);
  if (!task) throw new LetterWithoutTask('a letter comes from a step that the case does not have');
  return task;
}
