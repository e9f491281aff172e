import { describe, expect, test } from 'vitest';
import type { Case } from '../../../functions/domain/case/case.ts';
import { record } from '../../../functions/domain/case/replay.ts';
import { aCase, decided, facts, opened, recorded, started, type What } from '../a-case.ts';

// The effect of each event on a case. Received on 1 June 2026, in run 1 of the children's statutory procedure.

const later = '2026-06-08T23:30:00.000Z';
const stage1 = [started(), opened('stage-1', 'team-manager')];
const two = [...stage1, opened('stage-1-check', 'quality-checker')];
const prepared = (letter: string): What => ({
  type: 'letter-prepared',
  letter,
  template: 'delay',
  to: 'complainant',
});
const of = (...happened: What[]) => aCase(...happened);
const taskOf = (state: Case) => state.tasks[0];

describe('runs', () => {
  test('counts the executions of a run', () => {
    const state = of(
      started(),
      { type: 'run-continued', run: 1, execution: 'C-1-2', reason: 'handed over' },
      { type: 'run-continued', run: 1, execution: 'C-1-3', reason: 'rebuilt' },
    );
    expect(state.runs).toMatchObject([{ execution: 'C-1-3', executions: 3, status: 'running' }]);
  });
  test('ends the run that another follows, and no other', () => {
    const state = of(started(), started({ run: 2, beside: true }), started({ run: 3, follows: 1 }));
    expect(state.runs.map(({ status }) => status)).toEqual(['ended', 'running', 'running']);
    expect(state.procedure?.run).toBe(3);
  });
  test('keeps the subject of a run alongside, and leaves the procedure of the case', () => {
    const subject = { id: 'A1', dueOn: '2026-07-01' };
    const state = of(started(), started({ run: 2, procedure: 'action', beside: true, matter: subject }));
    expect(state.runs.map(({ beside, matter }) => [beside, matter])).toEqual([
      [false, undefined],
      [true, subject],
    ]);
    expect(state.runs[0]).not.toHaveProperty('matter');
    expect(state.procedure?.run).toBe(1);
  });
  test('ends a run with its own event', () => {
    const state = of(started(), started({ run: 2, beside: true }), { type: 'run-ended', run: 2, as: 'done' });
    expect(state.runs.map(({ status }) => status)).toEqual(['running', 'ended']);
  });
});

describe('tasks', () => {
  test('contain exactly what was known when they opened', () => {
    expect(taskOf(of(...stage1))).not.toHaveProperty('assignee');
    expect(taskOf(of(...stage1))).not.toHaveProperty('alsoFrom');
    expect(taskOf(of(...stage1))).not.toHaveProperty('alsoDue');
    expect(taskOf(of(...stage1))).toMatchObject({
      status: 'open',
      originalDue: '2026-06-15',
      extensions: [],
      milestones: [],
      decisions: [],
    });
    const extensions = [{ at: later, from: '2026-06-15', until: '2026-06-22' }];
    const more = { alsoFrom: '2026-06-03', alsoDue: '2026-06-17', originalDue: '2026-06-12', extensions };
    const clocks = opened('stage-1', 'team-manager', { ...more, assignee: 'team-manager' });
    expect(taskOf(of(started(), clocks))).toMatchObject({ ...more, assignee: 'team-manager' });
  });
  test('are assigned and unassigned separately', () => {
    const assigned: What = { type: 'assigned', task: 'stage-1#1', assignee: 'team-manager' };
    expect(of(...two, assigned).tasks.map(({ assignee }) => assignee)).toEqual(['team-manager', undefined]);
    const unassigned = of(...two, assigned, { type: 'unassigned', task: 'stage-1#1', reason: 'Ill' });
    expect(taskOf(unassigned)).not.toHaveProperty('assignee');
    expect(taskOf(unassigned)).toMatchObject({ key: 'stage-1#1', due: '2026-06-15' });
  });
  test('keep the time of the first breach', () => {
    const passed = (milestone: string, at: string): What => ({
      at,
      type: 'milestone',
      task: 'stage-1#1',
      milestone,
      title: 'x',
      due: '2026-06-15',
    });
    const state = of(
      ...stage1,
      passed('reminder', '2026-06-10T07:00:00.000Z'),
      passed('breach', '2026-06-15T23:00:00.000Z'),
      passed('breach', '2026-06-22T23:00:00.000Z'),
    );
    expect(taskOf(state)).toMatchObject({
      breachedAt: '2026-06-15T23:00:00.000Z',
      milestones: ['reminder@2026-06-15', 'breach@2026-06-15', 'breach@2026-06-15'],
    });
    expect(taskOf(of(...stage1, passed('reminder', later)))).not.toHaveProperty('breachedAt');
  });
  test('end with a final decision and record the day it gave', () => {
    const goesOn = decided('stage-1', 'extend', 'system', { ends: false });
    expect(taskOf(of(...two, goesOn))?.status).toBe('open');
    const done = of(...two, decided('stage-1', 'done', 'system', { answers: { doneOn: '2026-06-05' } }));
    expect(done.tasks.map(({ status }) => status)).toEqual(['decided', 'open']);
    expect(taskOf(done)?.decisions).toMatchObject([{ n: 1, outcome: 'done', doneOn: '2026-06-05' }]);
    const odd = of(...stage1, decided('stage-1', 'done', 'system', { answers: { doneOn: 5 } }));
    expect(taskOf(odd)?.decisions[0]).not.toHaveProperty('doneOn');
  });
  test.each([
    ['is before the new day: it moves', '2026-06-17', '2026-06-22'],
    ['is the new day', '2026-06-22', '2026-06-22'],
    ['is after the new day: it stays', '2026-06-24', '2026-06-24'],
  ])('are extended, and the second clock %s', (_, alsoDue, expected) => {
    const extension: What = {
      at: later,
      type: 'extended',
      task: 'stage-1#1',
      due: '2026-06-15',
      until: '2026-06-22',
      reason: 'x',
    };
    const state = of(started(), opened('stage-1', 'team-manager', { alsoDue }), extension);
    expect(taskOf(state)).toMatchObject({
      due: '2026-06-22',
      originalDue: '2026-06-15',
      alsoDue: expected,
      extensions: [{ at: later, from: '2026-06-15', until: '2026-06-22' }],
    });
    expect(taskOf(of(...stage1, extension))).not.toHaveProperty('alsoDue');
  });
  test('have a deadline that can move without an extension', () => {
    const moved: What = {
      type: 'deadline-moved',
      task: 'stage-1#1',
      due: '2026-06-15',
      until: '2026-06-17',
      reason: 'x',
    };
    expect(taskOf(of(...stage1, moved))).toMatchObject({ due: '2026-06-17', extensions: [] });
    expect(taskOf(of(...stage1, moved))).not.toHaveProperty('alsoDue');
    expect(taskOf(of(...stage1, { ...moved, alsoUntil: '2026-06-19' }))?.alsoDue).toBe('2026-06-19');
    const second = [started(), opened('stage-1', 'team-manager', { alsoDue: '2026-06-18' })];
    expect(taskOf(of(...second, moved))?.alsoDue).toBe('2026-06-18');
  });
  test('keep the last expected day reported', () => {
    const delay: What = { type: 'delay-reported', task: 'stage-1#1', expected: '2026-06-19', reason: 'x' };
    expect(taskOf(of(...stage1, delay, { ...delay, expected: '2026-06-20' }))?.expected).toBe('2026-06-20');
  });
});

describe('a pause', () => {
  const frozen = (reviewOn: string, at = later): What => ({ at, type: 'frozen', reason: 'x', reviewOn });
  const resumed = (at: string): What => ({ at, type: 'resumed', reason: 'x' });

  test('lasts from the London day it began to the day it is resumed', () => {
    expect(of(frozen('2026-07-01')).stops).toEqual([{ from: '2026-06-09', reviewOn: '2026-07-01' }]);
    expect(of(frozen('2026-07-01'), resumed('2026-06-20T12:00:00.000Z')).stops).toEqual([
      { from: '2026-06-09', until: '2026-06-20', reviewOn: '2026-07-01' },
    ]);
  });
  test('takes a new review day while it lasts; earlier pauses keep theirs', () => {
    const state = of(
      frozen('2026-06-20'),
      resumed('2026-06-12T12:00:00.000Z'),
      frozen('2026-07-01', '2026-06-15T12:00:00.000Z'),
      frozen('2026-08-01', '2026-07-01T12:00:00.000Z'),
      resumed('2026-07-05T12:00:00.000Z'),
    );
    expect(state.stops).toEqual([
      { from: '2026-06-09', until: '2026-06-12', reviewOn: '2026-06-20' },
      { from: '2026-06-15', until: '2026-07-05', reviewOn: '2026-08-01' },
    ]);
  });
});

describe('closing, reopening and reviewing a case', () => {
  const closed: What = { at: later, type: 'closed', as: 'answered at stage 1', run: 1, outcome: 'upheld' };

  test('closes with its kind and, where there is one, its outcome', () => {
    expect(of(started(), started({ run: 2, beside: true }), closed)).toMatchObject({
      status: 'closed',
      closedAt: later,
      closedAs: 'answered at stage 1',
      outcome: 'upheld',
      runs: [{ status: 'ended' }, { status: 'running' }],
    });
    expect(of(started(), { type: 'closed', as: 'declined', run: 1 })).not.toHaveProperty('outcome');
  });
  test('clears everything about closing when reopened, and counts reopenings', () => {
    const withdrawn: What = { type: 'withdrawn', phase: 'during investigation', carriedOn: false };
    const kept: What = { type: 'kept', until: '2032-01-01', reason: 'x' };
    const reopened: What = { type: 'reopened', step: 'stage-1', reason: 'x' };
    const state = of(started(), withdrawn, closed, kept, reopened, reopened);
    expect(state).toMatchObject({ status: 'open', reopenings: 2 });
    for (const gone of ['closedAt', 'closedAs', 'outcome', 'withdrawn', 'keptUntil'])
      expect(state).not.toHaveProperty(gone);
  });
  test('records a withdrawal on the London day', () => {
    expect(
      of({ at: later, type: 'withdrawn', phase: 'before investigation', carriedOn: true }).withdrawn,
    ).toEqual({
      on: '2026-06-09',
      phase: 'before investigation',
      carriedOn: true,
    });
  });
  const hold = (on: boolean): What => ({ at: later, type: 'legal-hold', on, reason: 'x' });
  test('keeps a legal hold until it is lifted', () => {
    expect(of(hold(true)).legalHold).toEqual({ since: later, by: 'system' });
    expect(of(hold(true), hold(false))).not.toHaveProperty('legalHold');
  });
  test.each([
    ['not before: the day after', undefined, '2026-06-10'],
    ['long before: the day after', '2026-01-01', '2026-06-10'],
    ['later: then', '2032-01-01', '2032-01-01'],
  ])('sets the review again after a legal hold, if it was to be %s', (_, until, expected) => {
    const kept: What[] = until === undefined ? [] : [{ type: 'kept', until, reason: 'x' }];
    expect(of(...kept, hold(true), hold(false)).keptUntil).toBe(expected);
  });
});

describe('what belongs to a case', () => {
  test('records the person and the original case only when given', () => {
    expect(of()).not.toHaveProperty('person');
    expect(of()).not.toHaveProperty('splitFrom');
    const [received] = recorded().events;
    if (received?.type !== 'received') throw new Error('not received');
    const { after } = record('C', undefined, [{ ...received, person: 'P1', splitFrom: 'SC-2026-00001-4' }]);
    expect(after).toMatchObject({ person: 'P1', splitFrom: 'SC-2026-00001-4', version: 1 });
  });
  test('adds messages, documents and links in order', () => {
    const message: What = {
      type: 'message-received',
      message: 'M2',
      channel: 'email',
      senderKnown: true,
      automatic: false,
    };
    expect(
      of(
        message,
        { type: 'document-added', document: 'D1' },
        { type: 'document-added', document: 'D2' },
        {
          type: 'linked',
          to: 'SC-2026-00001-4',
          why: 'The same family',
        },
      ),
    ).toMatchObject({
      messages: ['M1', 'M2'],
      documents: ['D1', 'D2'],
      links: [{ to: 'SC-2026-00001-4', why: 'The same family' }],
    });
  });
  test('tracks each letter separately as prepared, settled and returned', () => {
    const letters = [prepared('L1'), prepared('L2')];
    const status = (...happened: What[]) =>
      of(...letters, ...happened).letters.map((letter) => letter.status);
    const sent: What = { type: 'letter-settled', letter: 'L1', status: 'sent' };
    const returned: What = { type: 'letter-returned', letter: 'L1', detail: 'x' };
    expect([status(), status(sent), status(sent, returned)]).toEqual([
      ['prepared', 'prepared'],
      ['sent', 'prepared'],
      ['returned', 'prepared'],
    ]);
    expect(of(prepared('L1')).letters[0]).not.toHaveProperty('task');
  });
  test('counts every revocation of private links', () => {
    const revoked: What = { type: 'links-revoked' };
    expect(of().linkEpoch).toBeUndefined();
    expect(of(revoked).linkEpoch).toBe(1);
    expect(of(revoked, revoked).linkEpoch).toBe(2);
  });
  test('remembers the highest point number ever used', () => {
    const points = (...ids: string[]) => facts({ points: ids.map((id) => ({ id, text: id })) });
    expect(of().lastPoint).toBeUndefined();
    expect(of(facts({ points: [] }))).not.toHaveProperty('lastPoint');
    expect(of(points('P2', 'P10')).lastPoint).toBe(10);
    expect(of(points('P2', 'P10'), points('P3')).lastPoint).toBe(10);
  });
  test('moves a split-off point and its finding to the other case', () => {
    const finding = (point: string) => ({ point, finding: 'upheld' as const, reasons: 'x' });
    const points = [
      { id: 'P1', text: 'One' },
      { id: 'P2', text: 'Two' },
    ];
    const state = of(facts({ points, findings: [finding('P1'), finding('P2')] }), {
      type: 'split',
      points: ['P2'],
      to: 'SC-2026-00009-1',
      procedure: 'corporate',
    });
    expect(state.facts).toEqual({
      points: [
        { id: 'P1', text: 'One' },
        { id: 'P2', text: 'Two', procedure: 'corporate', case: 'SC-2026-00009-1' },
      ],
      findings: [finding('P1')],
    });
  });
});

describe('former holders of a role', () => {
  test('are remembered by role until they hold it again', () => {
    const state = of(
      facts({ investigator: 'team-manager', panelMembers: ['panel-member', 'panel-member-2'] }),
      facts({ investigator: 'team-manager-2' }),
      facts({ panelMembers: ['panel-member-2', 'team-manager'] }),
    );
    expect(state.formerHolders).toEqual([
      { role: 'investigator', id: 'team-manager' },
      { role: 'panel member', id: 'panel-member' },
    ]);
    expect(of(facts({ investigator: 'team-manager' }), facts({ team: 'x' }))).not.toHaveProperty(
      'formerHolders',
    );
  });
  test('are listed once, however often they are replaced', () => {
    const change = (investigator: string) => facts({ investigator });
    expect(of(change('a'), change('b'), change('a'), change('b')).formerHolders).toEqual([
      { role: 'investigator', id: 'a' },
      { role: 'investigator', id: 'b' },
    ]);
  });
});

describe('declarations of independence', () => {
  const said = (id: string, signed: boolean): What =>
    signed
      ? { by: `user:${id}`, type: 'independence-declared', part: 'panel member', words: 'x' }
      : { by: `user:${id}`, type: 'appointment-declined', part: 'panel member', reason: 'x' };
  const declarations = (...happened: What[]) =>
    of(...happened).declarations?.map(({ user, signed }) => [user, signed]);

  test('count by the latest answer of each person', () => {
    expect(declarations()).toBeUndefined();
    expect(declarations(said('a', true), said('b', false), said('a', false))).toEqual([
      ['b', false],
      ['a', false],
    ]);
  });
  test('ask a person who declined again on reappointment, but not one who signed', () => {
    const both = [said('a', false), said('b', true)];
    expect(declarations(...both, facts({ panelMembers: ['a', 'b'] }))).toEqual([['b', true]]);
    expect(declarations(...both, facts({ panelMembers: ['c'] }))).toEqual([
      ['a', false],
      ['b', true],
    ]);
  });
});

describe('refuses events that do not follow, and says why', () => {
  const { events, after } = recorded(...stage1);
  const [first] = events;
  if (!first) throw new Error('no event');
  test.each<[string, () => unknown]>([
    ['a case is received once', () => record('C', after, [first])],
    [
      'procedure-started before the case is received',
      () => record('C', undefined, [{ ...started(), at: later, by: 'system' }]),
    ],
    ['run 3 after 1', () => of(started(), started({ run: 3 }))],
    ['no run 2', () => of(started(), { type: 'run-ended', run: 2, as: 'x' })],
    ['no task stage-9#1', () => of(...stage1, { type: 'assigned', task: 'stage-9#1', assignee: 'x' })],
    ['nothing to record', () => record('C', undefined, [])],
  ])('%s', (message, recording) => {
    expect(recording).toThrow(expect.objectContaining({ name: 'EventsOutOfSequence', message }));
  });
});
