import { plusTag, referenceInAddress, sameMailbox } from '../../domain/people/mail-address.ts';
import type { AutomaticReply, HeldMail, HeldMailDetail } from '../../domain/case/stored-rows.ts';
import type { MailVerdicts } from '../../domain/case/sender.ts';
import { findReferences, parseReference } from '../../domain/case/reference.ts';
import type { ParsedMail } from './parsed-mail.ts';
import { quotedReplyCut } from './quoted-reply.ts';

export interface MailContext {
  verdicts: MailVerdicts;
  /**
   * Every address that we send from or receive at, exactly. Other addresses of the council's domain belong to people.
   */
  ourAddresses: readonly string[];
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

type QuarantineReason = Extract<HeldMail['reason'], 'virus' | 'spam' | 'own address' | 'mail loop'>;

export type Classification =
  | { kind: 'quarantine'; reason: QuarantineReason; detail: HeldMailDetail }
  | { kind: 'automatic reply'; why: AutomaticReply; answers?: CaseHint }
  | { kind: 'reply'; hint: CaseHint }
  | { kind: 'new' };

type Ours = Pick<MailContext, 'ourAddresses' | 'intakeAddress'>;

const isOurs = (address: string | undefined, { ourAddresses, intakeAddress }: Ours): boolean =>
  address !== undefined &&
  ([...ourAddresses, intakeAddress].some((ours) => sameMailbox(ours, address)) ||
    plusTag(intakeAddress, address) !== undefined);

/** The first word of a structured header in lower case, without comments and parameters. Undefined if it has none. */
const keyword = (header: string | undefined): string | undefined =>
  /^\s*([\w-]+)/.exec((header ?? '').replace(/\([^()]*\)/g, ' '))?.[1]?.toLowerCase();

// RFC 6522: only programs send a multipart/report. Its type says what it reports: RFC 3464 delivery, RFC 8098
// disposition, RFC 5965 feedback.
const reports = new Map<string, AutomaticReply>([
  ['delivery-status', 'delivery report'],
  ['disposition-notification', 'read receipt'],
  ['feedback-report', 'complaint of a mail provider'],
]);

const reportOf = (mail: ParsedMail): AutomaticReply | undefined => {
  const contentType = mail.headers.contentType ?? '';
  if (!/^\s*multipart\/report\b/i.test(contentType)) return undefined;
  const named = /\breport-type\s*=\s*"?([\w-]+)/i.exec(contentType)?.[1]?.toLowerCase();
  const parts = mail.attachments.map(({ mimeType }) => mimeType.replace(/^message\//, ''));
  return [named ?? '', ...parts].flatMap((type) => reports.get(type) ?? []).at(0) ?? 'mail system';
};

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
const isForeignList = ({ listId }: ParsedMail['headers'], { ourAddresses, intakeAddress }: Ours): boolean => {
  if (listId === undefined) return false;
  const id = (/<([^<>]*)>/.exec(listId)?.[1] ?? listId).trim();
  return ![...ourAddresses, intakeAddress].some((ours) => sameMailbox(ours.replace('@', '.'), id));
};

const bulk = new Set(['bulk', 'junk', 'list', 'auto_reply']);
const autoReplySubject =
  /^(?:automatic reply|auto(?:matic)?[ -]?(?:reply|response)|out of (?:the )?office(?: (?:auto-?reply|reply|notification))?)\s*(?::|$)/i;

/**
 * The sign that an automatic responder sent a mail. Undefined if a person may have sent it. A subject alone never
 * decides.
 */
const automaticReply = (
  mail: ParsedMail,
  context: Ours & { envelopeFrom?: string | undefined },
): AutomaticReply | undefined => {
  const { headers, subject } = mail;
  const report = reportOf(mail);
  if (report !== undefined) return report;
  if (isCalendarResponse(mail)) return 'calendar response';
  // RFC 3834 2 says not to answer MAILER-DAEMON, and no person writes from it. Postmasters, though, are people.
  if (/^mailer-daemon@/i.test(mail.from.address ?? '')) return 'mail system';
  // RFC 3834 5: any value but "no" (auto-replied, auto-generated, RFC 5436's auto-notified, extensions).
  if ((keyword(headers.autoSubmitted) ?? 'no') !== 'no') return 'Auto-Submitted';
  // Practice of cPanel, Gmail and others, older than RFC 3834.
  if (!/^(?:no|false)?$/i.test(headers.autoReplyHeader ?? 'no')) return 'auto-reply header';
  // RFC 5321 4.5.5, RFC 3834 2: notifications and replies of programs have the null sender.
  if (/^<\s*(?:mailer-daemon)?\s*>$/i.test(headers.returnPath ?? '') || context.envelopeFrom === '')
    return 'null sender';
  const isList = isForeignList(headers, context);
  const precedence = keyword(headers.precedence) ?? '';
  if (isList && (headers.listUnsubscribe !== undefined || bulk.has(precedence))) return 'mailing list';
  // RFC 3834 2: list, junk and bulk (RFC 2076). A list of ours says "list" on mail that people send through it.
  if (bulk.has(precedence) && headers.listId === undefined) return 'bulk mail';
  // MS-OXCMAIL 2.1.3.2.20: X-Auto-Response-Suppress asks for no automatic answer, and Exchange adds it to mail from
  // people too. So it counts only together with the subject of an automatic reply, on an answer to something.
  const suppress = /\b(?:all|oof|autoreply)\b/i.test(headers.xAutoResponseSuppress ?? '');
  const answers = mail.inReplyTo !== undefined || mail.references.length > 0;
  return suppress && answers && autoReplySubject.test(subject) ? 'out of office' : undefined;
};

/**
 * The ids of our message that a bounce, receipt or feedback report returns: the whole message, its headers, or only its
 * id.
 */
const returnedIds = (mail: ParsedMail): string[] =>
  mail.attachments
    .filter(({ mimeType }) => /^(?:message\/|text\/rfc822-headers$)/.test(mimeType))
    .flatMap(({ content }) => {
      const head = new TextDecoder('latin1').decode(content.subarray(0, 60_000));
      return [...head.matchAll(/^(?:original-)?message-id:\s*(<[^<>\s]+>)/gim)].map(([, id = '']) => id);
    });

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
  const fromUs = isOurs(mail.from.address, context);
  if (mail.headers.redressLetter !== undefined && fromUs) return quarantine('mail loop', 'own letter');
  // RFC 5321 6.3 counts Received headers to find loops.
  if (mail.headers.received > 25) return quarantine('mail loop', 'too many hops');
  if (fromUs) return quarantine('own address', 'own address');

  const why = automaticReply(mail, context);
  if (why !== undefined) {
    const answers = caseHint(mail, context, returnedIds(mail));
    return isEmpty(answers) ? { kind: 'automatic reply', why } : { kind: 'automatic reply', why, answers };
  }
  const hint = caseHint(mail, context, []);
  return isEmpty(hint) ? { kind: 'new' } : { kind: 'reply', hint };
}

const unattended = /^(?:mailer-daemon|(?:no|do-?not)[._-]?reply|owner-.*|.*-(?:request|owner))(?:\+.*)?@/i;

/**
 * Whether an automatic acknowledgement may be sent to the sender (to Reply-To, otherwise From). RFC 3834 2: not to
 * automatic replies, lists, ourselves, or addresses that no one reads. Those senders must be told in another way.
 */
export function mayBeAnswered(
  mail: ParsedMail,
  context: Ours & { envelopeFrom?: string | undefined },
): boolean {
  const answerTo = (mail.replyTo ?? mail.from).address;
  return (
    answerTo !== undefined &&
    automaticReply(mail, context) === undefined &&
    !isForeignList(mail.headers, context) &&
    !isOurs(mail.from.address, context) &&
    !isOurs(answerTo, context) &&
    !unattended.test(answerTo)
  );
}
