import { describe, expect, test } from 'vitest';
import { complainant, openPlay, type Play } from '../play.ts';
import { browse } from '../web/pages/browse.ts';
import { wrongInLetter } from '../letter-rules.ts';

// Monday 1 June 2026 at 10:00 in London.
const at = '2026-06-01T09:00:00Z';
const letter = {
  to: 'complainant',
  subject: 'your question about the visit',
  text: 'The visit of 9 June stands.\n\nMegan Price will come.',
};

const write = (play: Play, reference: string, change: object = {}) =>
  play.post(`/cases/${reference}/letters`, { ...letter, ...change });

const lettersTo = async (play: Play, address: string) =>
  (await play.letters()).filter(({ to }) => to === address);

const ownLetters = async (play: Play, reference: string) =>
  (await play.view(reference)).letters
    .filter(({ template }) => template === 'officer-letter')
    .map(({ to, status }) => [to, status]);

describe('a letter in an officer’s own words', () => {
  test('answers a question in the thread of their mail, and deals with it', async () => {
    const play = await openPlay(at);
    const reference = await play.complaintAt('stage-1');
    await play.mail({
      from: complainant,
      subject: `Re: [${reference}] Does the visit stand?`,
      text: 'Does the visit of 9 June stand?',
      messageId: '<question@home.example>',
    });
    const before = (await lettersTo(play, complainant)).length;
    expect((await write(play, reference, { message: 'M2' })).status).toBe(200);
    const sent = await lettersTo(play, complainant);
    expect(sent).toHaveLength(before + 1);
    const answer = sent.at(-1);
    expect(answer?.subject).toBe(`${reference}: a letter from us`);
    expect(answer?.header('in-reply-to')).toBe('<question@home.example>');
    expect(answer?.text).toContain('The visit of 9 June stands.\n\nMegan Price will come.');
    expect(answer?.text).toContain('your question about the visit');
    expect(answer?.text).toContain('Priya Shah');
    expect(
      wrongInLetter({ template: 'officer-letter', text: answer?.text ?? '', html: answer?.html ?? '' }),
    ).toEqual([]);
    const { steps, events } = await play.view(reference);
    expect(steps.find(({ task }) => task === 'message#1')?.status).toBe('decided');
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'message-dealt-with', message: 'M2', how: 'answered' }),
    );
  });

  test('goes to another party without the private link, and is no copy', async () => {
    const play = await openPlay(at);
    const reference = await play.complaintAt('stage-1');
    const advocate = 'amal@advocates.example';
    await play.post(`/cases/${reference}/parties`, {
      name: 'Amal Advocate',
      email: advocate,
      roles: ['advocate'],
      copies: 'nothing',
    });
    expect((await write(play, reference, { to: 'P2' })).status).toBe(200);
    const [sent] = await lettersTo(play, advocate);
    expect(sent?.text).toContain('Dear Amal Advocate');
    expect(sent?.text).not.toMatch(/\/follow\/|copy/i);
  });

  test('encloses documents of the case and can be sent after it is closed', async () => {
    const play = await openPlay(at);
    const reference = await play.complaintAt('stage-1');
    await play.document(reference, 'Plan of visits');
    await play.along(reference, [['stage-1', 'withdraw', { reason: 'Settled.' }]]);
    expect((await play.view(reference)).status).toBe('closed');
    expect((await write(play, reference, { documents: ['D1'] })).status).toBe(200);
    const { letters } = await play.view(reference);
    expect(letters.at(-1)).toMatchObject({ template: 'officer-letter', status: 'sent', enclosures: ['D1'] });
  });

  test('takes as many documents as fit into a mail', async () => {
    const play = await openPlay(at);
    const reference = await play.complaintAt('stage-1');
    for (const n of [1, 2, 3]) {
      const content = Buffer.concat([Buffer.from('%PDF-1.7'), Buffer.alloc(2_499_992, String(n))]);
      const added = await play.system.app.request(
        `http://127.0.0.1/api/v1/cases/${reference}/documents?title=Plan`,
        { method: 'POST', headers: { authorization: 'Bearer local:complaints-officer' }, body: content },
      );
      expect(added.status).toBe(201);
    }
    const refused = await write(play, reference, { documents: ['D1', 'D2', 'D3'] });
    expect([refused.status, refused.body]).toEqual([
      422,
      expect.objectContaining({
        errors: [expect.objectContaining({ field: 'documents', code: 'too-large-to-send' })],
      }),
    ]);
    expect((await write(play, reference, { documents: ['D1', 'D2'] })).status).toBe(200);
  });

  test('is a task to post it, for someone without an email address', async () => {
    const play = await openPlay(at);
    const reference = await play.complaintAt('stage-1', {
      person: { name: 'Sam Carter', address: '1 High Street, Ludlow' },
    });
    expect((await write(play, reference)).status).toBe(200);
    expect(await ownLetters(play, reference)).toEqual([['complainant', 'to be posted']]);
  });

  test.each([
    ['a party who does not exist', { to: 'P9' }, 'to'],
    ['no text', { text: ' ' }, 'text'],
    ['no subject', { subject: '' }, 'subject'],
    ['a document of no one', { documents: ['D9'] }, 'documents'],
    ['a message that never came', { message: 'M9' }, 'message'],
  ])('with %s is refused at its field, and nothing goes', async (_, wrong, field) => {
    const play = await openPlay(at);
    const reference = await play.complaintAt('stage-1');
    const refused = await write(play, reference, wrong);
    expect([refused.status, refused.body]).toEqual([
      422,
      expect.objectContaining({ errors: [expect.objectContaining({ field })] }),
    ]);
    expect(await ownLetters(play, reference)).toEqual([]);
  });

  test('offers the sender of the message as its reader, and no one for a stranger', async () => {
    const play = await openPlay(at);
    const reference = await play.complaintAt('stage-1');
    for (const from of [complainant, 'ann@school.example'])
      await play.mail({ from, subject: `[${reference}] A question`, text: `Asked by ${from}.` });
    const officer = browse(play);
    await officer.signIn('complaints-officer');
    const chosen = async (message: string) =>
      (await officer.get(`/cases/${reference}/steer/letter/${message}`)).page
        .querySelectorAll('input[name=to][checked]')
        .map((radio) => radio.getAttribute('value'));
    expect([await chosen('M2'), await chosen('M3')]).toEqual([['complainant'], []]);
    const timeline = (await officer.get(`/cases/${reference}`)).page.querySelectorAll('.timeline li');
    const received = timeline.find(({ textContent }) => textContent.includes('an unknown sender'));
    expect(received?.textContent).not.toContain('complainant');
  });

  test('is written on a page, checked, and stands on the case', async () => {
    const play = await openPlay(at);
    const reference = await play.complaintAt('stage-1');
    const officer = browse(play);
    await officer.signIn('complaints-officer');
    const form = await officer.get(`/cases/${reference}/steer/letter`);
    const check = await officer.send(form, letter, {});
    const after = await officer.send(check, {}, { do: 'confirm' });
    expect(after.text).toContain('Letter sent, or waiting to be posted');
    expect(await ownLetters(play, reference)).toEqual([['complainant', 'sent']]);
  });
});
