import { describe, expect, test } from 'vitest';
import { readDeliveryEvent } from '../../../functions/operations/receive-delivery-event/delivery-event.ts';

const letter = 'SC-2026-00001-4-0123456789abcdef0123';

// As SES sends them (Amazon SES Developer Guide, "Examples of event data that Amazon SES publishes to Amazon SNS").
const mail = {
  timestamp: '2026-06-01T09:00:02.012Z',
  source: 'Complaints Team <complaints@council.example>',
  sourceArn: 'arn:aws:ses:eu-west-2:123456789012:identity/council.example',
  sendingAccountId: '123456789012',
  messageId: 'EXAMPLE7c191be45-e9aedb9a-02f9-4d12-a87d-dd0099a07f8a-000000',
  destination: ['sam.carter@home.example'],
  headersTruncated: false,
  headers: [{ name: 'Subject', value: 'Your complaint' }],
  commonHeaders: { from: ['complaints@council.example'], to: ['sam.carter@home.example'] },
  tags: {
    'ses:configuration-set': ['redress-letters'],
    'ses:caller-identity': ['redress'],
    letter: [letter],
  },
};
const names = [letter, '<EXAMPLE7c191be45-e9aedb9a-02f9-4d12-a87d-dd0099a07f8a-000000@amazonses.com>'];

const bounce = (bounceType: string, bounceSubType: string, recipient: object = {}) => ({
  eventType: 'Bounce',
  mail,
  bounce: {
    bounceType,
    bounceSubType,
    bouncedRecipients: [{ emailAddress: 'sam.carter@home.example', ...recipient }],
    timestamp: '2026-06-01T09:00:02.669Z',
    feedbackId: '01000157c44f053b-61b59c11-9236-11e6-8f96-7be8aexample-000000',
    reportingMTA: 'dsn; mta.home.example',
  },
});
const failed = {
  action: 'failed',
  status: '5.1.1',
  diagnosticCode: 'smtp; 550 5.1.1 <sam.carter@home.example> user unknown',
};

const inQueue = (text: string) => JSON.stringify({ Type: 'Notification', Message: text });
const read = (event: unknown) => readDeliveryEvent(inQueue(JSON.stringify(event)));

describe('a letter that did not arrive', () => {
  test.each([
    ['a hard bounce', bounce('Permanent', 'General', failed), 'bounce', 'Permanent, General, 5.1.1'],
    [
      'an address that SES has stopped writing to',
      bounce('Permanent', 'OnAccountSuppressionList'),
      'bounce',
      'Permanent, OnAccountSuppressionList',
    ],
    [
      'a soft bounce on which SES has given up',
      bounce('Transient', 'MailboxFull', { action: 'failed', status: '4.2.2' }),
      'bounce',
      'Transient, MailboxFull, 4.2.2',
    ],
    [
      'a bounce of no known kind',
      bounce('Undetermined', 'Undetermined'),
      'bounce',
      'Undetermined, Undetermined',
    ],
    ['a rejection', { eventType: 'Reject', mail, reject: { reason: 'Bad content' } }, 'virus', undefined],
    [
      'a template that does not work',
      {
        eventType: 'Rendering Failure',
        mail,
        failure: {
          errorMessage: "Attribute 'x' is not present in the rendering data.",
          templateName: 'MyTemplate',
        },
      },
      'not-composed',
      undefined,
    ],
  ])('%s', (_what, event, detail, status) => {
    expect(read(event)).toEqual({ names, became: 'returned', detail, status });
  });
});

test('treats a letter marked as spam as delivered', () => {
  const complaint = {
    complainedRecipients: [{ emailAddress: 'sam.carter@home.example' }],
    timestamp: '2026-06-01T09:01:00.000Z',
    feedbackId: '01000157c44f053b-61b59c11-9236-11e6-8f96-7be8aexample-000000',
    userAgent: 'Home Mail',
    complaintFeedbackType: 'abuse',
    arrivalDate: '2026-06-01T09:01:00.000Z',
  };
  expect(read({ eventType: 'Complaint', mail, complaint })).toMatchObject({ names, became: 'unwanted' });
});

test('reads no one’s address from an event', () => {
  expect(JSON.stringify(read(bounce('Permanent', 'General', failed)))).not.toContain('@home.example');
});

test.each([
  ['an absence note that SES took for a soft bounce', JSON.stringify(bounce('Transient', 'General'))],
  ['the trial of the topic', 'Successfully validated SNS topic for Amazon SES event publishing.\n'],
])('ignores %s', (_what, text) => {
  expect(readDeliveryEvent(inQueue(text))).toBeUndefined();
});

test('finds a letter without a tag by the id that SES gave it', () => {
  const { tags: _, ...untagged } = mail;
  expect(read({ ...bounce('Permanent', 'General'), mail: untagged })?.names).toEqual(names.slice(1));
});

test.each([
  ['no JSON', 'sam.carter@home.example said hello'],
  ['another event', inQueue(JSON.stringify({ eventType: 'DeliveryDelay', mail }))],
  ['a bounce without a message id', inQueue(JSON.stringify({ ...bounce('Permanent', 'General'), mail: {} }))],
  ['text in the envelope', inQueue('sam.carter@home.example said hello')],
])('refuses %s without quoting it', (_what, body) => {
  expect(() => readDeliveryEvent(body)).toThrow(expect.not.objectContaining({ message: /sam\.carter/ }));
});
