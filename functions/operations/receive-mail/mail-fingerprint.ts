import { createHash } from 'node:crypto';
import type { ParsedMail } from '../parse-mail/parsed-mail.ts';
import { repairMail, splitMail } from '../parse-mail/repair-mail.ts';

// Headers that relays and filters add on the way. A mail sent to two of our addresses differs in nothing else.
const trace =
  /^(?:(?:x-)?received|received-spf|return-path|delivered-to|x-original-to|(?:x-)?envelope-(?:to|from)|(?:arc|x-ses|x-spam|x-virus|x-ms-exchange|x-forefront|x-microsoft)-[\w-]*|(?:x-)?authentication-results(?:-[\w-]*)?|(?:x-google-)?dkim-signature)\s*:/i;

/**
 * SHA-256 in hex of what the sender sent: the mail without its trace headers, whatever its line ends and the folding of
 * its header fields (the "relaxed" form of RFC 6376 3.4.2). The same mail delivered twice has the same fingerprint.
 */
export function mailFingerprint(raw: Uint8Array): string {
  const { head, body } = splitMail(repairMail(raw));
  const fields = head
    .replace(/\n[ \t]+/g, ' ')
    .split('\n')
    .filter((field) => field !== '' && !trace.test(field))
    .map((field) => field.replace(/[ \t]+/g, ' ').trimEnd());
  const length = body.findLastIndex((byte) => byte !== 10) + 1;
  return createHash('sha256')
    .update(`${fields.join('\n')}\n\n`)
    .update(body.subarray(0, length))
    .digest('hex');
}

/**
 * The claim on a mail by what it says: its Message-ID, sender, subject, text and attachments. Another way through the
 * mail system changes headers and encodings, and may add a part of them. Undefined without a Message-ID, because two mails
 * with the same words may both be meant.
 */
export function contentClaim({
  messageId,
  from,
  subject,
  text,
  attachments,
}: ParsedMail): string | undefined {
  if (messageId === undefined) return undefined;
  const said = createHash('sha256').update(
    JSON.stringify([messageId, from.address?.toLowerCase() ?? '', subject, text.trim()]),
  );
  for (const { content } of attachments) said.update(createHash('sha256').update(content).digest('hex'));
  return `said:${said.digest('hex')}`;
}
