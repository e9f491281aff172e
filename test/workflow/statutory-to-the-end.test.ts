import { expect, test } from 'vitest';
import { brokenPromises, childrensWay, complainant, openPlay, stage2Way, stage3Way } from '../play.ts';

test('a complaint goes through all three stages to the Ombudsman, with every letter and date', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaint();
  await play.along(reference, childrensWay);
  for (const title of ['Report of the investigation', "Independent Person's report", "Panel's report"])
    await play.document(reference, title);
  await play.along(reference, [...stage2Way, ...stage3Way]);

  const view = await play.view(reference);
  console.log(
    view.steps
      .map(({ task, status, due, originalDue, alsoDue }) =>
        [task, status, originalDue, due, alsoDue].join(' '),
      )
      .join('\n'),
  );
  console.log((await play.letters()).filter(({ to }) => to === complainant).map(({ subject }) => subject));
  expect([view.status, view.closedAs, view.outcome]).toEqual(['closed', 'answered at stage 3', 'upheld']);
  expect(await brokenPromises(play, reference)).toEqual([]);
});
