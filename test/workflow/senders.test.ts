import { expect, test } from 'vitest';
import { CaseView } from '../../functions/case-views/schemas.ts';
import { childrensWay, complainant, openPlay, stage2Way, type MailToUs, type Play } from '../play.ts';
import { browse } from '../web/pages/browse.ts';

// The same request by email from four senders: what the complainant, the officer and the investigator see of it.

const forged = { 'Authentication-Results': 'local; spf=fail; dkim=none; dmarc=fail' };
const manager = { name: 'Megan Price', from: 'team-manager@council.example' };

async function atStage2(): Promise<{ play: Play; reference: string }> {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaint();
  await play.along(reference, [...childrensWay, ...stage2Way.slice(0, 3)]);
  await play.sign(reference, 'investigating-officer');
  return { play, reference };
}

async function seenOf(play: Play, reference: string, text: string) {
  const follow = await browse(play).get(await play.privateLink());
  const bundle = CaseView.parse((await play.get(`/cases/${reference}`, 'investigating-officer')).body);
  return {
    complainant: follow.text.includes(text),
    investigator: bundle.messages.some((message) => message.text.includes(text)),
    sender: (await play.file(reference)).messages.at(-1)?.sender,
  };
}

test.each<[who: string, mail: MailToUs, line: string, seen: object]>([
  [
    'the complainant',
    {},
    'Email from Sam Carter',
    {
      complainant: true,
      investigator: true,
      sender: { kind: 'complainant', party: 'P1', proof: 'verified address' },
    },
  ],
  [
    'someone with the address of the complainant',
    { headers: forged },
    'Email from Sam Carter (sender not verified)',
    { complainant: false, investigator: false, sender: { kind: 'complainant', party: 'P1', proof: 'none' } },
  ],
  [
    'a colleague',
    manager,
    'Email from Megan Price, team manager',
    {
      complainant: false,
      investigator: false,
      sender: { kind: 'staff', user: 'team-manager', proof: 'verified address' },
    },
  ],
  [
    'a stranger who knows the reference',
    { name: 'Mr Teacher', from: 'head@school.example' },
    'Email from an unknown sender',
    { complainant: false, investigator: false, sender: { kind: 'stranger', proof: 'none' } },
  ],
])('of %s', async (_, mail, line, seen) => {
  const { play, reference } = await atStage2();
  const before = (await play.system.mailer.listOutbox()).length;
  await play.mail({ subject: `Re: ${reference}`, text: 'They lied to the panel.', ...mail });
  expect(await seenOf(play, reference, 'They lied to the panel.')).toEqual(seen);
  const officer = browse(play);
  await officer.signIn('complaints-officer');
  const page = await officer.get(`/cases/${reference}`);
  expect(page.page.textContent).toContain(line);
  expect(page.page.textContent).toContain('They lied to the panel.');
  // Nothing goes back to whoever wrote: no one learns from us that there is a case.
  const sent = (await play.system.mailer.listOutbox()).slice(before).map(({ to }) => to);
  expect(sent).not.toContain(mail.from ?? complainant);
});

test('what the mail says of its addresses is shown to staff and not to independent people', async () => {
  const { play, reference } = await atStage2();
  await play.mail({
    subject: `Re: ${reference}`,
    text: 'I have more to say.',
    headers: { cc: 'sister@home.example', 'reply-to': 'other@home.example' },
  });
  const message = (await play.view(reference)).messages.at(-1);
  expect(message).toMatchObject({
    cc: [{ address: 'sister@home.example' }],
    replyTo: { address: 'other@home.example' },
    sentAt: expect.stringContaining('2026-06-01'),
    verdicts: { dmarc: 'PASS' },
  });
  const bundle = (await play.get(`/cases/${reference}`, 'investigating-officer')).text;
  expect(bundle).toContain('I have more to say.');
  for (const address of ['sister@home.example', 'other@home.example']) expect(bundle).not.toContain(address);
});

test('an answer to an alert is filed as of the colleague who wrote it, and no alert leads into the case', async () => {
  const { play, reference } = await atStage2();
  await play.mail({ subject: `Re: ${reference}`, text: 'When will you come?' });
  await play.to('2026-06-02', '12:00');
  const alerts = (await play.letters()).filter(({ to }) => to.endsWith('@council.example'));
  expect(alerts.length).toBeGreaterThan(0);
  for (const alert of alerts) expect(alert.header('reply-to')).not.toContain('+');
  const alert = alerts.at(-1);
  await play.mail({
    ...manager,
    subject: `Re: ${alert?.subject}`,
    text: 'Please do not tell her yet.',
    references: [alert?.header('message-id') ?? ''],
  });
  const { messages } = await play.file(reference);
  expect(messages.at(-1)?.sender).toEqual({
    kind: 'staff',
    user: 'team-manager',
    proof: 'verified address',
  });
});
