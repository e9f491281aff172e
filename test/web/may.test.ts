import { describe, expect, test } from 'vitest';
import { acknowledged, openPlay, responded, routed, type Play } from '../play.ts';

const at = '2026-06-01T09:00:00Z';

/** The ways in which a user can find a case: read directly, in lists, by step, by its letters. */
async function finds(play: Play, reference: string, user: string) {
  const key = (await play.file(reference)).letters[0]?.key ?? '';
  const answers = await Promise.all(
    [
      `/cases/${reference}`,
      `/cases/${reference}/tasks/stage-1`,
      `/cases/${reference}/letters/${encodeURIComponent(key)}`,
    ].map((url) => play.get(url, user)),
  );
  const lists = await Promise.all(['/cases', '/tasks'].map((url) => play.get(url, user)));
  return {
    read: answers.map(({ status }) => status),
    listed: lists.map(({ status, text }) => `${status} ${text.includes(reference)}`),
  };
}

const all = { read: [200, 200, 200], listed: ['200 true', '200 true'] };
const nothing = { read: [404, 404, 404], listed: ['200 false', '200 false'] };

describe('a case at stage 1 with the manager of the Assessment Team', () => {
  test.each([
    ['complaints-officer', all],
    ['complaints-officer-2', all],
    ['team-manager', all],
    // The manager of another team.
    ['team-manager-2', nothing],
    ['quality-checker', nothing],
    ['adjudicating-officer', nothing],
    ['director', nothing],
    ['senior-manager', nothing],
    ['investigating-officer', nothing],
    ['independent-person', nothing],
    ['panel-chair', nothing],
    ['panel-member', nothing],
    ['report-writer', nothing],
    ['administrator', nothing],
  ])('%s', async (user, found) => {
    const play = await openPlay(at);
    const reference = await play.complaintAt('stage-1');
    expect(await finds(play, reference, user)).toEqual(found);
    const answer = await play.decide(reference, 'stage-1', 'respond', responded, user);
    expect(answer.status).toBe(found === all ? 200 : 404);
  });

  test('a hidden case is answered like one that does not exist', async () => {
    const play = await openPlay(at);
    const reference = await play.complaintAt('stage-1');
    const [hidden, absent] = await Promise.all(
      [reference, 'SC-2026-00009-0'].map((one) => play.get(`/cases/${one}`, 'team-manager-2')),
    );
    expect(hidden?.text).toBe(absent?.text);
  });
});

test('a user told of an escalation may read the case, but decides nothing on it', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1');
  await play.to('2026-06-18');
  expect(await finds(play, reference, 'senior-manager')).toEqual(all);
  expect(await finds(play, reference, 'director')).toEqual(nothing);
  expect((await play.step(reference, 'stage-1', 'senior-manager')).outcomes).toEqual([]);
  expect((await play.decide(reference, 'stage-1', 'respond', responded, 'senior-manager')).status).toBe(403);
});

test.each([
  ['withdraw', { reason: 'x' }],
  ['freeze', { reason: 'x', reviewOn: '2026-07-01' }],
  ['tell-delay', { expected: '2026-07-01', reason: 'x' }],
])('the manager who answers may not decide "%s": 403', async (outcome, answers) => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1');
  expect((await play.decide(reference, 'stage-1', outcome, answers, 'team-manager')).status).toBe(403);
  const ids = (await play.step(reference, 'stage-1', 'team-manager')).outcomes.map(({ id }) => id);
  expect(ids).toEqual(['respond', 'report-delay', 'extend', 'resolve-informally']);
});

test('no one can decide that a window has lapsed', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-2-window');
  expect((await play.decide(reference, 'stage-2-window', 'lapse')).status).toBe(403);
});

describe('a person complained about', () => {
  test.each(['complaints-officer-2', 'senior-manager', 'director', 'team-manager'])(
    '%s finds nothing of the case and gets none of its alerts, ever',
    async (user) => {
      const play = await openPlay(at);
      const reference = await play.complaint();
      await play.decide(reference, 'triage', 'route', { ...routed, complainedAbout: [user] });
      await play.decide(
        reference,
        'acknowledge',
        'acknowledge',
        user === 'team-manager' ? { investigator: 'team-manager-2' } : acknowledged,
      );
      await play.to('2026-07-20');
      expect(await finds(play, reference, user)).toEqual(nothing);
      for (const step of ['triage', 'stage-1'])
        expect((await play.decide(reference, step, 'respond', responded, user)).status).toBe(404);
      const { letters } = (await play.file(reference)).state;
      const since = letters.filter(({ to, task }) => to === `user:${user}` && task !== 'triage#1');
      expect(since).toEqual([]);
      // The others are told all the same.
      expect(letters.filter(({ key }) => key.includes('/breach@')).length).toBeGreaterThan(0);
    },
  );
});

test.each([
  ['complaints-officer', 201],
  ['team-manager', 201],
  ['director', 201],
  ['panel-member', 403],
  ['report-writer', 403],
  ['administrator', 403],
])('%s records feedback: %i', async (user, status) => {
  const play = await openPlay(at);
  expect((await play.post('/feedback', { channel: 'in person', text: 'x' }, { user })).status).toBe(status);
});

test.each([
  ['complaints-officer', 200, 404],
  ['team-manager', 403, 403],
  ['administrator', 403, 403],
  ['director', 403, 403],
])('%s lists held mail: %i, releases it: %i', async (user, list, release) => {
  const play = await openPlay(at);
  expect((await play.get('/held-mail', user)).status).toBe(list);
  expect((await play.post('/held-mail/none/release', undefined, { user })).status).toBe(release);
});
