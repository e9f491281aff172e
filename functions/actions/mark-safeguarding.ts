import * as z from 'zod/mini';
import { markSafeguarding as mark } from '../operations/mark-safeguarding.ts';
import { caseAction, changedCase, labelled, paragraphs, longText, versionOf } from './action.ts';

/** Marks a case, or one message of it, because someone may be in danger. Anyone who may read the case can. */
export const markSafeguarding = caseAction({
  id: 'markSafeguarding',
  path: '/safeguarding',
  may: { do: 'mark safeguarding' },
  input: z.strictObject({ reason: longText, message: z.optional(z.string()) }),
  examples: { 'a case': { reason: 'The child writes that he is hit.' } },
  answer: changedCase,
  pages: [
    {
      at: 'safeguarding',
      words: 'markSafeguarding',
      form: (_, words) => labelled(words.actions.markSafeguarding.fields, { reason: paragraphs }),
      complete: ({ about }) => ({ message: about === '' ? undefined : about }),
    },
  ],
  perform: async (deps, { caseId, by, input: { reason, message } }) =>
    versionOf(await mark(deps, { caseId, by, reason, message })),
  done: (words) => words.actions.markSafeguarding.done,
});
