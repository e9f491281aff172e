import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bundledBankHolidays } from '../../../functions/domain/time/bank-holidays.ts';
import { record } from '../../../functions/domain/case/replay.ts';
import type { Case } from '../../../functions/domain/case/case.ts';
import { readCouncil } from '../../../functions/domain/council/council.ts';
import {
  digestEnd,
  digestEntries,
  digestsOf,
  digestValues,
  type DigestContext,
} from '../../../functions/domain/views/digest.ts';
import type { NewEvent } from '../../../functions/domain/case/events.ts';
import type { Facts } from '../../../functions/domain/case/facts.ts';
import { makeWorkingDays } from '../../../functions/domain/time/working-days.ts';
import shropshire from '../../../infra/councils/shropshire/council.json' with { type: 'json' };
import { procedures } from '../../shropshire.ts';
import type { Performer } from '../../../workflows/procedures/roles.ts';

const council = readCouncil(shropshire);
const calendar = makeWorkingDays(bundledBankHolidays);
/** A Wednesday. */
const today = '2026-11-25';
const context: DigestContext = { council, procedures, calendar, today };
const at = '2026-11-02T09:00:00.000Z';
const by = 'system' as const;

interface Waiting {
  due: string;
  step?: string;
  performer?: Performer;
  assignee?: string;
  facts?: Facts;
  paused?: boolean;
}

let cases = 0;

/** A case with one open step. */
function caseWith({
  due,
  step = 'stage-1',
  performer = 'team-manager',
  assignee,
  facts = {},
  paused,
}: Waiting): Case {
  const reference = `SC-2026-${String((cases += 1)).padStart(5, '0')}-0`;
  const news: NewEvent[] = [
    {
      at,
      by,
      type: 'received',
      reference,
      kind: 'complaint',
      channel: 'phone',
      receivedAt: at,
      receivedOn: '2026-11-02',
      message: 'M1',
    },
    { at, by, type: 'procedure-started', procedure: 'childrens-statutory', version: '2006', run: 1 },
    // Ten working days before it is due, so that the clock of stage 1 runs out on that day.
    {
      at,
      by,
      type: 'facts-recorded',
      facts: { standingAcceptedOn: calendar.add(due, -10), ...facts },
    },
    {
      at,
      by,
      type: 'task-opened',
      task: `${step}#1`,
      step,
      run: 1,
      turn: 1,
      performer,
      ...(assignee === undefined ? {} : { assignee }),
      clockFrom: '2026-11-02',
      due,
    },
    ...(paused ? [{ at, by, type: 'frozen' as const, reason: 'Police.', reviewOn: '2027-01-04' }] : []),
  ];
  return record(reference, undefined, news).after;
}

/** The digests of these cases, by the id of whom they go to. */
function digestsFor(states: readonly Case[]) {
  const entries = states.flatMap((state) =>
    state.tasks.flatMap((task) => digestEntries(state, task, context)),
  );
  return new Map(digestsOf(entries, context).map((digest) => [digest.to.id, digest]));
}

const readers = (waiting: Waiting) => [...digestsFor([caseWith(waiting)]).keys()].sort();
const team = 'Assessment Team';
const seniors = ['director', 'director-2', 'senior-manager', 'senior-manager-2'];

describe('recipients of a step', () => {
  test.each<[string, Waiting, string[]]>([
    ['its assignee', { due: today, assignee: 'team-manager-2' }, ['team-manager-2']],
    [
      "and the manager of the case's team",
      { due: today, assignee: 'quality-checker', facts: { team } },
      ['quality-checker', 'team-manager'],
    ],
    [
      'and the officer who handles the case',
      { due: today, assignee: 'team-manager', facts: { handler: 'complaints-officer-2' } },
      ['complaints-officer-2', 'team-manager'],
    ],
    [
      'nobody assigned: all of its role',
      { due: today, performer: 'complaints-officer' },
      ['complaints-officer', 'complaints-officer-2'],
    ],
    ['nobody assigned: the manager of the team alone', { due: today, facts: { team } }, ['team-manager']],
    [
      'overdue: those who oversee what is late, too',
      { due: '2026-11-24', assignee: 'team-manager' },
      [...seniors, 'team-manager'],
    ],
    [
      'a window of the complainant: nobody',
      { due: '2026-11-24', performer: 'complainant', facts: { handler: 'complaints-officer' } },
      [],
    ],
    [
      'a paused case, whatever its date: nobody',
      { due: '2026-11-20', assignee: 'team-manager', paused: true },
      [],
    ],
  ])('%s', (_, waiting, expected) => {
    expect(readers(waiting)).toEqual(expected);
  });

  test('exclude a person complained about, whatever their part', () => {
    const id = fc.constantFrom(...council.users.map((user) => user.id));
    const waiting = fc.record({
      due: fc.constantFrom('2026-11-03', '2026-11-24', today, '2026-11-30'),
      performer: fc.constantFrom<Performer>('complaints-officer', 'team-manager', 'director', 'panel-member'),
      assignee: id,
      facts: fc.record({
        team: fc.constantFrom(...council.teams.map(({ name }) => name)),
        handler: id,
        complainedAbout: fc.uniqueArray(id, { minLength: 1, maxLength: 6 }),
      }),
    });
    fc.assert(
      fc.property(fc.array(waiting, { maxLength: 6 }), (all) => {
        const states = all.map(caseWith);
        for (const [user, digest] of digestsFor(states)) {
          const steps = [...digest.overdue, ...digest.dueToday, ...digest.dueSoon];
          const hidden = states.filter(({ facts }) => facts.complainedAbout?.includes(user));
          expect(steps.filter(({ reference }) => hidden.some((one) => one.reference === reference))).toEqual(
            [],
          );
          // No one gets an empty digest, and nothing is in it twice.
          expect(steps.length).toBeGreaterThan(0);
          expect(new Set(steps.map(({ reference }) => reference)).size).toBe(steps.length);
          const counted = digest.repeatedDelays.reduce((sum, { overdue }) => sum + overdue, 0);
          expect(counted).toBeLessThanOrEqual(digest.overdue.length);
        }
      }),
    );
  });
});

describe('the content of a digest', () => {
  test.each([
    ['2026-11-25', '2026-12-01'],
    // Over Christmas: 25 and 28 December 2026 and 1 January 2027 are bank holidays.
    ['2026-12-24', '2027-01-04'],
    ['2026-12-30', '2027-01-06'],
  ])('on %s lists steps due before %s, three working days ahead', (day, end) => {
    expect(digestEnd({ calendar, today: day })).toBe(end);
  });

  test('groups steps as overdue, due today and due soon, without names', () => {
    const [late, now, soon, later] = [
      caseWith({ due: '2026-11-20', assignee: 'team-manager', facts: { team, summary: 'About Ann Doe.' } }),
      caseWith({ due: today, assignee: 'team-manager' }),
      caseWith({ due: '2026-11-27', assignee: 'team-manager', step: 'learning' }),
      caseWith({ due: '2026-11-24', assignee: 'team-manager' }),
    ];
    const digest = digestsFor([soon, now, later, late]).get('team-manager');
    expect(digest && digestValues(digest, context, 'en')).toEqual({
      digestDate: 'Wednesday 25 November 2026',
      assigneeName: 'Megan Price',
      councilName: council.name,
      overdueSteps: [
        `${late.reference}: Stage 1, local resolution, ${team}, was due Friday 20 November 2026, 3 working days late`,
        `${later.reference}: Stage 1, local resolution, ${team}, was due Tuesday 24 November 2026, 1 working day late`,
      ],
      dueSteps: [
        `${now.reference}: Stage 1, local resolution, ${team}, due today`,
        `${soon.reference}: Learning and actions, ${team}, due Friday 27 November 2026`,
      ],
      repeatedDelays: [],
      link: 'http://127.0.0.1:3000/tasks',
    });
  });

  test('reports teams with two overdue steps to those who oversee them', () => {
    const lateIn = (name: string, complainedAbout: string[] = []) =>
      caseWith({ due: '2026-11-24', assignee: 'quality-checker', facts: { team: name, complainedAbout } });
    const digests = digestsFor([
      lateIn('Leaving Care Team'),
      lateIn(team),
      lateIn('Looked After Children Team', ['director']),
      lateIn('Looked After Children Team'),
      lateIn(team),
      lateIn(team),
    ]);
    const told = (user: string) => digests.get(user)?.repeatedDelays;
    expect(told('senior-manager')).toEqual([
      { team, overdue: 3 },
      { team: 'Looked After Children Team', overdue: 2 },
    ]);
    expect(told('director')).toEqual([{ team, overdue: 3 }]);
    expect(told('team-manager')).toEqual([]);
  });
});
