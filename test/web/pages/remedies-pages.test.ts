import { expect, test } from 'vitest';
import { openPlay, responded, stage2Way, type Play } from '../../play.ts';
import { browse } from './browse.ts';

const rota = {
  text: 'A rota for calls',
  type: 'Training or guidance for employees',
  owner: 'team-manager',
  dueOn: '2026-07-31',
};
const offered = { ...responded, actions: [rota], money: [{ amount: '150', for: 'the time it took' }] };

async function pageOf(play: Play, user: string, path: string) {
  const visitor = browse(play);
  await visitor.signIn(user);
  return visitor.get(path);
}

/** The rows beside the heading of a task: its subject. */
const subject = async (play: Play, user: string, path: string) =>
  (await pageOf(play, user, path)).page.querySelector('main dl.said')?.textContent;

test('pages show money awaiting approval and promises, and ask only for new actions', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-1');
  await play.along(reference, [
    ['stage-1', 'respond', offered, 'team-manager'],
    ['stage-1-check', 'accept', {}, 'quality-checker'],
  ]);
  const tasks = `/cases/${reference}/tasks`;
  expect(await subject(play, 'senior-manager', `${tasks}/stage-1-money`)).toBe(
    'Money to approve£150 for the time it took',
  );
  await play.along(reference, [
    ['stage-1-money', 'approve', {}, 'senior-manager'],
    ['stage-1-sign-off', 'send'],
    ['stage-2-window', 'request-stage-2'],
  ]);
  expect(await subject(play, 'team-manager', `${tasks}/action`)).toBe(
    'What we promisedA rota for callsPromised toSam Carter',
  );
  expect((await play.step(reference, 'action', 'team-manager')).promised).toEqual({
    id: 'A1',
    text: 'A rota for calls',
    dueOn: '2026-07-31',
    to: 'Sam Carter',
  });
  expect(await subject(play, 'complaints-officer', `${tasks}/pay`)).toContain(
    'Promised toSam CarterApprovedBy ',
  );
  await play.along(reference, [['pay', 'paid', { doneOn: '2026-06-01', evidence: 'BACS 4711' }]]);
  const learning = (await pageOf(play, 'complaints-officer', `/cases/${reference}`)).page.querySelector(
    'section[aria-labelledby=learning]',
  );
  expect(learning?.textContent).toMatch(
    /£150 for the time it took\s*Approved by .* on 1 June 2026\. Paid on 1 June 2026/,
  );
  for (const title of ['Investigation', 'Independent Person']) await play.document(reference, title);
  await play.along(reference, stage2Way.slice(0, 5));
  const form = (await pageOf(play, 'adjudicating-officer', `${tasks}/stage-2-adjudication/respond`)).page;
  expect(form.querySelector('#actions .govuk-hint')?.textContent).toContain(
    'Enter only new actions. Already under way: A rota for calls',
  );
  expect(form.querySelector('#actions-0-text')?.textContent.trim()).toBe('');
});
