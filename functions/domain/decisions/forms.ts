import * as z from 'zod/mini';
import { CivilDate } from '../time/civil-date.ts';
import { presentTeams, presentUsers, usersWithRole, type Council, type User } from '../council/council.ts';
import { findingValues, notForThisCouncil, type Point } from '../case/facts.ts';
import type { Answers } from '../case/events.ts';
import { plainWords } from '../text/input-errors.ts';
import {
  FeedbackKind,
  type Appointment,
  type Field,
  type Procedure,
} from '../../../workflows/procedures/procedure.ts';

/** What the choices of a form are drawn from: the council, the procedures that apply, and what the case has. */
export interface FormContext {
  council: Council;
  procedures: readonly Pick<Procedure, 'id' | 'title' | 'feedback'>[];
  points: readonly Point[];
  recommendations: readonly { id: string; text: string }[];
  documents: readonly { id: string; title: string }[];
  /** Whether a child or care leaver complains. */
  childOrCareLeaver?: boolean;
  /** Why somebody cannot be appointed on the case; absent where there is none yet. */
  whyNot?: (user: User, role: Appointment) => string | undefined;
}

const maxText = 100_000;

/** A refused form: every field that is wrong, by its path, with what is wanted. */
export type FormResult =
  | { ok: true; answers: Answers }
  | { ok: false; errors: { field: string; message: string }[] };

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

function oneOf(options: readonly { value: string }[], whenNone = 'There is nothing to choose from') {
  return z.enum(
    options.map(({ value }) => value),
    options.length === 0 ? whenNone : undefined,
  );
}

const noDocument = 'The case has no document yet: add it to the case first';

const someText = z.string().check(z.trim(), z.minLength(1), z.maxLength(maxText));

/** What has to be there is more than an empty list. */
function listFor<T extends z.ZodMiniType>({ required }: Field, item: T) {
  return required ? z.array(item).check(z.minLength(1, 'Give at least one: it is needed')) : z.array(item);
}

/** The schema of one answer. JSON Schema comes from the same object, so form and check cannot differ. */
function fieldSchema(field: Field, context: FormContext): z.ZodMiniType {
  switch (field.type) {
    case 'text':
      return someText.check(z.maxLength(1000));
    case 'paragraphs':
      return someText;
    case 'date':
      return CivilDate;
    case 'yes-no':
      return field.mustBeYes
        ? z.literal(true, 'This must be so: only yes lets it through')
        : z.boolean('Answer true or false');
    case 'choice':
    case 'user':
      return oneOf(fieldOptions(field, context));
    case 'document':
      return oneOf(fieldOptions(field, context), noDocument);
    case 'choices':
    case 'users':
      return z.array(oneOf(fieldOptions(field, context)));
    case 'documents':
      return z.array(oneOf(fieldOptions(field, context), noDocument));
    case 'list':
      return listFor(field, someText);
    case 'points':
      return z
        .array(
          z.strictObject({
            text: someText,
            procedure: z.optional(
              oneOf([...context.procedures.map(({ id }) => ({ value: id })), { value: notForThisCouncil }]),
            ),
            procedureReason: z.optional(someText),
          }),
        )
        .check(
          z.minLength(1, 'Give at least one point'),
          z.refine(
            (points) =>
              points.every((point) => point.procedure === undefined || point.procedureReason !== undefined),
            'Say why for each point that goes to another procedure',
          ),
        );
    case 'learning':
      return listFor(
        field,
        z.strictObject({
          text: someText,
          type: z.optional(z.enum(context.council.learningTypes)),
          owner: z.optional(someUser(context)),
        }),
      );
    case 'actions':
      return listFor(
        field,
        z.strictObject({
          text: someText,
          type: z.optional(z.enum(context.council.actionTypes)),
          owner: someUser(context),
          dueOn: CivilDate,
        }),
      );
    case 'recommendations':
      // A panel that recommends nothing has said so; what an earlier panel recommended does not stand for it.
      return z._default(z.array(z.strictObject({ text: someText })), []);
    case 'recommendation answers':
      return z
        .array(
          z.strictObject({
            recommendation: oneOf(context.recommendations.map(({ id }) => ({ value: id }))),
            accepted: z.enum(['accepted', 'partly accepted', 'not accepted']),
            answer: someText,
          }),
        )
        .check(
          z.refine(
            (answers) =>
              eachOnce(
                answers.map(({ recommendation }) => recommendation),
                context.recommendations,
              ),
            `Answer each recommendation once: ${context.recommendations.map(({ id }) => id).join(', ')}`,
          ),
        );
    case 'findings':
      return z
        .array(
          z.strictObject({
            point: oneOf(context.points.map(({ id }) => ({ value: id }))),
            finding: z.enum(findingValues),
            reasons: someText,
          }),
        )
        .check(
          z.refine(
            (findings) =>
              eachOnce(
                findings.map(({ point }) => point),
                context.points,
              ),
            `Give one finding for each point: ${context.points.map(({ id }) => id).join(', ')}`,
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
        // A copy: what is said of this field is not said of others that have the same schema.
        const schema = z.clone(fieldSchema(field, context)).register(z.globalRegistry, {
          title: field.label,
          ...(field.hint === undefined ? {} : { description: field.hint }),
        });
        // A page has no place for answers when there is nothing to answer.
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
  const parsed = formSchema(form, context).safeParse(answers, {
    error: plainWords,
    reportInput: true,
  });
  if (parsed.success) {
    const given = z.record(z.string(), z.json()).parse(parsed.data);
    const needed = Object.entries(form).filter(
      ([name, { neededWhen }]) =>
        neededWhen !== undefined && given[neededWhen.field] === neededWhen.is && given[name] === undefined,
    );
    if (needed.length === 0) return { ok: true, answers: given };
    return {
      ok: false,
      errors: needed.map(([field, { label }]) => ({ field, message: `${label}: an answer is needed` })),
    };
  }
  return { ok: false, errors: formErrors(parsed.error.issues, form) };
}

function formErrors(issues: readonly z.core.$ZodIssue[], form: Readonly<Record<string, Field>>) {
  return issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        field: [...issue.path, key].map(String).join('.'),
        message:
          issue.path.length > 0
            ? 'There is no such field here'
            : `There is no such field. Fields: ${Object.keys(form).join(', ') || 'none'}`,
      }));
    }
    const [name] = issue.path;
    const field = form[String(name)];
    const missing = issue.code === 'invalid_type' && issue.input === undefined && issue.path.length === 1;
    return [
      {
        field: issue.path.map(String).join('.'),
        message: missing ? `${field?.label ?? 'This'}: an answer is needed` : issue.message,
      },
    ];
  });
}
