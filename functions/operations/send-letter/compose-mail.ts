import { createHash } from 'node:crypto';
import type { Instant } from '../../domain/time/civil-date.ts';
import { oneLine } from '../../domain/text/clean-text.ts';
import { LetterId } from '../../domain/correspondence/letter-mail.ts';
import { isEmailAddress } from '../../domain/text/email-address.ts';
import type { Letter } from '../../domain/correspondence/render-letter.ts';

/** A letter to one recipient. */
export interface LetterMail {
  letterId: string;
  letter: Letter;
  from: { name: string; address: string };
  to: { name?: string | undefined; address: string };
  /** The plus-address of the case, so that a reply finds it. */
  replyTo: string;
  /** Our own, `<…@…>`. */
  messageId: string;
  /** The Message-ID of the mail this answers, as it came. A text that is not a Message-ID is left out. */
  inReplyTo?: string | undefined;
  references?: readonly string[] | undefined;
  /** Enclosed files. */
  enclosures?: readonly { name: string; mimeType: string; content: Uint8Array }[];
  date: Instant;
  autoSubmitted: 'auto-replied' | 'auto-generated';
  configurationSet?: string | undefined;
}

/** Thrown if the Message-ID or the date we gave a letter is invalid. */
class BadLetterMail extends Error {
  override name = 'BadLetterMail' as const;
}

// Not longer than a header line may be (RFC 5322 2.1.1).
const messageIds = (text: string) =>
  (text.match(/<[!-;=?-~]+@[!-;=?-~]+>/g) ?? []).filter((id) => id.length <= 900);

// A value that looks like an encoded word (RFC 2047) could be decoded by its reader to anything at all.
const headerText = (text: string) => oneLine(text).replaceAll('=?', '= ?');

/**
 * The letter as raw MIME, multipart/alternative of text and HTML, with its enclosures. The same input gives the same
 * bytes. Names, subject and foreign Message-IDs may contain anything: they cannot inject a header. Throws
 * `BadLetterMail`.
 */
export async function composeMail(mail: LetterMail): Promise<Uint8Array> {
  const letterId = LetterId.parse(mail.letterId);
  const date = new Date(mail.date);
  const [messageId] = messageIds(mail.messageId);
  if (messageId !== mail.messageId || Number.isNaN(date.getTime()))
    throw new BadLetterMail(`Message-ID or date of letter ${letterId}`);
  const [inReplyTo] = messageIds(mail.inReplyTo ?? '');
  // SES replaces the Message-ID with its own. With ours at the end of References, a reply still names it, and the
  // letters of a case stay in one thread.
  const chain = [
    ...new Set([
      ...(mail.references ?? []).flatMap(messageIds),
      ...(inReplyTo ? [inReplyTo] : []),
      messageId,
    ]),
  ];
  const { subject, text, html } = mail.letter;
  // Loaded with the first letter, so calls that only read do not wait for it.
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
  const composed = new MailComposer({
    from: { name: headerText(mail.from.name), address: mail.from.address },
    // The mailers refuse a recipient that is not one plain address; it must not inject a header either.
    to: isEmailAddress(mail.to.address)
      ? { name: headerText(mail.to.name ?? ''), address: mail.to.address }
      : 'undisclosed-recipients:;',
    replyTo: { name: '', address: mail.replyTo },
    subject: headerText(subject),
    date,
    messageId,
    ...(inReplyTo ? { inReplyTo } : {}),
    // Mail programs build threads from the first mail and the newest ones.
    references: chain.length <= 20 ? chain : [...chain.slice(0, 1), ...chain.slice(-19)],
    text,
    html,
    attachments: (mail.enclosures ?? []).map(({ name, mimeType, content }) => ({
      filename: headerText(name),
      contentType: mimeType,
      content: Buffer.from(content),
    })),
    headers: {
      'Auto-Submitted': mail.autoSubmitted,
      // Exchange's own header for the same. Delivery reports are not suppressed, because a bounce must come back.
      'X-Auto-Response-Suppress': 'OOF, AutoReply',
      'X-Redress-Letter': letterId,
      ...(mail.configurationSet === undefined ? {} : { 'X-SES-CONFIGURATION-SET': mail.configurationSet }),
    },
    // Fixed, but unpredictable for a person whose text is in the letter and who could otherwise forge the end of a
    // part.
    baseBoundary: createHash('sha256')
      .update(JSON.stringify([letterId, text, html]))
      .digest('hex')
      .slice(0, 32),
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return new Uint8Array(await composed.compile().build());
}
