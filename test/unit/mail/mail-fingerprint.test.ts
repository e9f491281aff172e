import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mailFingerprint } from '../../../functions/operations/receive-mail/mail-fingerprint.ts';

const mail = readFileSync(new URL('gmail-complaint.eml', import.meta.url), 'latin1').replaceAll('\r\n', '\n');
const print = (text: string): string => mailFingerprint(Buffer.from(text, 'latin1'));

describe('the fingerprint of a mail', () => {
  it('is a sha256 in hex', () => {
    expect(print(mail)).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    ['line ends', mail.replaceAll('\n', '\r\n')],
    ['an mbox line', `From parent.one@mail.example Mon Mar  2 08:14:11 2026\n${mail}`],
    [
      'more hops',
      `Received: from a by b;\n Mon, 2 Mar 2026 08:15:00 +0000\nX-Received: by 10.0.0.1\n${mail}`,
    ],
    ['fewer hops', mail.replace(/^Received:[^\n]*\n(?:[ \t][^\n]*\n)*/m, '')],
    [
      'another delivery',
      mail.replace(
        'Return-Path: <parent.one@mail.example>',
        'Return-Path: <other@mail.example>\nDelivered-To: two@council.example',
      ),
    ],
    [
      'the verdicts of filters',
      mail.replace(
        'X-SES-Spam-Verdict: PASS',
        'X-SES-Spam-Verdict: GRAY\nAuthentication-Results: amazonses.com; spf=pass\nARC-Seal: i=1; b=x\nX-Spam-Score: 3\nReceived-SPF: pass',
      ),
    ],
    ['another signature', mail.replace('bh=abc=', 'bh=xyz=')],
    ['folding', mail.replace('To: complaints@', 'To:\n  complaints@')],
    ['empty lines at the end', `${mail}\n\n`],
  ])('does not depend on %s', (_, other) => {
    expect(other).not.toBe(mail);
    expect(print(other)).toBe(print(mail));
  });

  it.each([
    ['body', mail.replace('four times', 'five times')],
    ['subject', mail.replace('Complaint_about', 'Complaints_about')],
    ['Message-ID', mail.replace('complaint.one@', 'complaint.two@')],
    ['headers that only begin like a trace', mail.replace('MIME-Version', 'Archived-At: <x>\nMIME-Version')],
    ['traces quoted in the body', mail.replace('Nobody has', 'Received: from a\nNobody has')],
  ])('depends on the %s', (_, other) => {
    expect(other).not.toBe(mail);
    expect(print(other)).not.toBe(print(mail));
  });

  it('exists for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(mailFingerprint(bytes)).toHaveLength(64);
      }),
    );
  });
});
