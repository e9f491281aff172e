import * as z from 'zod/mini';
import { FeedbackResponse } from '../case-views/schemas.ts';
import { ownPoints } from '../domain/case/facts.ts';
import { refuse } from '../domain/text/refusal.ts';
import { actOnCase } from '../operations/case-actions/case-action.ts';
import { splitCase as split } from '../operations/split-case.ts';
import { caseAction, labelled, paragraphs, longText } from './action.ts';

/** Splits points off to a case of their own under another procedure. */
export const splitCase = caseAction({
  id: 'splitCase',
  path: '/split',
  may: { do: 'act on case' },
  input: z.strictObject({
    points: z.array(z.string()).check(z.minLength(1)),
    procedure: z.string(),
    reason: longText,
  }),
  examples: {
    'one point': {
      points: ['P2'],
      procedure: 'corporate',
      reason: 'It is about a car park, not about care.',
    },
  },
  answer: { status: 201, description: 'The new case', schema: FeedbackResponse },
  available: ({ file: { state } }) => state.status === 'open' && ownPoints(state.facts).length > 1,
  pages: [
    {
      at: 'split',
      words: 'splitCase',
      form: ({ file }, words) =>
        labelled(words.actions.splitCase.fields, {
          points: {
            type: 'choices',
            options: ownPoints(file.state.facts).map(({ id, text }) => ({ value: id, label: text })),
          },
          procedure: { type: 'choice', optionsFrom: 'procedures' },
          reason: paragraphs,
        }),
    },
  ],
  async perform(deps, { caseId, by, input }) {
    // A split writes two cases in a transaction of its own, so permission is checked before it.
    const allowed = await actOnCase(deps, caseId, by, () => ({ events: [] }));
    if (!allowed.ok) return allowed;
    if (allowed.state.status === 'closed') return refuse('conflict', { code: 'case-closed', params: {} });
    const result = await split(deps, { caseId, ...input, by: `user:${by.id}` });
    if (!result.ok) return result;
    const { reference } = result;
    return {
      ok: true,
      answer: { reference, case: `/api/v1/cases/${reference}` },
      to: `/cases/${reference}`,
    };
  },
  done: (words, { file }) => words.actions.splitCase.done({ from: file.state.reference }),
});
