import { expect } from 'vitest';
import { mail, parts, says, textPart, type Ours, type Row } from './a-mail.ts';

const automatic = { became: 'message', automatic: true } as const;
const recorded = { became: 'recorded' } as const;

/** An answer to our letter, by itself or by a person. */
const answer =
  (subject: string, fields: readonly string[], body: string, from = 'Kim Young <kim@example.net>') =>
  ({ letter }: Ours) =>
    mail([`From: ${from}`, `Subject: ${subject}`, `In-Reply-To: ${letter}`, ...fields], body);
const exchange = ['Auto-Submitted: auto-generated', 'X-Auto-Response-Suppress: All'];

const outOfOffice: readonly Row[] = [
  {
    what: 'Gmail is away',
    raw: answer(
      'Away Re: We have your message',
      ['Auto-Submitted: auto-replied', 'Precedence: bulk', 'X-Autoreply: yes'],
      'I am away.',
    ),
    becomes: { ...automatic, text: 'I am away.' },
  },
  {
    what: 'Exchange is away in German',
    raw: answer('Automatische Antwort: We have your message', exchange, 'Ich bin nicht da.'),
    becomes: automatic,
  },
  {
    what: 'Exchange is away in Polish',
    raw: answer('Odpowiedź automatyczna: We have your message', exchange, 'Nie ma mnie w biurze.'),
    becomes: automatic,
  },
  {
    what: 'Exchange is away in Welsh',
    raw: answer('Ateb awtomatig: We have your message', exchange, 'Rwyf allan o’r swyddfa.'),
    becomes: automatic,
  },
  {
    what: 'Exchange is away in French, with a space before the colon',
    raw: answer('Réponse automatique : We have your message', exchange, 'Je suis absente.'),
    becomes: automatic,
  },
  {
    what: 'an old Exchange is away in German and says less',
    raw: answer(
      'Abwesenheitsnotiz: We have your message',
      ['X-Auto-Response-Suppress: All'],
      'Ich bin nicht da.',
    ),
    becomes: automatic,
  },
  {
    what: 'Zimbra is away',
    raw: answer('Out of Office', ['Auto-Submitted: auto-replied (zimbra; vacation)'], 'Away.'),
    becomes: automatic,
  },
  {
    what: 'a person writes about automatic replies',
    raw: answer('Automatische Antwort: is that all?', [], 'Nobody answers me.'),
    becomes: { became: 'message', automatic: false, text: 'Nobody answers me.' },
  },
  {
    what: 'a person away in Romanian by a program of their own',
    raw: answer('Răspuns automat: We have your message', ['X-Autorespond: yes'], 'Sunt plecat.'),
    becomes: automatic,
  },
];

const report = (
  fields: readonly string[],
  words: string,
  status: string,
  returned: string,
  type = 'multipart/report; report-type=delivery-status',
): string =>
  mail(
    [`Content-Type: ${type}; boundary="=_b"`, ...fields],
    `--=_b\n${textPart(words)}\n\n--=_b\nContent-Type: message/delivery-status\n\n${status}\n\n--=_b\n${returned}\n--=_b--\n`,
  );
const failed = `Reporting-MTA: dns; mx.example.net\n\nFinal-Recipient: rfc822; kim@example.net\nAction: failed\nStatus: 5.1.1`;
const delayed = failed.replace('failed', 'delayed').replace('5.1.1', '4.4.1');
const whole = ({ headers }: Ours) => `Content-Type: message/rfc822\n\n${headers}\n\nDear Kim`;
const onlyHeaders = ({ headers }: Ours) => `Content-Type: text/rfc822-headers\n\n${headers}`;
const theirs = 'Content-Type: message/rfc822\n\nFrom: x@spam.example\nMessage-ID: <1@spam.example>\n\nBuy';

/** Reports that mail did not arrive, as many servers write them. */
const bounces: readonly Row[] = [
  {
    what: 'Postfix returns a letter',
    raw: (ours) =>
      report(
        ['From: MAILER-DAEMON@mx.example.net (Mail Delivery System)', 'Auto-Submitted: auto-replied'],
        'I am sorry to have to inform you that your message could not be delivered.',
        failed,
        whole(ours),
      ),
    envelopeFrom: '',
    becomes: automatic,
  },
  {
    what: 'Exchange Online returns its headers, in German',
    raw: (ours) =>
      report(
        [
          'From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@example.net>',
          'Subject: Unzustellbar: We have your message',
          'Auto-Submitted: auto-replied',
        ],
        'Ihre Nachricht konnte nicht zugestellt werden.',
        failed,
        onlyHeaders(ours),
      ),
    envelopeFrom: '',
    becomes: automatic,
  },
  {
    what: 'Gmail returns a letter in Polish',
    raw: (ours) =>
      report(
        [
          'From: Mail Delivery Subsystem <mailer-daemon@googlemail.example>',
          'Subject: Delivery Status Notification (Failure)',
          `References: ${ours.letter}`,
          'X-Failed-Recipients: kim@example.net',
        ],
        '** Nie znaleziono adresu **',
        failed,
        whole(ours),
      ),
    envelopeFrom: '',
    becomes: automatic,
  },
  {
    what: 'Exim returns a letter in words',
    raw: ({ headers }) =>
      mail(
        [
          'From: Mail Delivery System <Mailer-Daemon@mail.example.net>',
          'Subject: Mail delivery failed: returning message to sender',
          'Auto-Submitted: auto-replied',
          'X-Failed-Recipients: kim@example.net',
        ],
        `A message that you sent could not be delivered.\n\n------ This is a copy of the message, including all the headers. ------\n\n${headers}\n\nDear Kim`,
      ),
    envelopeFrom: '',
    becomes: automatic,
  },
  {
    what: 'qmail returns a letter in words',
    raw: ({ headers }) =>
      mail(
        ['From: MAILER-DAEMON@mx.example.net', 'Subject: failure notice'],
        `Hi. This is the qmail-send program at mx.example.net.\n\n<kim@example.net>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <letters@council.example>\n${headers}\n\nDear Kim`,
      ),
    envelopeFrom: '',
    becomes: automatic,
  },
  {
    what: 'a postmaster sends a report that is not called one',
    raw: (ours) =>
      report(
        ['From: postmaster@example.net', 'Subject: Delivery Status Notification (Failure)'],
        'This is an automatically generated Delivery Status Notification.',
        failed,
        whole(ours),
        'multipart/mixed',
      ),
    envelopeFrom: '',
    becomes: automatic,
  },
  {
    what: 'a server still tries',
    raw: (ours) =>
      report(
        ['From: postmaster@example.net', 'Subject: Message delayed', 'Auto-Submitted: auto-generated'],
        'You do not need to send it again.',
        delayed,
        onlyHeaders(ours),
      ),
    envelopeFrom: '',
    becomes: automatic,
  },
  {
    what: 'a report in UTF-8 headers of today',
    raw: (ours) =>
      report(
        ['From: postmaster@bücher.example', 'Subject: Zustellung gescheitert'],
        'Unbekannt.',
        failed,
        whole(ours).replace('message/rfc822', 'message/global'),
      ).replace('message/delivery-status', 'message/global-delivery-status'),
    envelopeFrom: '',
    becomes: automatic,
  },
  {
    what: 'a report about mail that others sent in our name',
    raw: report(['From: postmaster@mx.example', 'Subject: Undelivered'], 'Not delivered.', failed, theirs),
    envelopeFrom: '',
    becomes: { ...recorded, detail: 'delivery report' },
  },
  {
    what: 'a server that returns nothing',
    raw: mail(
      ['From: MAILER-DAEMON@mx.example', 'Subject: failure notice'],
      'Your message could not be delivered.',
    ),
    envelopeFrom: '',
    becomes: { became: 'held', detail: 'mail system' },
  },
  {
    what: 'a person sends on a report that they got',
    raw: parts(
      'mixed',
      [textPart('Your address does not work! My complaint came back.'), theirs],
      ['Subject: Fwd: Undeliverable: my complaint'],
    ),
    becomes: { became: 'case', text: expect.stringContaining('My complaint came back.'), receipt: true },
  },
];

const disposition = ({ letter }: Ours, fields: readonly string[], words: string, what = 'displayed') =>
  mail(
    ['Content-Type: multipart/report; report-type=disposition-notification; boundary="=_b"', ...fields],
    `--=_b\n${textPart(words)}\n\n--=_b\nContent-Type: message/disposition-notification\n\nReporting-UA: mail.example; Program\nFinal-Recipient: rfc822;kim@example.net\nOriginal-Message-ID: ${letter}\nDisposition: manual-action/MDN-sent-manually; ${what}\n\n--=_b--\n`,
  );

const readReceipts: readonly Row[] = [
  {
    what: 'Outlook has shown a letter',
    raw: (ours) => disposition(ours, ['Subject: Read: We have your message'], 'Your message was read.'),
    becomes: automatic,
  },
  {
    what: 'Thunderbird has shown it, in German',
    raw: (ours) =>
      disposition(
        ours,
        ['Subject: Lesebestätigung (angezeigt) - We have your message', `References: ${ours.letter}`],
        'Dies ist eine Empfangsbestätigung.',
      ),
    becomes: automatic,
  },
  {
    what: 'Notes has shown it',
    raw: (ours) =>
      disposition(ours, ['Subject: Return Receipt', 'X-MIMETrack: Serialize by Router'], 'Return Receipt'),
    becomes: automatic,
  },
  {
    what: 'it was deleted unread',
    raw: (ours) =>
      disposition(
        ours,
        ['Subject: Not read: We have your message'],
        'Deleted without being read.',
        'deleted',
      ),
    becomes: automatic,
  },
  {
    what: 'Exchange says so in words only',
    raw: ({ letter }) =>
      mail(
        ['Subject: Read: We have your message', `In-Reply-To: ${letter}`],
        'Your message was read on Sunday.',
      ),
    becomes: { became: 'message', automatic: false },
  },
  {
    what: 'a receipt for a mail that is not ours',
    raw: disposition(
      { letter: '<9@school.example>', reference: '', headers: '' },
      ['Subject: Read: Hello'],
      'Read.',
    ),
    becomes: { ...recorded, detail: 'read receipt' },
  },
];

const event = (method: string, more = '', summary = 'Visit of the social worker') =>
  `Content-Type: text/calendar; charset=utf-8; method=${method}\n\nBEGIN:VCALENDAR\nPRODID:-//Example//EN\nVERSION:2.0\nMETHOD:${method}\nBEGIN:VEVENT\nUID:1@example.net\nDTSTART:20261201T090000Z\nSUMMARY:${summary}\n${more}END:VEVENT\nEND:VCALENDAR\n`;

const calendars: readonly Row[] = [
  {
    what: 'an invitation with words',
    raw: parts('alternative', [textPart('Please come to our meeting.'), event('REQUEST')]),
    becomes: { became: 'case', text: 'Please come to our meeting.' },
  },
  {
    what: 'an invitation of nothing but its calendar',
    raw: mail(
      ['Content-Type: text/calendar; charset=utf-8; method=REQUEST'],
      event(
        'REQUEST',
        'DESCRIPTION:She has not come twice\\, please\n  come.\nLOCATION:1 High Street\n',
      ).split('\n\n')[1] ?? '',
    ),
    becomes: {
      became: 'case',
      text: 'Visit of the social worker\n\n1 High Street\n\nShe has not come twice, please come.',
      attachments: ['attachment-1.ics'],
    },
  },
  {
    what: 'an invitation of Google',
    raw: parts(
      'mixed',
      [
        textPart('Invitation from Google Calendar: https://calendar.example/'),
        event('REQUEST').replace('text/calendar', 'application/ics; name="invite.ics"'),
      ],
      ['From: Kim Young <kim@example.net>', 'Sender: Calendar <calendar-notification@calendar.example>'],
    ),
    becomes: { became: 'case', attachments: ['invite.ics'] },
  },
  {
    what: 'an acceptance without words',
    raw: ({ letter }) =>
      parts(
        'alternative',
        [textPart(''), event('REPLY', 'ATTENDEE;PARTSTAT=ACCEPTED:mailto:kim@example.net\n')],
        ['Subject: Accepted: Meeting', `In-Reply-To: ${letter}`],
      ),
    becomes: automatic,
  },
  {
    what: 'a refusal with a reason',
    raw: ({ letter }) =>
      parts(
        'alternative',
        [textPart('I cannot come, I have school.'), event('REPLY')],
        ['Subject: Abgelehnt: Meeting', `In-Reply-To: ${letter}`],
      ),
    becomes: { became: 'message', automatic: false, text: 'I cannot come, I have school.' },
  },
  {
    what: 'an acceptance of something unknown',
    raw: parts('alternative', [textPart(''), event('REPLY')], ['Subject: Zaakceptowano: Meeting']),
    becomes: { became: 'held', detail: 'calendar response' },
  },
  {
    what: 'a meeting that is called off',
    raw: ({ reference }) =>
      parts('alternative', [textPart('It is off.'), event('CANCEL')], [`Subject: Canceled: ${reference}`]),
    becomes: { became: 'message', automatic: false, text: 'It is off.' },
  },
];

const abuse = (feedback: string, returned: string, fields: readonly string[] = []) =>
  mail(
    [
      'From: Feedback <feedback@arf.provider.example>',
      'Content-Type: multipart/report; report-type=feedback-report; boundary="=_b"',
      ...fields,
    ],
    `--=_b\n${textPart('This is an email abuse report.')}\n--=_b\nContent-Type: message/feedback-report\n\n${feedback}User-Agent: Provider/1.0\nVersion: 1\n\n--=_b\n${returned}\n--=_b--\n`,
  );

const complaintsOfProviders: readonly Row[] = [
  {
    what: 'a provider reports a letter as abuse',
    raw: (ours) => abuse('Feedback-Type: abuse\n', whole(ours)),
    becomes: automatic,
  },
  {
    what: 'a provider returns only the headers of a letter',
    raw: (ours) => abuse('Feedback-Type: opt-out\n', onlyHeaders(ours)),
    becomes: automatic,
  },
  {
    what: 'a provider writes its report in German',
    raw: (ours) =>
      abuse('Feedback-Type: abuse\n', whole(ours), ['Subject: Beschwerde über unerwünschte Mail']),
    becomes: automatic,
  },
  {
    what: 'a provider reports mail that is not ours',
    raw: abuse('Feedback-Type: not-spam\n', theirs),
    becomes: { ...recorded, detail: 'complaint of a mail provider' },
  },
  {
    what: 'a report that names no type of feedback',
    raw: abuse('', theirs),
    becomes: { became: 'held', detail: 'mail system' },
  },
  {
    what: 'a person who reports spam with a mail attached',
    raw: parts('mixed', [textPart(`You sent me this. ${says}`), theirs]),
    becomes: { became: 'case', receipt: true },
  },
];

export const ofMailSystems = [
  ...outOfOffice,
  ...bounces,
  ...readReceipts,
  ...calendars,
  ...complaintsOfProviders,
];
