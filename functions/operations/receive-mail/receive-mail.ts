import { checkFile } from '../check-file/check-file.ts';
import { isMalware, scanMark } from '../check-file/scan.ts';
import { londonDate, type Instant } from '../../domain/time/civil-date.ts';
import { LetterId } from '../../domain/correspondence/letter-mail.ts';
import { dangerWordsIn } from '../../domain/text/danger-words.ts';
import { isEmailAddress } from '../../domain/text/email-address.ts';
import type {
  ForwardedMail,
  HeldMail,
  HeldMailDetail,
  Message,
  StoredFile,
  UnreadableMail,
} from '../../domain/case/stored-rows.ts';
import { passesOn, type Arrival } from '../../domain/people/sender.ts';
import { withinBytes } from '../../domain/text/within-bytes.ts';
import type { Dependencies } from '../../dependencies.ts';
import { receiveMessage, type ReceivedMessage } from '../receive-message.ts';
import { receiveFeedback } from '../receive-feedback.ts';
import { caseOfLetter, returnLetter } from '../receive-delivery-event/return-letter.ts';
import { serviceMailId } from '../send-letter/service-mail-id.ts';
import { caseOfMailName } from '../case-of-mail-name.ts';
import { wordsIn } from '../../words/words.ts';
import { alertOfDanger } from './alert-held-mail.ts';
import {
  classifyMail,
  hintOf,
  isOurs,
  isReport,
  mayBeAnswered,
  mayBeWrittenTo,
  writerOf,
  type CaseHint,
  type MailContext,
} from './classify-mail.ts';
import { failedInWords } from './bounce-in-words.ts';
import { failedLetter } from './delivery-report.ts';
import { contentClaim, mailFingerprint } from './mail-fingerprint.ts';
import type { Attachment, ParsedMail } from '../parse-mail/parsed-mail.ts';
import { quotedReplyCut } from './quoted-reply.ts';
import { forwardedMail } from './forwarded-mail.ts';
import { gatheringOf } from './mails-of-sender.ts';
import { isForwardSubject } from './quoted-words.ts';
import { readMail } from '../parse-mail/read-mail.ts';

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
 * 300,000 bytes long (functions/adapters/table.ts). The raw mail has everything. And how many mails within attached mails
 * are looked at for who wrote first, up to which size in bytes.
 */
const most = {
  text: 90_000,
  quoted: 50_000,
  forwarded: 30_000,
  attachments: 100,
  within: { depth: 5, bytes: 5_000_000 },
};
/** The longest subject in the list of held mail. The raw mail has the whole of it. */
const longestSubject = 500;

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
  const said = contentClaim(mail);
  if (said !== undefined) once.push(said);
  const context = contextOf(deps, arrived);
  const kind = classifyMail(mail, context);
  switch (kind.kind) {
    case 'quarantine':
      return hold(
        deps,
        arrived,
        once,
        { reason: kind.reason, detail: kind.detail, status: 'held', ...(await aboutMail(deps, mail)) },
        kind.reason === 'spam' ? provenAddress(mail, context) : undefined,
      );
    case 'automatic reply': {
      const failed = failedLetter(mail) ?? failedByWords(mail, kind.why);
      const caseId =
        (failed && (await caseOfLetter(deps, failed.names))) ??
        (kind.answers && (await caseOf(deps, kind.answers)));
      if (caseId !== undefined) {
        const added = await addMessage(deps, caseId, arrived, mail, once, { automatic: true });
        // Even if the mail was received before: the first attempt may have crashed between the two.
        if (failed)
          await returnLetter(deps, {
            ...failed,
            byMail: true,
            became: 'returned',
            detail: 'delivery-report',
          });
        return added;
      }
      // A letter of ours that belongs to no case is a digest, so someone does not get theirs.
      const lost = failed?.names.some((name) => LetterId.safeParse(name).success) === true;
      const about = await aboutMail(deps, mail);
      const answersUs = isReport(kind.why) || kind.answers?.messageIds.some((name) => isOurId(deps, name));
      return hold(deps, arrived, once, {
        reason: 'automatic reply',
        detail: kind.why,
        status: answersUs && !lost && about.words === undefined ? 'recorded' : 'held',
        ...about,
      });
    }
    case 'reply': {
      const caseId = await caseOf(deps, kind.hint);
      if (caseId !== undefined) return addMessage(deps, caseId, arrived, mail, once, { automatic: false });
      if (kind.foreignList)
        return hold(deps, arrived, once, {
          reason: 'mailing list',
          detail: 'mailing list',
          status: 'held',
          ...(await aboutMail(deps, mail)),
        });
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
  const { name, address } = writerOf(mail);
  const proven = context.verdicts.dmarc === 'PASS';
  const isColleague = address !== undefined && proven && passesOn(address, deps.council);
  const gathering =
    address === undefined || isColleague || (await isKnown(deps, once))
      ? undefined
      : await gatheringOf(deps, { address, proven });
  if (gathering && 'into' in gathering)
    return addMessage(deps, gathering.into, arrived, mail, once, { automatic: false, oneOfMany: true });
  const passedOn = address !== undefined && isForward(mail) && passesOn(address, deps.council);
  const received = await receiveFeedback(deps, {
    kind: 'complaint',
    receivedAt: arrived.receivedAt,
    ...(passedOn
      ? { by: 'system', passedOn }
      : {
          by: 'complainant',
          person: {
            ...(name === undefined ? {} : { name }),
            ...(mayBeWrittenTo(mail, context) && address !== undefined && isEmailAddress(address)
              ? { email: address }
              : {}),
          },
        }),
    message: await messageOf(deps, arrived, mail, true),
    arrival: byMail(arrived, mail),
    receipt: mayBeAnswered(mail, context),
    once,
  });
  if (gathering) await gathering.begin(received.caseId);
  return { became: 'case', reference: received.reference, known: received.known };
}

/** Whether a mail with one of these claims was received before. */
async function isKnown({ store }: Dependencies, once: readonly string[]): Promise<boolean> {
  const found = await Promise.all(once.map((key) => store.find({ once: key })));
  return found.some((caseId) => caseId !== undefined);
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
  const forwarded = await forwardedOf(deps, mail);
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
    ...(forwarded === undefined ? {} : { forwarded }),
    attachments: await keepAttachments(deps, arrived, listed),
    ...(more === 0 ? {} : { moreAttachments: more }),
  };
}

/** The mail that a mail forwards, in its text or as its only mail attached; not a letter of ours. */
async function forwardedOf(deps: Dependencies, mail: ParsedMail): Promise<ForwardedMail | undefined> {
  const found = forwardedMail(mail.subject, mail.text) ?? (await attachedMail(mail));
  if (!found || isOurs(found.email, ours(deps))) return undefined;
  return { ...found, text: shortened(found.text, most.forwarded) };
}

/**
 * Whether a mail passes on another one: it says so, or has it in its text or attached. A saved mail of Outlook (.msg) is one,
 * though its text cannot be read.
 */
const isForward = (mail: ParsedMail): boolean =>
  isForwardSubject(mail.subject) ||
  attachedMails(mail).length > 0 ||
  mail.attachments.some(({ filename }) => /\.msg$/i.test(filename)) ||
  forwardedMail(mail.subject, mail.text) !== undefined;

/** The mails attached to a mail. Those that a report of a mail server returns are ours. */
function attachedMails({ attachments, headers }: ParsedMail): readonly Attachment[] {
  if (/^\s*multipart\/report\b/i.test(headers.contentType ?? '')) return [];
  // Programs that save a mail and attach the file do not say what it is.
  return attachments.filter(
    ({ mimeType, filename }) => mimeType === 'message/rfc822' || /\.eml$/i.test(filename),
  );
}

/** The innermost, as of forwards within a text: colleagues pass a complaint on more than once. */
async function attachedMail(mail: ParsedMail, depth = 0): Promise<ForwardedMail | undefined> {
  const mails = attachedMails(mail);
  const [only] = mails;
  const isTooDeep = depth > 0 && (depth > most.within.depth || (only?.size ?? 0) > most.within.bytes);
  if (!only || mails.length > 1 || isTooDeep) return undefined;
  const read = await readMail(only.content);
  if (!read.ok) return undefined;
  const { from, date, subject, text } = read.mail;
  return (
    forwardedMail(subject, text) ??
    (await attachedMail(read.mail, depth + 1)) ?? {
      ...(from.name === undefined ? {} : { name: from.name }),
      ...(from.address === undefined ? {} : { email: from.address }),
      ...(date === undefined ? {} : { on: londonDate(date) }),
      text,
    }
  );
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

/**
 * Attachments are stored under neutral names and never rendered. One that may not be opened is kept too, and listed with the
 * reason.
 */
async function keepAttachments(
  deps: Dependencies,
  arrived: ArrivedMail,
  attachments: readonly Attachment[],
): Promise<StoredFile[]> {
  const stored: StoredFile[] = [];
  for (const [index, { filename, size, content }] of attachments.entries()) {
    const file = `${attachmentsOf(arrived.raw)}${index + 1}`;
    await deps.files.put(file, content, 'application/octet-stream');
    const checked = await checkFile(content, filename);
    const problem = checked.ok
      ? (await isMalware(deps, file))
        ? ('file-has-malware' as const)
        : undefined
      : checked.problem;
    stored.push(
      checked.ok && problem === undefined
        ? {
            name: filename,
            mimeType: checked.mimeType,
            size,
            file,
            extension: checked.extension,
            ...scanMark(deps),
          }
        : { name: filename, mimeType: 'application/octet-stream', size, file, problem },
    );
  }
  return stored;
}

async function caseOf(deps: Dependencies, hint: CaseHint): Promise<string | undefined> {
  for (const reference of hint.references) {
    const state = await deps.store.state(reference);
    if (state) return state.mergedInto ?? state.id;
  }
  for (const id of hint.messageIds) {
    const names = /@[^@>]*amazonses\.com>?$/.test(id) ? [serviceMailId(id), id] : [id];
    for (const name of names) {
      const answered = await caseOfMailName(deps.store, name);
      if (answered !== undefined) return (await deps.store.state(answered))?.mergedInto ?? answered;
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
  { automatic, oneOfMany = false }: Pick<ReceivedMessage, 'automatic' | 'oneOfMany'>,
): Promise<MailResult> {
  const content = await messageOf(deps, arrived, mail, oneOfMany);
  const received = await receiveMessage(deps, caseId, {
    content: { ...content, receivedAt: arrived.receivedAt },
    automatic,
    oneOfMany,
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

/**
 * What a held mail is known by in lists, and the words in it which suggest danger, if there are any: its own and those that
 * it passes on, but not those of a letter of ours that it quotes.
 */
async function aboutMail(
  deps: Dependencies,
  mail: ParsedMail,
): Promise<Pick<Held, 'from' | 'subject' | 'words'>> {
  const { from, subject, text } = mail;
  const forwarded = await forwardedOf(deps, mail);
  const words = dangerWordsIn(`${subject}\n${quotedReplyCut(text).fresh}\n${forwarded?.text ?? ''}`);
  return {
    from: from.address,
    subject: subject.slice(0, longestSubject).toWellFormed(),
    ...(words.length === 0 ? {} : { words }),
  };
}

/** The letter that a mail server says in words did not arrive. Nothing else than such a mail is believed. */
function failedByWords(mail: ParsedMail, why: string): ReturnType<typeof failedLetter> {
  const names = why === 'mail system' ? failedInWords(mail) : [];
  return names.length === 0 ? undefined : { names };
}

/** Whether a Message-ID is that of a mail of ours which belongs to no case, such as a digest. */
function isOurId({ council }: Dependencies, id: string): boolean {
  const [, local = '', domain = ''] = /^<([^@<>]+)@([^@<>]+)>$/.exec(id) ?? [];
  return domain === council.sender.address.split('@')[1] && /^[\w-]+-[0-9a-f]{20}$/.test(local);
}

type Held = Pick<HeldMail, 'reason' | 'from' | 'subject' | 'words'> & {
  detail: HeldMailDetail;
  status: 'held' | 'recorded';
};

/** The address of the sender if an automatic letter may go to it: DMARC has proven that it is theirs. */
function provenAddress(mail: ParsedMail, context: MailContext): string | undefined {
  const { address } = mail.from;
  return context.verdicts.dmarc === 'PASS' &&
    mail.replyTo === undefined &&
    address !== undefined &&
    mayBeAnswered(mail, context) &&
    isEmailAddress(address)
    ? address
    : undefined;
}

async function hold(
  deps: Dependencies,
  arrived: ArrivedMail,
  once: string[],
  held: Held,
  answerTo?: string,
): Promise<MailResult> {
  const id = heldMailId(arrived.raw);
  const mail: HeldMail = {
    id,
    receivedAt: arrived.receivedAt,
    raw: arrived.raw,
    recipients: [...arrived.recipients].slice(0, 50),
    ...(arrived.envelopeFrom === undefined ? {} : { envelopeFrom: arrived.envelopeFrom }),
    verdicts: arrived.verdicts,
    ...held,
  };
  const kept = await deps.store.holdMail(mail, once);
  // Even if the mail was received before: the first attempt may have crashed between the two. Each alert goes once. A copy
  // that came another way has no row of its own.
  const stored = kept ? mail : await deps.store.heldMailById(id);
  if (stored) await alertOfDanger(deps, stored, answerTo);
  return { became: held.status, id, known: !kept };
}

/** Where a person wants a held or recorded mail to go: to the case that it answers, to a named one, or to a new one. */
export type ReleaseTo = 'its case' | 'new case' | { reference: string };

/**
 * Takes a held or recorded mail for a person's, once: as a message on the case that it answers, otherwise as a new case.
 * It is received on the day it came. It stays held until that is written, so a crash between the two loses nothing.
 * Undefined if there is no such mail; 'no case' if there is no case with the named reference.
 */
export async function releaseHeldMail(
  deps: Dependencies,
  id: string,
  { by, to = 'its case' }: { by?: { id: string }; to?: ReleaseTo } = {},
): Promise<MailResult | 'no case' | undefined> {
  const held = await deps.store.heldMailById(id);
  if (!held || held.status === 'released') return undefined;
  const raw = await deps.files.get(held.raw);
  if (!raw) throw new MailNotFound('the raw mail is not in the store of files');
  const arrived = arrivalOfHeld(held);
  const once = [releaseClaim(id)];
  const read = await readMail(raw);
  const context = contextOf(deps, arrived);
  const named = typeof to === 'object' ? (await deps.store.state(to.reference))?.id : undefined;
  if (typeof to === 'object' && named === undefined) return 'no case';
  const caseId =
    named ?? (to === 'its case' && read.ok ? await caseOf(deps, hintOf(read.mail, context)) : undefined);
  const result = !read.ok
    ? await unreadable(deps, arrived, once, read.reason)
    : caseId === undefined
      ? await newCase(deps, arrived, read.mail, once, context)
      : await addMessage(deps, caseId, arrived, read.mail, once, { automatic: false });
  const decided = { by: by ? `user:${by.id}` : 'system', at: deps.clock.now() };
  await deps.store.settleHeldMail(id, held.status, 'released', {
    ...(held.read || !by ? {} : { read: decided }),
    ...('reference' in result ? { decided: { ...decided, reference: result.reference } } : {}),
  });
  return result;
}

/** What a mail that became no case says, and the case that it answers. Empty for one that cannot be read any more. */
export async function contentOfHeldMail(deps: Dependencies, mail: HeldMail) {
  const raw = await deps.files.get(mail.raw);
  const read = raw && (await readMail(raw));
  if (read?.ok !== true) return { attachments: [] };
  const { text, attachments } = read.mail;
  return { text, attachments, answers: await caseAnswered(deps, mail, read.mail) };
}

/** The reference of the case that a held or recorded mail answers, if there is one. */
async function caseAnswered(
  deps: Dependencies,
  held: HeldMail,
  mail: ParsedMail,
): Promise<string | undefined> {
  const caseId = await caseOf(deps, hintOf(mail, contextOf(deps, arrivalOfHeld(held))));
  return caseId === undefined ? undefined : (await deps.store.state(caseId))?.reference;
}

/** How a held mail arrived, as far as its row has kept it. */
const arrivalOfHeld = (held: HeldMail): ArrivedMail => ({
  raw: held.raw,
  receivedAt: held.receivedAt,
  messageId: held.id,
  recipients: held.recipients ?? [],
  envelopeFrom: held.envelopeFrom,
  verdicts: held.verdicts ?? { spam: 'DISABLED', virus: 'DISABLED' },
});

const contextOf = (deps: Dependencies, { verdicts, recipients, envelopeFrom }: ArrivedMail): MailContext => ({
  verdicts,
  ...ours(deps),
  recipients,
  envelopeFrom,
});

function ours({ council }: Dependencies) {
  const addresses = [council.intakeAddress, council.sender.address];
  return {
    ourAddresses: addresses,
    ourDomains: [
      ...addresses.map((address) => (address.split('@').at(-1) ?? '').toLowerCase()),
      ...(council.mailDomains ?? []),
    ],
    intakeAddress: council.intakeAddress,
    referencePrefix: council.referencePrefix,
  };
}
