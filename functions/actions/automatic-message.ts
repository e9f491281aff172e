import * as z from 'zod/mini';
import { messageWaits } from '../domain/case/case.ts';
import { handleMessage } from '../operations/handle-message.ts';
import { takeUpMessage } from '../operations/case-actions/take-up-message.ts';
import { caseAction, changedCase, versionOf, type ActionPlace } from './action.ts';

/** Whether the message that a page is about can be called an automatic reply, which is no one's work. */
export const canBeAutomatic = ({ file: { state }, about }: Pick<ActionPlace, 'file' | 'about'>): boolean =>
  messageWaits(state, about);

/** Whether it counts as one, and can be made work. */
export const canBeTakenUp = ({ file: { messages }, about }: Pick<ActionPlace, 'file' | 'about'>): boolean =>
  messages.some(({ id, automatic }) => id === about && automatic);

/** Says of a message whether it is an automatic reply, such as an out-of-office note. Each can be undone by the other. */
export const automaticMessage = caseAction({
  id: 'automaticMessage',
  path: '/messages/:message/automatic',
  may: { do: 'act on case' },
  input: z.strictObject({ message: z.string(), automatic: z.boolean() }),
  body: z.strictObject({ automatic: z.boolean() }),
  examples: {
    'an out-of-office note': { automatic: true },
    'a person wrote it': { automatic: false },
  },
  answer: changedCase,
  // A button beside each message opens these pages with the answer given.
  pages: [
    {
      at: 'message-automatic',
      words: 'automaticMessage',
      available: canBeAutomatic,
      form: () => ({}),
      complete: ({ about }) => ({ message: about, automatic: true }),
      links: () => [],
    },
    {
      at: 'message-taken-up',
      words: 'takeUpMessage',
      available: canBeTakenUp,
      form: () => ({}),
      complete: ({ about }) => ({ message: about, automatic: false }),
      links: () => [],
    },
  ],
  perform: async (deps, { caseId, by, input: { message, automatic } }) =>
    versionOf(
      automatic
        ? await handleMessage(deps, { caseId, by, message, how: 'automatic' })
        : await takeUpMessage(deps, { caseId, by, message }),
    ),
  done: (words, _, { automatic }) =>
    automatic ? words.actions.automaticMessage.done : words.actions.takeUpMessage.done,
});
