import type { MailRead } from './parsed-mail.ts';

/**
 * Reads a mail from its bytes as SES or SMTP delivered them. It never throws, whatever the bytes: a mail without a
 * sender, or one that cannot be parsed, returns the reason. The parser is loaded with the first mail, so a
 * Lambda that reads none starts without it.
 */
export async function readMail(raw: Uint8Array): Promise<MailRead> {
  const { parseMail } = await import('./parse-mail.ts');
  return parseMail(raw);
}
