import { describe, expect, test } from 'vitest';
import type { Case } from '../../../functions/domain/case/case.ts';
import type { Facts } from '../../../functions/domain/case/facts.ts';
import type { Council } from '../../../functions/domain/council/council.ts';
import { digestEntries, digestsOf, type DigestEntry } from '../../../functions/domain/views/digest.ts';
import { procedures } from '../../shropshire.ts';
import type { Performer } from '../../../workflows/procedures/roles.ts';
import { aCase, calendar, council, facts, opened, started, user } from '../a-case.ts';

// Whose digest lists a step that is due on Monday 15 June 2026.

const at = (performer: Performer, known: Facts = {}, assignee?: string, version = '2006'): Case =>
  aCase(
    facts(known),
    started({ version }),
    opened('stage-1', performer, assignee === undefined ? {} : { assignee }),
  );
function listed(state: Case, today = '2026-06-10', of: Council = council): DigestEntry[] {
  const [task] = state.tasks;
  if (!task) throw new Error('no step');
  return digestEntries(state, task, { council: of, procedures, calendar, today });
}
const readers = (...args: Parameters<typeof listed>) => listed(...args).map(({ to }) => to.id);
const leaving = (...ids: string[]): Council => ({
  ...council,
  users: council.users.map((one) => (ids.includes(one.id) ? { ...one, retired: true } : one)),
});
const officers = ['complaints-officer', 'complaints-officer-2'];
const above = ['director', 'director-2', 'senior-manager', 'senior-manager-2'];

describe('a step', () => {
  const team = { team: 'Assessment Team', handler: 'complaints-officer' };
  test.each<[string, Case, string, Council, string[]]>([
    [
      'is listed for its assignee and for who handles the case',
      at('quality-checker', team, 'quality-checker'),
      '2026-06-10',
      council,
      ['complaints-officer', 'team-manager', 'quality-checker'],
    ],
    [
      'of no one is listed for everyone with its role, in the team of the case',
      at('team-manager', { handler: 'complaints-officer', team: 'Looked After Children Team' }),
      '2026-06-10',
      council,
      ['complaints-officer', 'team-manager-2'],
    ],
    [
      'of no one and no team is listed for everyone with its role',
      at('team-manager', { handler: 'complaints-officer' }),
      '2026-06-10',
      council,
      ['complaints-officer', 'team-manager', 'team-manager-2'],
    ],
    [
      'of a role without teams is listed for everyone with it',
      at('quality-checker', { handler: 'complaints-officer', team: 'Leaving Care Team' }),
      '2026-06-10',
      council,
      ['complaints-officer', 'quality-checker', 'quality-checker-2'],
    ],
    [
      'on its due day is not listed for those above',
      at('quality-checker', { handler: 'complaints-officer' }, 'quality-checker'),
      '2026-06-15',
      council,
      ['complaints-officer', 'quality-checker'],
    ],
    [
      'that is late is listed for those above the teams as well',
      at('quality-checker', { handler: 'complaints-officer' }, 'quality-checker'),
      '2026-06-16',
      council,
      ['complaints-officer', 'quality-checker', ...above],
    ],
    [
      'of no one who could do it goes to those who run the case',
      at('quality-checker', { handler: 'complaints-officer' }),
      '2026-06-10',
      leaving('quality-checker', 'quality-checker-2'),
      officers,
    ],
    [
      'of independent people waits for an appointment: it goes to those who run the case',
      at('independent-person', { handler: 'complaints-officer' }),
      '2026-06-10',
      council,
      officers,
    ],
    [
      'whose officer has left goes to the others',
      at('quality-checker', { handler: 'complaints-officer' }, 'quality-checker'),
      '2026-06-10',
      leaving('complaints-officer'),
      ['complaints-officer-2', 'quality-checker'],
    ],
    [
      'whose officer the complaint is about goes to the others',
      at(
        'quality-checker',
        { handler: 'complaints-officer', complainedAbout: ['complaints-officer'] },
        'quality-checker',
      ),
      '2026-06-10',
      council,
      ['complaints-officer-2', 'quality-checker'],
    ],
    [
      'that no officer handles yet is listed for its assignee alone',
      at('quality-checker', {}, 'quality-checker'),
      '2026-06-10',
      council,
      ['quality-checker'],
    ],
    ['of the complainant is listed for no one', at('complainant', team), '2026-06-16', council, []],
  ])('%s', (_, state, today, of, expected) => {
    expect(readers(state, today, of).toSorted()).toEqual(expected.toSorted());
  });

  test('has the title of its procedure, or the id of an unknown one', () => {
    const [entry] = listed(at('quality-checker', team, 'quality-checker'));
    expect(entry).toMatchObject({
      title: 'Stage 1, local resolution',
      team: 'Assessment Team',
      due: '2026-06-15',
    });
    expect(listed(at('quality-checker', {}, 'quality-checker', '1999'))[0]?.title).toBe('stage-1');
  });
});

describe('a digest', () => {
  const entry = (reference: string, due: string, team?: string, to = user('director')): DigestEntry => ({
    reference,
    title: 'x',
    team,
    due,
    to,
  });
  const today = { today: '2026-06-10' };

  test('sorts steps by day and reference', () => {
    const entries = [
      entry('B', '2026-06-11'),
      entry('C', '2026-06-09'),
      entry('D', '2026-06-08'),
      entry('A', '2026-06-09'),
      entry('F', '2026-06-10'),
      entry('A', '2026-06-11'),
      entry('E', '2026-06-10'),
    ];
    const [digest] = digestsOf(entries, today);
    const references = (steps: { reference: string }[] = []) => steps.map(({ reference }) => reference);
    expect(references(digest?.overdue)).toEqual(['D', 'A', 'C']);
    expect(references(digest?.dueToday)).toEqual(['E', 'F']);
    expect(references(digest?.dueSoon)).toEqual(['A', 'B']);
  });
  const late = (...teams: (string | undefined)[]) =>
    teams.map((team, n) => entry(`R${n}`, '2026-06-09', team));
  test('names teams with two or more late steps, the most first, then by name', () => {
    expect(
      digestsOf(late('C', 'A', 'B', 'A', 'B', 'D', 'D', 'D', undefined, undefined), today)[0]?.repeatedDelays,
    ).toEqual([
      { team: 'D', overdue: 3 },
      { team: 'A', overdue: 2 },
      { team: 'B', overdue: 2 },
    ]);
  });
  test('does not count steps due today as late', () => {
    expect(digestsOf([...late('A'), entry('R9', '2026-06-10', 'A')], today)[0]?.repeatedDelays).toEqual([]);
  });
  test('names them only to those above the teams, each in their own digest', () => {
    const toManager = late('A', 'A').map((one) => ({ ...one, to: user('team-manager') }));
    const digests = digestsOf([...late('A', 'A'), ...toManager], today);
    expect(digests.map(({ to, repeatedDelays }) => [to.id, repeatedDelays.length])).toEqual([
      ['director', 1],
      ['team-manager', 0],
    ]);
    expect(digestsOf([], today)).toEqual([]);
  });
});

describe('the step of someone who has left', () => {
  const anyone = council.users.map(({ id }) => id);
  test('goes to the manager of their team, and of a team without one to those who run the case', () => {
    const theirs = at('team-manager', {}, 'team-manager');
    const [team] = council.users.flatMap(({ id, team: of }) => (id === 'team-manager' ? [of] : []));
    const successor = {
      ...council,
      users: [...leaving('team-manager').users, user('team-manager')],
    }.users.at(-1);
    if (!successor) throw new Error('no manager');
    const succeeded = {
      ...leaving('team-manager'),
      users: [...leaving('team-manager').users, { ...successor, id: 'new-manager' }],
    };
    expect(team).toBeDefined();
    expect(readers(theirs, '2026-06-10', succeeded)).toEqual(['new-manager']);
    expect(readers(theirs, '2026-06-10', leaving('team-manager'))).toEqual(officers);
  });

  test.each(
    (
      [
        'complaints-officer',
        'team-manager',
        'quality-checker',
        'adjudicating-officer',
        'director',
        'owner',
      ] as const
    ).flatMap((performer) => anyone.map((left) => [performer, left] as const)),
  )('of %s, of %s, is listed for someone on every morning', (performer, left) => {
    for (const known of [{}, { team: 'Leaving Care Team' }, { handler: left }, { complainedAbout: [left] }])
      for (const today of ['2026-06-10', '2026-06-15', '2026-06-16'])
        expect(readers(at(performer, known, left), today, leaving(left)).length).toBeGreaterThan(0);
  });
});
