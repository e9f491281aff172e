import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type {
  Classification,
  MailContext,
} from '../../../functions/operations/receive-mail/classify-mail.ts';
import { classifyMail, mayBeAnswered } from '../../../functions/operations/receive-mail/classify-mail.ts';
import type { ParsedMail } from '../../../functions/operations/parse-mail/parsed-mail.ts';
import { readMail } from '../../../functions/operations/parse-mail/read-mail.ts';

const context: MailContext = {
  verdicts: { spam: 'PASS', virus: 'PASS', dkim: 'PASS', spf: 'PASS', dmarc: 'PASS' },
  ourAddresses: ['complaints@council.example', 'letters@council.example'],
  intakeAddress: 'complaints@council.example',
  referencePrefix: 'SC',
  recipients: ['complaints@council.example'],
};

const read = async (raw: string | Uint8Array): Promise<ParsedMail> => {
  const result = await readMail(Buffer.from(raw));
  if (!result.ok) throw new Error(result.reason);
  return result.mail;
};

const parent = 'From: Jo Parent <jo@mail.example>';
const answer = 'In-Reply-To: <letter-2@council.example>';
/** A mail with these header lines. Its sender and the rest are defaults for what a row does not set. */
const compose = (lines: readonly string[], body = 'Nobody has visited since January.'): string =>
  [
    ...(lines.some((line) => line.startsWith('From:')) ? [] : [parent]),
    'To: complaints@council.example',
    'Message-ID: <mail-1@mail.example>',
    ...lines,
    '',
    body,
  ].join('\r\n');

const summary = (found: Classification): string => {
  if (found.kind === 'quarantine')
    return found.reason === 'automatic reply'
      ? `held as automatic: ${found.detail}`
      : `quarantine: ${found.reason}`;
  return found.kind === 'automatic reply' ? `automatic: ${found.why}` : found.kind;
};

const hops = (count: number): string[] =>
  Array.from({ length: count }, (_, hop) => `Received: from a${hop} by b${hop}`);

const rows: [what: string, lines: string[], kind: string, answered: boolean][] = [
  // People.
  ['a complaint', ['Subject: Complaint'], 'new', true],
  ['a complaint without a subject', [], 'new', true],
  ['a complaint about being answered by a machine', ['Subject: Out of office!'], 'new', true],
  [
    'a complaint whose subject is that of an automatic reply',
    ['Subject: Automatic reply: is that all?'],
    'new',
    true,
  ],
  ['a complaint about mail that came back', ['Subject: Undeliverable: my letters to you'], 'new', true],
  ['a person of Exchange', ['Subject: Complaint', 'X-Auto-Response-Suppress: All'], 'new', true],
  [
    'a person of Exchange who quotes an automatic subject',
    ['Subject: Out of office: again', 'X-Auto-Response-Suppress: OOF, AutoReply'],
    'new',
    true,
  ],
  [
    'a person who answers an automatic subject',
    ['Subject: Re: Out of office', 'X-Auto-Response-Suppress: All', answer],
    'reply',
    true,
  ],
  ['Auto-Submitted: no', ['Auto-Submitted: no'], 'new', true],
  ['Auto-Submitted: No (with a comment)', ['Auto-Submitted: No (by hand); x=y'], 'new', true],
  ['an empty Auto-Submitted', ['Auto-Submitted:'], 'new', true],
  ['Precedence: normal', ['Precedence: normal'], 'new', true],
  [
    'a web form of another office',
    ['From: Do not reply <no-reply@forms.example>', 'Subject: Complaint'],
    'new',
    false,
  ],
  [
    'the same, with the address of the person',
    ['From: no-reply@forms.example', 'Reply-To: jo@mail.example', 'Subject: Complaint'],
    'new',
    true,
  ],
  [
    'an MP, through a program that adds List-Unsubscribe',
    ['From: mp@parliament.example', 'List-Unsubscribe: <mailto:out@parliament.example>'],
    'new',
    true,
  ],
  [
    'mail through our own address as a group',
    [
      'List-Id: <complaints.council.example>',
      'Precedence: list',
      'List-Unsubscribe: <mailto:x@council.example>',
    ],
    'new',
    true,
  ],
  [
    'a postmaster who complains',
    ['From: Pat <postmaster@village.example>', 'Subject: Complaint'],
    'new',
    true,
  ],
  [
    'someone else of the council',
    ['From: Team Manager <manager@council.example>', 'Subject: For you'],
    'new',
    true,
  ],
  ['an MX that does not tell its hops', [...hops(25)], 'new', true],
  ['a sender with a path', ['Return-Path: <jo@mail.example>'], 'new', true],
  // Replies.
  ['a reply by its reference', ['Subject: RE: Your complaint SC-2026-00412-1'], 'reply', true],
  ['a reply by In-Reply-To', ['Subject: Re: hello', answer], 'reply', true],
  ['a reply by References', ['References: <a@council.example> <b@council.example>'], 'reply', true],
  ['a reply by its plus-address', ['Cc: complaints+sc-2026-00412-1@council.example'], 'reply', true],
  ['a wrong check digit', ['Subject: SC-2026-00412-2'], 'new', true],
  ['the reference of another council', ['Subject: KENT-2027-123456-2'], 'new', true],
  // Programs.
  [
    'Gmail away',
    [
      'Subject: Away Re: Your complaint',
      'Auto-Submitted: auto-replied',
      'Precedence: bulk',
      'X-Autoreply: yes',
      answer,
    ],
    'automatic: Auto-Submitted',
    false,
  ],
  ['with parameters and in capitals', ['Auto-Submitted: AUTO-GENERATED; type=x'], 'new', false],
  ['a notification of Sieve', ['Auto-Submitted: auto-notified; owner-email="x@y.example"'], 'new', false],
  [
    'cPanel away',
    ['X-Autorespond: Away', 'X-Precedence: auto_reply'],
    'held as automatic: auto-reply header',
    false,
  ],
  ['X-Autoreply', ['X-Autoreply: yes'], 'held as automatic: auto-reply header', false],
  [
    'Exchange away, of old',
    ['Subject: Out of Office: Your complaint', 'X-Auto-Response-Suppress: All', answer],
    'automatic: out of office',
    false,
  ],
  [
    'Exchange away',
    ['Subject: Automatic reply: Your complaint', 'X-Auto-Response-Suppress: DR, OOF, AutoReply', answer],
    'automatic: out of office',
    false,
  ],
  ['the null sender', ['Return-Path: <>', 'Subject: Delivery delayed'], 'new', false],
  ['the null sender, written out', ['Return-Path: <MAILER-DAEMON>'], 'new', false],
  [
    'qmail',
    ['From: MAILER-DAEMON@mx.mail.example', 'Subject: failure notice'],
    'held as automatic: mail system',
    false,
  ],
  [
    'a bounce that does not name its type',
    [
      'From: postmaster@mail.example',
      'Content-Type: multipart/report; boundary=b',
      'Subject: Undeliverable: Your complaint',
    ],
    'held as automatic: mail system',
    false,
  ],
  ['Precedence: bulk', ['Precedence: Bulk'], 'new', false],
  ['Precedence: junk', ['Precedence: junk'], 'new', false],
  [
    'a mailing list',
    ['List-Id: Carers <carers.lists.example>', 'Precedence: list'],
    'quarantine: mailing list',
    false,
  ],
  [
    'a newsletter',
    ['List-Id: <news.news.example>', 'List-Unsubscribe: <https://news.example>'],
    'quarantine: mailing list',
    false,
  ],
  ['a list that owns up to nothing but its name', ['List-Id: <carers.lists.example>'], 'new', false],
  // Ourselves.
  [
    'a letter of ours that came back',
    ['From: letters@council.example', 'X-Redress-Letter: 7'],
    'quarantine: mail loop',
    false,
  ],
  ['one that a person sent on with its headers', ['X-Redress-Letter: 7', answer], 'reply', true],
  ['too many hops', [...hops(26)], 'quarantine: mail loop', true],
  ['our own address', ['From: Complaints <Complaints@Council.example>'], 'quarantine: own address', false],
  [
    'a plus-address of ours',
    ['From: complaints+sc-2026-00412-1@council.example'],
    'quarantine: own address',
    false,
  ],
  ['a person who has our address as Reply-To', ['Reply-To: letters@council.example'], 'new', false],
];

describe('classifying mail', () => {
  it.each(rows)('%s', async (_, lines, kind, answered) => {
    const mail = await read(compose(lines));
    expect(summary(classifyMail(mail, context))).toBe(kind);
    expect(mayBeAnswered(mail, context)).toBe(answered);
  });

  it.each([
    ['gmail-complaint.eml', { kind: 'new' }],
    ['human-out-of-office.eml', { kind: 'new' }],
    ['phone-html-only.eml', { kind: 'new' }],
    ['forwarded-as-attachment.eml', { kind: 'new' }],
    [
      'outlook-reply.eml',
      {
        kind: 'reply',
        hint: {
          references: ['SC-2026-00412-1'],
          messageIds: ['<letter-2@council.example>', '<letter-1@council.example>'],
        },
      },
    ],
    [
      'exchange-out-of-office.eml',
      {
        kind: 'automatic reply',
        why: 'Auto-Submitted',
        answers: { references: ['SC-2026-00412-1'], messageIds: ['<letter-2@council.example>'] },
      },
    ],
    [
      'bounce.eml',
      {
        kind: 'automatic reply',
        why: 'delivery report',
        answers: { references: [], messageIds: ['<letter-2@council.example>'] },
      },
    ],
    [
      'read-receipt.eml',
      {
        kind: 'automatic reply',
        why: 'read receipt',
        answers: { references: [], messageIds: ['<letter-2@council.example>'] },
      },
    ],
    [
      'calendar-acceptance.eml',
      {
        kind: 'automatic reply',
        why: 'calendar response',
        answers: { references: [], messageIds: ['<invitation-1@council.example>'] },
      },
    ],
    ['newsletter.eml', { kind: 'quarantine', reason: 'mailing list', detail: 'mailing list' }],
  ])('%s', async (name, expected) => {
    expect(classifyMail(await read(readFileSync(new URL(name, import.meta.url))), context)).toEqual(expected);
  });

  it('treats a calendar response with a comment as a message from a person', async () => {
    const acceptance = readFileSync(new URL('calendar-acceptance.eml', import.meta.url), 'utf8');
    const mail = await read(
      acceptance.replace(
        'charset=utf-8\r\n\r\n',
        'charset=utf-8\r\n\r\nI cannot come, and I was never asked.\r\n',
      ),
    );
    expect(classifyMail(mail, context)).toEqual({
      kind: 'reply',
      hint: { references: [], messageIds: ['<invitation-1@council.example>'] },
    });
  });

  it('recognises a bounce of no stated type by its parts', async () => {
    const report = '--b\r\nContent-Type: message/delivery-status\r\n\r\nAction: failed\r\n--b--';
    const mail = await read(compose(['Content-Type: multipart/report; boundary=b'], report));
    expect(classifyMail(mail, context)).toEqual({ kind: 'automatic reply', why: 'delivery report' });
  });

  it('recognises the null sender from the envelope, which alone makes no mail an automatic reply', async () => {
    const mail = await read(compose([]));
    expect(classifyMail(mail, { ...context, envelopeFrom: '' })).toEqual({ kind: 'new' });
    expect(mayBeAnswered(mail, { ...context, envelopeFrom: 'jo@mail.example' })).toBe(true);
    expect(mayBeAnswered(mail, { ...context, envelopeFrom: '' })).toBe(false);
    const away = await read(compose(['Subject: Out of office: Your complaint', answer]));
    expect(summary(classifyMail(away, { ...context, envelopeFrom: '' }))).toBe('automatic: null sender');
    expect(summary(classifyMail(away, { ...context, envelopeFrom: 'jo@mail.example' }))).toBe('reply');
  });

  it('looks for the case in subject, envelope and header, and for the youngest id first', async () => {
    const ids = Array.from({ length: 30 }, (_, index) => `<${index}@x.example>`);
    const mail = await read(
      compose([
        'Subject: Re: SC-2026-00001-4 and sc 2026 00412 1',
        `References: ${ids.join(' ')}`,
        'In-Reply-To: <29@x.example>',
      ]),
    );
    const recipients = [
      'complaints+sc-2026-00002-3@council.example',
      'Complaints+SC-2026-00412-1@council.example',
    ];
    const found = classifyMail(mail, { ...context, recipients });
    expect(found).toEqual({
      kind: 'reply',
      hint: {
        references: ['SC-2026-00001-4', 'SC-2026-00412-1', 'SC-2026-00002-3'],
        messageIds: ids.toReversed().slice(0, 20),
      },
    });
  });

  it.each([
    [{ virus: 'FAIL', spam: 'FAIL' }, 'quarantine: virus'],
    [{ virus: 'PASS', spam: 'FAIL' }, 'quarantine: spam'],
    [{ virus: 'GRAY', spam: 'GRAY' }, 'quarantine: mail loop'],
    [{ virus: 'PROCESSING_FAILED', spam: 'DISABLED' }, 'quarantine: mail loop'],
  ] as const)('checks the scan verdicts first: %o', async (verdicts, kind) => {
    const mail = await read(
      compose(['From: letters@council.example', 'X-Redress-Letter: 7', 'Auto-Submitted: auto-replied']),
    );
    expect(summary(classifyMail(mail, { ...context, verdicts }))).toBe(kind);
  });
});
