import type { MailVerdicts, Verdict } from '../../functions/domain/case/sender.ts';

const meaning: Readonly<Record<string, Verdict>> = {
  pass: 'PASS',
  fail: 'FAIL',
  none: 'GRAY',
  neutral: 'GRAY',
  softfail: 'GRAY',
  temperror: 'PROCESSING_FAILED',
  permerror: 'PROCESSING_FAILED',
};

/**
 * What the mail service would find about a mail that is sent in locally. No one checks it, so it counts as sent from
 * where it says, unless it brings the header that the mail service would add (RFC 8601):
 * `Authentication-Results: local; spf=fail; dkim=none; dmarc=fail`.
 */
export function localVerdicts(raw: Uint8Array): MailVerdicts {
  const head = new TextDecoder('latin1').decode(raw.subarray(0, 60_000)).split(/\r?\n\r?\n/, 1)[0] ?? '';
  const results = /^authentication-results:((?:.*\r?\n[ \t])*.*)$/im.exec(head)?.[1];
  const scans = { spam: 'DISABLED', virus: 'DISABLED' } as const;
  if (results === undefined) return { ...scans, spf: 'PASS', dkim: 'PASS', dmarc: 'PASS' };
  const verdict = (check: string): Verdict =>
    meaning[new RegExp(`\\b${check}=(\\w+)`, 'i').exec(results)?.[1]?.toLowerCase() ?? 'none'] ?? 'GRAY';
  return { ...scans, spf: verdict('spf'), dkim: verdict('dkim'), dmarc: verdict('dmarc') };
}
