import type { ParsedMail } from './parsed-mail.ts';

/**
 * The letter that a delivery report (RFC 3464) says did not arrive: the names by which it goes, most telling first.
 * Undefined when the report says no such thing: a server that is still trying has the action "delayed".
 */
export function failedLetter(mail: ParsedMail): { names: string[]; detail: string } | undefined {
  const parts = (type: RegExp) =>
    mail.attachments
      .filter(({ mimeType }) => type.test(mimeType))
      .map(({ content }) => new TextDecoder('latin1').decode(content.subarray(0, 60_000)));
  const reports = parts(/^message\/(?:global-)?delivery-status$/);
  if (!reports.some((report) => /^action:[ \t]*failed\b/im.test(report))) return undefined;
  // The headers of what was returned, unfolded; what it said is nothing to us.
  const heads = parts(/^(?:message\/(?:rfc822|global)|(?:text|message)\/(?:rfc822|global)-headers)$/).map(
    (text) => (text.split(/\r?\n\r?\n/, 1)[0] ?? '').replace(/\r?\n[ \t]+/g, ' '),
  );
  const header = (name: string) =>
    heads.flatMap((head) => new RegExp(`^${name}:[ \\t]*(.*)$`, 'im').exec(head)?.[1]?.trim() ?? []);
  const names = [
    ...header('X-Redress-Letter'),
    ...header('Message-ID'),
    // Ours stands last in the chain (functions/operations/send-letter/compose-mail.ts).
    ...header('References').flatMap((chain) => chain.match(/<[^<>]+>$/) ?? []),
  ];
  const status = reports.flatMap(
    (report) => /^status:[ \t]*(\d\.\d{1,3}\.\d{1,3})/im.exec(report)?.[1] ?? [],
  );
  return {
    names: [...new Set(names)],
    detail: `It came back from the mail server (${['delivery report', ...status.slice(0, 1)].join(', ')}).`,
  };
}
