import { expect } from 'vitest';
import { base64, filePart, html, htmlPart, kim, mail, parts, says, textPart, type Row } from './a-mail.ts';

const aCase = { became: 'case', text: says } as const;
const utf8 = 'Content-Type: text/plain; charset=utf-8';

/** A value of DER (X.690): its tag, the length, the content. */
const der = (tag: number, ...contents: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(contents);
  const length = content.length < 128 ? [content.length] : [0x82, content.length >> 8, content.length & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
};
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const [signedData, envelopedData, data] = [
  oid('2a864886f70d010702'),
  oid('2a864886f70d010703'),
  oid('2a864886f70d010701'),
];
const inner = Buffer.from(`${utf8}\r\n\r\n${says}\r\n`);
/** CMS SignedData (RFC 5652) around a mail, as Outlook sends it when it does not sign in clear. */
const opaque = (content: Uint8Array) =>
  der(
    0x30,
    signedData,
    der(
      0xa0,
      der(0x30, der(0x02, Buffer.from([1])), der(0x31), der(0x30, data, der(0xa0, content)), der(0x31)),
    ),
  );
/** The same with lengths that are not known in advance, as programs write it that stream. */
const streamed = Buffer.concat([
  Buffer.from('3080', 'hex'),
  signedData,
  Buffer.from('a080308002010131003080', 'hex'),
  data,
  Buffer.from('a0802480', 'hex'),
  der(0x04, inner.subarray(0, 30)),
  der(0x04, inner.subarray(30)),
  Buffer.from('0000000000003100000000000000', 'hex'),
]);
const smime = (content: Uint8Array, type: string, fields: readonly string[] = []) =>
  mail(
    [
      `Content-Type: application/pkcs7-mime; smime-type=${type}; name="smime.p7m"`,
      'Content-Transfer-Encoding: base64',
      'Content-Disposition: attachment; filename="smime.p7m"',
      ...fields,
    ],
    base64(content),
  );

const signed: readonly Row[] = [
  {
    what: 'signed with S/MIME in clear',
    raw: parts('signed; protocol="application/pkcs7-signature"; micalg=sha-256', [
      textPart(says),
      filePart('application/pkcs7-signature', 'smime.p7s', 'signature'),
    ]),
    becomes: { ...aCase, attachments: ['smime.p7s'] },
  },
  {
    what: 'signed with S/MIME around its text',
    raw: smime(opaque(der(0x04, inner)), 'signed-data'),
    becomes: { ...aCase, attachments: ['smime.p7m'] },
  },
  {
    what: 'signed with S/MIME by a program that streams',
    raw: smime(streamed, 'signed-data'),
    becomes: { ...aCase, attachments: ['smime.p7m'] },
  },
  {
    what: 'encrypted with S/MIME',
    raw: smime(der(0x30, envelopedData, der(0xa0, der(0x30))), 'enveloped-data'),
    becomes: { became: 'case', attachments: ['smime.p7m'], subject: 'My complaint' },
  },
  {
    what: 'S/MIME that is cut off',
    raw: smime(opaque(der(0x04, inner)).subarray(0, 60), 'signed-data'),
    becomes: { became: 'case', attachments: ['smime.p7m'] },
  },
  {
    what: 'signed with PGP in its own part',
    raw: parts('signed; protocol="application/pgp-signature"; micalg=pgp-sha512', [
      textPart(says),
      'Content-Type: application/pgp-signature; name="signature.asc"\n\n-----BEGIN PGP SIGNATURE-----\n\niQ\n-----END PGP SIGNATURE-----',
    ]),
    becomes: { ...aCase, attachments: ['signature.asc'] },
  },
  {
    what: 'signed with PGP within the text',
    raw: mail(
      [],
      `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n${says}\n-----BEGIN PGP SIGNATURE-----\n\niQ\n-----END PGP SIGNATURE-----\n`,
    ),
    becomes: { became: 'case', text: expect.stringContaining(says) },
  },
  {
    what: 'encrypted with PGP',
    raw: parts('encrypted; protocol="application/pgp-encrypted"', [
      'Content-Type: application/pgp-encrypted\n\nVersion: 1',
      filePart('application/octet-stream', 'encrypted.asc', '-----BEGIN PGP MESSAGE-----'),
    ]),
    becomes: { became: 'case', attachments: ['attachment-1.bin', 'encrypted.asc'] },
  },
];

const int = (value: number, bytes: number): Buffer => {
  const out = Buffer.alloc(bytes);
  out.writeUIntLE(value, 0, bytes);
  return out;
};
/** An attribute of a winmail.dat (MS-OXTNEF 2.1.3.3) with its sum. */
const attribute = (level: number, id: number, value: Uint8Array): Buffer =>
  Buffer.concat([
    Buffer.from([level]),
    int(id, 4),
    int(value.length, 4),
    value,
    int(
      value.reduce((sum, byte) => (sum + byte) & 0xffff, 0),
      2,
    ),
  ]);
const padded = (bytes: Uint8Array) => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
/** The one property of a message: a type, an id, its bytes (MS-OXTNEF 2.1.3.4). */
const property = (type: number, id: number, value: Uint8Array): Buffer =>
  Buffer.concat([int(1, 4), int(type, 2), int(id, 2), int(1, 4), int(value.length, 4), padded(value)]);
const tnef = (...attributes: readonly Buffer[]): Buffer =>
  Buffer.concat([int(0x223e9f78, 4), int(1, 2), ...attributes]);
const message = (type: number, id: number, value: Uint8Array) =>
  attribute(1, 0x69003, property(type, id, value));
const winmail = (content: Uint8Array, text = '') =>
  parts('mixed', [textPart(text), filePart('application/ms-tnef', 'winmail.dat', content)]);

const winmails: readonly Row[] = [
  {
    what: 'winmail.dat with HTML',
    raw: winmail(tnef(message(0x102, 0x1013, Buffer.from(`<p>${says}</p>\0`)))),
    becomes: { ...aCase, attachments: ['winmail.dat'] },
  },
  {
    what: 'winmail.dat with text in UTF-16',
    raw: winmail(tnef(message(0x1f, 0x1000, Buffer.from(`${says}\0`, 'utf16le')))),
    becomes: aCase,
  },
  {
    what: 'winmail.dat beside a text',
    raw: winmail(
      tnef(
        attribute(2, 0x69002, Buffer.alloc(14)),
        attribute(2, 0x18010, Buffer.from('diary.doc\0')),
        attribute(2, 0x6800f, Buffer.from('1 May')),
      ),
      says,
    ),
    becomes: { ...aCase, attachments: ['winmail.dat', 'diary.doc'] },
  },
  {
    what: 'winmail.dat that is the whole mail',
    raw: mail(
      ['Content-Type: application/ms-tnef; name="winmail.dat"', 'Content-Transfer-Encoding: base64'],
      base64(tnef(attribute(1, 0x2800c, Buffer.from(`${says}\0`)))),
    ),
    becomes: { ...aCase, attachments: ['winmail.dat'] },
  },
  {
    what: 'winmail.dat under another name',
    raw: parts('mixed', [
      textPart(''),
      filePart('application/vnd.ms-tnef', 'ATT00001.dat', tnef(attribute(1, 0x2800c, Buffer.from(says)))),
    ]),
    becomes: { ...aCase, attachments: ['ATT00001.dat'] },
  },
];

const uuencoded: readonly Row[] = [
  {
    what: 'a file in base64 within the text',
    raw: mail([], `${says}\n\nbegin-base64 644 a.txt\n${base64('1 May')}\n====\n`),
    becomes: { became: 'case', text: `${says}\n\n[a.txt]`, attachments: ['a.txt'] },
  },
  {
    what: 'two files within the text',
    raw: mail([], `${says}\nbegin 644 a.txt\n#86)C\n\`\nend\nbegin 600 my photo.jpg\n#86)C\n\`\nend\n`),
    becomes: {
      became: 'case',
      text: `${says}\n[a.txt]\n[my photo.jpg]`,
      attachments: ['a.txt', 'my photo.jpg'],
    },
  },
  {
    what: 'a file within the text that is cut off',
    raw: mail([], `${says}\nbegin 644 a.txt\n#86)C\n`),
    becomes: { became: 'case', text: `${says}\nbegin 644 a.txt\n#86)C`, attachments: [] },
  },
  {
    what: 'words that look like the begin of a file',
    raw: mail([], `begin 644 times and\nnobody listens\n\n${says}`),
    becomes: { became: 'case', text: expect.stringContaining(says), attachments: [] },
  },
  {
    what: 'a part that says it is uuencoded',
    raw: parts('mixed', [
      textPart(says),
      'Content-Type: application/octet-stream; name="a.txt"\nContent-Transfer-Encoding: x-uuencode\n\nbegin 644 a.txt\n#86)C\n`\nend',
    ]),
    becomes: { ...aCase, attachments: ['a.txt'] },
  },
];

const zoe = 'I’m 13 – Zoë, zażółć.';
const utf7 = 'I+IBk-m 13 +IBM- Zo+AOs-, za+AXwA8wFCAQc-.';
const utf7s: readonly Row[] = [
  ['UTF-7 in HTML', mail(['Content-Type: text/html; charset=utf-7'], `<p>${utf7}</p>`)],
  ['UTF-7 by its long name', mail(['Content-Type: text/plain; charset=unicode-1-1-utf-7'], utf7)],
  [
    'UTF-7 in quoted-printable',
    mail(
      ['Content-Type: text/plain; charset="UTF-7"', 'Content-Transfer-Encoding: quoted-printable'],
      utf7.replaceAll('=', '=3D').replace('13', '1=\n3'),
    ),
  ],
  [
    'UTF-7 in a part',
    parts('alternative', [`Content-Type: text/plain; charset=utf-7\n\n${utf7}`, htmlPart(`<p>${zoe}</p>`)]),
  ],
  [
    'UTF-7 without the signs that end a run',
    mail(['Content-Type: text/plain; charset=utf-7'], utf7.replace('ERA-', 'ERA').replace('Bc-.', 'Bc.')),
  ],
].map(([what = '', raw = '']) => ({ what, raw, becomes: { became: 'case', text: zoe } }));

const rtf = (body: string, head = String.raw`{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}}`) =>
  `${head}${body}}`;
const rtfs: readonly Row[] = [
  {
    what: 'RTF in Polish',
    raw: mail(
      ['Content-Type: text/rtf'],
      rtf(String.raw` Za\'bf\'f3\'b3\'e6.\par Nikt nie przyszed\'b3.`, String.raw`{\rtf1\ansi\ansicpg1250`),
    ),
    becomes: { became: 'case', text: 'Zażółć.\nNikt nie przyszedł.' },
  },
  {
    what: 'RTF around HTML',
    raw: mail(
      ['Content-Type: application/rtf'],
      String.raw`{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 ` +
        says +
        String.raw`\htmlrtf\par}\htmlrtf0{\*\htmltag72 </p>}}`,
    ),
    becomes: aCase,
  },
  {
    what: 'RTF with a picture and fields',
    raw: parts('mixed', [
      `Content-Type: text/rtf\n\n${rtf(String.raw`{\pict\pngblip 89504e47}{\field{\*\fldinst HYPERLINK "https://x.example"}{\fldrslt ` + says + '}}')}`,
    ]),
    becomes: aCase,
  },
  {
    what: 'RTF in base64 beside an empty text',
    raw: parts('mixed', [
      textPart(' '),
      `Content-Type: application/rtf\nContent-Transfer-Encoding: base64\n\n${base64(rtf(` ${says}`))}`,
    ]),
    becomes: aCase,
  },
  {
    what: 'enriched text',
    raw: mail(['Content-Type: text/enriched'], `<bold>My</bold> social worker\nhas not visited <<ever>.`),
    becomes: { became: 'case', text: expect.stringMatching(/My[\s\S]*social worker[\s\S]*has not visited/) },
  },
  {
    what: 'RTF as a file beside a text',
    raw: parts('mixed', [textPart(says), filePart('application/rtf', 'letter.rtf', rtf(' Another.'))]),
    becomes: { ...aCase, attachments: ['letter.rtf'] },
  },
];

const eml = `From: Sam Parent <sam@example.org>\nSubject: I complain\nDate: Fri, 27 Nov 2026 09:12:00 +0000\n\n${says}`;
const sam = { name: 'Sam Parent', email: 'sam@example.org', on: '2026-11-27', text: says };
const nested: readonly Row[] = [
  {
    what: 'a mail that is nothing but another mail',
    raw: mail(['Content-Type: message/rfc822'], eml),
    becomes: { became: 'case', forwarded: sam, attachments: ['attachment-1.eml'] },
  },
  {
    what: 'a digest of one mail',
    raw: mail(['Content-Type: multipart/digest; boundary="=_b"'], `--=_b\n\n${eml}\n--=_b--`),
    becomes: { became: 'case', forwarded: sam, attachments: ['attachment-1.eml'] },
  },
  {
    what: 'a mail in a mail in a mail',
    raw: parts('mixed', [
      textPart('See below.'),
      `Content-Type: message/rfc822\n\nFrom: Worker <worker@council.example>\nSubject: Fwd: I complain\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\nFYI\n--c\nContent-Type: message/rfc822\n\n${eml}\n--c--`,
    ]),
    becomes: { became: 'case', text: 'See below.', forwarded: sam },
  },
  {
    what: 'a mail in base64',
    raw: parts('mixed', [
      textPart(''),
      `Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n${base64(eml.replaceAll('\n', '\r\n'))}`,
    ]),
    becomes: { became: 'case', forwarded: sam },
  },
  {
    what: 'a mail as a file of no type',
    raw: parts('mixed', [
      textPart('Please see.'),
      filePart('application/octet-stream', 'I complain.eml', eml),
    ]),
    becomes: { became: 'case', text: 'Please see.', forwarded: sam, attachments: ['I complain.eml'] },
  },
  {
    what: 'two mails attached, so no one is offered',
    raw: parts('mixed', [
      textPart('Please see both.'),
      `Content-Type: message/rfc822\n\n${eml}`,
      `Content-Type: message/rfc822\n\n${eml}`,
    ]),
    becomes: {
      became: 'case',
      text: 'Please see both.',
      forwarded: null,
      attachments: ['attachment-1.eml', 'attachment-2.eml'],
    },
  },
];

const jpeg = Buffer.from('ffd8ffe000104a464946', 'hex');
/** Nothing is written: what counts is attached. */
const attachmentOnly: readonly Row[] = [
  {
    what: 'a photo of an iPhone and nothing else',
    raw: parts('mixed', [
      textPart('\n'),
      filePart('image/jpeg', 'IMG_0123.jpeg', jpeg),
      textPart('\n\nSent from my iPhone'),
    ]),
    becomes: { became: 'case', text: 'Sent from my iPhone', attachments: ['IMG_0123.jpeg'], receipt: true },
  },
  {
    what: 'a scan of a copier',
    raw: mail(
      [
        'From: Scanner <scanner@library.example>',
        'Subject: Message from "RNP002673"',
        'Content-Type: application/pdf; name="202611290800.pdf"',
        'Content-Transfer-Encoding: base64',
      ],
      base64('%PDF-1.4'),
    ),
    becomes: { became: 'case', text: '', attachments: ['202611290800.pdf'] },
  },
  {
    what: 'a recording without a subject',
    raw: parts('mixed', [filePart('audio/mp4', 'New Recording 4.m4a', 'sound')], ['Subject:']),
    becomes: { became: 'case', text: '', subject: '', attachments: ['New Recording 4.m4a'], from: kim },
  },
  {
    what: 'a document with a name in Polish',
    raw: parts('mixed', [
      textPart(''),
      `Content-Type: application/msword;\n name*=UTF-8''skarga%20na%20opiek%C4%99.doc\nContent-Disposition: attachment;\n filename*0*=UTF-8''skarga%20na%20;\n filename*1*=opiek%C4%99.doc\nContent-Transfer-Encoding: base64\n\n${base64('doc')}`,
    ]),
    becomes: { became: 'case', text: '', attachments: ['skarga na opiekę.doc'] },
  },
  {
    what: 'HTML of nothing but a picture within',
    raw: parts('related', [
      htmlPart('<html><body><img src="cid:1@x"></body></html>'),
      `Content-Type: image/png; name="letter.png"\nContent-ID: <1@x>\nContent-Transfer-Encoding: base64\n\n${base64(jpeg)}`,
    ]),
    becomes: { became: 'case', attachments: ['letter.png'] },
  },
  {
    what: 'a text as a file',
    raw: parts('mixed', [textPart(''), filePart('text/plain', 'complaint.txt', says)]),
    becomes: { became: 'case', attachments: ['complaint.txt'] },
  },
];

const fuller: readonly Row[] = [
  {
    what: 'HTML that goes on where its plain twin stops',
    raw: parts('alternative', [
      textPart('Dear council,'),
      htmlPart(`<p>Dear council,</p><p>${says} Nobody rings me back about it either.</p>`),
    ]),
    becomes: { became: 'case', text: expect.stringContaining(says) },
  },
  {
    what: 'a plain twin that says to use another program',
    raw: parts('alternative', [
      textPart('To view this message, please use an HTML compatible email viewer!'),
      htmlPart(`<p>${says} ${'I have rung her each week and left my number. '.repeat(6)}</p>`),
    ]),
    becomes: { became: 'case', text: expect.stringContaining(says) },
  },
  {
    what: 'twins that say the same in other lines',
    raw: parts('alternative', [
      textPart(`${says}\n\nKim`),
      htmlPart(`<div>${says}</div><div>&nbsp;</div><div><b>Kim</b></div>`),
    ]),
    becomes: { became: 'case', text: `${says}\n\nKim` },
  },
  {
    what: 'HTML first and its plain twin last',
    raw: parts('alternative', [htmlPart(`<p>${says}</p>`), textPart(says)]),
    becomes: aCase,
  },
  {
    what: 'a text, a picture, and more text',
    raw: parts('mixed', [
      textPart(says),
      filePart('image/jpeg', '1.jpg', jpeg),
      textPart('And nobody rings.'),
    ]),
    becomes: { became: 'case', text: expect.stringMatching(/since 1 May\.[\s\S]*And nobody rings\./) },
  },
];

/** Charsets of people in England who write in other languages. */
const charsets: readonly Row[] = (
  [
    ['Polish of Windows', 'windows-1250', 'bff3b3e6', 'żółć'],
    ['Polish of ISO', 'iso-8859-2', 'bff3b3e6', 'żółć'],
    ['Ukrainian', 'koi8-u', 'd3cbc1d2c7c1', 'скарга'],
    ['Arabic', 'windows-1256', 'd4dfe6ec', 'شكوى'],
    ['Chinese', 'gb18030', 'cdb6cbdf', '投诉'],
    ['Japanese', 'iso-2022-jp', '1b2442366c3e701b2842', '苦情'],
    ['Polish in UTF-16', 'utf-16le', 'fffe7c01f30042010701', 'żółć'],
  ] as const
).map(([what, charset, hex, text]) => ({
  what: `text in ${what}`,
  raw: mail(
    [`Content-Type: text/plain; charset=${charset}`, 'Content-Transfer-Encoding: base64'],
    base64(Buffer.from(hex, 'hex')),
  ),
  becomes: { became: 'case', text },
}));

const htmlOdd: readonly Row[] = [
  {
    what: 'HTML with entities and soft line ends',
    raw: mail(
      ['Content-Type: text/html; charset=us-ascii', 'Content-Transfer-Encoding: quoted-printable'],
      '<p>My carer&rsquo;s name is Zo&euml; &amp; she left. =\nNobody&nbsp;came.</p>',
    ),
    becomes: { became: 'case', text: 'My carer’s name is Zoë & she left. Nobody\u00a0came.' },
  },
  {
    what: 'HTML that declares its charset itself',
    raw: mail(
      ['Content-Type: text/html', 'Content-Transfer-Encoding: base64'],
      base64(Buffer.from('<meta charset="windows-1250"><p>\u00bf\u00f3\u00b3\u00e6</p>', 'latin1')),
    ),
    becomes: { became: 'case', text: 'żółć' },
  },
  {
    what: 'HTML in a text part',
    raw: mail([], `<html><body><p>${says}</p></body></html>`),
    becomes: { became: 'case', text: expect.stringContaining(says) },
  },
  {
    what: 'a conversation of Teams',
    raw: html(
      `<table><tr><td><b>Kim Young</b> mentioned you in Complaints</td></tr><tr><td>${says}</td></tr><tr><td><a href="https://teams.example/l/1">Reply in Teams</a></td></tr></table>`,
      ['From: Kim in Teams <noreply@email.teams.example>', 'Auto-Submitted: auto-generated'],
    ),
    becomes: { became: 'case', text: expect.stringContaining(says), receipt: false },
  },
];

export const ofParts = [
  ...signed,
  ...winmails,
  ...uuencoded,
  ...utf7s,
  ...rtfs,
  ...nested,
  ...attachmentOnly,
  ...fuller,
  ...charsets,
  ...htmlOdd,
];
