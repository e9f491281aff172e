import { createHash } from 'node:crypto';
import type { Instant } from '../../domain/time/civil-date.ts';
import { oneLine } from '../../domain/text/clean-text.ts';
import { LetterId } from '../../domain/correspondence/letter-mail.ts';
import { isEmailAddress } from '../../domain/text/email-address.ts';
import type { Letter } from '../../domain/correspondence/render-letter.ts';

/** A letter on its way to one recipient. */
export interface LetterMail {
  letterId: string;
  letter: Letter;
  from: { name: string; address: string };
  to: { name?: string | undefined; address: string };
  /** The plus-address of the case, so that an answer finds it. */
  replyTo: string;
  /** Ours, `<…@…>`. */
  messageId: string;
  /** Of the mail this answers, as it came; what is no Message-ID is left out. */
  inReplyTo?: string | undefined;
  references?: readonly string[] | undefined;
  /** Files that go with it. */
  enclosures?: readonly { name: string; mimeType: string; content: Uint8Array }[];
  date: Instant;
  autoSubmitted: 'auto-replied' | 'auto-generated';
  configurationSet?: string | undefined;
}

/** Thrown when the Message-ID or the date we gave a letter is none. */
class BadLetterMail extends Error {
  override name = 'BadLetterMail' as const;
}

// No longer than a header line may be (RFC 5322 2.1.1).
const messageIds = (text: string) =>
  (text.match(/<[!-;=?-~]+@[!-;=?-~]+>/g) ?? []).filter((id) => id.length <= 900);

// What looks like an encoded word (RFC 2047) in a value would be decoded by its reader, to anything at all.
const headerText = (text: string) => oneLine(text).replaceAll('=?', '= ?');

/**
 * The letter as raw MIME, multipart/alternative of text and HTML, with its enclosures; the same input gives the same bytes. Names, subject
 * and foreign Message-IDs may hold anything: no header comes of them. Throws `BadLetterMail`.
 */
export async function composeMail(mail: LetterMail): Promise<Uint8Array> {
  const letterId = LetterId.parse(mail.letterId);
  const date = new Date(mail.date);
  const [messageId] = messageIds(mail.messageId);
  if (messageId !== mail.messageId || Number.isNaN(date.getTime()))
    throw new BadLetterMail(`Message-ID or date of letter ${letterId}`);
  const [inReplyTo] = messageIds(mail.inReplyTo ?? '');
  // SES replaces the Message-ID by its own. With ours at the end of References an answer still names it, and the
  // letters of a case still hang together.
  const chain = [
    ...new Set([
      ...(mail.references ?? []).flatMap(messageIds),
      ...(inReplyTo ? [inReplyTo] : []),
      messageId,
    ]),
  ];
  const { subject, text, html } = mail.letter;
  // Loaded with the first letter: who only reads does not wait for it.
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
  const composed = new MailComposer({
    from: { name: headerText(mail.from.name), address: mail.from.address },
    // The mailers refuse a recipient that is not one plain address; no header may come of it either.
    to: isEmailAddress(mail.to.address)
      ? { name: headerText(mail.to.name ?? ''), address: mail.to.address }
      : 'undisclosed-recipients:;',
    replyTo: { name: '', address: mail.replyTo },
    subject: headerText(subject),
    date,
    messageId,
    ...(inReplyTo ? { inReplyTo } : {}),
    // The start of a thread and its newest mails are what programs thread by.
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
      // Exchange's own way to say the same; delivery reports are not suppressed, a bounce must come back.
      'X-Auto-Response-Suppress': 'OOF, AutoReply',
      'X-Redress-Letter': letterId,
      ...(mail.configurationSet === undefined ? {} : { 'X-SES-CONFIGURATION-SET': mail.configurationSet }),
    },
    // Fixed, but not to be foreseen by somebody whose words stand in the letter and could forge the end of a part.
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
