import * as z from 'zod/mini';
import { CivilDate, longDate } from '../domain/time/civil-date.ts';
import { flagComplainant as flag } from '../operations/resolve-complainant/resolve-complainant.ts';
import { changeComplainant, reasonText, theComplainant, userId } from './about-complainant.ts';
import { caseAction, labelled, paragraphs } from './action.ts';

/** Flags the complainant as unreasonably persistent. */
export const flagComplainant = caseAction({
  id: 'flagComplainant',
  path: '/complainant/flag',
  may: { do: 'resolve complainant' },
  // The decision maker is the id of a user of the council.
  input: z.strictObject({ reason: reasonText, decisionMaker: userId, reviewOn: CivilDate }),
  examples: {
    'a flag': {
      reason: 'Forty calls a day, after two warnings.',
      decisionMaker: 'senior-manager',
      reviewOn: '2026-12-01',
    },
  },
  answer: theComplainant,
  pages: [
    {
      at: 'flag',
      words: 'flagComplainant',
      form: (_, words) =>
        labelled(words.actions.flagComplainant.fields, {
          reason: paragraphs,
          decisionMaker: { type: 'user' },
          reviewOn: { type: 'date', not: ['past'] },
        }),
      // Reached from the page about the complainant.
      links: () => [],
    },
  ],
  perform: (deps, { input, ...at }) => changeComplainant(deps, at, (asked) => flag(deps, asked, input)),
  done: (words, _, { reviewOn }) => words.actions.flagComplainant.done({ date: longDate(reviewOn) }),
});
