import * as z from 'zod/mini';
import { handlingsOffered } from '../domain/decisions/asked-by-message.ts';
import { procedureOfCase } from '../domain/case/procedure-followed.ts';
import { Channel } from '../domain/case/received.ts';
import { MessageHandling, Sender } from '../domain/case/sender.ts';
import { CivilDate, Instant } from '../domain/time/civil-date.ts';
import { senderOfStored } from '../domain/people/sender.ts';
import type { Dependencies } from '../dependencies.ts';
import { messageId, type MessageOnCase } from '../operations/list-messages.ts';
import { paging, yesNo } from './schemas.ts';

export const MessagesQuery = z.strictObject({
  handled: z.optional(yesNo),
  case: z.optional(z.string()),
  assignee: z.optional(z.string()),
  team: z.optional(z.string()),
  ...paging,
});

/** A message on a case, with who deals with it by when, or how it was dealt with. */
export const MessageItem = z.object({
  id: z.string(),
  reference: z.string(),
  message: z.string(),
  channel: Channel,
  receivedAt: Instant,
  sender: Sender,
  from: z.object({ name: z.optional(z.string()), email: z.optional(z.string()) }),
  subject: z.string(),
  unread: z.boolean(),
  assignee: z.optional(z.string()),
  team: z.optional(z.string()),
  due: z.optional(CivilDate),
  /** How many further messages of the case its task is also about: so many came that they have none of their own. */
  further: z.optional(z.number()),
  /** The ways to deal with it now, what its words suggest first. */
  offered: z.array(MessageHandling),
  suggested: z.optional(MessageHandling),
  handled: z.optional(
    z.object({
      how: z.optional(MessageHandling),
      by: z.string(),
      at: Instant,
      note: z.string(),
      to: z.optional(z.string()),
      route: z.optional(z.string()),
    }),
  ),
});
export type MessageItem = z.infer<typeof MessageItem>;

export function messageItem(deps: Dependencies, found: MessageOnCase): MessageItem {
  const { file, message, task, team, unread, dealtWith, further } = found;
  const { name, email } = message.from;
  return {
    id: messageId(file.state.id, message.id),
    reference: file.state.reference,
    message: message.id,
    channel: message.channel,
    receivedAt: message.receivedAt,
    sender: senderOfStored(message, file),
    from: { ...(name === undefined ? {} : { name }), ...(email === undefined ? {} : { email }) },
    subject: message.subject,
    unread,
    ...(task?.assignee === undefined ? {} : { assignee: task.assignee }),
    ...(team === undefined ? {} : { team }),
    ...(task ? { due: task.due } : {}),
    ...(further === undefined ? {} : { further }),
    ...(dealtWith
      ? { offered: [] }
      : handlingsOffered(message, file.state, procedureOfCase(file.state, deps.procedures))),
    ...(dealtWith
      ? {
          handled: {
            ...(dealtWith.how === undefined ? {} : { how: dealtWith.how }),
            by: dealtWith.by,
            at: dealtWith.at,
            note: dealtWith.done,
            ...(dealtWith.to === undefined ? {} : { to: dealtWith.to }),
            ...(dealtWith.route === undefined ? {} : { route: dealtWith.route }),
          },
        }
      : {}),
  };
}
