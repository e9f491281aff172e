import * as z from 'zod/mini';
import { limitedText } from '../case-views/schemas.ts';
import {
  answerLetterCheck,
  askToCheckLetter,
  beginLetterDraft as begin,
  discardLetterDraft,
  saveLetterDraft as save,
  sendLetterDraft,
  takeBackLetter,
  type DraftResult,
} from '../operations/case-actions/letter-drafts.ts';
import { previewLetter as preview } from '../operations/preview-letter.ts';
import { invalid } from '../domain/text/refusal.ts';
import { caseAction, longText } from './action.ts';

const subject = limitedText(150);
const text = limitedText(20_000);
const documents = z.optional(z.array(z.string()).check(z.maxLength(20)));

/** A letter as people write it, complete. */
export const letterInput = { to: z.string(), subject, text, documents, message: z.optional(z.string()) };

/** The same while it is being written. */
const draftInput = {
  to: z.optional(z.string()),
  subject: z.optional(subject),
  text: z.optional(text),
  documents,
  message: z.optional(z.string()),
};

const version = z.number().check(z.int(), z.positive());

const drafted = {
  status: 200,
  description: 'The number of the draft, and the case with its new version',
  schema: z.object({ draft: z.string(), reference: z.string(), version: z.number() }),
} as const;

function draftOf(result: DraftResult) {
  if (!result.ok) return result;
  const { reference, version: now } = result.state;
  return { ok: true as const, answer: { draft: result.draft, reference, version: now } };
}

/** Of a draft that is still there: the action leads to its page, not to that of the case. */
function onItsPage(result: DraftResult) {
  const outcome = draftOf(result);
  if (!outcome.ok) return outcome;
  const { reference, draft } = outcome.answer;
  return { ...outcome, to: `/cases/${reference}/letter-drafts/${draft}` };
}

/** Shows a letter as it would go, made by what sends it. */
export const previewLetter = caseAction({
  id: 'previewLetter',
  path: '/letters/preview',
  may: { do: 'write letter' },
  input: z.strictObject(letterInput),
  answer: {
    status: 200,
    description: 'The letter, and where it goes; without an email address it goes on paper',
    schema: z.object({
      subject: z.string(),
      text: z.string(),
      html: z.string(),
      name: z.optional(z.string()),
      email: z.optional(z.string()),
    }),
  },
  examples: {
    'an answer': { to: 'complainant', subject: 'your question', text: 'The visit stands.', message: 'M2' },
  },
  pages: [],
  async perform(deps, { caseId, by, input }) {
    const result = await preview(deps, { caseId, by, letter: input });
    if (!result.ok) return result;
    const { letter, name, email } = result.preview;
    return {
      ok: true,
      answer: {
        subject: letter.subject,
        text: letter.text,
        html: letter.html,
        ...(name === undefined ? {} : { name }),
        ...(email === undefined ? {} : { email }),
      },
    };
  },
  done: (words) => words.actions.previewLetter.title,
});

/** Begins the draft of a letter. */
export const beginLetterDraft = caseAction({
  id: 'beginLetterDraft',
  path: '/letter-drafts',
  may: { do: 'write letter' },
  input: z.strictObject(draftInput),
  answer: { ...drafted, status: 201 },
  examples: { 'a beginning': { to: 'complainant', text: 'We have asked the team.', message: 'M2' } },
  pages: [],
  perform: async (deps, { caseId, by, input }) => onItsPage(await begin(deps, { caseId, by, letter: input })),
  done: (words) => words.actions.saveLetterDraft.done,
});

/** Saves the draft of a letter again: the whole letter, in place of the version that was read. */
export const saveLetterDraft = caseAction({
  id: 'saveLetterDraft',
  method: 'patch',
  path: '/letter-drafts/:draft',
  may: { do: 'write letter' },
  input: z.strictObject({ draft: z.string(), version, ...draftInput }),
  body: z.strictObject({ version, ...draftInput }),
  answer: drafted,
  examples: {
    'the whole letter': {
      version: 1,
      to: 'complainant',
      subject: 'your question',
      text: 'The visit stands.',
    },
  },
  pages: [],
  async perform(deps, { caseId, by, input }) {
    const { draft, version: read, ...letter } = input;
    return onItsPage(await save(deps, { caseId, by, draft, version: read, letter }));
  },
  done: (words) => words.actions.saveLetterDraft.done,
});

const handlings = ['send', 'discard', 'ask', 'take back', 'approve', 'send back'] as const;

const handling = {
  version,
  how: z.enum(handlings),
  colleague: z.optional(z.string()),
  remark: z.optional(longText),
};

/** Sends or discards a draft, has a colleague check it, or answers as that colleague. */
export const handleLetterDraft = caseAction({
  id: 'handleLetterDraft',
  path: '/letter-drafts/:draft/handling',
  may: { do: 'write letter' },
  input: z.strictObject({ draft: z.string(), ...handling }),
  body: z.strictObject(handling),
  answer: drafted,
  examples: {
    'ask a colleague': { version: 2, how: 'ask', colleague: 'team-manager' },
    'approve, which sends it': { version: 2, how: 'approve' },
    'send back': { version: 2, how: 'send back', remark: 'Say when we will ring her.' },
    'send without a check': { version: 2, how: 'send' },
  },
  pages: [],
  async perform(deps, { caseId, by, input }) {
    const { how, colleague, remark, ...rest } = input;
    const command = { caseId, by, ...rest };
    switch (how) {
      case 'send':
        return draftOf(await sendLetterDraft(deps, command));
      case 'discard':
        return draftOf(await discardLetterDraft(deps, command));
      case 'ask':
        return colleague === undefined
          ? invalid({ field: 'colleague', code: 'answer-needed', params: {} })
          : onItsPage(await askToCheckLetter(deps, { ...command, colleague }));
      case 'take back':
        return onItsPage(await takeBackLetter(deps, command));
      case 'approve':
      case 'send back':
        return draftOf(await answerLetterCheck(deps, { ...command, approve: how === 'approve', remark }));
    }
  },
  done: (words, _, { how }) => words.actions.handleLetterDraft.done[how],
});
