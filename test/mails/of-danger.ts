import { mail, parts, textPart, type Row } from './a-mail.ts';

const hit = 'My foster carer hits me.';
const child = `From: Ash <ash@example.org>\nDate: Fri, 27 Nov 2026 09:12:00 +0000\nSubject: Help\n\n${hit}`;
const spoken = { became: 'case', danger: true } as const;

/** Words that say someone is in danger, wherever they stand; not those of a letter of ours. */
export const ofDanger: readonly Row[] = [
  {
    what: 'danger in a mail that is attached',
    raw: parts('mixed', [textPart('Please see.'), `Content-Type: message/rfc822\n\n${child}`]),
    becomes: spoken,
  },
  {
    what: 'danger in a mail within a mail',
    raw: parts('mixed', [
      textPart('Please see.'),
      `Content-Type: message/rfc822\n\nFrom: Worker <worker@council.example>\nSubject: FW: Help\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\nFYI\n--c\nContent-Type: message/rfc822\n\n${child}\n--c--`,
    ]),
    becomes: spoken,
  },
  {
    what: 'danger in a first mail below a line of Outlook',
    raw: mail(
      ['Subject: Help'],
      `See below.\n\nFrom: Ash <ash@example.org>\nSent: Friday\nTo: Kim\nSubject: Help\n\n${hit}`,
    ),
    becomes: spoken,
  },
  {
    what: 'danger in an invitation',
    raw: mail(
      ['Content-Type: text/calendar; method=REQUEST'],
      `BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nSUMMARY:Help\nDESCRIPTION:${hit}\nEND:VEVENT\nEND:VCALENDAR`,
    ),
    becomes: spoken,
  },
  {
    what: 'danger in what a list passes on',
    raw: mail(
      ['List-Id: <carers.lists.example>', 'Precedence: list', 'Subject: FW: Help'],
      `FYI\n\nFrom: Ash <ash@example.org>\nSent: Friday, 27 November 2026 09:12\nTo: Kim\nSubject: Help\n\n${hit}`,
    ),
    becomes: { became: 'held', danger: true },
  },
  {
    what: 'danger in what an automatic answer quotes of ours',
    raw: mail(
      ['Auto-Submitted: auto-replied', 'Subject: Automatische Antwort: Hello'],
      'Ich bin nicht da.\n\nVon: Complaints <letters@council.example>\nGesendet: Montag\nAn: Kim\nBetreff: Hello\n\nTell us if someone hits you.',
    ),
    becomes: { became: 'held', danger: false },
  },
  {
    what: 'danger in a mail that someone sends on to a case',
    raw: ({ reference }) =>
      mail(
        [`Subject: Fwd: ${reference}`],
        `See below.\n\nFrom: Ash <ash@example.org>\nSent: Friday, 27 November 2026 09:12\nTo: Kim\nSubject: Help\n\n${hit}`,
      ),
    becomes: { became: 'message', danger: true },
  },
];
