import { describe, expect, test } from 'vitest';
import { complainant, openPlay, type Play } from '../play.ts';
import { browse } from '../web/pages/browse.ts';

// Monday 1 June 2026 at 10:00 in London.
const at = '2026-06-01T09:00:00Z';
const letter = { to: 'complainant', subject: 'your question', text: 'The visit of 9 June stands.' };

const begin = async (play: Play, reference: string, draft: object = letter, user = 'complaints-officer') => {
  const begun = await play.post(`/cases/${reference}/letter-drafts`, draft, { user });
  await play.settle();
  return begun;
};

const handle = async (
  play: Play,
  reference: string,
  body: object,
  user = 'complaints-officer',
  draft = 'LD1',
) => {
  const answer = await play.post(`/cases/${reference}/letter-drafts/${draft}/handling`, body, { user });
  await play.settle();
  return answer;
};

const ownLetters = async (play: Play, reference: string) =>
  (await play.view(reference)).letters
    .filter(({ template }) => template === 'officer-letter')
    .map(({ to, status }) => [to, status]);

const drafts = async (play: Play, reference: string) => (await play.view(reference)).letterDrafts;

const task = async (play: Play, reference: string, step: string) =>
  (await play.view(reference)).steps.findLast((one) => one.step === step);

describe('a draft', () => {
  test('waits on the case as a task of its author, is changed, and is sent once', async () => {
    const play = await openPlay(at);
    const reference = await play.complaintAt('stage-1');
    const begun = await begin(play, reference, { text: 'We have asked the team.' });
    expect([begun.status, begun.body]).toEqual([201, expect.objectContaining({ draft: 'LD1', reference })]);
    expect(await task(play, reference, 'finish-letter')).toMatchObject({
      assignee: 'complaints-officer',
      due: '2026-06-08',
      status: 'open',
    });
    expect(await handle(play, reference, { version: 1, how: 'send' })).toMatchObject({ status: 422 });
    const saved = await play.request('PATCH', `/api/v1/cases/${reference}/letter-drafts/LD1`, {
      body: { version: 1, ...letter },
    });
    expect(saved.status).toBe(200);
    // What was read before is not what would go.
    expect((await handle(play, reference, { version: 1, how: 'send' })).status).toBe(409);
    expect((await handle(play, reference, { version: 2, how: 'send' })).status).toBe(200);
    expect((await handle(play, reference, { version: 2, how: 'send' })).status).toBe(404);
    expect(await ownLetters(play, reference)).toEqual([['complainant', 'sent']]);
    expect((await task(play, reference, 'finish-letter'))?.status).toBe('decided');
    expect(await drafts(play, reference)).toEqual([]);
  });

  test('that is discarded leaves nothing of its text, and its number is not given again', async () => {
    const play = await openPlay(at);
    const reference = await play.complaintAt('stage-1');
    const secret = 'They moved to Ludlow.';
    await begin(play, reference, { ...letter, text: secret });
    expect((await handle(play, reference, { version: 1, how: 'discard' })).status).toBe(200);
    expect(JSON.stringify(await play.file(reference))).not.toContain(secret);
    expect((await begin(play, reference)).body).toMatchObject({ draft: 'LD2' });
  });

  test('that is not needed any more goes with its task', async () => {
    const play = await openPlay(at);
    const reference = await play.complaintAt('stage-1');
    await begin(play, reference);
    await play.along(reference, [['finish-letter', 'not-needed', { reason: 'She rang us.' }]]);
    expect(await drafts(play, reference)).toEqual([]);
    expect((await handle(play, reference, { version: 1, how: 'send' })).status).toBe(404);
  });

  test('is seen by others of the council, and not by independent people', async () => {
    const play = await openPlay(at);
    const reference = await play.complaintAt('stage-1');
    await begin(play, reference);
    const seen = await play.get(`/cases/${reference}`, 'team-manager');
    expect(seen.text).toContain(letter.text);
    // A manager of the case writes letters, and leaves those of others alone.
    expect((await begin(play, reference, letter, 'team-manager')).status).toBe(201);
    expect((await handle(play, reference, { version: 1, how: 'discard' }, 'team-manager')).status).toBe(403);
    expect((await begin(play, reference, letter, 'team-manager-2')).status).toBe(404);
  });
});

describe('a second pair of eyes', () => {
  async function asked(play: Play) {
    const reference = await play.complaintAt('stage-1');
    await begin(play, reference, letter, 'team-manager');
    const ask = await handle(
      play,
      reference,
      { version: 1, how: 'ask', colleague: 'complaints-officer' },
      'team-manager',
    );
    expect(ask.status).toBe(200);
    return reference;
  }

  test('approves the letter, which goes once in the name of its author', async () => {
    const play = await openPlay(at);
    const reference = await asked(play);
    expect(await task(play, reference, 'check-letter')).toMatchObject({
      assignee: 'complaints-officer',
      due: '2026-06-03',
      status: 'open',
    });
    expect((await task(play, reference, 'finish-letter'))?.status).toBe('decided');
    // Neither its author nor anyone else sends it now.
    for (const how of ['send', 'approve'])
      expect((await handle(play, reference, { version: 1, how }, 'team-manager')).status).toBeGreaterThan(
        400,
      );
    expect(await ownLetters(play, reference)).toEqual([]);
    expect((await handle(play, reference, { version: 1, how: 'approve' })).status).toBe(200);
    expect((await handle(play, reference, { version: 1, how: 'approve' })).status).toBe(404);
    expect(await ownLetters(play, reference)).toEqual([['complainant', 'sent']]);
    const sent = (await play.letters()).findLast(({ to }) => to === complainant);
    expect(sent?.text).toContain(letter.text);
    expect(sent?.text).toContain('Megan Price');
    const officer = browse(play);
    await officer.signIn('complaints-officer');
    const page = await officer.get(`/cases/${reference}`);
    expect(page.text).toContain('Written by Megan Price, approved by Priya Shah');
    expect((await task(play, reference, 'check-letter'))?.status).toBe('decided');
  });

  test('sends it back with a remark, and its author asks again', async () => {
    const play = await openPlay(at);
    const reference = await asked(play);
    expect((await handle(play, reference, { version: 1, how: 'send back' })).status).toBe(422);
    const back = { version: 1, how: 'send back', remark: 'Say when we ring her.' };
    expect((await handle(play, reference, back)).status).toBe(200);
    expect(await task(play, reference, 'finish-letter')).toMatchObject({
      assignee: 'team-manager',
      status: 'open',
    });
    const [draft] = await drafts(play, reference);
    expect(draft).toMatchObject({ with: 'team-manager', remark: { text: back.remark } });
    const again = { version: 1, how: 'ask', colleague: 'complaints-officer' };
    expect((await handle(play, reference, again, 'team-manager')).status).toBe(200);
    expect((await handle(play, reference, { version: 1, how: 'approve' })).status).toBe(200);
    expect(await ownLetters(play, reference)).toEqual([['complainant', 'sent']]);
  });

  test('can be taken back by its author', async () => {
    const play = await openPlay(at);
    const reference = await asked(play);
    expect((await handle(play, reference, { version: 1, how: 'take back' }, 'team-manager')).status).toBe(
      200,
    );
    expect((await handle(play, reference, { version: 1, how: 'approve' })).status).toBe(409);
    expect((await handle(play, reference, { version: 1, how: 'send' }, 'team-manager')).status).toBe(200);
  });

  test.each([
    ['its author', 'team-manager'],
    ['a manager of another team', 'team-manager-2'],
    ['someone who writes no letters', 'quality-checker'],
    ['no one', 'no-one'],
  ])('cannot be %s', async (_, colleague) => {
    const play = await openPlay(at);
    const reference = await play.complaintAt('stage-1');
    await begin(play, reference, letter, 'team-manager');
    const refused = await handle(play, reference, { version: 1, how: 'ask', colleague }, 'team-manager');
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('cannot-check-letter')]);
  });
});

describe('the page', () => {
  test('puts a standard paragraph into the text, shows the letter as it will go, and sends it', async () => {
    const play = await openPlay(at);
    const reference = await play.complaintAt('stage-1');
    const officer = browse(play);
    await officer.signIn('complaints-officer');
    const form = await officer.get(`/cases/${reference}/steer/letter`);
    const filled = await officer.send(form, { ...letter, paragraph: 'ring-us' }, { do: 'insert' });
    const text = filled.page.querySelector('textarea[name=text]')?.textContent ?? '';
    expect(text).toContain('The visit of 9 June stands.');
    expect(text).toContain(`ring Priya Shah on 0345 678 9000 and say ${reference}`);
    const check = await officer.send(filled, {}, { do: 'check' });
    expect(check.text).toContain(`By email to Sam Carter, ${complainant}`);
    expect(check.page.querySelector('.letter')?.textContent).toContain(`say ${reference}`);
    await officer.send(check, {}, { do: 'confirm' });
    await play.settle();
    expect(await ownLetters(play, reference)).toEqual([['complainant', 'sent']]);
    const sent = (await play.letters()).findLast(({ to }) => to === complainant);
    expect(sent?.text).toContain(`say ${reference}`);
  });

  test('keeps what was typed when it cannot go yet, and sends it when the button is pressed again', async () => {
    const play = await openPlay(at);
    const reference = await play.complaintAt('stage-1');
    const officer = browse(play);
    await officer.signIn('complaints-officer');
    const form = await officer.get(`/cases/${reference}/steer/letter`);
    // Its task is opened a moment later.
    const draft = await officer.send(form, letter, { do: 'draft' });
    const text = 'The visit of 9 June stands, at 10 am.';
    const early = await officer.send(
      await officer.send(draft, { text }, { do: 'check' }),
      {},
      { do: 'confirm' },
    );
    expect(early.page.querySelector('textarea[name=text]')?.textContent?.trim()).toBe(text);
    expect(await ownLetters(play, reference)).toEqual([]);
    await play.settle();
    await officer.send(await officer.send(early, {}, { do: 'check' }), {}, { do: 'confirm' });
    await play.settle();
    expect(await ownLetters(play, reference)).toEqual([['complainant', 'sent']]);
    expect((await play.letters()).findLast(({ to }) => to === complainant)?.text).toContain(text);
  });

  test('keeps a draft, asks a colleague, who finds it in their tasks and approves it', async () => {
    const play = await openPlay(at);
    const reference = await play.complaintAt('stage-1');
    const author = browse(play);
    await author.signIn('team-manager');
    const form = await author.get(`/cases/${reference}/steer/letter`);
    const draft = await author.send(form, letter, { do: 'draft' });
    await play.settle();
    expect(draft.text).toContain('Draft of Megan Price');
    expect((await author.get('/tasks')).text).toContain('Finish a letter');
    await author.send(draft, { colleague: 'complaints-officer' }, { do: 'ask' });
    await play.settle();
    const officer = browse(play);
    await officer.signIn('complaints-officer');
    expect((await officer.get('/tasks')).text).toContain('Check a letter for a colleague');
    const check = await officer.get(`/cases/${reference}/tasks/${encodeURIComponent('check-letter#1')}`);
    expect(check.page.querySelector('.letter')?.textContent).toContain(letter.text);
    const done = await officer.send(check, {}, { do: 'approve' });
    expect(done.text).toContain('Letter approved');
    await play.settle();
    expect(await ownLetters(play, reference)).toEqual([['complainant', 'sent']]);
  });
});

test('a letter with a value that the case does not know cannot go', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1', { person: { email: complainant } });
  const text = 'We write to {{complainantName}}.';
  const refused = await play.post(`/cases/${reference}/letters`, { ...letter, text });
  expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('{{complainantName}}')]);
  const preview = await play.post(`/cases/${reference}/letters/preview`, letter);
  expect(preview.body).toMatchObject({
    email: complainant,
    text: expect.stringContaining('The visit of 9 June stands.'),
  });
  expect(await ownLetters(play, reference)).toEqual([]);
});
