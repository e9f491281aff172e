import { describe, expect, test } from 'vitest';
import { signedInUser } from '../../functions/runtime/signed-in-user.ts';
import { readNotification } from '../../functions/operations/receive-mail/ses-notification.ts';
import { readConfig } from '../../infra/config.ts';

const { council } = readConfig('test');

describe('the user of a verified token', () => {
  const officer = { sub: '7c1e', email: 'complaints-officer@council.example' };
  const service = { sub: '1Example23', client_id: '1Example23', token_use: 'access' };

  test.each([
    ['a person with a verified address', { ...officer, email_verified: 'true' }, 'complaints-officer'],
    [
      'an address in other letters',
      { sub: '7c1e', email: 'Complaints-Officer@Council.Example', email_verified: 'true' },
      'complaints-officer',
    ],
    [
      "a person of the council's own sign-in",
      { ...officer, identities: '[{"providerName":"council"}]' },
      'complaints-officer',
    ],
    ['a service', { ...service, scope: 'redress/complaints-officer' }, 'service-1example23'],
  ])('%s', (_who, claims, id) => {
    expect(signedInUser(claims, council)?.id).toBe(id);
  });

  test.each([
    ['an address that is not verified', { ...officer, email_verified: 'false' }],
    ['an address of which nothing is said', officer],
    [
      'an address that is not in the council file',
      { sub: '1', email: 'somebody@example.org', email_verified: 'true' },
    ],
    ['a service without scopes', service],
    ['a service with scopes of another system', { ...service, scope: 'other/complaints-officer email' }],
    [
      "a person's access token that carries a scope",
      { sub: '7c1e', client_id: '1Example23', scope: 'redress/director' },
    ],
    ['no claims', {}],
    ['nothing', undefined],
  ])('not: %s', (_who, claims) => {
    expect(signedInUser(claims, council)).toBeUndefined();
  });

  test('takes roles of a service from its scopes, and of a person from the council file', () => {
    const roles = (claims: object) => signedInUser(claims, council)?.roles;
    expect(
      roles({ ...service, scope: 'redress/report-writer redress/no-such-role redress/administrator' }),
    ).toEqual(['report-writer', 'administrator']);
    expect(
      roles({
        ...officer,
        email_verified: 'true',
        scope: 'redress/director',
        'cognito:groups': '[director]',
      }),
    ).toEqual(['complaints-officer']);
  });
});

describe('notification of a mail', () => {
  const status = (text: string) => ({ status: text });
  const notification = {
    notificationType: 'Received',
    mail: {
      messageId: 'd6iitobk75ur44p8kdnnp7g2n800',
      timestamp: '2021-04-02T23:30:00.000Z',
      source: 'bounce@mail.example.org',
    },
    receipt: {
      timestamp: '2021-04-02T23:30:04.000Z',
      recipients: ['customerfeedback+SC-2021-00001-7@council.example'],
      spamVerdict: status('GRAY'),
      virusVerdict: status('PASS'),
      dkimVerdict: status('FAIL'),
      action: {
        type: 'S3',
        bucketName: 'files',
        objectKey: 'mail/d6iitobk75ur44p8kdnnp7g2n800',
        topicArn: 'arn:aws:sns:…',
      },
    },
  };
  const inQueue = (message: unknown) =>
    JSON.stringify({ Type: 'Notification', Message: JSON.stringify(message) });

  test('is read from two envelopes, dated when SES received the mail', () => {
    expect(readNotification(inQueue(notification))).toEqual({
      raw: 'mail/d6iitobk75ur44p8kdnnp7g2n800',
      receivedAt: '2021-04-02T23:30:00.000Z',
      messageId: 'd6iitobk75ur44p8kdnnp7g2n800',
      recipients: ['customerfeedback+SC-2021-00001-7@council.example'],
      envelopeFrom: 'bounce@mail.example.org',
      verdicts: { spam: 'GRAY', virus: 'PASS', dkim: 'FAIL' },
    });
  });

  test.each([
    ['not JSON', 'hello'],
    ['no notification in it', JSON.stringify({ Message: 'Successfully validated SNS topic' })],
    ['word of a bounce', inQueue({ ...notification, notificationType: 'Bounce' })],
    [
      'another action than the bucket',
      inQueue({ ...notification, receipt: { ...notification.receipt, action: { type: 'SNS' } } }),
    ],
    [
      'no verdict on viruses',
      inQueue({ ...notification, receipt: { ...notification.receipt, virusVerdict: undefined } }),
    ],
  ])('is refused as %s and goes to the dead-letter queue', (_what, body) => {
    expect(() => readNotification(body)).toThrow(Error);
  });
});
