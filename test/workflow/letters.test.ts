import { describe, expect, test } from 'vitest';
import type { Mailer } from '../../functions/ports.ts';
import { receiveDeliveryEvent } from '../../functions/operations/receive-delivery-event/receive-delivery-event.ts';
import { repairCases } from '../../functions/operations/repair-cases.ts';
import {
  acknowledged,
  brokenPromises,
  checkedAndSent,
  childrensWay,
  complainant,
  openPlay,
  responded,
  routed,
  stage2Way,
  type Play,
  type Turn,
} from '../play.ts';
import { arrived } from './arrived.ts';

type Send = Mailer['send'];
type Sent = Awaited<ReturnType<Send>>;

/** Mail services that take what is for the complainant in their own way, and no one else's mail. */
async function openWith(toComplainant: (taken: string[]) => Send, knows: 'no' | 'unknown' = 'unknown') {
  const taken: string[] = [];
  const play = await openPlay('2026-06-01T09:00:00Z', {
    adapters: ({ mailer }) => {
      const odd = toComplainant(taken);
      return {
        mailer: {
          send: (mail) => (mail.to === complainant ? odd(mail) : mailer.send(mail)),
          wasSent: async (id) => {
            const sent = await mailer.wasSent(id);
            return sent === 'no' && taken.includes(id) ? knows : sent;
          },
        },
      };
    },
  });
  return { play, taken };
}

/** It takes the letter, and its answer is lost. */
const answersNothing =
  (taken: string[]): Send =>
  async ({ letterId }) => {
    taken.push(letterId);
    return { outcome: 'unknown', reason: 'no answer in time' };
  };

/** Word of the mail service about a letter, as it comes out of the queue. */
const word = (letter: string, eventType: 'Delivery' | 'Bounce') =>
  JSON.stringify({
    Message: JSON.stringify({
      eventType,
      delivery: { timestamp: '2026-06-01T09:00:01Z', recipients: [complainant] },
      bounce: { bounceType: 'Permanent', bounceSubType: 'General', bouncedRecipients: [] },
      mail: { messageId: `0100-${letter}`, tags: { letter: [letter] } },
    }),
  });

async function statusOf(play: Play, reference: string, template: string): Promise<string[]> {
  const { letters } = (await play.file(reference)).state;
  return letters.filter((letter) => letter.template === template).map(({ status }) => status);
}

/** A case whose acknowledgement is the letter that goes wrong. */
async function acknowledge(play: Play): Promise<string> {
  const reference = await play.complaintAt('acknowledge');
  expect((await play.decide(reference, 'acknowledge', 'acknowledge', acknowledged)).status).toBe(200);
  return reference;
}

describe('a mail service that', () => {
  test('times out and reports nothing: sends nothing twice, alerts an officer, and the case continues', async () => {
    const { play, taken } = await openWith(answersNothing);
    const reference = await acknowledge(play);
    await play.to('2026-06-02');
    await repairCases(play.deps, { alsoFresh: true });
    expect(taken).toHaveLength(1);
    expect(await statusOf(play, reference, 'acknowledgement')).toEqual(['unconfirmed']);
    expect(await arrived(play, reference, 'alert-letter-problem')).toEqual([
      ['user:complaints-officer', 'sent'],
    ]);
    expect((await play.step(reference, 'stage-1')).status).toBe('open');
    const isWaiting = (line: string) => /^fault Letter(?:InFlight|Unanswered):/.test(line);
    expect((await brokenPromises(play, reference)).filter((line) => !isWaiting(line))).toEqual([]);
    const row = (await play.view(reference)).letters.find(({ template }) => template === 'acknowledgement');
    // A letter that may have been sent can be read.
    const letter = await play.get(`/cases/${reference}/letters/${encodeURIComponent(row?.key ?? '')}`);
    expect([letter.status, letter.text]).toEqual([200, expect.stringContaining('We have your complaint')]);
  });

  test.each([
    ['Delivery', 'delivered', 'sent', 0],
    ['Bounce', 'returned', 'returned', 1],
  ] as const)(
    'times out and reports a %s: the report settles the letter',
    async (what, became, status, listed) => {
      const { play, taken } = await openWith(answersNothing);
      const reference = await acknowledge(play);
      const [letter = ''] = taken;
      const reported = () => receiveDeliveryEvent(play.deps, word(letter, what));
      // Its sender could still say itself what became of it.
      await expect(reported()).rejects.toThrow(expect.objectContaining({ name: 'LetterNotSettled' }));
      await play.to('2026-06-01', '10:02');
      expect(await statusOf(play, reference, 'acknowledgement')).toEqual(['prepared']);
      expect(await reported()).toBe(became);
      expect(await statusOf(play, reference, 'acknowledgement')).toEqual([status]);
      await play.to('2026-06-02');
      expect(taken).toHaveLength(1);
      expect(await statusOf(play, reference, 'acknowledgement')).toEqual([status]);
      expect(await statusOf(play, reference, 'alert-letter-problem')).toEqual([]);
      expect((await play.step(reference, 'stage-1')).status).toBe('open');
      const { items } = Object((await play.get('/letters/unsent')).body);
      expect(items).toHaveLength(listed);
    },
  );

  test('times out while the address of its reader changes: one letter with a link goes to the new one', async () => {
    const { play, taken } = await openWith(answersNothing);
    const reference = await acknowledge(play);
    const { person = '' } = (await play.file(reference)).state;
    await play.request('PATCH', `/api/v1/cases/${reference}/parties/${person}`, {
      body: { email: 'new@example.com', reason: 'New.' },
    });
    await play.to('2026-06-01', '10:02');
    await receiveDeliveryEvent(play.deps, word(taken[0] ?? '', 'Delivery'));
    await play.to('2026-06-01', '12:00');
    expect(await play.subjectsTo('new@example.com')).toEqual([`Your private link for ${reference}`]);
  });

  test('is busy for some minutes: retries until the letter is sent once', async () => {
    const { play, taken } = await openWith((tried) => async ({ letterId }): Promise<Sent> => {
      tried.push(letterId);
      return tried.length < 5
        ? { outcome: 'busy', reason: 'throttled' }
        : { outcome: 'sent', messageId: 'ses-1' };
    });
    const reference = await acknowledge(play);
    expect(await statusOf(play, reference, 'acknowledgement')).toEqual(['prepared']);
    await play.to('2026-06-01', '11:00');
    expect([taken.length, new Set(taken).size]).toEqual([5, 1]);
    expect(await statusOf(play, reference, 'alert-letter-problem')).toEqual([]);
    expect(await statusOf(play, reference, 'acknowledgement')).toEqual(['sent']);
    expect((await play.step(reference, 'stage-1')).status).toBe('open');
    expect(new Set(play.faults.map(({ name }) => name))).toEqual(new Set(['MailerBusy']));
  });

  test('refuses the letter: an officer is alerted and the case continues', async () => {
    const { play } = await openWith(() => async () => ({
      outcome: 'refused',
      reason: 'the address does not exist',
    }));
    const reference = await acknowledge(play);
    expect(await statusOf(play, reference, 'acknowledgement')).toEqual(['refused']);
    expect(await arrived(play, reference, 'alert-letter-problem')).toEqual([
      ['user:complaints-officer', 'sent'],
    ]);
    const settled = (await play.events(reference)).find(
      (event) => event.type === 'letter-settled' && event.status === 'refused',
    );
    expect(settled).toMatchObject({ detail: 'the address does not exist' });
    expect((await play.step(reference, 'stage-1')).status).toBe('open');
    expect(await play.lettersOf(reference, 'user:complaints-officer')).toContain('alert-letter-problem');
    expect(await brokenPromises(play, reference)).toEqual([]);
  });

  test('fails while sending: the letter is unconfirmed after a quarter of an hour and not sent again', async () => {
    const { play, taken } = await openWith((went) => async ({ letterId }): Promise<Sent> => {
      went.push(letterId);
      throw new Error('connection reset');
    });
    const reference = await acknowledge(play);
    await play.to('2026-06-01', '10:14');
    expect(await statusOf(play, reference, 'acknowledgement')).toEqual(['prepared']);
    await play.to('2026-06-01', '12:00');
    expect([taken.length, await statusOf(play, reference, 'acknowledgement')]).toEqual([1, ['unconfirmed']]);
    expect(await arrived(play, reference, 'alert-letter-problem')).toEqual([
      ['user:complaints-officer', 'sent'],
    ]);
  });

  test('fails before taking anything, and knows it: the next try sends the letter', async () => {
    let tries = 0;
    const { play } = await openWith(
      (taken) =>
        async ({ letterId }): Promise<Sent> => {
          taken.push(letterId);
          tries += 1;
          if (tries === 1) throw new Error('connection refused');
          return { outcome: 'sent', messageId: 'ses-2' };
        },
      'no',
    );
    const reference = await acknowledge(play);
    await play.to('2026-06-01', '10:30');
    expect([tries, await statusOf(play, reference, 'acknowledgement')]).toEqual([2, ['sent']]);
  });

  test('is down for a weekend: the letter is sent when it is back, and the case continues', async () => {
    let up = false;
    const { play } = await openWith(
      () => async (): Promise<Sent> =>
        up ? { outcome: 'sent', messageId: 'ses-3' } : { outcome: 'busy', reason: 'service unavailable' },
    );
    const reference = await acknowledge(play);
    await play.to('2026-06-03');
    up = true;
    await play.to('2026-06-03', '12:00');
    expect(await statusOf(play, reference, 'acknowledgement')).toEqual(['sent']);
    // It waited for the mail service, and did not stand still.
    expect((await play.file(reference)).state.runs.map(({ executions }) => executions)).toEqual([1, 1]);
    expect((await play.step(reference, 'stage-1')).status).toBe('open');
  });
});

test('a complainant without an email address gets letters to print and post, and an officer is alerted', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const person = { name: 'Jo Reeves', address: '3 Castle Street, Shrewsbury', phone: '01743 000000' };
  const reference = await play.complaintAt('stage-1', { person });
  expect(await statusOf(play, reference, 'acknowledgement')).toEqual(['to be posted']);
  expect(await arrived(play, reference, 'alert-letter-problem')).toEqual([
    ['user:complaints-officer', 'sent'],
  ]);
  const row = (await play.view(reference)).letters.find(({ template }) => template === 'acknowledgement');
  const printed = await play.get(`/cases/${reference}/letters/${encodeURIComponent(row?.key ?? '')}`);
  expect([printed.status, printed.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(printed.text).toContain('Jo Reeves');
  expect(printed.text).toContain('We will write to you with our answer by Monday 15 June 2026');
  expect((await play.letters()).every(({ to }) => to.endsWith('@council.example'))).toBe(true);
});

test('a letter with no one to write to is not needed, and the case continues', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-1', { person: undefined });
  expect(await statusOf(play, reference, 'acknowledgement')).toEqual(['not needed']);
  expect((await play.step(reference, 'stage-1')).status).toBe('open');
});

test.each([
  ['a child', { relation: 'child' }, true],
  ['a care leaver', { relation: 'care-leaver' }, true],
  ['a parent', { relation: 'parent' }, false],
  ['a child, through somebody else', { relation: 'foster-carer', madeByChild: true }, true],
])('the acknowledgement to %s offers an advocate as the law requires', async (_, facts, offered) => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaint();
  await play.decide(reference, 'triage', 'route', { ...routed, ...facts });
  const without = await play.choose(reference, 'acknowledge', 'acknowledge', acknowledged);
  expect([
    without.status,
    without.text.includes('You must offer a child or care leaver an advocate'),
  ]).toEqual(offered ? [422, true] : [200, false]);
  await play.settle();
  if (offered)
    await play.along(reference, [
      ['acknowledge', 'acknowledge', { ...acknowledged, ...(offered ? { advocacyOffered: true } : {}) }],
    ]);
  const letter = (await play.letters()).find(({ to }) => to === complainant);
  expect(letter?.text.replaceAll(/\s+/g, ' ').includes('To ask for an advocate, tell us')).toBe(offered);
});

test('text that people wrote is printed in a letter as text', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const hostile =
    '<script>alert(1)</script> {{councilName}} **bold** [x](javascript:alert(1))\r\nBcc: all@council.example';
  const reference = await play.complaint({
    person: { name: 'Sam\nBcc: x@evil.example', email: complainant },
  });
  await play.decide(reference, 'triage', 'route', {
    ...routed,
    summary: hostile,
    points: [{ text: hostile }],
  });
  await play.decide(reference, 'acknowledge', 'acknowledge', acknowledged);
  const response = {
    ...responded,
    findings: [{ point: 'P1', finding: 'upheld', reasons: hostile }],
    response: hostile,
  };
  await play.along(reference, [['stage-1', 'respond', response], ...checkedAndSent]);
  const letters = (await play.letters()).filter(({ to }) => to === complainant);
  expect(letters).toHaveLength(2);
  for (const { html, text, header } of letters) {
    expect(html).not.toContain('<script');
    expect(html).not.toContain('href="javascript:');
    expect(text).toContain('<script>alert(1)</script> {{councilName}} **bold**');
    expect([header('bcc'), header('subject')]).toEqual([undefined, expect.not.stringContaining('\n')]);
  }
});

test('alerts to staff name case and step, never the person or their words', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  await play.complaintAt('stage-1');
  await play.to('2026-07-01');
  const alerts = (await play.letters()).filter(({ to }) => to.endsWith('@council.example'));
  expect(alerts.length).toBeGreaterThan(8);
  for (const { subject, text } of alerts)
    expect(`${subject} ${text}`).not.toMatch(/Sam Carter|called|three weeks/);
});

test('consent recorded at triage as asked for is requested once', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaint();
  const details = { actsFor: 'child', consent: 'asked for' };
  await play.along(reference, [['triage', 'route', { ...routed, ...details }]]);
  expect(await play.lettersOf(reference, 'complainant')).toEqual(['consent-request']);
  expect((await play.post(`/cases/${reference}/details`, details)).status).toBe(200);
  await play.settle();
  expect(await play.lettersOf(reference, 'complainant')).toEqual(['consent-request']);
  expect(await brokenPromises(play, reference)).toEqual([]);
});

describe('letters about a pause or a delay promise only what is true of the step', () => {
  const pause = { reason: 'A hearing.', reviewOn: '2026-06-08' };
  const late = { expected: '2026-08-03', reason: 'Leave.' };
  const agreed = stage2Way.slice(0, 3);
  const wayTo = async (play: Play, way: readonly Turn[]) => {
    const reference = await play.complaint();
    await play.along(reference, way);
    return reference;
  };
  const newest = async (play: Play) => (await play.letters()).findLast(({ to }) => to === complainant)?.text;

  test.each<[string, readonly Turn[], string, string]>([
    [
      'stage-2-window',
      childrensWay.slice(0, -1),
      'The last day to ask for it is now Monday 6 July 2026.',
      'our answer by',
    ],
    // The answer of stage 2, not the target for the appointments.
    [
      'stage-2-commission',
      childrensWay,
      'We will send you our decision, with both reports, by Monday 13 July 2026.',
      'day to ask',
    ],
    [
      'stage-2',
      [...childrensWay, ...agreed],
      'We will send you our decision, with both reports, by Monday 13 July 2026.',
      'day to ask',
    ],
  ])('resumed at %s after a week', async (step, way, says, saysNot) => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const reference = await wayTo(play, way);
    await play.along(reference, [[step, 'freeze', pause]]);
    await play.to('2026-06-08');
    await play.along(reference, [[step, 'resume', { reason: 'It is over.' }]]);
    const text = await newest(play);
    expect(text).toContain(says);
    expect(text).not.toContain(saysNot);
  });

  test.each<[string, string, object, string]>([
    [
      '2026-06-02',
      'before the day',
      late,
      'We said we would send you our decision by Monday 6 July 2026. It will take longer.',
    ],
    [
      '2026-06-02',
      'with the day kept',
      { ...late, expected: '2026-07-06' },
      'is taking longer than we planned',
    ],
    ['2026-07-07', 'after the day', late, 'We should have sent you our decision by Monday 6 July 2026.'],
  ])('a delay of stage 2 told on %s, %s', async (day, _, answer, says) => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const reference = await wayTo(play, childrensWay);
    await play.to(day);
    await play.along(reference, [['stage-2-commission', 'tell-delay', answer]]);
    expect(await newest(play)).toContain(says);
  });

  test('of a panel it tells of its meeting, and of no answer', async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const reference = await play.complaintAtStage3('stage-3-panel-meeting');
    await play.along(reference, [['stage-3-panel-meeting', 'tell-delay', late]]);
    const text = await newest(play);
    expect(text).toContain('We said the panel would meet by Monday 13 July 2026. It will take longer.');
    expect(text).toContain('We expect the panel to meet by');
    expect(text).not.toContain('our answer');
  });
});

test('a letter promises only actions of its own answer', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaint();
  const promising = (way: readonly Turn[], step: string, text: string): Turn[] =>
    way.map(([name, outcome, given = {}, user = 'complaints-officer']) => [
      name,
      outcome,
      name === step ? { ...given, actions: [{ text, owner: 'team-manager', dueOn: '2026-07-31' }] } : given,
      user,
    ]);
  await play.along(reference, [
    ...promising(childrensWay, 'stage-1', 'A rota for calls'),
    ['action', 'drop', { reason: 'The team has closed.' }],
    ...stage2Way.slice(0, 3),
  ]);
  for (const title of ['Investigation', 'Independent Person']) await play.document(reference, title);
  await play.along(reference, promising(stage2Way.slice(3), 'stage-2-adjudication', 'A call each Friday'));
  const letter = (await play.letters()).findLast(({ to }) => to === complainant)?.text;
  expect(letter).toContain('A call each Friday');
  expect(letter).not.toContain('A rota for calls');
});
