import { describe, expect, test } from 'vitest';
import { takesAll } from '../sample.ts';
import { mailDownRecord } from '../../functions/domain/correspondence/mail-down.ts';
import type { Mailer } from '../../functions/ports.ts';
import { repairCases } from '../../functions/operations/repair-cases.ts';
import { sendMorningMail } from '../../functions/operations/send-morning-mail.ts';
import { browse } from '../web/pages/browse.ts';
import { acknowledged, complainant, openPlay, routed, type Play } from '../play.ts';

// The mail service refuses the whole account, or something is wrong with one letter: no case waits for an alert to staff, and
// every letter goes once when it can.

type Sent = Awaited<ReturnType<Mailer['send']>>;

/** A play whose mail service is away while `away` is true; it keeps what it took, and cannot be asked about it, like SES. */
async function openAway(more: { staffOnly?: boolean } = {}) {
  const taken: string[] = [];
  const service = { away: false, asked: 0, taken };
  const play = await openPlay('2026-06-01T09:00:00Z', {
    log: () => undefined,
    adapters: ({ mailer }) => ({
      mailer: {
        async send(mail): Promise<Sent> {
          service.asked += 1;
          if (service.away && !(more.staffOnly && mail.to === complainant))
            return { outcome: 'busy', reason: 'AccountSendingPausedException' };
          service.taken.push(mail.letterId);
          return mailer.send(mail);
        },
        wasSent: async () => 'unknown',
      },
    }),
  });
  return { play, service };
}

const lettersTo = async (play: Play, reference: string, to: (to: string) => boolean) =>
  (await play.file(reference)).state.letters.filter((letter) => to(letter.to));
const isStaff = (to: string) => to.startsWith('user:');

const faults: [string, () => Promise<Sent>][] = [
  ['is busy', () => Promise.resolve({ outcome: 'busy', reason: 'Throttling' })],
  ['fails while it sends', () => Promise.reject(new Error('connection reset'))],
  ['refuses', () => Promise.resolve({ outcome: 'refused', reason: 'no such address' })],
  ['does not say whether it took it', () => Promise.resolve({ outcome: 'unknown', reason: 'time-out' })],
];

test.each(faults)('a case goes on to its answer while the mail service %s for staff', async (_, odd) => {
  const play = await openPlay('2026-06-01T09:00:00Z', {
    log: () => undefined,
    adapters: ({ mailer }) => ({
      mailer: { ...mailer, send: (mail) => (mail.to === complainant ? mailer.send(mail) : odd()) },
    }),
  });
  const reference = await play.complaintAt('stage-2-window');
  expect((await play.file(reference)).state.runs.map(({ executions }) => executions)).toEqual([1, 1]);
  expect(await play.subjectsTo(complainant)).toHaveLength(2);
  // The window is waited for: its machine has come that far.
  const waiting = await play.deps.store.token(reference, (await play.step(reference, 'stage-2-window')).task);
  expect(waiting).toBeDefined();
});

test('one alert that cannot be written holds up neither the case nor what goes to others', async () => {
  const officer = 'complaints-officer@council.example';
  const play = await openPlay('2026-06-01T09:00:00Z', {
    log: () => undefined,
    adapters: ({ mailer }) => ({
      mailer: {
        ...mailer,
        send: (mail) => (mail.to === officer ? Promise.reject(new Error('not him')) : mailer.send(mail)),
      },
    }),
  });
  const reference = await play.complaintAt('stage-1');
  await play.to('2026-06-15', '10:00');
  expect(await play.subjectsTo(officer)).toEqual([]);
  expect(await play.subjectsTo('team-manager@council.example')).not.toEqual([]);
  expect((await play.digests()).map(({ to }) => to)).toContain('team-manager@council.example');
  expect((await play.step(reference, 'stage-1')).status).toBe('open');
});

test('alerts of a time without mail go when it is back, together and once', async () => {
  const { play, service } = await openAway({ staffOnly: true });
  service.away = true;
  const reference = await play.complaintAt('stage-1');
  await play.to('2026-06-11', '10:00');
  expect(await lettersTo(play, reference, isStaff)).not.toEqual([]);
  service.away = false;
  await play.to('2026-06-11', '12:30');
  const left = (await play.file(reference)).letters.filter(({ status }) => status === 'prepared');
  expect(left).toEqual([]);
  expect(new Set(service.taken).size).toBe(service.taken.length);
  expect(await play.subjectsTo('team-manager@council.example')).toHaveLength(1);
  const repaired = await repairCases(play.deps, { alsoFresh: true });
  expect(repaired).toEqual({ dispatched: 0, failed: 0 });
});

describe('a letter of a decision while SES refuses the whole account', () => {
  test.each([
    ['2 hours', '2026-06-01', '12:00'],
    takesAll('OUTAGE_FULL') ? ['10 days', '2026-06-11', '10:00'] : ['2 days', '2026-06-03', '10:00'],
  ])('waits %s, and goes once when it answers again', async (_, day, time) => {
    const { play, service } = await openAway();
    const reference = await play.complaintAt('acknowledge');
    service.away = true;
    await play.decide(reference, 'acknowledge', 'acknowledge', acknowledged);
    await play.to(day, time);
    const status = async () =>
      (await lettersTo(play, reference, (to) => to === 'complainant')).map((letter) => letter.status);
    expect(await status()).toEqual(['prepared']);
    service.away = false;
    const back = Date.parse(play.now());
    await play.toInstant(new Date(back + 2 * 3_600_000).toISOString());
    expect(await status()).toEqual(['sent']);
    expect(await play.subjectsTo(complainant)).toHaveLength(1);
    expect(new Set(service.taken).size).toBe(service.taken.length);
    expect((await play.step(reference, 'stage-1')).status).toBe('open');
    const { letters } = (await play.file(reference)).state;
    expect(letters.map((letter) => letter.status)).not.toContain('refused');
    expect(letters.filter(({ template }) => template === 'alert-letter-problem')).toEqual([]);
    expect(new Set(play.faults.map(({ name }) => name))).toEqual(new Set(['MailerBusy']));
  });

  test('is not asked for again and again: after the first hours a case tries about three times an hour', async () => {
    const { play, service } = await openAway();
    const reference = await play.complaintAt('acknowledge');
    service.away = true;
    await play.decide(reference, 'acknowledge', 'acknowledge', acknowledged);
    await play.to('2026-06-02', '10:00');
    const before = service.asked;
    await play.to('2026-06-03', '10:00');
    // Each time the execution (half an hour apart on average) or the outbox tries, no letter after the first is tried.
    expect(service.asked - before).toBeLessThan(24 * 4);
  });

  test('leaves the outbox to cases that can go on: one try stands for all letters of a repair', async () => {
    const { play, service } = await openAway();
    service.away = true;
    const references = [await play.complaint(), await play.complaint(), await play.complaint()];
    for (const reference of references) await play.along(reference, [['triage', 'route', routed]]);
    const before = service.asked;
    expect(await repairCases(play.deps, { alsoFresh: true })).toEqual({ dispatched: 0, failed: 0 });
    expect(service.asked - before).toBe(1);
  });
});

test('officers and administrators read on every page that mail is down and since when, until it works again', async () => {
  const { play, service } = await openAway();
  const reference = await play.complaintAt('acknowledge');
  service.away = true;
  await play.decide(reference, 'acknowledge', 'acknowledge', acknowledged);
  const people = ['complaints-officer', 'administrator', 'investigating-officer'].map((user) => ({
    user,
    visitor: browse(play),
  }));
  const told = async () => {
    const shown: string[] = [];
    for (const { user, visitor } of people) {
      await visitor.signIn(user);
      const { page } = await visitor.get(user === 'administrator' ? '/admin' : '/tasks');
      const banner = page.querySelector('[aria-labelledby="mail-down-title"]')?.textContent ?? '';
      shown.push(banner.replaceAll(/\s+/g, ' ').trim());
    }
    return shown;
  };
  // It may have been busy only for a moment.
  expect(await told()).toEqual(['', '', '']);
  await play.to('2026-06-01', '10:05');
  const [officer, administrator, other] = await told();
  expect(officer).toContain('Email is not working Since 1 June 2026, 10:00, no letters');
  expect(officer).toContain('Letters that did not go');
  expect(officer).not.toContain('AccountSendingPausedException');
  expect(administrator).toContain('The email service answers: AccountSendingPausedException.');
  expect(other).toBe('');
  await play.to('2026-06-05', '10:00');
  expect((await told())[0]).toContain('Since 1 June 2026, 10:00');
  service.away = false;
  await play.to('2026-06-05', '12:00');
  expect(await told()).toEqual(['', '', '']);
});

test('digests do not wait for an alert of the morning that fails', async () => {
  const { play } = await openAway();
  await play.complaintAt('stage-1');
  await play.to('2026-06-15', '07:59');
  const store: typeof play.deps.store = {
    ...play.deps.store,
    flagsToReview: () => Promise.reject(new Error('a flag that cannot be read')),
  };
  const morning = { now: () => '2026-06-15T08:00:00.000Z' };
  await expect(sendMorningMail({ ...play.deps, store, clock: morning }, '08:00')).rejects.toThrow('a flag');
  expect((await play.digests()).filter(({ letterId }) => letterId.includes('2026-06-15'))).toHaveLength(2);
});

test('a letter is sent, and the fault logged, when it cannot be noted that mail works again', async () => {
  const logged: { code: string; fields: object }[] = [];
  const play = await openPlay('2026-06-01T09:00:00Z', {
    log: (code, fields) => void logged.push({ code, fields }),
    adapters: ({ shortLived }) => ({
      shortLived: {
        ...shortLived,
        get: (key, now) =>
          key === mailDownRecord ? Promise.reject(new Error('no answer')) : shortLived.get(key, now),
      },
    }),
  });
  await play.complaint();
  expect((await play.system.mailer.listOutbox()).length).toBeGreaterThan(0);
  expect(logged).toContainEqual({
    code: 'mail-trouble-not-noted',
    fields: { error: 'Error', at: expect.stringMatching(/^at /) },
  });
});
