import PostalMime, { addressParser, decodeWords } from 'postal-mime';
import type { Email } from 'postal-mime';
import { clean, oneLine } from '../../domain/text/clean-text.ts';
import { htmlText } from './html-text.ts';
import type { Attachment, Mailbox, MailRead, ParsedMail } from './parsed-mail.ts';
import { asWindows1252, bodyText, lineCount, repairMail } from './repair-mail.ts';

/**
 * Well-formed Unicode with \n as line end and no control characters except \n and the tab: safe for pages and stores.
 */
const tidy = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\t\n]/gu, '');

const parse = (mail: Uint8Array): Promise<Email> =>
  PostalMime.parse(mail, {
    // A forwarded mail is evidence, so it stays a separate file and is not merged into the text.
    forceRfc822Attachments: true,
    maxNestingDepth: 64,
    maxHeadersSize: 1_000_000,
  });

const count = (text: string, what: RegExp): number => text.match(what)?.length ?? 0;
const bodies = (email: Email): string => `${email.text ?? ''}${email.html ?? ''}`;

/** Parses a mail. If most of its non-ASCII text is not valid UTF-8, parses it again as windows-1252. */
const parseCharsets = async (mail: Uint8Array): Promise<Email> => {
  const email = await parse(mail);
  const text = bodies(email);
  if (count(text, /\ufffd/g) <= count(text, /[^\p{ASCII}\ufffd]/gu)) return email;
  const second = await parse(asWindows1252(mail));
  // In windows-1252, a replacement character that the sender had typed appears as these three characters.
  return bodies(second).includes('ï¿½') ? email : second;
};

const mailboxes = (header: string): Mailbox[] =>
  addressParser(header, { flatten: true }).flatMap(({ name, address = '' }) => {
    const mailbox = { name: oneLine(name), address: oneLine(address) };
    // The header as it was sent. It need not be an address to write to: a server calls itself root@localhost.
    if (mailbox.address.length > 320 || !/^[^\s<>@]+@[^\s<>@]+$/.test(mailbox.address)) return [];
    return mailbox.name === '' ? { address: mailbox.address } : mailbox;
  });

/**
 * Message ids with their brackets. Some programs leave the brackets off, fold within an id, or encode it like a
 * subject.
 */
const messageIds = (header: string): string[] => {
  const value = tidy(decodeWords(header));
  const bracketed = [...value.matchAll(/<([^<>]+)>/g)].map(([, id = '']) => id.replace(/\s+/g, ''));
  const ids = bracketed.length > 0 ? bracketed : value.split(/[\s,<>]+/).filter((id) => id.includes('@'));
  return ids.map((id) => `<${id}>`);
};

const extensions = new Map([
  ['message/rfc822', 'eml'],
  ['text/calendar', 'ics'],
  ['text/plain', 'txt'],
  ['text/html', 'html'],
  ['application/pdf', 'pdf'],
  ['image/jpeg', 'jpg'],
  ['image/png', 'png'],
  ['application/ms-tnef', 'dat'],
]);

const safeFilename = (sent: string, mimeType: string, place: number): string => {
  const last = oneLine(sent.slice(-1000)).split(/[/\\]/).at(-1) ?? '';
  const name = last.replace(/[<>:"|?*]/g, '_').replace(/^[.\s]+|[.\s]+$/g, '');
  if (name === '') return `attachment-${place}.${extensions.get(mimeType) ?? 'bin'}`;
  const extension = /\.[^.\s]{1,12}$/.exec(name)?.[0] ?? '';
  // toWellFormed repairs a name cut within a character.
  return name.length <= 120
    ? name
    : name
        .slice(0, 120 - extension.length)
        .trimEnd()
        .toWellFormed() + extension;
};

const attachmentsOf = (email: Email): Attachment[] => {
  const shown = new Set([...(email.html ?? '').matchAll(/\bcid:([^"'\s<>)]+)/gi)].map(([, id]) => id));
  return email.attachments.map((part, index) => {
    const content =
      typeof part.content === 'string' ? Buffer.from(part.content) : new Uint8Array(part.content);
    const mimeType = /^[\w.+-]+\/[\w.+-]+$/.test(part.mimeType) ? part.mimeType : 'application/octet-stream';
    const contentId = oneLine(part.contentId ?? '').replace(/^<|>$/g, '');
    return {
      filename: safeFilename(part.filename ?? '', mimeType, index + 1),
      mimeType,
      size: content.length,
      content,
      contentId: contentId === '' ? undefined : contentId,
      // Not taken from the disposition: Apple Mail calls every attachment inline, and evidence must not be hidden.
      inline: contentId !== '' && shown.has(contentId),
    };
  });
};

const textsOf = (email: Email, mail: Uint8Array): Pick<ParsedMail, 'text' | 'originalText'> => {
  const plain = tidy(email.text ?? '').trim();
  const html = tidy(email.html ?? '');
  if (plain === '' && html.trim() === '' && email.attachments.length === 0) {
    // The boundary of a multipart is missing or never occurs. The source is better than an empty complaint.
    const contentType = email.headers.find(({ key }) => key === 'content-type')?.value ?? '';
    const boundary = /boundary\s*=\s*"?([^";]+)/i.exec(contentType)?.[1]?.trim();
    const body = tidy(bodyText(mail)).trim();
    const text = boundary !== undefined && body.includes(`--${boundary}`) ? '' : body;
    return { text: clean(text), originalText: text };
  }
  // "Your mail program cannot show this message" is not the complaint. The HTML part is.
  const fromHtml = html !== '' && plain.length < 200 ? tidy(htmlText(html)).trim() : '';
  const stub = plain === '' || fromHtml.length > 3 * plain.length + 100;
  return {
    text: clean(stub && fromHtml !== '' ? fromHtml : plain),
    originalText: plain === '' ? html : plain,
  };
};

const autoReplyHeaders = [
  'x-autoreply',
  'x-auto-reply',
  'x-autorespond',
  'x-autoresponder',
  'x-autoreply-from',
  'x-mail-autoreply',
];

/** The work of `readMail`. */
export async function parseMail(raw: Uint8Array): Promise<MailRead> {
  const mail = repairMail(raw);
  if (mail.length === 0) return { ok: false, reason: 'empty' };
  // postal-mime needs a minute for five million lines; 40 MB of attachments have half a million.
  if (lineCount(mail) > 1_000_000) return { ok: false, reason: 'too many lines' };
  let email: Email;
  try {
    email = await parseCharsets(mail);
  } catch (error) {
    // The limits on nesting and header length throw. Their messages quote nothing of the mail.
    return {
      ok: false,
      reason: 'not well formed',
      fault: error instanceof Error ? error.message : 'unknown',
    };
  }

  const all = (name: string): string[] =>
    email.headers.filter(({ key }) => key === name).map(({ value }) => value);
  const first = (...names: string[]): string | undefined => {
    const value = names.flatMap(all).at(0);
    return value === undefined ? undefined : oneLine(value);
  };

  const from = all('from').flatMap(mailboxes).at(0);
  if (from === undefined) return { ok: false, reason: 'no sender' };
  // postal-mime leaves a date that it does not understand unchanged.
  const date = /^\d{4}-\d\d-\d\dT[\d:.]{12}Z$/.exec(email.date ?? '')?.[0];
  return {
    ok: true,
    mail: {
      from,
      replyTo: all('reply-to').flatMap(mailboxes).at(0),
      to: all('to').flatMap(mailboxes),
      cc: all('cc').flatMap(mailboxes),
      subject: oneLine(email.subject ?? ''),
      date,
      messageId: all('message-id').flatMap(messageIds).at(0),
      inReplyTo: all('in-reply-to').flatMap(messageIds).at(0),
      references: all('references').flatMap(messageIds),
      ...textsOf(email, mail),
      attachments: attachmentsOf(email),
      headers: {
        autoSubmitted: first('auto-submitted'),
        precedence: first('precedence', 'x-precedence'),
        listId: first('list-id'),
        listUnsubscribe: first('list-unsubscribe'),
        xAutoResponseSuppress: first('x-auto-response-suppress'),
        autoReplyHeader: first(...autoReplyHeaders),
        returnPath: first('return-path'),
        contentType: first('content-type'),
        received: all('received').length,
        redressLetter: first('x-redress-letter'),
      },
    },
  };
}
