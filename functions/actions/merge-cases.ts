import * as z from 'zod/mini';
import { findReferences } from '../domain/case/reference.ts';
import { mergeCases as merge } from '../operations/case-actions/merge-cases.ts';
import { caseAction, changedCase, labelled, paragraphs, longText, versionOf } from './action.ts';

const referenceIn = (text: string): string => findReferences(text)[0] ?? '';

/** Merges a case into another one that is about the same complaint. The answer is the case that goes on. */
export const mergeCases = caseAction({
  id: 'mergeCases',
  path: '/merge',
  may: { do: 'act on case' },
  input: z.strictObject({ into: z.string(), reason: longText }),
  examples: {
    'form and email': { into: 'SC-2026-00412-1', reason: 'The same text, by form and by email on one day.' },
  },
  answer: changedCase,
  available: ({ file: { state } }) => state.mergedInto === undefined,
  pages: [
    {
      at: 'merge',
      words: 'mergeCases',
      form: (_, words) =>
        labelled(words.actions.mergeCases.fields, { into: { type: 'text' }, reason: paragraphs }),
      known: ({ about }) => (about === '' ? {} : { into: about }),
    },
  ],
  perform: async (deps, { caseId, by, input: { into, reason } }) => {
    const result = versionOf(await merge(deps, { caseId, into: referenceIn(into), reason, by }));
    return result.ok ? { ...result, to: `/cases/${result.answer.reference}` } : result;
  },
  done: (words, { file }, { into }) =>
    words.actions.mergeCases.done({ from: file.state.reference, into: referenceIn(into) }),
});
