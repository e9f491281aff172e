import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { mail, html } from '../mails/a-mail.ts';
import { complainant, intakeAddress, openPlay, type Play } from '../play.ts';
import { browse } from '../web/pages/browse.ts';

// A person fills in the form and writes an email on the same day, or their email comes again by a gateway that has changed
// it. Triage shows the case that may be the same complaint, and why (law.md section 2).

const words = 'Nobody has called me back for three weeks, and I have rung four times.';
const from = (name: string, address: string, ...fields: string[]) => [
  `From: ${name} <${address}>`,
  ...fields,
];
const sam = from('Sam Carter', complainant);

const afterForm: readonly [what: string, raw: string, because: string][] = [
  ['the same words', mail(sam, words), 'the same text'],
  ['more words around them', mail(sam, `Dear council,\n\n${words}\n\nSent from my iPhone`), 'the same text'],
  ['the same words as HTML', html(`<div>${words.replace(', ', ',<br>')}</div>`, sam), 'the same text'],
  ['other words', mail(sam, 'I filled in your form just now. Did it arrive?'), 'the same sender'],
  [
    'an address in capitals',
    mail(from('Sam', complainant.toUpperCase()), 'Did it arrive?'),
    'the same sender',
  ],
  ['an address at work', mail(from('Sam Carter', 'scarter@work.example'), words), 'the same text'],
  [
    'a name in capitals and another address',
    mail(from('SAM CARTER', 'sam@new.example'), words),
    'the same text',
  ],
  [
    'a program that sends for them',
    mail(from('Forms', 'noreply@charity.example', `Reply-To: Sam Carter <${complainant}>`), words),
    'the same text',
  ],
];

const id = 'Message-ID: <once@mail.example>';
const kim = from('Kim Young', 'kim@example.net', id);
const link = 'The letter is at https://council.example/letters/1.';
const afterMail: readonly [what: string, raw: string, because: string][] = [
  [
    'a mark in the subject',
    mail([...kim, 'Subject: [EXTERNAL] My complaint'], `${words}\n\n${link}`),
    'the same email',
  ],
  [
    'a warning above it',
    mail(kim, `CAUTION: This email came from outside.\n\n${words}\n\n${link}`),
    'the same email',
  ],
  [
    'links that lead through a filter',
    mail(kim, `${words}\n\n${link.replace('https://', 'https://filter.example/?u=')}`),
    'the same email',
  ],
  [
    'a footer in HTML',
    html(`<p>${words}</p><p>${link}</p><hr><p>Scanned for viruses.</p>`, kim),
    'the same email',
  ],
  [
    'another id and a footer',
    mail([...kim.slice(0, 1), 'Message-ID: <2@gateway.example>'], `${words}\n\n${link}\n\n-- \nScanned.`),
    'the same text',
  ],
  [
    'an attachment that the gateway adds',
    mail(
      [...kim, 'Content-Type: multipart/mixed; boundary="=_b"'],
      `--=_b\nContent-Type: text/plain\n\n${words}\n\n${link}\n--=_b\nContent-Type: text/plain; name="scan.txt"\nContent-Disposition: attachment; filename="scan.txt"\n\nClean\n--=_b--`,
    ),
    'the same email',
  ],
];

const sample = (name: string) =>
  readFileSync(new URL(`../fixtures/mail/15${name}.eml`, import.meta.url), 'utf8').replace(/\r?\n/g, '\r\n');
const sent = sample('a-same-mail-a');
const afterSample: readonly [what: string, raw: string, because: string][] = [
  [
    'the footer of a gateway',
    `${sample('b-same-mail-b')}\r\n\r\n--\r\nThis email was scanned.`,
    'the same email',
  ],
  [
    'a second address',
    sent.replace('kim@example.net', 'kim.young@work.example').replace('<same@', '<other@'),
    'the same text',
  ],
  [
    'other words of the same sender',
    sent.replace('<same@', '<third@').replace('My daughter', 'Kim'),
    'the same sender',
  ],
  ['a second sending by hand', sent.replace('<same@', '<fourth@'), 'the same text'],
  [
    'a forward of their own',
    sent.replace('<same@', '<fifth@').replace('My daughter', 'As I said: My daughter'),
    'the same text',
  ],
];

const arrive = async (play: Play, raw: string): Promise<string> => {
  const result = await play.system.mailIn({
    raw: Buffer.from(raw),
    recipients: [intakeAddress],
    envelopeFrom: 'kim@example.net',
  });
  expect(result).toMatchObject({ became: 'case', known: false });
  return 'reference' in result ? result.reference : '';
};

test('the same complaint by form and email, or by a gateway, is suggested at triage with its sign', async () => {
  const play = await openPlay('2026-11-30T09:00:00Z');
  const form = await play.complaint({ text: words, channel: 'portal' });
  const first = await arrive(play, mail(kim, `${words}\n\n${link}`));
  const again = await arrive(play, sent);
  const made: [what: string, reference: string, sign: string][] = [];
  for (const [base, rows] of [
    [form, afterForm],
    [first, afterMail],
    [again, afterSample],
  ] as const)
    for (const [what, raw, because] of rows)
      made.push([what, await arrive(play, raw), `${base}, received 30 November 2026: ${because}`]);
  await play.settle();
  const officer = browse(play);
  await officer.signIn('complaints-officer');
  for (const [what, reference, sign] of made) {
    const { text } = await officer.get(`/cases/${reference}/tasks/triage`);
    expect([what, text]).toEqual([
      what,
      expect.stringContaining('Open cases that may be the same complaint'),
    ]);
    expect([what, text]).toEqual([what, expect.stringContaining(sign)]);
  }
});
