import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { readConfig } from '../../infra/config.ts';
import { environmentIn } from './assembly.ts';

const folder = mkdtempSync(join(tmpdir(), 'redress-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

const infra = join(import.meta.dirname, '../../infra');
const { council } = readConfig('test');
const reading = (more: Record<string, unknown>) => () => readConfig(environmentIn(folder, more));
const withCouncil = (name: string, text: string) => {
  mkdirSync(join(folder, name));
  writeFileSync(join(folder, name, 'council.json'), text);
  return reading({ council: join(folder, name) });
};

test('reads an environment by its name, with its council', () => {
  expect(readConfig('test')).toMatchObject({
    name: 'test',
    system: 'redress-test',
    region: 'eu-west-2',
    council: { name: 'Shropshire Council', intakeAddress: 'customerfeedback@council.example' },
    services: [],
    warnings: [],
  });
});

test('an environment has addresses of its own, and the rest of its council', () => {
  const pages = 'https://feedback.test.council.example';
  const read = reading({ pages, intakeAddress: 'in@test.example', senderAddress: 'out@test.example' })();
  expect(read.council).toEqual({
    ...council,
    pages,
    intakeAddress: 'in@test.example',
    sender: { ...council.sender, address: 'out@test.example' },
  });
});

describe('refuses a wrong configuration and names every problem with file and field', () => {
  test.each([
    ['a region that is none', { region: 'London' }, /test\.json: region: write a region in which SES/],
    ['a field that is missing', { alarms: undefined }, /test\.json: alarms: write \{ "email"/],
    ['a field that no one knows', { alarmEmail: 'a@b.example' }, /test\.json: alarmEmail: is not a setting/],
    [
      'two problems',
      { kind: 'live', host: 'mine' },
      /kind: write "production"[^]*host: write \{ "certificate"/,
    ],
    [
      'copies in the same region',
      { copies: { region: 'eu-west-2' } },
      /test\.json: copies\.region: eu-west-2 is the region of table/,
    ],
    ['copies nowhere', { copies: {} }, /copies[^:]*: write \{ "region"/],
    ['a role that is none', { services: [{ name: 'portal', roles: ['king'] }] }, /services\.0\.roles\.0/],
    ['a service without roles', { services: [{ name: 'portal' }] }, /services\.0\.roles/],
    [
      'an alarm address that is none',
      { alarms: { email: ['nobody'] } },
      /alarms\.email\.0: write an email address/,
    ],
    ['an address that is none', { intakeAddress: 'nobody' }, /intakeAddress: write an email address/],
    [
      'a certificate where the pages are not at a host of their own',
      { host: { certificate: 'arn:aws:acm:eu-west-2:123456789012:certificate/a-b' } },
      /host: a certificate is for pages at https:\/\/host, and pages says http:\/\/127/,
    ],
    [
      'fewer functions at once than are kept',
      { concurrency: 10 },
      /concurrency: the functions need 4\d\d at once[^]*may run 10\. Ask AWS for more[^]*write "shared"/,
    ],
    ['a concurrency that is none', { concurrency: 'many' }, /concurrency: write how many/],
    ['a council that is not there', { council: '/nowhere/yours' }, /nowhere\/yours: a council is a folder/],
  ])('%s', (_what, more, message) => {
    expect(reading(more)).toThrow(message);
  });

  test.each([
    ['no environment', undefined, /Say which environment: --environment NAME/],
    ['one without a file', 'nowhere', /infra\/environments\/nowhere\.json: there is no such file/],
    ['a name that AWS refuses', 'myaws', /at most 16 small letters/],
    ['one that begins another', 'test-2', /at most 16 small letters/],
    ['an example', 'production.example', /at most 16 small letters/],
  ])('%s', (_what, name, message) => {
    expect(() => readConfig(name)).toThrow(message);
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

describe('production', () => {
  const environments = join(folder, 'environments');
  mkdirSync(environments);
  cpSync(join(infra, 'councils/severnvale'), join(folder, 'councils/yours'), { recursive: true });
  const example = z
    .looseObject({})
    .parse(JSON.parse(readFileSync(join(infra, 'environments/production.example.json'), 'utf8')));
  const production = (more: Record<string, unknown> = {}) => {
    const file = join(environments, 'production.json');
    writeFileSync(file, JSON.stringify({ ...example, ...more }));
    return () => readConfig(file);
  };

  test('the example is complete and has no weakness', () => {
    expect(production()()).toMatchObject({ kind: 'production', warnings: [] });
  });

  test.each([
    ['no account', { account: undefined }, /account: production names its account/],
    ['no one told of alarms', { alarms: 'no-one-is-told' }, /alarms: in production someone is told/],
    [
      'pages on this machine',
      { pages: 'http://127.0.0.1:3000', host: 'address-of-api-gateway' },
      /pages: production/,
    ],
    [
      'a made-up host',
      { pages: 'https://yours.example' },
      /pages: production needs an address of the council's own/,
    ],
    [
      'a made-up address',
      { intakeAddress: 'in@council.example' },
      /intakeAddress: in@council.example is made up/,
    ],
    [
      'a made-up sender',
      { senderAddress: undefined },
      /senderAddress: complaints@severnvale\.example is made up/,
    ],
  ])('is refused with %s', (_what, more, message) => {
    expect(production(more)).toThrow(message);
  });

  test('without an administrator is refused', () => {
    const { users } = council;
    const none = users.filter(({ roles }) => !roles.includes('administrator'));
    mkdirSync(join(folder, 'no-administrator'));
    writeFileSync(join(folder, 'no-administrator/council.json'), JSON.stringify({ ...council, users: none }));
    expect(production({ council: '../no-administrator' })).toThrow(/no user is an administrator/);
  });

  test('says what makes it weaker, as its file does', () => {
    const weaker = {
      signIn: 'accounts-in-this-system',
      host: 'address-of-api-gateway',
      incomingMail: 'none',
      copies: 'none',
      malwareScan: 'none',
    };
    expect(production(weaker)().warnings.map((warning) => warning.split(':')[0])).toEqual([
      'signIn',
      'host',
      'incomingMail',
      'copies',
      'malwareScan',
    ]);
  });
});
