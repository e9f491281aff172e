import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { browse } from '../web/pages/browse.ts';
import { childrensWay, complainant, openPlay, stage2Way, type Play } from '../play.ts';
import { arrived } from './arrived.ts';

// Monday 1 June 2026 at 10:00 in London.
const at = '2026-06-01T09:00:00Z';
const call = {
  kind: 'phone call',
  on: '2026-05-29',
  spokeWith: 'Sam Carter',
  text: 'They asked whether the visit of Tuesday stands.',
  agreed: 'We ring back when the team has answered.',
  followUpOn: '2026-06-03',
};

const record = (play: Play, reference: string, note: object, user = 'complaints-officer') =>
  play.post(`/cases/${reference}/notes`, note, { user });

const officerOf = async (play: Play) => {
  const officer = browse(play);
  await officer.signIn('complaints-officer');
  return officer;
};

describe('a call', () => {
  test('stands on the case, and its author follows it up on the day they set', async () => {
    const play = await openPlay(at);
    const reference = await play.complaintAt('stage-1');
    const recorded = await record(play, reference, call, 'team-manager');
    expect([recorded.status, recorded.body]).toEqual([
      201,
      expect.objectContaining({ note: 'N1', reference }),
    ]);
    await play.settle();
    expect(await play.step(reference, 'follow-up')).toMatchObject({
      assignee: 'team-manager',
      due: '2026-06-03',
      status: 'open',
    });
    expect((await play.view(reference)).notes).toEqual([
      expect.objectContaining({ ...call, note: 'N1', by: 'user:team-manager', followUp: 'follow-up#1' }),
    ]);
    const page = await (await officerOf(play)).get(`/cases/${reference}`);
    expect(page.text).toContain('Phone call with Sam Carter');
    expect(page.text).toContain('On 29 May 2026. Recorded by Megan Price');
    expect(page.text).toContain('To follow up on 3 June 2026');
    await play.to('2026-06-03', '10:00');
    await play.along(reference, [['follow-up', 'done', { done: 'Rang back: it stands.' }, 'team-manager']]);
    expect((await play.view(reference)).notes[0]?.followUp).toBeUndefined();
    const after = await (await officerOf(play)).get(`/cases/${reference}`);
    expect(after.text).toContain('Followed up (it was to be done on 3 June 2026)');
  });

  test('is one click from the case and from the search', async () => {
    const play = await openPlay(at);
    const reference = await play.complaintAt('stage-1');
    const visitor = await officerOf(play);
    const form = `/cases/${reference}/steer/contact`;
    for (const page of [`/cases/${reference}`, '/cases?q=Carter'])
      expect([page, (await visitor.get(page)).html.includes(`href="${form}"`)]).toEqual([page, true]);
    expect((await visitor.get(form)).text).toContain('Record a call, a meeting or a visit');
  });

  test('can be recorded on a closed case', async () => {
    const play = await openPlay(at);
    const reference = await play.complaintAt('stage-1');
    await play.along(reference, [['stage-1', 'withdraw', { reason: 'They said so.' }]]);
    expect((await play.view(reference)).status).toBe('closed');
    const { status } = await record(play, reference, { kind: 'phone call', text: 'They rang again.' });
    expect(status).toBe(201);
  });
});

describe('a note', () => {
  test('tells a colleague who may see the case, without its text', async () => {
    const play = await openPlay(at);
    const reference = await play.complaintAt('stage-1');
    const secret = 'The family has moved to Ludlow.';
    const note = { kind: 'note', text: secret, mentions: ['team-manager'] };
    expect((await record(play, reference, note)).status).toBe(201);
    expect(await arrived(play, reference, 'alert-mention')).toEqual([['user:team-manager', 'sent']]);
    expect((await play.letters()).map(({ text }) => text).join('\n')).not.toContain(secret);
  });

  test.each([
    ['no one', 'no-one'],
    ['a manager of another team', 'team-manager-2'],
    ['a report writer, who sees no case', 'report-writer'],
    ['its author', 'complaints-officer'],
  ])('cannot mention %s', async (_, user) => {
    const play = await openPlay(at);
    const reference = await play.complaintAt('stage-1');
    const refused = await record(play, reference, { kind: 'note', text: 'x', mentions: [user] });
    expect([refused.status, refused.body]).toEqual([
      422,
      expect.objectContaining({
        errors: [expect.objectContaining({ field: 'mentions', code: 'cannot-be-mentioned' })],
      }),
    ]);
    expect((await play.view(reference)).notes).toEqual([]);
  });

  test.each([
    ['a day to come', { on: '2026-06-02' }, 'on'],
    ['a follow-up that is over', { followUpOn: '2026-05-29' }, 'followUpOn'],
    [
      'a follow-up in a year that was mistyped',
      { followUpOn: '2999-01-01' },
      'followUpOn',
      'Check the year. Enter 1 June 2031 or an earlier day',
    ],
    ['no text', { text: '' }, 'text'],
    ['an unknown kind', { kind: 'fax' }, 'kind'],
  ])('with %s is refused at its field', async (_, wrong, field, message?: string) => {
    const play = await openPlay(at);
    const reference = await play.complaint();
    const refused = await record(play, reference, { kind: 'note', text: 'x', ...wrong });
    const error = expect.objectContaining({ field, ...(message === undefined ? {} : { message }) });
    expect([refused.status, refused.body]).toEqual([422, expect.objectContaining({ errors: [error] })]);
    expect((await play.view(reference)).notes).toEqual([]);
  });

  test('says on its page that the year of a follow-up was mistyped', async () => {
    const play = await openPlay(at);
    const reference = await play.complaint();
    const officer = await officerOf(play);
    const day = { 'followUpOn.day': '1', 'followUpOn.month': '1', 'followUpOn.year': '2999' };
    const form = await officer.get(`/cases/${reference}/steer/note`);
    const check = await officer.send(form, { text: 'x', ...day });
    const answer = await officer.send(check, {}, { do: 'confirm' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Check the year. Enter 1 June 2031 or an earlier day');
    expect((await play.view(reference)).notes).toEqual([]);
  });

  test('can be recorded up to its boundaries: today, and a follow-up today', async () => {
    const play = await openPlay(at);
    const reference = await play.complaint();
    const note = { kind: 'note', text: 'x', on: '2026-06-01', followUpOn: '2026-06-01' };
    expect((await record(play, reference, note)).status).toBe(201);
  });
});

test('independent people read contacts and not notes, and the complainant reads neither', async () => {
  const play = await openPlay(at);
  const reference = await play.complaint();
  await play.along(reference, [...childrensWay, ...stage2Way.slice(0, 3)]);
  const internal = 'Ask legal services about this.';
  await record(play, reference, { kind: 'note', text: internal, mentions: ['team-manager'] });
  await record(play, reference, call, 'team-manager');
  for (const user of ['investigating-officer', 'independent-person'])
    await play.post(`/cases/${reference}/declaration`, { decision: 'sign' }, { user });
  const visit = { kind: 'visit', spokeWith: 'Sam Carter', text: 'We went through the statement.' };
  expect((await record(play, reference, visit, 'investigating-officer')).status).toBe(201);
  const own = { kind: 'note', text: 'Check the rota.' };
  expect((await record(play, reference, own, 'investigating-officer')).status).toBe(201);
  const seen = async (user: string) => (await play.get(`/cases/${reference}`, user)).text;
  const investigator = await seen('investigating-officer');
  expect([investigator.includes(internal), investigator.includes(call.text)]).toEqual([false, true]);
  expect([investigator.includes(visit.text), investigator.includes(own.text)]).toEqual([true, true]);
  expect(investigator).not.toContain('followUpOn');
  const independent = await seen('independent-person');
  expect([independent.includes(own.text), independent.includes(visit.text)]).toEqual([false, true]);
  // They have no tasks beside the case and know no colleagues.
  for (const wanted of [{ mentions: ['team-manager'] }, { followUpOn: '2026-06-02' }])
    expect((await record(play, reference, { ...own, ...wanted }, 'investigating-officer')).text).toContain(
      'for-people-of-the-council',
    );
  const letters = (await play.letters()).filter(({ to }) => to === complainant);
  expect(letters.map(({ text }) => text).join('\n')).not.toContain(call.text);
  // And so does the search.
  expect(await found(play, 'legal services', 'complaints-officer')).toEqual([reference]);
  expect(await found(play, 'legal services', 'investigating-officer')).toEqual([]);
  expect(await found(play, 'tuesday visit', 'investigating-officer')).toEqual([reference]);
  expect(await found(play, 'rota', 'investigating-officer')).toEqual([reference]);
  expect(await found(play, 'rota', 'independent-person')).toEqual([]);
  for (const user of ['team-manager-2', 'panel-member', 'administrator'])
    expect([user, await found(play, 'statement', user)]).toEqual([user, []]);
});

/** The references of the cases that a search finds, as the API and the page list them. */
async function found(play: Play, words: string, user: string): Promise<string[]> {
  const { body } = await play.get(`/cases?q=${encodeURIComponent(words)}`, user);
  const { items } = z.object({ items: z.array(z.object({ reference: z.string() })) }).parse(body);
  return items.map(({ reference }) => reference);
}

test('a case is found by the words of its notes, on the page too, and not after its erasure', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1');
  await record(play, reference, { ...call, text: 'Their new school is in Church Stretton.' });
  expect(await found(play, 'Church Stretton', 'complaints-officer')).toEqual([reference]);
  expect(await found(play, 'stretton visit', 'complaints-officer')).toEqual([]);
  expect((await play.get(`/cases?q=stretton&status=closed`)).body).toMatchObject({ items: [] });
  const page = await (await officerOf(play)).get('/cases?q=stretton');
  expect(page.html).toContain(`href="/cases/${reference}"`);
  expect(page.html).toContain(`href="/cases/${reference}/steer/contact"`);
  await play.post(`/cases/${reference}/details`, { complainedAbout: ['team-manager'] });
  expect(await found(play, 'stretton', 'team-manager')).toEqual([]);
  await play.deps.store.eraseRows(reference, []);
  expect(await play.deps.store.notesWith('stretton')).toEqual([]);
});

test('a person the complaint is about can neither read nor record a note', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1');
  await play.post(`/cases/${reference}/details`, { complainedAbout: ['team-manager'] });
  expect((await record(play, reference, call, 'team-manager')).status).toBe(404);
  const refused = await record(play, reference, { kind: 'note', text: 'x', mentions: ['team-manager'] });
  expect(refused.status).toBe(422);
});
