import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { outboxMailer } from '../../../functions/adapters/local/outbox-mailer.ts';
import { linkHash } from '../../../functions/operations/follow-case/private-link.ts';
import { answers, complainant, openPlay, stage2Way, type Play } from '../../play.ts';
import { browse } from './browse.ts';

const at = '2026-06-01T09:00:00Z';

/** The secret of the link in the newest letter to the complainant. */
async function secretIn(play: Play): Promise<string> {
  const secret = (await play.privateLink()).replace('/follow/', '');
  const letter = (await play.letters()).findLast(({ to }) => to === complainant);
  expect(letter?.html).toContain(`/follow/${secret}"`);
  return secret;
}

/** Every file below a folder that contains these words, as text. */
async function filesWith(folder: string, words: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.join(parentPath, name));
  const found = await Promise.all(
    files.map(async (file) => ((await readFile(file)).includes(words) ? [path.relative(folder, file)] : [])),
  );
  return found.flat();
}

async function following(play: Play) {
  const visitor = browse(play);
  const page = await visitor.get(`/follow/${await secretIn(play)}`);
  return { visitor, page };
}

const press = (what: string) => ({ do: what });

test('each letter has its own link, whose secret is stored nowhere else', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1');
  const first = await secretIn(play);
  await play.decide(reference, 'stage-1', 'tell-delay', { expected: '2026-06-20', reason: 'Illness.' });
  const second = await secretIn(play);
  expect(second).not.toBe(first);
  for (const secret of [first, second]) {
    const page = await browse(play).get(`/follow/${secret}`);
    expect([page.status, page.at]).toEqual([200, '/follow']);
    expect(page.html).not.toContain(secret);
    // The outbox plays the part of the reader's mailbox.
    const found = await filesWith(play.dataDir, secret);
    expect(found.filter((file) => !file.startsWith('outbox/'))).toEqual([]);
  }
  const copies = await filesWith(path.join(play.dataDir, 'files'), 'http://127.0.0.1:3000/follow');
  expect(copies.length).toBe(2);
});

test('shows the status of the case, and nothing about people complained about, staff or internal work', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1');
  await play.post(`/cases/${reference}/details`, {
    complainedAbout: ['complaints-officer-2'],
    aboutWhom: 'Nosy Parker',
  });
  await play.decide(reference, 'stage-1', 'report-delay', { expected: '2026-06-20', reason: 'SECRET-NOTE' });
  const { visitor, page } = await following(play);
  expect(page.text).toContain(reference);
  expect(page.text).toContain('A manager of the service is looking into your complaint');
  expect(page.text).toContain('We will answer by Monday 15 June 2026.');
  expect(page.text).toContain('Nobody has called me back for three weeks.');
  expect(page.text).toContain('If you ask for it');
  expect(page.text).toContain('We have got your complaint');
  const letter = await visitor.get(
    page.page.querySelector('a[href^="/follow/letters/"]')?.getAttribute('href') ?? '',
  );
  expect(letter.text).toContain('Dear Sam Carter');
  for (const hidden of ['Tom Ellis', 'Nosy Parker', 'SECRET-NOTE', 'quality check'])
    expect(`${page.html}${letter.html}`).not.toContain(hidden);
  await play.to('2026-06-17');
  const late = (await following(play)).page;
  expect(late.text).toContain(
    'We said we would answer by Monday 15 June 2026. We are late, and we are sorry.',
  );
});

test('a closed case shows the stages it reached, a withdrawn one none', async () => {
  const play = await openPlay(at);
  const stages = async () =>
    (await following(play)).page.page
      .querySelectorAll('.stages li')
      .map(({ textContent }) => textContent.replaceAll(/\s+/g, ' ').trim());
  const reference = await play.complaintAt('stage-1');
  expect(await stages()).toEqual([
    'Stage 1, an answer from a manager of the service Now',
    'Stage 2, an investigation by people who are independent of the council If you ask for it',
    'Stage 3, a review panel of three independent people If you ask for it',
  ]);
  await play.decide(reference, 'stage-1', 'withdraw', { reason: 'They rang.' });
  expect(await stages()).toEqual([]);
  await play.complaintAt('stage-2-window');
  await play.to('2026-07-31');
  expect(await stages()).toEqual(['Stage 1, an answer from a manager of the service Done']);
});

test('a wrong, expired or replaced link shows one neutral page, and opening a link changes nothing', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1');
  const secret = await secretIn(play);
  const before = await play.events(reference);
  const scanner = await play.system.app.request(`http://127.0.0.1/follow/${secret}`, { method: 'HEAD' });
  expect([scanner.status, scanner.headers.get('set-cookie')]).toEqual([204, null]);
  const { visitor } = await following(play);
  expect((await visitor.get('/follow')).text).toContain(reference);
  expect(await play.events(reference)).toEqual(before);
  const token = /name="_csrf" value="[^"]*"/g;
  const wrong = await browse(play).get(`/follow/${'0'.repeat(52)}`);
  expect([wrong.status, wrong.text.includes('This link does not work')]).toEqual([404, true]);

  const officer = browse(play);
  await officer.signIn('complaints-officer');
  const sent = await officer.send(await officer.get(`/cases/${reference}/private-link`), {}, {});
  expect(sent.at).toBe(`/cases/${reference}`);
  expect(sent.text).toContain('Private links revoked');
  expect(sent.text).toContain('Private link sent to Sam Carter');
  const old = await browse(play).get(`/follow/${secret}`);
  expect(old.html.replace(token, '')).toBe(wrong.html.replace(token, ''));
  expect((await visitor.get('/follow')).text).not.toContain(reference);
  const fresh = await secretIn(play);
  expect((await browse(play).get(`/follow/${fresh}`)).text).toContain(reference);
  const link = { caseId: reference, epoch: 1, madeAt: '2025-05-01T09:00:00Z', until: '2026-05-31T22:59:59Z' };
  await play.deps.store.putLink({ ...link, hash: linkHash('a'.repeat(52)) });
  const expired = await browse(play).get(`/follow/${'a'.repeat(52)}`);
  expect(expired.html.replace(token, '')).toBe(wrong.html.replace(token, ''));
});

test('a new link goes to the address on the case, with the same answer for everyone', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1');
  const ask = async (typed: string) => {
    const visitor = browse(play);
    const form = (await visitor.get('/follow')).page.querySelectorAll('main form')[1];
    const csrf = form?.querySelector('[name=_csrf]')?.getAttribute('value') ?? '';
    return visitor.request('/follow/new-link', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ _csrf: csrf, reference: typed }).toString(),
    });
  };
  const answered = [await ask(reference), await ask('SC-2026-00999-9'), await ask('nonsense')];
  const words = answered.map(({ page }) => page.querySelector('main')?.text);
  expect(new Set(words).size).toBe(1);
  expect((await play.subjectsTo(complainant)).at(-1)).toBe(`Your private link for ${reference}`);
  expect((await following(play)).page.text).toContain(reference);
  expect((await ask('')).status).toBe(422);
});

test('the next stage can be requested without a reason', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-2-window');
  const { visitor } = await following(play);
  const form = await visitor.get('/follow/do/request-stage-2');
  expect((await visitor.send(form, {}, press(''))).at).toBe('/follow/done/asked');
  await play.settle();
  expect((await play.step(reference, 'stage-2-commission')).status).toBe('open');
});

test('the next stage can be requested once within the window', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-2-window');
  const { visitor, page } = await following(play);
  expect(page.text).toContain('you can ask for stage 2, an investigation by people who are independent');
  const form = await visitor.get('/follow/do/request-stage-2');
  const done = await visitor.send(form, { unresolved: 'The calls. <b>' }, press(''));
  expect([done.at, done.text.includes('You have asked for the next stage')]).toEqual([
    '/follow/done/asked',
    true,
  ]);
  await play.settle();
  const decided = (await play.events(reference)).find(
    (event) => event.type === 'decided' && event.outcome === 'request-stage-2',
  );
  expect(decided).toMatchObject({ by: 'complainant', answers: { unresolved: 'The calls. <b>' } });
  const asked = await visitor.get('/follow');
  expect(asked.page.querySelectorAll('.told').at(-1)?.textContent).toMatch(
    /You asked for the next stage\s+The calls. <b>/,
  );
  expect(asked.text).toContain('You have asked for stage 2. We are finding two people');
  expect(asked.text).not.toContain('Commission');
  expect((await play.file(reference)).state.tasks.at(-1)?.step).toBe('stage-2-commission');
  expect((await visitor.send(form, { unresolved: 'Again.' }, press(''))).at).toBe('/follow');
  await play.along(reference, stage2Way.slice(0, 3));
  const investigated = await visitor.get('/follow');
  expect(investigated.text).not.toContain('Ask for the next stage');
  // One limit of the law for the investigation and the answer.
  expect(investigated.text).toContain(
    'An investigator is looking into your complaint. Someone from outside the council checks that the investigation is fair and that people listen to you. We will answer by Monday 6 July 2026.',
  );
});

test('a complainant without an answer in time can agree to wait, and can still ask for the next stage', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1');
  const { visitor, page } = await following(play);
  // They can agree to wait at any time, and go on only once it is late.
  expect(page.text).toContain('Wait longer for our answer');
  expect(page.text).not.toContain('Ask for the next stage');
  // 20 working days after 1 June 2026 have passed.
  await play.to('2026-06-30');
  const late = await visitor.get(`/follow/${await secretIn(play)}`);
  expect(late.text).toContain('Wait longer for our answer');
  expect(late.text).toContain(
    'We said we would answer by Monday 15 June 2026. We are late, and we are sorry.',
  );
  expect(late.text).toContain('You do not have to wait any longer. You can ask for the next stage now.');
  const form = await visitor.get('/follow/do/agree-to-wait');
  const typed = (day: string, month: string, year: string) => ({
    'until.day': day,
    'until.month': month,
    'until.year': year,
  });
  const refused: string[] = [];
  for (const until of [typed('', '', ''), typed('31', '6', '2026'), typed('1', '6', '2026')]) {
    const shown = await visitor.send(form, until, press(''));
    expect([shown.status, shown.page.querySelector('#until-day')?.getAttribute('value') ?? '']).toEqual([
      422,
      until['until.day'],
    ]);
    refused.push(shown.page.querySelector('.govuk-error-summary a[href="#until-day"]')?.textContent ?? '');
  }
  expect(refused).toEqual([
    'Enter the day you will wait until',
    'Enter a real date, such as 27 3 2026',
    'Enter 30 June 2026 or a later day',
  ]);
  const done = await visitor.send(form, typed('17', '7', '2026'), press(''));
  expect(done.at).toBe('/follow/done/waiting');
  expect((await visitor.get('/follow')).text).toContain('You agreed to wait until Friday 17 July 2026.');
  // The agreement is the last decision but one: it ends the task to write to them about the delay.
  const decided = (await play.events(reference)).filter(({ type }) => type === 'decided').slice(-2);
  expect(decided).toMatchObject([
    {
      outcome: 'agree-to-wait',
      by: 'complainant',
      answers: { agreedOn: '2026-06-30', until: '2026-07-17' },
    },
    { task: 'tell-of-delay#1', outcome: 'no-longer-needed', by: 'system' },
  ]);
  const officer = browse(play);
  await officer.signIn('complaints-officer');
  expect((await officer.get(`/cases/${reference}`)).text).toContain(
    'agrees in writing to wait; date they agreed: 30 June 2026, agreed to wait until: 17 July 2026',
  );
  const asks = await visitor.send(
    await visitor.get('/follow/do/go-to-stage-2'),
    { unresolved: 'The calls.' },
    press(''),
  );
  expect(asks.at).toBe('/follow/done/asked');
});

test('a complainant whose complaint was not acknowledged reads how late we are, and can go on', async () => {
  const play = await openPlay(at);
  await play.complaintAt('acknowledge');
  await play.to('2026-06-08', '10:00');
  const first = await following(play);
  expect(first.page.text).toContain('We said we would write to you by Thursday 4 June 2026');
  await play.to('2026-06-30', '10:00');
  const { visitor, page } = await following(play);
  expect(page.text).toContain(
    'We said we would answer by Monday 15 June 2026. We are late, and we are sorry.',
  );
  expect(page.text).toContain('You do not have to wait any longer. You can ask for the next stage now.');
  const form = await visitor.get('/follow/do/go-to-stage-2');
  const asked = await visitor.send(form, { unresolved: 'No one has answered.' }, press(''));
  expect(asked.at).toBe('/follow/done/asked');
  await play.settle();
  const { text, page: stage2 } = await visitor.get('/follow');
  expect(text).toContain('You have asked for stage 2. We are finding two people');
  // 25 working days from the request, whatever the target for finding them.
  expect(text).toContain('We will answer by Tuesday 4 August 2026.');
  expect(stage2.querySelectorAll('.stages li')).toHaveLength(2);
});

test('explains what is possible after the last day, and passes on a late request', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-2-window');
  await play.to('2026-07-20');
  const { visitor, page } = await following(play);
  expect(page.text).toContain('You can still ask.');
  expect(page.text).toContain('Ombudsman');
  const done = await visitor.send(
    await visitor.get('/follow/late'),
    { text: 'I was in hospital.' },
    press(''),
  );
  expect(done.at).toBe('/follow/done/late');
  await play.settle();
  const { messages } = await play.file(reference);
  expect(messages.at(-1)).toMatchObject({ channel: 'portal', text: 'I was in hospital.' });
  expect(messages.at(-1)?.subject).toMatch(/^Asks late for stage 2.*the last day was/);
  // The officer is told of the message, and not once more of the task to deal with it.
  expect((await play.lettersOf(reference, 'user:complaints-officer')).at(-1)).toBe('alert-new-message');
  expect((await play.step(reference, 'message')).status).toBe('open');
});

test('a message and a file are added once, however often they are sent', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1');
  const { visitor } = await following(play);
  const form = await visitor.get('/follow/add');
  const bad = await visitor.send(
    form,
    { text: 'See the photo.', file: new File([new Uint8Array([77, 90, 0])], 'photo.jpg') },
    press(''),
  );
  expect([bad.status, bad.page.querySelector('textarea')?.textContent.trim()]).toEqual([
    422,
    'See the photo.',
  ]);
  // However large the file is, the text typed with it is still there.
  for (const size of [4_500_000, 17_000_000]) {
    const large = { text: `Of ${size} bytes.`, file: new File([new Uint8Array(size)], 'film.mp4') };
    const refused = await visitor.send(form, large, press(''));
    const back = refused.page.querySelector('main a')?.getAttribute('href') ?? '';
    expect([refused.status, back]).toEqual([413, '/follow/add']);
    expect((await visitor.get(back)).page.querySelector('textarea')?.textContent.trim()).toBe(large.text);
  }
  const fill = { text: 'See <the> letter.', file: new File(['a letter'], 'letter.txt') };
  await Promise.all([visitor.send(bad, fill, press('')), visitor.send(bad, fill, press(''))]);
  await play.settle();
  const file = await play.file(reference);
  expect(file.messages.map(({ text }) => text)).toEqual([
    'Nobody has called me back for three weeks.',
    'See <the> letter.',
  ]);
  expect(file.documents).toMatchObject([{ id: 'D1', title: 'letter.txt', addedBy: 'complainant' }]);
  expect((await visitor.get('/follow')).html).toContain('See &lt;the&gt; letter.');
  const told = (await visitor.get('/follow')).page.querySelectorAll('.told');
  expect(told.map(({ textContent }) => textContent.includes('With 1 file'))).toEqual([false, true]);
});

test('a complainant can withdraw, and the page confirms it', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1');
  const { visitor } = await following(play);
  const done = await visitor.send(await visitor.get('/follow/do/withdraw'), {}, press(''));
  expect(done.at).toBe('/follow/done/stopped');
  await play.settle();
  expect((await play.file(reference)).state).toMatchObject({ status: 'closed', closedAs: 'withdrawn' });
  expect((await visitor.get('/follow')).text).toContain('You asked us to stop on Monday 1 June 2026.');
  const left = await visitor.send(await visitor.get('/follow'), {}, press(''));
  expect(left.at).toBe('/');
  expect((await visitor.get('/follow')).text).not.toContain(reference);
});

test('a new complaint has a day for reading, none for an answer, and can be withdrawn', async () => {
  const play = await openPlay(at);
  const reference = await play.complaint();
  const officer = browse(play);
  await officer.signIn('complaints-officer');
  await officer.send(await officer.get(`/cases/${reference}/private-link`), {}, {});
  const { visitor, page } = await following(play);
  expect(page.text).toContain('We have got it. Someone will read it by Tuesday 2 June 2026.');
  expect(page.text).toContain('We will say who will look into it, and when we will answer.');
  expect(page.text).not.toContain('answer by');
  const done = await visitor.send(await visitor.get('/follow/do/withdraw'), {}, press(''));
  expect(done.at).toBe('/follow/done/stopped');
  await play.settle();
  expect((await play.file(reference)).state).toMatchObject({
    status: 'closed',
    closedAs: 'withdrawn',
    withdrawn: { phase: 'before investigation' },
  });
  expect((await play.subjectsTo(complainant)).at(-1)).toBe(`We have stopped, as you asked: ${reference}`);
});

test('day and place of the panel meeting are shown to the complainant, the panel and the officer', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAtStage3('stage-3-panel-meeting');
  const { page } = await following(play);
  expect(page.text).toContain('The meeting is on Monday 22 June 2026 at 2:30pm. Place: Shirehall, room 2');
  expect(page.text).not.toContain('should be done by');
  const meeting = 'Panel meeting Monday 22 June 2026, 2:30pm, Shirehall, room 2';
  const member = browse(play);
  await member.signIn('panel-member');
  expect((await member.get('/appointments')).text).not.toContain('Shirehall');
  await play.sign(reference, 'panel-member');
  expect((await member.get('/appointments')).text).toContain(meeting.replace('meeting', 'meeting:'));
  const officer = browse(play);
  await officer.signIn('complaints-officer');
  for (const reader of [member, officer])
    expect((await reader.get(`/cases/${reference}`)).text).toContain(meeting);
});

test('a closed case mentions its letter, an ended review and, for complaints, the Ombudsman', async () => {
  const play = await openPlay(at);
  const reading = async (reference: string) => {
    const officer = browse(play);
    await officer.signIn('complaints-officer');
    await officer.send(await officer.get(`/cases/${reference}/private-link`), {}, {});
    return (await following(play)).page.text;
  };
  const nothing = await play.complaint();
  await play.decide(nothing, 'triage', 'close-without-procedure', { reason: 'Sent twice.' });
  expect(await reading(nothing)).toContain('We have not written to you about what we did.');

  const person = { name: 'Sam Carter', email: complainant };
  const thanks = await play.complaint({ kind: 'compliment', person });
  await play.along(thanks, [
    ['triage', 'route', { ...answers.triage.route, kind: 'compliment', procedure: 'compliment' }],
    ['thank', 'pass-on', { team: 'Assessment Team' }],
  ]);
  expect(await reading(thanks)).not.toContain('Ombudsman');

  const reviewed = await play.complaintAt('stage-1');
  await play.decide(reviewed, 'stage-1', 'withdraw-and-review', { said: 'By phone.', reason: 'Serious.' });
  expect(await reading(reviewed)).toContain('We are still looking into it');
  await play.decide(reviewed, 'management-review', 'conclude', { result: 'All is well.' }, 'team-manager');
  const over = await reading(reviewed);
  expect(over).toContain('We still looked into it, and finished on Monday 1 June 2026.');
  expect(over).not.toContain('We are still looking into it');
});

test('when the review of a pause is missed, the page says that its day has passed', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1');
  await play.decide(reference, 'stage-1', 'freeze', { reason: 'A court.', reviewOn: '2026-06-10' });
  const { page } = await following(play);
  expect(page.text).toContain('We will look at it again by Wednesday 10 June 2026.');
  await play.to('2026-06-11');
  expect((await following(play)).page.text).toContain(
    'We said we would look at it again by Wednesday 10 June 2026. That day has passed.',
  );
});

test('a posted letter has its link only in print, and its code works however it is typed', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1', {
    person: { name: 'Sam Carter', address: '1 High Street' },
  });
  const officer = browse(play);
  await officer.signIn('complaints-officer');
  const page = await officer.get(`/cases/${reference}/private-link`);
  const forms = page.page.querySelectorAll('main form');
  const print = (address: string, csrf: string) =>
    officer.request(address, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ _csrf: csrf }).toString(),
    });
  const action = forms[1]?.getAttribute('action') ?? '';
  const printed = await print(action, forms[1]?.querySelector('[name=_csrf]')?.getAttribute('value') ?? '');
  const [, code = ''] = /follow\/((?:[0-9a-z]{4}-){12}[0-9a-z]{4})"/.exec(printed.html) ?? [];
  expect(code).not.toBe('');
  expect(printed.page.querySelector('address')?.innerHTML).toBe('Sam Carter<br>1 High Street');
  expect(await filesWith(play.dataDir, code)).toEqual([]);
  expect(await filesWith(play.dataDir, code.replaceAll('-', ''))).toEqual([]);
  const visitor = browse(play);
  const start = await visitor.get('/follow');
  expect((await visitor.send(start, { code: 'abcd' }, press(''))).status).toBe(422);
  const opened = await visitor.send(start, { code: code.toUpperCase().replaceAll('-', ' ') }, press(''));
  expect(opened.text).toContain(reference);
  const manager = browse(play);
  await manager.signIn('team-manager');
  expect((await manager.get(`/cases/${reference}/private-link`)).status).toBe(404);
});

test('a crash after sending makes no second letter, and the link in the first one works', async () => {
  let dies = true;
  const play = await openPlay(at);
  const reference = await play.complaint();
  const { mailer } = play.deps;
  const real = outboxMailer(play.dataDir);
  play.deps.mailer = {
    ...mailer,
    async send(mail) {
      const result = await real.send(mail);
      if (dies && mail.to === complainant) {
        dies = false;
        throw new Error('the sender dies');
      }
      return result;
    },
  };
  await play.decide(reference, 'triage', 'route', {
    procedure: 'childrens-statutory',
    procedureReason: 'A child.',
    summary: 'Calls.',
    handler: 'complaints-officer',
    team: 'Assessment Team',
    relation: 'parent',
  });
  await play.decide(reference, 'acknowledge', 'acknowledge', { investigator: 'team-manager' });
  await play.to('2026-06-02');
  expect(await play.subjectsTo(complainant)).toHaveLength(1);
  expect((await following(play)).page.text).toContain(reference);
});

test('too many guesses from one address are refused, but never the link of a case', async () => {
  const play = await openPlay(at);
  await play.complaintAt('stage-1');
  let last = 0;
  for (let n = 0; n <= 200; n += 1)
    last = (await browse(play, '192.0.2.9').get(`/follow/${'0'.repeat(52)}`)).status;
  expect(last).toBe(429);
  expect((await browse(play, '192.0.2.10').get(`/follow/${'0'.repeat(52)}`)).status).toBe(404);
  // A library or a school has one address: whoever guesses there shuts no one out.
  expect((await browse(play, '192.0.2.9').get(`/follow/${await secretIn(play)}`)).at).toBe('/follow');
  const guesser = browse(play, '192.0.2.9');
  const start = await guesser.get('/follow');
  expect((await guesser.send(start, { code: 'abcd' }, press(''))).status).toBe(429);
  expect((await guesser.send(start, { code: await secretIn(play) }, press(''))).at).toBe('/follow');
  expect(await filesWith(play.dataDir, '192.0.2.9')).toEqual([]);
});

test('whoever asks for new links in the name of another fills no mailbox, and shuts no one out', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1');
  const secret = await secretIn(play);
  const before = (await play.letters()).length;
  for (let n = 0; n < 8; n += 1) {
    const visitor = browse(play, `192.0.2.${n}`);
    const start = await visitor.get('/follow');
    const form = start.page.querySelectorAll('main form')[1];
    const csrf = form?.querySelector('[name=_csrf]')?.getAttribute('value') ?? '';
    const asked = await visitor.request('/follow/new-link', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ _csrf: csrf, reference }).toString(),
    });
    expect(asked.status).toBe(200);
    await play.settle();
  }
  expect((await play.letters()).length - before).toBe(5);
  expect((await browse(play).get(`/follow/${secret}`)).at).toBe('/follow');
});

test('a message that comes too often is kept, and shown again', async () => {
  const play = await openPlay(at);
  await play.complaintAt('stage-1');
  const { visitor } = await following(play);
  for (let n = 0; n < 6; n += 1)
    expect(
      (await visitor.send(await visitor.get('/follow/add'), { text: `Message ${n}` }, press(''))).at,
    ).toBe('/follow/done/message');
  const refused = await visitor.send(await visitor.get('/follow/add'), { text: 'The seventh' }, press(''));
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1800']);
  expect(refused.text).toContain('We have kept what you wrote.');
  const back = refused.page.querySelector('main a')?.getAttribute('href') ?? '';
  expect((await visitor.get(back)).page.querySelector('textarea')?.textContent.trim()).toBe('The seventh');
});

test('typed text is kept when the visit has ended, and shown again once the link is opened', async () => {
  const play = await openPlay(at);
  await play.complaintAt('stage-2-window');
  const secret = await secretIn(play);
  for (const [place, name] of [
    ['/follow/add', 'text'],
    ['/follow/do/request-stage-2', 'unresolved'],
  ] as const) {
    const visitor = browse(play);
    await visitor.get(`/follow/${secret}`);
    const form = await visitor.get(place);
    await play.toInstant(new Date(Date.parse(play.now()) + 2 * 3_600_000).toISOString());
    const late = await visitor.send(form, { [name]: 'Still <b>nobody</b>.' }, press(''));
    expect([late.status, late.page.querySelector('#carried') === null]).toEqual([422, false]);
    const again = await visitor.get(`/follow/${secret}`);
    expect([again.at, again.page.querySelector('textarea')?.textContent.trim()]).toEqual([
      place,
      'Still <b>nobody</b>.',
    ]);
    // No one else who opens the link finds it.
    expect((await browse(play).get(`/follow/${secret}`)).at).toBe('/follow');
    expect((await visitor.send(again, {}, press(''))).at).toMatch(/^\/follow\/done\//);
  }
});

test('links in letters use the port of the pages', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z', { port: 4321 });
  await play.complaintAt('stage-1');
  const letter = (await play.letters()).find(({ to }) => to === complainant);
  expect(letter?.text).toContain('http://127.0.0.1:4321/follow/');
  expect(letter?.text).not.toContain('3000');
});
