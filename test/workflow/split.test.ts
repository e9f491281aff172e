import { expect, test } from 'vitest';
import * as z from 'zod';
import { rowOf } from '../../functions/operations/export-rows.ts';
import {
  checkedAndSent,
  childrensWay,
  complainant,
  openPlay,
  responded,
  routed,
  stage2Way,
  type Play,
} from '../play.ts';

const received = '2026-06-01T09:00:00Z';
const points = [
  { text: 'The calls.' },
  { text: 'The bins.', procedure: 'corporate', procedureReason: 'Bins are not social care.' },
];

async function split(play: Play, reference: string, ids: readonly string[]): Promise<string> {
  const command = { points: ids, procedure: 'corporate', reason: 'It is not social care.' };
  const answer = await play.post(`/cases/${reference}/split`, command);
  await play.settle();
  return z.object({ reference: z.string() }).parse(answer.body).reference;
}

test('an agreed statement leaves points that were split off, and reuses no number', async () => {
  const play = await openPlay(received);
  const reference = await play.complaint();
  const [, ...onward] = childrensWay;
  await play.along(reference, [
    ['triage', 'route', { ...routed, points }],
    ...onward,
    ...stage2Way.slice(0, 2),
  ]);
  const [first = ''] = (await play.file(reference)).state.links.map(({ to }) => to);
  const agreed = {
    agreedOn: '2026-06-01',
    statement: 'Calls, letters and fences.',
    unsignedConfirmed: true,
  };
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

test('a point split off while the answer is checked is answered only in its own case', async () => {
  const play = await openPlay(received);
  const found = (point: string, finding: string) => ({ point, finding, reasons: `We looked at ${point}.` });
  const reference = await play.complaintAt('stage-1', {}, [
    ['triage', 'route', { ...routed, points: [{ text: 'The calls.' }, { text: 'The bins.' }] }],
    ...childrensWay.slice(1),
  ]);
  const findings = [found('P1', 'not upheld'), found('P2', 'upheld')];
  await play.along(reference, [['stage-1', 'respond', { ...responded, findings }, 'team-manager']]);
  const other = await split(play, reference, ['P2']);
  await play.along(reference, checkedAndSent);

  const letter = (await play.letters()).findLast(
    ({ to, text }) => to === complainant && text.includes('What we found'),
  );
  expect(letter?.text).toContain('We looked at P1.');
  expect(letter?.text).not.toContain('We looked at P2.');
  await play.to('2026-07-20');
  const row = await rowOf(play.deps, (await play.file(reference)).state);
  expect([row?.outcome, row?.findings]).toEqual([
    'not upheld',
    { upheld: 0, partiallyUpheld: 0, notUpheld: 1 },
  ]);
  expect((await play.view(reference)).outcome).toBe('not upheld');
  expect((await play.file(other)).state.facts.findings).toBeUndefined();
});

test('a case split off inherits protections of the complainant but no decisions', async () => {
  const play = await openPlay(received);
  const known = {
    reachSafely: 'Ring at school only.',
    lookedAfter: true,
    childBornOn: '2015-03-04',
    consentSaid: 'She said yes.',
    aboutWhom: 'A driver.',
    wishedOutcome: 'An apology.',
    advocateAppointed: 'Robin Vale',
    complainedAbout: ['team-manager-2'],
  };
  const reference = await play.complaintAt('acknowledge', {}, [
    ['triage', 'route', { ...routed, ...known, points }],
    ...childrensWay.slice(1),
  ]);
  const [other = ''] = (await play.file(reference)).state.links.map(({ to }) => to);
  const { facts } = (await play.file(other)).state;
  expect(facts).toMatchObject({ ...known, procedure: 'corporate', summary: 'The bins.' });
  expect(facts.investigator).toBeUndefined();
});
