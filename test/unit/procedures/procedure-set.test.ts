import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { readCouncilFolder } from '../../../infra/read-council-folder.ts';
import {
  acceptedProceduresOf,
  checkOwnProcedure,
  proceduresOf,
} from '../../../workflows/procedures/council-procedures.ts';
import { makeProcedures, procedureSet } from '../../../workflows/procedures/index.ts';
import { meaningOf, stageOfStep, type Procedure } from '../../../workflows/procedures/procedure.ts';
import { clockOf, leadsTo, milestoneAt, ownTime, procedureOf, task } from './small-procedure.ts';

const steps = { one: task(undefined, { on: leadsTo('closed', { closedAs: 'answered' }) }, ownTime) };
const named = (id: string, version: string, more: Partial<Procedure> = {}) =>
  procedureOf(steps, undefined, { id, version, stateMachine: `${id}-${version}`, ...more });
const refusal = (...all: Procedure[]) => {
  try {
    procedureSet(all, new Set());
    return 'accepted';
  } catch (error) {
    return String(error);
  }
};

describe('procedures fit together', () => {
  const old = { received: { until: '2026-03-31' } };
  const now = { received: { from: '2026-04-01' } };
  const twice =
    'InvalidProcedure: a 1 and a 2 both follow one version that was withdrawn, or one names the other';
  test.each<[string, Procedure[], string]>([
    ['versions of different days', [named('a', '1', old), named('a', '2', now)], 'accepted'],
    [
      'versions of one day',
      [named('a', '1', { received: { until: '2026-04-01' } }), named('a', '2', now)],
      'InvalidProcedure: a 1 and a 2 claim the same days of receipt',
    ],
    [
      'versions without days',
      [named('a', '2'), named('a', '1')],
      'InvalidProcedure: a 2 and a 1 claim the same days of receipt',
    ],
    ['two procedures of the same days', [named('a', '1'), named('b', '1')], 'accepted'],
    [
      'two procedures of one machine',
      [named('a', '1'), named('b', '1', { stateMachine: 'a-1' })],
      'InvalidProcedure: a 1 and b 1 name one state machine, a-1',
    ],
    [
      'a version that follows one withdrawn',
      [named('a', '1', old), named('a', '2', { ...now, formerVersions: ['0'] })],
      'accepted',
    ],
    [
      'two that follow it',
      [
        named('a', '1', { ...old, formerVersions: ['0'] }),
        named('a', '2', { ...now, formerVersions: ['0'] }),
      ],
      twice,
    ],
    [
      'one that follows the other',
      [named('a', '1', old), named('a', '2', { ...now, formerVersions: ['1'] })],
      twice,
    ],
    [
      'procedures that follow their own',
      [named('a', '1', { formerVersions: ['0'] }), named('b', '1', { formerVersions: ['0'] })],
      'accepted',
    ],
  ])('%s', (_, all, found) => {
    expect(refusal(...all)).toBe(found);
  });
});

describe('what a procedure starts runs alongside a case', () => {
  const starting = (id: string) => ({ milestones: [milestoneAt('late', { starts: id })] });
  const byStep = (id: string) => named('a', '1', { steps: { one: { ...steps.one, ...starting(id) } } });
  const heard = milestoneAt(
    { pastLimit: { everyWorkingDays: 10, time: '08:00' } },
    { id: 'x', starts: 'beside', letter: 'l', to: ['director'] },
  );
  const byClock = (id: string) =>
    named('a', '1', {
      clocks: {
        main: clockOf('stage 1', { from: 'receipt', milestones: [...starting(id).milestones, heard] }),
      },
      steps: {
        one: task('main', { on: leadsTo('closed', { closedAs: 'answered', ends: [{ clock: 'main' }] }) }),
      },
    });
  const byOutcome = (id: string) => {
    const { main } = byClock('beside').clocks ?? {};
    const ends = { closedAs: 'answered', ends: [{ clock: 'main' }] };
    return named('a', '1', {
      ...(main && { clocks: { main } }),
      steps: {
        one: task('main', {
          on: leadsTo('closed', { ...ends, alongside: { procedure: id, about: 'main' } }),
        }),
      },
    });
  };
  const beside = named('beside', '1', { alongside: true });
  const other = named('other', '1');
  test.each([
    ['a milestone of a step', byStep],
    ['a milestone of a clock', byClock],
    ['an outcome', byOutcome],
  ])('%s', (_, starts) => {
    const set = (id: string) => () => procedureSet([starts(id), beside, other], new Set(['l']));
    expect(set('beside')().all).toHaveLength(3);
    expect(set('other')).toThrow('a: starts "other", which does not run alongside a case');
    expect(set('lost')).toThrow('a: starts "lost", which is no procedure');
  });
});

describe('the version of a case', () => {
  const set = makeProcedures([
    named('a', '1', { received: { until: '2026-03-31' }, feedback: ['complaint'] }),
    named('a', '2', {
      received: { from: '2026-04-01' },
      feedback: ['complaint'],
      formerVersions: ['0', '1b'],
    }),
    named('b', '1', { feedback: ['comment'] }),
    named('c', '1'),
  ]);
  test.each([
    ['a', '1', '1'],
    ['a', '2', '2'],
    ['a', '0', '2'],
    ['a', '1b', '2'],
    ['a', '3', undefined],
    ['b', '2', undefined],
    ['lost', '1', undefined],
  ])('of %s, %s, is %s', (id, version, followed) => {
    expect(set.version(id, version)?.version).toBe(followed);
  });

  test.each([
    ['2026-03-31', ['a 1', 'b 1']],
    ['2026-04-01', ['a 2', 'b 1']],
  ])('what was received on %s can be routed to %j', (day, routes) => {
    expect(set.forFeedback(day).map(({ id, version }) => `${id} ${version}`)).toEqual(routes);
  });

  test.each([
    ['an unknown procedure', 'lost', 'There is no procedure "lost". Procedures: a, b, c.'],
    ['a day of no version', 'd', 'No version of "d" applies to what was received on 2026-01-01.'],
  ])('%s has none', (_, id, reason) => {
    const later = makeProcedures([...set.all, named('d', '1', { received: { from: '2026-01-02' } })]);
    const known = id === 'd' ? later : set;
    expect(known.on(id, '2026-01-01')).toEqual({ ok: false, reason });
  });

  test('has the way out, and what is declared has not', () => {
    const found = set.on('a', '2026-05-01');
    expect(found.ok && Object.keys(found.procedure.steps)).toEqual(['one', 'choose-step']);
    expect(Object.keys(set.version('a', '2')?.steps ?? {})).toEqual(['one', 'choose-step']);
    expect(set.all.map((one) => Object.keys(one.steps))).toEqual([['one'], ['one'], ['one'], ['one']]);
  });
});

describe('what a council writes', () => {
  test('is a whole procedure, or the times of a shared one', () => {
    expect(checkOwnProcedure(named('own', '1'))).toEqual(named('own', '1'));
    expect(proceduresOf([named('own', '1')]).version('own', '1')?.id).toBe('own');
  });
  test.each<[string, unknown, string]>([
    ['nothing', null, 'procedure without id'],
    ['a text', 'basedOn', 'procedure without id'],
    ['times of no shared procedure', { basedOn: 'magic' }, 'basedOn: '],
    ['times that lack something', { basedOn: 'corporate', version: '2030' }, '; stage2: '],
  ])('and not %s', (_, written, message) => {
    expect(() => checkOwnProcedure(written)).toThrow(message);
  });
});

test.each([
  ['stage 1', 'stage 1'],
  ['acknowledgement', undefined],
  ['LGSCO', 'LGSCO'],
] as const)('a step in the clock of %s counts to %s', (stage, counted) => {
  const procedure = procedureOf({}, { main: clockOf(stage) });
  expect(stageOfStep(procedure, { clock: 'main' })).toBe(counted);
  expect(stageOfStep(procedure, { clock: 'lost' })).toBeUndefined();
  expect(stageOfStep(procedure, {})).toBeUndefined();
  expect(stageOfStep(procedure, undefined)).toBeUndefined();
  expect(stageOfStep(procedureOf({}), { clock: 'main' })).toBeUndefined();
});

test.each([
  ['when the limit has passed', milestoneAt('late'), 'breach'],
  ['at another time', milestoneAt('opened'), undefined],
  ['as it says', milestoneAt('late', { means: 'escalation' }), 'escalation'],
])('what comes %s means %s', (_, milestone, meaning) => {
  expect(meaningOf(milestone)).toBe(meaning);
});

test.each(['shropshire', 'severnvale'])('what was accepted of %s is the same without a check', (council) => {
  const { own } = readCouncilFolder(join(import.meta.dirname, '../../../infra/councils', council));
  // As a bundle has it: as JSON.
  const bundled = z.array(z.json()).parse(JSON.parse(JSON.stringify(own)));
  expect(acceptedProceduresOf(bundled).all).toEqual(proceduresOf(own).all);
});
