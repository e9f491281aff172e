import { expect } from 'vitest';
import { html, mail, says, type Ours, type Row } from './a-mail.ts';

const passedOn = { name: 'Sam Parent', email: 'sam@example.org', on: '2026-11-27', text: says };

/** What programs write above a mail that someone passes on, by program and language. */
const forwards: readonly Row[] = (
  [
    [
      'Outlook in Polish',
      'PD: Skarga',
      `Od: Sam Parent <sam@example.org>\nWysłano: piątek, 27 listopada 2026 09:12\nDo: Pracownik <worker@council.example>\nTemat: Skarga`,
    ],
    [
      'Gmail in Polish',
      'Fwd: Skarga',
      `---------- Forwarded message ---------\nOd: Sam Parent <sam@example.org>\nDate: pt., 27 lis 2026 o 09:12\nSubject: Skarga\nTo: <worker@council.example>`,
    ],
    [
      'Yahoo in Polish',
      'Fw: Skarga',
      `   ----- Przekazana wiadomość ----- Od: Sam Parent <sam@example.org>Do: worker@council.example <worker@council.example>Wysłano: piątek, 27 listopada 2026, 09:12:00 CETTemat: Skarga`,
    ],
    [
      'Apple in Polish',
      'Fwd: Skarga',
      `Początek przekazywanej wiadomości:\n\nOd: Sam Parent <sam@example.org>\nTemat: Skarga\nData: 27 listopada 2026 o 09:12:00 GMT\nDo: worker@council.example`,
    ],
    [
      'Gmail in German',
      'Fwd: Beschwerde',
      `---------- Forwarded message ---------\nVon: Sam Parent <sam@example.org>\nDate: Fr., 27. Nov. 2026 um 09:12 Uhr\nSubject: Beschwerde\nTo: <worker@council.example>`,
    ],
    [
      'Outlook in German',
      'WG: Beschwerde',
      `Von: Sam Parent <sam@example.org>\nGesendet: Freitag, 27. November 2026 09:12\nAn: Worker <worker@council.example>\nBetreff: Beschwerde`,
    ],
    [
      'Outlook in Welsh',
      'YML: Cwyn',
      `Oddi wrth: Sam Parent <sam@example.org>\nAnfonwyd: 27 Tachwedd 2026 09:12\nAt: Worker <worker@council.example>\nPwnc: Cwyn`,
    ],
    [
      'Apple in French',
      'TR: Plainte',
      `Début du message transféré :\n\nDe: Sam Parent <sam@example.org>\nObjet: Plainte\nDate: 27 novembre 2026 à 09:12:00 UTC\nÀ: worker@council.example`,
    ],
    [
      'Gmail in Romanian',
      'Fwd: Plângere',
      `---------- Forwarded message ---------\nDe la: Sam Parent <sam@example.org>\nDate: vin., 27 nov. 2026 la 09:12\nSubject: Plângere\nTo: <worker@council.example>`,
    ],
    [
      'Outlook in Spanish',
      'RV: Queja',
      `De: Sam Parent <sam@example.org>\nEnviado: viernes, 27 de noviembre de 2026 9:12\nPara: worker@council.example\nAsunto: Queja`,
    ],
    [
      'Outlook in Portuguese',
      'ENC: Reclamação',
      `De: Sam Parent <sam@example.org>\nEnviada em: sexta-feira, 27 de novembro de 2026 09:12\nPara: worker@council.example\nAssunto: Reclamação`,
    ],
    [
      'Thunderbird in Italian',
      'Fwd: Reclamo',
      `-------- Messaggio Inoltrato --------\nOggetto: \tReclamo\nData: \tFri, 27 Nov 2026 09:12:00 +0000\nMittente: \tSam Parent <sam@example.org>\nA: \tworker@council.example`,
    ],
    [
      'Gmail in Ukrainian',
      'Fwd: Скарга',
      `---------- Forwarded message ---------\nВід: Sam Parent <sam@example.org>\nDate: пт, 27 лист. 2026 о 09:12\nSubject: Скарга\nTo: <worker@council.example>`,
    ],
    [
      'Yahoo in English',
      'Fw: I complain',
      `----- Forwarded message -----From: Sam Parent <sam@example.org>To: worker@council.example <worker@council.example>Sent: Friday, 27 November 2026 at 09:12:00 GMTSubject: I complain`,
    ],
    [
      'Outlook on a phone',
      'Fw: I complain',
      `Get Outlook for iOS<https://aka.example/o0ukef>\n________________________________\nFrom: Sam Parent <sam@example.org>\nSent: Friday, November 27, 2026 9:12:00 AM\nTo: worker@council.example <worker@council.example>\nSubject: I complain`,
    ],
    [
      'a phone of Samsung',
      'Fwd: I complain',
      `Sent from my Galaxy\n\n-------- Original message --------\nFrom: Sam Parent <sam@example.org>\nDate: 27/11/2026 09:12 (GMT+00:00)\nTo: worker@council.example\nSubject: I complain`,
    ],
    [
      'Proton',
      'Fw: I complain',
      `------- Forwarded Message -------\nFrom: Sam Parent <sam@example.org>\nDate: On Friday, November 27th, 2026 at 9:12 AM\nSubject: I complain\nTo: worker@council.example`,
    ],
    [
      'Outlook for Mac of 2019',
      'FW: I complain',
      `On 27/11/2026, 09:12, "Sam Parent" <sam@example.org> wrote:`,
    ],
    [
      'an American Outlook',
      'FW: I complain',
      `From: Sam Parent [mailto:sam@example.org]\nSent: 11/27/2026 9:12 AM\nTo: worker@council.example\nSubject: I complain`,
    ],
  ] as const
).map(([what, subject, head]) => ({
  what: `passed on by ${what}`,
  raw: mail([`Subject: ${subject}`], `FYI\n\n${head}\n\n${says}\n`),
  becomes: { became: 'case', forwarded: passedOn, text: expect.stringContaining('FYI\n') },
}));

const ofHtml: readonly Row[] = [
  {
    what: 'passed on by Gmail as HTML',
    raw: html(
      `<div dir="ltr">FYI<br><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">---------- Forwarded message ---------<br>From: <strong class="gmail_sendername" dir="auto">Sam Parent</strong> <span dir="auto">&lt;<a href="mailto:sam@example.org">sam@example.org</a>&gt;</span><br>Date: Fri, 27 Nov 2026 at 09:12<br>Subject: I complain<br>To:  &lt;<a href="mailto:worker@council.example">worker@council.example</a>&gt;<br></div><br><br><div>${says}</div></div></div>`,
      ['Subject: Fwd: I complain'],
    ),
    becomes: { became: 'case', forwarded: passedOn },
  },
  {
    what: 'passed on by Outlook as HTML in Polish',
    raw: html(
      `<p class="MsoNormal">FYI</p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal"><b>From:</b> Sam Parent &lt;sam@example.org&gt; <br><b>Sent:</b> Friday, November 27, 2026 9:12 AM<br><b>To:</b> worker@council.example<br><b>Subject:</b> Skarga</p></div></div><p class="MsoNormal">${says}</p>`.replace(
        'From:',
        'Od:',
      ),
      ['Subject: PD: Skarga'],
    ),
    becomes: { became: 'case', forwarded: passedOn },
  },
  {
    what: 'passed on by a forward within a reply',
    raw: mail(
      ['Subject: Re: your visit'],
      `Look what they sent.\n\nBegin forwarded message:\n\n> From: Sam Parent <sam@example.org>\n> Date: 27 November 2026 at 09:12:00 GMT\n> To: worker@council.example\n> Subject: I complain\n> \n> ${says}`,
    ),
    becomes: { became: 'case', forwarded: passedOn },
  },
  {
    what: 'not passed on: a person explains labels',
    raw: mail(
      ['Subject: My letters'],
      `From: my house to: your office it takes a day.\nDate: never.\n\n${says}`,
    ),
    becomes: { became: 'case', forwarded: null },
  },
];

const fresh = 'That is not true.';
const theirs = 'We have your message. If someone hits you or you are not safe, tell us.';

/** What programs write between a reply and the letter of ours that it answers. Our words are not the complainant's. */
const replies: readonly Row[] = (
  [
    ['Gmail in English', 'On Mon, 30 Nov 2026 at 09:00, Complaints <letters@council.example> wrote:', '> '],
    [
      'an iPhone',
      'Sent from my iPhone\n\nOn 30 Nov 2026, at 09:00, Complaints <letters@council.example> wrote:\n',
      '> ',
    ],
    [
      'Gmail in German',
      'Am Mo., 30. Nov. 2026 um 09:00 Uhr schrieb Complaints <letters@council.example>:\n',
      '> ',
    ],
    ['Gmail in Polish', 'pon., 30 lis 2026 o 09:00 Complaints <letters@council.example> napisał(a):\n', '> '],
    ['Thunderbird in Polish', 'W dniu 30.11.2026 o 09:00, Complaints pisze:', '> '],
    [
      'Gmail in Welsh',
      'Ar Llun, 30 Tach 2026 am 09:00, Complaints <letters@council.example> ysgrifennodd:\n',
      '> ',
    ],
    [
      'Gmail in French',
      'Le lun. 30 nov. 2026 à 09:00, Complaints <letters@council.example> a écrit :\n',
      '> ',
    ],
    [
      'Gmail in Romanian',
      'În lun., 30 nov. 2026 la 09:00, Complaints <letters@council.example> a scris:\n',
      '> ',
    ],
    [
      'Outlook in English',
      'From: Complaints <letters@council.example>\nSent: 30 November 2026 09:00\nTo: Kim\nSubject: We have your message\n',
      '',
    ],
    [
      'Outlook in German',
      'Von: Complaints <letters@council.example>\nGesendet: Montag, 30. November 2026 09:00\nAn: Kim\nBetreff: We have your message\n',
      '',
    ],
    [
      'Outlook in Polish',
      'Od: Complaints <letters@council.example>\nWysłane: poniedziałek, 30 listopada 2026 09:00\nDo: Kim\nTemat: We have your message\n',
      '',
    ],
    [
      'Outlook in Welsh',
      'Oddi wrth: Complaints <letters@council.example>\nAnfonwyd: 30 Tachwedd 2026 09:00\nAt: Kim\nPwnc: We have your message\n',
      '',
    ],
    [
      'Yahoo',
      '    On Monday, 30 November 2026 at 09:00:00 GMT, Complaints <letters@council.example> wrote:  \n',
      ' ',
    ],
    [
      'an Outlook of old',
      '-----Ursprüngliche Nachricht-----\nVon: Complaints\nGesendet: Montag\nAn: Kim\nBetreff: We have your message\n',
      '',
    ],
  ] as const
).map(([what, head, mark]) => ({
  what: `a reply of ${what}`,
  raw: ({ letter }: Ours) =>
    mail(
      ['Subject: Re: We have your message', `In-Reply-To: ${letter}`],
      `${fresh}\n\n${head}\n${mark}${theirs}\n${mark}\n${mark}The complaints team`,
    ),
  becomes: {
    became: 'message',
    automatic: false,
    text: what === 'an iPhone' ? `${fresh}\n\nSent from my iPhone` : fresh,
    quoted: expect.stringContaining(theirs),
    danger: false,
  },
}));

const between: readonly Row[] = [
  {
    what: 'a reply between the lines of ours is shown whole',
    raw: ({ letter }) =>
      mail(
        ['Subject: Re: We have your message', `In-Reply-To: ${letter}`],
        `Am Mo., 30. Nov. 2026 um 09:00 Uhr schrieb Complaints:\n> We have your message.\nYou lost two of them.\n> The complaints team\n`,
      ),
    becomes: { became: 'message', text: expect.stringContaining('You lost two of them.') },
  },
  {
    what: 'a reply that begins like a quotation is shown whole',
    raw: ({ letter }) =>
      mail(
        ['Subject: Re: We have your message', `In-Reply-To: ${letter}`],
        `Am Montag war niemand da.\nVon: mir\nLe 1er mai non plus.\n${fresh}`,
      ),
    becomes: { became: 'message', text: expect.stringContaining(fresh) },
  },
];

export const ofOtherLanguages = [...forwards, ...ofHtml, ...replies, ...between];
