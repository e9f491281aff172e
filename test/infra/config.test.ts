import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../infra/config.ts';

const folder = mkdtempSync(join(tmpdir(), 'redress-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

const { council } = readConfig(() => undefined);
const withContext = (context: Record<string, unknown>) => () => readConfig((name) => context[name]);
const withCouncil = (name: string, text: string) => {
  mkdirSync(join(folder, name));
  writeFileSync(join(folder, name, 'council.json'), text);
  return withContext({ council: join(folder, name) });
};

test('uses the example council in London without context', () => {
  expect(readConfig(() => undefined)).toMatchObject({
    council: { name: 'Shropshire Council' },
    region: 'eu-west-2',
    services: [],
  });
});

test('reads other systems with their roles', () => {
  expect(
    withContext({ services: 'portal:complaints-officer,reports:report-writer+administrator' })().services,
  ).toEqual([
    { name: 'portal', roles: ['complaints-officer'] },
    { name: 'reports', roles: ['report-writer', 'administrator'] },
  ]);
});

describe('refuses a wrong configuration and names every problem', () => {
  test.each([
    ['a region that is none', { region: 'London' }, /region: a region such as eu-west-2/],
    ['a role that is none', { services: 'portal:king' }, /services\.0\.roles\.0/],
    ['a service without roles', { services: 'portal' }, /write name:role/],
    ['an alarm address that is none', { alarmEmail: 'nobody' }, /alarmEmail/],
    ['a certificate that is none', { certificate: 'mine' }, /certificate: the ARN/],
    [
      'a certificate where the pages are not at a host of their own',
      { certificate: 'arn:aws:acm:eu-west-2:123456789012:certificate/a-b' },
      /as https:\/\/host/,
    ],
    ['a council that is not there', { council: '/nowhere/yours' }, /nowhere\/yours: a council is a folder/],
  ])('%s', (_what, context, message) => {
    expect(withContext(context)).toThrow(message);
  });

  test('a council file that is not JSON', () => {
    expect(withCouncil('broken', '{')).toThrow(/broken: council\.json: /);
  });

  test('two fields that do not fit', () => {
    const wrong = withCouncil('wrong', JSON.stringify({ ...council, referencePrefix: 'sc', phone: '' }));
    expect(wrong).toThrow(/referencePrefix: Use two to four capital letters[^]*phone/);
  });

  test('two contradictions', () => {
    const users = [...council.users, { ...council.users[0], team: 'No such team' }];
    const wrong = withCouncil('contradicting', JSON.stringify({ ...council, users }));
    expect(wrong).toThrow(/The user ID complaints-officer is already in use[^]*No such team/);
  });
});
