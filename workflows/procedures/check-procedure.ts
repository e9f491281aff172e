import { reminderProblems, warningProblems } from './check-asking.ts';
import { clockOrderProblems } from './check-clock-order.ts';
import { byItselfProblems } from './check-decided-by-itself.ts';
import {
  clockDayProblems,
  effectProblems,
  emptyMilestoneProblems,
  meaningProblems,
  silenceProblems,
} from './check-effects.ts';
import { assignmentProblems, fieldProblems } from './check-fields.ts';
import { findingsProblems } from './check-findings.ts';
import type { Field } from './form-field.ts';
import type { FieldMeaning } from './meanings.ts';
import {
  endings,
  meaningOf,
  Procedure,
  type ClockStart,
  type Extension,
  type Milestone,
  type Outcome,
  type StageClock,
  type Step,
} from './procedure.ts';
import { togetherProblems } from './check-together.ts';
import { wayOut } from './way-out.ts';
import { moneyProblems } from './check-money.ts';
import { milestoneReaderProblems, readerProblems } from './check-readers.ts';
import { rightProblems } from './check-rights.ts';
import { fieldThatMeans, meaningOfField } from './field-meaning.ts';

/** Thrown for a procedure that cannot be followed; every problem is named, with the procedure and the step. */
export class InvalidProcedure extends Error {
  override name = 'InvalidProcedure' as const;
}

/**
 * Reads a procedure and proves that it can be followed: every step has a performer and is reached, every outcome
 * leads somewhere, every clock starts from something, every letter has a template. Throws `InvalidProcedure`.
 */
export function checkProcedure(candidate: unknown, letters: ReadonlySet<string>): Procedure {
  const parsed = Procedure.safeParse(candidate);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `${path.map(String).join('.') || 'procedure'}: ${message}`,
    );
    throw new InvalidProcedure(`${nameOf(candidate)}: ${problems.join('; ')}`);
  }
  const problems = problemsOf(parsed.data, letters);
  if (problems.length > 0) throw new InvalidProcedure(`${parsed.data.id}: ${problems.join('; ')}`);
  return parsed.data;
}

function nameOf(candidate: unknown): string {
  return typeof candidate === 'object' && candidate !== null && 'id' in candidate
    ? String(candidate.id)
    : 'procedure without id';
}

function problemsOf(procedure: Procedure, letters: ReadonlySet<string>): string[] {
  const { steps, first, clocks = {} } = procedure;
  const problems = Object.entries(clocks).flatMap(([id, clock]) =>
    stageClockProblems(id, clock, procedure, letters).map((problem) => `clock "${id}": ${problem}`),
  );
  if (!steps[first]) problems.push(`first: there is no step "${first}"`);
  for (const [id, step] of Object.entries(steps)) {
    if (isEnding(id)) problems.push(`step "${id}": the name is taken by an ending`);
    if (step.kind === 'window' && step.lapse === undefined)
      problems.push(`step "${id}": a window needs a lapse, the outcome when its time has run out`);
    if (step.lapse !== undefined && !step.outcomes[step.lapse])
      problems.push(`step "${id}": lapse: there is no outcome "${step.lapse}"`);
    if (step.writtenIn !== undefined && !steps[step.writtenIn])
      problems.push(`step "${id}": writtenIn: there is no step "${step.writtenIn}"`);
    if (step.notByAuthor && step.writtenIn === undefined)
      problems.push(`step "${id}": notByAuthor needs writtenIn, the step of the author`);
    if (step.passOver && !Object.hasOwn(step.outcomes, step.passOver.outcome))
      problems.push(`step "${id}": passOver: there is no outcome "${step.passOver.outcome}"`);
    if (step.limit === undefined && step.clock === undefined)
      problems.push(`step "${id}": needs a limit of its own or the clock of a stage`);
    if (step.clock !== undefined && !clocks[step.clock])
      problems.push(`step "${id}": clock: there is no clock "${step.clock}"`);
    if (step.kind === 'window' && step.limit === undefined)
      problems.push(`step "${id}": a window needs a limit of its own`);
    if (step.extension && !step.limit)
      problems.push(`step "${id}": the extension belongs to its clock, as the step has no limit of its own`);
    if (step.extension && step.limit)
      problems.push(
        ...extensionProblems(step.extension, step.limit).map((problem) => `step "${id}": ${problem}`),
      );
    const limit = step.limit ?? clocks[step.clock ?? '']?.limit;
    if (
      limit &&
      step.target &&
      (step.target.unit ?? limit.unit) === limit.unit &&
      step.target.days > limit.days
    )
      problems.push(`step "${id}": target: ${step.target.days} is longer than the limit of ${limit.days}`);
    if (step.limit?.from === 'clock' && step.clock === undefined)
      problems.push(`step "${id}": it counts from the start of its clock, and has none`);
    if (step.limit)
      problems.push(...clockProblems(step.limit.from, steps).map((problem) => `step "${id}": ${problem}`));
    problems.push(
      ...milestoneProblems(step.milestones, letters, step.limit !== undefined).map(
        (problem) => `step "${id}": ${problem}`,
      ),
    );
    if (step.kind === 'window' && step.asksFor === undefined)
      problems.push(`step "${id}": a window needs asksFor, what can be asked for in it`);
    const ends = Object.values(step.outcomes).some(({ next }) => next !== 'again');
    if (!ends) problems.push(`step "${id}": no outcome leads on`);
    problems.push(
      ...[...(ends ? byItselfProblems(step) : []), ...assignmentProblems(step)].map(
        (problem) => `step "${id}": ${problem}`,
      ),
    );
    for (const [name, outcome] of Object.entries(step.outcomes)) {
      const where = `step "${id}", outcome "${name}"`;
      if (!isEnding(outcome.next) && !Object.hasOwn(steps, outcome.next))
        problems.push(`${where}: there is no next step "${outcome.next}"`);
      if (outcome.next === 'closed' && outcome.closedAs === undefined && !comesClosedAs(id, steps))
        problems.push(`${where}: closes the case without saying as what (closedAs)`);
      if (
        outcome.onlyAfter !== undefined &&
        ![...step.milestones, ...Object.values(clocks).flatMap((clock) => clock.milestones)].some(
          (milestone) => milestone.id === outcome.onlyAfter,
        )
      ) {
        problems.push(
          `${where}: onlyAfter: neither the step nor a clock has a milestone "${outcome.onlyAfter}"`,
        );
      }
      if (outcome.effect === 'extend' && !step.extension && !clocks[step.clock ?? '']?.extension)
        problems.push(`${where}: neither the step nor its clock has an extension`);
      problems.push(
        ...[
          ...formProblems(outcome, clocks),
          ...findingsProblems(outcome, step, procedure),
          ...warningProblems(outcome, procedure),
          ...reminderProblems(outcome, step),
          ...togetherProblems(outcome, procedure),
          ...readerProblems(outcome),
          ...fieldProblems(outcome),
          ...effectProblems(outcome, step, procedure),
          ...clockDayProblems(outcome),
        ].map((problem) => `${where}: ${problem}`),
      );
      problems.push(...alongsideProblems(outcome, clocks).map((problem) => `${where}: ${problem}`));
      const granted = step.extension ?? clocks[step.clock ?? '']?.extension;
      if (outcome.effect === 'extend' && granted?.agreed && !asksFor(outcome.form, 'agreedOn'))
        problems.push(`${where}: an extension by agreement needs a required date "agreedOn"`);
      if (outcome.promises !== undefined && !steps[outcome.promises])
        problems.push(`${where}: promises: there is no step "${outcome.promises}"`);
      const drafted = outcome.drafts === undefined ? [] : [outcome.drafts];
      if (drafted.some((letter) => !sends(letter, steps)))
        problems.push(`${where}: drafts: no outcome sends the letter "${outcome.drafts}"`);
      problems.push(...moneyProblems(step, outcome, steps).map((problem) => `${where}: ${problem}`));
      problems.push(...signatureProblems(step, outcome, steps).map((problem) => `${where}: ${problem}`));
      for (const letter of [
        ...outcome.letters,
        ...drafted,
        ...(outcome.alerts ?? []).map((alert) => alert.letter),
      ]) {
        if (!letters.has(letter)) problems.push(`${where}: there is no letter "${letter}"`);
      }
    }
  }
  problems.push(...formerProblems(procedure), ...receivedProblems(procedure));
  problems.push(
    ...clockOrderProblems(procedure),
    ...emptyMilestoneProblems(procedure),
    ...silenceProblems(procedure),
    ...rightProblems(procedure),
  );
  const reached = reachedFrom(procedure);
  for (const id of Object.keys(steps))
    if (!reached.has(id)) problems.push(`step "${id}" is never reached from "${first}"`);
  return problems;
}

/** A letter with an answer that someone else wrote goes under the name of its author. */
function signatureProblems(
  { writtenIn }: Step,
  { letters, signedBy }: Outcome,
  steps: Procedure['steps'],
): string[] {
  const drafts = (letter: string, { outcomes }: Pick<Step, 'outcomes'> = { outcomes: {} }) =>
    Object.values(outcomes).some((outcome) => outcome.drafts === letter);
  const answer = letters.find((letter) => Object.values(steps).some((step) => drafts(letter, step)));
  return [
    ...(answer === undefined || signedBy === 'author'
      ? []
      : [`the letter "${answer}" gives an answer that is written in another step, so its author signs it`]),
    ...(signedBy !== 'author' || letters.every((letter) => drafts(letter, steps[writtenIn ?? '']))
      ? []
      : ['signedBy: no author, as the step in writtenIn does not draft its letters']),
  ];
}

/** What an outcome starts alongside the case is about a clock, and due on a date of its form. */
function alongsideProblems({ alongside, form }: Outcome, clocks: Record<string, StageClock>): string[] {
  if (alongside === undefined) return [];
  const { about, dueOn } = alongside;
  return [
    ...(clocks[about] ? [] : [`alongside: there is no clock "${about}"`]),
    ...(dueOn === undefined || form[dueOn]?.type === 'date'
      ? []
      : [`alongside: dueOn: "${dueOn}" is no date of the form`]),
  ];
}

/** Whether a form asks for a date of this meaning, and requires it. */
const asksFor = (form: Outcome['form'], meaning: FieldMeaning): boolean => {
  const field = form[fieldThatMeans(form, meaning) ?? ''];
  return field?.type === 'date' && field.required === true;
};

/** What no complaint could follow: days that never come, or no kind of feedback. */
const receivedProblems = ({
  received: { from = '', until = '9999-12-31' },
  feedback,
}: Procedure): string[] => [
  ...(from <= until ? [] : [`received: until ${until} is before from ${from}`]),
  ...(feedback?.length === 0 ? ['feedback: it is for no kind of feedback'] : []),
];

/** What would lead a case astray whose step or version was removed. */
function formerProblems({ steps, version, formerSteps = {}, formerVersions = [] }: Procedure): string[] {
  return [
    ...(Object.hasOwn(steps, wayOut) ? [`step "${wayOut}": every procedure has a step of this name`] : []),
    ...(formerVersions.includes(version) ? [`formerVersions: "${version}" is this version itself`] : []),
    ...Object.entries(formerSteps).flatMap(([id, { continueAt }]) => [
      ...(Object.hasOwn(steps, id) ? [`formerSteps: there still is a step "${id}"`] : []),
      ...(continueAt === undefined || Object.hasOwn(steps, continueAt)
        ? []
        : [`formerSteps: "${id}" continues at "${continueAt}", which is no step`]),
    ]),
  ];
}

/** What a clock lacks to start and to end, and what it would be misread in. */
function stageClockProblems(
  id: string,
  clock: StageClock,
  { steps, clocks = {} }: Procedure,
  letters: ReadonlySet<string>,
): string[] {
  const outcomes = Object.values(steps).flatMap((step) => Object.values(step.outcomes));
  const turned = (turn: 'starts' | 'ends') =>
    outcomes.some((outcome) => outcome[turn]?.some((one) => one.clock === id));
  const begins = clock.from !== undefined || turned('starts');
  const after = typeof clock.from === 'object' && 'endOf' in clock.from ? clock.from.endOf : undefined;
  // Until its procedure is chosen a complaint is only watched: the clocks of that procedure take over.
  const watched = outcomes.some(({ next }) => next === 'chosen procedure');
  return [
    ...(begins ? [] : ['neither a day nor an outcome starts it']),
    ...(turned('ends') || watched ? [] : ['no outcome ends it']),
    ...(after === undefined || clocks[after]
      ? []
      : [`it begins with the end of "${after}", which is no clock`]),
    ...(after === id ? ['it begins with its own end'] : []),
    ...(clock.reportedWith === undefined || clocks[clock.reportedWith]
      ? []
      : [`it is reported with "${clock.reportedWith}", which is no clock`]),
    ...(clock.reportedWith !== undefined && clock.milestones.length > 0
      ? ['it is reported with another clock and raises no alarm, so it has no milestones']
      : []),
    ...(clock.extension ? extensionProblems(clock.extension, clock.limit) : []),
    ...milestoneProblems(clock.milestones, letters, true),
    ...(clock.reportedWith === undefined &&
    !clock.milestones.some((milestone) => meaningOf(milestone) === 'breach')
      ? ['no milestone means its breach']
      : []),
    ...clock.milestones.flatMap(({ id: milestone, when }) =>
      when === 'opened' ? [`milestone "${milestone}": a clock is not opened, only a step is`] : [],
    ),
  ];
}

function extensionProblems({ upTo, agreed }: Extension, { days }: { days: number }): string[] {
  if (upTo === undefined)
    return agreed ? [] : ['an extension without a longest time is one that the complainant agreed to'];
  return upTo <= days ? [`the extension to ${upTo} is no longer than the limit of ${days}`] : [];
}

/** Milestones by one name would be taken for each other; a breach is the first moment after the last day in time. */
function milestoneProblems(
  milestones: readonly Milestone[],
  letters: ReadonlySet<string>,
  timed: boolean,
): string[] {
  const ids = milestones.map(({ id }) => id);
  return [
    ...ids.filter((id, place) => ids.indexOf(id) !== place).map((id) => `two milestones are called "${id}"`),
    ...milestones.flatMap(({ id, when, means, letter }) => [
      ...(letter === undefined || letters.has(letter) ? [] : [`there is no letter "${letter}"`]),
      ...(means === 'breach' && when !== 'late' && !(typeof when === 'object' && 'hours' in when)
        ? [`milestone "${id}": a breach is "late", the first moment after the last day in time`]
        : []),
      ...(when === 'late' && means !== undefined && means !== 'breach'
        ? [`milestone "${id}": what comes when the limit has passed means a breach`]
        : []),
      ...(timed || when === 'opened' ? [] : [`milestone "${id}": the step has no time of its own`]),
    ]),
    ...milestoneReaderProblems(milestones),
    ...meaningProblems(milestones),
  ];
}

/** What code reads from the form of an outcome: the fields of its effect, and the days of the clocks it turns. */
function formProblems(outcome: Outcome, clocks: Record<string, StageClock>): string[] {
  const { form, effect } = outcome;
  const wanted = effect === undefined ? [] : (fieldsOfEffect[effect] ?? []);
  return [
    ...wanted.flatMap(({ field, type, today = false }) => {
      const given = form[fieldThatMeans(form, field) ?? ''];
      return given?.type === type && (given.required === true || today)
        ? []
        : [`the effect "${effect}" needs a ${today ? '' : 'required '}field "${field}" of type "${type}"`];
    }),
    ...ambiguousMeanings(form),
    ...[...(outcome.starts ?? []), ...(outcome.ends ?? [])].flatMap(({ clock, on }) => [
      ...(clocks[clock] ? [] : [`there is no clock "${clock}"`]),
      ...(on === undefined || form[on]?.type === 'date'
        ? []
        : [`the day of the clock is given in "${on}", which is no date of the form`]),
    ]),
    ...Object.entries(form).flatMap(([name, { lateNeeds, neededWhen }]) => [
      ...(lateNeeds === undefined || form[lateNeeds]
        ? []
        : [`field "${name}": lateNeeds: the form has no field "${lateNeeds}"`]),
      ...(neededWhen === undefined || form[neededWhen.field]
        ? []
        : [`field "${name}": neededWhen: the form has no field "${neededWhen.field}"`]),
    ]),
  ];
}

/** Two fields of one form that mean the same: code would read one of them by chance. */
function ambiguousMeanings(form: Outcome['form']): string[] {
  const meanings = Object.entries(form).flatMap(([name, field]) => [
    ...[meaningOfField(name, field) ?? []].flat(),
    ...[field.fact ?? []].flat(),
  ]);
  const twice = meanings.filter((meaning, place) => meanings.indexOf(meaning) !== place);
  return twice.map((meaning) => `two fields of the form mean "${meaning}"`);
}

/**
 * The fields that each effect reads, by their meaning (functions/domain/decisions/effects.ts). `today`: without an answer it
 * means today.
 */
const fieldsOfEffect: Partial<
  Record<NonNullable<Outcome['effect']>, { field: FieldMeaning; type: Field['type']; today?: true }[]>
> = {
  extend: [
    { field: 'until', type: 'date' },
    { field: 'reason', type: 'paragraphs' },
  ],
  'report delay': [
    { field: 'expected', type: 'date' },
    { field: 'reason', type: 'paragraphs' },
  ],
  pause: [
    { field: 'reviewOn', type: 'date' },
    { field: 'reason', type: 'paragraphs' },
  ],
  'review pause': [
    { field: 'reviewOn', type: 'date' },
    { field: 'reason', type: 'paragraphs' },
  ],
  resume: [{ field: 'reason', type: 'paragraphs' }],
  keep: [
    { field: 'until', type: 'date' },
    { field: 'reason', type: 'paragraphs' },
  ],
  'legal hold': [{ field: 'reason', type: 'paragraphs' }],
  'resolve informally': [
    { field: 'resolvedOn', type: 'date' },
    { field: 'agreed', type: 'paragraphs' },
    { field: 'content', type: 'paragraphs' },
  ],
  'letter posted': [{ field: 'postedOn', type: 'date', today: true }],
  'letter reached': [
    { field: 'reachedOn', type: 'date', today: true },
    { field: 'how', type: 'paragraphs' },
  ],
  'message dealt with': [{ field: 'done', type: 'paragraphs' }],
  'refuse money': [{ field: 'reason', type: 'paragraphs' }],
  'withdraw money': [{ field: 'reason', type: 'paragraphs' }],
  'name successor': [
    { field: 'partyName', type: 'text' },
    { field: 'reason', type: 'paragraphs' },
  ],
  'end after death': [{ field: 'reason', type: 'paragraphs' }],
  'record young person': [
    { field: 'whoSpeaks', type: 'choice' },
    { field: 'partyCopies', type: 'choice' },
    { field: 'reason', type: 'paragraphs' },
  ],
};

function clockProblems(clock: ClockStart, steps: Procedure['steps']): string[] {
  if (typeof clock === 'string' || 'fact' in clock || 'reached' in clock) return [];
  if ('dayInDecision' in clock) {
    const asked = Object.values(steps).some(({ outcomes }) =>
      Object.values(outcomes).some(({ form }) => form[clock.dayInDecision]?.type === 'date'),
    );
    return asked ? [] : [`the clock starts from "${clock.dayInDecision}", which no form asks for as a date`];
  }
  const name = 'step' in clock ? clock.step : clock.sameStartAs;
  const earlier = steps[name];
  if (!earlier) return [`the clock starts from the unknown step "${name}"`];
  const answer = 'step' in clock ? clock.answer : undefined;
  const asked = Object.values(earlier.outcomes).some(({ form }) => form[answer ?? '']?.type === 'date');
  return answer === undefined || asked
    ? []
    : [`the clock starts from the answer "${answer}", which no form of "${name}" asks for as a date`];
}

/** Whether every outcome that leads to a step already says how the case is closed. */
function comesClosedAs(id: string, steps: Procedure['steps']): boolean {
  const ways = Object.values(steps).flatMap(({ outcomes }) =>
    Object.values(outcomes).filter(({ next }) => next === id),
  );
  return ways.length > 0 && ways.every(({ closedAs }) => closedAs !== undefined);
}

function sends(letter: string, steps: Procedure['steps']): boolean {
  return Object.values(steps).some(({ outcomes }) =>
    Object.values(outcomes).some(({ letters }) => letters.includes(letter)),
  );
}

function isEnding(next: string): boolean {
  return endings.some((ending) => ending === next);
}

function reachedFrom({ first, steps }: Procedure): Set<string> {
  const reached = new Set<string>();
  const ahead = [first];
  for (let id = ahead.pop(); id !== undefined; id = ahead.pop()) {
    // A property that every object has, such as `toString`, is not a step.
    const step = Object.hasOwn(steps, id) ? steps[id] : undefined;
    if (!step || reached.has(id)) continue;
    reached.add(id);
    ahead.push(...Object.values(step.outcomes).map(({ next }) => next));
  }
  return reached;
}
