import type { ParsedMail } from '../parse-mail/parsed-mail.ts';

/**
 * The letter that a delivery report (RFC 3464) says did not arrive, by its possible ids, the most reliable first.
 * Undefined if the report does not say so: a server that is still trying reports the action "delayed".
 */
export function failedLetter(mail: ParsedMail): { names: string[]; status?: string } | undefined {
  const parts = (type: RegExp) =>
    mail.attachments
      .filter(({ mimeType }) => type.test(mimeType))
      .map(({ content }) => new TextDecoder('latin1').decode(content.subarray(0, 60_000)));
  const reports = parts(/^message\/(?:global-)?delivery-status$/);
  if (!reports.some((report) => /^action:[ \t]*failed\b/im.test(report))) return undefined;
  // The headers of the returned message, unfolded. Its content does not matter.
  const heads = parts(/^(?:message\/(?:rfc822|global)|(?:text|message)\/(?:rfc822|global)-headers)$/).map(
    (text) => (text.split(/\r?\n\r?\n/, 1)[0] ?? '').replace(/\r?\n[ \t]+/g, ' '),
  );
  const header = (name: string) =>
    heads.flatMap((head) => new RegExp(`^${name}:[ \\t]*(.*)$`, 'im').exec(head)?.[1]?.trim() ?? []);
  const names = [
    ...header('X-Redress-Letter'),
    ...header('Message-ID'),
    // Our id is the last in the chain (functions/operations/send-letter/compose-mail.ts).
    ...header('References').flatMap((chain) => chain.match(/<[^<>]+>$/) ?? []),
  ];
  const [status] = reports.flatMap(
    (report) => /^status:[ \t]*(\d\.\d{1,3}\.\d{1,3})/im.exec(report)?.[1] ?? [],
  );
  return { names: [...new Set(names)], ...(status === undefined ? {} : { status }) };
}
