import * as z from 'zod/mini';
import { partiesOf } from '../domain/case/parties.ts';
import { senderOfStored } from '../domain/people/sender.ts';
import type { CaseFile } from '../ports.ts';
import { writeLetter as write } from '../operations/case-actions/write-letter.ts';
import type { Words } from '../words/words.ts';
import { caseAction, changedCase, choice, labelled, paragraphs, versionOf } from './action.ts';
import { letterInput } from './letter-drafts.ts';
import { personNamed } from '../words/person-name.ts';

/** The parties of a case now, each with their part, to choose from. */
export const partiesNow = ({ state, persons }: Pick<CaseFile, 'state' | 'persons'>, words: Words) =>
  partiesOf(state)
    .filter(({ ended }) => ended === undefined)
    .map(({ id, roles }) => ({
      value: id,
      label: `${personNamed(persons, id, words)} (${roles.map((role) => words.parties.roles[role]).join(', ')})`,
    }));

/** Everyone a letter on a case can go to: the complainant, and the other parties. */
const addressees = (file: CaseFile, words: Words) =>
  partiesNow(file, words).map(({ value, label }) => ({
    value: value === file.state.person ? 'complainant' : value,
    label,
  }));

/** Writes to the complainant or another party in the officer's own words, also as the answer to a message. */
export const writeLetter = caseAction({
  id: 'writeLetter',
  path: '/letters',
  may: { do: 'write letter' },
  input: z.strictObject(letterInput),
  answer: changedCase,
  examples: {
    'an answer to a message': {
      to: 'complainant',
      subject: 'your question about the visit',
      text: 'The visit of 9 June stands.',
      documents: ['D1'],
      message: 'M2',
    },
  },
  available: ({ file: { state } }) => state.tasks.length > 0,
  pages: [
    {
      at: 'letter',
      words: 'writeLetter',
      form: ({ file }, words) => {
        const { documents, ...fields } = labelled(words.actions.writeLetter.fields, {
          to: choice(addressees(file, words)),
          subject: { type: 'text' },
          text: paragraphs,
          documents: { type: 'documents', required: false },
        });
        return { ...fields, ...(file.documents.length === 0 || !documents ? {} : { documents }) };
      },
      known: ({ file, about }) => {
        const answered = file.messages.find(({ id }) => id === about);
        if (!answered) return { to: 'complainant' };
        // The answer to someone who is no party must not go to the complainant by accident.
        const { party } = senderOfStored(answered, file);
        const to = party === file.state.person ? 'complainant' : party;
        return {
          ...(to === undefined ? {} : { to }),
          ...(answered.subject === '' ? {} : { subject: answered.subject }),
        };
      },
      complete: ({ about }) => ({ message: about === '' ? undefined : about }),
    },
  ],
  perform: async (deps, { caseId, by, input }) => versionOf(await write(deps, { caseId, by, letter: input })),
  done: (words) => words.actions.writeLetter.done,
});
