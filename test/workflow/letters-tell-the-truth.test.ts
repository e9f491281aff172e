import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  acknowledged,
  checkedAndSent,
  childrensWay,
  complainant,
  openPlay,
  responded,
  routed,
  stage3Way,
  type Play,
  type Turn,
} from '../play.ts';
import { scratch } from '../prefixes.ts';

/** The newest letter to the complainant: its subject and its whole text. */
async function newest(play: Play): Promise<string> {
  const letter = (await play.letters()).findLast(({ to }) => to === complainant);
  return `${letter?.subject}\n\n${letter?.text}`;
}

const signature = (text: string) => text.slice(text.lastIndexOf('Yours sincerely')).trim().split('\n\n')[1];

const corporate: readonly Turn[] = [
  ['triage', 'route', { ...routed, procedure: 'corporate' }],
  ['acknowledge', 'acknowledge', acknowledged],
];
const reviewed: readonly Turn[] = [
  ['stage-2-window', 'request-stage-2', { unresolved: 'All of it.' }],
  ['stage-2-acknowledge', 'acknowledge', { reviewer: 'senior-manager' }],
  [
    'stage-2',
    'respond',
    { ...responded, response: 'I read the call log again. Stage 1 was wrong about Monday.' },
    'senior-manager',
  ],
  ['stage-2-check', 'accept', {}, 'quality-checker'],
  ['stage-2-sign-off', 'send'],
];
const answered: readonly Turn[] = [['stage-1', 'respond', responded, 'team-manager'], ...checkedAndSent];

/** A complaint on its way through stage 3, with the answer of the director as given. */
async function answeredByDirector(play: Play, answer: object): Promise<string> {
  const reference = await play.complaintAtStage3('stage-3-response');
  await play.along(
    reference,
    stage3Way
      .filter(([step]) => step.startsWith('stage-3-response'))
      .map(([step, outcome, given = {}, user = 'complaints-officer']): Turn => [
        step,
        outcome,
        outcome === 'respond' ? { ...given, ...answer } : given,
        user,
      ]),
  );
  return reference;
}

describe('signing a letter by the decision maker', () => {
  test('signs stage 1 by its investigator and a review by its reviewer, whoever sends it', async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const reference = await play.complaint();
    await play.along(reference, [...corporate, ...answered]);
    expect(signature(await newest(play))).toBe(
      'Megan Price\nTeam manager, Assessment Team\nShropshire Council',
    );
    await play.along(reference, reviewed);
    const final = await newest(play);
    expect(signature(final)).toMatch(/^.+\nReviewer\nShropshire Council$/);
    expect(signature(final)).not.toContain('Megan Price');
    expect(final).toContain('I read the call log again. Stage 1 was wrong about Monday.');
    expect(final).toContain('you have the right to ask the Local Government and Social Care Ombudsman');
    expect(final).not.toMatch(/regulation|Children Act|1738|advocate|next stage/i);
  });

  test('signs the adjudication by the adjudicating officer and the panel response by the director', async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    await answeredByDirector(play, {});
    const adjudication = (await play.letters()).find(({ subject }) => subject.startsWith('Our decision on'));
    expect(signature(adjudication?.text ?? '')).toBe('Helen Marsh\nAdjudicating officer\nShropshire Council');
    const director = play.deps.council.users.find(({ id }) => id === 'director')?.name;
    expect(signature(await newest(play))).toBe(`${director}\nDirector\nShropshire Council`);
  });

  test('signs by them even if they have left before it is sent', async () => {
    const dataDir = await mkdtemp(path.join(scratch, 'redress-letters-'));
    onTestFinished(() => rm(dataDir, { recursive: true }));
    const play = await openPlay('2026-06-01T09:00:00Z', { dataDir });
    const reference = await play.complaintAt('stage-1-check', {}, [
      ...childrensWay.slice(0, 3),
      ...checkedAndSent,
    ]);
    const { council } = play.deps;
    await play.close();
    const later = await openPlay('2026-06-02T09:00:00Z', {
      dataDir,
      council: {
        ...council,
        users: council.users.map((user) => (user.id === 'team-manager' ? { ...user, retired: true } : user)),
      },
    });
    await later.along(reference, checkedAndSent);
    expect(signature(await newest(later))).toBe(
      'Megan Price\nTeam manager, Assessment Team\nShropshire Council',
    );
  });

  test('never signs by someone complained about since, so another person writes it', async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const reference = await play.complaintAt('stage-1-sign-off');
    expect(
      (await play.post(`/cases/${reference}/details`, { complainedAbout: ['team-manager'] })).status,
    ).toBe(200);
    const refused = await play.decide(reference, 'stage-1-sign-off', 'send');
    expect([refused.status, refused.text]).toEqual([
      422,
      expect.stringContaining('The complaint is now about the person who wrote this answer'),
    ]);
    await play.along(reference, [
      ['stage-1-sign-off', 'return', { comments: 'Someone else has to write this.' }],
    ]);
    await play.post(`/cases/${reference}/tasks/stage-1/assignee`, {
      assignee: 'team-manager-2',
      reason: 'The complaint is about the first.',
    });
    await play.settle();
    await play.along(reference, [
      ['stage-1', 'respond', { ...responded, response: 'I looked at it anew.' }, 'team-manager-2'],
      ...checkedAndSent,
    ]);
    expect(signature(await newest(play))).toContain('Owen Hughes');
    expect(await newest(play)).not.toContain('Megan Price');
  });

  test('signs a decision not to investigate by the officer who made it', async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const reference = await play.complaint();
    await play.along(reference, [
      ['triage', 'decline', { ground: 'not ours', reason: 'The health service runs this clinic.' }],
    ]);
    expect(signature(await newest(play))).toBe('Priya Shah\nComplaints team\nShropshire Council');
  });
});

describe('content from the stage of the letter', () => {
  test('fills nothing in from stage 2 when the director leaves an optional field empty', async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    await answeredByDirector(play, {});
    const text = await newest(play);
    expect(text).toContain('Call each Friday');
    expect(text).toContain('From next Friday.');
    expect(text).not.toContain(responded.response);
    expect(text).not.toContain('What we want to say to you');
  });

  test('sends the rewritten answer after a return', async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const reference = await play.complaintAt('stage-1-check');
    await play.along(reference, [
      ['stage-1-check', 'return', { comments: 'Say sorry.' }, 'quality-checker'],
      [
        'stage-1',
        'respond',
        { findings: responded.findings, response: 'We are very sorry.' },
        'team-manager',
      ],
      ...checkedAndSent,
    ]);
    const text = await newest(play);
    expect(text).toContain('We are very sorry.');
    // What the first version said the team would learn is not in the second.
    expect(text).not.toContain(responded.response);
    expect(text).not.toContain('Calls are returned on the next working day');
  });

  test('gives the panel the day of the answer it reviews', async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const reference = await play.complaintAtStage3('stage-3-window');
    await play.to('2026-06-09');
    await play.along(reference, stage3Way.slice(0, 2));
    expect(await newest(play)).toContain('The panel will look at our decision of Monday 1 June 2026.');
  });
});

describe('requires what is needed even if a field is left empty', () => {
  test('asks whether the answer discloses anything about a child who refused', async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const reference = await play.complaintAt('stage-1-sign-off');
    await play.post(`/cases/${reference}/details`, { actsFor: 'self', consent: 'refused' });
    const empty = await play.decide(reference, 'stage-1-sign-off', 'send');
    expect([empty.status, empty.text]).toEqual([
      422,
      expect.stringContaining('"field":"answers.disclosesAboutChild"'),
    ]);
    const tells = await play.decide(reference, 'stage-1-sign-off', 'send', { disclosesAboutChild: true });
    expect(tells.status).toBe(422);
    await play.along(reference, [['stage-1-sign-off', 'send', { disclosesAboutChild: false }]]);
    expect(await newest(play)).toContain('Our answer to your complaint');
  });
});

describe('consistency with other letters and the calendar', () => {
  test('promises no past day in a late acknowledgement', async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const reference = await play.complaintAt('acknowledge');
    await play.to('2026-06-17', '10:00');
    await play.along(reference, [['acknowledge', 'acknowledge', acknowledged]]);
    const text = await newest(play);
    expect(text).toContain(
      'We should have answered you by Monday 15 June 2026. We are late, and we are sorry.',
    );
    expect(text).toContain('- Stage 1, an answer from a manager of the service.\n');
    expect(text).not.toContain('You should have it by');
    expect(text).not.toContain('We will write to you with our answer by');
  });

  test('says in an acknowledgement to a representative that the child has yet to agree', async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const reference = await play.complaint();
    await play.along(reference, [
      ['triage', 'route', { ...routed, actsFor: 'child', consent: 'asked for' }],
      ['acknowledge', 'acknowledge', acknowledged],
    ]);
    expect(await newest(play)).toContain('We need to hear from them before we can send you our answer.');
    // A parent who complains for themselves is not told that it is the child's complaint.
    const own = await play.complaint();
    await play.along(own, [['triage', 'route', { ...routed, actsFor: 'self', consent: 'asked for' }]]);
    expect(await play.lettersOf(own, 'complainant')).toEqual([]);
  });

  test('keeps the day an officer gave after the last day possible', async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const reference = await play.complaintAt('stage-2-commission');
    await play.to('2026-08-28', '10:00');
    await play.along(reference, [
      ['stage-2-commission', 'tell-delay', { expected: '2026-09-11', reason: 'An investigator is ill.' }],
    ]);
    await play.to('2026-09-02', '10:00');
    const still = (await play.letters()).findLast(({ subject }) => subject.includes('we are still late'));
    expect(still?.text).toContain('We expect to send you our decision by Friday 11 September 2026.');
    expect(still?.text).not.toContain('We do not have a new date for you.');
  });

  test('tells of a moved meeting without a second invitation', async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const reference = await play.complaintAtStage3('stage-3-panel-meeting');
    const invited = (await play.letters()).find(({ subject }) => subject.includes('invitation'));
    expect(invited?.text).toContain('A review panel will meet about your complaint.');
    const moved = {
      meetingOn: '2026-06-24',
      meetingTime: '10:30',
      meetingPlace: 'Shirehall, room 3',
      reason: 'Ill.',
    };
    const answer = await play.decide(reference, 'stage-3-panel-meeting', 'postpone', moved);
    expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
    expect(await newest(play)).toContain('We had planned it for Monday 22 June 2026.');
  });
});

test('mentions no stages and no Ombudsman for a compliment, even after a reopening', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaint({ kind: 'compliment' });
  await play.along(reference, [
    ['triage', 'route', { ...routed, kind: 'compliment', procedure: 'compliment' }],
    ['thank', 'pass-on', { team: 'Assessment Team' }],
  ]);
  await play.post(`/cases/${reference}/reopening`, { step: 'thank', reason: 'It was for another team.' });
  await play.settle();
  await play.post(`/cases/${reference}/private-link`, {});
  await play.settle();
  const letters = (await play.letters()).filter(({ to }) => to === complainant);
  expect(letters.map(({ subject }) => subject.replace(reference, '').trim())).toEqual([
    'Thank you for your kind words:',
    'We have opened what you sent us again:',
    'Your private link for',
  ]);
  for (const { subject, text } of letters)
    expect(`${subject} ${text}`).not.toMatch(/Ombudsman|next stage|your complaint|stage \d/i);
});
