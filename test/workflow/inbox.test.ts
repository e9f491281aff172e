import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { MessageItem } from '../../functions/case-views/message-view.ts';
import {
  brokenPromises,
  childrensWay,
  complainant,
  openPlay,
  responded,
  stage2Way,
  type Answer,
  type Play,
} from '../play.ts';
import { browse } from '../web/pages/browse.ts';

// Every message on a case is work until a person has dealt with it. The dates were worked out by hand from the bank
// holidays of 2026: 1 June is a Monday, and a stage 2 window that opens on it closes on 29 June.

const Messages = z.object({ items: z.array(MessageItem), next: z.nullable(z.string()) });

const inbox = async (play: Play, query = '', user?: string) =>
  Messages.parse((await play.get(`/messages?handled=false${query}`, user)).body).items;

async function handle(play: Play, id: string, body: object, user?: string): Promise<Answer> {
  const answer = await play.post(`/messages/${id}/handling`, body, user === undefined ? {} : { user });
  await play.settle();
  return answer;
}

const statusOf = async (play: Play, reference: string, step: string) =>
  (await play.file(reference)).state.tasks.findLast((task) => task.step === step)?.status;

async function answered() {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-2-window');
  return { play, reference };
}

const asks = (reference: string) => ({
  subject: `Re: ${reference}`,
  text: 'I am not happy. Stage 2 please.',
});

describe('a request for stage 2 by email on the last days, that no one reads for a week', () => {
  test('keeps the case open and counts from the day it came', async () => {
    const { play, reference } = await answered();
    await play.to('2026-06-25', '16:00');
    await play.mail(asks(reference));
    await play.to('2026-07-06', '09:00');
    expect(await statusOf(play, reference, 'stage-2-window')).toBe('open');
    const [message] = await inbox(play);
    expect(message).toMatchObject({
      id: `${reference}-M2`,
      reference,
      unread: true,
      assignee: 'complaints-officer',
      team: 'Assessment Team',
      due: '2026-06-29',
      suggested: 'next stage requested',
      sender: { kind: 'complainant', proof: 'verified address' },
    });
    expect(message?.offered[0]).toBe('next stage requested');
    const taken = await handle(play, `${reference}-M2`, { how: 'next stage requested' });
    expect([taken.status, taken.text]).toEqual([200, expect.any(String)]);
    // 5 working days from Thursday 25 June.
    expect((await play.step(reference, 'stage-2-commission')).due).toBe('2026-07-02');
    const dealt = (await play.events(reference)).find(({ type }) => type === 'message-dealt-with');
    expect(dealt).toMatchObject({
      how: 'next stage requested',
      by: 'user:complaints-officer',
      outcome: { task: 'stage-2-window#1', decision: 1 },
    });
    expect(await inbox(play)).toEqual([]);
    expect(await statusOf(play, reference, 'message')).toBe('decided');
    const again = await handle(play, `${reference}-M2`, { how: 'noted', note: 'Twice.' });
    expect(again.status).toBe(409);
    expect(await brokenPromises(play, reference)).toEqual([]);
    expect(play.faults).toEqual([]);
  });

  test.each([
    ['an address that fails its checks', { headers: { 'Authentication-Results': 'local; dmarc=fail' } }],
    ['a colleague', { name: 'Megan Price', from: 'team-manager@council.example' }],
    ['a stranger who knows the reference', { name: 'Anyone', from: 'anyone@elsewhere.example' }],
  ])(
    'waits for a person all the same when it comes from %s, and is never counted by itself',
    async (_, mail) => {
      const { play, reference } = await answered();
      await play.to('2026-06-25', '16:00');
      await play.mail({ ...asks(reference), ...mail });
      await play.to('2026-07-06', '09:00');
      expect(await statusOf(play, reference, 'stage-2-window')).toBe('open');
      const [message] = await inbox(play);
      expect(message?.sender.proof === 'verified address' && message.sender.kind === 'complainant').toBe(
        false,
      );
      // An officer finds out that it is theirs, and it counts from its day.
      await handle(play, `${reference}-M2`, { how: 'next stage requested', note: 'Called her: it is hers.' });
      expect((await play.step(reference, 'stage-2-commission')).due).toBe('2026-07-02');
    },
  );

  test('lapses at once when it was only to be noted', async () => {
    const { play, reference } = await answered();
    await play.to('2026-06-25', '16:00');
    await play.mail({ subject: `Re: ${reference}`, text: 'Thank you.' });
    await play.to('2026-07-06', '09:00');
    expect((await handle(play, `${reference}-M2`, { how: 'noted' })).status).toBe(422);
    await handle(play, `${reference}-M2`, { how: 'noted', note: 'Nothing to answer.' });
    expect(await statusOf(play, reference, 'stage-2-window')).toBe('decided');
    expect((await play.view(reference)).status).toBe('closed');
  });
});

test('a message that came before the window opened keeps it open as well', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-1');
  await play.mail({ subject: `Re: ${reference}`, text: 'When will you answer?' });
  await play.along(reference, [
    ['stage-1', 'respond', responded, 'team-manager'],
    ['stage-1-check', 'accept', {}, 'quality-checker'],
    ['stage-1-sign-off', 'send'],
  ]);
  await play.to('2026-07-06', '09:00');
  expect(await statusOf(play, reference, 'stage-2-window')).toBe('open');
});

test('a withdrawal by email withdraws the complaint with its words, and agreement to wait is recorded with its day', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-1');
  await play.to('2026-06-03', '10:00');
  await play.mail({ subject: `Re: ${reference}`, text: 'I am happy to wait until you are back.' });
  await play.mail({ subject: `Re: ${reference}`, text: 'I want to withdraw my complaint.' });
  await play.to('2026-06-05', '10:00');
  const waiting = await inbox(play);
  expect(waiting.map(({ message, suggested }) => [message, suggested])).toEqual([
    ['M2', 'agreed to wait'],
    ['M3', 'withdrawal'],
  ]);
  expect((await handle(play, `${reference}-M2`, { how: 'agreed to wait' })).status).toBe(422);
  const agreed = await handle(play, `${reference}-M2`, { how: 'agreed to wait', until: '2026-07-10' });
  expect([agreed.status, agreed.text]).toEqual([200, expect.any(String)]);
  expect((await play.view(reference)).facts.agreedToWaitUntil).toBe('2026-07-10');
  const decided = (await play.events(reference)).findLast(
    (event) => event.type === 'decided' && event.outcome === 'agree-to-wait',
  );
  expect(decided).toMatchObject({ answers: { agreedOn: '2026-06-03' } });
  expect((await handle(play, `${reference}-M3`, { how: 'withdrawal' })).status).toBe(200);
  expect(await play.view(reference)).toMatchObject({ status: 'closed', closedAs: 'withdrawn' });
  expect(await inbox(play)).toEqual([]);
});

test('a request after the window closed reopens the case from the day it came', async () => {
  const { play, reference } = await answered();
  await play.to('2026-07-02', '10:00');
  expect((await play.view(reference)).status).toBe('closed');
  await play.mail(asks(reference));
  await play.to('2026-07-07', '10:00');
  const [message] = await inbox(play);
  expect(message).toMatchObject({ suggested: 'next stage requested' });
  const taken = await handle(play, `${reference}-M2`, {
    how: 'next stage requested',
    note: 'She was in hospital until 30 June.',
  });
  expect([taken.status, taken.text]).toEqual([200, expect.any(String)]);
  expect((await play.step(reference, 'stage-2-commission')).due).toBe('2026-07-09');
  expect(await inbox(play)).toEqual([]);
});

describe('a message that belongs elsewhere', () => {
  const attachments = [{ filename: 'photo.txt', content: 'What I saw.' }];

  test('is moved with its text, its files and its day, and leaves only the fact', async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const wrong = await play.complaintAt('stage-1');
    const right = await play.complaint({ person: { name: 'Alex Morgan', email: 'alex@home.example' } });
    await play.to('2026-06-04', '10:00');
    await play.mail({
      from: 'alex@home.example',
      name: 'Alex Morgan',
      subject: `Re: ${wrong}`,
      text: 'It was Tuesday.',
      attachments,
    });
    await play.to('2026-06-08', '10:00');
    expect((await handle(play, `${wrong}-M2`, { how: 'moved', to: 'SC-2026-99999-9' })).status).toBe(422);
    expect((await handle(play, `${wrong}-M2`, { how: 'moved', to: wrong })).status).toBe(422);
    const moved = await handle(play, `${wrong}-M2`, { how: 'moved', to: right });
    expect([moved.status, moved.body]).toEqual([200, expect.objectContaining({ to: right })]);
    const there = (await play.file(right)).messages.at(-1);
    expect(there).toMatchObject({
      text: 'It was Tuesday.',
      receivedAt: '2026-06-04T09:00:00.000Z',
      attachments: [{ name: 'photo.txt' }],
      sender: { kind: 'complainant', party: 'P1' },
    });
    expect(await play.deps.files.get(there?.attachments[0]?.file ?? '')).toBeDefined();
    expect(JSON.stringify((await play.file(wrong)).messages)).not.toContain('Tuesday');
    expect((await play.get(`/cases/${wrong}`)).text).toContain(right);
    expect((await inbox(play)).map(({ reference }) => reference)).toEqual([right]);
    const handled = Messages.parse((await play.get(`/messages?handled=true&case=${wrong}`)).body).items;
    expect(handled).toMatchObject([{ message: 'M2', handled: { how: 'moved', to: right } }]);
    expect(await brokenPromises(play, wrong)).toEqual([]);
    expect(await brokenPromises(play, right)).toEqual([]);
  });

  test.each(['new complaint', 'case of its own'])(
    'becomes a case of its own as %s, received that day',
    async (how) => {
      const play = await openPlay('2026-06-01T09:00:00Z');
      const reference = await play.complaintAt('stage-1');
      await play.to('2026-06-04', '10:00');
      await play.mail({ subject: `Re: ${reference}`, text: 'The school is bad too.', attachments });
      await play.to('2026-06-08', '10:00');
      const made = await handle(play, `${reference}-M2`, { how });
      expect([made.status, made.text]).toEqual([200, expect.any(String)]);
      const { to } = z.object({ to: z.string() }).parse(made.body);
      const view = await play.view(to);
      expect(view).toMatchObject({ receivedOn: '2026-06-04', complainant: { email: complainant } });
      const file = view.messages[0]?.attachments[0]?.file ?? '';
      expect(new TextDecoder().decode(await play.deps.files.get(file))).toContain('What I saw.');
      const kept = (await play.file(reference)).messages.at(-1)?.text;
      expect(kept).toBe(how === 'new complaint' ? 'The school is bad too.' : '');
      expect((await play.view(reference)).links.map((link) => link.to)).toEqual(
        how === 'new complaint' ? [to] : [],
      );
      expect((await handle(play, `${reference}-M2`, { how })).status).toBe(409);
    },
  );
});

test('what an officer files as evidence comes into the bundle of the investigator', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaint();
  await play.along(reference, [...childrensWay, ...stage2Way.slice(0, 3)]);
  await play.sign(reference, 'investigating-officer');
  await play.mail({
    from: 'head@school.example',
    subject: `Re: ${reference}`,
    text: 'She was not in school.',
  });
  const bundle = async () => (await play.get(`/cases/${reference}`, 'investigating-officer')).text;
  expect(await bundle()).not.toContain('She was not in school.');
  await handle(play, `${reference}-M2`, { how: 'filed as evidence' });
  expect(await bundle()).toContain('She was not in school.');
  expect((await browse(play).get(await play.privateLink())).text).not.toContain('She was not in school.');
});

test('a message is unread until someone who may see the case opens it, and only they see it', async () => {
  const { play, reference } = await answered();
  await play.mail({ subject: `Re: ${reference}`, text: 'Are you there?' });
  expect((await inbox(play)).map(({ unread }) => unread)).toEqual([true]);
  for (const user of ['independent-person', 'administrator', 'team-manager-2'])
    expect([user, await inbox(play, '', user)]).toEqual([user, []]);
  expect((await inbox(play, '', 'team-manager')).length).toBe(1);
  expect((await handle(play, `${reference}-M2`, { how: 'noted', note: 'x' }, 'team-manager')).status).toBe(
    403,
  );
  expect((await handle(play, `${reference}-M2`, { how: 'noted', note: 'x' }, 'panel-member')).status).toBe(
    404,
  );
  await play.get(`/cases/${reference}`);
  expect((await inbox(play)).map(({ unread }) => unread)).toEqual([false]);
  expect((await inbox(play, '&assignee=me')).length).toBe(1);
  expect(await inbox(play, '&assignee=team-manager')).toEqual([]);
  expect((await inbox(play, `&case=${reference}&team=Assessment%20Team`)).length).toBe(1);
  expect(await inbox(play, '&team=Nobody')).toEqual([]);
});

test('an officer finds a message on the page Messages and takes it as the request that it is', async () => {
  const { play, reference } = await answered();
  await play.to('2026-06-25', '16:00');
  await play.mail(asks(reference));
  await play.to('2026-07-06', '09:00');
  const officer = browse(play);
  await officer.signIn('complaints-officer');
  const list = await officer.get('/messages?show=all');
  expect(list.text).toContain('Email from Sam Carter');
  expect(list.text).toContain('Unread');
  const form = await officer.get(
    list.page.querySelector('main table a')?.getAttribute('href') ?? 'no link to the message',
  );
  expect(form.text).toContain('The words suggest: Taken as a request for the next stage. You decide.');
  const how = { how: 'next stage requested' };
  const checked = await officer.send(form, how, { do: 'check' });
  const done = await officer.send(checked, {}, { do: 'confirm' });
  expect(done.text).toContain('Message dealt with: Taken as a request for the next stage');
  await play.settle();
  expect((await play.step(reference, 'stage-2-commission')).due).toBe('2026-07-02');
  expect((await officer.get('/messages?show=handled')).text).toContain(
    'Taken as a request for the next stage by Priya Shah',
  );
});

describe('an automatic reply', () => {
  const away = { headers: { 'Auto-Submitted': 'auto-replied' }, text: 'I am away. My complaint gets worse.' };
  const mark = async (play: Play, reference: string, automatic: boolean, message = 'M2') => {
    const answer = await play.post(`/cases/${reference}/messages/${message}/automatic`, { automatic });
    await play.settle();
    return answer.status;
  };
  const waiting = async (play: Play) => (await inbox(play)).map(({ message, due }) => [message, due]);

  test('is made work with the day it came, and put back', async () => {
    const { play, reference } = await answered();
    await play.mail({ subject: `Re: ${reference}`, ...away });
    await play.to('2026-06-08', '10:00');
    expect(await waiting(play)).toEqual([]);
    expect(await mark(play, reference, true)).toBe(409);
    expect(await mark(play, reference, false)).toBe(200);
    expect(await waiting(play)).toEqual([['M2', '2026-06-03']]);
    expect(await mark(play, reference, false)).toBe(409);
    // The window waits for it as for any other message.
    await play.to('2026-07-06', '09:00');
    expect(await statusOf(play, reference, 'stage-2-window')).toBe('open');
    expect(await mark(play, reference, true)).toBe(200);
    expect(await waiting(play)).toEqual([]);
    expect(await statusOf(play, reference, 'stage-2-window')).toBe('decided');
    expect(await mark(play, reference, false, 'M9')).toBe(404);
    expect(await brokenPromises(play, reference)).toEqual([]);
  });

  test('is recognised by a person with one click each way, and is no one’s work', async () => {
    const { play, reference } = await answered();
    await play.mail({ subject: `Re: ${reference}`, text: 'I am on holiday until 20 June.' });
    const officer = browse(play);
    await officer.signIn('complaints-officer');
    const press = async (at: string) => {
      const page = await officer.get(`/cases/${reference}`);
      expect(page.page.querySelector('main form')?.getAttribute('action')).toContain(`/steer/${at}/M2`);
      const next = await officer.send(page, {}, { do: 'confirm' });
      await play.settle();
      return next;
    };
    const marked = await press('message-automatic');
    expect(marked.text).toContain('Message marked as an automatic reply');
    expect(await waiting(play)).toEqual([]);
    expect(await statusOf(play, reference, 'message')).toBe('decided');
    expect((await play.file(reference)).messages.at(-1)).toMatchObject({ automatic: true });
    expect((await browse(play).get(await play.privateLink())).text).not.toContain('on holiday');
    const back = await press('message-taken-up');
    expect(back.text).toContain('Message added to the messages to deal with');
    expect(await waiting(play)).toEqual([['M2', '2026-06-03']]);
    expect((await inbox(play))[0]?.handled).toBeUndefined();
    expect((await browse(play).get(await play.privateLink())).text).toContain('on holiday');
    expect(await brokenPromises(play, reference)).toEqual([]);
  });
});

describe('what an officer records of a call', () => {
  const record = async (play: Play, reference: string, said: object) => {
    const answer = await play.post(`/cases/${reference}/messages`, { channel: 'phone', ...said });
    await play.settle();
    return answer;
  };

  test('is from whoever the officer says, and the complainant reads only their own words', async () => {
    const { play, reference } = await answered();
    const party = await play.post(`/cases/${reference}/parties`, {
      name: 'Amal Advocate',
      roles: ['advocate'],
      copies: 'nothing',
    });
    expect(party.status).toBe(201);
    for (const said of [
      { text: 'Mine: I will ring on Friday.' },
      { text: 'We need the reports.', from: 'P2' },
      { text: 'She was not in school.', from: 'someone else', name: 'Mrs Bell, class teacher' },
    ])
      expect((await record(play, reference, said)).status).toBe(200);
    const refused = async (said: object) => (await record(play, reference, { text: 'x', ...said })).body;
    expect(await refused({ from: 'someone else' })).toMatchObject({ errors: [{ field: 'name' }] });
    expect(await refused({ from: 'P9' })).toMatchObject({ errors: [{ field: 'from' }] });
    expect(await refused({ name: 'Mrs Bell' })).toMatchObject({ errors: [{ field: 'name' }] });
    expect((await inbox(play)).map(({ sender, from }) => [sender, from.name])).toEqual([
      [{ kind: 'complainant', party: 'P1', proof: 'signed-in' }, 'Sam Carter'],
      [{ kind: 'party', party: 'P2', proof: 'signed-in' }, 'Amal Advocate'],
      [{ kind: 'stranger', proof: 'none' }, 'Mrs Bell, class teacher'],
    ]);
    const { text } = await browse(play).get(await play.privateLink());
    expect(text).toContain('I will ring on Friday');
    expect(text).not.toContain('We need the reports');
    expect(text).not.toContain('not in school');
    const officer = browse(play);
    await officer.signIn('complaints-officer');
    const form = await officer.get(`/cases/${reference}/steer/message`);
    const check = await officer.send(
      form,
      { channel: 'phone', text: 'And later too.', from: 'someone else', name: 'Mr Hill, neighbour' },
      { do: 'check' },
    );
    await officer.send(check, {}, { do: 'confirm' });
    const shown = (await officer.get(`/cases/${reference}`)).text;
    for (const from of ['Amal Advocate', 'Mrs Bell, class teacher', 'Mr Hill, neighbour'])
      expect(shown).toContain(`from ${from}`);
  });
});

test('the page on which a message is dealt with, and its task, show it in full above the choices', async () => {
  const { play, reference } = await answered();
  const text = 'Stage 2 please.\n\nThe log of 4 May is attached.';
  const attachments = [{ filename: 'log of calls.txt', content: 'No calls.' }];
  await play.mail({ ...asks(reference), text, attachments });
  const [before] = await inbox(play);
  const officer = browse(play);
  await officer.signIn('complaints-officer');
  const task = (await play.file(reference)).state.tasks.findLast(({ step }) => step === 'message');
  for (const path of ['steer/message-dealt-with/M2', `tasks/${encodeURIComponent(task?.key ?? '')}`]) {
    const { page, text: shown } = await officer.get(`/cases/${reference}/${path}`);
    expect(shown).toContain('Email from Sam Carter, 1 June 2026, 10:00');
    expect(shown).toContain('The log of 4 May is attached.');
    const links = page.querySelectorAll('main a').map((link) => link.getAttribute('href'));
    expect(links).toEqual(
      expect.arrayContaining([`/cases/${reference}/messages/M2/1`, `/cases/${reference}/source/M2`]),
    );
    const html = page.toString();
    expect(html.indexOf('The log of 4 May')).toBeLessThan(html.lastIndexOf('<form'));
  }
  const [after] = await inbox(play);
  expect([before?.unread, after?.unread]).toEqual([true, false]);
});
