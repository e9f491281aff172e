import * as z from 'zod/mini';
import { limitedText } from '../case-views/schemas.ts';
import { messageWaits } from '../domain/case/case.ts';
import { countOf } from '../domain/case/number-ranges.ts';
import { waitingCount } from '../domain/case/open-messages.ts';
import { MessageHandling } from '../domain/case/sender.ts';
import { isProven, senderOfStored } from '../domain/people/sender.ts';
import { furtherOfSender } from '../domain/people/flood.ts';
import { handlingsOffered, requests } from '../domain/decisions/asked-by-message.ts';
import { procedureOfCase } from '../domain/case/procedure-followed.ts';
import { CivilDate } from '../domain/time/civil-date.ts';
import { handleMessage as handle } from '../operations/handle-message.ts';
import type { Words } from '../words/words.ts';
import { routeIds } from '../../workflows/procedures/other-routes.ts';
import { caseAction, choice, labelled, paragraphs, type ActionPlace } from './action.ts';

/** How a message is dealt with: what the request and the form of its page have in common. */
const handlingFields = {
  how: MessageHandling,
  note: z.optional(limitedText(10_000)),
  on: z.optional(CivilDate),
  until: z.optional(CivilDate),
  to: z.optional(limitedText(100)),
  route: z.optional(z.enum(routeIds)),
  routeTo: z.optional(limitedText(200)),
  copy: z.optional(z.boolean()),
  /** Deal with the further messages of its sender in the same way: only what is answered, noted or filed. */
  further: z.optional(z.boolean()),
};

export const MessageHandlingRequest = z.strictObject(handlingFields);

export const HandledMessage = z.object({
  reference: z.string(),
  version: z.number(),
  /** The case that the message went to, or that was made of it. */
  to: z.optional(z.string()),
});

/** Whether the message that a page is about waits, or any message of the case. */
export const isWaiting = ({ file: { state }, about }: ActionPlace): boolean =>
  about === '' ? waitingCount(state) > 0 : messageWaits(state, about);

function formOf({ deps, file, about }: ActionPlace, words: Words) {
  const { handleMessage: text } = words.actions;
  const message = file.messages.find(({ id }) => id === about);
  const { offered, suggested } = handlingsOffered(
    message,
    file.state,
    procedureOfCase(file.state, deps.procedures),
  );
  const proven = message === undefined || isProven(senderOfStored(message, file));
  const hints = [
    ...(suggested === undefined ? [] : [text.suggests({ how: words.messages.handlings[suggested] })]),
    ...(proven ? [] : [text.notProven]),
  ];
  const asks = offered.filter((how) => requests.some((one) => one === how));
  const when = (is: MessageHandling) => ({ required: false, neededWhen: { field: 'how', is } });
  const further = message ? countOf(furtherOfSender(file.state, file.messages, message)) : 0;
  const {
    on,
    until,
    further: also,
    ...always
  } = labelled(text.fields, {
    how: {
      ...choice(offered.map((value) => ({ value, label: words.messages.handlings[value] }))),
      ...(hints.length === 0 ? {} : { hint: hints.join(' ') }),
    },
    note: { ...paragraphs, required: false },
    on: { type: 'date', not: ['future'], required: false },
    until: { type: 'date', not: ['past'], ...when('agreed to wait') },
    to: { type: 'text', ...when('moved') },
    route: {
      ...choice(routeIds.map((value) => ({ value, label: words.terms.routes[value] }))),
      ...when('other route'),
    },
    routeTo: { type: 'text', ...when('other route') },
    copy: { type: 'yes-no', required: false },
    further: { type: 'yes-no', required: false, hint: text.furtherOfSender({ count: further }) },
  });
  return {
    ...always,
    ...(on && asks.length > 0 ? { on } : {}),
    ...(until && asks.includes('agreed to wait') ? { until } : {}),
    ...(also && further > 0 ? { further: also } : {}),
  };
}

/** Records how a message was dealt with, and does what it asks for. */
export const handleMessage = caseAction({
  id: 'handleMessage',
  path: '/messages/:message/handling',
  may: { do: 'act on case' },
  input: z.strictObject({ message: z.string(), ...handlingFields }),
  body: MessageHandlingRequest,
  examples: {
    'answered on the phone': { how: 'answered', note: 'I told her the new date.', on: '2026-06-03' },
    'moved to another case': { how: 'moved', to: 'SC-2026-00412-7' },
    'a request for records': {
      how: 'other route',
      route: 'subject-access-request',
      routeTo: 'Information governance',
      note: 'She asks for the file of her son.',
      copy: true,
    },
  },
  answer: { status: 200, description: 'The case, and where the message went', schema: HandledMessage },
  available: isWaiting,
  pages: [
    {
      at: 'message-dealt-with',
      words: 'handleMessage',
      form: formOf,
      complete: ({ about }) => ({ message: about }),
      // The link stands with each message.
      links: () => [],
    },
  ],
  async perform(deps, { caseId, by, input }) {
    const handled = await handle(deps, { caseId, by, ...input });
    if (!handled.ok) return handled;
    const { reference, version } = handled.state;
    return {
      ok: true,
      answer: { reference, version, ...(handled.to === undefined ? {} : { to: handled.to }) },
    };
  },
  done: (words, _, { how }) => words.actions.handleMessage.done({ how: words.messages.handlings[how] }),
});
