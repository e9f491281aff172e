import * as z from 'zod/mini';
import { limitedText } from '../case-views/schemas.ts';
import type { Answers } from '../domain/case/events.ts';
import type { Action } from '../domain/people/may.ts';
import { inputRefusals } from '../domain/text/input-errors.ts';
import type { FieldRefusal } from '../domain/text/refusal.ts';
import type { User } from '../domain/council/council.ts';
import type { Dependencies } from '../dependencies.ts';
import type { CaseActionRefusal, CaseActionResult } from '../operations/case-actions/case-action.ts';
import type { CaseFile } from '../ports.ts';
import type { Words } from '../words/words.ts';
import type { Field } from '../../workflows/procedures/form-field.ts';
import type { Case } from '../domain/case/case.ts';

type ActionWords = Words['actions'];
type WordsOf<Part> = {
  [Id in keyof ActionWords]: ActionWords[Id] extends Part ? Id : never;
}[keyof ActionWords];

/** The name of an action in the catalogue, with the title and lead of its page. */
type ActionId = WordsOf<{ title: string; lead: string }>;
type ActionPageId = WordsOf<{ title: string; lead: string; button: string }>;

/** A case as seen by a user who may change it. */
export interface ActionPlace {
  deps: Dependencies;
  file: CaseFile;
  by: User;
  /** The end of the page's address: the step or the case that the action is about. Empty if there is none. */
  about: string;
}

/** A page for an action. An action may have several, such as one to set and one to lift. */
export interface ActionPage {
  /** The last part of its address: /cases/{reference}/steer/{at}, followed by `/{about}` if that is not empty. */
  at: string;
  words: ActionPageId;
  /** Whether the page is available here and now. If absent: whenever its action is. */
  available?(place: ActionPlace): boolean;
  form(place: ActionPlace, words: Words): Record<string, Field>;
  /** Values that the form begins with. */
  known?(place: ActionPlace): Answers;
  /**
   * The part of the input that the page does not ask for, because its address or its answers determine it. Undefined
   * leaves an answer out.
   */
  complete?(place: ActionPlace, answers: Answers): Record<string, unknown>;
  /** Its links on the page of the case. If absent: one link with its title. */
  links?(place: ActionPlace, words: Words): { about: string; text: string }[];
}

type Refused = CaseActionRefusal;

/** The result of an action: the answer of the API; the next page, if it is not the case; the text of its banner. */
type ActionOutcome =
  | { ok: true; answer: unknown; to?: string; done(words: Words, place: ActionPlace): string }
  | Refused;

/**
 * An action that a person can take on a case. Its pages, its route and its part of the OpenAPI document are made from
 * it.
 */
export interface CaseAction {
  id: ActionId;
  /** The method of its route: `post` if absent. */
  method?: 'patch';
  /** The path of its route, below /api/v1/cases/{reference}, as Hono writes it. */
  path: string;
  may: Extract<
    Action,
    {
      do:
        | 'act on case'
        | 'add document'
        | 'resolve complainant'
        | 'mark safeguarding'
        | 'record note'
        | 'write letter';
    }
  >;
  /** The complete input, including the parts that the path names. */
  input: z.ZodMiniType;
  /** The body of the request, if it is not the whole input. */
  body?: z.ZodMiniType;
  /** The body of the request is the content of a file, which `input` has under this name. The rest is the query. */
  upload?: { as: string; query: z.ZodMiniObject };
  answer: { status: 200 | 201; description: string; schema: z.ZodMiniType };
  /** Examples of the body for the OpenAPI document, by their names. */
  examples?: Record<string, unknown>;
  /** Whether the action is possible for the case as it is. If absent: always. */
  available?(place: ActionPlace): boolean;
  pages: readonly ActionPage[];
  /** Checks an input: valid input can be carried out, invalid input is refused by field. */
  prepare(
    input: unknown,
  ):
    | { ok: true; perform(deps: Dependencies, at: { caseId: string; by: User }): Promise<ActionOutcome> }
    | { ok: false; errors: FieldRefusal[] };
}

/** Declares an action: `perform` and `done` get the input in its shape. */
export function caseAction<Input extends z.ZodMiniType, Answer extends z.ZodMiniType>(
  declared: Omit<CaseAction, 'input' | 'answer' | 'prepare'> & {
    input: Input;
    answer: CaseAction['answer'] & { schema: Answer };
    perform: (
      deps: Dependencies,
      command: { caseId: string; by: User; input: z.output<Input> },
    ) => Promise<{ ok: true; answer: z.output<Answer>; to?: string } | Refused>;
    /** The banner on the page that follows. */
    done: (words: Words, place: ActionPlace, input: z.output<Input>) => string;
  },
): CaseAction {
  const { perform, done, ...action } = declared;
  return {
    ...action,
    prepare(raw) {
      const read = declared.input.safeParse(raw, { reportInput: true });
      if (!read.success) return { ok: false, errors: inputRefusals(read.error.issues) };
      const input = read.data;
      return {
        ok: true,
        async perform(deps, at) {
          const outcome = await perform(deps, { ...at, input });
          return outcome.ok ? { ...outcome, done: (words, place) => done(words, place, input) } : outcome;
        },
      };
    },
  };
}

/** A reason, or any other text of a few lines about an action. */
export const longText = limitedText(10_000);

const ChangedCase = z.object({ reference: z.string(), version: z.number() });

/** The answer of most actions: the case and its new version. */
export const changedCase = {
  status: 200,
  description: 'The case and its new version',
  schema: ChangedCase,
} as const;

export function versionOf(
  result: CaseActionResult,
): { ok: true; answer: z.output<typeof ChangedCase> } | Refused {
  return result.ok ? withVersion(result.state, {}) : result;
}

/** An answer that says more than the case and its new version. */
export const withVersion = <More extends object>({ reference, version }: Case, more: More) => ({
  ok: true as const,
  answer: { reference, version, ...more },
});

/** The fields of a form, each with its label. All are required unless they say otherwise. */
export function labelled<Name extends string>(
  labels: Readonly<Record<Name, { label: string; hint?: string }>>,
  asked: Readonly<Record<NoInfer<Name>, Omit<Field, 'label'>>>,
): Record<string, Field> {
  const described: Readonly<Record<string, { label: string; hint?: string }>> = labels;
  return Object.fromEntries(
    Object.entries<Omit<Field, 'label'>>(asked).map(([name, field]) => [
      name,
      {
        label: name,
        ...described[name],
        required: field.neededWhen === undefined,
        ...field,
      },
    ]),
  );
}

/** A question with an answer of several lines. */
export const paragraphs = { type: 'paragraphs' } as const;

/** A question with one of several answers. */
export const choice = (options: { value: string; label: string }[]) => ({ type: 'choice' as const, options });

export const usersByName = (users: readonly User[]) =>
  users.map(({ id, name }) => ({ value: id, label: name }));
