import { mostEnclosed } from '../case/most-enclosed.ts';
import * as z from 'zod/mini';
import { CivilDate } from '../time/civil-date.ts';
import { TimeOfDay } from '../time/time-of-day.ts';
import { presentTeams, presentUsers, usersWithRole, type Council, type User } from '../council/council.ts';
import { findingValues, notForThisCouncil, type Point } from '../case/facts.ts';
import type { StageFindings } from '../case/stage-findings.ts';
import type { Answers } from '../case/events.ts';
import { inputRefusals } from '../text/input-errors.ts';
import { penceOf } from '../text/pounds.ts';
import type { FieldRefusal, PersonRefusal, QuestionKind } from '../text/refusal.ts';
import type { Field } from '../../../workflows/procedures/form-field.ts';
import { FeedbackKind, type Appointment } from '../../../workflows/procedures/meanings.ts';
import type { Procedure } from '../../../workflows/procedures/procedure.ts';

/** The source of a form's choices: the council, the procedures that apply, and what the case has. */
export interface FormContext {
  council: Council;
  procedures: readonly Pick<Procedure, 'id' | 'title' | 'feedback'>[];
  points: readonly Point[];
  /** The procedure that the case follows. */
  followed?: Procedure | undefined;
  recommendations: readonly { id: string; text: string }[];
  documents: readonly { id: string; title: string; size?: number }[];
  /** What was found before, by stage: shown beside the findings that a form asks for, never as their answer. */
  foundBefore?: readonly StageFindings[];
  /** The actions under way, which an answer may name. */
  actions?: readonly { id: string; text: string }[];
  /** Whether a child or care leaver complains. */
  childOrCareLeaver?: boolean;
  /** Why a user cannot be appointed on the case; absent where there is no case yet. */
  refuseAppointment?: (user: User, role: Appointment) => PersonRefusal | undefined;
}

const maxText = 100_000;

/** The answers of a form, or every field that is wrong by its path. */
export type FormResult = { ok: true; answers: Answers } | { ok: false; errors: FieldRefusal[] };

/** The choices of a field, in the order in which people see them. */
export function fieldOptions(field: Field, context: FormContext): { value: string; label: string }[] {
  if (field.options) return field.options;
  const named = (names: readonly string[]) => names.map((name) => ({ value: name, label: name }));
  switch (field.optionsFrom) {
    case 'procedures':
      return context.procedures.map(({ id, title }) => ({ value: id, label: title }));
    case 'teams':
      return named(presentTeams(context.council).map(({ name }) => name));
    case 'service areas':
      return named(context.council.serviceAreas);
    case 'categories':
      return named(context.council.categories.map(({ name }) => name));
    case 'sub-categories':
      return named([...new Set(context.council.categories.flatMap(({ subCategories }) => subCategories))]);
    case 'feedback kinds':
      return named(FeedbackKind.options);
    case 'themes':
      return named(context.council.themes);
    case 'points':
      return context.points.map(({ id, text }) => ({ value: id, label: text }));
    case undefined: {
      if (field.type === 'document' || field.type === 'documents')
        return context.documents.map(({ id, title }) => ({ value: id, label: title }));
      const users =
        field.role === undefined ? presentUsers(context.council) : usersWithRole(context.council, field.role);
      return field.type === 'user' || field.type === 'users'
        ? users.map(({ id, name }) => ({ value: id, label: name }))
        : [];
    }
  }
}

const oneOf = (options: readonly { value: string }[]) => z.enum(options.map(({ value }) => value));

/**
 * A well-formed but incomplete list. The type of the list decides what the refusal says is missing (`incompleteList`).
 */
const incomplete = 'incomplete';

/** The message of an amount that is none, by which `formRefusals` finds it. */
const notAnAmount = 'not-an-amount' satisfies FieldRefusal['code'];

const longText = z.string().check(z.trim(), z.minLength(1), z.maxLength(maxText));

/** A list. A required list has at least one entry. */
function listFor<T extends z.ZodMiniType>({ required }: Field, item: T) {
  return required ? z.array(item).check(z.minLength(1)) : z.array(item);
}

/** The schema of one answer. JSON Schema is made from the same object, so form and check cannot differ. */
function fieldSchema(field: Field, context: FormContext): z.ZodMiniType {
  switch (field.type) {
    case 'text':
      return longText.check(z.maxLength(1000));
    case 'paragraphs':
      return longText;
    case 'date':
      return CivilDate;
    case 'time':
      return TimeOfDay;
    case 'yes-no':
      return field.mustBeYes ? z.literal(true) : z.boolean();
    case 'choice':
    case 'user':
    case 'document':
      return oneOf(fieldOptions(field, context));
    case 'choices':
    case 'users':
    case 'documents':
      return z.array(oneOf(fieldOptions(field, context)));
    case 'list':
      return listFor(field, longText);
    case 'points':
      return z
        .array(
          z.strictObject({
            text: longText,
            procedure: z.optional(
              oneOf([...context.procedures.map(({ id }) => ({ value: id })), { value: notForThisCouncil }]),
            ),
            procedureReason: z.optional(longText),
          }),
        )
        .check(
          z.minLength(1),
          z.refine(
            (points) =>
              points.every((point) => point.procedure === undefined || point.procedureReason !== undefined),
            incomplete,
          ),
        );
    case 'learning':
      return listFor(
        field,
        z.strictObject({
          text: longText,
          type: z.optional(z.enum(context.council.learningTypes)),
          owner: z.optional(someUser(context)),
        }),
      );
    case 'actions':
      return listFor(
        field,
        z.strictObject({
          text: longText,
          type: z.optional(z.enum(context.council.actionTypes)),
          owner: someUser(context),
          dueOn: CivilDate,
          ...(context.actions === undefined || context.actions.length === 0
            ? {}
            : { id: z.optional(oneOf(context.actions.map(({ id }) => ({ value: id })))) }),
        }),
      );
    case 'money':
      return listFor(
        field,
        z.strictObject({
          amount: z
            .string()
            .check(z.refine((amount) => penceOf(amount) !== undefined, { error: notAnAmount, abort: true })),
          for: longText.check(z.maxLength(1000)),
        }),
      );
    case 'recommendations':
      // Left out means that nothing is recommended. Recommendations of an earlier panel do not count as its own.
      return z._default(
        z.array(
          z.strictObject({
            text: longText,
            point: z.optional(oneOf(context.points.map(({ id }) => ({ value: id })))),
          }),
        ),
        [],
      );
    case 'recommendation answers':
      return z
        .array(
          z.strictObject({
            recommendation: oneOf(context.recommendations.map(({ id }) => ({ value: id }))),
            accepted: z.enum(['accepted', 'partly accepted', 'not accepted']),
            answer: longText,
          }),
        )
        .check(
          z.refine(
            (answers) =>
              eachOnce(
                answers.map(({ recommendation }) => recommendation),
                context.recommendations,
              ),
            incomplete,
          ),
        );
    case 'findings':
      return z
        .array(
          z.strictObject({
            point: oneOf(context.points.map(({ id }) => ({ value: id }))),
            finding: z.enum(findingValues),
            reasons: longText,
            ...(field.follows === undefined ? {} : { whyNot: z.optional(longText) }),
          }),
        )
        .check(
          z.refine(
            (findings) =>
              eachOnce(
                findings.map(({ point }) => point),
                context.points,
              ),
            incomplete,
          ),
        );
  }
}

const someUser = ({ council }: FormContext) => oneOf(presentUsers(council).map(({ id }) => ({ value: id })));

function eachOnce(named: readonly string[], known: readonly { id: string }[]): boolean {
  return named.length === known.length && new Set(named).size === known.length;
}

/** The schema of all answers of a form; unknown fields are refused. */
export function formSchema(form: Readonly<Record<string, Field>>, context: FormContext) {
  return z.strictObject(
    Object.fromEntries(
      Object.entries(form).map(([name, field]) => {
        // A clone, because other fields with the same schema have other titles.
        const schema = z.clone(fieldSchema(field, context)).register(z.globalRegistry, {
          title: field.label,
          ...(field.hint === undefined ? {} : { description: field.hint }),
        });
        // A page shows no fields for answers if there is nothing to answer.
        const nothing = field.type === 'recommendation answers' && context.recommendations.length === 0;
        return [name, field.required && !nothing ? schema : z.optional(schema)];
      }),
    ),
  );
}

/** Checks answers against a form. */
export function checkForm(
  form: Readonly<Record<string, Field>>,
  answers: unknown,
  context: FormContext,
): FormResult {
  const parsed = formSchema(form, context).safeParse(answers, { reportInput: true });
  if (!parsed.success) return { ok: false, errors: formRefusals(parsed.error.issues, form, context) };
  const given = z.record(z.string(), z.json()).parse(parsed.data);
  const needed = Object.entries(form).filter(
    ([name, { neededWhen }]) =>
      neededWhen !== undefined && given[neededWhen.field] === neededWhen.is && given[name] === undefined,
  );
  const errors = [
    ...needed.map(([name, field]) => unanswered(name, field)),
    ...tooLargeToSend(form, given, context),
  ];
  return errors.length === 0 ? { ok: true, answers: given } : { ok: false, errors };
}

/** A document that a form asks for goes with letters: two of them together must fit into one. */
function tooLargeToSend(
  form: Readonly<Record<string, Field>>,
  given: Answers,
  { documents }: FormContext,
): FieldRefusal[] {
  const most = mostEnclosed / 2;
  return Object.entries(form).flatMap(([name, { type }]): FieldRefusal[] => {
    const { size = 0 } =
      (type === 'document' ? documents.find(({ id }) => id === given[name]) : undefined) ?? {};
    return size > most
      ? [{ field: name, code: 'too-large-to-send', params: { megabytes: most / 1_000_000 } }]
      : [];
  });
}

/** Translates schema errors into refusals about the questions of the form. */
function formRefusals(
  issues: readonly z.core.$ZodIssue[],
  form: Readonly<Record<string, Field>>,
  context: FormContext,
): FieldRefusal[] {
  return issues.flatMap((issue): FieldRefusal[] => {
    const [name, ...within] = issue.path.map(String);
    const field = name !== undefined && Object.hasOwn(form, name) ? form[name] : undefined;
    if (name === undefined || field === undefined)
      return inputRefusals([issue]).map((refusal) =>
        refusal.code === 'unknown-field' ? { ...refusal, params: { fields: Object.keys(form) } } : refusal,
      );
    if (within.length === 0 && 'input' in issue && issue.input === undefined)
      return [hasNoOptions(issue) ? noOptions(name, field) : unanswered(name, field)];
    if (issue.code === 'custom' && issue.message === notAnAmount)
      return [{ field: issue.path.map(String).join('.'), code: notAnAmount, params: {} }];
    if (issue.code === 'custom') return [incompleteList(name, field, context)];
    if (hasNoOptions(issue)) return [noOptions(issue.path.map(String).join('.'), field)];
    if (issue.code === 'invalid_value' && field.mustBeYes === true)
      return [{ field: name, code: 'must-be-yes', params: {} }];
    return inputRefusals([issue]);
  });
}

const hasNoOptions = (issue: z.core.$ZodIssue): boolean =>
  issue.code === 'invalid_value' && issue.values.length === 0;

const noOptions = (path: string, { type }: Field): FieldRefusal =>
  type === 'document' || type === 'documents'
    ? { field: path, code: 'no-documents', params: {} }
    : { field: path, code: 'no-options', params: {} };

function unanswered(name: string, { label, type }: Field): FieldRefusal {
  return { field: name, code: 'answer-needed', params: { label, question: questionKind(type) } };
}

function questionKind(type: Field['type']): QuestionKind {
  switch (type) {
    case 'text':
    case 'paragraphs':
    case 'time':
      return 'text';
    case 'date':
      return 'date';
    case 'yes-no':
      return 'yes or no';
    case 'choice':
    case 'user':
    case 'document':
    case 'choices':
    case 'users':
    case 'documents':
      return 'choice';
    default:
      return 'list';
  }
}

function incompleteList(field: string, { type }: Field, context: FormContext): FieldRefusal {
  switch (type) {
    case 'findings':
      return {
        field,
        code: 'one-finding-for-each-point',
        params: { points: context.points.map(({ id }) => id) },
      };
    case 'recommendation answers':
      return {
        field,
        code: 'one-answer-for-each-recommendation',
        params: { recommendations: context.recommendations.map(({ id }) => id) },
      };
    default:
      return { field, code: 'reason-for-each-point', params: {} };
  }
}
