import { createTransport } from 'nodemailer';
import { expect, test } from 'vitest';
import { startMailIn } from '../../infra/local/mail-in.ts';
import type { MailResult } from '../../functions/operations/receive-mail/receive-mail.ts';
import type { Ours, Outcome, Row } from '../mails/a-mail.ts';
import { ofColleagues } from '../mails/of-colleagues.ts';
import { ofDanger } from '../mails/of-danger.ts';
import { ofHeaders } from '../mails/of-headers.ts';
import { ofMailSystems } from '../mails/of-mail-systems.ts';
import { ofOtherLanguages } from '../mails/of-other-languages.ts';
import { ofParts } from '../mails/of-parts.ts';
import { ofPrograms } from '../mails/of-programs.ts';
import { ofThreads } from '../mails/of-threads.ts';
import { intakeAddress, openPlay, type Play } from '../play.ts';

/** All that an officer sees of a mail. */
async function outcomeOf(play: Play, result: MailResult): Promise<Outcome> {
  if (!('reference' in result)) {
    const held = await play.deps.store.heldMailById(result.id);
    return {
      became: result.became,
      detail: held?.detail ?? '',
      subject: held?.subject,
      danger: held?.words !== undefined,
    };
  }
  const { state, events, messages, persons } = await play.file(result.reference);
  const message = messages.at(-1);
  if (!message) throw new Error('no message');
  const [person] = persons;
  const { from, subject, text, quoted, forwarded, attachments, automatic } = message;
  return {
    became: result.became,
    from,
    complainant: person ?? null,
    subject,
    text: text.trim(),
    quoted: quoted ?? null,
    forwarded: forwarded ?? null,
    attachments: attachments.map(({ name }) => name),
    automatic,
    danger: events.some((event) => event.type === 'safeguarding-marked' && event.message === message.id),
    receipt: state.letters.some(({ template }) => template === 'receipt'),
  };
}

/** A case, and the letter to which mail answers. */
async function answeredCase(play: Play): Promise<Ours> {
  const result = await play.mail({ from: 'kim@example.net', name: 'Kim Young' });
  const letter = (await play.letters()).find(({ to }) => to === 'kim@example.net');
  const header = (name: string) => letter?.header(name) ?? '';
  return {
    reference: 'reference' in result ? result.reference : '',
    letter: header('message-id'),
    headers: ['From', 'To', 'Subject', 'Message-ID', 'X-Redress-Letter']
      .map((name) => `${name}: ${header(name)}`)
      .join('\r\n'),
  };
}

test('each mail becomes what a careful officer would make of it', async () => {
  const play = await openPlay('2026-11-30T09:00:00Z');
  const results: MailResult[] = [];
  const smtp = await startMailIn({
    port: 0,
    receive: async (mail) => void results.push(await play.system.mailIn(mail)),
  });
  const transport = createTransport({
    host: '127.0.0.1',
    port: smtp.port,
    ignoreTLS: true,
    pool: true,
    maxConnections: 1,
    maxMessages: Infinity,
  });
  const rows: readonly Row[] = [
    ...ofColleagues,
    ...ofPrograms,
    ...ofMailSystems,
    ...ofOtherLanguages,
    ...ofParts,
    ...ofThreads,
    ...ofHeaders,
    ...ofDanger,
  ];
  const ours = await answeredCase(play);
  const seen: Record<string, unknown> = {};
  try {
    for (const [index, { what, raw, envelopeFrom = 'kim@example.net' }] of rows.entries()) {
      const as = `kim.${index}@`;
      const made = typeof raw === 'function' ? raw(ours) : raw;
      const bytes = typeof made === 'string' ? Buffer.from(made.replaceAll('kim@', as)) : Buffer.from(made);
      const before = results.length;
      await transport.sendMail({
        raw: bytes,
        envelope: { from: envelopeFrom.replace('kim@', as), to: [intakeAddress] },
      });
      expect([what, results.length]).toEqual([what, before + 1]);
      expect(Object.keys(seen)).not.toContain(what);
      const result = results.at(-1);
      if (!result) throw new Error('nothing received');
      const outcome = JSON.stringify(await outcomeOf(play, result)).replaceAll(as, 'kim@');
      seen[what] = JSON.parse(outcome);
    }
  } finally {
    transport.close();
    await smtp.close();
  }
  expect(seen).toMatchObject(Object.fromEntries(rows.map(({ what, becomes }) => [what, becomes])));
  expect(play.faults).toEqual([]);
});
