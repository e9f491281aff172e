import { expect, test } from 'vitest';
import { openPlay } from '../play.ts';

// A state machine waits until the moment that it knew of. When a day is corrected to an earlier one, what has fallen due
// meanwhile happens at once. Dates by hand: in 2026 Good Friday is 3 April, Easter Monday 6 April, early May bank holiday
// 4 May.

test('correcting a day to an earlier one raises missed milestones at once', async () => {
  const play = await openPlay('2026-04-02T09:00:00Z');
  const reference = await play.complaintAt('stage-1');
  const correct = async (standingAcceptedOn: string) => {
    const answer = await play.post(`/cases/${reference}/details`, {
      relation: 'sufficient-interest',
      standingReason: 'The aunt looks after her.',
      standingAcceptedOn,
    });
    expect(answer.status).toBe(200);
  };
  await play.to('2026-04-20', '10:00');
  await correct('2026-04-20');
  await play.settle();
  expect((await play.step(reference, 'stage-1')).due).toBe('2026-05-05');
  await play.to('2026-04-23', '10:00');
  const before = (await play.events(reference)).length;
  expect(await play.story(reference)).not.toContain('breach stage-1#1');

  // 10 working days from Thursday 2 April end on Monday 20 April; two working days late is the 22nd, 08:00.
  await correct('2026-04-02');
  // No other event, and no time passes: whatever waits for the next moment is not what raises it.
  await play.settle();
  const raised = (await play.events(reference))
    .slice(before)
    .flatMap((event) =>
      event.type === 'milestone'
        ? [`${event.at.slice(0, 16)} ${event.clock}/${event.milestone}@${event.due}`]
        : [],
    );
  expect(raised).toEqual([
    '2026-04-23T09:00 stage-1/breach@2026-04-20',
    '2026-04-23T09:00 stage-1/escalation-1@2026-04-20',
    '2026-04-23T09:00 stage-1/running-late@2026-04-20',
  ]);
  expect(await play.subjectsTo('team-manager@council.example')).toContain(
    `Overdue: ${reference}, Stage 1, local resolution, was due Monday 20 April 2026`,
  );
  expect((await play.view(reference)).overdue).toBe(true);
  const left = async () =>
    (await play.deps.store.outbox({ before: '2026-12-31T00:00:00Z', limit: 10 })).items;
  // Further alerts of the same moment wait until the hour is over (decision 0038); nothing else is left to do.
  expect(await left()).toMatchObject([
    { caseId: reference, kind: 'letters', since: '2026-04-23T10:00:00.000Z' },
  ]);
  await play.to('2026-04-23', '12:30');
  expect(await left()).toEqual([]);
  expect(play.faults).toEqual([]);
});

test('a correction that moves no deadline sends no signal', async () => {
  const play = await openPlay('2026-04-02T09:00:00Z');
  const reference = await play.complaintAt('stage-1');
  await play.to('2026-04-10', '10:00');
  const waiting = await play.deps.store.token(reference, 'stage-1#1');
  expect((await play.post(`/cases/${reference}/details`, { madeByChild: true })).status).toBe(200);
  await play.settle();
  // The machine waits with the same token.
  expect(await play.deps.store.token(reference, 'stage-1#1')).toEqual(waiting);
});
