import { describe, expect, test } from 'vitest';
import type { Actor } from '../../../functions/domain/case/events.ts';
import { authorAsSigner, officerOf } from '../../../functions/domain/correspondence/signature.ts';
import { sentences } from '../../../workflows/letters/en/sentences.ts';
import type { Procedure } from '../../../workflows/procedures/procedure.ts';
import { procedures } from '../../shropshire.ts';
import { aCase, council, decided, facts, opened, started, type What } from '../a-case.ts';

// Who signs a letter: the author of an answer with the part in which they wrote it, or the officer of the case.

const found = procedures.version('childrens-statutory', '2006');
if (!found) throw new Error('no procedure');
const procedure: Procedure = found;

const stage1 = (...more: What[]): What[] => [
  opened('stage-1', 'team-manager', { assignee: 'team-manager' }),
  ...more,
];
const answered = (by: Actor) => decided('stage-1', 'respond', by);
const check = opened('stage-1-check', 'quality-checker', { assignee: 'quality-checker' });

describe('the author of an answer signs', () => {
  const signer = (happened: What[], by?: Actor, of = council) => {
    const state = aCase(started(), ...happened);
    const task = state.tasks.at(-1);
    return task && authorAsSigner({ state, procedure, task }, by, of, sentences);
  };
  const megan = { name: 'Megan Price', role: 'team manager, Assessment Team' };
  const owen = { name: 'Owen Hughes', role: 'team manager, Looked After Children Team' };
  test.each<[string, What[], Actor | undefined, object | undefined]>([
    ['with their role and team', stage1(answered('user:team-manager')), undefined, megan],
    ['also in a later step', [...stage1(answered('user:team-manager-2')), check], undefined, owen],
    [
      'whoever has that later step',
      [...stage1(answered('user:team-manager-2')), check],
      'user:quality-checker',
      owen,
    ],
    ['who gives it in now', stage1(), 'user:team-manager-2', owen],
    ['who has the step while no one has given it in', stage1(), undefined, megan],
    ['who has the step when a program gives it in', stage1(), 'system', megan],
    [
      'without the team of another role',
      stage1(answered('user:director')),
      undefined,
      { name: 'Catherine Woods', role: 'team manager' },
    ],
    ['not at a step in which no answer was written', [check], undefined, undefined],
    ['not when no one is known', [opened('stage-1', 'team-manager')], 'user:gone', undefined],
  ])('%s', (_, happened, by, expected) => {
    expect(signer(happened, by)).toEqual(expected);
  });

  test('although they have left since', () => {
    const users = council.users.map((user) =>
      user.id === 'team-manager' ? { ...user, retired: true as const } : user,
    );
    expect(signer(stage1(answered('user:team-manager')), undefined, { ...council, users })).toEqual(megan);
  });

  test('as what they were appointed to, where the procedure gives the step to an owner', () => {
    const step = procedure.steps['stage-1'];
    const assign = procedure.steps['acknowledge'];
    if (!step || !assign) throw new Error('no step');
    const appointing = (appoints?: 'reviewer') => ({
      ...assign,
      outcomes: {
        other: {
          title: 'x',
          form: {
            one: {
              label: 'x',
              type: 'user' as const,
              fact: 'investigator' as const,
              appoints: 'investigator' as const,
            },
          },
          letters: [],
          next: 'stage-1',
        },
        assign: {
          title: 'x',
          form: {
            one: {
              label: 'x',
              type: 'user' as const,
              fact: 'reviewer' as const,
              ...(appoints ? { appoints } : {}),
            },
          },
          letters: [],
          next: 'stage-1',
        },
      },
    });
    const as = (appoints?: 'reviewer') => {
      const steps = {
        'stage-1': { ...step, performer: 'owner' as const, assignedBy: 'reviewer' as const },
        acknowledge: appointing(appoints),
      };
      const state = aCase(started(), ...stage1(answered('user:director')));
      const [task] = state.tasks;
      return (
        task &&
        authorAsSigner({ state, procedure: { ...procedure, steps }, task }, undefined, council, sentences)
      );
    };
    expect(as('reviewer')).toEqual({ name: 'Catherine Woods', role: sentences.appointments.reviewer });
    expect(as()).toEqual({ name: 'Catherine Woods', role: sentences.appointments.investigator });
  });
});

describe('the officer of a case', () => {
  const handler = facts({ handler: 'complaints-officer-2' });
  const against = (...ids: string[]) => facts({ complainedAbout: ids });
  test.each<[string, What[], Actor | undefined, string | undefined]>([
    ['is the person who decided', [handler], 'user:complaints-officer', 'Priya Shah'],
    ['is the handler when no one decided', [handler], undefined, 'Tom Ellis'],
    ['is the handler when it was decided by itself', [handler], 'system', 'Tom Ellis'],
    [
      'is not someone complained about',
      [handler, against('complaints-officer')],
      'user:complaints-officer',
      'Tom Ellis',
    ],
    [
      'is no one when all are complained about',
      [handler, against('complaints-officer-2')],
      'system',
      undefined,
    ],
    ['is no one without a handler', [], undefined, undefined],
    ['is no one who is not known', [facts({ handler: 'gone' })], undefined, undefined],
  ])('%s', (_, happened, by, name) => {
    expect(officerOf(aCase(started(), ...happened), by, council)).toBe(name);
  });

  test('is not someone who has left', () => {
    const users = council.users.map((user) =>
      user.id === 'complaints-officer' ? { ...user, retired: true as const } : user,
    );
    expect(officerOf(aCase(started(), handler), 'user:complaints-officer', { ...council, users })).toBe(
      'Tom Ellis',
    );
  });
});
