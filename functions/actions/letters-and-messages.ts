import * as z from 'zod/mini';
import type { LetterState } from '../domain/case/case.ts';
import { CivilDate } from '../domain/time/civil-date.ts';
import { letterId } from '../dependencies.ts';
import {
  canBecome,
  dealWithMessage as deal,
  letterNamed,
  recordLetter,
  recordMessage as record,
} from '../operations/case-actions/letters-and-messages.ts';
import { canGoAgain, sendAgain as again } from '../operations/case-actions/send-again.ts';
import { letterTemplate } from '../operations/send-letter/letter-reader.ts';
import type { Words } from '../words/words.ts';
import { partiesNow } from './write-letter.ts';
import { someoneElse } from '../domain/people/sender.ts';
import { limitedText } from '../case-views/schemas.ts';
import { isWaiting } from './handle-message.ts';
import {
  caseAction,
  changedCase,
  choice,
  labelled,
  paragraphs,
  longText,
  versionOf,
  type ActionPlace,
} from './action.ts';

// What became of letters and messages (law.md section 2c). Each is also an outcome of a task alongside the case.

const titleOf = ({ file, about }: ActionPlace) => {
  const template = letterNamed(file, about)?.template;
  return template === undefined ? '' : letterTemplate(template).title;
};

/** Whether any letter of the case is such a one, or the one that the page is about. */
const anyLetter =
  (isSuch: (letter: LetterState) => boolean) =>
  ({ file: { state }, about }: ActionPlace): boolean =>
    state.letters.some(
      (letter) => isSuch(letter) && (about === '' || letterId(state.id, letter.key) === about),
    );

const linkForEach =
  (
    isSuch: (letter: LetterState) => boolean,
    id: 'letterPosted' | 'letterReturned' | 'letterReached' | 'sendAgain',
  ) =>
  (place: ActionPlace, words: Words) =>
    place.file.state.letters
      .filter(isSuch)
      .map(({ key }) => ({ ...place, about: letterId(place.file.state.id, key) }))
      .map((one) => ({ about: one.about, text: words.actions[id].link({ letter: titleOf(one) }) }));

const dayAsked = { type: 'date' as const, not: ['future' as const], required: false };
const on = z.optional(CivilDate);

/** Records the day on which a letter on paper was posted. */
export const letterPosted = caseAction({
  id: 'letterPosted',
  path: '/letters/:letter/posted',
  may: { do: 'act on case' },
  input: z.strictObject({ letter: z.string(), on }),
  body: z.strictObject({ on }),
  examples: { 'first class': { on: '2026-06-03' } },
  answer: changedCase,
  available: anyLetter(canBecome.posted),
  pages: [
    {
      at: 'letter-posted',
      words: 'letterPosted',
      form: (_, words) => labelled(words.actions.letterPosted.fields, { on: dayAsked }),
      complete: ({ about }) => ({ letter: about }),
      links: linkForEach(canBecome.posted, 'letterPosted'),
    },
  ],
  perform: async (deps, { caseId, by, input }) =>
    versionOf(
      await recordLetter(deps, {
        caseId,
        by,
        letter: input.letter,
        news: { became: 'posted', on: input.on },
      }),
    ),
  done: (words, place) => words.actions.letterPosted.done({ letter: titleOf(place) }),
});

/** Records that a letter came back. */
export const letterReturned = caseAction({
  id: 'letterReturned',
  path: '/letters/:letter/returned',
  may: { do: 'act on case' },
  input: z.strictObject({ letter: z.string(), detail: longText }),
  body: z.strictObject({ detail: longText }),
  examples: { 'the post brought it back': { detail: 'Not known at this address.' } },
  answer: changedCase,
  available: anyLetter(canBecome.returned),
  pages: [
    {
      at: 'letter-returned',
      words: 'letterReturned',
      form: (_, words) => labelled(words.actions.letterReturned.fields, { detail: paragraphs }),
      complete: ({ about }) => ({ letter: about }),
      // One link would do: most letters never come back, and each case has many.
      links: (place, words) => linkForEach(canBecome.returned, 'letterReturned')(place, words).slice(-1),
    },
  ],
  perform: async (deps, { caseId, by, input: { letter, detail } }) =>
    versionOf(await recordLetter(deps, { caseId, by, letter, news: { became: 'returned', detail } })),
  done: (words, place) => words.actions.letterReturned.done({ letter: titleOf(place) }),
});

/** Records that the complainant learned in another way what a letter says. */
export const letterReached = caseAction({
  id: 'letterReached',
  path: '/letters/:letter/reached',
  may: { do: 'act on case' },
  input: z.strictObject({ letter: z.string(), on, how: longText }),
  body: z.strictObject({ on, how: longText }),
  examples: { 'by hand': { on: '2026-06-05', how: 'The social worker gave it to her.' } },
  answer: changedCase,
  available: anyLetter(canBecome.reached),
  pages: [
    {
      at: 'letter-reached',
      words: 'letterReached',
      form: (_, words) => labelled(words.actions.letterReached.fields, { on: dayAsked, how: paragraphs }),
      complete: ({ about }) => ({ letter: about }),
      links: linkForEach(canBecome.reached, 'letterReached'),
    },
  ],
  perform: async (deps, { caseId, by, input: { letter, on: day, how } }) =>
    versionOf(await recordLetter(deps, { caseId, by, letter, news: { became: 'reached', on: day, how } })),
  done: (words, place) => words.actions.letterReached.done({ letter: titleOf(place) }),
});

/** Sends a letter that did not reach its reader again. */
export const sendLetterAgain = caseAction({
  id: 'sendAgain',
  path: '/letters/:letter/again',
  may: { do: 'act on case' },
  input: z.strictObject({ letter: z.string(), onPaper: z.optional(z.boolean()) }),
  body: z.strictObject({ onPaper: z.optional(z.boolean()) }),
  examples: { again: {}, byPost: { onPaper: true } },
  answer: changedCase,
  available: anyLetter(canGoAgain),
  pages: [
    {
      at: 'letter-again',
      words: 'sendAgain',
      form: (_, words) =>
        labelled(words.actions.sendAgain.fields, { onPaper: { type: 'yes-no', required: false } }),
      complete: ({ about }) => ({ letter: about }),
      links: linkForEach(canGoAgain, 'sendAgain'),
    },
  ],
  perform: async (deps, { caseId, by, input }) => versionOf(await again(deps, { caseId, by, ...input })),
  done: (words, place) => words.actions.sendAgain.done({ letter: titleOf(place) }),
});

/** Records what was done about a message of the complainant. */
export const messageDealtWith = caseAction({
  id: 'messageDealtWith',
  path: '/messages/:message/dealt-with',
  may: { do: 'act on case' },
  input: z.strictObject({ message: z.string(), done: longText }),
  body: z.strictObject({ done: longText }),
  examples: { 'called back': { done: 'I phoned and explained the delay.' } },
  answer: changedCase,
  available: isWaiting,
  // Its page is that of `handleMessage`, which says how as well.
  pages: [],
  perform: async (deps, { caseId, by, input: { message, done } }) =>
    versionOf(await deal(deps, { caseId, by, message, done })),
  done: (words) => words.actions.messageDealtWith.done,
});

const spoken = ['phone', 'in person', 'letter'] as const;

/** Records what the complainant or someone else said on the phone or in person, or wrote in a letter. */
export const recordMessage = caseAction({
  id: 'recordMessage',
  path: '/messages',
  may: { do: 'act on case' },
  input: z.strictObject({
    channel: z.enum(spoken),
    text: longText,
    receivedOn: on,
    from: z.optional(limitedText(100)),
    name: z.optional(limitedText(200)),
  }),
  examples: {
    'a phone call': { channel: 'phone', text: 'She wants to add that the visit was on 4 May.' },
    'a letter that came earlier': {
      channel: 'letter',
      text: 'I want to go to stage 2.',
      receivedOn: '2026-06-25',
    },
    'a call of the advocate': { channel: 'phone', from: 'P2', text: 'We need the reports by Friday.' },
    'a call of someone else': {
      channel: 'phone',
      from: 'someone else',
      name: 'Mrs Bell, class teacher',
      text: 'Ali has not been in school since Monday.',
    },
  },
  answer: changedCase,
  pages: [
    {
      at: 'message',
      words: 'recordMessage',
      form: ({ file }, words) =>
        labelled(words.actions.recordMessage.fields, {
          from: {
            ...choice([
              ...partiesNow(file, words),
              { value: someoneElse, label: words.actions.recordMessage.someoneElse },
            ]),
            required: false,
          },
          name: { type: 'text', required: false, neededWhen: { field: 'from', is: someoneElse } },
          channel: choice(spoken.map((value) => ({ value, label: words.terms.channels[value] }))),
          text: paragraphs,
          receivedOn: dayAsked,
        }),
      known: ({ file: { state } }) => (state.person === undefined ? {} : { from: state.person }),
    },
  ],
  perform: async (deps, { caseId, by, input }) => versionOf(await record(deps, { caseId, by, ...input })),
  done: (words) => words.actions.recordMessage.done,
});
