import * as fc from 'fast-check';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { oneLine } from '../../../functions/domain/text/clean-text.ts';
import { composeMail, type LetterMail } from '../../../functions/operations/send-letter/compose-mail.ts';

const mail: LetterMail = {
  letterId: 'SC-2026-00412-7-L1',
  letter: {
    subject: 'We have your complaint: café, 日本',
    text: `Dear Ann\n\n${'A long line of an ordinary letter. '.repeat(40)}\n.\nFrom us — £5\n`,
    html: `<!doctype html>\n<p>Dear Ann ${'with many words '.repeat(80)}— £5</p>\n`,
  },
  from: { name: 'Ashford Vale Council', address: 'complaints@council.example' },
  to: { name: 'Ann O’Neill', address: 'ann@home.example' },
  replyTo: 'complaints+sc-2026-00412-7@council.example',
  messageId: '<SC-2026-00412-7-L1@council.example>',
  date: '2026-03-29T01:30:00.000Z',
  autoSubmitted: 'auto-replied',
};

const read = async (given: LetterMail) => {
  const raw = await composeMail(given);
  const email = await PostalMime.parse(raw);
  const headers = Object.fromEntries(email.headers.map(({ key, value }) => [key, value]));
  return { raw: Buffer.from(raw).toString('latin1'), email, headers };
};

// The parser ends a part with a line break of its own.
const inLf = (text: string | undefined) => text?.replaceAll('\r\n', '\n').replace(/\n\n$/, '\n');

describe('composing a letter as MIME', () => {
  it('round-trips through a parser', async () => {
    const { email, headers, raw } = await read({ ...mail, configurationSet: 'letters' });
    expect(email).toMatchObject({
      subject: mail.letter.subject,
      from: { name: 'Ashford Vale Council', address: 'complaints@council.example' },
      to: [{ name: 'Ann O’Neill', address: 'ann@home.example' }],
      replyTo: [{ address: 'complaints+sc-2026-00412-7@council.example' }],
      messageId: '<SC-2026-00412-7-L1@council.example>',
      date: '2026-03-29T01:30:00.000Z',
    });
    expect(inLf(email.text)).toBe(mail.letter.text);
    expect(inLf(email.html)).toBe(mail.letter.html);
    expect(headers).toMatchObject({
      'auto-submitted': 'auto-replied',
      'x-auto-response-suppress': 'OOF, AutoReply',
      'x-redress-letter': 'SC-2026-00412-7-L1',
      'x-ses-configuration-set': 'letters',
      'mime-version': '1.0',
    });
    expect(headers['content-type']).toMatch(/^multipart\/alternative/);
    // RFC 5322: lines end in CRLF and have no more than 998 characters; the whole is ASCII.
    expect(raw).not.toMatch(/[^\r]\n|[^\n]{999}|[^ -~\r\n\t]/);
    expect(raw.match(/^Date: .*$/m)?.[0]).toBe('Date: Sun, 29 Mar 2026 01:30:00 +0000\r'.trim());
  });

  it('gives the same bytes for the same letter', async () => {
    expect(await composeMail(mail)).toEqual(await composeMail(structuredClone(mail)));
  });

  it('uses a boundary that the text of a letter cannot contain', async () => {
    const boundaryOf = (raw: string) => raw.match(/boundary="([^"]+)"/)?.[1] ?? '';
    const first = boundaryOf((await read(mail)).raw);
    expect(first.length).toBeLessThanOrEqual(70);
    const text = `Dear Ann\n--${first}\nContent-Type: text/html\n\n<b>Not ours</b>\n--${first}--\n`;
    const { email, raw } = await read({ ...mail, letter: { ...mail.letter, text } });
    expect(boundaryOf(raw)).not.toBe(first);
    expect(inLf(email.text)).toBe(text);
    expect(inLf(email.html)).toBe(mail.letter.html);
  });

  it.each<[string, Partial<LetterMail>, string | undefined, string]>([
    ['a first letter', {}, undefined, '<SC-2026-00412-7-L1@council.example>'],
    [
      'an answer',
      { inReplyTo: '<q@home.example>' },
      '<q@home.example>',
      '<q@home.example> <SC-2026-00412-7-L1@council.example>',
    ],
    [
      'a later answer',
      {
        inReplyTo: '<q2@home.example>',
        references: ['<q1@home.example> <a1@council.example>', '<q2@home.example>'],
      },
      '<q2@home.example>',
      '<q1@home.example> <a1@council.example> <q2@home.example> <SC-2026-00412-7-L1@council.example>',
    ],
    [
      'an answer to ids that are none',
      {
        inReplyTo: 'x\r\nBcc: a@b.example',
        references: ['nonsense', '<a b@c.example>', '<ok@home.example>\r\nBcc: d@e.example'],
      },
      undefined,
      '<ok@home.example> <SC-2026-00412-7-L1@council.example>',
    ],
  ])(
    '%s references earlier mails and itself, because SES renames it',
    async (_, change, inReplyTo, references) => {
      const { email, headers } = await read({ ...mail, ...change });
      expect(email.inReplyTo).toBe(inReplyTo);
      expect(email.references).toBe(references);
      expect(headers['bcc']).toBeUndefined();
    },
  );

  it('keeps the first and the latest ids of a long chain', async () => {
    const references = Array.from({ length: 500 }, (_, index) => `<m${index}@home.example>`);
    const { email } = await read({ ...mail, references });
    const ids = email.references?.split(' ') ?? [];
    expect([ids.length, ids[0], ids[1], ids.at(-1)]).toEqual([
      20,
      '<m0@home.example>',
      '<m482@home.example>',
      mail.messageId,
    ]);
  });

  it.each([
    { messageId: 'L1@council.example' },
    { messageId: '<L1@council.example>\r\nBcc: a@b.example' },
    { date: 'yesterday' },
  ])('refuses %o', async (change) => {
    await expect(composeMail({ ...mail, ...change })).rejects.toMatchObject({ name: 'BadLetterMail' });
  });

  it.each(['', 'a b', '../x', 'L#1', 'x\r\ny'])(
    'has an id that can be a tag and a file: not %j',
    async (letterId) => {
      await expect(composeMail({ ...mail, letterId })).rejects.toThrow(/a letter id is made of/);
    },
  );

  it('adds no header, whatever names, subjects and foreign ids contain', async () => {
    const plain = (await read({ ...mail, inReplyTo: '<q@home.example>' })).email.headers.map(
      ({ key }) => key,
    );
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({
        unit: fc.constantFrom(
          '\r\n',
          '\n',
          '\r',
          '\u2028',
          '\u0000',
          'Bcc: x@y.example',
          ' ',
          ':',
          '"',
          '<',
          '>',
          ',',
          '=?utf-8?q?=0A?=',
          '\\',
          'é',
        ),
      }),
    );
    await fc.assert(
      fc.asyncProperty(
        hostile,
        hostile,
        hostile,
        fc.oneof(hostile, fc.constant('ann@home.example')),
        async (name, subject, foreign, address) => {
          const { email } = await read({
            ...mail,
            to: { name, address },
            letter: { ...mail.letter, subject: `${subject}.` },
            inReplyTo: '<q@home.example>',
            references: [foreign],
          });
          expect(email.headers.map(({ key }) => key)).toEqual(plain);
          expect(email.to?.map((to) => to.address ?? to.group)).toEqual([
            address === 'ann@home.example' ? address : [],
          ]);
          expect(inLf(email.text)).toBe(mail.letter.text);
          expect(email.subject).toBe(oneLine(`${subject}.`).replaceAll('=?', '= ?'));
        },
      ),
    );
  });
});
