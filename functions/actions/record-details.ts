import * as z from 'zod/mini';
import { recordDetails as record } from '../operations/case-actions/record-details.ts';
import { caseDetails } from '../../workflows/procedures/case-details.ts';
import { caseAction, changedCase, versionOf } from './action.ts';

/** Records or corrects the details of a case. If consent is now requested, a letter asks for it. */
export const recordDetails = caseAction({
  id: 'recordDetails',
  path: '/details',
  may: { do: 'act on case' },
  // The fields of workflows/procedures/case-details.ts, each optional. They are checked against the case.
  input: z.record(z.string(), z.json()),
  examples: { 'the team and an advocate': { team: 'Assessment Team', advocacyOffered: true } },
  answer: changedCase,
  pages: [
    {
      at: 'details',
      words: 'recordDetails',
      form: () => caseDetails,
      known({ file }) {
        const facts = Object.entries(file.state.facts).filter(([name]) => Object.hasOwn(caseDetails, name));
        return Object.fromEntries(facts.map(([name, value]) => [name, JSON.parse(JSON.stringify(value))]));
      },
    },
  ],
  perform: async (deps, { input, ...at }) => versionOf(await record(deps, { ...at, details: input })),
  done: (words) => words.actions.recordDetails.done,
});
