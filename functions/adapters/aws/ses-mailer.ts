import { SendRawEmailCommand, SESClient, type SESClientConfig } from '@aws-sdk/client-ses';
import * as z from 'zod/mini';
import { LetterId } from '../../domain/correspondence/letter-mail.ts';
import { isEmailAddress } from '../../domain/text/email-address.ts';
import type { Mailer } from '../../ports.ts';
import type { LetterSettling } from '../../domain/case/event-codes.ts';

/**
 * A client that sends a letter at most once: the SDK's own retries would send it again after an answer was lost. A
 * request takes at most 13 s; the caller's time-out must be longer.
 */
export function makeSesClient(config: SESClientConfig = {}): SESClient {
  const requestHandler = { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true };
  return new SESClient({ requestHandler, ...config, maxAttempts: 1 });
}

// The service accepted nothing, and what it names is not the letter: the rate, the quota, the account, its permissions, its
// clock or a domain. Someone mends that, or it passes, and until then no letter is at fault (SES API Reference,
// SendRawEmail and Common Errors).
const notTheLetter = new Set([
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'LimitExceededException',
  'ServiceUnavailable',
  'ServiceUnavailableException',
  'RequestExpired',
  'ExpiredToken',
  'ExpiredTokenException',
  'CredentialsProviderError',
  'AccountSendingPausedException',
  'ConfigurationSetSendingPausedException',
  'ConfigurationSetDoesNotExistException',
  'MailFromDomainNotVerifiedException',
  'IncompleteSignature',
  'MissingAction',
  'MissingAuthenticationToken',
  'RequestTimeTooSkewed',
  'AccessDeniedException',
  'NotAuthorized',
  'UnrecognizedClientException',
  'InvalidSignatureException',
]);
// Whoever may not send, or is not known, is mostly answered so, under some ten names; those that can come with 400 are above.
const notAllowed = [401, 403, 429];
/** A rejected message can be the letter's fault; not when it is a sender not verified, or an account that is paused. */
const rejectedForAll = /not verified|sending (?:is |was |has been )?(?:paused|suspended|disabled)/i;
// There was no connection, so no request was sent.
const notConnected = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];
/** The SDK names its two time-outs alike. After this one too no request was sent. */
const notConnectedInTime = /did not establish a connection/;

const SdkError = z.object({
  name: z.string(),
  message: z.string(),
  code: z.optional(z.string()),
  $metadata: z.optional(z.object({ httpStatusCode: z.optional(z.number()) })),
});

/** The meaning of a SendRawEmail error for the letter. In doubt 'unknown', because a letter must not be sent twice. */
function translate(error: unknown): { outcome: 'refused' | 'busy' | 'unknown'; reason: string } {
  const parsed = SdkError.safeParse(error);
  if (!parsed.success) return { outcome: 'unknown', reason: 'unknown-error' satisfies LetterSettling };
  const { name, message, code, $metadata } = parsed.data;
  const status = $metadata?.httpStatusCode ?? 0;
  const isForAll =
    notTheLetter.has(name) ||
    notAllowed.includes(status) ||
    (name === 'MessageRejected' && rejectedForAll.test(message)) ||
    (name === 'TimeoutError' && notConnectedInTime.test(message));
  // Only its name goes on: it becomes the fault of an execution, and the message may name an address.
  if (isForAll || notConnected.includes(code ?? '')) return { outcome: 'busy', reason: name };
  return { outcome: status >= 400 && status < 500 ? 'refused' : 'unknown', reason: `${name}: ${message}` };
}

/**
 * Sends through SES. `client` must be from `makeSesClient`. The Message-ID returned is the one that SES puts in the
 * mail instead of ours. SES cannot be asked about an earlier letter; its events, tagged `letter`, report what happened
 * to it.
 */
export function sesMailer(
  client: SESClient,
  options: { configurationSet?: string | undefined } = {},
): Mailer {
  return {
    async send({ letterId, raw, from, to }) {
      const letter = LetterId.parse(letterId);
      if (!isEmailAddress(to))
        return { outcome: 'refused', reason: 'not-one-email-address' satisfies LetterSettling };
      const command = new SendRawEmailCommand({
        Source: from,
        Destinations: [to],
        RawMessage: { Data: raw },
        Tags: [{ Name: 'letter', Value: letter }],
        ...(options.configurationSet === undefined ? {} : { ConfigurationSetName: options.configurationSet }),
      });
      try {
        const { MessageId } = await client.send(command);
        if (MessageId === undefined)
          return { outcome: 'unknown', reason: 'message-id-missing' satisfies LetterSettling };
        const region = await client.config.region();
        return {
          outcome: 'sent',
          messageId: `<${MessageId}@${region === 'us-east-1' ? 'email' : region}.amazonses.com>`,
        };
      } catch (error) {
        return translate(error);
      }
    },
    wasSent: () => Promise.resolve('unknown'),
  };
}
