import { describe, expect, test } from 'vitest';
import type { Facts } from '../../../functions/domain/case/facts.ts';
import {
  independenceOf,
  refuseUnsigned,
  appointmentProblems,
} from '../../../functions/domain/people/independence.ts';
import { may, type Action } from '../../../functions/domain/people/may.ts';
import type { Field } from '../../../workflows/procedures/form-field.ts';
import { procedures } from '../../shropshire.ts';
import { aCase, council, decided, facts, opened, started, user, type What } from '../a-case.ts';

const problems = (
  field: Field,
  answer: Parameters<typeof appointmentProblems>[1][string],
  known: Facts = {},
) =>
  appointmentProblems(
    { named: field },
    { named: answer },
    aCase(facts({ team: 'Assessment Team', ...known })),
    council,
  ).map((problem) => [problem.field, problem.code]);
const about: Facts = { complainedAbout: ['team-manager'] };

describe('naming people in a form', () => {
  const owners: Field = { label: 'Actions', type: 'actions' };
  const learners: Field = { label: 'Learning', type: 'learning' };
  test.each<[string, Field, Parameters<typeof problems>[1], string[][]]>([
    ['an owner of an action', owners, [{ text: 'x', owner: 'director' }], []],
    [
      'no owner whom the complaint is about',
      owners,
      [
        { text: 'x', owner: 'director' },
        { text: 'y', owner: 'team-manager' },
      ],
      [['named.1.owner', 'complained-about']],
    ],
    [
      'the same for learning',
      learners,
      [{ text: 'y', owner: 'team-manager' }],
      [['named.0.owner', 'complained-about']],
    ],
    [
      'an action without an owner, or of someone unknown',
      owners,
      [{ text: 'x' }, { owner: 'ghost' }, { owner: 1 }],
      [],
    ],
    ['what is no list of actions is left to the form', owners, [null, 'x', ['team-manager']], []],
    ['a user', { label: 'x', type: 'user' }, 'director', []],
    [
      'no user whom the complaint is about',
      { label: 'x', type: 'user' },
      'team-manager',
      [['named', 'complained-about']],
    ],
    ['no text is looked at', { label: 'x', type: 'text' }, 'team-manager', []],
    ['two users', { label: 'x', type: 'users' }, ['director', 'director-2'], []],
    ['no user twice', { label: 'x', type: 'users' }, ['director', 'director'], [['named', 'named-twice']]],
    [
      'those complained about, in the list of them',
      { label: 'x', type: 'users', fact: 'complainedAbout' },
      ['team-manager'],
      [],
    ],
    ['those who are praised', { label: 'x', type: 'users', fact: 'staffPraised' }, ['team-manager'], []],
    [
      'a panel of two members and a chair',
      { label: 'x', type: 'users', appoints: 'panel member' },
      ['panel-member', 'panel-member-2'],
      [],
    ],
    [
      'no panel of one member',
      { label: 'x', type: 'users', appoints: 'panel member' },
      ['panel-member'],
      [['named', 'panel-of-three']],
    ],
    [
      'an investigator of another team',
      { label: 'x', type: 'user', appoints: 'investigating officer' },
      'team-manager-2',
      [],
    ],
    [
      'no investigator who manages the team',
      { label: 'x', type: 'user', appoints: 'investigating officer' },
      'senior-manager',
      [['named', 'in-line-management']],
    ],
  ])('%s', (_, field, answer, expected) => {
    expect(problems(field, answer, about)).toEqual(expected);
  });
  test('reports an unknown id named twice', () => {
    const state = aCase();
    const form: Record<string, Field> = { named: { label: 'x', type: 'users' } };
    expect(appointmentProblems(form, { named: ['ghost', 'ghost'] }, state, council)).toEqual([
      { field: 'named', code: 'named-twice', params: { name: 'ghost' } },
    ]);
  });
});

describe('the independent part of a person', () => {
  const said = (signed: boolean): What =>
    signed
      ? { by: 'user:panel-chair', type: 'independence-declared', part: 'panel chair', words: 'x' }
      : { by: 'user:panel-chair', type: 'appointment-declined', part: 'panel chair', reason: 'x' };
  const appointed = (...more: What[]) => aCase(facts({ panelChair: 'panel-chair' }), started(), ...more);
  const chair = user('panel-chair');

  test.each<[string, What[], string]>([
    ['has nothing said at first', [], 'nothing yet'],
    ['is signed', [said(true)], 'signed'],
    ['is declined', [said(false)], 'declined'],
    ['is signed by its holder alone', [{ ...said(true), by: 'user:panel-member' }], 'nothing yet'],
  ])('%s', (_, happened, expected) => {
    expect(independenceOf(chair, appointed(...happened))).toEqual({ part: 'panel chair', said: expected });
  });
  test('comes and goes with an open step assigned to them', () => {
    const step = opened('stage-2', 'investigating-officer', { assignee: 'investigating-officer' });
    expect(independenceOf({ id: 'investigating-officer' }, aCase(started(), step))?.part).toBe(
      'investigating officer',
    );
    expect(independenceOf({ id: 'investigating-officer-2' }, aCase(started(), step))).toBeUndefined();
    const done = decided('stage-2', 'submit-report', 'user:investigating-officer');
    expect(independenceOf({ id: 'investigating-officer' }, aCase(started(), step, done))).toBeUndefined();
    const other = opened('stage-1', 'team-manager', { assignee: 'team-manager' });
    expect(independenceOf({ id: 'team-manager' }, aCase(started(), other))).toBeUndefined();
  });
  test('must be signed before anything else, unless it was declined', () => {
    expect(refuseUnsigned(chair, appointed())).toEqual({
      code: 'declaration-not-signed',
      params: { citation: expect.stringContaining('regulation 19') },
    });
    expect(refuseUnsigned(chair, appointed(said(true)))).toBeUndefined();
    expect(refuseUnsigned(chair, appointed(said(false)))).toBeUndefined();
    expect(refuseUnsigned(user('director'), appointed())).toBeUndefined();
  });

  test('allows documents once they have signed, while the case is open', () => {
    const add: Action = { do: 'add document' };
    expect(may(chair, add, appointed(said(true)), council)).toBe(true);
    expect(may(chair, add, appointed(), council)).toBe(false);
    const closed: What = { type: 'closed', as: 'x', run: 1 };
    expect(may(chair, add, appointed(said(true), closed), council)).toBe(false);
  });
  test('allows signing until they have declined', () => {
    const declare: Action = { do: 'declare independence' };
    expect(may(chair, declare, appointed(), council)).toBe(true);
    expect(may(chair, declare, appointed(said(true)), council)).toBe(true);
    expect(may(chair, declare, appointed(said(false)), council)).toBe(false);
    expect(may(user('director'), declare, appointed(), council)).toBe(false);
  });
});

describe('deciding a step', () => {
  const deciding = (
    state: ReturnType<typeof aCase>,
    procedure: string,
    version: string,
    name: string,
    id: string,
  ): Action => {
    const step = procedures.version(procedure, version)?.steps[name];
    const task = state.tasks.findLast((one) => one.step === name);
    const outcome = step?.outcomes[id];
    if (!step || !task || !outcome) throw new Error(`no ${name} ${id}`);
    return { do: 'decide', task, step, outcome };
  };
  const allowed = (id: string, action: Action, state: ReturnType<typeof aCase>) =>
    may(user(id), action, state, council);

  test('allows only the owner to decide an action', () => {
    const state = aCase(
      started(),
      started({ run: 2, procedure: 'action', version: '1', beside: true, matter: { id: 'A1' } }),
      opened('action', 'owner', { run: 2, assignee: 'team-manager' }),
    );
    const done = deciding(state, 'action', '1', 'action', 'done');
    expect(allowed('team-manager', done, state)).toBe(true);
    expect(allowed('team-manager-2', done, state)).toBe(false);
  });
  test('lets no person decide a step of the system', () => {
    const state = aCase(started(), opened('learning', 'team-manager', { assignee: 'team-manager' }));
    const nothing = deciding(state, 'childrens-statutory', '2006', 'learning', 'nothing-to-record');
    expect(allowed('team-manager', nothing, state)).toBe(false);
    expect(allowed('complaints-officer', nothing, state)).toBe(false);
  });
  test('stops an author checking their answer, but lets them change its clock', () => {
    const checking = (...before: What[]) =>
      aCase(
        started(),
        ...before,
        opened('stage-1-check', 'quality-checker', { assignee: 'complaints-officer' }),
      );
    const written = [
      opened('stage-1', 'team-manager'),
      decided('stage-1', 'respond', 'user:complaints-officer'),
    ];
    const of = (state: ReturnType<typeof aCase>, id: string) =>
      deciding(state, 'childrens-statutory', '2006', 'stage-1-check', id);
    const own = checking(...written);
    expect(allowed('complaints-officer', of(own, 'accept'), own)).toBe(false);
    expect(allowed('complaints-officer', of(own, 'extend'), own)).toBe(true);
    expect(allowed('complaints-officer-2', of(own, 'accept'), own)).toBe(true);
    const onlyExtended = checking(
      opened('stage-1', 'team-manager'),
      decided('stage-1', 'extend', 'user:complaints-officer', { ends: false }),
      decided('stage-1', 'respond', 'user:team-manager', { decision: 2 }),
    );
    expect(allowed('complaints-officer', of(onlyExtended, 'accept'), onlyExtended)).toBe(true);
    const otherStep = checking(
      opened('acknowledge', 'complaints-officer'),
      decided('acknowledge', 'acknowledge', 'user:complaints-officer'),
    );
    expect(allowed('complaints-officer', of(otherStep, 'accept'), otherStep)).toBe(true);
  });
  test('lets the author decide a step that needs no check', () => {
    const state = aCase(
      started(),
      opened('stage-1', 'team-manager'),
      decided('stage-1', 'respond', 'user:complaints-officer'),
      opened('stage-1-sign-off', 'complaints-officer'),
    );
    const send = deciding(state, 'childrens-statutory', '2006', 'stage-1-sign-off', 'send');
    expect(allowed('complaints-officer', send, state)).toBe(true);
  });
});
