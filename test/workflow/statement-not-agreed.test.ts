import { expect, test } from 'vitest';
import { childrensWay, complainant, openPlay, stage2Way } from '../play.ts';

/** A case whose statement was sent to the complainant on Monday 1 June 2026. */
async function statementSent() {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaint();
  await play.along(reference, [...childrensWay, ...stage2Way.slice(0, 2)]);
  const newest = async () => (await play.letters()).findLast(({ to }) => to === complainant);
  return { play, reference, newest };
}

const reason = {
  reason: 'You told us that you do not want to speak with us about the statement.',
  // No one has signed in these tests.
  unsignedConfirmed: true,
};

test('a statement that is never agreed gets a reminder with a day, then a reasoned decision to investigate', async () => {
  const { play, reference, newest } = await statementSent();
  const early = await play.decide(reference, 'stage-2-statement', 'not-agreed', reason);
  expect([early.status, early.text]).toEqual([422, expect.stringContaining('reminder-first')]);

  await play.to('2026-06-08', '10:00');
  await play.along(reference, [['stage-2-statement', 'remind', { replyBy: '2026-06-15' }]]);
  const reminder = await newest();
  expect(reminder?.subject).toBe(`Your complaint ${reference}: please answer about your statement`);
  expect(reminder?.text).toContain(
    'Please tell us by Monday 15 June 2026 if it is right, or what we should change.',
  );
  expect(reminder?.text).toContain('Nobody called back for three weeks.');
  expect(reminder?.text).toContain('The investigation will go on with the complaint as we wrote it down.');

  await play.to('2026-06-15', '17:00');
  const onTheDay = await play.decide(reference, 'stage-2-statement', 'not-agreed', reason);
  expect([onTheDay.status, onTheDay.text]).toEqual([422, expect.stringContaining('reply-day-to-come')]);
  expect(onTheDay.text).toContain('15 June 2026');

  await play.to('2026-06-16', '10:00');
  const without = await play.decide(reference, 'stage-2-statement', 'not-agreed', {});
  expect(without.status).toBe(422);
  expect((await play.decide(reference, 'stage-2-statement', 'not-agreed', reason)).status).toBe(200);
  expect((await play.step(reference, 'stage-2')).status).toBe('open');
  const told = await newest();
  expect(told?.subject).toBe(`Your complaint ${reference}: the investigation will go on`);
  expect(told?.text).toContain(reason.reason);
  expect(told?.text).toContain('Your complaint does not stop.');
  // 25 working days from the request on Monday 1 June.
  expect(told?.text).toContain('We will send you our decision, with both reports, by Monday 6 July 2026.');
  const { clocks, facts } = await play.view(reference);
  expect(clocks.map(({ clock }) => clock)).toContain('stage-2');
  expect(clocks.map(({ clock }) => clock)).not.toContain('stage-2-from-statement');
  expect(facts).toMatchObject({ points: [{ id: 'P1', text: 'Nobody has called back for three weeks.' }] });
});

test('a complainant who answers the reminder still agrees the statement, and the second clock starts', async () => {
  const { play, reference } = await statementSent();
  await play.along(reference, [['stage-2-statement', 'remind', { replyBy: '2026-06-05' }]]);
  await play.to('2026-06-08', '10:00');
  await play.along(reference, [
    [
      'stage-2-statement',
      'agreed',
      { agreedOn: '2026-06-08', statement: 'Nobody called back.', unsignedConfirmed: true },
    ],
  ]);
  const { clocks } = await play.view(reference);
  expect(clocks.find(({ clock }) => clock === 'stage-2-from-statement')?.from).toBe('2026-06-08');
});
