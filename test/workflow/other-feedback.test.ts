import { expect, test } from 'vitest';
import { brokenPromises, complainant, openPlay, routed } from '../play.ts';

const base = {
  procedureReason: routed.procedureReason,
  summary: 'The new play group is wonderful.',
  handler: 'complaints-officer',
};

/** Feedback given to the council, routed at triage. */
async function feedback(kind: string, procedure: string) {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaint({ kind });
  await play.along(reference, [['triage', 'route', { ...base, kind, procedure }]]);
  return { play, reference };
}

test.each([
  [
    'compliment',
    'compliment',
    'thank',
    'pass-on',
    { team: 'Assessment Team' },
    '2026-06-08',
    'compliment-thanks',
    'passed on',
  ],
  [
    'comment',
    'comment',
    'answer',
    'answer',
    { answer: 'Thank you; on Mondays.' },
    '2026-06-15',
    'comment-answer',
    'answered',
  ],
  [
    'comment',
    'comment',
    'answer',
    'note',
    { team: 'Assessment Team' },
    '2026-06-15',
    'comment-noted',
    'noted',
  ],
  [
    'enquiry',
    'comment',
    'answer',
    'answer',
    { answer: 'From nine to five.' },
    '2026-06-15',
    'comment-answer',
    'answered',
  ],
  [
    'service request',
    'service-request',
    'pass-on',
    'pass-on',
    { whereTo: 'The team for roads' },
    '2026-06-04',
    'service-request-passed-on',
    'passed on',
  ],
])(
  'a %s under "%s": %s is decided by "%s", with its letter, and the case closes',
  async (kind, procedure, step, outcome, given, due, letter, closedAs) => {
    const { play, reference } = await feedback(kind, procedure);
    expect((await play.step(reference, step)).due).toBe(due);
    await play.along(reference, [[step, outcome, given]]);
    const view = await play.view(reference);
    expect([view.status, view.closedAs, view.outcome, view.facts.kind]).toEqual([
      'closed',
      closedAs,
      undefined,
      kind,
    ]);
    expect(await play.lettersOf(reference, 'complainant')).toEqual([letter]);
    expect(await brokenPromises(play, reference)).toEqual([]);
  },
);

test('praise reaches the people praised, their team and its head, once each', async () => {
  const { play, reference } = await feedback('compliment', 'compliment');
  await play.along(reference, [
    ['thank', 'pass-on', { team: 'Assessment Team', staffPraised: ['team-manager', 'team-manager-2'] }],
  ]);
  for (const id of ['team-manager', 'team-manager-2', 'senior-manager'])
    expect([id, await play.lettersOf(reference, `user:${id}`)]).toEqual([id, ['compliment-passed-on']]);
  expect(await play.lettersOf(reference, 'user:senior-manager-2')).toEqual([]);
  // It says that the praise is on the page of the case; so they may read that, and no one else of theirs.
  expect((await play.get(`/cases/${reference}`, 'team-manager')).text).toContain('Nobody has called me back');
  expect((await play.get(`/cases/${reference}`, 'senior-manager-2')).status).toBe(404);
});

test('a noted comment reaches the team named in the letter', async () => {
  const { play, reference } = await feedback('comment', 'comment');
  await play.along(reference, [['answer', 'note', { team: 'Assessment Team' }]]);
  const [thanks] = (await play.letters()).filter(({ to }) => to === complainant).slice(-1);
  expect(thanks?.text).toContain('passed it on to the people it is about (Assessment Team)');
  for (const id of ['team-manager', 'senior-manager'])
    expect([id, await play.lettersOf(reference, `user:${id}`)]).toEqual([id, ['comment-passed-on']]);
  expect((await play.get(`/cases/${reference}`, 'team-manager')).status).toBe(200);
});

test('a missing answer becomes overdue and is escalated', async () => {
  const { play, reference } = await feedback('service request', 'service-request');
  await play.to('2026-06-05', '00:00');
  expect((await play.step(reference, 'pass-on')).overdue).toBe(true);
  await play.to('2026-06-08', '08:00');
  expect(await play.lettersOf(reference, 'user:senior-manager')).toEqual(['alert-escalation']);
  await play.along(reference, [['pass-on', 'pass-on', { whereTo: 'The team for roads' }]]);
  expect((await play.view(reference)).status).toBe('closed');
});

test.each([
  ['a compliment that goes nowhere', 'compliment', 'compliment', 'thank', 'pass-on', {}, 'team'],
  ['a compliment to no team of ours', 'compliment', 'compliment', 'thank', 'pass-on', { team: 'X' }, 'team'],
  ['an empty answer', 'enquiry', 'comment', 'answer', 'answer', { answer: ' ' }, 'answer'],
  ['a withdrawal, which only complaints have', 'comment', 'comment', 'answer', 'withdraw', {}, 'outcome'],
])('refuses %s, naming the field', async (_, kind, procedure, step, outcome, given, field) => {
  const { play, reference } = await feedback(kind, procedure);
  const before = await play.events(reference);
  const refused = await play.decide(reference, step, outcome, given);
  expect(refused.status).toBe(422);
  expect(refused.body).toMatchObject({
    errors: [{ field: field === 'outcome' ? field : `answers.${field}` }],
  });
  expect(await play.events(reference)).toEqual(before);
});

test.each([
  ['compliment', 'corporate'],
  ['complaint', 'compliment'],
  ['service request', 'comment'],
])('a %s is not routed to "%s"', async (kind, procedure) => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaint({ kind });
  // Without an answer, the kind received counts; otherwise the answer does.
  for (const said of [{}, { kind }]) {
    const refused = await play.decide(reference, 'triage', 'route', { ...base, ...said, procedure });
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({ errors: [{ field: 'answers.kind' }] });
  }
});
