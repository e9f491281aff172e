import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as z from 'zod';
import council from '../../infra/councils/shropshire/council.json' with { type: 'json' };
import { readCouncil } from '../../functions/domain/council/council.ts';
import { openPlay, intakeAddress, type Play } from '../play.ts';

// Made by a program is not written by one: web forms, voicemail, rules that forward and shared mailboxes carry what a
// person says (law.md section 2).

const fixture = (name: string) =>
  readFileSync(new URL(`../fixtures/mail/${name}`, import.meta.url), 'utf8').replace(/\r?\n/g, '\r\n');

const says =
  'I am 13. My foster carer locks me out at night and nobody at the council answers me. Please help.';

const written = (headers: readonly string[]) =>
  [
    ...(headers.some((line) => /^From:/i.test(line)) ? [] : ['From: Kim Young <kim@example.net>']),
    `To: ${intakeAddress}`,
    'Subject: My complaint',
    'Date: Mon, 01 Jun 2026 08:00:00 +0000',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    ...headers,
    '',
    says,
  ].join('\r\n');

const arrive = (play: Play, raw: string, envelopeFrom = 'kim@example.net') =>
  play.system.mailIn({ raw: new TextEncoder().encode(raw), recipients: [intakeAddress], envelopeFrom });

const forward = 'X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent';

const cases: readonly [what: string, raw: string, envelopeFrom?: string][] = [
  ['sample 01, forwarded by a rule of Outlook', fixture('01-outlook-rule-forward.eml')],
  [
    'a rule that forwards a thread',
    written(['Auto-Submitted: auto-generated', forward, 'Thread-Topic: Help']),
  ],
  [
    'a voicemail as text',
    written(['From: Voicemail <voicemail@phones.example>', 'Auto-Submitted: auto-generated']),
  ],
  [
    'a web form of another office',
    written([
      'From: Forms <forms@charity.example>',
      'Auto-Submitted: auto-generated',
      'X-PHP-Script: charity.example/form.php',
    ]),
  ],
  ['an app that notifies', written(['Auto-Submitted: auto-notified; owner-email="kim@example.net"'])],
  ['a flow of an office suite', written(['Auto-Submitted: auto-generated', 'X-Auto-Response-Suppress: All'])],
  ['sample 03, through a group of the council', fixture('03-shared-google-group.eml')],
  ['a group on a domain below ours', written(['List-Id: <care.groups.council.example>', 'Precedence: list'])],
  [
    'a group with a name, in capitals',
    written([
      'List-ID: "Complaints" <COMPLAINTS.Council.Example>',
      'Precedence: list',
      'List-Unsubscribe: <mailto:x@council.example>',
    ]),
  ],
  [
    'a group on another domain of the council',
    written(['List-Id: <complaints.groups.example>', 'Precedence: list']),
  ],
  [
    'a group that writes in its own name',
    written([
      "From: 'Kim Young' via Complaints <childrens-complaints@council.example>",
      'Reply-To: kim@example.net',
      'List-Id: <childrens-complaints.council.example>',
      'Precedence: list',
    ]),
  ],
  [
    'a group that keeps the envelope empty',
    written(['List-Id: <childrens-complaints.council.example>', 'Precedence: list']),
    '',
  ],
  ['sample 04, in bulk', fixture('04-precedence-bulk.eml')],
  ['Precedence: junk', written(['Precedence: junk'])],
  ['Precedence: list, of no list', written(['Precedence: list'])],
  ['X-Precedence', written(['X-Precedence: bulk'])],
  [
    'a form of a charity with a way to unsubscribe',
    written(['Precedence: bulk', 'List-Unsubscribe: <mailto:out@charity.example>']),
  ],
  [
    'an envelope that has more than one sign',
    written(['Precedence: bulk', 'Auto-Submitted: auto-generated']),
  ],
  ['an empty envelope and no headers', written([]), ''],
  ['an empty envelope that stands in the mail', written(['Return-Path: <>'])],
  ['a scanner', written(['From: Scanner <scanner@library.example>', 'Return-Path: <>']), ''],
  ['a device that names MAILER-DAEMON as its path', written(['Return-Path: <MAILER-DAEMON>'])],
  ['an empty envelope on a reply to someone else', written(['In-Reply-To: <1@school.example>']), ''],
  ['an empty envelope with an automatic subject', written(['Subject: Automatic reply: my complaint']), ''],
];

test('what a program sends for a person becomes a case that shows what it says', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z', {
    council: readCouncil({ ...council, mailDomains: ['groups.example'] }),
  });
  const made: [what: string, reference: string][] = [];
  for (const [index, [what, raw, envelopeFrom]] of cases.entries()) {
    // Some differ in what the same mail may differ in when it arrives again.
    const result = await arrive(play, `X-Row: ${index}\r\n${raw}`, envelopeFrom);
    expect([what, result]).toEqual([what, expect.objectContaining({ became: 'case', known: false })]);
    made.push([what, 'reference' in result ? result.reference : '']);
  }
  await play.settle();
  for (const [what, reference] of made) {
    const { messages } = await play.view(reference);
    expect([what, ...messages.map(({ text, automatic }) => [text.trim(), automatic])]).toEqual([
      what,
      [says, false],
    ]);
    expect([what, (await play.step(reference, 'triage')).status]).toEqual([what, 'open']);
  }
});

test('a person may be written to although a program sent their mail, but nothing answers by itself', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  await arrive(play, fixture('01-outlook-rule-forward.eml'));
  await play.settle();
  expect((await play.view('SC-2026-00001-4')).complainant).toMatchObject({ email: 'kim@example.net' });
  expect(await play.subjectsTo('kim@example.net')).toEqual([]);
});

const Held = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      reason: z.string(),
      detail: z.string(),
      status: z.string(),
      dueOn: z.optional(z.string()),
    }),
  ),
});

const heldMails: readonly [what: string, raw: string, reason: string][] = [
  [
    'a newsletter',
    written(['List-Id: <news.charity.example>', 'List-Unsubscribe: <https://charity.example>']),
    'mailing list',
  ],
  [
    'an out-of-office reply to nothing of ours',
    written(['Auto-Submitted: auto-replied', 'In-Reply-To: <1@school.example>']),
    'automatic reply',
  ],
  ['a responder of old', written(['X-Autoreply: yes']), 'automatic reply'],
  [
    'what calls itself a report and has no part of one',
    written(['Auto-Submitted: auto-replied']).replace(
      'text/plain; charset=utf-8',
      'multipart/report; report-type=delivery-status; boundary=b',
    ),
    'automatic reply',
  ],
  ['a mail system that says it in words', written(['From: MAILER-DAEMON@mx.example']), 'automatic reply'],
];

test('what answers by itself or comes through a list is held: it can be read, released and counted', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  for (const [what, raw, reason] of heldMails) {
    const result = await arrive(play, raw);
    const { items } = Held.parse((await play.get('/held-mail?status=held')).body);
    expect([what, items]).toEqual([what, [expect.objectContaining({ reason, dueOn: '2026-06-02' })]]);
    const id = items[0]?.id ?? '';
    expect([what, result]).toEqual([what, expect.objectContaining({ became: 'held', id })]);
    expect((await play.get(`/held-mail/${id}`)).text).toContain('My foster carer');
    const released = await play.post(`/held-mail/${id}/release`, undefined);
    expect([what, released.status]).toEqual([what, 201]);
    const { reference } = Reference.parse(released.body);
    expect((await play.view(reference)).messages[0]?.text).toContain('My foster carer');
  }
  expect((await play.deps.store.cases({ limit: 10 })).items).toHaveLength(heldMails.length);
});

const Reference = z.object({ reference: z.string() });

test('a real report is recorded, can be read, and can become a complaint as long as it is kept', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const report = [
    'From: postmaster@mx.example',
    `To: ${intakeAddress}`,
    'Subject: Delivered',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'Your message was delivered.',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example',
    '',
    'Final-Recipient: rfc822; kim@example.net',
    'Action: delivered',
    'Status: 2.0.0',
    '--b--',
    '',
  ].join('\r\n');
  expect(await arrive(play, report, '')).toMatchObject({ became: 'recorded' });
  const { items } = Held.parse((await play.get('/held-mail?status=recorded')).body);
  expect(items.map(({ detail }) => detail)).toEqual(['It says whether an email was delivered.']);
  expect((await play.post(`/held-mail/${items[0]?.id}/release`, undefined)).status).toBe(201);
  expect((await play.view('SC-2026-00001-4')).messages[0]?.text).toContain('Your message was delivered.');
});
