import { expect, test } from 'vitest';
import { allows, grantsOf, inWords, Statement } from './iam.ts';

const table = 'arn:aws:dynamodb:eu-west-2:111122223333:table/cases';
const allow = (rest: object) => Statement.parse({ Effect: 'Allow', Resource: table, ...rest });

const reading = allow({ Action: ['dynamodb:GetItem', 'dynamodb:Query'] });
const cases = allow({
  Action: 'dynamodb:PutItem',
  Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['CASE#*', 'COUNCIL'] } },
});
const mail = Statement.parse({
  Effect: 'Allow',
  Action: 'ses:SendRawEmail',
  Resource: '*',
  Condition: { StringEquals: { 'ses:FromAddress': 'complaints@council.example' } },
});
const keysOf = (...keys: string[]) => ({ 'dynamodb:LeadingKeys': keys });

test.each<[string, boolean, Statement[], Parameters<typeof allows>[1]]>([
  ['an action that is listed', true, [reading], { action: 'dynamodb:GetItem', resource: table }],
  ['whatever its case', true, [reading], { action: 'DynamoDB:getitem', resource: table }],
  ['an action that is not listed', false, [reading], { action: 'dynamodb:Scan', resource: table }],
  ['nothing at all', false, [], { action: 'dynamodb:GetItem', resource: table }],
  ['another resource', false, [reading], { action: 'dynamodb:Query', resource: `${table}/index/a` }],
  [
    'a wildcard in the action',
    true,
    [allow({ Action: 'dynamodb:*Item' })],
    { action: 'dynamodb:GetItem', resource: table },
  ],
  [
    'that does not fit',
    false,
    [allow({ Action: 'dynamodb:*Item' })],
    { action: 'dynamodb:Query', resource: table },
  ],
  [
    'a file below a prefix',
    true,
    [allow({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::files/mail/*' })],
    { action: 's3:GetObject', resource: 'arn:aws:s3:::files/mail/a/b' },
  ],
  [
    'a file beside it',
    false,
    [allow({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::files/mail/*' })],
    { action: 's3:GetObject', resource: 'arn:aws:s3:::files/mails/a' },
  ],
  [
    'a point is a point, and a question mark one character',
    false,
    [allow({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::a.b/?' })],
    { action: 's3:GetObject', resource: 'arn:aws:s3:::axb/c' },
  ],
  [
    'a leading key that is listed',
    true,
    [cases],
    { action: 'dynamodb:PutItem', resource: table, context: keysOf('CASE#1', 'COUNCIL') },
  ],
  [
    'one that is not, among others',
    false,
    [cases],
    { action: 'dynamodb:PutItem', resource: table, context: keysOf('CASE#1', 'HELD#1') },
  ],
  [
    'one that only begins like a whole one',
    false,
    [cases],
    { action: 'dynamodb:PutItem', resource: table, context: keysOf('COUNCIL#1') },
  ],
  [
    'keys that only two statements list together',
    false,
    [
      cases,
      allow({
        Action: 'dynamodb:PutItem',
        Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': 'HELD#*' } },
      }),
    ],
    { action: 'dynamodb:PutItem', resource: table, context: keysOf('CASE#1', 'HELD#1') },
  ],
  [
    'no key at all, which ForAllValues lets through',
    true,
    [cases],
    { action: 'dynamodb:PutItem', resource: table },
  ],
  [
    'any of several values',
    true,
    [
      allow({
        Action: 'dynamodb:PutItem',
        Condition: { 'ForAnyValue:StringEquals': { 'dynamodb:LeadingKeys': 'COUNCIL' } },
      }),
    ],
    { action: 'dynamodb:PutItem', resource: table, context: keysOf('CASE#1', 'COUNCIL') },
  ],
  [
    'the address that is asked for',
    true,
    [mail],
    {
      action: 'ses:SendRawEmail',
      resource: 'arn:a',
      context: { 'ses:FromAddress': 'complaints@council.example' },
    },
  ],
  [
    'another address',
    false,
    [mail],
    {
      action: 'ses:SendRawEmail',
      resource: 'arn:a',
      context: { 'ses:FromAddress': 'mayor@council.example' },
    },
  ],
  ['no address', false, [mail], { action: 'ses:SendRawEmail', resource: 'arn:a' }],
  [
    'what another statement denies',
    false,
    [reading, Statement.parse({ Effect: 'Deny', Action: 'dynamodb:Get*', Resource: '*' })],
    { action: 'dynamodb:GetItem', resource: table },
  ],
])('%s: %s', (_what, answer, statements, request) => {
  expect(allows(statements, request)).toBe(answer);
});

test('what it does not know is an error', () => {
  const request = { action: 'dynamodb:GetItem', resource: table, context: { a: '1', many: ['1', '2'] } };
  const under = (Condition: object) => () =>
    allows([allow({ Action: 'dynamodb:GetItem', Condition })], request);
  expect(under({ NumericLessThan: { a: '2' } })).toThrow('NumericLessThan');
  expect(under({ StringLike: { a: '${aws:username}' } })).toThrow('policy variables');
  expect(under({ StringEquals: { many: '1' } })).toThrow('several values');
  expect(Statement.safeParse({ Effect: 'Allow', NotAction: 'a', Resource: '*' }).success).toBe(false);
  expect(Statement.safeParse({ Effect: 'Allow', Action: 'a', NotResource: '*' }).success).toBe(false);
});

test('a statement is as many grants as it has actions, resources and values', () => {
  const statement = allow({
    Action: ['dynamodb:GetItem', 'dynamodb:PutItem'],
    Condition: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['CASE#*', 'COUNCIL'] },
      StringEquals: { 'aws:RequestedRegion': ['eu-west-2', 'eu-west-1'] },
    },
  });
  expect(grantsOf(statement).map(inWords)).toEqual([
    `dynamodb:GetItem on ${table} for CASE#* eu-west-2 eu-west-1`,
    `dynamodb:GetItem on ${table} for COUNCIL eu-west-2 eu-west-1`,
    `dynamodb:PutItem on ${table} for CASE#* eu-west-2 eu-west-1`,
    `dynamodb:PutItem on ${table} for COUNCIL eu-west-2 eu-west-1`,
  ]);
});
