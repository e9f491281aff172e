import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Message } from '../../functions/domain/case/stored-rows.ts';
import { shapes } from '../mail-shapes.ts';
import { mostCasesOfSender } from '../../functions/operations/receive-mail/mails-of-sender.ts';
import { intakeAddress, openPlay, type Play } from '../play.ts';

/** A row may be 300,000 bytes long (functions/adapters/table.ts). Provenance and what comes later have the rest. */
const longestMessage = 290_000;
const rest = '[The rest is in the email as it came.]';

const cut = { text: expect.stringMatching(/The rest is in the email as it came\.\]$/) };
const counted = { moreAttachments: 2400 };
const shortSubject = { subject: expect.stringMatching(/ …$/) };

/** What a person sees of a mail that was shortened. */
function shown(name: string): object {
  if (/scripts|emoji|quotation marks|letters|forward$/.test(name)) return cut;
  if (/^2,500 (?:attachments|mails)/.test(name)) return counted;
  return name.includes('subject') ? shortSubject : {};
}

async function arriving(play: Play, raw: string): Promise<Message> {
  const result = await play.system.mailIn({ raw: Buffer.from(raw), recipients: [intakeAddress] });
  expect(result).toMatchObject({ became: 'case', known: false });
  const file = await play.file('reference' in result ? result.reference : '');
  const [message] = file.messages;
  if (!message) throw new Error('no message');
  for (const row of [...file.messages, ...file.persons, file.state])
    expect(Buffer.byteLength(JSON.stringify(row))).toBeLessThan(longestMessage);
  return message;
}

describe('no mail is refused for ever', () => {
  test('each shape is a case that shows its words', { timeout: 120_000 }, async () => {
    let play = await openPlay('2026-11-30T09:00:00Z');
    for (const [index, [name, make]] of Object.entries(shapes).entries()) {
      // One sender begins no more cases in a day.
      if (index % mostCasesOfSender === 0) play = await openPlay('2026-11-30T09:00:00Z');
      // Some differ in what the same mail may differ in when it arrives again.
      const raw = `X-Shape: ${index}\r\n${make()}`;
      const message = await arriving(play, raw);
      expect([name, message.text]).not.toEqual([name, '']);
      // Everything is still in the mail as it came.
      const kept = await play.deps.files.get(message.raw ?? '');
      expect([name, kept?.length]).toEqual([name, Buffer.byteLength(raw)]);
      expect({ name, ...message }).toMatchObject({ name, ...shown(name) });
    }
  });

  test('a reply as long as that joins its case', async () => {
    const play = await openPlay('2026-11-30T09:00:00Z');
    await play.mail({});
    const raw = shapes['long scripts above and below a quotation']?.() ?? '';
    const reply = raw.replace('\r\n', '\r\nSubject: Re: SC-2026-00001-4\r\n');
    expect(await play.system.mailIn({ raw: Buffer.from(reply), recipients: [intakeAddress] })).toMatchObject({
      became: 'message',
    });
    const message = (await play.file('SC-2026-00001-4')).messages.at(-1);
    expect([message?.text.endsWith(rest), message?.quoted?.endsWith(rest)]).toEqual([true, true]);
    expect(Buffer.byteLength(JSON.stringify(message))).toBeLessThan(longestMessage);
  });

  test('whatever is put together', { timeout: 120_000 }, async () => {
    const play = await openPlay('2026-11-30T09:00:00Z');
    const long = fc
      .tuple(
        fc.constantFrom(
          'a',
          '"',
          '\\',
          '\t',
          '\r\n',
          'é',
          'ঌ',
          '😡',
          ' ',
          '<',
          '&amp;',
          '> ',
          'a@b.example, ',
        ),
        fc.nat(120_000),
      )
      .map(([unit, times]) => unit.repeat(times));
    const field = fc
      .tuple(
        fc.constantFrom(
          'From',
          'To',
          'Cc',
          'Reply-To',
          'Subject',
          'References',
          'Message-ID',
          'Date',
          'Sender',
        ),
        long,
      )
      .map(([name, value]) => `${name}: ${value.replaceAll('\r\n', ' ')}\r\n`);
    const part = fc
      .tuple(
        fc.constantFrom('text/plain', 'text/html', 'image/png', 'message/rfc822', 'application/rtf'),
        long,
        long,
      )
      .map(
        ([type, name, body]) =>
          `--b\r\nContent-Type: ${type}; name="${name.replaceAll('\r\n', ' ').slice(0, 5000)}"\r\n\r\n${body}\r\n`,
      );
    const mail = fc
      .tuple(fc.array(field, { maxLength: 5 }), fc.array(part, { minLength: 1, maxLength: 5 }), fc.nat(300))
      .map(
        ([fields, [first = '', ...others], times]) =>
          `${fields.join('')}Subject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${first}${others.join('').slice(0, 2000).repeat(times)}`,
      );
    await fc.assert(
      fc.asyncProperty(mail, async (raw) => {
        const result = await play.system.mailIn({
          raw: Buffer.from(`X-Once: ${crypto.randomUUID()}\r\n${raw}`),
          recipients: [intakeAddress],
        });
        expect(['case', 'message', 'held', 'recorded']).toContain(result.became);
        if (!('reference' in result)) return;
        const { messages } = await play.file(result.reference);
        for (const message of messages)
          expect(Buffer.byteLength(JSON.stringify(message))).toBeLessThan(longestMessage);
      }),
      { numRuns: 25 },
    );
  });
});
