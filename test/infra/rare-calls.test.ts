import { expect, test } from 'vitest';
import * as z from 'zod';
import { bundledBankHolidays } from '../../functions/domain/time/bank-holidays.ts';
import { moveDeadlines } from '../../functions/operations/refresh-bank-holidays/move-deadlines.ts';
import { reviewRetention } from '../../functions/operations/review-retention/review-retention.ts';
import { awaitDecision } from '../../functions/operations/runs/await-decision.ts';
import { checkedAndSent, childrensWay, openPlay } from '../play.ts';
import { records } from '../calls-of-functions.ts';

// Paths that other tests take only on the local table, or not at all: without them a right would look spare. They are played
// where calls are recorded (`npm run record:calls`).

test.runIf(records)('a decision that is there before its machine waits', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const caseId = await play.complaintAt('stage-1');
  const definition = play.deps.definitionOf({ stateMachine: 'childrens-statutory' });
  await awaitDecision(play.deps, {
    caseId,
    task: 'acknowledge#1',
    handled: 0,
    token: 'ended',
    ...(definition === undefined ? {} : { definition }),
  });
  expect((await play.file(caseId)).state.status).toBe('open');
});

test.runIf(records)('a holiday that is withdrawn wakes the machine of a window', async () => {
  const play = await openPlay('2022-09-05T09:00:00Z');
  const reference = await play.complaintAt('stage-2-window');
  const without = bundledBankHolidays.filter(({ date }) => date !== '2022-09-19');
  expect(await moveDeadlines(play.deps, { before: bundledBankHolidays, after: without })).toEqual({
    moved: 1,
  });
  await play.settle();
  expect(await play.story(reference)).toContainEqual(expect.stringMatching(/^moved stage-2-window#1/));
});

test.runIf(records)('the erasure of a case with everything that a case can have', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const earlier = await play.complaint();
  const result = await play.mail({ attachments: [{ filename: 'diary.txt', content: 'Monday: nobody.' }] });
  const reference = 'reference' in result ? result.reference : '';
  const matched = await play.post(`/cases/${reference}/complainant/matches`, {
    decision: 'confirm',
    reference: earlier,
  });
  expect([matched.status, matched.text]).toEqual([200, expect.anything()]);
  await play.post(`/cases/${reference}/notes`, { kind: 'note', text: 'She rang from Quarrybank.' });
  await play.document(reference, 'Call log');
  for (const one of [reference, earlier])
    await play.along(one, [...childrensWay.slice(0, 3), ...checkedAndSent]);
  const { body } = await play.post(`/cases/${reference}/letter-drafts`, {
    to: 'complainant',
    subject: 'Your call',
    text: 'We called.',
  });
  expect(z.object({ draft: z.string() }).safeParse(body).success).toBe(true);
  await play.to('2026-07-20');
  for (const at of ['2032-06-29T12:00:00Z', '2032-07-01T05:00:00Z']) {
    play.system.clock.moveTo(new Date(at));
    await play.settle();
  }
  await reviewRetention(play.deps);
  await play.settle();
  // With the second of the two goes the complainant.
  for (const one of [reference, earlier]) {
    const erased = await play.decide(one, 'retention-review', 'erase', { checked: true, understood: true });
    expect([erased.status, erased.text]).toEqual([200, expect.anything()]);
    expect((await play.get(`/cases/${one}`)).status).toBe(404);
  }
});

test.runIf(records)('the reports of a quarter with a case', async () => {
  const play = await openPlay('2026-06-29T09:00:00Z');
  await play.complaint();
  await play.to('2026-07-01', '09:00');
  const listed = await play.deps.files.list('reports/');
  expect(listed.length).toBeGreaterThan(0);
});
