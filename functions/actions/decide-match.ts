import * as z from 'zod/mini';
import { limitedText } from '../case-views/schemas.ts';
import { findReferences } from '../domain/case/reference.ts';
import { decideMatch as decide } from '../operations/resolve-complainant/resolve-complainant.ts';
import { changeComplainant, reasonText, theComplainant } from './about-complainant.ts';
import { caseAction, choice, labelled } from './action.ts';

/** Records that another case is or is not from the same person, or splits off one that was matched by mistake. */
export const decideMatch = caseAction({
  id: 'decideMatch',
  path: '/complainant/matches',
  may: { do: 'resolve complainant' },
  input: z.strictObject({
    decision: z.enum(['confirm', 'reject', 'split off']),
    /** The reference of the other case. */
    reference: limitedText(50),
    /** Required to split off. */
    reason: z.optional(reasonText),
  }),
  examples: {
    'the same person': { decision: 'confirm', reference: 'SC-2026-00412-7' },
    'not the same after all': {
      decision: 'split off',
      reference: 'SC-2026-00412-7',
      reason: 'A mother and a daughter share this address.',
    },
  },
  answer: theComplainant,
  pages: [
    {
      at: 'match',
      words: 'decideMatch',
      available: ({ about }) => findReferences(about).length > 0,
      form(
        { about },
        {
          actions: {
            decideMatch: { decision, decisions, fields },
          },
        },
      ) {
        const { confirm, reject, 'split off': splitOff } = decisions;
        return labelled(
          { decision: { label: decision({ reference: about }) }, ...fields },
          {
            decision: choice([
              { value: 'confirm', label: confirm },
              { value: 'reject', label: reject },
              { value: 'split off', label: splitOff },
            ]),
            reason: { type: 'paragraphs', neededWhen: { field: 'decision', is: 'split off' } },
          },
        );
      },
      complete: ({ about }) => ({ reference: about }),
      // Reached from the page about the complainant, which names the other cases.
      links: () => [],
    },
  ],
  perform: (deps, { input: { reference, ...ruling }, ...at }) =>
    changeComplainant(deps, at, (asked) =>
      decide(deps, asked, { ...ruling, other: findReferences(reference)[0] ?? '' }),
    ),
  done: (words, _, { decision, reference }) =>
    words.actions.decideMatch.done[decision]({ reference: findReferences(reference)[0] ?? reference }),
});
