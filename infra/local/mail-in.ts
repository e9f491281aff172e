import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** The most bytes that SES accepts in one message. */
const sizeLimit = 40 * 1024 * 1024;

export interface ReceivedMail {
  raw: Uint8Array;
  /** MAIL FROM; '' is the null sender of bounces. */
  envelopeFrom: string | undefined;
  recipients: string[];
}

class TemporaryFailure extends Error {
  override readonly name = 'TemporaryFailure';
  readonly responseCode = 451;
}

class TooLarge extends Error {
  override readonly name = 'TooLarge';
  readonly responseCode = 552;
}

/**
 * Receives mail without SES: an SMTP server without sign-in and encryption, for the loopback interface. Its 250 means
 * that `receive` has resolved, so the mail is stored. If it rejects, the sender gets 451 and will try again. Port 0
 * takes a free one.
 */
export async function startMailIn({
  port,
  host = '127.0.0.1',
  receive,
}: {
  port: number;
  host?: string;
  receive: (mail: ReceivedMail) => Promise<void>;
}): Promise<{ port: number; close(): Promise<void> }> {
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    authOptional: true,
    disableReverseLookup: true,
    size: sizeLimit,
    rejectOversized: true,
    closeTimeout: 2000,
    logger: false,
    onData(stream, { envelope }, answer) {
      const envelopeFrom = envelope.mailFrom === false ? undefined : envelope.mailFrom.address;
      const recipients = envelope.rcptTo.map(({ address }) => address);
      const take = async (): Promise<void> => {
        const chunks: Uint8Array[] = [];
        // Throws if the client disconnects in the middle: half a mail is not accepted.
        for await (const chunk of stream)
          if (!stream.sizeExceeded && chunk instanceof Uint8Array) chunks.push(chunk);
        if (stream.sizeExceeded) throw new TooLarge('The message is larger than 40 MB.');
        await receive({ raw: Buffer.concat(chunks), envelopeFrom, recipients }).catch((error: unknown) => {
          console.error('A message could not be stored:', error);
          throw new TemporaryFailure('The message could not be stored; try again.');
        });
      };
      take().then(
        () => answer(null, 'The message is stored.'),
        (error: unknown) => answer(error instanceof Error ? error : new TemporaryFailure('Try again.')),
      );
    },
  });
  await new Promise<void>((listening, failed) => {
    // Also handles connections that break later. They are the client's problem; unhandled, they would end the process.
    server.on('error', failed);
    server.listen(port, host, listening);
  });
  const address: AddressInfo | string | null = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('The mail server listens on no port.');
  return { port: address.port, close: () => new Promise((closed) => server.close(closed)) };
}
