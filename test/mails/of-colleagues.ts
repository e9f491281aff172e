import { mail, parts, says, textPart, type Row } from './a-mail.ts';

// A colleague, or another organisation that the council knows, passes on what someone else wrote: no complainant, no receipt.

const reception = 'Reception <reception@council.example>';
const teacher = 'Head <head@wrekinview.example>';
const inline = `Please see below.\n\n---------- Forwarded message ---------\nFrom: Sam Parent <sam@example.org>\nDate: Fri, 27 Nov 2026 at 09:12\nSubject: My complaint\nTo: <reception@council.example>\n\n${says}`;
const attached = `Content-Type: message/rfc822\n\nFrom: Sam Parent <sam@example.org>\nDate: Fri, 27 Nov 2026 09:12:00 +0000\nSubject: My complaint\n\n${says}`;
const sam = { name: 'Sam Parent', email: 'sam@example.org', on: '2026-11-27', text: says };
const passedOn = { became: 'case', complainant: null, forwarded: sam, receipt: false } as const;

export const ofColleagues: readonly Row[] = [
  {
    what: 'the reception forwards a complaint',
    raw: mail([`From: ${reception}`, 'Subject: Fwd: My complaint'], inline),
    becomes: passedOn,
  },
  {
    what: 'a teacher attaches one',
    raw: parts('mixed', [textPart('From a mother.'), attached], [`From: ${teacher}`, 'Subject: A mother']),
    becomes: passedOn,
  },
  {
    what: 'a manager forwards one in Welsh',
    raw: mail(['From: Owen Hughes <team-manager@council.example>', 'Subject: YM: Cwyn'], inline),
    becomes: passedOn,
  },
  {
    what: 'a councillor below the domain of the council forwards one, answered to themselves',
    raw: mail(
      [
        'From: Cllr Vale <vale@members.council.example>',
        'Reply-To: vale@members.council.example',
        'Subject: FW: My complaint',
      ],
      inline,
    ),
    becomes: passedOn,
  },
  {
    what: 'an officer forwards what cannot be read as a mail',
    raw: mail(
      ['From: Kay <kay@council.example>', 'Subject: FW: from the counter'],
      'A lady left this: no visit.',
    ),
    becomes: { ...passedOn, forwarded: null },
  },
  {
    what: 'a colleague complains themselves',
    raw: mail([`From: ${reception}`, 'Subject: My own complaint'], 'I am a foster carer too.'),
    becomes: { became: 'case', complainant: { email: 'reception@council.example' }, receipt: true },
  },
];
