import { expect, test } from 'vitest';
import { checkProcedure } from '../../../workflows/procedures/check-procedure.ts';
import { titleOfStep } from '../../../workflows/procedures/procedure.ts';
import { worksOnCases } from '../../../workflows/procedures/roles.ts';
import { wayOut, withWayOut } from '../../../workflows/procedures/way-out.ts';
import { leadsTo, ownTime, procedureOf, task } from './small-procedure.ts';

const small = () =>
  procedureOf(
    {
      write: task(undefined, { on: leadsTo('send') }, { ...ownTime, title: 'Write it' }),
      send: task(undefined, { on: leadsTo('closed') }, { ...ownTime, title: 'Send it' }),
    },
    undefined,
    { formerSteps: { old: { title: 'Old step' } } },
  );

test('the way out leads to each step of the procedure, with a reason', () => {
  const procedure = small();
  const { [wayOut]: way, ...others } = withWayOut(procedure).steps;
  expect(others).toEqual(procedure.steps);
  expect(way).toMatchObject({
    kind: 'task',
    performer: 'complaints-officer',
    publicStatus: 'We are deciding what happens next with your complaint.',
    limit: { days: 1, unit: 'working days', from: 'opened', toBeChecked: true },
  });
  const outcomes = Object.entries(way?.outcomes ?? {});
  expect(
    outcomes.map(([id, { title, next, effect, letters }]) => [id, title, next, effect, letters]),
  ).toEqual([
    ['continue-at-write', 'Continue at “Write it”', 'write', 'choose step', []],
    ['continue-at-send', 'Continue at “Send it”', 'send', 'choose step', []],
  ]);
  for (const [, { form }] of outcomes)
    expect(form).toEqual({
      reason: { label: 'Why the case continues there', type: 'paragraphs', required: true },
    });
});

test('a procedure has its way out once', () => {
  const procedure = small();
  expect(withWayOut(procedure)).toBe(withWayOut(procedure));
  expect(withWayOut(withWayOut(procedure))).toBe(withWayOut(procedure));
  expect(Object.keys(procedure.steps)).toEqual(['write', 'send']);
});

test('the step of the way out is one that a procedure may have', () => {
  const { [wayOut]: way } = withWayOut(small()).steps;
  if (!way) throw new Error('no way out');
  const letters = new Set(way.milestones.flatMap(({ letter }) => letter ?? []));
  const closing = leadsTo('closed', { closedAs: 'answered' });
  const own = procedureOf({
    choose: way,
    write: task(undefined, { closing }, ownTime),
    send: task(undefined, { closing }, ownTime),
  });
  expect(checkProcedure(own, letters)).toEqual(own);
});

test.each([
  ['a step', 'write', 'Write it'],
  ['a removed step', 'old', 'Old step'],
  ['an unknown step', 'lost', 'lost'],
])('the title of %s', (_, id, title) => {
  expect(titleOfStep(small(), id)).toBe(title);
  expect(titleOfStep(undefined, id)).toBe(id);
});

test.each([
  ['complaints-officer', true],
  ['team-manager', true],
  ['panel-member', true],
  ['senior-manager', true],
  ['report-writer', false],
  ['administrator', false],
] as const)('whether a %s works on cases: %s', (role, works) => {
  expect(worksOnCases(role)).toBe(works);
});
