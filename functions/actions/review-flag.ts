import * as z from 'zod/mini';
import { CivilDate, longDate } from '../domain/time/civil-date.ts';
import { reviewFlag as review } from '../operations/resolve-complainant/resolve-complainant.ts';
import { changeComplainant, reasonText, theComplainant, userId } from './about-complainant.ts';
import { caseAction, choice, labelled, paragraphs } from './action.ts';

/** Keeps the flag of the complainant until a new review date, or ends it. */
export const reviewFlag = caseAction({
  id: 'reviewFlag',
  path: '/complainant/flag/review',
  may: { do: 'resolve complainant' },
  input: z.discriminatedUnion('decision', [
    z.strictObject({
      decision: z.literal('keep'),
      reason: reasonText,
      reviewOn: CivilDate,
      decisionMaker: z.optional(userId),
    }),
    z.strictObject({ decision: z.literal('end'), reason: reasonText }),
  ]),
  examples: {
    'it stays': { decision: 'keep', reason: 'The calls go on.', reviewOn: '2027-06-01' },
    'it ends': { decision: 'end', reason: 'There have been no calls for three months.' },
  },
  answer: theComplainant,
  pages: [
    {
      at: 'review-flag',
      words: 'reviewFlag',
      form: (
        _,
        {
          actions: {
            reviewFlag: { decisions, fields },
          },
        },
      ) =>
        labelled(fields, {
          decision: choice([
            { value: 'keep', label: decisions.keep },
            { value: 'end', label: decisions.end },
          ]),
          reason: paragraphs,
          reviewOn: { type: 'date', not: ['past'], neededWhen: { field: 'decision', is: 'keep' } },
        }),
      // A flag that ends has no next review, so a date that was typed is ignored.
      complete: (_, { decision }) => (decision === 'end' ? { reviewOn: undefined } : {}),
      // Reached from the page about the complainant.
      links: () => [],
    },
  ],
  perform: (deps, { input, ...at }) => changeComplainant(deps, at, (asked) => review(deps, asked, input)),
  done: ({ actions: { reviewFlag: words } }, _, input) =>
    input.decision === 'keep' ? words.kept({ date: longDate(input.reviewOn) }) : words.ended,
});
