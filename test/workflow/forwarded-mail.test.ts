import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { longDateWithWeekday } from '../../functions/domain/time/civil-date.ts';
import { browse } from '../web/pages/browse.ts';
import { intakeAddress, linkIn, openPlay, routed, type MailToUs, type Play } from '../play.ts';

const reception = 'reception@council.example';
const sam = 'sam@example.net';
const original = [
  '---------- Forwarded message ---------',
  `From: Sam Parent <${sam}>`,
  'Date: Fri, 27 Nov 2026 at 09:12',
  'Subject: I complain',
  'To: <reception@council.example>',
  '',
  'The office never rang me back about the visit.',
].join('\n');
const forward: MailToUs = { from: reception, name: 'Reception', subject: 'Fwd: I complain', text: original };

const ownWords = 'The office never rang me back about the visit.';

const boot = () => openPlay('2026-11-30T09:00:00Z');

async function received(play: Play, mail: MailToUs): Promise<string> {
  const result = await play.mail(mail);
  return 'reference' in result ? result.reference : result.became;
}

async function officerOf(play: Play) {
  const officer = browse(play);
  await officer.signIn('complaints-officer');
  return officer;
}

const triageOf = (reference: string) => `/cases/${reference}/tasks/${encodeURIComponent('triage#1')}/route`;
const name = (play: Play, reference: string, body: object) =>
  play.post(`/cases/${reference}/parties/complainant`, body);

/** Who complains in the case that a mail becomes, and whether anyone got a receipt. */
async function complainantOf(play: Play, mail: MailToUs) {
  const reference = await received(play, mail);
  const { awaitsComplainant = false, complainant } = await play.view(reference);
  const receipts = (await play.lettersTo(mail.from ?? '')).filter(({ text }) => text.includes(reference));
  return { awaited: awaitsComplainant, complainant: complainant?.email, receipts: receipts.length };
}

test('a complaint that a colleague or another organisation forwards begins without a complainant', async () => {
  const play = await boot();
  const outlook = original.replace(/^-.*\n/, '').replace('Date:', 'Sent:');
  const german = [
    '-------- Weitergeleitete Nachricht --------',
    'Betreff: Beschwerde',
    'Datum: Fr, 27. November 2026 09:12:00 +0000',
    `Von: Sam Parent <${sam}>`,
    '',
    'Niemand ruft an.',
  ].join('\n');
  const attached = {
    filename: 'I complain.eml',
    contentType: 'message/rfc822',
    content: `From: Sam Parent <${sam}>\r\nSubject: I complain\r\n\r\nNobody rang.\r\n`,
  };
  const by: readonly [string, MailToUs][] = [
    ['the reception', forward],
    ['an officer who is a user', { ...forward, from: 'team-manager@council.example' }],
    ['a worker below the domain of the council', { ...forward, from: 'kay@care.council.example' }],
    ['a teacher', { ...forward, from: 'head@wrekinview.example' }],
    ['the Ombudsman', { ...forward, from: 'intake@lgo.org.uk' }],
    ['in the way of Outlook', { ...forward, subject: 'FW: I complain', text: outlook }],
    ['in German', { ...forward, subject: 'WG: Beschwerde', text: german }],
    ['as an attachment', { ...forward, subject: 'I complain', text: 'See.', attachments: [attached] }],
    [
      'as two attachments',
      { ...forward, subject: 'Two of them', text: 'See.', attachments: [attached, attached] },
    ],
    [
      'as a saved mail of Outlook',
      { ...forward, subject: 'A parent', attachments: [{ filename: 'I complain.msg', content: 'x' }] },
    ],
    ['and says only so', { ...forward, text: 'Sam Parent, 01632 960123, wants a call.' }],
  ];
  for (const [who, mail] of by)
    expect([who, await complainantOf(play, mail)]).toEqual([
      who,
      { awaited: true, complainant: undefined, receipts: 0 },
    ]);
  expect(await play.lettersTo(sam)).toEqual([]);
});

test('whoever does not pass on the words of another is the complainant, as before', async () => {
  const play = await boot();
  const ours = `---------- Forwarded message ---------\nFrom: Complaints <${intakeAddress}>\nDate: Fri, 27 Nov 2026 at 09:12\nSubject: Your complaint\n\nWe have it.`;
  const by: readonly [string, MailToUs][] = [
    ['a parent with an answer of ours', { from: sam, subject: 'Fwd: Your complaint', text: ours }],
    ['a parent with the mail of a teacher', { ...forward, from: 'jo@example.net' }],
    [
      'a colleague with a complaint of their own',
      { from: reception, subject: 'My pay', text: 'It is late.' },
    ],
    [
      'someone at a domain that only ends like ours',
      { ...forward, from: 'kim@notcouncil.example', name: 'Kim' },
    ],
  ];
  for (const [who, mail] of by)
    expect([who, await complainantOf(play, mail)]).toEqual([
      who,
      { awaited: false, complainant: mail.from, receipts: 1 },
    ]);
});

test('triage goes on once an officer has said that the person quoted complains, and they get the receipt', async () => {
  const play = await boot();
  const reference = await received(play, forward);
  const officer = await officerOf(play);
  const shown = await officer.get(triageOf(reference));
  expect(shown.text).toContain(
    `This email passes on what Sam Parent (${sam}) wrote on ${longDateWithWeekday('2026-11-27')}.`,
  );
  expect(shown.text).toContain(
    'Reception passed on this email and has had no receipt. Say who is complaining before you decide what to do with it.',
  );
  const refused = await play.decide(reference, 'triage', 'route', routed);
  expect([refused.status, refused.body]).toMatchObject([
    422,
    { errors: [{ field: 'complainant', code: 'complainant-not-named' }] },
  ]);
  // One press, and what has been typed stays.
  const button = shown.page.querySelector('button[value="complainant-quoted"]');
  expect([button?.textContent, button?.getAttribute('form')]).toEqual([
    'Sam Parent is complaining',
    shown.page.querySelector('main form[method=post]')?.getAttribute('id'),
  ]);
  const summary = 'Nobody rang about the visit.';
  const tried = await officer.send(shown, { ...routed, summary });
  expect([tried.status, tried.page.querySelector('.govuk-error-summary a')?.getAttribute('href')]).toEqual([
    422,
    '#complainant',
  ]);
  const named = await officer.send(tried, {}, { do: 'complainant-quoted' });
  expect(named.status).toBe(200);
  expect(named.text).toContain('Sam Parent is the complainant.');
  expect(named.page.querySelector('#summary')?.textContent).toBe(summary);
  expect(named.text).not.toContain('Who is complaining?');
  await play.settle();
  const [receipt, ...others] = await play.lettersTo(sam);
  expect(receipt?.subject).toBe(`We have your message: ${reference}`);
  // What a mail says of the person it quotes proves nothing of their address.
  expect([linkIn(receipt?.text), receipt?.text.includes('visit'), others]).toEqual(['', false, []]);
  expect(await play.lettersTo(reception)).toEqual([]);
  expect((await play.decide(reference, 'triage', 'route', routed)).status).toBe(200);
  expect((await play.view(reference)).complainant).toMatchObject({ name: 'Sam Parent', email: sam });
});

test('the sender, someone else or no one whose name is known can be the complainant', async () => {
  const play = await boot();
  const [own, other, unknown] = [
    await received(play, forward),
    await received(play, { ...forward, text: `${original}\n\nAgain.` }),
    await received(play, { ...forward, text: 'A note under the door.' }),
  ];
  expect((await name(play, unknown, { who: 'quoted' })).body).toMatchObject({
    errors: [{ field: 'who', code: 'no-one-quoted' }],
  });
  expect((await name(play, other, { who: 'someone else', email: 'kim@example.net' })).body).toMatchObject({
    errors: [{ field: 'name', code: 'answer-needed' }],
  });
  expect((await name(play, other, { who: 'quoted', name: 'Kim' })).body).toMatchObject({
    errors: [{ field: 'name', code: 'details-not-asked' }],
  });
  const kim = { who: 'someone else', name: 'Kim Young', email: 'kim@example.net' };
  for (const [reference, body, complainant] of [
    [own, { who: 'sender' }, { name: 'Reception', email: reception }],
    [other, kim, { name: 'Kim Young', email: 'kim@example.net' }],
    [unknown, { who: 'not known' }, { id: 'P1' }],
  ] as const) {
    expect((await name(play, reference, body)).body).toMatchObject({ party: 'P1' });
    await play.settle();
    expect((await play.view(reference)).complainant).toEqual({ id: 'P1', ...complainant });
    expect((await name(play, reference, { who: 'sender' })).status).toBe(409);
    expect((await play.decide(reference, 'triage', 'route', routed)).status).toBe(200);
  }
  expect(await play.subjectsTo('kim@example.net')).toContain(`We have your message: ${other}`);
  expect(await play.subjectsTo(reception)).toContain(`We have your message: ${own}`);
});

test('what is no complaint can be closed without a complainant, and a party who complains is one', async () => {
  const play = await boot();
  const advert = await received(play, { ...forward, text: 'Is this for you? Cheap printers.' });
  expect((await play.decide(advert, 'triage', 'decline', { ground: 'not ours', reason: 'x' })).status).toBe(
    422,
  );
  expect((await play.decide(advert, 'triage', 'close-without-procedure', { reason: 'Advert.' })).status).toBe(
    200,
  );
  const reference = await received(play, forward);
  const party = { roles: ['complainant'], name: 'Sam Parent', email: sam };
  expect((await play.addParty(reference, party)).status).toBe(201);
  expect(await play.subjectsTo(sam)).toEqual([`We have your message: ${reference}`]);
});

test('a colleague who says that they complain themselves reads their own words in their private link', async () => {
  const play = await boot();
  const reference = await received(play, { ...forward, subject: 'Fwd: From the reception', text: ownWords });
  const officer = await officerOf(play);
  const page = await officer.get(`/cases/${reference}`);
  expect(page.text).toContain('Not known yet');
  const form = page.page.querySelector('form[action$="/steer/complainant-sender"]');
  expect(form?.textContent.trim()).toBe('Reception is complaining themselves');
  const pressed = await officer.send(page, {}, { do: 'confirm' });
  expect([pressed.text.includes('Complainant recorded'), pressed.text.includes('Not known yet')]).toEqual([
    true,
    false,
  ]);
  await play.along(reference, [['triage', 'route', routed]]);
  await play.decide(reference, 'acknowledge', 'acknowledge', { investigator: 'team-manager' });
  const link = linkIn((await play.lettersTo(reception)).at(-1)?.text);
  expect((await browse(play).get(link)).text).toContain(ownWords);
});

test('a complaint that a colleague forwarded to a case becomes a case of its own without them as complainant', async () => {
  const play = await boot();
  const first = await received(play, { from: 'kim@example.net', name: 'Kim Young' });
  await received(play, { ...forward, subject: `Fwd: I complain (${first})` });
  const own = await play.post(`/cases/${first}/messages/M2/handling`, { how: 'case of its own' });
  const { to } = z.object({ to: z.string() }).parse(own.body);
  expect((await play.view(to)).awaitsComplainant).toBe(true);
});

test('a letter of ours that someone passes on names no complainant', async () => {
  const play = await boot();
  const text = `---------- Forwarded message ---------\nFrom: Complaints <${intakeAddress}>\nDate: Fri, 27 Nov 2026 at 09:12\nSubject: Your complaint\n\nWe have it.`;
  const reference = await received(play, { subject: 'Fwd: Your complaint', text });
  expect((await play.view(reference)).messages[0]?.forwarded).toBe(undefined);
});

const real = readFileSync(new URL('../fixtures/mail-text/09-gmail-forward.eml', import.meta.url));

test('once the person quoted is the complainant, nothing is offered', async () => {
  const play = await boot();
  const result = await play.system.mailIn({ raw: real, recipients: [intakeAddress] });
  await play.settle();
  const reference = 'reference' in result ? result.reference : '';
  expect((await name(play, reference, { who: 'quoted' })).status).toBe(200);
  const { text } = await (await officerOf(play)).get(`/cases/${reference}`);
  expect(text).toContain('This email passes on what Sam Parent');
  expect(text).not.toContain('Make Sam Parent the complainant');
});
