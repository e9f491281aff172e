import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { receiveMail } from '../../functions/operations/receive-mail/receive-mail.ts';
import { intakeAddress, openPlay, type Play } from '../play.ts';
import { browse, type Shown } from '../web/pages/browse.ts';

// Held mail is work with the clock of its arrival (law.md section 2): it may be a complaint, and of a child.

const child = 'kim@example.net';
const officer = 'complaints-officer@council.example';
const duty = 'safeguarding-duty@council.example';
const senior = 'senior-manager@council.example';

const fixture = readFileSync(new URL('../fixtures/mail/04-precedence-bulk.eml', import.meta.url), 'utf8');
const hit = fixture
  .replace('My foster carer locks me out at night', 'My foster carer hits me')
  .replace('Precedence: bulk\n', '');

type Verdict = 'PASS' | 'FAIL' | 'GRAY';

/** A mail that the mail service calls spam. */
async function spam(play: Play, raw: string, dmarc: Verdict = 'GRAY', name = 'a') {
  const key = `mail/${name}.eml`;
  await play.deps.files.put(key, new TextEncoder().encode(raw), 'message/rfc822');
  const result = await receiveMail(play.deps, {
    raw: key,
    receivedAt: play.now(),
    messageId: name,
    recipients: [intakeAddress],
    envelopeFrom: child,
    verdicts: { spam: 'FAIL', virus: 'PASS', dmarc },
  });
  return 'id' in result ? result.id : '';
}

const sentTo = async (play: Play, address: string) =>
  (await play.letters()).filter(({ to }) => to === address);

const subjects = async (play: Play, address: string) =>
  (await sentTo(play, address)).map(({ subject }) => subject);

async function visitorOf(play: Play, user: string) {
  const visitor = browse(play);
  await visitor.signIn(user);
  return visitor;
}

/** Presses the button of one form of the page of a held mail. */
function press(page: Awaited<ReturnType<typeof visitorOf>>, shown: Shown, form: 'record' | 'release') {
  const [action = ''] = new RegExp(`/mail/[^"/]+/${form}`).exec(shown.html) ?? [];
  const csrf = shown.page.querySelector('input[name=_csrf]')?.getAttribute('value') ?? '';
  return page.request(action, {
    method: 'POST',
    headers: { origin: 'http://127.0.0.1', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ _csrf: csrf }).toString(),
  });
}

const danger = 'Look at this now: a held email says someone may be in danger';

test('a held complaint of a child who is hit alerts the duty contact and the officers at once, without its text', async () => {
  const play = await openPlay('2026-06-06T23:30:00Z');
  const id = await spam(play, hit);
  expect(await subjects(play, duty)).toEqual([danger]);
  expect(await subjects(play, officer)).toEqual([danger]);
  for (const { text, html } of await play.letters()) {
    expect(text).toContain(`/mail/${id}`);
    expect(text + html).not.toMatch(/Kim|foster|example\.net/);
  }
  // The address is not proven, and mail in which a filter sees spam may name anyone.
  expect(await subjects(play, child)).toEqual([]);
  // The same mail again alerts no one again.
  await spam(play, hit);
  expect(await subjects(play, duty)).toHaveLength(1);
  expect((await play.get(`/held-mail/${id}`)).body).toMatchObject({ words: ['hits me'] });
});

test('its sender gets the emergency advice if the address is proven, once a day and without its text', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  await spam(play, hit, 'PASS');
  await spam(play, hit.replace('case-04', 'case-05').replace('Please help', 'Please'), 'PASS', 'b');
  expect(await subjects(play, child)).toEqual(['Your message to us']);
  const [advice] = await sentTo(play, child);
  expect(advice?.text).toContain('0800 1111');
  expect(advice?.text).not.toMatch(/foster|hits|SC-2026/);
  expect(advice?.header('auto-submitted')).toBe('auto-generated');
});

test('if no one has read it within the hour, every officer and senior manager is alerted', async () => {
  const play = await openPlay('2026-06-06T23:30:00Z');
  const id = await spam(play, hit);
  await play.to('2026-06-07', '04:00');
  expect(await subjects(play, senior)).toEqual([danger]);
  expect((await subjects(play, officer)).filter((subject) => subject === danger)).toHaveLength(2);
  await play.get(`/held-mail/${id}`);
  await play.to('2026-06-07', '12:00');
  expect(await subjects(play, senior)).toEqual([danger]);
});

test('held mail stands in the lists with its day, in digests and counts, and alerts when it is overdue', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  await spam(play, hit.replace('My foster carer hits me and', 'We wait, and'));
  const page = await visitorOf(play, 'complaints-officer');
  const tasks = (await page.get('/tasks')).text;
  expect(tasks).toContain('1 email is held and not a case yet');
  expect(tasks).toContain('The first is due Tuesday 2 June 2026.');
  expect((await page.get('/mail')).text).toContain('2 June 2026');
  expect((await (await visitorOf(play, 'senior-manager')).get('/overview')).text).toContain(
    '1 email is held and not a case yet',
  );
  await play.to('2026-06-02', '09:00');
  const digests = async (address: string) =>
    (await play.digests()).filter(({ to }) => to === address).map(({ text }) => text);
  expect((await digests(officer))[0]).toContain('- Held mail: 1 email to check, due today');
  expect(await digests(senior)).toEqual([]);
  await play.to('2026-06-04', '09:00');
  const late = '- Held mail: 1 email to check, was due Tuesday 2 June 2026, 2 working days late';
  expect((await digests(officer)).at(-1)).toContain(late);
  expect((await digests(senior)).at(-1)).toContain(late);
  expect(
    (await subjects(play, officer)).filter((subject) => subject.startsWith('Held mail was due')),
  ).toEqual(['Held mail was due Tuesday 2 June 2026']);
  const later = await visitorOf(play, 'complaints-officer');
  expect((await later.get('/tasks')).text).toContain('1 email is held and not a case yet, 1 overdue');
});

test('a held reply goes to its case, on the day it came, and a named case or a new one can be chosen', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaint();
  const other = await play.complaint({ text: 'Another.' });
  const reply = (n: number) =>
    hit
      .replace('Complaint about my social worker', `Re: ${reference}`)
      .replace('case-04', `case-1${n}`)
      .replace('hits me', `shouts ${n} times`);
  const ids = [
    await spam(play, reply(1), 'GRAY', 'one'),
    await spam(play, reply(2), 'GRAY', 'two'),
    await spam(play, reply(3), 'GRAY', 'three'),
  ];
  await play.to('2026-06-05', '09:00');
  expect((await play.get(`/held-mail/${ids[0]}`)).body).toMatchObject({ answers: reference });
  const release = async (id = '', query = '') =>
    Reference.parse((await play.post(`/held-mail/${id}/release${query}`, undefined)).body).reference;
  expect(await release(ids[0])).toBe(reference);
  expect((await play.view(reference)).messages.at(-1)).toMatchObject({
    receivedAt: '2026-06-01T09:00:00.000Z',
    automatic: false,
  });
  expect((await play.post(`/held-mail/${ids[1]}/release?case=SC-2026-99999-9`, undefined)).status).toBe(404);
  expect(await release(ids[1], `?case=${other}`)).toBe(other);
  const made = await release(ids[2], '?case=new');
  expect([reference, other]).not.toContain(made);
  await play.settle();
  expect((await play.view(made)).receivedOn).toBe('2026-06-01');
  expect((await play.get(`/held-mail/${ids[0]}`)).body).toMatchObject({
    status: 'released',
    decided: { reference, by: 'user:complaints-officer' },
  });
});

const Reference = z.object({ reference: z.string() });

test('one click keeps a mail without a case, and one click takes it for a complaint after all', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const id = await spam(play, hit);
  const page = await visitorOf(play, 'complaints-officer');
  const shown = await page.get(`/mail/${id}`);
  expect(shown.text).toContain('Someone may be in danger. Words in this email: hits me.');
  expect((await press(page, shown, 'record')).text).toContain('Email kept without a case');
  expect((await page.get('/mail?status=recorded')).html).toContain(`/mail/${id}`);
  expect((await press(page, await page.get(`/mail/${id}`), 'release')).at).toBe('/cases/SC-2026-00001-4');
  await play.settle();
  // Now it is a case, words in it mark that.
  expect((await play.view('SC-2026-00001-4')).messages[0]?.text).toContain('My foster carer hits me');
  expect(await play.subjectsTo(duty)).toContain('Look at this now: SC-2026-00001-4');
});

test('the mail can be read as it came, source and headers, escaped and in parts', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const long =
    hit.replace('Subject: ', 'X-Odd: <script>alert(1)</script>\nSubject: ') + 'é line\n'.repeat(20_000);
  const id = await spam(play, long);
  const page = await visitorOf(play, 'complaints-officer');
  const first = (await page.get(`/mail/${id}/source`)).html;
  expect(first).toContain('X-Odd: &lt;script&gt;alert(1)&lt;/script&gt;');
  expect(first).not.toContain('<script>alert(1)');
  expect(first).toContain('Part 1 of 2');
  const parts = z.object({ text: z.string(), parts: z.literal(2) });
  const texts = await Promise.all(
    [1, 2].map(
      async (part) => parts.parse((await play.get(`/held-mail/${id}/source?part=${part}`)).body).text,
    ),
  );
  expect(texts.join('')).toBe(long.replaceAll('\r\n', '\n'));
  await play.post(`/held-mail/${id}/release`, undefined);
  await play.settle();
  const ofCase = await page.get('/cases/SC-2026-00001-4/source/M1');
  expect([ofCase.status, ofCase.html.includes('X-Odd')]).toEqual([200, true]);
  expect((await page.get('/cases/SC-2026-00001-4')).html).toContain('/cases/SC-2026-00001-4/source/M1');
  const file = await page.get('/cases/SC-2026-00001-4/source/M1/file');
  expect(file.html).toBe(long);
  const other = await visitorOf(play, 'investigating-officer');
  expect((await other.get('/cases/SC-2026-00001-4/source/M1')).status).toBe(404);
});

test('the source of a mail that could not be read as text is shown too', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const raw = `Content-Type: multipart/mixed; boundary=x\r\n\r\n${'--x\r\n'.repeat(3)}`;
  await play.system.mailIn({ raw: new TextEncoder().encode(raw), recipients: [intakeAddress] });
  await play.settle();
  const page = await visitorOf(play, 'complaints-officer');
  expect((await page.get('/cases/SC-2026-00001-4/source/M1')).text).toContain('multipart/mixed; boundary=x');
});

test('many of one sender alert people once an hour, and each is there to be read', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const numbered = (n: number, from = child) =>
    hit.replaceAll(child, from).replace(/^Subject: /m, `X-Number: ${n}\nSubject: ${n} `);
  for (let n = 0; n < 10; n += 1) await spam(play, numbered(n), 'GRAY', `many-${n}`);
  expect(await subjects(play, duty)).toEqual([danger]);
  // Another sender is heard at once, and so is whoever has the address that a stranger used.
  await spam(play, numbered(10, 'alex@home.example'), 'GRAY', 'other');
  await spam(play, numbered(11), 'PASS', 'proven');
  expect(await subjects(play, duty)).toHaveLength(3);
  await play.to('2026-06-01', '11:30');
  await spam(play, numbered(12), 'GRAY', 'later');
  expect((await subjects(play, duty)).filter((subject) => subject === danger)).toHaveLength(4);
  const { items } = z
    .object({ items: z.array(z.object({ words: z.array(z.string()) })) })
    .parse((await play.get('/held-mail?limit=50')).body);
  expect(items).toHaveLength(13);
});
