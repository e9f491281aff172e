import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { receiveMail } from '../../functions/operations/receive-mail/receive-mail.ts';
import {
  childrensWay,
  complainant,
  intakeAddress,
  openPlay,
  type MailToUs,
  type Play,
  type SentLetter,
} from '../play.ts';
import { arrived } from './arrived.ts';

const HeldList = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      reason: z.string(),
      status: z.string(),
      detail: z.string(),
      from: z.optional(z.string()),
      subject: z.optional(z.string()),
    }),
  ),
  next: z.nullable(z.string()),
});

async function held(play: Play, query = '') {
  return HeldList.parse((await play.get(`/held-mail${query}`)).body).items;
}

async function caseCount(play: Play): Promise<number> {
  return (await play.deps.store.cases({ limit: 100 })).items.length;
}

/** A complaint by email that was acknowledged, and the letter that says so. */
async function acknowledgedByMail(): Promise<{ play: Play; reference: string; letter: SentLetter }> {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const mail = await play.mail({ messageId: '<first@home.example>' });
  const reference = 'reference' in mail ? mail.reference : '';
  await play.along(reference, childrensWay.slice(0, 2));
  const letter = (await play.letters()).find(
    ({ to, subject }) => to === complainant && subject.startsWith('We have your complaint'),
  );
  if (!letter) throw new Error('no acknowledgement');
  return { play, reference, letter };
}

test('makes a mail a case with sender, text, time and attachments', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const mail = await play.mail({
    subject: 'My son’s placement',
    text: 'Nobody tells us anything.\n\nSam',
    attachments: [
      { filename: '../../diary of calls.pdf', content: '%PDF-1.7', contentType: 'application/pdf' },
    ],
  });
  expect(mail).toEqual({ became: 'case', reference: 'SC-2026-00001-4', known: false });
  const view = await play.view('SC-2026-00001-4');
  expect(view).toMatchObject({
    kind: 'complaint',
    channel: 'email',
    receivedAt: '2026-06-01T09:00:00.000Z',
    complainant: { name: 'Sam Carter', email: complainant },
  });
  const [message] = view.messages;
  expect(message).toMatchObject({
    subject: 'My son’s placement',
    text: 'Nobody tells us anything.\n\nSam',
    automatic: false,
  });
  const [attachment] = message?.attachments ?? [];
  expect(attachment).toMatchObject({ mimeType: 'application/pdf', size: 8 });
  expect(attachment?.name).toMatch(/^[^/\\]+\.pdf$/);
  expect(new TextDecoder().decode(await play.deps.files.get(attachment?.file ?? ''))).toBe('%PDF-1.7');
  expect(new TextDecoder().decode(await play.deps.files.get(message?.raw ?? ''))).toContain(
    'Nobody tells us anything.',
  );
  expect((await play.step('SC-2026-00001-4', 'triage')).due).toBe('2026-06-02');
});

test('keeps HTML mail as text and runs nothing in it', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  await play.mail({
    html: '<p>Nobody <b>called</b>.</p><script>alert(1)</script><img src="https://track.example/x.gif">',
  });
  const [message] = (await play.view('SC-2026-00001-4')).messages;
  expect(message?.text).toContain('Nobody called.');
  expect(message?.text).not.toContain('alert(1)');
});

test('makes one case of the same mail twice, even at the same moment', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const mail: MailToUs = { messageId: '<once@home.example>' };
  const results = [...(await Promise.all([play.mail(mail), play.mail(mail)])), await play.mail(mail)];
  expect(new Set(results.map((result) => 'reference' in result && result.reference)).size).toBe(1);
  expect(results.filter(({ known }) => !known)).toHaveLength(1);
  expect(await caseCount(play)).toBe(1);
});

describe('a reply joins its case', () => {
  test.each<[string, (to: { reference: string; letter: SentLetter }) => MailToUs]>([
    [
      'by the reference in the subject',
      ({ reference }) => ({ subject: `Re: your letter, ${reference.toLowerCase()}` }),
    ],
    ['by In-Reply-To', ({ letter }) => ({ inReplyTo: letter.header('message-id') ?? '' })],
    [
      'by References',
      ({ letter }) => ({ references: ['<other@home.example>', letter.header('message-id') ?? ''] }),
    ],
    ['by In-Reply-To of their own first mail', () => ({ inReplyTo: '<first@home.example>' })],
    ['by the plus-address it goes to', ({ letter }) => ({ to: letter.header('reply-to') ?? '' })],
  ])('%s', async (_, answer) => {
    const { play, reference, letter } = await acknowledgedByMail();
    const mail = {
      subject: 'Thank you',
      text: 'One thing more: the school knows nothing.',
      ...answer({ reference, letter }),
    };
    expect(await play.mail(mail)).toEqual({ became: 'message', reference, known: false });
    const view = await play.view(reference);
    expect(view.messages.map(({ id, text }) => [id, text])).toEqual([
      ['M1', expect.any(String)],
      ['M2', 'One thing more: the school knows nothing.'],
    ]);
    expect(view.events.findLast(({ type }) => type === 'message-received')).toMatchObject({
      senderKnown: true,
      automatic: false,
    });
    // Both who deal with it are told; the complainant gets no automatic answer.
    expect(await arrived(play, reference, 'alert-new-message')).toEqual([
      ['user:team-manager', 'sent'],
      ['user:complaints-officer', 'sent'],
    ]);
    expect(await play.subjectsTo(complainant)).toEqual([
      `We have your message: ${reference}`,
      `We have your complaint ${reference}: what happens next`,
    ]);
    expect(await caseCount(play)).toBe(1);
    expect((await play.mail(mail)).known).toBe(false);
  });

  test('once when the same reply arrives twice', async () => {
    const { play, reference } = await acknowledgedByMail();
    const mail = { subject: `Re: ${reference}`, messageId: '<again@home.example>' };
    expect((await play.mail(mail)).known).toBe(false);
    expect(await play.mail(mail)).toEqual({ became: 'message', reference, known: true });
    expect((await play.view(reference)).messages).toHaveLength(2);
  });

  test('and the next letter replies to the latest mail with the whole thread', async () => {
    const { play, reference } = await acknowledgedByMail();
    await play.mail({
      subject: `Re: ${reference}`,
      messageId: '<second@home.example>',
      references: ['<first@home.example>'],
    });
    await play.decide(reference, 'stage-1', 'extend', { until: '2026-06-22', reason: 'Leave.' });
    const letter = (await play.letters()).findLast(({ to }) => to === complainant);
    expect(letter?.header('in-reply-to')).toBe('<second@home.example>');
    expect(letter?.header('references')).toBe(
      `<first@home.example> <second@home.example> <${letter?.header('x-redress-letter')}@council.example>`,
    );
  });

  test('even when it is closed or comes from someone else, which is marked', async () => {
    const { play, reference } = await acknowledgedByMail();
    await play.decide(reference, 'stage-1', 'withdraw', { reason: 'Settled.' });
    expect(await play.mail({ subject: reference, from: 'gran@home.example' })).toMatchObject({
      became: 'message',
      reference,
    });
    const view = await play.view(reference);
    expect(view.status).toBe('closed');
    expect(view.events.findLast(({ type }) => type === 'message-received')).toMatchObject({
      senderKnown: false,
    });
    expect(view.letters.filter(({ template }) => template === 'alert-new-message').length).toBeGreaterThan(0);
  });

  test.each([
    ['a wrong check digit', 'SC-2026-00001-5'],
    ['another council', 'XX-2026-00001-4'],
    ['a case that is not there', 'SC-2026-00002-6'],
  ])('unless the subject has %s', async (_, subject) => {
    const { play } = await acknowledgedByMail();
    expect(await play.mail({ subject })).toMatchObject({ became: 'case' });
    expect(await caseCount(play)).toBe(2);
  });
});

describe('automatic replies', () => {
  const outOfOffice = {
    subject: 'Automatic reply: We have your complaint',
    headers: { 'Auto-Submitted': 'auto-replied' },
    text: 'I am away.',
  };

  test('join the case they answer, without an alert or an answer', async () => {
    const { play, reference, letter } = await acknowledgedByMail();
    // What happened within this hour has been told.
    await play.to('2026-06-01', '12:00');
    const before = (await play.letters()).length;
    const result = await play.mail({ ...outOfOffice, inReplyTo: letter.header('message-id') ?? '' });
    expect(result).toEqual({ became: 'message', reference, known: false });
    expect((await play.view(reference)).messages.at(-1)).toMatchObject({
      automatic: true,
      text: 'I am away.',
    });
    await play.to('2026-06-02');
    expect((await play.letters()).length).toBe(before);
    // Letters go on in the thread of the person, not in that of the program.
    await play.decide(reference, 'stage-1', 'withdraw', { reason: 'Settled.' });
    expect((await play.letters()).at(-1)?.header('in-reply-to')).toBe('<first@home.example>');
  });

  test('that answer nothing we know are held once and make no case', async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const mail = { ...outOfOffice, messageId: '<ooo@home.example>' };
    expect(await play.mail(mail)).toMatchObject({ became: 'held', known: false });
    expect(await play.mail(mail)).toMatchObject({ became: 'held', known: true });
    expect((await held(play)).map(({ reason, status }) => [reason, status])).toEqual([
      ['automatic reply', 'held'],
    ]);
    expect([await caseCount(play), (await play.letters()).length]).toEqual([0, 0]);
  });
});

describe('held mail', () => {
  const arrive = async (
    play: Play,
    verdicts: { spam: 'PASS' | 'FAIL'; virus: 'PASS' | 'FAIL' },
    raw?: string,
  ) => {
    await play.deps.files.put(
      'mail/held.eml',
      new TextEncoder().encode(
        raw ??
          `From: Sam Carter <${complainant}>\r\nTo: ${intakeAddress}\r\nSubject: Complaint\r\nMessage-ID: <x@home.example>\r\n\r\nNobody called.\r\n`,
      ),
      'message/rfc822',
    );
    return receiveMail(play.deps, {
      raw: 'mail/held.eml',
      receivedAt: play.now(),
      messageId: 'ses-1',
      recipients: [intakeAddress],
      envelopeFrom: complainant,
      verdicts,
    });
  };

  test.each([
    ['spam', { spam: 'FAIL', virus: 'PASS' } as const],
    ['virus', { spam: 'PASS', virus: 'FAIL' } as const],
  ])('%s: is listed for officers and released once by one', async (reason, verdicts) => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    expect(await arrive(play, verdicts)).toMatchObject({ became: 'held', known: false });
    expect(await arrive(play, verdicts)).toMatchObject({ became: 'held', known: true });
    const [mail] = await held(play, '?status=held');
    expect(mail).toMatchObject({ reason, status: 'held', from: complainant, subject: 'Complaint' });
    expect(await caseCount(play)).toBe(0);
    await play.to('2026-06-05');
    expect(
      (await play.post(`/held-mail/${mail?.id}/release`, undefined, { user: 'team-manager' })).status,
    ).toBe(403);
    const released = await play.post(`/held-mail/${mail?.id}/release`, undefined);
    expect([released.status, released.headers.get('location')]).toEqual([
      201,
      '/api/v1/cases/SC-2026-00001-4',
    ]);
    expect((await play.post(`/held-mail/${mail?.id}/release`, undefined)).status).toBe(404);
    expect((await held(play, '?status=held')).length).toBe(0);
    await play.settle();
    // Its day is the day it came, not that of the release.
    expect((await play.view('SC-2026-00001-4')).receivedOn).toBe('2026-06-01');
    expect((await play.step('SC-2026-00001-4', 'triage')).breachedAt).toBe('2026-06-05T08:00:00.000Z');
  });

  test.each<[string, MailToUs]>([
    ['own address', { from: 'complaints@council.example' }],
    ['own address', { from: intakeAddress }],
    [
      'mail loop',
      { from: 'complaints@council.example', headers: { 'X-Redress-Letter': 'SC-2026-00001-4-abc' } },
    ],
    [
      'mail loop',
      { headers: { Received: Array.from({ length: 26 }, () => 'from a by b').join('\r\nReceived: ') } },
    ],
  ])('%s', async (reason, mail) => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const raw = mail.headers?.['Received'];
    const result =
      raw === undefined
        ? await play.mail(mail)
        : await arrive(
            play,
            { spam: 'PASS', virus: 'PASS' },
            `Received: ${raw}\r\nFrom: ${complainant}\r\nTo: ${intakeAddress}\r\nSubject: Loop\r\n\r\nText\r\n`,
          );
    expect(result).toMatchObject({ became: 'held' });
    expect((await held(play)).map((item) => item.reason)).toEqual([reason]);
    expect([await caseCount(play), (await play.letters()).length]).toEqual([0, 0]);
  });

  test('treats mail from a colleague at the council as any complaint', async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    expect(await play.mail({ from: 'foster.carer@council.example' })).toMatchObject({ became: 'case' });
  });
});

test.each([
  ['no From', 'Subject: Help\r\n\r\nNobody called.\r\n', {}],
  ['a From that names no address', 'From: Kim\r\nSubject: Help\r\n\r\nNobody called.\r\n', { name: 'Kim' }],
])('shows subject and text of a mail with %s, sender unknown', async (_, raw, from) => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  await play.system.mailIn({ raw: new TextEncoder().encode(raw), recipients: [intakeAddress] });
  await play.settle();
  const view = await play.view('SC-2026-00001-4');
  expect([view.kind, view.complainant]).toEqual(['complaint', { id: 'P1', ...from }]);
  expect(view.messages).toMatchObject([{ subject: 'Help', text: 'Nobody called.', from }]);
  expect((await play.step('SC-2026-00001-4', 'triage')).status).toBe('open');
});

test.each([
  ['nothing at all', ''],
  ['noise', '\u0000\u0001\u0002'],
])('makes a mail with %s a case for a person to look at', async (_, raw) => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const result = await play.system.mailIn({
    raw: new TextEncoder().encode(raw),
    recipients: [intakeAddress],
  });
  await play.settle();
  expect(result).toMatchObject({ became: 'case' });
  const view = await play.view('SC-2026-00001-4');
  expect([view.kind, view.complainant]).toEqual(['unreadable email', undefined]);
  expect(new TextDecoder().decode(await play.deps.files.get(view.messages[0]?.raw ?? ''))).toBe(raw);
  expect((await play.step('SC-2026-00001-4', 'triage')).status).toBe('open');
  expect(await play.subjectsTo('complaints-officer@council.example')).toHaveLength(1);
});

test('writes by post to a complainant with a no-reply address', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  await play.mail({ from: 'noreply@forms.example', name: 'Jo Reeves' });
  await play.decide('SC-2026-00001-4', 'triage', 'decline', { ground: 'not ours', reason: 'Not ours.' });
  const view = await play.view('SC-2026-00001-4');
  expect(view.letters.filter(({ to }) => to === 'complainant').map(({ status }) => status)).toEqual([
    'to be posted',
  ]);
  expect(await play.subjectsTo('noreply@forms.example')).toEqual([]);
});
