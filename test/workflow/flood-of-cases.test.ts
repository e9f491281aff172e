import { expect, test } from 'vitest';
import * as z from 'zod';
import { waitingCount } from '../../functions/domain/case/open-messages.ts';
import { receiveMail } from '../../functions/operations/receive-mail/receive-mail.ts';
import { mostCasesOfSender } from '../../functions/operations/receive-mail/mails-of-sender.ts';
import { intakeAddress, openPlay, type Play } from '../play.ts';

// A flood that begins cases instead of naming one (decision 0055): nothing is lost or refused, true complaints become cases at
// once, and people are told of the rest once. 1 June 2026 is a Monday.

interface Sent {
  from: string;
  text?: string;
  dmarc?: 'PASS' | 'GRAY';
}

async function arrive(play: Play, n: number, { from, text = 'Call me.', dmarc = 'PASS' }: Sent) {
  const key = `mail/${n}.eml`;
  const raw = `From: ${from}\r\nSubject: Number ${n}\r\nMessage-ID: <${n}@mail.example>\r\n\r\n${text}\r\n`;
  await play.deps.files.put(key, new TextEncoder().encode(raw), 'message/rfc822');
  return receiveMail(play.deps, {
    raw: key,
    receivedAt: play.now(),
    messageId: `id-${n}`,
    recipients: [intakeAddress],
    envelopeFrom: from,
    verdicts: { spam: 'PASS', virus: 'PASS', dmarc },
  });
}

const flooder = 'busy@mail.example';
const most = mostCasesOfSender;

/** So many mails of one sender; answers what each became. */
async function flood(play: Play, count: number, sent: Partial<Sent> = {}, first = 1) {
  const became: { became: string; reference: string }[] = [];
  for (let n = first; n < first + count; n++) {
    const result = await arrive(play, n, { from: flooder, ...sent });
    became.push({ became: result.became, reference: 'reference' in result ? result.reference : '' });
  }
  return became;
}

test('after 20 cases of a sender in a day their mails are kept on one more, and people are told once', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const became = await flood(play, most + 40);
  await play.settle();
  const references = [...new Set(became.map(({ reference }) => reference))];
  expect(references).toHaveLength(most + 1);
  expect(became.filter((one) => one.became === 'case')).toHaveLength(most + 1);
  const gathered = references.at(-1) ?? '';
  const { state, messages, events } = await play.file(gathered);
  // Each mail is there with its words, and waits for someone; one task and one alert are about all of them.
  expect(messages.map(({ subject }) => subject)).toEqual(
    Array.from({ length: 40 }, (_, n) => `Number ${most + 1 + n}`),
  );
  expect(waitingCount(state)).toBe(39);
  const told = events.filter((event) => event.type === 'letter-prepared').map(({ template }) => template);
  expect(told.filter((name) => name.startsWith('alert-new'))).toEqual([]);
  expect(new Set(told.filter((name) => name === 'alert-many-messages')).size).toBe(1);
  expect(state.tasks.filter(({ status }) => status === 'open').map(({ step }) => step)).toHaveLength(2);
  // Three receipts in a day, whatever is sent.
  expect((await play.letters()).filter(({ to }) => to === flooder)).toHaveLength(3);
});

test('meanwhile everyone else is heard at once, also whoever has the address that a stranger uses', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  await flood(play, most + 5, { dmarc: 'GRAY' });
  expect(await arrive(play, 100, { from: 'parent@home.example' })).toMatchObject({ became: 'case' });
  expect(await arrive(play, 101, { from: flooder, dmarc: 'PASS' })).toMatchObject({ became: 'case' });
  // The next day begins anew.
  await play.to('2026-06-02', '09:00');
  expect(await flood(play, 2, { dmarc: 'GRAY' }, 200)).toMatchObject([
    { became: 'case' },
    { became: 'case' },
  ]);
});

test('colleagues who pass complaints on are not counted', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const became = await flood(play, most + 3, { from: 'desk@council.example' });
  expect(new Set(became.map((one) => one.became))).toEqual(new Set(['case']));
});

test('words of danger among them are seen, and a mail of its own matter becomes a case of the day it came', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  await flood(play, most + 3);
  const [{ reference } = { reference: '' }] = await flood(play, 1, { text: 'My foster carer hits me.' }, 50);
  await play.settle();
  expect((await play.file(reference)).events.map(({ type }) => type)).toContain('safeguarding-marked');
  await play.to('2026-06-03', '09:00');
  const answer = await play.post(`/cases/${reference}/messages/M2/handling`, { how: 'case of its own' });
  const { to } = z.object({ to: z.string() }).parse(answer.body);
  expect((await play.file(to)).state.receivedOn).toBe('2026-06-01');
});

test('a mail that is delivered again is no further mail', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  for (let copy = 0; copy < 3; copy++) await flood(play, most);
  const [more, another] = await flood(play, 2, {}, most + 1);
  expect([more?.became, another?.became]).toEqual(['case', 'message']);
  expect(await arrive(play, 3, { from: flooder })).toMatchObject({ became: 'case', known: true });
  expect(await arrive(play, most + 2, { from: flooder })).toMatchObject({ known: true });
  expect((await play.file(another?.reference ?? '')).messages).toHaveLength(2);
});
