import * as z from 'zod/mini';
import { accessRequestsOf, type AccessRequest } from '../domain/case/access-request.ts';
import { partiesOf } from '../domain/case/parties.ts';
import { CivilDate, Instant } from '../domain/time/civil-date.ts';
import {
  clearAccessItems as clear,
  extendAccessRequest as extend,
  giveAccess as give,
  openAccessRequest as open,
} from '../operations/access-request/access-requests.ts';
import { personNamed } from '../words/person-name.ts';
import {
  caseAction,
  changedCase,
  choice,
  labelled,
  longText,
  paragraphs,
  versionOf,
  withVersion,
  type ActionPlace,
} from './action.ts';

// Requests of people of a case for everything that is held about them (UK GDPR art. 15).

const people = ({ file: { state } }: Pick<ActionPlace, 'file'>) =>
  partiesOf(state).filter(({ ended }) => ended?.why !== 'recorded by mistake');

/** The request that a page is about, while it is not answered. */
const requestOf = ({ file, about }: ActionPlace): AccessRequest | undefined =>
  accessRequestsOf(file.events).find(({ id, given }) => id === about && given === undefined);

/** The page of a request. */
export const accessPage = (reference: string, request: string): string =>
  `/cases/${reference}/access-requests/${request}`;

/** Opens a request, with a task to answer it by its last day. */
export const openAccessRequest = caseAction({
  id: 'openAccessRequest',
  path: '/access-requests',
  may: { do: 'act on case' },
  input: z.strictObject({ person: z.string(), receivedOn: CivilDate }),
  examples: { 'a request of the complainant': { person: 'P1', receivedOn: '2026-06-01' } },
  answer: {
    status: 201,
    description: 'The request with its last day, and the case with its new version',
    schema: z.object({
      request: z.string(),
      dueOn: CivilDate,
      reference: z.string(),
      version: z.number(),
    }),
  },
  available: (place) => people(place).length > 0,
  pages: [
    {
      at: 'access-request',
      words: 'openAccessRequest',
      form: (place, words) =>
        labelled(words.actions.openAccessRequest.fields, {
          person: choice(
            people(place).map(({ id }) => ({ value: id, label: personNamed(place.file.persons, id, words) })),
          ),
          receivedOn: { type: 'date', not: ['future'] },
        }),
    },
  ],
  async perform(deps, { caseId, by, input }) {
    const result = await open(deps, { caseId, by, ...input });
    if (!result.ok) return result;
    const { request, dueOn, state } = result;
    return { ...withVersion(state, { request, dueOn }), to: accessPage(state.reference, request) };
  },
  done: (words, { file }, { person }) =>
    words.actions.openAccessRequest.done({ name: personNamed(file.persons, person, words) }),
});

/** Extends the time to answer a request by two months. */
export const extendAccessRequest = caseAction({
  id: 'extendAccessRequest',
  path: '/access-requests/:request/extension',
  may: { do: 'act on case' },
  input: z.strictObject({ request: z.string(), reason: longText }),
  body: z.strictObject({ reason: longText }),
  examples: { 'a complex request': { reason: 'It covers six cases and 900 papers.' } },
  answer: changedCase,
  pages: [
    {
      at: 'extend-access',
      words: 'extendAccessRequest',
      available: (place) => requestOf(place) !== undefined && requestOf(place)?.extended === undefined,
      form: (_, words) => labelled(words.actions.extendAccessRequest.fields, { reason: paragraphs }),
      complete: ({ about }) => ({ request: about }),
      links: () => [],
    },
  ],
  perform: async (deps, { caseId, by, input }) => {
    const result = versionOf(await extend(deps, { caseId, by, ...input }));
    return result.ok ? { ...result, to: accessPage(result.answer.reference, input.request) } : result;
  },
  done: (words) => words.actions.extendAccessRequest.done,
});

const Clearances = z
  .array(
    z.strictObject({
      item: z.string(),
      include: z.boolean(),
      reason: z.optional(longText),
      seen: z.optional(Instant),
    }),
  )
  .check(z.minLength(1), z.maxLength(100));

/**
 * Decides items of a request: they go out, or stay back for a reason. `seen`: when the decision was made that this one replaces, as the
 * request says it.
 */
export const clearAccessItems = caseAction({
  id: 'clearAccessItems',
  path: '/access-requests/:request/clearances',
  may: { do: 'act on case' },
  input: z.strictObject({ request: z.string(), items: Clearances }),
  body: z.strictObject({ items: Clearances }),
  examples: {
    'one in, one out': {
      items: [
        { item: 'SC-2026-00412-7/message/M1@0f3c5a1be2d9', include: true },
        {
          item: 'SC-2026-00412-7/note/N1@4c7788aa0f3c',
          include: false,
          reason: 'About a neighbour who has not agreed.',
        },
      ],
    },
  },
  answer: changedCase,
  // Its page shows the items (functions/pages/staff/access-request-page.ts).
  pages: [],
  perform: async (deps, { caseId, by, input }) => versionOf(await clear(deps, { caseId, by, ...input })),
  done: (words, _, { items }) => words.actions.clearAccessItems.done({ count: items.length }),
});

/** Records that what was cleared was given to the person. */
export const giveAccess = caseAction({
  id: 'giveAccess',
  path: '/access-requests/:request/answer',
  may: { do: 'act on case' },
  input: z.strictObject({ request: z.string(), on: z.optional(CivilDate) }),
  body: z.strictObject({ on: z.optional(CivilDate) }),
  examples: { today: {}, 'an earlier day': { on: '2026-06-12' } },
  answer: changedCase,
  pages: [
    {
      at: 'give-access',
      words: 'giveAccess',
      available: (place) => requestOf(place) !== undefined,
      form: (_, words) =>
        labelled(words.actions.giveAccess.fields, {
          on: { type: 'date', not: ['future'], required: false },
        }),
      complete: ({ about }) => ({ request: about }),
      links: () => [],
    },
  ],
  perform: async (deps, { caseId, by, input }) => {
    const result = versionOf(await give(deps, { caseId, by, ...input }));
    return result.ok ? { ...result, to: accessPage(result.answer.reference, input.request) } : result;
  },
  done: (words) => words.actions.giveAccess.done,
});
