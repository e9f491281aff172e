import type { Case, Task } from '../functions/domain/case/case.ts';
import { addCalendarDays, addMonths, type CivilDate } from '../functions/domain/time/civil-date.ts';
import type { Council, User } from '../functions/domain/council/council.ts';
import { ownPoints } from '../functions/domain/case/facts.ts';
import { roleHolders } from '../functions/domain/case/role-holders.ts';
import type { Field } from '../workflows/procedures/form-field.ts';
import type { Outcome, Step } from '../workflows/procedures/procedure.ts';

/** How forms are answered: with what is required alone, or every field of them. */
export type Manner = 'the least' | 'everything';

/**
 * The values that answers are made from. `wishes`: answers that the caller has chosen already, by the name of their
 * field.
 */
export interface AnswerContext {
  state: Case;
  task: Task;
  council: Council;
  today: CivilDate;
  /** A document of the case that no other answer names. */
  document?: string;
  commands?: Record<string, unknown>;
}

/** Days ahead that are far enough for whatever is planned: a meeting, a review, an action. */
const ahead = 30;

/** Valid answers to the form of an outcome, made from the types of its fields and what the case knows. */
export function answersFor(
  outcome: Outcome,
  manner: Manner,
  context: AnswerContext,
): Record<string, unknown> {
  const answers: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(outcome.form)) {
    const { neededWhen } = field;
    const needed = neededWhen !== undefined && answers[neededWhen.field] === neededWhen.is;
    // Someone who continues for the dead has to be reached somehow.
    const reached = outcome.effect === 'name successor' && field.means === 'partyEmail';
    if (field.required || needed || reached || manner === 'everything')
      answers[name] = context.commands?.[name] ?? answerTo(field, outcome, context);
  }
  return answers;
}

/** A user who may decide an outcome: who has the step where its performer may, else someone of the role. */
export function whoDecides(
  step: Step,
  outcome: Outcome,
  { state, task, council }: Pick<AnswerContext, 'state' | 'task' | 'council'>,
): string | undefined {
  // What is reserved can also be done by other roles, once the step is given to them.
  const performers = outcome.reserved ? [step.performer] : (outcome.by ?? [step.performer]);
  if (performers.includes(step.performer) && task.assignee !== undefined) return task.assignee;
  const team = state.facts.team;
  return council.users.find(
    (user) =>
      user.roles.some((role) => performers.includes(role)) &&
      (user.team === undefined || team === undefined || user.team === team),
  )?.id;
}

function answerTo(field: Field, outcome: Outcome, context: AnswerContext): unknown {
  const { state, council, today } = context;
  const words = `${field.label}: this and that.`;
  const [someone] = eligible(field, context);
  if (field.means === 'bodyReachedBy') return 'complaints@body.example';
  switch (field.type) {
    case 'text':
    case 'paragraphs':
      return field.means === 'partyEmail' ? 'someone@home.example' : words;
    case 'date':
      return dayFor(field, outcome, context);
    case 'time':
      return '10:30';
    case 'yes-no':
      return true;
    case 'choice':
      return choices(field, context)[0];
    case 'choices':
      return choices(field, context).slice(0, 2);
    case 'list':
      return [words, 'And more.'];
    case 'user':
      return someone?.id;
    case 'users':
      return eligible(field, context)
        .slice(0, 2)
        .map(({ id }) => id);
    case 'document':
      return context.document;
    case 'documents':
      return context.state.documents.slice(0, 2);
    case 'points':
      return [{ text: words }, { text: 'And another.' }];
    case 'findings':
      return ownPoints(state.facts).map(({ id }) => ({
        point: id,
        finding: 'upheld',
        reasons: words,
        ...(field.follows === undefined ? {} : { whyNot: words }),
      }));
    case 'learning':
      return [{ text: words, type: council.learningTypes[0], owner: someone?.id }];
    case 'actions':
      return [
        {
          text: words,
          type: council.actionTypes[0],
          owner: someone?.id,
          dueOn: addCalendarDays(today, ahead),
        },
      ];
    case 'money':
      return [
        { amount: '150', for: words },
        { amount: '1,200.50', for: 'the rest' },
      ];
    case 'recommendations':
      return [{ text: words, point: ownPoints(state.facts)[0]?.id }, { text: 'And another.' }];
    case 'recommendation answers':
      return (state.facts.recommendations ?? []).map(({ id }) => ({
        recommendation: id,
        accepted: 'accepted',
        answer: words,
      }));
  }
}

/** An extension to the day after it is due, today where the future is refused, else a day well ahead. */
function dayFor({ not = [], moreThan }: Field, { effect }: Outcome, { state, task, today }: AnswerContext) {
  if (moreThan) return addCalendarDays(addMonths(state.receivedOn, -moreThan.days), -1);
  if (effect === 'extend' && !not.includes('future'))
    return addCalendarDays(task.due > today ? task.due : today, 1);
  return not.includes('future') ? today : addCalendarDays(today, ahead);
}

function choices({ options, optionsFrom }: Field, { council, state }: AnswerContext): string[] {
  if (options) return options.map(({ value }) => value);
  switch (optionsFrom) {
    case 'teams':
      return council.teams.map(({ name }) => name);
    case 'service areas':
      return council.serviceAreas;
    case 'categories':
      return council.categories.map(({ name }) => name);
    case 'sub-categories':
      return council.categories.flatMap(({ subCategories }) => subCategories);
    case 'themes':
      return council.themes;
    case 'points':
      return ownPoints(state.facts).map(({ id }) => id);
    default:
      // The caller chooses procedures and kinds of feedback.
      return [];
  }
}

/**
 * Users who can be named: of the role, with no other part in the case, not complained about. Without a role, the last
 * users first.
 */
function eligible({ role, appoints }: Field, { state, council }: AnswerContext): User[] {
  const held = new Set(roleHolders(state).map(({ id }) => id));
  const users = council.users.filter(
    (user) =>
      (role === undefined || user.roles.includes(role)) &&
      !(appoints !== undefined && held.has(user.id)) &&
      !state.facts.complainedAbout?.includes(user.id),
  );
  return role === undefined ? users.toReversed() : users;
}
