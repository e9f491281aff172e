import { describe, expect, test } from 'vitest';
import type { Facts } from '../../../functions/domain/case/facts.ts';
import { userIdOf } from '../../../functions/domain/council/council.ts';
import { addressees } from '../../../functions/domain/people/recipients.ts';
import { digestEntries } from '../../../functions/domain/views/digest.ts';
import { procedures } from '../../shropshire.ts';
import type { Recipient } from '../../../workflows/procedures/procedure.ts';
import { aCase, calendar, council, decided, facts, opened, started } from '../a-case.ts';

// Conflict of interest beats every role: no alert and no digest reaches anyone the complaint is about, and none is lost
// by it (law.md section 2c).

/** Every alert that any step of any procedure sends, with the people it is for. */
const alerts = procedures.all.flatMap(({ id, version, clocks = {}, steps }) => [
  ...Object.entries(clocks).flatMap(([clock, { milestones }]) =>
    milestones.map(({ id: milestone, to }) => ({ name: `${id} ${version} ${clock} ${milestone}`, to })),
  ),
  ...Object.entries(steps).flatMap(([step, { milestones, outcomes }]) => [
    ...milestones.map(({ id: milestone, to }) => ({ name: `${id} ${version} ${step} ${milestone}`, to })),
    ...Object.entries(outcomes).flatMap(([outcome, { alerts: sent = [] }]) =>
      sent.map(({ letter, to }) => ({ name: `${id} ${version} ${step} ${outcome} ${letter}`, to })),
    ),
  ]),
]);
const kinds = [...Map.groupBy(alerts, ({ to }) => to.join(' and ')).entries()].filter(([to]) => to !== '');

const appointed: Facts = {
  team: 'Assessment Team',
  handler: 'complaints-officer',
  investigator: 'team-manager',
  investigatingOfficer: 'investigating-officer',
  independentPerson: 'independent-person',
  adjudicatingOfficer: 'adjudicating-officer',
  panelChair: 'panel-chair',
  panelMembers: ['panel-member', 'panel-member-2'],
  staffPraised: ['team-manager'],
};
const performers = ['complaints-officer', 'team-manager', 'director', 'owner', 'panel-chair'] as const;
const accused = [
  ...council.users.map(({ id }) => [id]),
  council.users.flatMap(({ id, roles }) => (roles.includes('complaints-officer') ? [id] : [])),
  council.users.flatMap(({ id, roles }) =>
    roles.some((role) => role === 'senior-manager' || role === 'director') ? [id] : [],
  ),
];

const caseAbout = (complainedAbout: string[], performer: (typeof performers)[number], assignee?: string) =>
  aCase(
    facts({ ...appointed, complainedAbout }),
    started(),
    opened('acknowledge', 'complaints-officer', { assignee: 'team-manager' }),
    decided('acknowledge', 'acknowledge', 'user:team-manager'),
    opened('stage-1', performer, assignee === undefined ? {} : { assignee }),
  );

test('there are alerts to look at, to every kind of reader', () => {
  expect(alerts.length).toBeGreaterThan(100);
  expect(kinds.length).toBeGreaterThan(8);
});

describe.each(kinds)('an alert to %s', (_, [first]) => {
  test('reaches no one the complaint is about, whoever that is, and someone else instead', () => {
    const to: readonly Recipient[] = first?.to ?? [];
    for (const about of accused)
      for (const performer of performers)
        for (const assignee of [undefined, ...about]) {
          const state = caseAbout(about, performer, assignee);
          const task = state.tasks.at(-1);
          if (!task) throw new Error('no task');
          const reached = addressees(to, state, task, council).filter((one) => one !== 'complainant');
          expect(reached.map(userIdOf).filter((id) => about.includes(id))).toEqual([]);
          const free = aCase(facts(appointed), started(), opened('stage-1', performer));
          const [open] = free.tasks;
          const before = open
            ? addressees(to, free, open, council).filter((one) => one !== 'complainant')
            : [];
          expect(before.length === 0 || reached.length > 0).toBe(true);
        }
  });
});

test('a digest lists nothing for anyone the complaint is about, and the step for someone else', () => {
  for (const about of accused)
    for (const performer of performers)
      for (const today of ['2026-06-10', '2026-06-30']) {
        const state = caseAbout(about, performer, about[0]);
        const task = state.tasks.at(-1);
        if (!task) throw new Error('no task');
        const listed = digestEntries(state, task, { council, procedures, calendar, today }).map(
          ({ to }) => to.id,
        );
        expect(listed.filter((id) => about.includes(id))).toEqual([]);
        expect(listed.length).toBeGreaterThan(0);
      }
});
