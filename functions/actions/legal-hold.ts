import * as z from 'zod/mini';
import { holdCase } from '../operations/case-actions/legal-hold.ts';
import { caseAction, changedCase, labelled, paragraphs, longText, versionOf } from './action.ts';

/** Puts a case under a legal hold, or lifts it. */
export const legalHold = caseAction({
  id: 'legalHold',
  path: '/legal-hold',
  may: { do: 'act on case' },
  input: z.strictObject({ on: z.boolean(), reason: longText }),
  examples: { 'a hold': { on: true, reason: 'A court asked us to keep it.' } },
  answer: changedCase,
  pages: [
    {
      at: 'set-legal-hold',
      words: 'setLegalHold',
      available: ({ file }) => file.state.legalHold === undefined,
      form: (_, words) => labelled(words.actions.setLegalHold.fields, { reason: paragraphs }),
      complete: () => ({ on: true }),
    },
    {
      at: 'lift-legal-hold',
      words: 'liftLegalHold',
      available: ({ file }) => file.state.legalHold !== undefined,
      form: (_, words) => labelled(words.actions.liftLegalHold.fields, { reason: paragraphs }),
      complete: () => ({ on: false }),
    },
  ],
  perform: async (deps, { input, ...at }) => versionOf(await holdCase(deps, { ...at, ...input })),
  done: (words, _, { on }) => (on ? words.actions.setLegalHold : words.actions.liftLegalHold).done,
});
