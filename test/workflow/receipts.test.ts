import { expect, test } from 'vitest';
import { complainant, openPlay } from '../play.ts';

// Whoever sends a first email gets a receipt within a minute (law.md section 6): never with what they wrote, and never
// with a link that opens the case for someone whose address it may not be.

const forged = { 'Authentication-Results': 'local; spf=none; dkim=none; dmarc=none' };

test('a first email gets one receipt with its reference, what happens next, by when, and advice', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  await play.mail({
    subject: 'About my son',
    text: 'Nobody tells us anything.',
    messageId: '<1@home.example>',
  });
  const [receipt, ...more] = (await play.letters()).filter(({ to }) => to === complainant);
  expect(more).toEqual([]);
  expect(receipt?.subject).toBe('We have your message: SC-2026-00001-4');
  expect(receipt?.text).toContain('We will write to you by Thursday 4 June 2026');
  expect(receipt?.text).toContain('call 999');
  expect(receipt?.text).toContain('You have the right to an advocate.');
  expect(receipt?.text).not.toMatch(/my son|Nobody tells|Sam/);
  expect(receipt?.header('auto-submitted')).toBe('auto-replied');
  expect(receipt?.header('in-reply-to')).toBe('<1@home.example>');
  const { letters } = await play.view('SC-2026-00001-4');
  expect(letters.find(({ template }) => template === 'receipt')?.status).toBe('sent');
  await play.mail({ subject: 'Re: SC-2026-00001-4', text: 'One thing more.' });
  expect(await play.lettersOf('SC-2026-00001-4', 'complainant')).toEqual(['receipt']);
});

test('its private link comes only with a proven address', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const link = /\/follow\/[0-9a-z]{52}\b/;
  await play.mail();
  await play.mail({ headers: forged, text: 'Another.' });
  await play.mail({ headers: { 'Reply-To': 'someone@else.example' }, text: 'A third.' });
  const receipts = (await play.letters()).filter(({ subject }) => subject.startsWith('We have your message'));
  expect(receipts.map(({ to, text }) => [to, link.test(text)])).toEqual([
    [complainant, true],
    [complainant, false],
    ['someone@else.example', false],
  ]);
});

test('an address gets three a day at most, and again the next day', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const receipts = async () =>
    (await play.subjectsTo(complainant)).filter((subject) => subject.startsWith('We have your message'))
      .length;
  for (const text of ['One.', 'Two.', 'Three.', 'Four.', 'Five.']) await play.mail({ text });
  expect(await receipts()).toBe(3);
  await play.to('2026-06-02', '10:00');
  await play.mail({ text: 'Six.' });
  expect(await receipts()).toBe(4);
});

test.each<[string, Parameters<Awaited<ReturnType<typeof openPlay>>['mail']>[0]]>([
  ['a program', { headers: { 'Auto-Submitted': 'auto-generated' } }],
  ['bulk mail', { headers: { Precedence: 'bulk' } }],
  ['a list', { headers: { 'List-Id': '<carers.lists.example>' } }],
  ['an address that no one reads', { from: 'noreply@forms.example' }],
  ['someone who answers to us', { headers: { 'Reply-To': 'complaints@council.example' } }],
])('%s gets none', async (_, mail) => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  await play.mail(mail);
  expect(await play.lettersOf('SC-2026-00001-4', 'complainant')).toEqual([]);
});

test('what came by phone gets none, and in danger the advice takes its place', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const phone = await play.complaint();
  expect(await play.lettersOf(phone, 'complainant')).toEqual([]);
  const mail = await play.mail({ text: 'My foster carer hits me.' });
  const reference = 'reference' in mail ? mail.reference : '';
  expect(await play.lettersOf(reference, 'complainant')).toEqual(['safeguarding-advice']);
});
