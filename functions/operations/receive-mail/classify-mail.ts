import { plusTag, referenceInAddress, sameMailbox } from '../../domain/people/mail-address.ts';
import type { AutomaticReply, HeldMail, HeldMailDetail } from '../../domain/case/stored-rows.ts';
import type { MailVerdicts } from '../../domain/case/sender.ts';
import { findReferences, parseReference } from '../../domain/case/reference.ts';
import type { ParsedMail } from '../parse-mail/parsed-mail.ts';
import { failedInWords, isBounceSubject, saysNotDelivered } from './bounce-in-words.ts';
import { quotedReplyCut } from './quoted-reply.ts';

export interface MailContext {
  verdicts: MailVerdicts;
  /**
   * Every address that we send from or receive at, exactly. Other addresses of the council's domain belong to people.
   */
  ourAddresses: readonly string[];
  /** The domains of the council: a mailing list on one of them is a shared mailbox of colleagues. In lower case. */
  ourDomains?: readonly string[];
  /** `complaints@council.example`: letters add a plus and the case's reference to this address. */
  intakeAddress: string;
  referencePrefix: string;
  /** From the envelope (RCPT TO). */
  recipients: readonly string[];
  /** From the envelope (MAIL FROM); '' is the null sender. If it is not known (undefined), only Return-Path counts. */
  envelopeFrom?: string | undefined;
}

/**
 * Where to look for the case. The first hint that leads to a case counts; if none does, the mail is a new complaint.
 */
export interface CaseHint {
  /** From the subject, then from plus-addresses; in the form of formatReference. */
  references: string[];
  /** In-Reply-To, then References from last to first, then those of a returned message. */
  messageIds: string[];
}

type QuarantineReason = Exclude<HeldMail['reason'], 'left behind'>;

export type Classification =
  | { kind: 'quarantine'; reason: QuarantineReason; detail: HeldMailDetail }
  /** Without `answers` only a report of the mail system is one, or words of it that return a letter. */
  | { kind: 'automatic reply'; why: AutomaticReply; answers?: CaseHint }
  /** `foreignList`: it came through a mailing list of others. If it leads to no case, it is held. */
  | { kind: 'reply'; hint: CaseHint; foreignList?: true }
  | { kind: 'new' };

type Ours = Pick<MailContext, 'ourAddresses' | 'intakeAddress' | 'ourDomains'>;

/** Whether an address is one that we send from or receive at. */
export const isOurs = (address: string | undefined, { ourAddresses, intakeAddress }: Ours): boolean =>
  address !== undefined &&
  ([...ourAddresses, intakeAddress].some((ours) => sameMailbox(ours, address)) ||
    plusTag(intakeAddress, address) !== undefined);

/** The first word of a structured header in lower case, without comments and parameters. Undefined if it has none. */
const keyword = (header: string | undefined): string | undefined =>
  /^\s*([\w-]+)/.exec((header ?? '').replace(/\([^()]*\)/g, ' '))?.[1]?.toLowerCase();

// RFC 6522 calls these reports, and says what each must have: RFC 3464 delivery, RFC 8098 disposition, RFC 5965
// feedback. The name alone proves nothing: whatever a program wrote may be called a report.
const reports: readonly { part: RegExp; has: RegExp; why: AutomaticReply }[] = [
  { part: /^message\/(?:global-)?delivery-status$/, has: /^action:[ \t]*\w/im, why: 'delivery report' },
  {
    part: /^message\/(?:global-)?disposition-notification$/,
    has: /^disposition:[ \t]*\w/im,
    why: 'read receipt',
  },
  {
    part: /^message\/feedback-report$/,
    has: /^feedback-type:[ \t]*\w/im,
    why: 'complaint of a mail provider',
  },
];

const startOf = ({ content }: ParsedMail['attachments'][number], bytes: number): string =>
  new TextDecoder('latin1').decode(content.subarray(0, bytes));

const reportOf = (
  mail: ParsedMail,
  context: { envelopeFrom?: string | undefined },
): AutomaticReply | undefined => {
  const isReportMail = /^\s*multipart\/report\b/i.test(mail.headers.contentType ?? '');
  // RFC 3834 2 says not to answer MAILER-DAEMON, and no person writes from it. Postmasters, though, are people: only if
  // they send the part of a report, as some servers do in a mail of another type, is it one.
  const isPostmaster = /^postmaster@/i.test(mail.from.address ?? '');
  const isOfSystem = isMailerDaemon(mail) || isPostmaster;
  if (!isReportMail && !isOfSystem && !hasNullSender(mail, context)) return undefined;
  const proven = reports.find(({ part, has }) =>
    mail.attachments.some((file) => part.test(file.mimeType) && has.test(startOf(file, 60_000))),
  );
  if ((isReportMail || isOfSystem) && proven) return proven.why;
  if (isReportMail || isMailerDaemon(mail)) return 'mail system';
  // Servers that know no report say it in words. So may a person, through a program without a sender: of that the subject
  // has to be one of a returned mail, or the letter that it returns is there.
  const isBounce =
    saysNotDelivered(mail) &&
    (isBounceSubject(mail) ||
      returnedIds(mail).length > 0 ||
      // A postmaster who writes about a case of theirs is a person.
      (isPostmaster && findReferences(mail.subject).length === 0));
  return isBounce ? 'mail system' : undefined;
};

const isMailerDaemon = ({ from }: ParsedMail): boolean => /^mailer-daemon@/i.test(from.address ?? '');

/** Whether a mail with this sign is a report whose structure proves that a mail system wrote it. */
export const isReport = (why: AutomaticReply): boolean => reports.some((report) => report.why === why);

const calendarText = 'Invitation from Google Calendar';

/**
 * RFC 5546 3.2.3: METHOD:REPLY answers an invitation of ours. If it contains text of its own, it is a person's message.
 */
const isCalendarResponse = (mail: ParsedMail): boolean => {
  const isReply = mail.attachments.some(
    ({ mimeType, content }) =>
      /^(?:text\/calendar|application\/ics)$/.test(mimeType) &&
      /^METHOD:REPLY\s*$/im.test(new TextDecoder().decode(content.subarray(0, 20_000))),
  );
  if (!isReply) return false;
  return quotedReplyCut(mail.text).fresh.trim() === '' || mail.text.includes(calendarText);
};

/** RFC 2919, RFC 2369. Mail through a list with our own address comes from people (a shared mailbox as a group). */
const isForeignList = (
  { listId }: ParsedMail['headers'],
  { ourAddresses, intakeAddress, ourDomains = [] }: Ours,
): boolean => {
  if (listId === undefined) return false;
  const id = (/<([^<>]*)>/.exec(listId)?.[1] ?? listId).trim().toLowerCase();
  const isOurAddress = [...ourAddresses, intakeAddress].some((ours) =>
    sameMailbox(ours.replace('@', '.'), id),
  );
  return !isOurAddress && !ourDomains.some((domain) => id === domain || id.endsWith(`.${domain}`));
};

const bulk = new Set(['bulk', 'junk', 'list', 'auto_reply']);
/** How the subject of an automatic reply begins in the languages that mail programs have here. */
const autoReplySubject =
  /^(?:automatic reply|auto(?:matic)?[ -]?(?:reply|response)|out of (?:the )?office(?: (?:auto-?reply|reply|notification))?|(?:ateb|ymateb) awtomatig|allan o['’]r swyddfa|odpowiedź automatyczna|automatyczna odpowiedź|nieobecność|răspuns automat|automatische antwort|abwesen(?:d|heits\p{L}+)|réponse automatique|absence du bureau|respuesta automática|fuera de la oficina|resposta automática|risposta automatica|fuori sede|automatisch antwoord|автоматична відповідь|автоматический ответ|otomatik yanıt)\s*(?::|$)/iu;

/**
 * The sign that a mail answers another one by itself, or reports about it. A program that made a mail on a person's
 * behalf (a web form, a voicemail, a rule that forwards) leaves none of these, and a subject alone never decides.
 */
const automaticReply = (
  mail: ParsedMail,
  context: { envelopeFrom?: string | undefined },
): AutomaticReply | undefined => {
  const { headers, subject } = mail;
  const report = reportOf(mail, context);
  if (report !== undefined) return report;
  if (isCalendarResponse(mail)) return 'calendar response';
  const submitted = keyword(headers.autoSubmitted) ?? 'no';
  // RFC 3834 5: "auto-replied" answers a message; "auto-generated" and the others only say that a program sent it.
  if (submitted === 'auto-replied') return 'Auto-Submitted';
  // Practice of cPanel, Gmail and others, older than RFC 3834.
  if (!/^(?:no|false)?$/i.test(headers.autoReplyHeader ?? 'no')) return 'auto-reply header';
  if (keyword(headers.precedence) === 'auto_reply') return 'auto-reply header';
  if (!autoReplySubject.test(subject)) return undefined;
  // Exchange says "auto-generated" of its out-of-office replies too.
  if (submitted !== 'no') return 'Auto-Submitted';
  const answers = mail.inReplyTo !== undefined || mail.references.length > 0;
  if (!answers) return undefined;
  // RFC 5321 4.5.5, RFC 3834 2: notifications and replies of programs have the null sender.
  if (hasNullSender(mail, context)) return 'null sender';
  // MS-OXCMAIL 2.1.3.2.20: X-Auto-Response-Suppress asks for no automatic answer, and Exchange adds it to mail from
  // people too. So it counts only together with the subject of an automatic reply, on an answer to something.
  return /\b(?:all|oof|autoreply)\b/i.test(headers.xAutoResponseSuppress ?? '') ? 'out of office' : undefined;
};

const hasNullSender = (
  { headers }: ParsedMail,
  { envelopeFrom }: { envelopeFrom?: string | undefined },
): boolean => /^<\s*(?:mailer-daemon)?\s*>$/i.test(headers.returnPath ?? '') || envelopeFrom === '';

/** A newsletter, or mail of a discussion to which we belong: a list of others that says so in more than its name. */
const isListMail = ({ headers }: ParsedMail, context: Ours): boolean =>
  isForeignList(headers, context) &&
  (headers.listUnsubscribe !== undefined || bulk.has(keyword(headers.precedence) ?? ''));

/** Whether a program sent the mail, on whoever's behalf. RFC 3834 2: nothing answers it by itself. */
const isProgramMail = (mail: ParsedMail, context: Ours & { envelopeFrom?: string | undefined }): boolean =>
  automaticReply(mail, context) !== undefined ||
  (keyword(mail.headers.autoSubmitted) ?? 'no') !== 'no' ||
  hasNullSender(mail, context) ||
  // A list of ours says "list" on mail that people send through it.
  (bulk.has(keyword(mail.headers.precedence) ?? '') && mail.headers.listId === undefined) ||
  isListMail(mail, context);

const returnedId = /^[>\t ]*(?:original-)?message-id:\s*(<[^<>\s]{1,250}>)/gim;
const idsIn = (text: string): string[] => [...text.matchAll(returnedId)].map(([, id = '']) => id);

/**
 * The ids of our message that a bounce, receipt or feedback report returns: the whole message, its headers, or only its
 * id. Servers that know no report, such as qmail, copy the message into their text.
 */
const returnedIds = (mail: ParsedMail): string[] => [
  ...mail.attachments
    .filter(({ mimeType }) => /^(?:message\/|text\/rfc822-headers$)/.test(mimeType))
    .flatMap((file) => idsIn(startOf(file, 60_000))),
  ...idsIn(mail.text.slice(0, 60_000)),
];

const caseHint = (mail: ParsedMail, context: MailContext, returned: readonly string[]): CaseHint => {
  const addresses = [...context.recipients, ...[...mail.to, ...mail.cc].map(({ address }) => address)];
  const references = [
    ...findReferences(mail.subject),
    ...addresses.flatMap((address) => referenceInAddress(context.intakeAddress, address) ?? []),
  ].filter((reference) => parseReference(reference)?.prefix === context.referencePrefix);
  const messageIds = [
    ...(mail.inReplyTo === undefined ? [] : [mail.inReplyTo]),
    ...mail.references.toReversed(),
    ...returned,
  ];
  // Each id costs a look-up. In a thread of more than twenty, the ids we know are among the last.
  return { references: [...new Set(references)], messageIds: [...new Set(messageIds)].slice(0, 20) };
};

const isEmpty = ({ references, messageIds }: CaseHint): boolean =>
  references.length + messageIds.length === 0;

/**
 * Classifies a mail: held, an automatic answer, a reply to a letter of ours, or something new. Taking a person's mail
 * for a program's is the worst mistake, so signs that occur in people's mail too do not count on their own.
 */
export function classifyMail(mail: ParsedMail, context: MailContext): Classification {
  const { verdicts } = context;
  const quarantine = (reason: QuarantineReason, detail: HeldMailDetail): Classification => ({
    kind: 'quarantine',
    reason,
    detail,
  });
  if (verdicts.virus === 'FAIL') return quarantine('virus', 'virus');
  if (verdicts.spam === 'FAIL') return quarantine('spam', 'spam');
  const fromUs = isOurs(mail.from.address, context) && !isRewritten(mail, context);
  if (mail.headers.redressLetter !== undefined && fromUs) return quarantine('mail loop', 'own letter');
  // RFC 5321 6.3 counts Received headers to find loops.
  if (mail.headers.received > 25) return quarantine('mail loop', 'too many hops');
  if (fromUs) return quarantine('own address', 'own address');

  const why = automaticReply(mail, context);
  if (why !== undefined) {
    const answers = caseHint(mail, context, returnedIds(mail));
    if (!isEmpty(answers)) return { kind: 'automatic reply', why, answers };
    const namesLetter = why === 'mail system' && failedInWords(mail).length > 0;
    return isReport(why) || namesLetter
      ? { kind: 'automatic reply', why }
      : quarantine('automatic reply', why);
  }
  const foreignList = isListMail(mail, context);
  const hint = caseHint(mail, context, []);
  if (isEmpty(hint)) return foreignList ? quarantine('mailing list', 'mailing list') : { kind: 'new' };
  return foreignList ? { kind: 'reply', hint, foreignList } : { kind: 'reply', hint };
}

/** Where to look for the case of a mail that a person has taken for a reply, whatever the signs in it say. */
export function hintOf(mail: ParsedMail, context: MailContext): CaseHint {
  return caseHint(mail, context, returnedIds(mail));
}

/**
 * The person to write to: Reply-To, otherwise From. A group may not keep the From of those whose domain forbids it (DMARC),
 * so it writes "Kim via Complaints" with its own address, and Kim's address elsewhere.
 */
export function writerOf({ from, replyTo, originalFrom, headers }: ParsedMail): ParsedMail['from'] {
  const [, via] =
    headers.listId === undefined ? [] : (/^['"]?(.{1,200}?)['"]? via \S/.exec(from.name ?? '') ?? []);
  const { address } = (via === undefined ? undefined : originalFrom) ?? replyTo ?? from;
  const name = via ?? from.name ?? replyTo?.name;
  return { ...(name === undefined ? {} : { name }), ...(address === undefined ? {} : { address }) };
}

/**
 * Whether a group of ours put our own address in the place of the sender's. A forger could say so too, so the mail service
 * must have found nothing against it, and a letter of ours says what it is.
 */
const isRewritten = (mail: ParsedMail, context: Ours & { verdicts?: MailVerdicts }): boolean => {
  const writer = writerOf(mail).address;
  return (
    mail.headers.listId !== undefined &&
    mail.headers.redressLetter === undefined &&
    context.verdicts?.dmarc !== 'FAIL' &&
    !isForeignList(mail.headers, context) &&
    writer !== undefined &&
    writer !== mail.from.address &&
    !isOurs(writer, context)
  );
};

const unattendedNames =
  /^(?:mailer-daemon|(?:no|do-?not)[._-]?reply|owner-.*|.*-(?:request|owner))(?:\+.*)?@/i;

/** Whether no one reads what comes to an address, by its name. */
export const isUnattended = (address: string): boolean => unattendedNames.test(address);

/**
 * Whether an automatic acknowledgement may be sent to the sender (to Reply-To, otherwise From). RFC 3834 2: not to
 * automatic mail, lists, ourselves, or addresses that no one reads. Those senders must be told in another way.
 */
export function mayBeAnswered(
  mail: ParsedMail,
  context: Ours & { envelopeFrom?: string | undefined },
): boolean {
  return !isProgramMail(mail, context) && mayBeWrittenTo(mail, context);
}

/**
 * Whether a person who deals with the mail may write to the address that it gives (Reply-To, otherwise From): not if it
 * is one of ours, a list of others, or an address that no one reads.
 */
export function mayBeWrittenTo(mail: ParsedMail, context: Ours): boolean {
  const answerTo = writerOf(mail).address;
  return (
    answerTo !== undefined &&
    !isForeignList(mail.headers, context) &&
    (!isOurs(mail.from.address, context) || isRewritten(mail, context)) &&
    !isOurs(answerTo, context) &&
    !isUnattended(answerTo)
  );
}
