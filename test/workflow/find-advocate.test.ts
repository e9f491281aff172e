import { expect, test } from 'vitest';
import { record } from '../../functions/domain/case/replay.ts';
import { openPlay, type Play } from '../play.ts';
import { browse } from '../web/pages/browse.ts';

// Worked out by hand: Monday 1 June 2026 and three working days is Thursday 4 June; chasing every two after that.
const monday = '2026-06-01T09:00:00Z';
const child = 'ash@young.example';

/** A complaint of a child that asks for someone to help. */
async function childAsks(play: Play): Promise<string> {
  const visitor = browse(play);
  let page = await visitor.send(await visitor.get('/children'), {}, { advocate: 'yes' });
  const way: Record<string, Record<string, string>> = {
    'what-happened': { text: 'They moved me.' },
    'what-should-happen': { wishedOutcome: '' },
    files: {},
    name: { name: 'Ash' },
    talk: { reach: 'email' },
    email: { email: child },
    when: { safeTime: '' },
  };
  while (!page.at.endsWith('/check'))
    page = await visitor.send(page, way[page.at.split('/').at(-1) ?? ''] ?? {}, { do: 'continue' });
  await visitor.send(page, {}, {});
  await play.settle();
  const [made] = (await play.deps.store.cases({ limit: 1 })).items;
  return made?.reference ?? '';
}

const milestones = async (play: Play, reference: string) =>
  (await play.events(reference)).flatMap((event) =>
    event.type === 'milestone' && event.task === 'find-advocate#1'
      ? [`${event.at.slice(0, 16)} ${event.milestone}`]
      : [],
  );

test('"I want someone to help me" is a task with a clock, chased until an advocate is named and the child told', async () => {
  const play = await openPlay(monday);
  const reference = await childAsks(play);
  expect(await play.step(reference, 'find-advocate')).toMatchObject({ due: '2026-06-04', status: 'open' });
  await play.to('2026-06-11', '10:00');
  expect(await milestones(play, reference)).toEqual([
    '2026-06-01T09:00 opened',
    '2026-06-03T07:00 due-tomorrow',
    '2026-06-04T23:00 breach',
    '2026-06-08T07:00 escalation-1',
    '2026-06-08T07:00 chase',
    '2026-06-10T07:00 chase',
  ]);
  const said = 'The provider will call back tomorrow.';
  expect((await play.decide(reference, 'find-advocate', 'chased', { said })).status).toBe(200);
  expect((await play.step(reference, 'find-advocate')).status).toBe('open');
  const answers = {
    advocateAppointed: 'Amal Advocate',
    advocacyProvider: 'Voices',
    contact: '0800 300 7000',
  };
  expect((await play.decide(reference, 'find-advocate', 'found', answers)).status).toBe(200);
  const letter = (await play.letters()).findLast(({ to }) => to === child);
  expect(letter?.subject).toBe(`Your complaint ${reference}: someone to help you`);
  expect(letter?.text).toContain('Amal Advocate from Voices will be your advocate.');
  expect(letter?.text).toContain('0800 300 7000');
  const view = await play.view(reference);
  expect(view.facts).toMatchObject({ advocateAppointed: 'Amal Advocate', advocacyProvider: 'Voices' });
  expect(view.parties.find(({ roles }) => roles.includes('advocate'))).toMatchObject({
    name: 'Amal Advocate',
    organisation: 'Voices',
    phone: '0800 300 7000',
  });
  const link = /\/follow\/[0-9a-z]{52}\b/.exec(letter?.text ?? '')?.[0] ?? '';
  const page = await browse(play).get(link);
  expect(page.text).toContain('We have found someone to help you');
  expect(page.text).not.toContain('I want someone to help me');
});

test('an officer records that an advocate is wanted; no longer wanted ends the task without a letter', async () => {
  const play = await openPlay(monday);
  const reference = await play.complaintAt('stage-1', { text: 'I am not listened to.' });
  expect((await play.post(`/cases/${reference}/details`, { advocacyWanted: true })).status).toBe(200);
  await play.settle();
  expect((await play.step(reference, 'find-advocate')).status).toBe('open');
  // Asking again makes no second task.
  await play.post(`/cases/${reference}/details`, { advocacyWanted: true });
  await play.settle();
  const before = (await play.letters()).length;
  const reason = 'She said her aunt helps her.';
  expect((await play.decide(reference, 'find-advocate', 'not-wanted', { reason })).status).toBe(200);
  expect((await play.letters()).length).toBe(before);
  const { tasks } = (await play.file(reference)).state;
  expect(tasks.filter(({ step }) => step === 'find-advocate').map(({ status }) => status)).toEqual([
    'decided',
  ]);
});

test('a case that recorded the wish before it started a task gets the task within a day, once', async () => {
  const play = await openPlay(monday);
  const reference = await play.complaintAt('stage-1');
  // As cases of before have it: the fact, and no run that followed from it.
  const { state } = await play.file(reference);
  const facts = { ...state.facts, advocacyWanted: true };
  const { after } = record(reference, state, [
    { at: play.now(), by: 'user:complaints-officer', type: 'facts-recorded', facts },
  ]);
  const stored = await play.deps.store.change({
    caseId: reference,
    expectedVersion: state.version,
    events: [{ seq: state.version + 1, at: play.now(), by: 'system', type: 'facts-recorded', facts }],
    after,
  });
  expect(stored.ok).toBe(true);
  await play.to('2026-06-02', '12:00');
  const tasks = async () =>
    (await play.file(reference)).state.tasks.filter(({ step }) => step === 'find-advocate');
  expect(await tasks()).toHaveLength(1);
  await play.decide(reference, 'find-advocate', 'not-wanted', { reason: 'She said no.' });
  await play.to('2026-06-04', '12:00');
  expect(await tasks()).toHaveLength(1);
});

test('a child who said no asks later on the page of their case', async () => {
  const play = await openPlay(monday);
  const reference = await play.complaintAt('acknowledge');
  await play.post(`/cases/${reference}/details`, { relation: 'child', madeByChild: true });
  expect(
    (
      await play.decide(reference, 'acknowledge', 'acknowledge', {
        investigator: 'team-manager',
        advocacyOffered: true,
      })
    ).status,
  ).toBe(200);
  const visitor = browse(play);
  const page = await visitor.get(await play.privateLink());
  expect(page.text).toContain('I want someone to help me');
  const csrf =
    page.page.querySelector('form[action="/follow/helper"] [name=_csrf]')?.getAttribute('value') ?? '';
  const ask = async (by: ReturnType<typeof browse>) =>
    by.request('/follow/helper', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ _csrf: csrf }).toString(),
    });
  // Without a visit nothing is asked for, and they are told so and how to come back.
  const late = await ask(browse(play));
  expect([late.status, late.text.includes('Nothing was sent')]).toEqual([422, true]);
  const done = await ask(visitor);
  expect(done.text).toContain('We will find someone to help you');
  await play.settle();
  expect((await play.step(reference, 'find-advocate')).status).toBe('open');
  expect((await visitor.get('/follow')).text).not.toContain('I want someone to help me');
});
