import { expect } from 'vitest';
import { mail, parts, says, textPart, type Ours, type Row } from './a-mail.ts';

const reply = { became: 'message', automatic: false, text: says } as const;

/** Ways in which a program or a person says to which case a mail belongs. */
const threads: readonly Row[] = [
  {
    what: 'a reply in German that has only the reference',
    raw: ({ reference }) => mail([`Subject: AW: Your complaint ${reference}`]),
    becomes: reply,
  },
  {
    what: 'a reply in Polish with the mark of a gateway',
    raw: ({ reference }) => mail([`Subject: [EXTERNAL] Odp: Your complaint ${reference}`]),
    becomes: reply,
  },
  {
    what: 'a reference typed by hand',
    raw: ({ reference }) => mail([`Subject: my complaint ${reference.toLowerCase().replaceAll('-', ' ')}`]),
    becomes: reply,
  },
  {
    what: 'a reference in an encoded subject',
    raw: ({ reference }) =>
      mail([`Subject: =?utf-8?B?${Buffer.from(`Re: ${reference} – ż`).toString('base64')}?=`]),
    becomes: reply,
  },
  {
    what: 'a reply whose id a program has folded',
    raw: ({ letter }) => mail([`In-Reply-To: ${letter.replace('@', '@\n ')}`]),
    becomes: reply,
  },
  {
    what: 'a reply whose id has lost its brackets',
    raw: ({ letter }) => mail([`In-Reply-To: ${letter.slice(1, -1)}`]),
    becomes: reply,
  },
  {
    what: 'a reply at the end of a long thread',
    raw: ({ letter }) =>
      mail([
        `References: ${Array.from({ length: 300 }, (_, n) => `<${n}.0123456789abcdef@example.net>`).join('\n ')}\n ${letter}`,
      ]),
    becomes: reply,
  },
  {
    what: 'a reply to a mail of theirs that we have',
    raw: mail(['Message-ID: <thread-1@example.net>', 'Subject: The first']),
    becomes: { became: 'case', text: says },
  },
  {
    what: 'a second mail in that thread, before we wrote',
    raw: mail(['In-Reply-To: <thread-1@example.net>', 'Subject: And more']),
    becomes: reply,
  },
  {
    what: 'a reply that names two threads, of which ours is one',
    raw: ({ letter }) =>
      mail(['In-Reply-To: <x@school.example>', `References: <y@school.example> ${letter}`]),
    becomes: reply,
  },
  {
    what: 'a wrong check digit',
    raw: mail(['Subject: Re: SC-2026-00001-5']),
    becomes: { became: 'case', subject: 'Re: SC-2026-00001-5' },
  },
  {
    what: 'the reference of another council',
    raw: mail(['Subject: Re: KENT-2026-00001-4']),
    becomes: { became: 'case' },
  },
  {
    what: 'a reference in the text only',
    raw: ({ reference }) => mail(['Subject: New'], `Mine is ${reference}. ${says}`),
    becomes: { became: 'case', text: expect.stringContaining(says) },
  },
];

const ours = ({ headers }: Ours, fields: string) =>
  `${fields}${headers}\r\nDate: Mon, 30 Nov 2026 09:00:00 +0000\r\n\r\nDear Kim`;

/** Mail that would go round for ever. */
const loops: readonly Row[] = [
  {
    what: 'a letter of ours that a rule sends back',
    raw: (our) => ours(our, 'Resent-From: kim@example.net\r\nReceived: from a by b\r\n'),
    becomes: { became: 'held', detail: 'own letter' },
  },
  {
    what: 'mail of others that has passed thirty servers',
    raw: mail(Array.from({ length: 30 }, (_, hop) => `Received: from a${hop} by b${hop}`)),
    becomes: { became: 'held', detail: 'too many hops' },
  },
  {
    what: 'our address as the sender, forged through a group',
    raw: mail([
      "From: 'Kim' via Feedback <customerfeedback@council.example>",
      'Reply-To: kim@example.net',
      'List-ID: <customerfeedback.council.example>',
      'Authentication-Results: local; spf=fail; dkim=none; dmarc=fail',
    ]),
    becomes: { became: 'held', detail: 'own address' },
  },
  {
    what: 'a letter of ours through a group of ours',
    raw: ({ letter }) =>
      mail([
        "From: 'Complaints' via Feedback <customerfeedback@council.example>",
        'Reply-To: kim@example.net',
        'List-ID: <customerfeedback.council.example>',
        'X-Redress-Letter: 1',
        `References: ${letter}`,
      ]),
    becomes: { became: 'held', detail: 'own letter' },
  },
  {
    what: 'the receipt of another council that answers ours',
    raw: ({ letter }) =>
      mail([
        'From: Complaints <complaints@other.example>',
        'X-Redress-Letter: XX-2026-00001-4-0123456789abcdef0123',
        'Auto-Submitted: auto-replied',
        `In-Reply-To: ${letter}`,
      ]),
    becomes: { became: 'message', automatic: true },
  },
  {
    what: 'a receipt of another system that answers nothing of ours',
    raw: mail([
      'From: Tickets <tickets@other.example>',
      'Auto-Submitted: auto-replied',
      'Subject: [#123] Received',
    ]),
    becomes: { became: 'held', detail: 'Auto-Submitted' },
  },
  {
    what: 'a person who sends our letter on',
    raw: ({ headers, letter }) =>
      parts(
        'mixed',
        [textPart(says), `Content-Type: message/rfc822\n\n${headers}\n\nDear Kim`],
        [`References: ${letter}`],
      ),
    becomes: { ...reply, forwarded: null },
  },
];

export const ofThreads = [...threads, ...loops];
