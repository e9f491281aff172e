import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { complainant, intakeAddress, openPlay, type Play } from '../play.ts';
import { browse } from '../web/pages/browse.ts';
import { wrongInLetter } from '../letter-rules.ts';

// The same complaint comes twice: by another hop, with the footer of a gateway, by two addresses, by form and email. It is
// one case, at once or after a person has said so, and counts once (law.md section 2).

const fixture = (name: string) =>
  readFileSync(new URL(`../fixtures/mail/${name}`, import.meta.url), 'utf8').replace(/\r?\n/g, '\r\n');
const first = fixture('15a-same-mail-a.eml');
const second = fixture('15b-same-mail-b.eml');

const arrive = async (play: Play, raw: string) => {
  const result = await play.system.mailIn({
    raw: new TextEncoder().encode(raw),
    recipients: [intakeAddress],
    envelopeFrom: 'kim@example.net',
  });
  await play.settle();
  return result;
};

const again: readonly [what: string, raw: string][] = [
  ['sample 15b, by another hop', second],
  ['with an anti-virus header', first.replace('MIME-Version', 'X-Virus-Scanned: yes\r\nMIME-Version')],
  ['with a rewritten To', first.replace(/^To: .*$/m, 'To: childrens-complaints@council.example')],
  [
    'encoded another way',
    first
      .replace('charset=utf-8\r\n', 'charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n')
      .replace('moved without', 'moved=20without'),
  ],
  ['with a folded subject', first.replace('Subject: Same mail', 'Subject: Same\r\n mail')],
  [
    'with another date of delivery',
    first.replace(
      'MIME-Version',
      'Delivery-date: Mon, 30 Nov 2026 08:00:05 +0000\r\nX-Gateway: b\r\nMIME-Version',
    ),
  ],
];

test('the same mail by another hop is one case', async () => {
  const play = await openPlay('2026-11-29T09:00:00Z');
  for (const [index, [what, raw]] of again.entries()) {
    const ofRow = (mail: string) => mail.replaceAll('same@', `same-${index}@`);
    const made = await arrive(play, ofRow(first));
    expect([what, made.known]).toEqual([what, false]);
    expect([what, await arrive(play, ofRow(raw))]).toEqual([what, { ...made, known: true }]);
  }
  expect((await play.deps.store.cases({ limit: 10 })).items).toHaveLength(again.length);
});

test('a person merges a case into another, which keeps both texts and the earlier day, and counts once', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const early = await play.complaint({ text: 'Nobody has called me back for three weeks.' });
  await play.to('2026-06-03', '09:00');
  const mail = await play.mail({
    text: 'Nobody has called me back for three weeks.',
    attachments: [{ filename: 'log.txt', content: 'calls' }],
  });
  const late = 'reference' in mail ? mail.reference : '';
  const merged = await play.post(`/cases/${early}/merge`, { into: late, reason: 'Same words, same sender.' });
  expect([merged.status, merged.body]).toMatchObject([200, { reference: late }]);
  await play.settle();
  const [gone, stays] = [await play.view(early), await play.view(late)];
  expect(gone).toMatchObject({ status: 'closed', closedAs: 'merged', mergedInto: late });
  expect(stays).toMatchObject({ status: 'open', receivedOn: '2026-06-01', mergedFrom: [early] });
  expect(stays.messages.map(({ text }) => text.trim())).toEqual(
    Array(2).fill('Nobody has called me back for three weeks.'),
  );
  // Triage was due one working day after the earlier day.
  expect((await play.step(late, 'triage')).due).toBe('2026-06-02');
  const rows = (await play.get('/reporting-rows?year=2026/27')).text;
  expect([rows.includes(late), rows.includes(early)]).toEqual([true, false]);
  // Again changes nothing, and a mail with the old reference goes to the case that goes on.
  expect((await play.post(`/cases/${early}/merge`, { into: late, reason: 'Again.' })).status).toBe(409);
  expect(await play.mail({ subject: `Re: ${early}`, text: 'One more thing.' })).toMatchObject({
    became: 'message',
    reference: late,
  });
  expect((await play.view(late)).messages).toHaveLength(3);
  const page = browse(play);
  await page.signIn('complaints-officer');
  expect((await page.get(`/cases/${early}`)).text).toContain(`This case was merged into ${late}`);
  expect(play.faults).toEqual([]);
});

const linkTo = async (play: Play, address: string, subject: RegExp) => {
  const letter = (await play.letters()).findLast(
    ({ to, subject: says }) => to === address && subject.test(says),
  );
  return /\/follow\/[0-9a-z]{52}\b/.exec(letter?.text ?? '')?.[0] ?? '';
};

test('a merge writes to the complainant, takes people over with their wishes, and their links lead on', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const stays = await play.complaintAt('stage-1');
  const dana = 'dana.price@home.example';
  const sam = { name: 'Sam Carter', email: complainant };
  const goes = await play.complaintAt('stage-1', { person: sam });
  const add = async (body: object) =>
    expect((await play.post(`/cases/${goes}/parties`, body)).status).toBe(201);
  await add({ name: 'Ali Carter', roles: ['child'], needs: 'A quiet room.' });
  await add({ name: 'Ben Price', roles: ['child'] });
  await add({ name: 'Dana Price', email: dana, roles: ['complainant'], children: ['P3'] });
  const wish = { safeContact: 'Never call the house.', reason: 'She said so.' };
  await play.request('PATCH', `/api/v1/cases/${goes}/parties/P1`, { body: wish });
  await play.post(`/cases/${stays}/parties`, { name: 'ali carter', roles: ['child'] });
  const report = await play.document(goes, 'Report on Ben');
  await play.post(`/cases/${goes}/child-limits`, { item: report, children: ['P3'] });
  // Letters to Dana and to Sam are being written.
  const draft = { to: 'P4', subject: 'your meeting', text: 'We will meet on 9 June.', documents: [report] };
  expect((await play.post(`/cases/${goes}/letter-drafts`, draft)).status).toBe(201);
  expect(
    (await play.post(`/cases/${goes}/letter-drafts`, { to: 'complainant', text: 'We have asked.' })).status,
  ).toBe(201);
  await play.settle();
  const ofGoes = new RegExp(goes);
  const links = [await linkTo(play, complainant, ofGoes), await linkTo(play, dana, ofGoes)];

  const merged = await play.post(`/cases/${goes}/merge`, { into: stays, reason: 'The same complaint.' });
  expect(merged.status).toBe(200);
  await play.settle();
  const view = await play.view(stays);
  expect(view.parties).toMatchObject([
    { id: 'P1', name: 'Sam Carter', safeContact: 'Never call the house.' },
    { id: 'P2', name: 'ali carter', needs: 'A quiet room.' },
    { id: 'P3', name: 'Ben Price', roles: ['child'] },
    { id: 'P4', name: 'Dana Price', roles: ['complainant'], children: ['P3'] },
  ]);
  const [copy = ''] = view.documents.slice(-1).map(({ id }) => id);
  expect(view.childLimits).toEqual([{ item: copy, children: ['P3'] }]);
  // What was being written goes on there, as the task of its author, and nothing of it is left behind.
  expect(view.letterDrafts).toMatchObject([
    { ...draft, id: 'LD1', with: 'complaints-officer', documents: [copy] },
    { id: 'LD2', to: 'P1', text: 'We have asked.', author: 'complaints-officer' },
  ]);
  const left = await play.view(goes);
  expect(left.letterDrafts).toEqual([]);
  expect(left.runs.filter(({ status }) => status === 'running')).toEqual([]);
  const sent = await play.post(`/cases/${stays}/letter-drafts/LD1/handling`, { version: 1, how: 'send' });
  expect(sent.status).toBe(200);
  await play.settle();
  expect((await play.letters()).findLast(({ to }) => to === dana)?.text).toContain('We will meet on 9 June.');
  // One plain letter to each of them.
  for (const [address, name] of [
    [complainant, 'Sam Carter'],
    [dana, 'Dana Price'],
  ] as const) {
    const told = (await play.letters()).filter(
      ({ to, subject }) => to === address && subject === `We have put two cases together: ${stays}`,
    );
    expect(told).toHaveLength(1);
    const [{ text, html } = { text: '', html: '' }] = told;
    expect(text).toContain(`Dear ${name}`);
    expect(text).toContain(`We have closed ${goes}.`);
    expect(wrongInLetter({ template: 'cases-put-together', text, html })).toEqual([]);
  }
  // What they had opens the case that goes on, and one that was revoked there since opens nothing.
  for (const link of links) expect((await browse(play).get(link)).text).toContain(stays);
  const moved = { email: 'dana@new.example', reason: 'She has moved.' };
  await play.request('PATCH', `/api/v1/cases/${stays}/parties/P4`, { body: moved });
  await play.settle();
  const dead = (await browse(play).get(links[1] ?? '')).text;
  expect(dead).not.toContain(goes);
  expect(dead).not.toContain(stays);
  expect((await browse(play).get(links[0] ?? '')).text).toContain(stays);
  expect(JSON.stringify((await play.file(stays)).events)).not.toMatch(/example|Dana|Never call/);
  expect(play.faults).toEqual([]);
});

test('the link of someone who is no complainant of the case that goes on shows only their own case', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const stays = await play.complaintAt('stage-1');
  const other = 'jo.carter@work.example';
  const goes = await play.complaintAt('stage-1', { person: { name: 'Jo Carter', email: other } });
  const link = await linkTo(play, other, /./);
  expect((await play.post(`/cases/${goes}/merge`, { into: stays, reason: 'Same.' })).status).toBe(200);
  await play.settle();
  expect((await browse(play).get(link)).text).toContain(stays);
  const jo = (await play.view(stays)).parties.find(({ name }) => name === 'Jo Carter')?.id ?? '';
  const mistake = { ended: 'recorded by mistake', reason: 'Another complaint.' };
  await play.request('PATCH', `/api/v1/cases/${stays}/parties/${jo}`, { body: mistake });
  await play.settle();
  const shown = (await browse(play).get(link)).text;
  expect(shown).toContain(goes);
  expect(shown).not.toContain(stays);
});

test('a closed case is merged if it had no result; otherwise the way there is said', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const stays = await play.complaint();
  const [stopped, elsewhere] = [await play.complaint(), await play.complaint()];
  await play.decide(stopped, 'triage', 'withdraw', { reason: 'Settled.' });
  const merge = async (from: string, into: string) =>
    play.post(`/cases/${from}/merge`, { into, reason: 'The same.' });
  const refused = await merge(stopped, stays);
  expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('Link the two cases.')]);
  const into = await merge(stays, stopped);
  expect([into.status, into.text]).toEqual([
    409,
    expect.stringContaining(`${stopped} is closed. Merge that case into this one, or reopen it first.`),
  ]);
  const nothing = { reason: 'It is the other complaint again.' };
  expect((await play.decide(elsewhere, 'triage', 'close-without-procedure', nothing)).status).toBe(200);
  expect((await play.view(elsewhere)).status).toBe('closed');
  expect((await merge(elsewhere, stays)).status).toBe(200);
  await play.settle();
  expect(await play.view(elsewhere)).toMatchObject({ status: 'closed', mergedInto: stays });
  expect((await play.view(stays)).messages).toHaveLength(2);
  expect((await merge(elsewhere, stays)).status).toBe(409);
  expect(play.faults).toEqual([]);
});

test('a message that waits in the merged case waits in the one that goes on', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const [one, other] = [await play.complaint(), await play.complaintAt('stage-1')];
  await play.mail({ subject: `Re: ${one}`, text: 'Please stop the visit of Tuesday.' });
  const known = { complainedAbout: ['team-manager'], advocacyWanted: true, lookedAfter: true };
  expect((await play.post(`/cases/${one}/details`, known)).status).toBe(200);
  await play.to('2026-06-02', '10:00');
  expect((await play.get(`/cases/${other}`, 'team-manager')).status).toBe(200);
  expect((await play.post(`/cases/${one}/merge`, { into: other, reason: 'Same.' })).status).toBe(200);
  await play.settle();
  const waiting = await play.get(`/messages?handled=false&case=${other}`);
  expect(waiting.body).toMatchObject({ items: [{ reference: other, message: 'M3', due: '2026-06-03' }] });
  const { steps, facts } = await play.view(other);
  expect(steps.filter(({ step }) => step === 'message')).toHaveLength(1);
  // What protects people holds there too: whoever is complained about in one of the two sees neither, and has no part in it.
  expect(facts).toMatchObject(known);
  expect((await play.get(`/cases/${other}`, 'team-manager')).status).toBe(404);
  expect(steps.find(({ step }) => step === 'stage-1')?.assignee).toBeUndefined();
  // The advocate is looked for there, with the time that they had, and not twice.
  expect(await play.step(other, 'find-advocate')).toMatchObject({ status: 'open', due: '2026-06-04' });
  expect((await play.view(one)).runs.filter(({ status }) => status === 'running')).toEqual([]);
  expect(play.faults).toEqual([]);
});

test('a case is not merged into itself, one that is not there, or a closed one', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const [one, other] = [await play.complaint(), await play.complaint({ text: 'Another.' })];
  const merge = async (into: string, user?: string) =>
    (await play.post(`/cases/${one}/merge`, { into, reason: 'Same.' }, user === undefined ? {} : { user }))
      .status;
  expect(await merge(one)).toBe(422);
  expect(await merge('SC-2026-99999-9')).toBe(422);
  expect(await merge(other, 'quality-checker')).toBe(404);
  await play.decide(other, 'triage', 'withdraw', { reason: 'Settled.' });
  expect(await merge(other)).toBe(409);
  expect((await play.view(one)).status).toBe('open');
  expect(complainant).toBe('sam.carter@home.example');
});
