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
import type { Field } from '../../workflows/procedures/procedure.ts';

type ActionWords = Words['actions'];
type WordsOf<Part> = {
  [Id in keyof ActionWords]: ActionWords[Id] extends Part ? Id : never;
}[keyof ActionWords];

/** What an action is called in the catalogue, and what its page is. */
type ActionId = WordsOf<{ title: string; lead: string }>;
type ActionPageId = WordsOf<{ title: string; lead: string; button: string }>;

/** A case as someone looks at it who may change it. */
export interface ActionPlace {
  deps: Dependencies;
  file: CaseFile;
  by: User;
  /** The end of the address of the page: the step or the case that the action is about; empty where there is none. */
  about: string;
}

/** A page on which an action is asked for; an action may have several, such as one to set and one to lift. */
export interface ActionPage {
  /** The last part of its address: /cases/{reference}/steer/{at}, and `/{about}` after it where there is something. */
  at: string;
  words: ActionPageId;
  /** Whether it can be asked for here and now; absent: whenever its action can. */
  available?(place: ActionPlace): boolean;
  form(place: ActionPlace, words: Words): Record<string, Field>;
  /** What the form begins with. */
  known?(place: ActionPlace): Answers;
  /** The part of the input that the page does not ask for, because its address or its answers say it; undefined leaves an answer out. */
  complete?(place: ActionPlace, answers: Answers): Record<string, unknown>;
  /** Its links on the page of the case; absent: one, with its title. */
  links?(place: ActionPlace, words: Words): { about: string; text: string }[];
}

type Refused = CaseActionRefusal;

/** What came of an action: the answer of the API; where a page leads, when not to the case; what its banner says. */
type ActionOutcome =
  | { ok: true; answer: unknown; to?: string; done(words: Words, place: ActionPlace): string }
  | Refused;

/** Something that a person can do to a case: its pages, its route and its part of the OpenAPI document follow from it. */
export interface CaseAction {
  id: ActionId;
  /** Of its route, below /api/v1/cases/{reference}, as Hono writes it. */
  path: string;
  may: Extract<Action, { do: 'act on case' | 'add document' | 'resolve complainant' }>;
  /** All that it needs to know; what the path names is in it too. */
  input: z.ZodMiniType;
  /** The body of the request, where it is not the whole input. */
  body?: z.ZodMiniType;
  /** The body of the request is the content of a file, which `input` has under this name; the rest is the query. */
  upload?: { as: string; query: z.ZodMiniObject };
  answer: { status: 200 | 201; description: string; schema: z.ZodMiniType };
  /** Whether it can be done to the case as it stands; absent: always. */
  available?(place: ActionPlace): boolean;
  pages: readonly ActionPage[];
  /** Checks an input: what fits can be carried out, what does not is refused by field. */
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

/** The reason for an action, or anything else that is said about it in a few lines. */
export const someText = limitedText(10_000);

const ChangedCase = z.object({ reference: z.string(), version: z.number() });

/** What most actions answer: the case and the version that it now has. */
export const changedCase = {
  status: 200,
  description: 'The case and its new version',
  schema: ChangedCase,
} as const;

export function versionOf(
  result: CaseActionResult,
): { ok: true; answer: z.output<typeof ChangedCase> } | Refused {
  if (!result.ok) return result;
  const { reference, version } = result.state;
  return { ok: true, answer: { reference, version } };
}

/** The fields of a form, each with its label. All are needed, but those that say otherwise. */
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

/** A question with one answer of several lines. */
export const paragraphs = { type: 'paragraphs' } as const;

/** A question with one answer of some. */
export const choice = (options: { value: string; label: string }[]) => ({ type: 'choice' as const, options });

export const usersByName = (users: readonly User[]) =>
  users.map(({ id, name }) => ({ value: id, label: name }));
