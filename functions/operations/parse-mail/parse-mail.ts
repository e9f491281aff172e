import PostalMime, { addressParser, decodeWords } from 'postal-mime';
import type { Email } from 'postal-mime';
import { clean, oneLine } from '../../domain/text/clean-text.ts';
import { shortenedTo, withinBytes } from '../../domain/text/within-bytes.ts';
import { boundedMail, bodySource, sourceMail, most, type BoundedMail } from './mail-parts.ts';
import { calendarText } from './calendar-text.ts';
import { fullerText, textOfRtf } from './mail-text.ts';
import type { Attachment, Mailbox, MailRead, ParsedMail } from './parsed-mail.ts';
import { repairMail } from './repair-mail.ts';
import { signedContent } from './signed-content.ts';
import { textOfCharset } from './text-charset.ts';
import { readTnef, type Tnef } from './tnef.ts';

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

/** The most bytes of what a header says, and of all addresses of a header. No program sends more. */
const mostBytes = { subject: 2000, name: 300, address: 320, addresses: 8000, id: 250, header: 1000 };

const fits = (text: string, bytes: number): boolean => withinBytes(text, bytes) === text;

const mailboxes = (header: string): Mailbox[] =>
  addressParser(header, { flatten: true }).flatMap(({ name, address = '' }) => {
    const mailbox = {
      name: shortenedTo(oneLine(name), mostBytes.name),
      address: oneLine(address).replace(/^mailto:/i, ''),
    };
    // The header as it was sent. It need not be an address to write to: a server calls itself root@localhost.
    if (!fits(mailbox.address, mostBytes.address) || !/^[^\s<>@]+@[^\s<>@]+$/.test(mailbox.address))
      return [];
    return mailbox.name === '' ? { address: mailbox.address } : mailbox;
  });

/** The first of many addresses. Mail to hundreds of people names them all. */
const fewMailboxes = (headers: readonly string[]): Mailbox[] => {
  let bytes = 0;
  return headers.flatMap(mailboxes).filter(({ name = '', address }) => {
    // The names and marks of a row in JSON.
    bytes += Buffer.byteLength(JSON.stringify(name + address)) + 24;
    return bytes <= mostBytes.addresses;
  });
};

/** Whoever the header says the mail is from. Without an address, its words are the name. */
const senderOf = (from: readonly string[], sender: readonly string[]): ParsedMail['from'] => {
  const [first] = [...from, ...sender].flatMap(mailboxes);
  if (first) return first;
  const name = shortenedTo(oneLine(decodeWords(from.at(0) ?? '')), mostBytes.name);
  return name === '' ? {} : { name };
};

/**
 * Message ids with their brackets. Some programs leave the brackets off, fold within an id, or encode it like a
 * subject.
 */
const messageIds = (header: string): string[] => {
  const value = tidy(decodeWords(header));
  const bracketed = [...value.matchAll(/<([^<>]+)>/g)].map(([, id = '']) => id.replace(/\s+/g, ''));
  const ids = bracketed.length > 0 ? bracketed : value.split(/[\s,<>]+/).filter((id) => id.includes('@'));
  return ids.map((id) => `<${id}>`).filter((id) => fits(id, mostBytes.id));
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

const octets = 'application/octet-stream';

interface Part {
  content: Uint8Array;
  mimeType?: string;
  filename?: string;
  contentId?: string;
}

const typesByExtension = new Map([...extensions].map(([type, extension]) => [extension, type]));

/** The files of a mail: its parts, and those that stood in its text or in a winmail.dat. */
const attachmentsOf = (email: Email, parts: readonly Part[]): Attachment[] => {
  const shown = new Set([...(email.html ?? '').matchAll(/\bcid:([^"'\s<>)]{1,1000})/gi)].map(([, id]) => id));
  return parts.slice(0, most.files).map((part, index) => {
    const { content, filename = '' } = part;
    const guessed = typesByExtension.get(/\.(\w+)$/.exec(filename)?.[1]?.toLowerCase() ?? '') ?? octets;
    const mimeType = /^[\w.+-]{1,60}\/[\w.+-]{1,100}$/.exec(part.mimeType ?? guessed)?.[0] ?? octets;
    const contentId = oneLine(part.contentId ?? '').replace(/^<|>$/g, '');
    return {
      filename: safeFilename(filename, mimeType, index + 1),
      mimeType,
      size: content.length,
      content,
      contentId: contentId === '' ? undefined : contentId,
      // Not taken from the disposition: Apple Mail calls every attachment inline, and evidence must not be hidden.
      inline: contentId !== '' && shown.has(contentId),
    };
  });
};

/** The parts of a mail that are no text, with the content that waits for them. */
const partsOf = (email: Email, { contents }: BoundedMail): Part[] =>
  email.attachments.map(({ content, mimeType, filename, contentId }) => {
    const bytes = typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content);
    const waiting =
      bytes.length < 100 ? contents.get(Buffer.from(bytes).toString('latin1').trim()) : undefined;
    return {
      content: waiting ?? bytes,
      mimeType,
      ...(filename ? { filename } : {}),
      ...(contentId ? { contentId } : {}),
    };
  });

const isTnef = ({ mimeType, filename }: Part): boolean =>
  /^application\/(?:vnd\.)?ms-tnef$/.test(mimeType ?? '') || /^winmail\.dat$/i.test(filename ?? '');

const ofTnef = ({ text = '', html = '', rtf }: Tnef): string =>
  fullerText(tidy(text.slice(0, most.text)), tidy(html.slice(0, most.html))) || (rtf && textOfRtf(rtf)) || '';

/** "This is a multi-part message in MIME format." and its like stand before the parts for readers of long ago. */
const isPreamble = (text: string): boolean => text.length < 300 && /\bMIME\b|multi-?part/i.test(text);

/** The words of a mail that has no body which programs show: the first of its other parts that has any. */
const textElsewhere = (email: Email, parts: readonly Part[], outside: string): string => {
  const shown = email.attachments.flatMap(({ disposition }, index) => {
    const part = parts[index];
    return part && disposition !== 'attachment' ? [part] : [];
  });
  for (const { mimeType = '', content } of shown) {
    if (/^(?:text|application)\/(?:x-)?(?:rtf|richtext)$/.test(mimeType)) {
      const text = textOfRtf(content);
      if (text !== undefined) return text;
    }
    if (/^text\/(?!calendar|csv|x-vcard|vcard|directory|rfc822)/.test(mimeType)) {
      const text = textOfCharset(content.subarray(0, most.textSource), '');
      if (text.trim() !== '') return text.slice(0, most.text);
    }
  }
  const calendar = parts.find(({ mimeType }) => /^(?:text\/calendar|application\/ics)$/.test(mimeType ?? ''));
  return (isPreamble(outside) ? '' : outside) || (calendar ? calendarText(calendar.content) : '');
};

/** The mail within a signature that is not in clear, so that no program shows it without the means to verify it. */
const signedMail = async (parts: readonly Part[], depth: number): Promise<ParsedMail | undefined> => {
  const file = parts.find(({ mimeType }) => /^application\/(?:x-)?pkcs7-mime$/.test(mimeType ?? ''));
  if (!file || depth >= most.signed || file.content.length > most.signedBytes) return undefined;
  const content = signedContent(file.content);
  const inner = content && (await parseMail(content, depth + 1));
  return inner?.ok === true ? inner.mail : undefined;
};

const textsOf = (
  email: Email,
  {
    parts,
    tnefs,
    bounded,
    source,
  }: { parts: Part[]; tnefs: Tnef[]; bounded: BoundedMail; source: () => string },
): Pick<ParsedMail, 'text' | 'originalText'> => {
  const plain = tidy(email.text ?? '').trim();
  const html = tidy(email.html ?? '');
  const text = tidy(fullerText(plain, html)).trim();
  if (text !== '') return { text: clean(text), originalText: plain === '' ? html : plain };
  const other =
    tnefs.map(ofTnef).find((one) => one.trim() !== '') ?? textElsewhere(email, parts, bounded.outside);
  // The boundary of a multipart is missing or never occurs. The source is better than an empty complaint.
  const found = tidy(other).trim() || (parts.length === 0 ? tidy(source()).trim() : '');
  return { text: clean(found), originalText: found };
};

const autoReplyHeaders = [
  'x-autoreply',
  'x-auto-reply',
  'x-autorespond',
  'x-autoresponder',
  'x-autoreply-from',
  'x-mail-autoreply',
];

/** The body as it came, unless it is a multipart whose parts say nothing. */
const sourceOfBody = ({ contentType }: BoundedMail, mail: Uint8Array): string => {
  const boundary = /boundary\s*=\s*"?([^";]+)/i.exec(contentType)?.[1]?.trim();
  const body = bodySource(mail);
  return boundary !== undefined && body.includes(`--${boundary}`) ? '' : body;
};

const read = async (mail: Uint8Array): Promise<{ email: Email; bounded: BoundedMail }> => {
  const bounded = boundedMail(mail);
  try {
    return { email: await parse(bounded.mail), bounded };
  } catch {
    // A mail whose parts cannot be told apart is read as its source, so that someone sees what it says.
    const source = sourceMail(mail);
    return { email: await parse(source.mail), bounded: source };
  }
};

/** The work of `readMail`. `depth`: in how many signatures the mail is wrapped. */
export async function parseMail(raw: Uint8Array, depth = 0): Promise<MailRead> {
  const mail = repairMail(raw);
  if (mail.length === 0) return { ok: false, reason: 'empty' };
  let email: Email;
  let bounded: BoundedMail;
  try {
    ({ email, bounded } = await read(mail));
  } catch (error) {
    // The parser's messages quote nothing of the mail.
    return {
      ok: false,
      reason: 'not well formed',
      fault: error instanceof Error ? error.message : 'unknown',
    };
  }
  const parts = partsOf(email, bounded);
  const tnefs = parts.filter(isTnef).flatMap(({ content }) => readTnef(content) ?? []);
  const signed = await signedMail(parts, depth);
  const found = [...bounded.found, ...tnefs.flatMap(({ files }) => files), ...(signed?.attachments ?? [])];
  const attachments = attachmentsOf(email, [...parts, ...found]);
  const own = textsOf(email, { parts, tnefs, bounded, source: () => sourceOfBody(bounded, mail) });
  const { text, originalText } = own.text === '' && signed ? signed : own;
  const texts = { text, originalText };

  const all = (name: string): string[] =>
    email.headers.filter(({ key }) => key === name).map(({ value }) => value);
  const first = (...names: string[]): string | undefined => {
    const value = names.flatMap(all).at(0);
    return value === undefined ? undefined : withinBytes(oneLine(value), mostBytes.header);
  };

  const from = senderOf(all('from'), all('sender'));
  const subject = shortenedTo(oneLine(email.subject ?? ''), mostBytes.subject);
  // Noise: nothing of it can be shown to a person.
  if (`${subject}${texts.text}${from.name ?? ''}${from.address ?? ''}` === '' && attachments.length === 0)
    return { ok: false, reason: 'not well formed' };
  // postal-mime leaves a date that it does not understand unchanged.
  const date = /^\d{4}-\d\d-\d\dT[\d:.]{12}Z$/.exec(email.date ?? '')?.[0];
  return {
    ok: true,
    mail: {
      from,
      replyTo: all('reply-to').flatMap(mailboxes).at(0),
      originalFrom: all('x-original-from').flatMap(mailboxes).at(0),
      to: fewMailboxes(all('to')),
      cc: fewMailboxes(all('cc')),
      subject,
      date,
      messageId: all('message-id').flatMap(messageIds).at(0),
      inReplyTo: all('in-reply-to').flatMap(messageIds).at(0),
      references: all('references').flatMap(messageIds),
      ...texts,
      shortened: bounded.shortened || tnefs.some(({ shortened }) => shortened),
      attachments,
      moreAttachments: bounded.leftOut + parts.length + found.length - attachments.length,
      headers: {
        autoSubmitted: first('auto-submitted'),
        precedence: first('precedence', 'x-precedence'),
        listId: first('list-id'),
        listUnsubscribe: first('list-unsubscribe'),
        xAutoResponseSuppress: first('x-auto-response-suppress'),
        autoReplyHeader: first(...autoReplyHeaders),
        returnPath: first('return-path'),
        contentType:
          bounded.contentType === ''
            ? undefined
            : withinBytes(oneLine(bounded.contentType), mostBytes.header),
        received: all('received').length,
        redressLetter: first('x-redress-letter'),
      },
    },
  };
}
