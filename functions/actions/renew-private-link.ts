import * as z from 'zod/mini';
import { renewLink } from '../operations/follow-case/send-link.ts';
import { caseAction, changedCase, versionOf } from './action.ts';

/** Revokes the private links that were sent and sends the complainant a new one. */
export const renewPrivateLink = caseAction({
  id: 'renewPrivateLink',
  path: '/private-link',
  may: { do: 'act on case' },
  input: z.strictObject({}),
  examples: { 'a new link': {} },
  answer: changedCase,
  // Requested on the page for printing letters (functions/pages/staff/private-link-page.ts).
  pages: [],
  perform: async (deps, { caseId, by }) => versionOf(await renewLink(deps, { caseId, by })),
  done(
    {
      actions: {
        renewPrivateLink: { done },
      },
    },
    { file: { state, persons } },
  ) {
    const person = persons.find(({ id }) => id === state.person);
    return person?.email === undefined ? done.toPrint : done.sent({ name: person.name ?? person.email });
  },
});
