import { describe, expect, test } from 'vitest';
import type { MailVerdicts, Sender } from '../../../functions/domain/case/sender.ts';
import { isProven, senderOf } from '../../../functions/domain/people/sender.ts';
import { aCase, council } from '../a-case.ts';

const scans = { spam: 'PASS', virus: 'PASS' } as const;
const aligned: MailVerdicts = { ...scans, spf: 'PASS', dkim: 'PASS', dmarc: 'PASS' };

const party = (id: string, roles: ['complainant'] | ['advocate'] | ['third party']) => ({
  type: 'party-added' as const,
  party: id,
  roles,
  copies: 'nothing' as const,
});
const state = aCase(
  party('P1', ['complainant']),
  party('P2', ['advocate']),
  party('P3', ['third party']),
  party('P4', ['third party']),
  { type: 'party-ended', party: 'P3', why: 'no longer acts', reason: 'Moved away.' },
  { type: 'party-ended', party: 'P4', why: 'recorded by mistake', reason: 'Another person.' },
);
const persons = [
  { id: 'P1', email: 'Sam.Carter@home.example' },
  { id: 'P2', email: 'advocate@voices.example' },
  { id: 'P3', email: 'uncle@home.example' },
  { id: 'P4', email: 'teacher@school.example' },
];
const bodies = {
  ...council,
  routeAddresses: { lado: 'lado@partners.example' },
  knownBodies: [
    { name: 'Border Hills NHS Trust', addresses: ['borderhills.example'] },
    { name: 'Patient advice', addresses: ['PALS@borderhills.example', 'pals@clinic.example'] },
  ],
};

const mail = (from: string, verdicts: MailVerdicts = aligned, envelopeFrom = from): Sender =>
  senderOf({ way: 'email', from, envelopeFrom, verdicts }, { state, persons, council: bodies });

describe('who sent a mail', () => {
  test.each<[from: string, sender: Omit<Sender, 'proof'>]>([
    ['sam.carter@HOME.example', { kind: 'complainant', party: 'P1' }],
    ['advocate@voices.example', { kind: 'party', party: 'P2' }],
    ['team-manager@council.example', { kind: 'staff', user: 'team-manager' }],
    ['independent-person@council.example', { kind: 'independent', user: 'independent-person' }],
    ['intake@lgo.org.uk', { kind: 'known body', body: 'ombudsman' }],
    ['lado@partners.example', { kind: 'known body', body: 'lado' }],
    ['ward.3@borderhills.example', { kind: 'known body', body: 'Border Hills NHS Trust' }],
    ['x@Mail.BorderHills.example', { kind: 'known body', body: 'Border Hills NHS Trust' }],
    ['pals@borderhills.example', { kind: 'known body', body: 'Patient advice' }],
  ])('%s', (from, sender) => {
    const user = council.users.find(({ id }) => id === sender.user);
    expect(mail(user?.email ?? from)).toEqual({ ...sender, proof: 'verified address' });
  });

  test.each([
    ['someone else', 'x@elsewhere.example', { kind: 'stranger', proof: 'none' }],
    ['a party who no longer acts', 'uncle@home.example', { kind: 'stranger', party: 'P3', proof: 'none' }],
    ['a person recorded by mistake', 'teacher@school.example', { kind: 'stranger', proof: 'none' }],
    ['a look-alike domain', 'intake@lgo.org.uk.example', { kind: 'stranger', proof: 'none' }],
    ['a domain that only ends like one', 'x@notborderhills.example', { kind: 'stranger', proof: 'none' }],
    ['another address of a domain', 'x@clinic.example', { kind: 'stranger', proof: 'none' }],
  ])('%s is a stranger whatever the checks say', (_, from, sender) => {
    expect(mail(from)).toEqual(sender);
  });

  test('of a first mail is its complainant, unless they are a colleague', () => {
    const first = (from: string) =>
      senderOf({ way: 'email', from, verdicts: aligned }, { persons: [{ id: 'P1', email: from }], council });
    expect(first('new@home.example')).toEqual({
      kind: 'complainant',
      party: 'P1',
      proof: 'verified address',
    });
    const colleague = council.users.find(({ id }) => id === 'team-manager')?.email ?? '';
    expect(first(colleague)).toMatchObject({ kind: 'staff', user: 'team-manager' });
  });
});

const from = 'sam.carter@home.example';
test.each<[why: string, verdicts: Partial<MailVerdicts>, envelopeFrom: string, proof: Sender['proof']]>([
  ['DMARC passes', { dmarc: 'PASS' }, 'bounce@relay.example', 'verified address'],
  ['DMARC fails, whatever else passes', { dmarc: 'FAIL', spf: 'PASS', dkim: 'PASS' }, from, 'none'],
  ['no policy, SPF of the same domain', { dmarc: 'GRAY', spf: 'PASS' }, from, 'verified address'],
  [
    'no policy, SPF of a domain below it',
    { dmarc: 'GRAY', spf: 'PASS' },
    'b@mail.home.example',
    'verified address',
  ],
  ['no policy, SPF of another domain', { dmarc: 'GRAY', spf: 'PASS' }, 'b@nothome.example', 'known address'],
  ['no policy, a signature of anyone', { dmarc: 'GRAY', spf: 'GRAY', dkim: 'PASS' }, from, 'known address'],
  ['no policy, SPF fails', { dmarc: 'GRAY', spf: 'FAIL', dkim: 'PASS' }, from, 'none'],
  ['the check failed, SPF passes', { dmarc: 'PROCESSING_FAILED', spf: 'PASS' }, from, 'verified address'],
  ['every check failed', { dmarc: 'PROCESSING_FAILED', spf: 'PROCESSING_FAILED' }, from, 'known address'],
  ['no checks', {}, from, 'known address'],
  ['the null sender', { dmarc: 'GRAY', spf: 'PASS' }, '', 'known address'],
  ['released from spam', { spam: 'FAIL', dmarc: 'GRAY', spf: 'PASS' }, from, 'none'],
])('proof of an address: %s', (_, verdicts, envelopeFrom, proof) => {
  expect(mail(from, { ...scans, ...verdicts }, envelopeFrom)).toEqual({
    kind: 'complainant',
    party: 'P1',
    proof,
  });
});

test.each([
  [{ way: 'private link' }, 'private link', true],
  [{ way: 'recorded', by: 'complaints-officer' }, 'signed-in', true],
  [{ way: 'form' }, 'none', false],
] as const)('what comes by %j', (arrival, proof, proven) => {
  const sender = senderOf(arrival, { state, persons, council });
  expect(sender).toEqual({ kind: 'complainant', party: state.person ?? 'P1', proof });
  expect(isProven(sender)).toBe(proven);
});
