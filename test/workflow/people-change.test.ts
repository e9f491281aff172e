import { expect, test } from 'vitest';
import { browse } from '../web/pages/browse.ts';
import { childrensWay, complainant, openPlay, type Play } from '../play.ts';
import { rowOf } from './row-of.ts';

// Worked out by hand: 20 working days after Monday 1 June 2026 is Monday 29 June. A child born on 3 June 2008 is 18 on
// Wednesday 3 June 2026; ten working days after that is Wednesday 17 June.
const monday = '2026-06-01T09:00:00Z';
const newAddress = 'jo@family.example';
const reason = 'Her daughter called us.';

async function dies(play: Play, reference: string) {
  const answer = await play.request('PATCH', `/api/v1/cases/${reference}/parties/P1`, {
    body: { ended: 'died', reason },
  });
  await play.settle();
  expect(answer.status).toBe(200);
}
test('a complainant dies: the officer has a task with a target, and who continues is recorded and told', async () => {
  const play = await openPlay(monday);
  const reference = await play.complaintAt('stage-1');
  await dies(play, reference);
  const task = await play.step(reference, 'who-continues');
  expect(task).toMatchObject({ status: 'open', due: '2026-06-29' });
  expect((await play.file(reference)).state.tasks.at(-1)?.assignee).toBe('complaints-officer');
  expect(await play.lettersOf(reference, 'user:complaints-officer')).toContain('alert-complainant-died');
  const before = (await play.lettersTo(complainant)).length;

  const said = 'Her daughter will ask her brother.';
  expect((await play.decide(reference, 'who-continues', 'still-asking', { said })).status).toBe(200);
  const answers = { name: 'Jo Carter', standing: 'She is the executor.' };
  const wrong = await play.decide(reference, 'who-continues', 'continues', answers);
  expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining('"field":"answers.email"')]);
  const typed = await play.decide(reference, 'who-continues', 'continues', { ...answers, email: 'jo' });
  expect([typed.status, typed.text]).toEqual([422, expect.stringContaining('"field":"answers.email"')]);
  // What no letter can be posted to is asked about once; a program sends the tick too.
  const homeless = { ...answers, email: newAddress, address: 'No fixed abode' };
  const asked = await play.decide(reference, 'who-continues', 'continues', homeless);
  expect([asked.status, asked.body]).toMatchObject([
    422,
    { errors: [{ field: 'answers.addressConfirmed', code: 'address-not-postable' }] },
  ]);
  const decided = await play.decide(reference, 'who-continues', 'continues', {
    ...homeless,
    addressConfirmed: true,
  });
  expect(decided.status).toBe(200);
  const view = await play.view(reference);
  expect(view.complainant).toMatchObject({ id: 'P2', name: 'Jo Carter', email: newAddress });
  const [letter] = await play.lettersTo(newAddress);
  expect(letter?.subject).toBe(`We are sorry for your loss: ${reference}`);
  const link = /\/follow\/[0-9a-z]{52}\b/.exec(letter?.text ?? '')?.[0] ?? '';
  expect((await browse(play).get(link)).text).toContain(reference);
  expect((await play.step(reference, 'who-continues')).status).toBe('decided');
  // The complaint goes on with them, and nothing more went to the person who died.
  await play.along(reference, childrensWay.slice(2, 5));
  expect((await play.lettersTo(newAddress)).length).toBeGreaterThan(1);
  expect((await play.lettersTo(complainant)).length).toBe(before);
  const { state, events } = await play.file(reference);
  expect(JSON.stringify([state, events])).not.toMatch(/Jo Carter|example/);
});

test('no one continues: the complaint ends with an outcome of its own, counted apart from what was withdrawn', async () => {
  const play = await openPlay(monday);
  const reference = await play.complaintAt('stage-1');
  await dies(play, reference);
  const letters = (await play.letters()).filter(({ to }) => to === complainant).length;
  await play.to('2026-06-30', '10:00');
  const milestones = (await play.events(reference)).flatMap((event) =>
    event.type === 'milestone' && event.task === 'who-continues#1' ? [event.milestone] : [],
  );
  expect(milestones).toEqual(['opened', 'reminder', 'due-tomorrow', 'breach']);
  const why = 'Her daughter and her brother do not want to go on.';
  expect((await play.decide(reference, 'who-continues', 'no-one-continues', { reason: why })).status).toBe(
    200,
  );
  const { state, events } = await play.file(reference);
  expect(state).toMatchObject({
    status: 'closed',
    closedAs: 'ended after the complainant died',
    endedAfterDeathOn: '2026-06-30',
  });
  expect(state.withdrawn).toBeUndefined();
  expect(state.runs.filter(({ status }) => status === 'running').map(({ procedure }) => procedure)).toEqual(
    [],
  );
  expect(play.system.engine.listExecutions().filter(({ status }) => status === 'RUNNING')).toEqual([]);
  expect(events.find(({ type }) => type === 'ended-after-death')).toMatchObject({ reason: why });
  expect(await rowOf(play, reference)).toMatchObject({
    outcome: 'ended after death',
    withdrawn: null,
    closed: '2026-06-30',
  });
  expect((await play.letters()).filter(({ to }) => to === complainant).length).toBe(letters);
  const officer = browse(play);
  await officer.signIn('complaints-officer');
  const shown = await officer.get(`/cases/${reference}`);
  expect(shown.text).toContain('Ended because the complainant died and no one continues');
});

test('it ends from triage, while paused, and whoever is recorded on the page of the people ends the task', async () => {
  const play = await openPlay(monday);
  const [early, paused, added] = [
    await play.complaint(),
    await play.complaintAt('stage-1'),
    await play.complaintAt('stage-1'),
  ];
  for (const reference of [early, paused, added]) await dies(play, reference);
  await play.decide(paused, 'stage-1', 'freeze', { reason: 'Court.', reviewOn: '2026-07-01' });
  for (const reference of [early, paused]) {
    const ended = await play.decide(reference, 'who-continues', 'no-one-continues', { reason });
    expect([ended.status, (await play.file(reference)).state.status]).toEqual([200, 'closed']);
  }
  expect(await rowOf(play, early)).toMatchObject({ outcome: 'ended after death', investigated: false });
  expect((await play.file(paused)).state.stops).toMatchObject([{ until: '2026-06-01' }]);
  const jo = { name: 'Jo Carter', email: newAddress, roles: ['complainant'], reason };
  expect((await play.post(`/cases/${added}/parties`, jo)).status).toBe(201);
  await play.settle();
  const task = (await play.file(added)).state.tasks.find(({ step }) => step === 'who-continues');
  expect([task?.status, task?.decisions.at(-1)?.outcome]).toEqual(['decided', 'no-longer-needed']);
  // Nor is anyone looked for once the complaint is declined: what asked who continues ends at once.
  const declined = await play.complaint();
  await dies(play, declined);
  const ground = { ground: 'not ours', reason: 'It is about a school.' };
  expect((await play.decide(declined, 'triage', 'decline', ground)).status).toBe(200);
  expect((await play.file(declined)).state.runs.map(({ status }) => status)).toEqual(['ended', 'ended']);
  const running = play.system.engine.listExecutions({ status: 'RUNNING' });
  expect(running.filter(({ name }) => name.startsWith(declined))).toEqual([]);
});

test('a letter on paper that waited to be posted is not posted to someone who died', async () => {
  const play = await openPlay(monday);
  const reference = await play.complaintAt('stage-1', {
    person: { name: 'Sam Carter', address: '1 Old Street\nShrewsbury' },
  });
  const status = async () =>
    (await play.file(reference)).letters.find(({ template }) => template === 'acknowledgement')?.status;
  expect(await status()).toBe('to be posted');
  await dies(play, reference);
  expect(await status()).toBe('not needed');
  const open = (await play.file(reference)).state.tasks.filter((task) => task.status === 'open');
  expect(open.map(({ step }) => step)).toEqual(['stage-1', 'who-continues']);
});

test('a child turns 18: a task with a target asks what they want, and their answers are recorded', async () => {
  const play = await openPlay(monday);
  const reference = await play.complaintAt('acknowledge');
  const child = { name: 'Ali Carter', bornOn: '2008-06-03', roles: ['child'] };
  expect((await play.post(`/cases/${reference}/parties`, child)).status).toBe(201);
  await play.to('2026-06-05', '12:00');
  expect(await play.step(reference, 'ask-young-person')).toMatchObject({ status: 'open', due: '2026-06-17' });
  expect(
    (await play.lettersOf(reference, 'user:complaints-officer')).filter((id) => id === 'alert-child-adult'),
  ).toHaveLength(1);
  const said = 'Called; no answer.';
  expect((await play.decide(reference, 'ask-young-person', 'tried', { said })).status).toBe(200);
  const answers = { speaks: 'themselves', consent: 'given', said: 'Met at school.', copies: 'all letters' };
  const wrong = await play.decide(reference, 'ask-young-person', 'answered', answers);
  expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining('"field":"answers.email"')]);
  const ali = 'ali@young.example';
  expect(
    (await play.decide(reference, 'ask-young-person', 'answered', { ...answers, email: ali })).status,
  ).toBe(200);
  const view = await play.view(reference);
  expect(view.facts).toMatchObject({ consent: 'given' });
  expect(view.parties.find(({ id }) => id === 'P2')).toMatchObject({
    roles: ['child', 'complainant'],
    copies: 'all letters',
    email: ali,
  });
  await play.to('2026-06-20', '12:00');
  const tasks = (await play.file(reference)).state.tasks.filter(({ step }) => step === 'ask-young-person');
  expect(tasks).toHaveLength(1);
  const { state, events } = await play.file(reference);
  expect(JSON.stringify([state, events])).not.toContain(ali);
});

test('at 18 the young person becomes the complainant with a representative of their own, in one answer', async () => {
  const play = await openPlay(monday);
  const [ofAli, ofBo] = [await play.complaintAt('acknowledge'), await play.complaintAt('acknowledge')];
  for (const reference of [ofAli, ofBo]) {
    const child = { name: 'Ali Carter', bornOn: '2008-06-03', roles: ['child'] };
    expect((await play.post(`/cases/${reference}/parties`, child)).status).toBe(201);
  }
  await play.to('2026-06-05', '12:00');
  const [ali, kim] = ['ali@young.example', 'kim@voices.example'];
  const said = { consent: 'given', said: 'Met at school.' };
  const own = { ...said, speaks: 'themselves', copies: 'all letters', email: ali };
  const wrong = await play.decide(ofAli, 'ask-young-person', 'answered', {
    ...own,
    actorName: 'Kim Lane',
    actorEmail: 'kim',
  });
  expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining('"field":"answers.actorEmail"')]);
  const named = { actorName: 'Kim Lane', actorRole: 'solicitor', actorEmail: kim };
  const answered = await play.decide(ofAli, 'ask-young-person', 'answered', { ...own, ...named });
  expect(answered.status).toBe(200);
  expect((await play.view(ofAli)).parties.slice(1)).toMatchObject([
    { id: 'P2', roles: ['child', 'complainant'], email: ali },
    {
      id: 'P3',
      roles: ['solicitor'],
      name: 'Kim Lane',
      email: kim,
      copies: 'all letters',
      authority: { kind: 'consent', on: '2026-06-05' },
    },
  ]);
  await play.decide(ofAli, 'acknowledge', 'acknowledge', { investigator: 'team-manager' });
  expect(await play.subjectsTo(kim)).toEqual([expect.stringMatching(/^Copy: /)]);
  expect(JSON.stringify((await play.file(ofAli)).events)).not.toMatch(/Kim|voices|young\.example/);

  // Someone else acts for them: who that is has to be said.
  const other = { ...said, speaks: 'someone else', copies: 'nothing' };
  const unnamed = await play.decide(ofBo, 'ask-young-person', 'answered', other);
  expect([unnamed.status, unnamed.text]).toEqual([
    422,
    expect.stringContaining('"field":"answers.actorName"'),
  ]);
  const acts = { actorName: 'Kim Lane', actorRole: 'advocate', actorPhone: '01632 960123' };
  expect((await play.decide(ofBo, 'ask-young-person', 'answered', { ...other, ...acts })).status).toBe(200);
  expect((await play.view(ofBo)).parties.slice(1)).toMatchObject([
    { id: 'P2', roles: ['child'] },
    { id: 'P3', roles: ['advocate'], phone: '01632 960123' },
  ]);
});
