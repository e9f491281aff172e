import { expect, test } from 'vitest';
import { EmailAddress, isEmailAddress } from '../../../functions/domain/text/email-address.ts';
import { contactKeys } from '../../../functions/domain/people/same-person.ts';
import { FeedbackRequest } from '../../../functions/case-views/schemas.ts';
import { answerError } from '../../../functions/pages/public/journey.ts';
import { en } from '../../../functions/words/en/index.ts';

const valid = [
  'jo@gmail.com',
  'Jo.Bloggs+complaints@home.example',
  "o'brien@council.gov.uk",
  'jo_b-1@mail.home.example',
  'jo@xn--bcher-kva.example',
  `${'j'.repeat(64)}@home.example`,
];

const invalid = [
  '',
  'jo',
  'jo@',
  '@home.example',
  'jo@gmail',
  'root@localhost',
  'jo@home.example.',
  'jo@home..example',
  'jo@192.168.0.1',
  'jo..b@home.example',
  '.jo@home.example',
  'jo.@home.example',
  'jo b@home.example',
  'jo@home.example\n',
  'jo@home.example, sam@home.example',
  'Jo <jo@home.example>',
  'jö@home.example',
  'jo@bücher.example',
  `jo@${'a'.repeat(64)}.example`,
  `jo@${'home.'.repeat(60)}example`,
];

/** Every place that asks whether something is an email address. */
const places: [string, (text: string) => boolean][] = [
  ['a letter that is to be sent', isEmailAddress],
  [
    'feedback by the API',
    (email) =>
      FeedbackRequest.safeParse({
        channel: 'phone',
        text: 'It',
        person: { email },
      }).success,
  ],
  [
    'the public form',
    (email) => answerError({ kind: 'email', name: 'email', label: 'Email' }, email, en.public) === undefined,
  ],
];

test.each(places)('%s accepts an email address and nothing else', (_place, takes) => {
  for (const email of valid) expect([email, takes(email)]).toEqual([email, true]);
  for (const email of invalid.filter((text) => text !== ''))
    expect([email, takes(email)]).toEqual([email, false]);
});

test('does not match people by something that is not an address', () => {
  expect(contactKeys({ email: 'jo@gmail' })).toEqual([]);
  expect(contactKeys({ email: 'Jo@gmail.com' })).toEqual([{ kind: 'email', value: 'jo@gmail.com' }]);
});

test('gives the error of an email field', () => {
  const issues = (text: string) => EmailAddress.safeParse(text).error?.issues;
  expect(issues('jo@gmail')).toMatchObject([{ code: 'invalid_format', format: 'email' }]);
});
