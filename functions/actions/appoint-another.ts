import * as z from 'zod/mini';
import { textOf } from '../domain/case/answer-text.ts';
import type { Case } from '../domain/case/case.ts';
import { roleHolders } from '../domain/case/role-holders.ts';
import { userById, type Council } from '../domain/council/council.ts';
import {
  appointAnother as appoint,
  replaceableParts,
  roleOfPart,
} from '../operations/case-actions/appoint-another.ts';
import {
  caseAction,
  changedCase,
  choice,
  labelled,
  paragraphs,
  longText,
  usersByName,
  versionOf,
} from './action.ts';

/** Appoints a replacement for an independent person or the adjudicating officer. */
export const appointAnother = caseAction({
  id: 'appointAnother',
  path: '/appointments',
  may: { do: 'act on case' },
  input: z.strictObject({
    part: z.enum(replaceableParts),
    /** The member of the panel who is replaced. The other parts have only one holder. */
    instead: z.optional(z.string()),
    user: z.string(),
    reason: longText,
  }),
  examples: {
    'another investigator': {
      part: 'investigating officer',
      user: 'investigating-officer-2',
      reason: 'The first one is ill for two months.',
    },
  },
  answer: changedCase,
  available: ({ file }) => appointed(file.state).length > 0,
  pages: [
    {
      at: 'appoint',
      words: 'appointAnother',
      form({ deps: { council }, file: { state } }, words) {
        const held = appointed(state);
        const roles = new Set(held.map(({ part }) => roleOfPart(part)));
        const able = council.users.filter(
          ({ id, roles: theirs }) =>
            theirs.some((role) => roles.has(role)) && !held.some((one) => one.id === id),
        );
        return labelled(words.actions.appointAnother.fields, {
          instead: choice(
            held.map(({ part, id }) => ({
              value: id,
              label: `${nameIn(council, id)}, ${words.terms.appointments[part]}`,
            })),
          ),
          user: choice(usersByName(able)),
          reason: paragraphs,
        });
      },
      // The person who leaves determines the part.
      complete({ file }, { instead }) {
        const leaving = textOf(instead);
        return { part: appointed(file.state).find(({ id }) => id === leaving)?.part };
      },
    },
  ],
  perform: async (deps, { input, ...at }) => versionOf(await appoint(deps, { ...at, ...input })),
  done: (words, { deps }, { user, part }) =>
    words.actions.appointAnother.done({
      name: nameIn(deps.council, user),
      part: words.terms.appointments[part],
    }),
});

/** The people of a case who can be replaced, each with their part. */
function appointed(state: Case) {
  return roleHolders(state).flatMap(({ role, id }) => {
    const part = replaceableParts.find((one) => one === role);
    return part ? [{ part, id }] : [];
  });
}

const nameIn = (council: Council, id: string): string => userById(council, id)?.name ?? id;
