import { intakeAddress } from '../play.ts';

/** What becomes of a mail, as far as a row says it: everything an officer would look at. */
export interface Outcome {
  became: 'case' | 'message' | 'held' | 'recorded';
  /** The name and address that the message shows. */
  from?: object;
  /** The person of the case that it makes; null if no one has been named. */
  complainant?: object | null;
  subject?: unknown;
  text?: unknown;
  quoted?: unknown;
  forwarded?: unknown;
  attachments?: unknown;
  automatic?: boolean;
  /** Why it is held, or what it is recorded as. */
  detail?: string;
  /** Whether its sender got a receipt. */
  receipt?: boolean;
  /** Whether words in it suggest that someone is in danger. */
  danger?: boolean;
}

/** A case of kim@example.net and the first letter to them, which mail may answer. */
export interface Ours {
  reference: string;
  /** The Message-ID of the letter, in its brackets, and its headers as they left. */
  letter: string;
  headers: string;
}

/** A mail with its envelope, and what becomes of it. `raw` may name kim@example.net, whose address is new in each row. */
export interface Row {
  what: string;
  raw: string | Uint8Array | ((ours: Ours) => string);
  envelopeFrom?: string;
  becomes: Outcome;
}

export const kim = { name: 'Kim Young', email: 'kim@example.net' };
export const says = 'My social worker has not visited since 1 May.';

const nameOf = (line: string): string => line.slice(0, line.indexOf(':')).trim().toLowerCase();

/** A mail with these header fields and this body. What a field does not say is as most mail has it. */
export function mail(fields: readonly string[], body: string = says): string {
  const given = new Set(fields.map(nameOf));
  const usual = [
    'From: Kim Young <kim@example.net>',
    `To: ${intakeAddress}`,
    'Subject: My complaint',
    'Date: Sun, 29 Nov 2026 08:00:00 +0000',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
  ].filter((line) => !given.has(nameOf(line)));
  return `${[...usual, ...fields].join('\n')}\n\n${body}`.replace(/\r?\n/g, '\r\n');
}

/** A mail of several parts, each with its own header fields. */
export function parts(type: string, all: readonly string[], fields: readonly string[] = []): string {
  return mail(
    [`Content-Type: multipart/${type}; boundary="=_b"`, ...fields],
    `${all.map((part) => `--=_b\n${part}\n`).join('')}--=_b--\n`,
  );
}

export const textPart = (text: string): string => `Content-Type: text/plain; charset=utf-8\n\n${text}`;
export const htmlPart = (html: string): string => `Content-Type: text/html; charset=utf-8\n\n${html}`;
export const html = (body: string, fields: readonly string[] = []): string =>
  mail(['Content-Type: text/html; charset=utf-8', ...fields], body);
export const base64 = (content: string | Uint8Array): string =>
  (
    Buffer.from(content)
      .toString('base64')
      .match(/.{1,76}/g) ?? []
  ).join('\n');
/** A part that is a file. */
export const filePart = (type: string, name: string, content: string | Uint8Array): string =>
  `Content-Type: ${type}; name="${name}"\nContent-Disposition: attachment; filename="${name}"\nContent-Transfer-Encoding: base64\n\n${base64(content)}`;
