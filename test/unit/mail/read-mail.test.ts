import { readdirSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ParsedMail } from '../../../functions/operations/parse-mail/parsed-mail.ts';
import { readMail } from '../../../functions/operations/parse-mail/read-mail.ts';
import { wordsIn } from '../../../functions/words/words.ts';

const { details } = wordsIn(undefined).staff.mail;

const fixture = (name: string): Uint8Array => readFileSync(new URL(name, import.meta.url));
const fixtures = readdirSync(new URL('.', import.meta.url)).filter((name) => name.endsWith('.eml'));

const read = async (raw: Uint8Array | string): Promise<ParsedMail> => {
  const result = await readMail(Buffer.from(raw));
  if (!result.ok) throw new Error(result.reason);
  return result.mail;
};

const from = 'From: Jo <jo@mail.example>\r\n';

describe('reading real mail', () => {
  it('reads both parts of an alternative as one text, with names, subject and emoji decoded', async () => {
    const mail = await read(fixture('gmail-complaint.eml'));
    expect(mail).toMatchObject({
      from: { name: 'Zoë Parent', address: 'parent.one@mail.example' },
      to: [{ address: 'complaints@council.example' }],
      cc: [],
      subject: 'Complaint about my son’s social worker 😡',
      date: '2026-03-02T08:14:02.000Z',
      messageId: '<CAF1=complaint.one@mail.example>',
      references: [],
      attachments: [],
      headers: { returnPath: '<parent.one@mail.example>', received: 1 },
    });
    expect(mail.text).toBe(
      'Nobody has visited since 12 January. I rang four times, and each time the answer was that she is out of office.\n\nI want somebody to ring me back, and the £40 bus fares that I spent.\n\nZoë',
    );
    expect(mail.originalText).toBe(mail.text);
  });

  it('reads a reply of Outlook: windows-1252, thread, embedded picture', async () => {
    const mail = await read(fixture('outlook-reply.eml'));
    expect(mail).toMatchObject({
      from: { name: 'Carer, A. (Fostering)' },
      to: [{ address: 'complaints+sc-2026-00412-1@council.example' }],
      cc: [{ name: 'Team Manager', address: 'manager@council.example' }],
      inReplyTo: '<letter-2@council.example>',
      references: ['<letter-1@council.example>', '<letter-2@council.example>'],
      headers: { received: 2, xAutoResponseSuppress: 'All' },
    });
    expect(mail.text).toMatch(/^I don’t agree with the timeline – please see the picture\./);
    expect(mail.attachments).toEqual([
      expect.objectContaining({
        filename: 'image001.png',
        mimeType: 'image/png',
        contentId: 'image001.png@01DA',
        inline: true,
        size: 67,
      }),
    ]);
  });

  it('converts HTML-only mail to text without hidden parts, keeping links and alternative texts', async () => {
    const mail = await read(fixture('phone-html-only.eml'));
    expect(mail.text).toBe(
      [
        'My placement',
        '',
        'They moved my things in bin bags 😢. See the photos [https://photos.example/album] or press here.',
        '',
        ' * my bike',
        ' * my letters',
        '',
        '> You said: we will keep them safe',
      ].join('\n'),
    );
    expect(mail.originalText).toContain('<script>alert("nope")</script>');
  });

  it('keeps a forwarded mail, winmail.dat and nameless files as attachments under harmless names', async () => {
    const mail = await read(fixture('forwarded-as-attachment.eml'));
    expect(mail.text).toBe("Please see the young person's own words attached.");
    expect(mail.attachments.map(({ filename, mimeType, inline }) => [filename, mimeType, inline])).toEqual([
      ['attachment-1.eml', 'message/rfc822', false],
      ['winmail.dat', 'application/ms-tnef', false],
      ['invoicefdp.exe.pdf', 'application/pdf', false],
      ['attachment-4.jpg', 'image/jpeg', false],
    ]);
    expect(Buffer.from(mail.attachments[0]?.content ?? []).toString()).toContain('Nobody listens to me.');
    expect(Buffer.from(mail.attachments[2]?.content ?? []).toString()).toBe('%PDF-1.4\n');
  });

  it('reads of the text in a winmail.dat as much as of any other, and says so', async () => {
    const text = Buffer.alloc(5_000_000, 'Nobody calls. ');
    const attribute = Buffer.alloc(9);
    attribute.writeUInt8(1);
    attribute.writeUInt32LE(0x2800c, 1);
    attribute.writeUInt32LE(text.length, 5);
    const file = Buffer.concat([Buffer.from('789f3e220000', 'hex'), attribute, text, Buffer.alloc(2)]);
    const mail = await read(
      Buffer.concat([Buffer.from('From: a@b.example\r\nContent-Type: application/ms-tnef\r\n\r\n'), file]),
    );
    expect(mail.shortened).toBe(true);
    expect(mail.text.length).toBeLessThanOrEqual(1_000_000);
    expect(mail.text).toMatch(/^Nobody calls\. /);
    expect(mail.attachments[0]?.size).toBe(file.length);
  });

  it('reads the words around a large picture that stands within the HTML', async () => {
    const picture = 'QUJD'.repeat(4_000_000);
    const mail = await read(
      `${from}Content-Type: text/html\r\n\r\n<p>Before</p><img src="data:image/png;base64,${picture}"><p>After</p>`,
    );
    expect([mail.text, mail.shortened]).toEqual(['Before\n\nAfter', false]);
  });

  it('reads a file that a program has padded in each line', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ minLength: 1, maxLength: 60 }), { minLength: 1 }),
        async (lines) => {
          const body = lines.map((line) => Buffer.from(line).toString('base64')).join('\r\n');
          const { attachments } = await read(
            Buffer.from(
              `From: a@b.example\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n${body}`.padEnd(
                5000,
              ),
            ),
          );
          expect(Buffer.from(attachments[0]?.content ?? [])).toEqual(Buffer.concat(lines));
        },
      ),
    );
  });

  it.each([
    ['iso-8859-1-raw.eml', 'Café contact', 'The contact at the café cost £12, naïvely I paid.'],
    ['undeclared-windows-1252.eml', 'The café', 'It’s £12 – for a café.'],
  ])('reads the charset of %s', async (name, subject, text) => {
    expect(await read(fixture(name))).toMatchObject({ subject, text });
  });

  it.each(fixtures)('reads %s the same with any line endings', async (name) => {
    const lf = Buffer.from(fixture(name)).toString('latin1').replaceAll('\r\n', '\n');
    const first = await read(Buffer.from(lf, 'latin1'));
    const variants = [
      lf.replaceAll('\n', '\r\n'),
      lf.replaceAll('\n', '\r'),
      lf.replaceAll('\n', '\r\r\n'),
      lf.replace(/\n/g, (_, at: number) => (at % 2 === 0 ? '\r\n' : '\n')),
      `\u00ef\u00bb\u00bf${lf}`,
      `\n \r\n${lf}`,
      `From someone@mail.example Mon Mar  2 08:14:11 2026\n${lf}`,
    ];
    for (const variant of variants) expect(await read(Buffer.from(variant, 'latin1'))).toEqual(first);
  });
});

describe('bodies', () => {
  const text = async (rest: string, encoding: BufferEncoding = 'latin1') =>
    (await read(Buffer.from(from + rest, encoding))).text;

  it.each([
    [
      'UTF-8 in 8 bit',
      'Content-Type: text/plain; charset=utf-8\r\n\r\n\u00c2\u00a35 \u00f0\u009f\u0098\u008a',
      '£5 😊',
    ],
    [
      'windows-1252 that claims to be UTF-8',
      'Content-Type: text/plain;\r\n charset="UTF-8"\r\n\r\n\u00a35 \u0096 \u0093quoted\u0094',
      '£5 – “quoted”',
    ],
    [
      'windows-1252 quoted, with no charset',
      'Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=A35',
      '£5',
    ],
    [
      'base64',
      'Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\nwqM1IGZvciBidXM=',
      '£5 for bus',
    ],
    ['a charset that nobody knows', 'Content-Type: text/plain; charset=x-unknown\r\n\r\n\u00a35', '£5'],
    ['NUL and other control characters', '\r\na\0b\u0007c\u001b[31m\td', 'abc[31m d'],
    ['an empty body', '\r\n', ''],
    [
      'a blank plain part beside HTML',
      'Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n\r\n \r\n--b\r\nContent-Type: text/html\r\n\r\n<p>I complain.</p>\r\n--b--',
      'I complain.',
    ],
    [
      'a boundary that never comes',
      'Content-Type: multipart/mixed; boundary=b\r\n\r\nI complain.',
      'I complain.',
    ],
    ['a multipart that names no boundary', 'Content-Type: multipart/mixed\r\n\r\nI complain.', 'I complain.'],
    [
      'a multipart that is cut off',
      'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nI compl',
      'I compl',
    ],
    [
      'text outside of the body element',
      'Content-Type: text/html\r\n\r\n<html><body>One</body></html>\r\n<p>Two</p>',
      'One\n\nTwo',
    ],
  ])('%s', async (_, rest, expected) => {
    expect(await text(rest)).toBe(expected);
  });

  it('prefers the HTML to a plain part that only refers to it', async () => {
    const complaint = 'I complain about the way in which the review meeting was held. '.repeat(20);
    const mail = `Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n\r\nThis message needs HTML.\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>${complaint}</p>\r\n--b--`;
    expect(await text(mail)).toBe(complaint.trim());
  });

  it('keeps a replacement character that was sent as one', async () => {
    expect(await text('Content-Type: text/plain; charset=utf-8\r\n\r\nlost: \ufffd', 'utf8')).toBe(
      'lost: \ufffd',
    );
  });

  it('keeps more than 100,000 characters', async () => {
    const long = 'Every word of this counts. '.repeat(10_000).trim();
    expect(await text(`\r\n${long}`)).toBe(long);
  });

  it('replaces half a surrogate pair', async () => {
    const utf16 = Buffer.from([0x61, 0x00, 0x3d, 0xd8, 0x62, 0x00]).toString('base64');
    expect(
      await text(
        `Content-Type: text/plain; charset=utf-16le\r\nContent-Transfer-Encoding: base64\r\n\r\n${utf16}`,
      ),
    ).toBe('a\ufffdb');
  });
});

describe('headers', () => {
  it.each([
    ['subject absent', '', { subject: '' }],
    ['subject folded', 'Subject: My\r\n complaint\r\n', { subject: 'My complaint' }],
    ['subject in raw UTF-8', 'Subject: café 😊\r\n', { subject: 'café 😊' }],
    [
      'Reply-To',
      'Reply-To: Al <al@mail.example>, b@mail.example\r\n',
      { replyTo: { name: 'Al', address: 'al@mail.example' } },
    ],
    [
      'groups and nonsense among the recipients',
      'To: Team: a@x.example, b@x.example;, nobody, <c@x.example>\r\n',
      { to: [{ address: 'a@x.example' }, { address: 'b@x.example' }, { address: 'c@x.example' }] },
    ],
    ['a date that is none', 'Date: yesterday\r\n', { date: undefined }],
    [
      'a date with an offset',
      'Date: Thu, 1 Apr 2027 00:30:00 +0100 (BST)\r\n',
      { date: '2027-03-31T23:30:00.000Z' },
    ],
    ['ids without brackets', 'In-Reply-To: one@x.example\r\n', { inReplyTo: '<one@x.example>' }],
    [
      'ids folded and in a crowd',
      'References: <a@x.example><b@\r\n x.example>\r\n\t(comment) <c@x.example>\r\n',
      { references: ['<a@x.example>', '<b@x.example>', '<c@x.example>'] },
    ],
    [
      'ids encoded as Exchange does',
      'In-Reply-To: =?utf-8?q?=3Cone=40x=2Eexample=3E?=\r\n',
      { inReplyTo: '<one@x.example>' },
    ],
    [
      'what classification needs',
      'Auto-Submitted: no\r\nX-Precedence: bulk\r\nList-Id: <l.x.example>\r\nX-Autorespond: yes\r\nX-Redress-Letter: 7\r\nReceived: a\r\nReceived: b\r\n',
      {
        headers: {
          autoSubmitted: 'no',
          precedence: 'bulk',
          listId: '<l.x.example>',
          autoReplyHeader: 'yes',
          redressLetter: '7',
          received: 2,
        },
      },
    ],
  ])('%s', async (_, header, expected) => {
    expect(await read(`${from}${header}\r\nHello`)).toMatchObject(expected);
  });

  it.each([
    ['From: jo@mail.example', { address: 'jo@mail.example' }],
    ['From: "Jo" <jo@mail.example>, Al <al@mail.example>', { name: 'Jo', address: 'jo@mail.example' }],
    ['From: =?windows-1252?Q?Jos=E9?= <jo@mail.example>', { name: 'José', address: 'jo@mail.example' }],
    ['From: J\u202eo <jo@mail.example>', { name: 'Jo', address: 'jo@mail.example' }],
    ['from : Jo <jo@bücher.example>', { name: 'Jo', address: 'jo@bücher.example' }],
  ])('reads the sender of %o', async (line, sender) => {
    expect((await read(`Subject: s\r\n${line}\r\n\r\nHello`)).from).toEqual(sender);
  });

  it.each([
    ['C:\\Users\\me\\scan.pdf', 'scan.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['.htaccess', 'htaccess'],
    ['what? "now".txt', 'what_ _now_.txt'],
    ['..', 'attachment-1.pdf'],
    [`${'long '.repeat(60)}.pdf`, `${'long '.repeat(24).slice(0, 116).trim()}.pdf`],
    ['=?utf-8?B?8J+YoS5wZGY=?=', '😡.pdf'],
  ])('names the file %o as %o', async (sent, filename) => {
    const name = sent.replace(/["\\]/g, String.raw`\$&`);
    const mail = await read(`${from}Content-Type: application/pdf; name="${name}"\r\n\r\nx`);
    expect(mail.attachments.map((attachment) => attachment.filename)).toEqual([filename]);
  });
});

describe('mail that cannot be read', () => {
  const nested = Array.from(
    { length: 100 },
    (_, level) => `--b${level}\r\nContent-Type: multipart/mixed; boundary=b${level + 1}\r\n\r\n`,
  ).join('');
  it.each(['', '\r\n\r\n\r\n'])('is refused with a reason: nothing at all (%#)', async (raw) => {
    expect(await readMail(Buffer.from(raw))).toEqual({ ok: false, reason: 'empty' });
  });

  it.each([
    ['no sender', 'Subject: hello\r\n\r\nI complain.', { from: {}, subject: 'hello', text: 'I complain.' }],
    [
      'a sender without an address',
      'From: nobody\r\n\r\nI complain.',
      { from: { name: 'nobody' }, text: 'I complain.' },
    ],
    [
      'a Sender, as lists have it, but no From',
      'Sender: Jo <jo@mail.example>\r\n\r\nI complain.',
      { from: { name: 'Jo', address: 'jo@mail.example' } },
    ],
    ['no header', 'just some words', { from: {}, subject: '', text: 'just some words' }],
    [
      'parts in parts in parts',
      `${from}Content-Type: multipart/mixed; boundary=b0\r\n\r\n${nested}\r\nI complain.`,
      { text: expect.stringContaining('I complain.') },
    ],
    [
      'a header field of a megabyte',
      `${from}X-Long: ${'x'.repeat(1_000_001)}\r\nSubject: Late\r\n\r\nI complain.`,
      { subject: 'Late', text: 'I complain.' },
    ],
    ['a million lines', `${from}\r\nI complain.${'\n'.repeat(1_000_001)}`, { text: 'I complain.' }],
    [
      'a header that ends with a line of one space',
      `${from}Subject: Help\r\n \r\nI complain.\r\nVery much.`,
      { subject: 'Help', text: 'I complain.\nVery much.' },
    ],
    [
      'a header that does not end',
      `${from}Subject: Help\r\nI complain.\r\nVery much.`,
      { subject: 'Help', text: 'I complain.\nVery much.' },
    ],
  ])('shows what there is: %s', async (_, raw, expected) => {
    expect(await read(raw)).toMatchObject(expected);
  });

  it('survives deeply nested HTML', async () => {
    const mail = await read(`${from}Content-Type: text/html\r\n\r\n${'<div>'.repeat(200_000)}I complain.`);
    expect(mail.text).toBe('I complain.');
  });

  const faults = async (raw: Uint8Array): Promise<string[]> => {
    const result = await readMail(raw);
    if (!result.ok) return Object.hasOwn(details, result.reason) ? [] : ['no reason'];
    const { text, originalText, subject, attachments } = result.mail;
    const names = attachments.map(({ filename }) => filename);
    return [
      ...(ParsedMail.safeParse(result.mail).success ? [] : ['not as its schema says']),
      ...[text, originalText, subject, ...names].filter(
        (string) => !string.isWellFormed() || string.includes('\0'),
      ),
      ...names.filter((name) => !/^[^/\\]{1,200}$/.test(name)),
    ];
  };

  it('never throws on any bytes', async () => {
    const property = async (bytes: Uint8Array): Promise<void> => {
      expect(await faults(bytes)).toEqual([]);
      expect(await faults(Buffer.concat([Buffer.from(from), bytes]))).toEqual([]);
    };
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), property));
  });

  it('never throws on damaged mail', async () => {
    const damage = fc.record({
      at: fc.nat(),
      cut: fc.nat({ max: 40 }),
      put: fc.uint8Array({ maxLength: 20 }),
    });
    const damages = fc.array(damage, { minLength: 1, maxLength: 6 });
    const property = async (
      name: string,
      damaged: { at: number; cut: number; put: Uint8Array }[],
    ): Promise<void> => {
      const mail = damaged.reduce(
        (bytes, { at, cut, put }) => {
          const start = at % (bytes.length + 1);
          return Buffer.concat([bytes.subarray(0, start), put, bytes.subarray(start + cut)]);
        },
        Buffer.from(fixture(name)),
      );
      expect(await faults(mail)).toEqual([]);
    };
    await fc.assert(fc.asyncProperty(fc.constantFrom(...fixtures), damages, property), { numRuns: 300 });
  });
});
