import * as z from 'zod/mini';
import { limitedText } from '../case-views/schemas.ts';
import { CivilDate } from '../domain/time/civil-date.ts';
import { beginEnquiry as begin } from '../operations/case-actions/begin-enquiry.ts';
import { caseAction, changedCase, labelled, versionOf } from './action.ts';

/** Begins an enquiry of the Ombudsman, on an open or a closed case. */
export const beginEnquiry = caseAction({
  id: 'beginEnquiry',
  path: '/enquiries',
  may: { do: 'act on case' },
  input: z.strictObject({
    receivedOn: CivilDate,
    dueOn: z.optional(CivilDate),
    reference: z.optional(limitedText(100)),
  }),
  examples: {
    'with the date in their letter': {
      receivedOn: '2026-06-01',
      dueOn: '2026-06-29',
      reference: '26 001 234',
    },
  },
  answer: changedCase,
  pages: [
    {
      at: 'enquiry',
      words: 'beginEnquiry',
      form: (_, words) =>
        labelled(words.actions.beginEnquiry.fields, {
          receivedOn: { type: 'date', not: ['future'] },
          dueOn: { type: 'date', required: false },
          reference: { type: 'text', required: false },
        }),
    },
  ],
  async perform(deps, { caseId, by, input: { receivedOn, dueOn, reference } }) {
    const command = {
      receivedOn,
      ...(dueOn === undefined ? {} : { dueOn }),
      ...(reference === undefined ? {} : { reference }),
    };
    return versionOf(await begin(deps, { caseId, by, ...command }));
  },
  done: (words) => words.actions.beginEnquiry.done,
});
