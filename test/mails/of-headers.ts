import { expect } from 'vitest';
import { base64, html, htmlPart, kim, mail, parts, says, textPart, type Row } from './a-mail.ts';

const word = (text: string, charset: BufferEncoding = 'utf8', name = 'utf-8') =>
  `=?${name}?B?${Buffer.from(text, charset).toString('base64')}?=`;

/** Ways to write the sender: whoever reads the case sees the name and can answer the address. */
const senders: readonly Row[] = (
  [
    ['an address with a comment', 'kim@example.net (Kim Young)', kim],
    ['an address without brackets', 'Kim Young kim@example.net', kim],
    ['an address before the name', '<kim@example.net> Kim Young', kim],
    [
      'a name in quotes within quotes',
      String.raw`"Kim \"KY\" Young" <kim@example.net>`,
      { ...kim, name: 'Kim "KY" Young' },
    ],
    ['a name with a comma and no quotes', 'Young, Kim <kim@example.net>', { email: 'kim@example.net' }],
    [
      'a name in an encoded word within quotes',
      `"${word('Żaneta Łoś')}" <kim@example.net>`,
      { name: 'Żaneta Łoś' },
    ],
    [
      'a name in two words of code that part a letter',
      `=?utf-8?Q?=C5=BBaneta_=C5?= =?utf-8?Q?=81o=C5=9B?= <kim@example.net>`,
      { name: 'Żaneta Łoś' },
    ],
    ['a name in raw UTF-8', 'Żaneta Łoś <kim@example.net>', { name: 'Żaneta Łoś', email: 'kim@example.net' }],
    ['a name that is the address', '"kim@example.net" <kim@example.net>', { email: 'kim@example.net' }],
    [
      'a name that looks like another address',
      '"sam@example.org" <kim@example.net>',
      { email: 'kim@example.net' },
    ],
    ['spaces within the brackets', 'Kim Young < kim@example.net >', kim],
    ['a link instead of an address', 'Kim Young <mailto:kim@example.net>', kim],
    ['two senders', 'Kim Young <kim@example.net>, Sam <sam@example.org>', kim],
    ['a folded sender', 'Kim\n Young\n <kim@example.net>', kim],
  ] as const
).map(([what, from, shown]) => ({
  what: `sent by ${what}`,
  raw: mail([`From: ${from}`]),
  becomes: { became: 'case', from: shown, text: says },
}));

const subjects: readonly Row[] = (
  [
    ['in Polish', word('Skarga: nikt nie dzwoni'), 'Skarga: nikt nie dzwoni'],
    ['in raw UTF-8', 'Skarga – żadnej odpowiedzi', 'Skarga – żadnej odpowiedzi'],
    ['in a charset of Windows', '=?windows-1250?Q?=BFadnej_odpowiedzi?=', 'żadnej odpowiedzi'],
    ['in words of code without a space', `${word('My ')}${word('complaint')}`, 'My complaint'],
    ['in an unknown charset', `=?x-unknown?B?${Buffer.from('Zażalenie').toString('base64')}?=`, 'Zażalenie'],
    ['that says Latin and is UTF-8', `=?iso-8859-1?Q?Za=C5=BCalenie?=`, 'Zażalenie'],
    ['that says UTF-8 and is of Windows', '=?utf-8?Q?Zo=EB_=96_nobody_rings?=', 'Zoë – nobody rings'],
    ['in UTF-7', '=?utf-7?Q?Za+AXw-alenie?=', 'Zażalenie'],
    [
      'in an unknown charset, in parts',
      `${word('Zażal', 'utf8', 'x-pl')} ${word('enie', 'utf8', 'x-pl')}`,
      'Zażalenie',
    ],
    ['with spaces in a word of code', '=?utf-8?Q?My complaint?=', 'My complaint'],
    ['with signs that change the direction', 'My \u202ecomplaint\u202c', 'My complaint'],
  ] as const
).map(([what, subject, shown]) => ({
  what: `a subject ${what}`,
  raw: mail([`Subject: ${subject}`]),
  becomes: { became: 'case', subject: shown },
}));

const bodies: readonly Row[] = [
  {
    what: 'text, picture and HTML in turn, as Apple Mail writes them',
    raw: parts('mixed', [
      textPart('First words.'),
      `Content-Type: image/jpeg; name="1.jpg"\nContent-Disposition: inline; filename="1.jpg"\nContent-Transfer-Encoding: base64\n\n${base64('jpg')}`,
      htmlPart(`<p>${says}</p>`),
    ]),
    becomes: {
      became: 'case',
      text: expect.stringMatching(/First words\.[\s\S]*since 1 May\./),
      attachments: ['1.jpg'],
    },
  },
  {
    what: 'three twins, one of them for pages that change',
    raw: parts('alternative', [
      textPart(says),
      `Content-Type: text/x-amp-html\n\n<html amp4email><body>${says}</body></html>`,
      htmlPart(`<p>${says}</p>`),
    ]),
    becomes: { became: 'case', text: says },
  },
  {
    what: 'a charset with rubbish after its name',
    raw: mail(
      ['Content-Type: text/plain; charset="utf-8http-equivContent-Type"'],
      'Zażalenie – nikt nie dzwoni.',
    ),
    becomes: { became: 'case', text: 'Zażalenie – nikt nie dzwoni.' },
  },
  {
    what: 'base64 with rubbish between its lines',
    raw: mail(
      ['Content-Transfer-Encoding: base64'],
      `${base64(says).slice(0, 20)}\n \n${base64(says).slice(20)}\n\n`,
    ),
    becomes: { became: 'case', text: says },
  },
  {
    what: 'quoted-printable in small letters',
    raw: mail(['Content-Transfer-Encoding: quoted-printable'], 'Za=c5=bcalenie =\nand more =\n'),
    becomes: { became: 'case', text: 'Zażalenie and more' },
  },
  {
    what: 'a type that is misspelt',
    raw: mail(['Content-Type: text'], says),
    becomes: { became: 'case', text: says },
  },
  {
    what: 'HTML that calls itself something else',
    raw: mail(['Content-Type: text/x-html'], `<p>${says}</p>`),
    becomes: { became: 'case', text: expect.stringContaining(says) },
  },
  {
    what: 'words hidden above the letter for the list of mails',
    raw: html(`<div style="display:none">Preview text</div><p>${says}</p>`),
    becomes: { became: 'case', text: says },
  },
  {
    what: 'lines that the writer laid out',
    raw: html(`<pre>1 May   no visit\n8 May   no visit</pre>`),
    becomes: { became: 'case', text: expect.stringContaining('1 May   no visit\n8 May   no visit') },
  },
  {
    what: 'a letter written from right to left',
    raw: mail([], 'لم يزرني أحد منذ الأول من مايو.'),
    becomes: { became: 'case', text: 'لم يزرني أحد منذ الأول من مايو.' },
  },
  {
    what: 'lines flowed and quoted',
    raw: mail(
      ['Content-Type: text/plain; charset=utf-8; format=flowed'],
      'My social worker has \nnot visited since \n1 May.\n',
    ),
    becomes: { became: 'case', text: says },
  },
  {
    what: 'a picture of a letter with words to read aloud',
    raw: html('<p><img src="https://x.example/1.png" alt="Nobody came."></p>'),
    becomes: { became: 'case', text: expect.stringContaining('Nobody came.') },
  },
  {
    what: 'a boundary with signs that mean something to patterns',
    raw: mail(
      ['Content-Type: multipart/mixed; boundary="(a+b)*[c]?"'],
      `--(a+b)*[c]?\n${textPart(says)}\n--(a+b)*[c]?--`,
    ),
    becomes: { became: 'case', text: says },
  },
  {
    what: 'parts that are not ended',
    raw: mail(['Content-Type: multipart/mixed; boundary=b'], `--b\n${textPart(says)}`),
    becomes: { became: 'case', text: says },
  },
];

export const ofHeaders = [...senders, ...subjects, ...bodies];
