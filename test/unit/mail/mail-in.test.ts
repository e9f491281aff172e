import { connect } from 'node:net';
import { createTransport } from 'nodemailer';
import { afterEach, describe, expect, it } from 'vitest';
import type { ReceivedMail } from '../../../infra/local/mail-in.ts';
import { startMailIn } from '../../../infra/local/mail-in.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const mailIn of open.splice(0)) await mailIn.close();
});

const start = async (receive: (mail: ReceivedMail) => Promise<void>): Promise<number> => {
  const mailIn = await startMailIn({ port: 0, receive });
  open.push(mailIn);
  return mailIn.port;
};

const raw = Buffer.from('From: jo@mail.example\r\nSubject: s\r\n\r\n.dot\r\n\u00e9\r\n', 'latin1');
const send = (port: number, from: string, to: string[]) => {
  const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true });
  return transport.sendMail({ envelope: { from, to }, raw }).finally(() => transport.close());
};

/** Says these lines to the server, each after its answer, and gives the answers. */
const talk = (port: number, lines: readonly string[]): Promise<string[]> =>
  new Promise((resolve, reject) => {
    const answers: string[] = [];
    const left = [...lines];
    const socket = connect(port, '127.0.0.1');
    let heard = '';
    socket.setEncoding('utf8').on('data', (chunk) => {
      heard += String(chunk);
      if (!/^\d{3} .*\r\n$/m.test(heard)) return;
      answers.push(heard.trim());
      heard = '';
      const next = left.shift();
      if (next === undefined) socket.end();
      else socket.write(`${next}\r\n`);
    });
    socket.on('close', () => resolve(answers)).on('error', reject);
  });

describe('the local mail server', () => {
  it('passes on the bytes and the envelope', async () => {
    const received: ReceivedMail[] = [];
    const port = await start(async (mail) => {
      received.push(mail);
    });
    const to = ['complaints@council.example', 'complaints+sc-2026-00412-1@council.example'];
    await expect(send(port, 'jo@mail.example', to)).resolves.toMatchObject({
      response: expect.stringMatching(/^250/),
    });
    await send(port, '', ['complaints@council.example']);
    expect(received.map(({ envelopeFrom, recipients }) => ({ envelopeFrom, recipients }))).toEqual([
      { envelopeFrom: 'jo@mail.example', recipients: to },
      { envelopeFrom: '', recipients: ['complaints@council.example'] },
    ]);
    expect(Buffer.from(received[0]?.raw ?? [])).toEqual(raw);
  });

  it('answers 250 only after the mail is stored', async () => {
    const order: string[] = [];
    let stored = (): void => undefined;
    const storing = new Promise<void>((resolve) => {
      stored = resolve;
    });
    let begun = (): void => undefined;
    const beginning = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const port = await start(async () => {
      begun();
      await storing;
      order.push('stored');
    });
    const sent = send(port, 'jo@mail.example', ['complaints@council.example']).then(() => order.push('250'));
    await beginning;
    expect(order).toEqual([]);
    stored();
    await sent;
    expect(order).toEqual(['stored', '250']);
  });

  it('answers 451 when the mail could not be stored, and accepts it at the next try', async () => {
    let failures = 1;
    const port = await start(async () => {
      if (failures-- > 0) throw new Error('the disk is full');
    });
    const to = ['complaints@council.example'];
    await expect(send(port, 'jo@mail.example', to)).rejects.toMatchObject({ responseCode: 451 });
    await expect(send(port, 'jo@mail.example', to)).resolves.toMatchObject({ accepted: to });
  });

  it('offers SIZE, 8BITMIME and SMTPUTF8, no sign-in, no TLS, and refuses what is too large', async () => {
    const received: ReceivedMail[] = [];
    const port = await start(async (mail) => {
      received.push(mail);
    });
    const [, hello = '', tooLarge = '', utf8 = ''] = await talk(port, [
      'EHLO test.example',
      'MAIL FROM:<jo@mail.example> SIZE=41943041',
      'MAIL FROM:<jö@bücher.example> SMTPUTF8 BODY=8BITMIME',
      'QUIT',
    ]);
    expect(hello).toContain('SIZE 41943040');
    expect(hello).toContain('8BITMIME');
    expect(hello).toContain('SMTPUTF8');
    expect(hello).not.toMatch(/AUTH|STARTTLS/);
    expect(tooLarge).toMatch(/^552/);
    expect(utf8).toMatch(/^250/);
    expect(received).toEqual([]);
  });

  it('stores nothing when the sender disconnects', async () => {
    const received: ReceivedMail[] = [];
    const port = await start(async (mail) => {
      received.push(mail);
    });
    await new Promise<void>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1');
      const lines = [
        'EHLO x',
        'MAIL FROM:<jo@mail.example>',
        'RCPT TO:<complaints@council.example>',
        'DATA',
        'From: jo@mail.example',
      ];
      socket.setEncoding('utf8').on('data', (chunk) => {
        if (!/^\d{3} /m.test(String(chunk))) return;
        const line = lines.shift() ?? '';
        socket.write(`${line}\r\n`);
        if (lines.length === 0) socket.destroy();
      });
      socket.on('close', () => resolve()).on('error', reject);
    });
    await send(port, 'jo@mail.example', ['complaints@council.example']);
    expect(received).toHaveLength(1);
  });

  it('reports that its port is taken', async () => {
    const port = await start(async () => undefined);
    await expect(startMailIn({ port, receive: async () => undefined })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });
});
