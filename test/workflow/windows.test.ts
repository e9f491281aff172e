import { describe, expect, test } from 'vitest';
import { newPrivateLink } from '../../functions/operations/follow-case/private-link.ts';
import { openPlay, responded, type Play } from '../play.ts';
import { browse } from '../web/pages/browse.ts';

// The dates were worked out by hand from the bank holidays of 2026: early May 4 May, spring 25 May, summer 31 August.

const onPaper = { person: { name: 'Sam Carter', address: '1 High Street\nShrewsbury\nSY1 1AA' } };

/** A statutory case whose answer of stage 1 has just been signed off, on Monday 1 June 2026. */
async function answered(feedback: Record<string, unknown> = {}) {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-2-window', feedback);
  return { play, reference };
}

const windowOf = (play: Play, reference: string) => play.step(reference, 'stage-2-window');
const statusOf = async (play: Play, reference: string) =>
  (await play.file(reference)).state.tasks.find(({ step }) => step === 'stage-2-window')?.status;

/** The id of the letter with the answer, as the API shows it. */
async function answerLetter(play: Play, reference: string): Promise<string> {
  const { letters } = await play.view(reference);
  const letter = letters.findLast(({ template }) => template === 'stage-1-response');
  return letter?.id ?? '';
}

/** The letter with the answer as it was printed. */
async function printed(play: Play, reference: string): Promise<string> {
  const row = (await play.file(reference)).letters.findLast(
    ({ template }) => template === 'stage-1-response',
  );
  return new TextDecoder().decode(await play.deps.files.get(row?.file ?? ''));
}

/** The complainant's page, opened with the private link of a letter printed now. */
async function pageOf(play: Play, reference: string): Promise<string> {
  const { code } = await newPrivateLink(play.deps, (await play.file(reference)).state);
  return (await browse(play).get(`/follow/${code}`)).text;
}

describe('a window counts from the day the answer reached the complainant', () => {
  test('by email, from the day the mail service took it', async () => {
    const { play, reference } = await answered();
    expect(await windowOf(play, reference)).toMatchObject({ due: '2026-06-29' });
    const letter = (await play.letters()).findLast(({ text }) => text.includes('29 June 2026'));
    expect(letter?.text).toContain('Monday 29 June 2026');
    await play.to('2026-06-30', '00:00');
    expect(await statusOf(play, reference)).toBe('decided');
  });

  test('on paper, from 2 working days after posting, and stays open until then', async () => {
    const { play, reference } = await answered(onPaper);
    // Posted on the day it was written, it would be there on 3 June.
    expect(await windowOf(play, reference)).toMatchObject({
      due: '2026-07-01',
      heldBy: ['answer has not reached the complainant'],
    });
    // No one knows yet when it will be posted, so no day stands in it, and the page says the same.
    const answer = await printed(play, reference);
    expect(answer).toContain('The last day to ask for it is 20 working days after this letter reaches you.');
    expect(answer).not.toContain('July 2026');
    expect(await pageOf(play, reference)).toContain(
      'The last day to ask is 20 working days after our answer reaches you.',
    );
    await play.to('2026-07-10', '10:00');
    expect(await statusOf(play, reference)).toBe('open');
    expect(await play.lettersOf(reference, 'complainant')).not.toContain('window-closing');

    const letter = await answerLetter(play, reference);
    const posted = await play.post(`/cases/${reference}/letters/${letter}/posted`, { on: '2026-07-08' });
    await play.settle();
    expect([posted.status, posted.text]).toEqual([200, expect.any(String)]);
    // There on Friday 10 July, and 20 working days from then.
    const { due, heldBy } = await windowOf(play, reference);
    expect([due, heldBy]).toEqual(['2026-08-07', undefined]);
    expect(await pageOf(play, reference)).toContain('The last day to ask is Friday 7 August 2026.');
    expect((await play.view(reference)).letters.find(({ id }) => id === letter)?.status).toBe('posted');
    const again = await play.post(`/cases/${reference}/letters/${letter}/posted`, {});
    expect(again.status).toBe(409);
    await play.to('2026-07-31', '09:30');
    expect(await play.lettersOf(reference, 'complainant')).toContain('window-closing');
    await play.to('2026-08-08', '00:00');
    expect(await statusOf(play, reference)).toBe('decided');
    expect(play.faults).toEqual([]);
  });

  test('with one task for each letter to post, which records the same', async () => {
    const { play, reference } = await answered(onPaper);
    const toPost = (await play.file(reference)).state.tasks.filter(({ step }) => step === 'post-letter');
    // The acknowledgement and the answer.
    expect(toPost.map(({ status }) => status)).toEqual(['open', 'open']);
    await play.to('2026-06-04', '10:00');
    const last = toPost.at(-1)?.key ?? '';
    const early = await play.decide(reference, encodeURIComponent(last), 'posted', {
      postedOn: '2026-05-29',
    });
    expect(early.status).toBe(422);
    const done = await play.decide(reference, encodeURIComponent(last), 'posted', { postedOn: '2026-06-03' });
    expect([done.status, done.text]).toEqual([200, expect.any(String)]);
    expect(await windowOf(play, reference)).toMatchObject({ due: '2026-07-03' });
    const { runs } = (await play.file(reference)).state;
    expect(runs.filter(({ procedure }) => procedure === 'post-letter').map(({ status }) => status)).toEqual([
      'running',
      'ended',
    ]);
  });

  test('after a returned letter, from the day they were told another way', async () => {
    const { play, reference } = await answered();
    await play.to('2026-06-10', '10:00');
    const letter = await answerLetter(play, reference);
    const returned = await play.post(`/cases/${reference}/letters/${letter}/returned`, {
      detail: 'Addressee gone away.',
    });
    await play.settle();
    expect(returned.status).toBe(200);
    expect((await windowOf(play, reference)).heldBy).toEqual(['answer has not reached the complainant']);
    await play.to('2026-07-06', '10:00');
    expect(await statusOf(play, reference)).toBe('open');
    const reached = await play.decide(reference, 'contact', 'reached', {
      reachedOn: '2026-07-03',
      how: 'Read to them on the phone.',
    });
    expect(reached.status).toBe(200);
    const view = await windowOf(play, reference);
    expect([view.due, view.heldBy, view.deadline.from]).toEqual(['2026-07-31', undefined, '2026-07-03']);
    await play.to('2026-08-01', '00:00');
    expect(await statusOf(play, reference)).toBe('decided');
  });
});

/** The complainant reads the answer in their private link. */
async function readAnswer(play: Play, reference: string) {
  const { code } = await newPrivateLink(play.deps, (await play.file(reference)).state);
  const sam = browse(play);
  await sam.get(`/follow/${code}`);
  await sam.get(`/follow/letters/${await answerLetter(play, reference)}`);
  await play.settle();
}
const sendBack = async (play: Play, reference: string) =>
  play.post(`/cases/${reference}/letters/${await answerLetter(play, reference)}/returned`, {
    detail: 'Mailbox full.',
  });

describe('reading the answer in the private link', () => {
  test('is its arrival if it came back', async () => {
    const { play, reference } = await answered();
    await play.to('2026-06-02', '10:00');
    await sendBack(play, reference);
    await play.settle();
    await play.to('2026-07-03', '10:00');
    await readAnswer(play, reference);
    const view = await windowOf(play, reference);
    expect([view.due, view.heldBy, view.deadline.from]).toEqual(['2026-07-31', undefined, '2026-07-03']);
    const { tasks } = (await play.file(reference)).state;
    expect(tasks.filter(({ step }) => step === 'contact').map(({ status }) => status)).toEqual(['decided']);
    const officer = browse(play);
    await officer.signIn('complaints-officer');
    expect((await officer.get(`/cases/${reference}`)).text).toContain(
      'Letter reached the complainant on 3 July 2026, read in the private link',
    );
    expect(play.faults).toEqual([]);
  });

  test('changes no day of an answer that was sent, and counts when that comes back later', async () => {
    const { play, reference } = await answered();
    await play.to('2026-06-03', '10:00');
    await readAnswer(play, reference);
    expect((await windowOf(play, reference)).due).toBe('2026-06-29');
    const id = await answerLetter(play, reference);
    await play.to('2026-06-05', '10:00');
    expect((await play.request('POST', '/local/bounce', { body: { letterId: id } })).status).toBe(200);
    await play.settle();
    const { due, heldBy } = await windowOf(play, reference);
    expect([due, heldBy]).toEqual(['2026-07-01', undefined]);
    expect((await play.step(reference, 'contact')).status).toBe('open');
  });
});

describe('a window stays open while a message has not been dealt with', () => {
  test('and closes after its time when the last one has been dealt with', async () => {
    const { play, reference } = await answered();
    await play.to('2026-06-26', '10:00');
    await play.mail({ subject: `Re: ${reference}`, text: 'I am not happy with this.' });
    await play.mail({ subject: `Re: ${reference}`, text: 'Did you get my email?' });
    await play.to('2026-07-02', '10:00');
    expect(await windowOf(play, reference)).toMatchObject({
      due: '2026-06-29',
      status: 'open',
      heldBy: ['message to deal with'],
    });
    const { tasks } = (await play.file(reference)).state;
    const waiting = tasks.filter(({ step }) => step === 'message');
    expect(waiting.map(({ due }) => due)).toEqual(['2026-06-30', '2026-06-30']);

    const first = await play.post(`/cases/${reference}/messages/M2/dealt-with`, {
      done: 'Called them back.',
    });
    await play.settle();
    expect(first.status).toBe(200);
    expect(await statusOf(play, reference)).toBe('open');
    const second = await play.decide(reference, encodeURIComponent(waiting[1]?.key ?? ''), 'dealt-with', {
      done: 'Answered with the first.',
    });
    expect(second.status).toBe(200);
    expect(await statusOf(play, reference)).toBe('decided');
    expect((await play.story(reference)).filter((line) => line.startsWith('closed'))).toEqual([
      'closed as answered at stage 1',
    ]);
    expect((await play.post(`/cases/${reference}/messages/M2/dealt-with`, { done: 'Again.' })).status).toBe(
      409,
    );
    expect(play.faults).toEqual([]);
  });

  test('whether an officer noted a call or the complainant wrote on the private page', async () => {
    const { play, reference } = await answered();
    await play.to('2026-06-29', '16:00');
    const call = { channel: 'phone', text: 'They said that they are not happy.' };
    expect((await play.post(`/cases/${reference}/messages`, call, { user: 'team-manager' })).status).toBe(
      403,
    );
    expect((await play.post(`/cases/${reference}/messages`, call)).status).toBe(200);
    await play.settle();
    await play.to('2026-07-02', '10:00');
    expect((await windowOf(play, reference)).heldBy).toEqual(['message to deal with']);
    await play.post(`/cases/${reference}/messages/M2/dealt-with`, { done: 'They only wanted to say so.' });
    await play.settle();
    expect(await statusOf(play, reference)).toBe('decided');
  });

  test('and a letter counts from the day it came, whenever someone records it', async () => {
    const { play, reference } = await answered();
    // The window has lapsed on 29 June. The letter lay in the post room since Thursday 25 June.
    await play.to('2026-07-06', '10:00');
    expect(await statusOf(play, reference)).toBe('decided');
    const letter = { channel: 'letter', text: 'I want to go to stage 2.' };
    const record = (receivedOn: string) =>
      play.post(`/cases/${reference}/messages`, { ...letter, receivedOn });
    for (const impossible of ['2026-07-07', '2026-05-29'])
      expect(await record(impossible)).toMatchObject({
        status: 422,
        body: { errors: [{ field: 'receivedOn' }] },
      });
    expect((await record('2026-06-25')).status).toBe(200);
    await play.settle();
    const { messages, steps, events } = await play.view(reference);
    expect(messages.at(-1)).toMatchObject({ id: 'M2', receivedAt: '2026-06-25T11:00:00.000Z' });
    expect(steps.find(({ step }) => step === 'message')).toMatchObject({ due: '2026-06-29', overdue: true });
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'message-received', message: 'M2', receivedOn: '2026-06-25' }),
    );
    const taken = await play.post(`/messages/${reference}-M2/handling`, {
      how: 'next stage requested',
      note: 'It lay in the post room.',
    });
    await play.settle();
    expect([taken.status, taken.text]).toEqual([200, expect.any(String)]);
    expect((await play.step(reference, 'stage-2-commission')).status).toBe('open');
  });

  test('and lets the complainant ask for stage 2 meanwhile', async () => {
    const { play, reference } = await answered();
    await play.to('2026-06-26', '10:00');
    await play.mail({ subject: `Re: ${reference}`, text: 'I want someone else to look at it.' });
    await play.to('2026-07-02', '10:00');
    const asked = await play.decide(reference, 'stage-2-window', 'request-stage-2', {
      askedOn: '2026-06-26',
    });
    expect([asked.status, asked.text]).toEqual([200, expect.any(String)]);
    expect((await play.step(reference, 'stage-2-commission')).due).toBe('2026-07-03');
  });
});

test('a review of a corporate complaint can be requested without a reason', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaint();
  await play.along(reference, [
    ['triage', 'route', { procedure: 'corporate', procedureReason: 'A bill.', summary: 'A bill.' }],
    ['acknowledge', 'acknowledge', { investigator: 'team-manager' }],
    ['stage-1', 'respond', responded, 'team-manager'],
    ['stage-1-check', 'accept', {}, 'quality-checker'],
    ['stage-1-sign-off', 'send'],
    ['stage-2-window', 'request-stage-2'],
  ]);
  expect((await play.step(reference, 'stage-2-acknowledge')).status).toBe('open');
});
