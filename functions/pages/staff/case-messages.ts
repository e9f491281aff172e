import { canBeDrawn } from '../../operations/preview-file/previews.ts';
import { canBeAutomatic, canBeTakenUp } from '../../actions/automatic-message.ts';
import { messageWaits } from '../../domain/case/case.ts';
import { attachmentItem } from '../../domain/case/child-limits.ts';
import { onPage } from '../../domain/case/on-page.ts';
import type { Message } from '../../domain/case/stored-rows.ts';
import type { User } from '../../domain/council/council.ts';
import { may } from '../../domain/people/may.ts';
import { seesAll } from '../../domain/people/may-see.ts';
import { senderOfStored } from '../../domain/people/sender.ts';
import type { CaseFile } from '../../ports.ts';
import type { Words } from '../../words/words.ts';
import type { PageKit } from '../kit/page-kit.ts';
import { moment } from '../kit/render.ts';
import { limitsOnPage } from './child-limits-on-page.ts';
import { forwardedOnPage } from './forwarded-on-page.ts';
import { messageDealtWith, messageFrom, messageHeaders } from '../kit/sender-words.ts';

/**
 * The part of a list, oldest first, that a page of a case shows: the latest, or those before them by the page's number. The
 * first, which is the complaint, is on each. `earlier` and `later`: the numbers of the pages next to it. `leftOut`: how many
 * of the list were not read, none of which is of the latest page (`CaseStore.recent`); 'some' where the reader may not know how
 * many, or whether any of them is theirs.
 */
export function partOnPage<T>(
  read: readonly T[],
  which: keyof typeof onPage,
  asked: string | undefined,
  leftOut: number | 'some' = 0,
) {
  const size = onPage[which];
  if (leftOut === 'some') {
    const start = Math.max(0, read.length - size);
    return {
      items: [...read.slice(0, Math.min(1, start)), ...read.slice(start)],
      earlier: 2,
      later: undefined,
    };
  }
  const all = read.length + leftOut;
  const last = Math.max(1, Math.ceil(all / size));
  const number = /^\d{1,6}$/.test(asked ?? '') ? Math.min(last, Math.max(1, Number(asked))) : 1;
  const end = all - (number - 1) * size;
  const start = Math.max(0, end - size);
  return {
    items: [...read.slice(0, Math.min(1, start)), ...read.slice(start - leftOut, end - leftOut)],
    earlier: number < last ? number + 1 : undefined,
    later: number > 1 ? number - 1 : undefined,
  };
}

/** The messages on the page of a case, with who sent each, how sure we are of it, and what became of it. */
export function messagesOnPage(
  kit: PageKit,
  file: CaseFile,
  messages: readonly Message[],
  user: User,
  words: Words,
) {
  const { staff, terms } = words;
  const base = `/cases/${file.state.reference}`;
  const mayReadAll = seesAll(user, file.state);
  const mayAct = may(user, { do: 'act on case' }, file.state, kit.deps.council);
  const limitOf = limitsOnPage(file, mayAct, words);
  const mayWrite =
    may(user, { do: 'write letter' }, file.state, kit.deps.council) && file.state.tasks.length > 0;
  return messages.map((message) => ({
    limit: limitOf(message.id),
    answer:
      mayWrite && mayReadAll && !message.automatic
        ? `${base}/steer/letter/${encodeURIComponent(message.id)}`
        : undefined,
    mark: `${base}/steer/safeguarding/${encodeURIComponent(message.id)}`,
    source:
      mayReadAll && message.raw !== undefined
        ? `${base}/source/${encodeURIComponent(message.id)}`
        : undefined,
    text: message.text,
    quoted: message.quoted,
    forwarded: forwardedOnPage(kit, file, message, { user, words }),
    subject: message.subject === '' ? terms.channels[message.channel] : message.subject,
    automatic: message.automatic,
    via: staff.case.messageVia({
      from: messageFrom(
        kit,
        { sender: senderOfStored(message, file), channel: message.channel, name: message.from.name },
        file.persons,
        words,
      ),
      at: moment(message.receivedAt),
    }),
    headers: mayReadAll ? messageHeaders(message, words) : [],
    dealtWith: mayReadAll ? messageDealtWith(kit, file, message.id, words) : undefined,
    more:
      message.moreAttachments === undefined
        ? undefined
        : words.messages.moreAttachments({ count: message.moreAttachments }),
    handle:
      mayAct && messageWaits(file.state, message.id)
        ? `${base}/steer/message-dealt-with/${encodeURIComponent(message.id)}`
        : undefined,
    // One click each way, because a machine took it for the other. No machine answers on the phone.
    press:
      mayAct && message.channel === 'email' ? pressOf({ file, about: message.id }, base, words) : undefined,
    attachments: message.attachments.map(({ name, size, mimeType, problem }, index) => ({
      name,
      size: staff.fileSize({ bytes: size }),
      ...(problem === undefined
        ? hrefsOf(`${base}/messages/${encodeURIComponent(message.id)}/${index + 1}`, mimeType)
        : {}),
      heldBack: problem && words.messages.heldBack[problem],
      limit: limitOf(attachmentItem(message.id, index)),
    })),
  }));
}

/** Where a file is downloaded, and where it is looked at. */
const hrefsOf = (href: string, mimeType: string) => ({
  href,
  view: canBeDrawn(mimeType) ? `${href}/view` : undefined,
});

/** A message on a page of its own, where it is read before it is dealt with. Undefined if there is none with this id. */
export function messageOnPage(kit: PageKit, file: CaseFile, id: string, user: User, words: Words) {
  const [shown] = messagesOnPage(
    kit,
    file,
    file.messages.filter((message) => message.id === id),
    user,
    words,
  );
  return shown && { ...shown, handle: undefined, press: undefined };
}

/** The button that makes an automatic reply of a message that waits, or work of an automatic reply. */
function pressOf(place: { file: CaseFile; about: string }, base: string, { actions }: Words) {
  const about = encodeURIComponent(place.about);
  if (canBeAutomatic(place))
    return { action: `${base}/steer/message-automatic/${about}`, text: actions.automaticMessage.button };
  return canBeTakenUp(place)
    ? { action: `${base}/steer/message-taken-up/${about}`, text: actions.takeUpMessage.button }
    : undefined;
}
