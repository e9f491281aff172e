import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageRejected, SendRawEmailCommand, SESServiceException } from '@aws-sdk/client-ses';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSesClient, sesMailer } from '../../functions/adapters/aws/ses-mailer.ts';
import { outboxMailer } from '../../functions/adapters/local/outbox-mailer.ts';
import type { Mailer } from '../../functions/ports.ts';
import { composeMail } from '../../functions/operations/send-letter/compose-mail.ts';

const from = 'complaints@council.example';
const to = 'ann@home.example';
const compose = (letterId: string, date = '2026-09-07T08:00:00.000Z') =>
  composeMail({
    letterId,
    letter: { subject: `Letter ${letterId}`, text: 'Dear Ann, café\n', html: '<p>Dear Ann, café</p>\n' },
    from: { name: 'Ashford Vale Council', address: from },
    to: { address: to },
    replyTo: from,
    messageId: `<${letterId}@council.example>`,
    date,
    autoSubmitted: 'auto-generated',
  });

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
const region = 'eu-west-2';

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'redress-outbox-'));
});
afterAll(() => rm(dataDir, { recursive: true }));
let folders = 0;
const newFolder = () => join(dataDir, String(++folders));

interface Subject {
  mailer: Mailer;
  /** The bytes that were sent for a letter. */
  left: (letterId: string) => Promise<Buffer[]>;
}

const implementations: { name: string; make: () => Subject }[] = [
  {
    name: 'outbox on disk',
    make: () => {
      const folder = newFolder();
      return {
        mailer: outboxMailer(folder),
        async left(letterId) {
          const names = await readdir(join(folder, 'outbox')).catch(() => []);
          return Promise.all(
            names
              .filter((name) => name === `${letterId}.eml`)
              .map((name) => readFile(join(folder, 'outbox', name))),
          );
        },
      };
    },
  },
  {
    name: 'SES',
    make: () => {
      const client = makeSesClient({ region, credentials });
      const ses = mockClient(client);
      ses.on(SendRawEmailCommand).resolves({ MessageId: '0102-abc' });
      return {
        mailer: sesMailer(client),
        left: (letterId) =>
          Promise.resolve(
            ses
              .commandCalls(SendRawEmailCommand)
              .map((call) => call.args[0].input)
              .filter((input) => input.Tags?.some((tag) => tag.Value === letterId))
              .map((input) => Buffer.from(input.RawMessage?.Data ?? [])),
          ),
      };
    },
  },
];

describe.each(implementations)('a mailer: $name', ({ make }) => {
  it('sends the letter unchanged and returns its Message-ID', async () => {
    const { mailer, left } = make();
    const raw = await compose('A-1');
    expect(await mailer.send({ letterId: 'A-1', raw, from, to })).toEqual({
      outcome: 'sent',
      messageId: expect.stringMatching(/^<[^<>@\s]+@[^<>@\s]+>$/),
    });
    const sent = await left('A-1');
    expect(sent).toHaveLength(1);
    expect(sent[0]?.subarray(-raw.length).equals(raw)).toBe(true);
  });

  it('never reports a sent letter as unsent, or the reverse', async () => {
    const { mailer } = make();
    expect(await mailer.wasSent('A-1')).not.toBe('yes');
    await mailer.send({ letterId: 'A-1', raw: await compose('A-1'), from, to });
    expect(await mailer.wasSent('A-1')).not.toBe('no');
    expect(await mailer.wasSent('A-2')).not.toBe('yes');
  });

  it.each([
    '',
    'Ann',
    'ann@home.example, bob@home.example',
    'Ann <ann@home.example>',
    'ann@home.example\r\nBcc: bob@home.example',
    'a b@home.example',
  ])('refuses the recipient %j and sends nothing', async (bad) => {
    const { mailer, left } = make();
    expect(await mailer.send({ letterId: 'A-1', raw: await compose('A-1'), from, to: bad })).toEqual({
      outcome: 'refused',
      reason: 'not-one-email-address',
    });
    expect(await left('A-1')).toEqual([]);
  });

  it.each(['', '../A-1', 'A#1', 'A 1', 'é'])('takes %j for no id of a letter', async (letterId) => {
    const { mailer } = make();
    await expect(mailer.send({ letterId, raw: await compose('A-1'), from, to })).rejects.toThrow(
      /a letter id is made of/,
    );
  });
});

describe('the outbox', () => {
  it('lists letters in the order of sending, whatever their dates', async () => {
    const mailer = outboxMailer(newFolder());
    expect(await mailer.listOutbox()).toEqual([]);
    await mailer.send({ letterId: 'B', raw: await compose('B', '2026-09-08T08:00:00.000Z'), from, to });
    await mailer.send({
      letterId: 'A',
      raw: await compose('A', '2026-09-07T08:00:00.000Z'),
      from,
      to: 'bob@home.example',
    });
    expect(await mailer.listOutbox()).toEqual([
      {
        letterId: 'B',
        to,
        subject: 'Letter B',
        sentAt: '2026-09-08T08:00:00.000Z',
        text: 'Dear Ann, café',
        html: '<p>Dear Ann, café</p>',
      },
      expect.objectContaining({ letterId: 'A', to: 'bob@home.example', sentAt: '2026-09-07T08:00:00.000Z' }),
    ]);
  });

  it('sends a letter once, and keeps the first', async () => {
    const mailer = outboxMailer(newFolder());
    const first = await mailer.send({ letterId: 'A', raw: await compose('A'), from, to });
    const again = await mailer.send({
      letterId: 'A',
      raw: await compose('A', '2027-01-01T00:00:00.000Z'),
      from,
      to: 'bob@home.example',
    });
    expect(again).toEqual(first);
    expect(await mailer.listOutbox()).toEqual([
      expect.objectContaining({ letterId: 'A', to, sentAt: '2026-09-07T08:00:00.000Z' }),
    ]);
  });

  it('keeps letters and order over a restart, even in the middle of a letter', async () => {
    const folder = newFolder();
    const before = outboxMailer(folder);
    for (const letterId of ['Z', 'Y'])
      await before.send({ letterId, raw: await compose(letterId), from, to });
    await writeFile(join(folder, 'outbox', 'half.part'), 'X-Outbox-Pl');
    const after = outboxMailer(folder);
    expect([await after.wasSent('Z'), await after.wasSent('half')]).toEqual(['yes', 'no']);
    await after.send({ letterId: 'A', raw: await compose('A'), from, to });
    expect((await after.listOutbox()).map(({ letterId }) => letterId)).toEqual(['Z', 'Y', 'A']);
    expect((await readdir(join(folder, 'outbox'))).sort()).toEqual(['A.eml', 'Y.eml', 'Z.eml']);
  });

  it('writes simultaneous letters one after the other, and the same letter once', async () => {
    const mailer = outboxMailer(newFolder());
    const ids = ['E', 'C', 'E', 'A', 'C', 'B'];
    await Promise.all(
      ids.map(async (letterId) => mailer.send({ letterId, raw: await compose('X'), from, to })),
    );
    expect((await mailer.listOutbox()).map(({ letterId }) => letterId).sort()).toEqual(['A', 'B', 'C', 'E']);
  });

  it('continues after a letter that could not be written', async () => {
    const mailer = outboxMailer(newFolder());
    await expect(mailer.send({ letterId: 'no id', raw: await compose('A'), from, to })).rejects.toThrow(
      /a letter id is made of/,
    );
    expect(await mailer.send({ letterId: 'A', raw: await compose('A'), from, to })).toMatchObject({
      outcome: 'sent',
    });
  });
});

describe('SES', () => {
  it('gets exactly this request', async () => {
    const client = makeSesClient({ region, credentials });
    const ses = mockClient(client);
    ses.on(SendRawEmailCommand).resolves({ MessageId: '0102-abc' });
    const raw = await compose('A-1');
    const sent = await sesMailer(client, { configurationSet: 'letters' }).send({
      letterId: 'A-1',
      raw,
      from,
      to,
    });
    expect(sent).toEqual({ outcome: 'sent', messageId: '<0102-abc@eu-west-2.amazonses.com>' });
    expect(ses.commandCalls(SendRawEmailCommand).map((call) => call.args[0].input)).toEqual([
      {
        Source: from,
        Destinations: [to],
        RawMessage: { Data: raw },
        Tags: [{ Name: 'letter', Value: 'A-1' }],
        ConfigurationSetName: 'letters',
      },
    ]);
  });

  const answered = (name: string, status: number) =>
    new SESServiceException({
      name,
      message: 'said',
      $fault: status < 500 ? 'client' : 'server',
      $metadata: { httpStatusCode: status },
    });
  const broken = (name: string, code: string) => Object.assign(new Error('said', {}), { name, code });

  it.each([
    [new MessageRejected({ message: 'said', $metadata: { httpStatusCode: 400 } }), 'refused'],
    [answered('InvalidParameterValue', 400), 'refused'],
    [answered('MailFromDomainNotVerifiedException', 400), 'busy'],
    [answered('AccountSendingPausedException', 400), 'busy'],
    [answered('ConfigurationSetSendingPausedException', 400), 'busy'],
    [answered('ConfigurationSetDoesNotExistException', 400), 'busy'],
    [answered('AccessDenied', 403), 'busy'],
    [answered('InvalidClientTokenId', 403), 'busy'],
    [answered('SignatureDoesNotMatch', 403), 'busy'],
    [answered('RequestTimeTooSkewed', 400), 'busy'],
    [answered('Throttling', 400), 'busy'],
    [answered('ThrottlingException', 400), 'busy'],
    [answered('TooManyRequestsException', 429), 'busy'],
    [answered('ServiceUnavailable', 503), 'busy'],
    [answered('ExpiredToken', 403), 'busy'],
    [answered('ExpiredTokenException', 400), 'busy'],
    [answered('AccessDeniedException', 400), 'busy'],
    [answered('UnrecognizedClientException', 400), 'busy'],
    [broken('TimeoutError', 'ECONNREFUSED'), 'busy'],
    [broken('Error', 'ENOTFOUND'), 'busy'],
    [answered('InternalFailure', 500), 'unknown'],
    [answered('BadGateway', 502), 'unknown'],
    [broken('TimeoutError', 'ECONNRESET'), 'unknown'],
    [broken('TimeoutError', 'ETIMEDOUT'), 'unknown'],
    [broken('Error', 'EPIPE'), 'unknown'],
    [new TypeError('said'), 'unknown'],
  ])('when it fails with %s the letter is %s', async (error, outcome) => {
    const client = makeSesClient({ region, credentials });
    mockClient(client).on(SendRawEmailCommand).rejects(error);
    const sent = await sesMailer(client).send({ letterId: 'A-1', raw: await compose('A-1'), from, to });
    expect(sent).toEqual({ outcome, reason: outcome === 'busy' ? error.name : `${error.name}: said` });
  });

  it('when no connection was made in time, nothing was sent: it is busy; when no answer came in time, it is unknown', async () => {
    const said = (text: string) => Object.assign(new Error(text), { name: 'TimeoutError' });
    const client = makeSesClient({ region, credentials });
    const ses = mockClient(client).on(SendRawEmailCommand);
    const mail = { letterId: 'A-1', raw: await compose('A-1'), from, to };
    // As @smithy/node-http-handler words its two time-outs.
    ses.rejects(
      said('the request socket did not establish a connection with the server within the configured timeout'),
    );
    expect(await sesMailer(client).send(mail)).toEqual({ outcome: 'busy', reason: 'TimeoutError' });
    ses.rejects(said('a request has exceeded the configured 10000 ms requestTimeout.'));
    expect(await sesMailer(client).send(mail)).toMatchObject({ outcome: 'unknown' });
  });

  // As SES words them: of the account or its sender, and of one message.
  it.each([
    [
      'Email address is not verified. The following identities failed the check in region EU-WEST-2: council.example',
      'busy',
    ],
    ['Sending paused for this account. For more information, please check the inbox of the account.', 'busy'],
    ['Sending suspended for this account.', 'busy'],
    ['Invalid MAIL FROM domain name', 'refused'],
    ['Transaction failed: Duplicate header', 'refused'],
  ])('when it rejects a message with "%s" the letter is %s', async (message, outcome) => {
    const client = makeSesClient({ region, credentials });
    const error = new MessageRejected({ message, $metadata: { httpStatusCode: 400 } });
    mockClient(client).on(SendRawEmailCommand).rejects(error);
    const sent = await sesMailer(client).send({ letterId: 'A-1', raw: await compose('A-1'), from, to });
    expect(sent).toEqual({
      outcome,
      reason: outcome === 'busy' ? 'MessageRejected' : `MessageRejected: ${message}`,
    });
  });

  it.each<[string, number | 'no answer', string]>([
    ['breaks off without an answer', 'no answer', 'unknown'],
    ['answers 500', 500, 'unknown'],
    ['answers 503', 503, 'unknown'],
    ['answers 400', 400, 'refused'],
  ])('when the service takes a letter and %s, the letter is not sent again', async (_, answer, outcome) => {
    let requests = 0;
    const server = createServer((request, response) => {
      requests += 1;
      request.resume().on('end', () => {
        if (answer === 'no answer') request.socket.destroy();
        else response.writeHead(answer).end();
      });
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const address: AddressInfo | string | null = server.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    const client = makeSesClient({
      region,
      credentials,
      endpoint: `http://127.0.0.1:${port}`,
      maxAttempts: 5,
    });
    const send = async (letterId: string) =>
      (await sesMailer(client).send({ letterId, raw: await compose(letterId), from, to })).outcome;
    expect(await send('A-1')).toBe(outcome);
    expect(requests).toBe(1);
    await new Promise((resolve) => void server.close(resolve));
    client.destroy();
  });

  it('when no one listens, the letter may be sent later', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    await new Promise((resolve) => void server.close(resolve));
    const client = makeSesClient({ region, credentials, endpoint: `http://127.0.0.1:${port}` });
    expect(
      await sesMailer(client).send({ letterId: 'A-1', raw: await compose('A-1'), from, to }),
    ).toMatchObject({ outcome: 'busy' });
  });
});
