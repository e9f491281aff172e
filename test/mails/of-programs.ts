import { expect } from 'vitest';
import { html, kim, mail, parts, says, textPart, filePart, type Row } from './a-mail.ts';

const aCase = { became: 'case', text: says } as const;

/** Rules, gateways and shared mailboxes that pass on what a person wrote. */
const passedOn: readonly Row[] = [
  {
    what: 'a rule of Gmail forwards it',
    raw: mail([
      'X-Forwarded-To: customerfeedback@council.example',
      'X-Forwarded-For: duty.desk@council.example customerfeedback@council.example',
      'Delivered-To: duty.desk@council.example',
    ]),
    envelopeFrom: 'duty.desk+caf_=customerfeedback=council.example@council.example',
    becomes: { ...aCase, from: kim, complainant: kim, receipt: true },
  },
  {
    what: 'a transport rule of Exchange redirects it',
    raw: mail([
      'Resent-From: <duty.desk@council.example>',
      'X-MS-Exchange-Inbox-Rules-Loop: duty.desk@council.example',
      'X-MS-Exchange-Parent-Message-Id: <1@example.net>',
      'X-MS-Exchange-Transport-CrossTenantHeadersStamped: A1',
    ]),
    becomes: { ...aCase, from: kim, complainant: kim, receipt: true },
  },
  {
    what: 'Sieve redirects it with the envelope of a rewriting scheme',
    raw: mail(['Resent-From: duty@council.example', 'X-Sieve-Redirected-From: duty@council.example']),
    envelopeFrom: 'SRS0=a1b2=CD=example.net=kim@relay.example',
    becomes: { ...aCase, from: kim, complainant: kim, receipt: true },
  },
  {
    what: 'a rule forwards it as an attachment',
    raw: parts(
      'mixed',
      [
        textPart(''),
        `Content-Type: message/rfc822\n\nFrom: Sam Parent <sam@example.org>\nSubject: I complain\nDate: Fri, 27 Nov 2026 09:12:00 +0000\n\n${says}`,
      ],
      [
        'Auto-Submitted: auto-generated',
        'Subject: FW: I complain',
        'X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent',
      ],
    ),
    becomes: {
      became: 'case',
      forwarded: { name: 'Sam Parent', email: 'sam@example.org', on: '2026-11-27', text: says },
      receipt: false,
    },
  },
  {
    what: 'the rule of a phone forwards it with its own words',
    raw: mail(
      ['Subject: Fwd: I complain', 'Auto-Submitted: auto-forwarded', 'X-Mailer: iCloud Mail'],
      `Begin forwarded message:\n\nFrom: Sam Parent <sam@example.org>\nSubject: I complain\nDate: 27 November 2026 at 09:12:00 GMT\nTo: Kim <kim@example.net>\n\n${says}`,
    ),
    becomes: {
      became: 'case',
      forwarded: { name: 'Sam Parent', email: 'sam@example.org', on: '2026-11-27', text: says },
      receipt: false,
    },
  },
  {
    what: 'a ticket system of another team',
    raw: mail([
      'From: Contact centre <helpdesk@council.example>',
      'Reply-To: kim@example.net',
      'Auto-Submitted: auto-generated',
      'X-Mailer: osTicket Mailer',
      'X-Auto-Response-Suppress: DR, RN, OOF, AutoReply',
    ]),
    becomes: { ...aCase, receipt: false },
  },
];

/** A mailing list or a group changes the From field, because DMARC of the sender forbids it to keep that. */
const rewritten: readonly Row[] = [
  {
    what: "a group of Google in the council's domain",
    raw: mail([
      "From: 'Kim Young' via Childrens Complaints <childrens-complaints@council.example>",
      'Reply-To: Kim Young <kim@example.net>',
      'X-Original-From: Kim Young <kim@example.net>',
      'X-Original-Sender: kim@example.net',
      'List-ID: <childrens-complaints.council.example>',
      'Precedence: list',
    ]),
    becomes: { ...aCase, complainant: kim },
  },
  {
    what: 'a group that is our own address',
    raw: mail([
      "From: 'Kim Young' via Customer Feedback <customerfeedback@council.example>",
      'Reply-To: Kim Young <kim@example.net>',
      'X-Original-From: Kim Young <kim@example.net>',
      'X-Original-Sender: kim@example.net',
      'List-ID: <customerfeedback.council.example>',
      'Mailing-list: list customerfeedback@council.example; contact customerfeedback+owners@council.example',
      'Precedence: list',
    ]),
    becomes: { ...aCase, complainant: kim },
  },
  {
    what: 'Mailman of the council',
    raw: mail([
      'From: Kim Young via Care <care@lists.council.example>',
      'Reply-To: Kim Young <kim@example.net>, care@lists.council.example',
      'List-Id: Care complaints <care.lists.council.example>',
      'List-Unsubscribe: <mailto:care-leave@lists.council.example>',
      'Precedence: list',
      'X-Mailman-Version: 3.3.8',
    ]),
    becomes: { ...aCase, complainant: kim },
  },
  {
    what: 'a group of Microsoft 365 that keeps the sender',
    raw: mail([
      'X-MS-Exchange-Organization-SCL: 1',
      'List-Id: <ChildrensComplaints.council.example>',
      'X-MS-Exchange-ForwardingLoop: complaints@council.example',
      'X-MS-TrafficTypeDiagnostic: AM0',
    ]),
    becomes: { ...aCase, from: kim, complainant: kim, receipt: true },
  },
  {
    what: 'a forwarder that rewrites for DMARC and is no list',
    raw: mail([
      'From: "Kim Young - kim at example.net" <forwarded@relay.example>',
      'Reply-To: Kim Young <kim@example.net>',
      'X-Original-From: Kim Young <kim@example.net>',
    ]),
    becomes: { ...aCase, complainant: { email: 'kim@example.net' } },
  },
  {
    what: 'a list of others with the same rewriting',
    raw: mail([
      "From: 'Kim Young' via Carers <carers@lists.example>",
      'Reply-To: carers@lists.example',
      'List-Id: <carers.lists.example>',
      'List-Unsubscribe: <mailto:leave@lists.example>',
      'Precedence: list',
    ]),
    becomes: { became: 'held', detail: 'mailing list' },
  },
];

const lists: readonly Row[] = Object.entries({
  'a newsletter': ['List-Id: <news.charity.example>', 'List-Unsubscribe: <https://charity.example/out>'],
  'a digest of a list': ['List-Id: Carers <carers.lists.example>', 'Precedence: bulk'],
  'a list without a name in brackets': ['List-Id: carers.lists.example', 'Precedence: list', 'List-Post: NO'],
  'a campaign': [
    'List-Id: 1a2b3c mc list <1a2b3c.99.list-id.mcsv.example>',
    'List-Unsubscribe: <https://example.org/u>',
    'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
    'Feedback-ID: 1:2:3:mc',
  ],
  'a list whose name only ends like ours': ['List-Id: <care.notcouncil.example>', 'Precedence: list'],
}).map(([what, fields]) => ({
  what,
  raw: mail(fields),
  becomes: { became: 'held', detail: 'mailing list' },
}));

const voice = filePart('audio/mpeg', 'voicemail.mp3', 'ID3 sound of a voice');

/** Voicemail as mail: words if a program made them, else only the sound. */
const voicemail: readonly Row[] = [
  {
    what: 'Teams, with its transcript',
    raw: parts(
      'mixed',
      [
        `Content-Type: text/html; charset=utf-8\n\n<html><body><div>You received a voice mail from <a href="tel:+447700900123">07700 900123</a></div><div>Hi, it is Kim. ${says}</div><div>Thank you for using Transcription!</div></body></html>`,
        filePart('audio/mp3', 'audio.mp3', 'sound'),
      ],
      [
        'From: <noreply@skype.voicemail.microsoft.example>',
        'Subject: Voice Mail (25 seconds)',
        'X-MS-Has-Attach: yes',
        'Content-Class: voice',
        'X-MS-Exchange-Generated-Message-Source: Unified Messaging',
        'Auto-Submitted: auto-generated',
      ],
    ),
    becomes: {
      became: 'case',
      text: expect.stringContaining(`Hi, it is Kim. ${says}`),
      attachments: ['audio.mp3'],
      receipt: false,
    },
  },
  {
    what: 'Unity, the number as the sender',
    raw: parts(
      'mixed',
      [
        textPart('You have a new voicemail from 07700900123.'),
        filePart('audio/wav', 'VoiceMessage.wav', 'RIFF'),
      ],
      ['From: "07700900123" <07700900123@unity.council.example>', 'Subject: Message from 07700900123'],
    ),
    becomes: {
      became: 'case',
      from: { name: '07700900123', email: '07700900123@unity.council.example' },
      attachments: ['VoiceMessage.wav'],
    },
  },
  {
    what: 'only the sound, with an empty envelope',
    raw: mail(
      [
        'From: Voicemail <voicemail@phones.example>',
        'Content-Type: audio/wav; name="msg0001.wav"',
        'Content-Transfer-Encoding: base64',
      ],
      'UklGRg==',
    ),
    envelopeFrom: '',
    becomes: { became: 'case', text: '', attachments: ['msg0001.wav'], receipt: false },
  },
  {
    what: 'Asterisk',
    raw: parts(
      'mixed',
      [
        textPart(
          `Dear Customer Feedback:\n\nYou have a 0:25 long message (number 1) from "Kim" <07700900123>.`,
        ),
        voice,
      ],
      ['From: Asterisk PBX <asterisk@pbx.example>', 'Subject: [PBX]: New message 1', 'Precedence: bulk'],
    ),
    becomes: { became: 'case', attachments: ['voicemail.mp3'], receipt: false },
  },
  {
    what: 'a phone company, from an address that no one reads',
    raw: parts(
      'mixed',
      [htmlPartOf('Voicemail from 07700 900123', 'Please call me back about my social worker.'), voice],
      ['From: BT Cloud Voice <donotreply@voice.example>', 'X-Priority: 3'],
    ),
    becomes: {
      became: 'case',
      text: expect.stringContaining('Please call me back'),
      attachments: ['voicemail.mp3'],
      receipt: false,
    },
  },
  {
    what: 'a text message that came by a gateway',
    raw: mail(['From: 447700900123@sms.example', 'Subject: SMS from 447700900123'], says),
    becomes: { ...aCase, from: { email: '447700900123@sms.example' } },
  },
];

function htmlPartOf(title: string, words: string): string {
  return `Content-Type: text/html; charset=utf-8\n\n<h2>${title}</h2><p>${words}</p>`;
}

const shown = expect.stringMatching(/Kim Young[\s\S]*has not visited since 1 May/);

/** Forms of other services: each label stays with its value. */
const forms: readonly Row[] = [
  {
    what: 'Jotform, a table within a table',
    raw: html(
      `<table width="600"><tbody><tr><td><table><tbody>
<tr><td colspan="2">Complaint form</td></tr>
<tr><td width="170">Name</td><td>Kim Young</td></tr>
<tr style="background:#fff"><td>Your complaint</td><td>${says}</td></tr>
<tr><td>Phone</td><td>07700 900123</td></tr></tbody></table></td></tr></tbody></table>`,
      [
        'From: Jotform <noreply@formresponse.example>',
        'Reply-To: kim@example.net',
        'Subject: Re: Complaint form - Kim Young',
        'Auto-Submitted: auto-generated',
        'X-Mailer: Jotform',
      ],
    ),
    becomes: {
      became: 'case',
      text: expect.stringContaining(`Name: Kim Young\nYour complaint: ${says}\nPhone: 07700 900123`),
      receipt: false,
    },
  },
  {
    what: 'a form of Google, by its script',
    raw: html(
      `<table style="border-collapse:collapse"><tr><th>Timestamp</th><td>29/11/2026 08:00:00</td></tr><tr><th>Name</th><td>Kim Young</td></tr><tr><th>What went wrong?</th><td>${says}</td></tr></table>`,
      ['From: council.forms@gmail.example', 'Reply-To: kim@example.net', 'X-Google-Apps-Script: yes'],
    ),
    becomes: {
      became: 'case',
      text: `Timestamp: 29/11/2026 08:00:00\nName: Kim Young\nWhat went wrong? ${says}`,
      receipt: true,
    },
  },
  {
    what: 'Microsoft Forms by Power Automate',
    raw: html(
      `<p class="editor-paragraph"><b><strong class="editor-text-bold">Name</strong></b>: Kim Young</p><p class="editor-paragraph"><b><strong>Complaint</strong></b>: ${says}</p>`,
      [
        'From: Microsoft Power Apps and Power Automate <microsoft@powerapps.example>',
        'X-Auto-Response-Suppress: All',
        'Auto-Submitted: auto-generated',
      ],
    ),
    becomes: { became: 'case', text: `Name: Kim Young\n\nComplaint: ${says}`, receipt: false },
  },
  {
    what: 'a plugin of WordPress',
    raw: html(
      `<table><tr bgcolor="#EAF2FA"><td colspan="2"><font><strong>Name</strong></font></td></tr><tr><td width="20">&nbsp;</td><td><font>Kim Young</font></td></tr><tr bgcolor="#EAF2FA"><td colspan="2"><strong>Complaint</strong></td></tr><tr><td>&nbsp;</td><td>${says}</td></tr></table>`,
      ['X-Mailer: PHPMailer 6.9', 'X-PHP-Originating-Script: 33:class-phpmailer.php'],
    ),
    becomes: { became: 'case', text: shown, receipt: true },
  },
  {
    what: 'a public service with plain words',
    raw: mail(
      ['From: GOV.UK Forms <no-reply@forms.service.example>', 'Subject: Form submission: Complain'],
      `# What is your name?\nKim Young\n\n# What is your complaint?\n${says}\n`,
    ),
    becomes: { became: 'case', text: shown, receipt: false },
  },
  {
    what: 'a list of terms and answers',
    raw: html(`<dl><dt>Name</dt><dd>Kim Young</dd><dt>Complaint</dt><dd>${says}</dd></dl>`, [
      'From: Website <www-data@web.council.example>',
    ]),
    becomes: { became: 'case', text: shown },
  },
  {
    what: 'bold labels and line breaks',
    raw: html(`<b>Name</b><br>Kim Young<br><br><b>Complaint</b><br>${says}`, [
      'Reply-To: "Kim Young" <kim@example.net>',
      'From: "Kim Young" <wordpress@charity.example>',
    ]),
    becomes: {
      became: 'case',
      text: `Name\nKim Young\n\nComplaint\n${says}`,
      complainant: kim,
      receipt: true,
    },
  },
];

export const ofPrograms = [...passedOn, ...rewritten, ...lists, ...voicemail, ...forms];
