import * as z from 'zod/mini';
import { limitedText } from '../case-views/schemas.ts';
import { awaitsComplainant } from '../domain/case/parties.ts';
import { EmailAddress } from '../domain/text/email-address.ts';
import {
  complainantChoices,
  nameComplainant as name,
  type ComplainantChoice,
} from '../operations/case-actions/name-complainant.ts';
import {
  caseAction,
  labelled,
  paragraphs,
  withVersion,
  type ActionPage,
  type ActionPlace,
} from './action.ts';

const ChangedParty = z.object({ reference: z.string(), version: z.number(), party: z.string() });

/** Whether someone passed on the complaint of another person, and who complains is not said yet. */
const isAwaited = ({ file: { state } }: ActionPlace): boolean => awaitsComplainant(state);

/** Buttons open these pages with the answer given. */
const pressed = (who: ComplainantChoice, at: string): ActionPage => ({
  at,
  words: 'nameComplainant',
  form: () => ({}),
  complete: () => ({ who }),
  links: () => [],
});

/** Says who complains, when a colleague or another organisation passed on what someone else wrote. */
export const nameComplainant = caseAction({
  id: 'nameComplainant',
  path: '/parties/complainant',
  may: { do: 'act on case' },
  input: z.strictObject({
    who: z.enum(complainantChoices),
    name: z.optional(limitedText(200)),
    email: z.optional(EmailAddress),
    phone: z.optional(limitedText(50)),
    address: z.optional(limitedText(1000)),
  }),
  examples: {
    'the person quoted': { who: 'quoted' },
    'the sender complains themselves': { who: 'sender' },
    'someone else': { who: 'someone else', name: 'Sam Carter', phone: '01632 960123' },
  },
  answer: { status: 200, description: 'The case, its new version and the complainant', schema: ChangedParty },
  available: isAwaited,
  pages: [
    pressed('quoted', 'complainant-quoted'),
    pressed('sender', 'complainant-sender'),
    pressed('not known', 'complainant-not-known'),
    {
      at: 'complainant-named',
      words: 'nameComplainant',
      form: (_, words) =>
        labelled(words.actions.nameComplainant.fields, {
          name: { type: 'text' },
          email: { type: 'text', required: false },
          phone: { type: 'text', required: false },
          address: { ...paragraphs, required: false, means: 'partyAddress' },
        }),
      known({ file: { messages } }) {
        const { name: quoted = '', email = '' } = messages[0]?.forwarded ?? {};
        return { ...(quoted === '' ? {} : { name: quoted }), ...(email === '' ? {} : { email }) };
      },
      complete: () => ({ who: 'someone else' }),
    },
  ],
  async perform(deps, { caseId, by, input: { who, ...details } }) {
    const result = await name(deps, { caseId, by, who, details });
    if (!result.ok) return result;
    return withVersion(result.state, { party: result.party });
  },
  done: (words) => words.actions.nameComplainant.done,
});
