import { expect, test } from 'vitest';
import * as z from 'zod';
import { childrensWay, openPlay, routed, stage2Way, type Play } from '../play.ts';

const received = '2026-06-01T09:00:00Z';
const points = [
  { text: 'The calls.' },
  { text: 'The bins.', procedure: 'corporate', procedureReason: 'Bins are not social care.' },
];

async function split(play: Play, reference: string, ids: readonly string[]): Promise<string> {
  const wish = { points: ids, procedure: 'corporate', reason: 'It is not social care.' };
  const answer = await play.post(`/cases/${reference}/split`, wish);
  await play.settle();
  return z.object({ reference: z.string() }).parse(answer.body).reference;
}

test('the points of an agreed statement leave alone what was split off, and no number is given twice', async () => {
  const play = await openPlay(received);
  const reference = await play.complaint();
  const [, ...onward] = childrensWay;
  await play.along(reference, [
    ['triage', 'route', { ...routed, points }],
    ...onward,
    ...stage2Way.slice(0, 2),
  ]);
  const [first = ''] = (await play.file(reference)).state.links.map(({ to }) => to);
  const agreed = { agreedOn: '2026-06-01', statement: 'Calls, letters and fences.' };
  await play.along(reference, [
    [
      'stage-2-statement',
      'agreed',
      { ...agreed, points: [{ text: 'The letters.' }, { text: 'The calls.' }, { text: 'The fences.' }] },
    ],
  ]);
  expect((await play.file(reference)).state.facts).toMatchObject({
    points: [
      { id: 'P1', text: 'The calls.' },
      { id: 'P2', text: 'The bins.', case: first },
      { id: 'P3', text: 'The letters.' },
      { id: 'P4', text: 'The fences.' },
    ],
    findings: [{ point: 'P1', finding: 'upheld' }],
  });

  const second = await split(play, reference, ['P4']);
  expect([first, reference]).not.toContain(second);
  expect(await split(play, reference, ['P4'])).toBe(second);
  expect((await play.file(second)).state.facts.points).toEqual([{ id: 'P1', text: 'The fences.' }]);
  expect(play.faults).toEqual([]);
});
