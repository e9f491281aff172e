import * as z from 'zod/mini';
import { limitedText } from '../case-views/schemas.ts';
import { noteKinds, type NoteKind } from '../domain/case/notes.ts';
import { presentUsers } from '../domain/council/council.ts';
import { may } from '../domain/people/may.ts';
import { seesAll } from '../domain/people/may-see.ts';
import { CivilDate } from '../domain/time/civil-date.ts';
import { recordNote as record } from '../operations/case-actions/record-note.ts';
import type { Words } from '../words/words.ts';
import type { Field } from '../../workflows/procedures/form-field.ts';
import {
  caseAction,
  choice,
  labelled,
  paragraphs,
  longText,
  usersByName,
  type ActionPage,
  type ActionPlace,
  withVersion,
} from './action.ts';

const contacts = noteKinds.filter((kind) => kind !== 'note');

/** What is asked of people of the council only: they may tell colleagues, and get a task. */
function askedOfCouncil({ deps, file: { state }, by }: ActionPlace, words: Words): Record<string, Field> {
  if (!seesAll(by, state)) return {};
  const colleagues = presentUsers(deps.council).filter(
    (user) => user.id !== by.id && may(user, { do: 'read case' }, state, deps.council),
  );
  const { mentions, followUpOn } = words.actions.recordNote.fields;
  return {
    ...(colleagues.length === 0
      ? {}
      : { mentions: { ...mentions, type: 'choices', options: usersByName(colleagues), required: false } }),
    followUpOn: { ...followUpOn, type: 'date', not: ['past'], required: false },
  };
}

const pages = [
  {
    at: 'contact',
    words: 'recordContact',
    form: (place, words) => ({
      ...labelled(words.actions.recordContact.fields, {
        kind: choice(contacts.map((value) => ({ value, label: words.terms.noteKinds[value] }))),
        on: { type: 'date', not: ['future'], required: false },
        spokeWith: { type: 'text', required: false },
        text: paragraphs,
        agreed: { type: 'paragraphs', required: false },
      }),
      ...askedOfCouncil(place, words),
    }),
  },
  {
    at: 'note',
    words: 'recordNote',
    form: (place, words) => ({
      text: { ...words.actions.recordNote.fields.text, ...paragraphs, required: true },
      ...askedOfCouncil(place, words),
    }),
    complete: () => ({ kind: 'note' satisfies NoteKind }),
  },
] satisfies ActionPage[];

/** Records a note for colleagues, or a contact such as a phone call. Anyone who may read the case can. */
export const recordNote = caseAction({
  id: 'recordNote',
  path: '/notes',
  may: { do: 'record note' },
  input: z.strictObject({
    kind: z.enum(noteKinds),
    on: z.optional(CivilDate),
    spokeWith: z.optional(limitedText(200)),
    text: longText,
    agreed: z.optional(longText),
    mentions: z.optional(z.array(z.string()).check(z.maxLength(20))),
    followUpOn: z.optional(CivilDate),
  }),
  examples: {
    'a phone call to follow up': {
      kind: 'phone call',
      on: '2026-06-03',
      spokeWith: 'Sam Carter',
      text: 'Sam asked why no one had called back.',
      agreed: 'I ring again once the team has answered.',
      followUpOn: '2026-06-08',
    },
    'a note that a colleague is told of': {
      kind: 'note',
      text: 'Please look at the dates in the second letter.',
      mentions: ['team-manager'],
    },
  },
  answer: {
    status: 201,
    description: 'The number of the note, and the case with its new version',
    schema: z.object({ note: z.string(), reference: z.string(), version: z.number() }),
  },
  pages,
  async perform(deps, { caseId, by, input }) {
    const result = await record(deps, { caseId, by, note: input });
    if (!result.ok) return result;
    return withVersion(result.state, { note: result.note });
  },
  done: (words, _, { kind }) => words.actions.recordNote.done({ kind: words.terms.noteKinds[kind] }),
});
