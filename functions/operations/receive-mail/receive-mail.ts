import type { Instant } from '../../domain/time/civil-date.ts';
import { LetterId } from '../../domain/correspondence/letter-mail.ts';
import { isEmailAddress } from '../../domain/text/email-address.ts';
import type {
  HeldMail,
  HeldMailDetail,
  Message,
  StoredFile,
  UnreadableMail,
} from '../../domain/case/stored-rows.ts';
import type { Arrival } from '../../domain/people/sender.ts';
import { withinBytes } from '../../domain/text/within-bytes.ts';
import type { Dependencies } from '../../dependencies.ts';
import { receiveMessage } from '../receive-message.ts';
import { receiveFeedback } from '../receive-feedback.ts';
import { caseOfLetter, returnLetter } from '../receive-delivery-event/return-letter.ts';
import { serviceMailId } from '../send-letter/deliver-letters.ts';
import { mailAlias } from '../write-case.ts';
import { wordsIn } from '../../words/words.ts';
import { classifyMail, mayBeAnswered, type CaseHint, type MailContext } from './classify-mail.ts';
import { failedLetter } from './delivery-report.ts';
import { mailFingerprint } from './mail-fingerprint.ts';
import type { Attachment, ParsedMail } from './parsed-mail.ts';
import { quotedReplyCut } from './quoted-reply.ts';
import { readMail } from './read-mail.ts';

/** A mail that has arrived. `raw` is its key in Files, `messageId` the id that the mail service gave it. */
export interface ArrivedMail {
  raw: string;
  receivedAt: Instant;
  messageId: string;
  recipients: readonly string[];
  envelopeFrom?: string | undefined;
  verdicts: MailContext['verdicts'];
}

/** The result for a mail. `known`: it was received before, and nothing was made twice. */
export type MailResult =
  | { became: 'case' | 'message'; reference: string; known: boolean }
  | { became: 'held' | 'recorded'; id: string; known: boolean };

/**
 * Thrown if an announced mail is not in the file store. The queue tries again, then its dead-letter queue raises an
 * alarm.
 */
class MailNotFound extends Error {
  override name = 'MailNotFound' as const;
}

/**
 * The most bytes of a mail's texts in the row of its message, and the most attachments that it lists. A row may be
 * 300,000 bytes long (functions/adapters/table.ts). The raw mail has everything.
 */
const most = { text: 90_000, quoted: 50_000, attachments: 100 };

/** Receives one mail exactly once: as a case, as a message on the case it answers, or held or recorded for a person. */
export async function receiveMail(deps: Dependencies, arrived: ArrivedMail): Promise<MailResult> {
  const raw = await deps.files.get(arrived.raw);
  if (!raw) throw new MailNotFound('the raw mail is not in the store of files');
  const once = [`mail:${arrived.messageId}`, rawClaim(raw), fileClaim(arrived.raw)];
  const read = await readMail(raw);
  if (!read.ok) {
    deps.log('mail-unreadable', { mail: arrived.raw, reason: read.reason, fault: read.fault ?? '' });
    if (arrived.verdicts.virus === 'FAIL' || arrived.verdicts.spam === 'FAIL') {
      const reason = arrived.verdicts.virus === 'FAIL' ? 'virus' : 'spam';
      return hold(deps, arrived, once, { reason, detail: read.reason, status: 'held' });
    }
    return unreadable(deps, arrived, once, read.reason);
  }
  const { mail } = read;
  const context: MailContext = {
    verdicts: arrived.verdicts,
    ...ours(deps),
    recipients: arrived.recipients,
    envelopeFrom: arrived.envelopeFrom,
  };
  const about = {
    ...(mail.from.address === undefined ? {} : { from: mail.from.address }),
    subject: mail.subject,
  };
  const kind = classifyMail(mail, context);
  switch (kind.kind) {
    case 'quarantine':
      return hold(deps, arrived, once, {
        reason: kind.reason,
        detail: kind.detail,
        status: 'held',
        ...about,
      });
    case 'automatic reply': {
      const failed = failedLetter(mail);
      const caseId =
        (failed && (await caseOfLetter(deps, failed.names))) ??
        (kind.answers && (await caseOf(deps, kind.answers)));
      if (caseId !== undefined) {
        const added = await addMessage(deps, caseId, arrived, mail, once, true);
        // Even if the mail was received before: the first attempt may have crashed between the two.
        if (failed) await returnLetter(deps, { ...failed, became: 'returned', detail: 'delivery-report' });
        return added;
      }
      return hold(deps, arrived, once, {
        reason: 'automatic reply',
        detail: kind.why,
        // A letter of ours that belongs to no case is a digest, so someone does not get theirs.
        status: failed?.names.some((name) => LetterId.safeParse(name).success) ? 'held' : 'recorded',
        ...about,
      });
    }
    case 'reply': {
      const caseId = await caseOf(deps, kind.hint);
      if (caseId !== undefined) return addMessage(deps, caseId, arrived, mail, once, false);
      return newCase(deps, arrived, mail, once, context);
    }
    case 'new':
      return newCase(deps, arrived, mail, once, context);
  }
}

async function newCase(
  deps: Dependencies,
  arrived: ArrivedMail,
  mail: ParsedMail,
  once: string[],
  context: MailContext,
): Promise<MailResult> {
  const answerTo = mail.replyTo ?? mail.from;
  const name = mail.from.name ?? answerTo.name;
  const received = await receiveFeedback(deps, {
    kind: 'complaint',
    receivedAt: arrived.receivedAt,
    by: 'complainant',
    person: {
      ...(name === undefined ? {} : { name }),
      ...(mayBeAnswered(mail, context) && answerTo.address !== undefined && isEmailAddress(answerTo.address)
        ? { email: answerTo.address }
        : {}),
    },
    message: await messageOf(deps, arrived, mail, true),
    arrival: byMail(arrived, mail),
    once,
  });
  return { became: 'case', reference: received.reference, known: received.known };
}

async function unreadable(
  deps: Dependencies,
  arrived: ArrivedMail,
  once: string[],
  reason: UnreadableMail,
): Promise<MailResult> {
  const { staff, terms } = wordsIn(undefined);
  const received = await receiveFeedback(deps, {
    kind: 'unreadable email',
    receivedAt: arrived.receivedAt,
    by: 'system',
    message: {
      channel: 'email',
      from: {},
      subject: terms.kinds['unreadable email'],
      text: staff.mail.unreadableEmail({ why: staff.mail.details[reason] }),
      raw: arrived.raw,
      attachments: [],
    },
    once,
  });
  return { became: 'case', reference: received.reference, known: received.known };
}

/** The message that a mail is. `isFirst`: it begins a case, so nothing of it is a quotation of ours. */
async function messageOf(deps: Dependencies, arrived: ArrivedMail, mail: ParsedMail, isFirst: boolean) {
  const { fresh, quoted } = isFirst ? { fresh: mail.text, quoted: '' } : quotedReplyCut(mail.text);
  const { name, address } = mail.from;
  const listed = mail.attachments.slice(0, most.attachments);
  const more = mail.attachments.length - listed.length + mail.moreAttachments;
  return {
    channel: 'email' as const,
    from: { ...(name === undefined ? {} : { name }), ...(address === undefined ? {} : { email: address }) },
    ...headersToKeep(mail),
    verdicts: arrived.verdicts,
    subject: mail.subject,
    text: shortened(fresh, most.text, mail.shortened),
    ...(quoted === '' ? {} : { quoted: shortened(quoted, most.quoted) }),
    ...(mail.messageId === undefined ? {} : { mailId: mail.messageId }),
    ...(mail.references.length === 0 ? {} : { mailReferences: mail.references.slice(-20) }),
    raw: arrived.raw,
    attachments: await keepAttachments(deps, arrived, listed),
    ...(more === 0 ? {} : { moreAttachments: more }),
  };
}

const headersToKeep = ({
  to,
  cc,
  replyTo,
  date,
}: ParsedMail): Pick<Message, 'to' | 'cc' | 'replyTo' | 'sentAt'> => ({
  ...(to.length === 0 ? {} : { to }),
  ...(cc.length === 0 ? {} : { cc }),
  ...(replyTo === undefined ? {} : { replyTo }),
  ...(date === undefined ? {} : { sentAt: date }),
});

const byMail = ({ envelopeFrom, verdicts }: ArrivedMail, { from }: ParsedMail): Arrival => ({
  way: 'email',
  // A mail that names no sender is from no one we know.
  from: from.address ?? '',
  envelopeFrom,
  verdicts,
});

function shortened(text: string, bytes: number, wasShortened = false): string {
  const start = withinBytes(text, bytes);
  if (start === text && !wasShortened) return text;
  return `${start}\n${wordsIn(undefined).staff.mail.shortened}`;
}

/** Attachments are stored under neutral names and never rendered. */
async function keepAttachments(
  deps: Dependencies,
  arrived: ArrivedMail,
  attachments: readonly Attachment[],
): Promise<StoredFile[]> {
  const stored: StoredFile[] = [];
  for (const [index, { filename, mimeType, size, content }] of attachments.entries()) {
    const file = `${attachmentsOf(arrived.raw)}${index + 1}`;
    await deps.files.put(file, content, 'application/octet-stream');
    stored.push({ name: filename, mimeType, size, file });
  }
  return stored;
}

async function caseOf(deps: Dependencies, hint: CaseHint): Promise<string | undefined> {
  for (const reference of hint.references) {
    const state = await deps.store.state(reference);
    if (state) return state.id;
  }
  for (const id of hint.messageIds) {
    const names = /@[^@>]*amazonses\.com>?$/.test(id) ? [serviceMailId(id), id] : [id];
    for (const name of names) {
      const answered = await deps.store.find({ alias: mailAlias(name) });
      if (answered !== undefined) return answered;
    }
  }
  return undefined;
}

/**
 * Adds a mail to the case it answers and tells the people who deal with the case, whoever wrote it and even if the case
 * is closed.
 */
async function addMessage(
  deps: Dependencies,
  caseId: string,
  arrived: ArrivedMail,
  mail: ParsedMail,
  once: string[],
  automatic: boolean,
): Promise<MailResult> {
  const content = await messageOf(deps, arrived, mail, false);
  const received = await receiveMessage(deps, caseId, {
    content: { ...content, receivedAt: arrived.receivedAt },
    automatic,
    arrival: byMail(arrived, mail),
    once,
  });
  const state = await deps.store.state(received.caseId);
  return { became: 'message', reference: state?.reference ?? received.caseId, known: received.known };
}

/** The claim on a mail by its content. The same mail stored twice has the same claim. */
export const rawClaim = (raw: Uint8Array) => `raw:${mailFingerprint(raw)}`;
/** The claim on a mail by the file in which it is stored. */
export const fileClaim = (raw: string) => `file:${raw}`;
/** The claim on a held mail by the case made from it, or by its erasure. */
export const releaseClaim = (id: string) => `released:${id}`;
/** The folder for the attachments of a mail. */
export const attachmentsOf = (raw: string) => `attachments/${raw.replaceAll('/', '-')}/`;

/** The id under which a raw mail is held. */
export function heldMailId(raw: string): string {
  return raw.replace(/[^A-Za-z0-9]+/g, '-');
}

type Held = {
  reason: HeldMail['reason'];
  detail: HeldMailDetail;
  status: 'held' | 'recorded';
  from?: string;
  subject?: string;
};

async function hold(
  deps: Dependencies,
  arrived: ArrivedMail,
  once: string[],
  held: Held,
): Promise<MailResult> {
  const id = heldMailId(arrived.raw);
  const kept = await deps.store.holdMail(
    { id, receivedAt: arrived.receivedAt, raw: arrived.raw, ...held },
    once,
  );
  return { became: held.status, id, known: !kept };
}

/**
 * Makes a case from a held mail that a person has released, once, received on the day the mail came. The mail stays
 * held until the case exists, so a crash between the two loses nothing. Undefined if there is no such held mail.
 */
export async function releaseHeldMail(deps: Dependencies, id: string): Promise<MailResult | undefined> {
  const held = await deps.store.settleHeldMail(id, 'held', 'held');
  if (!held) return undefined;
  const raw = await deps.files.get(held.raw);
  if (!raw) throw new MailNotFound('the raw mail is not in the store of files');
  const arrived: ArrivedMail = {
    raw: held.raw,
    receivedAt: held.receivedAt,
    messageId: id,
    recipients: [],
    verdicts: { spam: 'DISABLED', virus: 'DISABLED' },
  };
  const once = [releaseClaim(id)];
  const read = await readMail(raw);
  const result = read.ok
    ? await newCase(deps, arrived, read.mail, once, {
        verdicts: arrived.verdicts,
        ...ours(deps),
        recipients: [],
      })
    : await unreadable(deps, arrived, once, read.reason);
  await deps.store.settleHeldMail(id, 'held', 'released');
  return result;
}

function ours({ council }: Dependencies) {
  return {
    ourAddresses: [council.intakeAddress, council.sender.address],
    intakeAddress: council.intakeAddress,
    referencePrefix: council.referencePrefix,
  };
}
