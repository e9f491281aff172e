import { expect, test } from 'vitest';
import {
  acknowledged,
  brokenPromises,
  checkedAndSent,
  complainant,
  intakeAddress,
  openPlay,
  responded,
  routed,
} from '../play.ts';

test('a complaint by email goes through stage 1 to the end of its window, with its events in order', async () => {
  // Monday; the office opens at 9 British Summer Time.
  const play = await openPlay('2026-06-01T07:30:00Z');
  const mail = await play.mail({ messageId: '<first@home.example>', references: ['<older@home.example>'] });
  expect(mail).toEqual({ became: 'case', reference: 'SC-2026-00001-4', known: false });
  const reference = 'SC-2026-00001-4';

  await play.to('2026-06-01', '15:00');
  expect((await play.decide(reference, 'triage', 'route', routed)).status).toBe(200);
  await play.to('2026-06-02', '10:15');
  expect((await play.decide(reference, 'acknowledge', 'acknowledge', acknowledged)).status).toBe(200);

  await play.to('2026-06-15', '23:59');
  expect((await play.step(reference, 'stage-1')).overdue).toBe(false);
  await play.to('2026-06-16', '00:00');
  const late = await play.step(reference, 'stage-1');
  expect([late.overdue, late.breachedAt, late.workingDaysLate]).toEqual([
    true,
    '2026-06-15T23:00:00.000Z',
    1,
  ]);

  // 20 working days after 1 June are over with 29 June.
  const tooFar = await play.decide(reference, 'stage-1', 'extend', { until: '2026-06-30', reason: 'Leave.' });
  expect([tooFar.status, tooFar.text]).toEqual([
    422,
    expect.stringContaining('Enter 29 June 2026 or an earlier day'),
  ]);
  const extension = { until: '2026-06-29', reason: 'The social worker is on leave until the 25th.' };
  expect((await play.decide(reference, 'stage-1', 'extend', extension)).status).toBe(200);
  const again = await play.decide(reference, 'stage-1', 'extend', extension);
  expect([again.status, again.text]).toEqual([
    422,
    expect.stringContaining('cannot be extended any further. 29 June 2026 is the last day possible'),
  ]);

  await play.to('2026-06-26', '16:00');
  expect((await play.decide(reference, 'stage-1', 'respond', responded, 'team-manager')).status).toBe(200);
  await play.along(reference, checkedAndSent);
  await play.to('2026-07-24', '23:59');
  expect((await play.view(reference)).status).toBe('open');
  await play.to('2026-07-25', '00:00');

  const story = await play.story(reference);
  // The limit that passed left the task to write to the complainant, until the extension told them.
  const isBeside = (fact: string) => fact.includes('tell-of-delay') || fact === 'run-ended';
  expect(story.filter(isBeside)).toEqual([
    'start tell-of-delay',
    'open tell-of-delay#1 due 2026-06-17',
    'decide tell-of-delay#1 no-longer-needed',
    'run-ended',
  ]);
  expect(story.filter((fact) => !isBeside(fact))).toEqual([
    'received',
    'start intake',
    'letter receipt to complainant',
    'open triage#1 due 2026-06-02',
    'opened triage#1',
    'letter alert-task-opened to user:complaints-officer',
    'letter alert-task-opened to user:complaints-officer-2',
    'sent receipt',
    'sent alert-task-opened',
    'sent alert-task-opened',
    'decide triage#1 route',
    'facts-recorded',
    'start childrens-statutory',
    'open acknowledge#1 due 2026-06-04',
    'opened acknowledge#1',
    'letter alert-task-opened to user:complaints-officer',
    'sent alert-task-opened',
    'decide acknowledge#1 acknowledge',
    'facts-recorded',
    'clock-ended',
    'letter acknowledgement to complainant',
    'sent acknowledgement',
    'open stage-1#1 due 2026-06-15',
    'opened stage-1#1',
    'letter alert-task-opened to user:team-manager',
    'sent alert-task-opened',
    'reminder stage-1#1',
    'letter alert-reminder to user:team-manager',
    'sent alert-reminder',
    'due-tomorrow stage-1#1',
    'letter alert-due-tomorrow to user:team-manager',
    'sent alert-due-tomorrow',
    'breach stage-1#1',
    'letter alert-overdue to user:team-manager',
    'letter alert-overdue to user:complaints-officer',
    'sent alert-overdue',
    'sent alert-overdue',
    'decide stage-1#1 extend',
    'extended stage-1#1 to 2026-06-29',
    'letter extension to complainant',
    'sent extension',
    'reminder stage-1#1',
    'letter alert-reminder to user:team-manager',
    'sent alert-reminder',
    'due-tomorrow stage-1#1',
    'letter alert-due-tomorrow to user:team-manager',
    'sent alert-due-tomorrow',
    'decide stage-1#1 respond',
    'facts-recorded',
    'open stage-1-check#1 due 2026-06-29',
    'opened stage-1-check#1',
    'letter alert-task-opened to user:quality-checker',
    'letter alert-task-opened to user:quality-checker-2',
    'sent alert-task-opened',
    'sent alert-task-opened',
    'decide stage-1-check#1 accept',
    'open stage-1-sign-off#1 due 2026-06-29',
    'opened stage-1-sign-off#1',
    'letter alert-task-opened to user:complaints-officer',
    'sent alert-task-opened',
    'decide stage-1-sign-off#1 send',
    'clock-ended',
    'letter stage-1-response to complainant',
    'sent stage-1-response',
    'open stage-2-window#1 due 2026-07-24',
    'window-closing stage-2-window#1',
    'letter window-closing to complainant',
    'sent window-closing',
    'decide stage-2-window#1 lapse',
    'letter window-closed to complainant',
    'sent window-closed',
    'closed as answered at stage 1',
  ]);
  const at = (await play.events(reference)).flatMap((event) =>
    event.type === 'milestone' || event.type === 'closed'
      ? [`${event.type === 'closed' ? 'closed' : event.milestone} ${event.at}`]
      : [],
  );
  expect(at.slice(2)).toEqual([
    'opened 2026-06-02T09:15:00.000Z',
    'reminder 2026-06-10T07:00:00.000Z',
    'due-tomorrow 2026-06-12T07:00:00.000Z',
    'breach 2026-06-15T23:00:00.000Z',
    'reminder 2026-06-24T07:00:00.000Z',
    'due-tomorrow 2026-06-26T07:00:00.000Z',
    'opened 2026-06-26T15:00:00.000Z',
    'opened 2026-06-26T15:00:00.000Z',
    'window-closing 2026-07-17T07:00:00.000Z',
    'closed 2026-07-24T23:00:00.000Z',
  ]);
  expect(await brokenPromises(play, reference)).toEqual([]);

  const closed = await play.view(reference);
  expect([closed.status, closed.closedAs, closed.outcome]).toEqual([
    'closed',
    'answered at stage 1',
    'upheld',
  ]);
  expect(play.system.engine.listExecutions().map(({ status }) => status)).toEqual([
    'SUCCEEDED',
    'SUCCEEDED',
    'SUCCEEDED',
  ]);

  const toComplainant = (await play.letters()).filter(({ to }) => to === complainant);
  expect(toComplainant.map(({ subject }) => subject)).toEqual([
    `We have your message: ${reference}`,
    `We have your complaint ${reference}: what happens next`,
    `We need more time for your complaint ${reference}`,
    `Our answer to your complaint ${reference}`,
    expect.stringContaining(reference),
    expect.stringContaining(reference),
  ]);
  const [, acknowledgement, extended, response, closing] = toComplainant.map(({ text }) =>
    text.replaceAll(/\s+/g, ' '),
  );
  expect(acknowledgement).toContain('Megan Price, team manager, Assessment Team');
  expect(acknowledgement).toContain('We will write to you with our answer by Monday 15 June 2026.');
  expect(extended).toContain('We will write to you with our answer by Monday 29 June 2026.');
  expect(extended).toContain('on leave until the 25th');
  expect(response).toContain('The last day to ask for it is Friday 24 July 2026.');
  expect(response).toContain('We agree with this (upheld)');
  expect(closing).toContain('24 July 2026');

  // RFC 3834: an automatic answer says so; RFC 5322: it names what it answers, and itself last for SES' sake.
  expect(toComplainant.map(({ letterId, header }) => ({ letterId, ...headersOf(header) }))).toEqual(
    toComplainant.map(({ letterId, header }) => ({
      letterId,
      'auto-submitted': 'auto-replied',
      'message-id': `<${header('x-redress-letter')}@council.example>`,
      'in-reply-to': '<first@home.example>',
      references: `<older@home.example> <first@home.example> <${header('x-redress-letter')}@council.example>`,
      'reply-to': `customerfeedback+${reference.toLowerCase()}@council.example`,
    })),
  );
  const alert = (await play.letters()).find(({ to }) => to !== complainant);
  expect(headersOf(alert?.header ?? (() => ''))).toMatchObject({
    'auto-submitted': 'auto-generated',
    'in-reply-to': undefined,
  });
  expect(intakeAddress).not.toBe(alert?.header('from'));
});

function headersOf(header: (name: string) => string | undefined) {
  const names = ['auto-submitted', 'message-id', 'in-reply-to', 'references', 'reply-to'];
  return Object.fromEntries(names.map((name) => [name, header(name)]));
}

test('the complainant can ask for stage 2 on the last day of the window', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-2-window');
  expect((await play.step(reference, 'stage-2-window')).due).toBe('2026-06-29');
  await play.to('2026-06-29', '23:59');
  expect(
    (await play.decide(reference, 'stage-2-window', 'request-stage-2', { unresolved: 'The calls.' })).status,
  ).toBe(200);
  await play.to('2026-06-30');
  const view = await play.view(reference);
  expect(view.steps.map(({ task, status, due }) => [task, status, due]).slice(2)).toEqual([
    ['stage-1#1', 'decided', '2026-06-15'],
    ['stage-1-check#1', 'decided', '2026-06-15'],
    ['stage-1-sign-off#1', 'decided', '2026-06-15'],
    ['stage-2-window#1', 'decided', '2026-06-29'],
    ['stage-2-commission#1', 'open', '2026-07-06'],
  ]);
  expect(await brokenPromises(play, reference)).toEqual([]);
});

test.each([
  ['all points upheld', ['upheld', 'upheld'], 'upheld'],
  ['none upheld', ['not upheld', 'not upheld'], 'not upheld'],
  ['one of two upheld', ['upheld', 'not upheld'], 'partially upheld'],
  ['a point without a finding is left out', ['upheld', 'no finding'], 'upheld'],
  ['no finding at all', ['no finding', 'no finding'], 'no finding'],
])('the outcome of a case: %s', async (_, found, outcome) => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaint();
  const findings = found.map((finding, index) => ({
    point: `P${index + 1}`,
    finding,
    reasons: 'We looked.',
  }));
  await play.along(reference, [
    ['triage', 'route', { ...routed, points: [{ text: 'No calls' }, { text: 'No visit' }] }],
    ['acknowledge', 'acknowledge', acknowledged],
    ['stage-1', 'respond', { ...responded, findings }, 'team-manager'],
    ...checkedAndSent,
  ]);
  await play.to('2026-07-01');
  expect((await play.view(reference)).outcome).toBe(outcome);
});

test('triage can end a case: declined with a letter, or closed with nothing to handle', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const declined = await play.complaint();
  const reason = 'This happened more than a year ago.';
  await play.decide(declined, 'triage', 'decline', { ground: 'late', aroseOn: '2025-01-06', reason });
  const nothing = await play.complaint({ text: 'Test, please ignore' });
  await play.decide(nothing, 'triage', 'close-without-procedure', { reason: 'A test.' });
  expect([(await play.view(declined)).closedAs, (await play.view(nothing)).closedAs]).toEqual([
    'declined',
    'nothing to handle',
  ]);
  const letters = (await play.letters()).filter(({ to }) => to === complainant);
  expect(letters.map(({ text }) => text.includes(reason))).toEqual([true]);
});
