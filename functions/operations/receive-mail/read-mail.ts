import type { ParsedMail } from './parsed-mail.ts';

/**
 * Reads a mail from its bytes as SES or SMTP delivered them. Never throws, whatever the bytes: a mail that names no
 * sender, or that cannot be taken apart, comes back with a sentence that says so. What takes mails apart is loaded with
 * the first one: a Lambda that reads none starts without it.
 */
export async function readMail(
  raw: Uint8Array,
): Promise<{ ok: true; mail: ParsedMail } | { ok: false; reason: string }> {
  const { parseMail } = await import('./parse-mail.ts');
  return parseMail(raw);
}
