import * as z from 'zod/mini';
import { findReferences } from '../domain/case/reference.ts';
import { linkCases as link } from '../operations/case-actions/link-cases.ts';
import { caseAction, changedCase, labelled, paragraphs, longText, versionOf } from './action.ts';

/** Links a case with another case. Each then shows the other. */
export const linkCases = caseAction({
  id: 'linkCases',
  path: '/links',
  may: { do: 'act on case' },
  input: z.strictObject({ to: z.string(), why: longText }),
  examples: { 'two cases': { to: 'SC-2026-00412-7', why: 'Both are about the same visit.' } },
  answer: changedCase,
  pages: [
    {
      at: 'link',
      words: 'linkCases',
      form: (_, words) => labelled(words.actions.linkCases.fields, { to: { type: 'text' }, why: paragraphs }),
    },
  ],
  perform: async (deps, { caseId, by, input: { to, why } }) =>
    versionOf(await link(deps, { caseId, to: referenceIn(to), why, by })),
  done: (words, _, { to }) => words.actions.linkCases.done({ reference: referenceIn(to) }),
});

const referenceIn = (text: string): string => findReferences(text)[0] ?? '';
