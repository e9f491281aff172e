import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  confirmMatch,
  isMember,
  keptApart,
  newMemberships,
  recordOf,
  rejectMatch,
  replayComplainant,
  splitOff,
  type Complainant,
  type ComplainantEvent,
  type ComplainantStep,
  type Member,
  type Membership,
} from '../../../functions/domain/people/complainant.ts';

const ruling = { at: '2026-06-01T09:00:00.000Z', by: 'user:officer', reason: 'x' } as const;
const member = (n: number): Member => ({ caseId: `c${n}`, person: 'P1' });

/** A store in a few lines, as far as complainants need one. */
function makeOffice() {
  const complainants = new Map<string, Complainant>();
  const histories = new Map<string, ComplainantEvent[]>();
  let memberships: Membership[] = [];
  let ids = 0;
  return {
    complainants,
    histories,
    memberships: () => memberships,
    sideOf(n: number) {
      const found = [...complainants.values()].find((one) => isMember(one, member(n)));
      return { member: member(n), complainant: found ?? replayComplainant(`k${(ids += 1)}`, []) };
    },
    write(steps: readonly ComplainantStep[]) {
      const news = newMemberships(steps, memberships);
      if (!news) throw new Error('stale');
      const isNew = ({ caseId }: Membership) => news.some((one) => one.caseId === caseId);
      memberships = [...memberships.filter((one) => !isNew(one)), ...news];
      for (const { after, events } of steps) {
        complainants.set(after.id, after);
        histories.set(after.id, [...(histories.get(after.id) ?? []), ...events]);
      }
    },
  };
}

const people = fc.nat(7);
const act = fc.tuple(fc.constantFrom('confirm', 'confirm', 'reject', 'split off'), people, people);

test('a person belongs to at most one complainant after any rulings, and the store agrees with them', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
      const office = makeOffice();
      // The decisions of officers for each person: the number of their complainant.
      const groups = Array.from({ length: 8 }, (_, n) => n);
      let fresh = 8;
      for (const [what, one, other] of acts.filter(([, a, b]) => a !== b)) {
        const [mine, theirs] = [office.sideOf(one), office.sideOf(other)];
        const together = groups[one] === groups[other];
        if (what === 'split off') {
          if (together) {
            office.write([splitOff(mine.complainant, theirs.member, ruling)]);
            groups[other] = fresh += 1;
          }
          continue;
        }
        const decided = (what === 'confirm' ? confirmMatch : rejectMatch)(mine, theirs, ruling);
        expect(decided.ok).toBe(!together);
        if (!decided.ok) continue;
        office.write(decided.steps);
        if (what === 'confirm') {
          const [to, from] = [groups[one] ?? 0, groups[other]];
          for (const [n, group] of groups.entries()) if (group === from) groups[n] = to;
        }
        expect(keptApart(office.sideOf(other), office.sideOf(one))).toBe(what === 'reject');
      }
      for (const [n, group] of groups.entries()) {
        const roleHolders = [...office.complainants.values()].filter((one) => isMember(one, member(n)));
        expect(roleHolders.length).toBeLessThanOrEqual(1);
        const belongs = office.memberships().find(({ caseId }) => caseId === `c${n}`);
        expect(belongs?.complainant).toBe(roleHolders[0]?.id);
        const mates = groups.flatMap((one, mate) => (one === group ? [`c${mate}`] : []));
        const known = roleHolders[0]?.members.map(({ caseId }) => caseId) ?? [`c${n}`];
        expect(known.toSorted()).toEqual(mates);
      }
      for (const [id, state] of office.complainants)
        expect(replayComplainant(id, office.histories.get(id) ?? [])).toEqual(state);
    }),
  );
});

test('a ruling worked out before a person was matched elsewhere is refused as stale', () => {
  const [one, two] = [{ member: member(1) }, { member: member(2) }].map((side, n) => ({
    ...side,
    complainant: replayComplainant(`k${n}`, []),
  }));
  if (!one || !two) throw new Error('no sides');
  const confirmed = confirmMatch(one, two, ruling);
  const steps = confirmed.ok ? confirmed.steps : [];
  expect(newMemberships(steps, [])).toHaveLength(2);
  expect(newMemberships(steps, [{ ...member(2), complainant: 'k9', version: 3 }])).toBeUndefined();
  // Split off meanwhile, they belong to no one, and the version increases.
  expect(newMemberships(steps, [{ ...member(2), version: 4 }])).toContainEqual({
    ...member(2),
    complainant: 'k0',
    version: 5,
  });
});

test('a flag moves with the complainant that is merged', () => {
  const flag = {
    ...ruling,
    caseId: 'c1',
    decisionMaker: 'director',
    reviewOn: '2026-12-01',
  };
  const flagged = recordOf(replayComplainant('k1', []), [
    { ...ruling, type: 'matched', member: member(1) },
    { ...ruling, type: 'flagged', flag },
  ]).after;
  const larger = recordOf(replayComplainant('k2', []), [
    { ...ruling, type: 'matched', member: member(2) },
    { ...ruling, type: 'matched', member: member(3) },
  ]).after;
  const joined = confirmMatch(
    { member: member(1), complainant: flagged },
    { member: member(2), complainant: larger },
    ruling,
  );
  expect(joined.ok && joined.steps.map(({ after }) => [after.id, after.members.length, after.flag])).toEqual([
    ['k2', 3, flag],
    ['k1', 0, undefined],
  ]);
});
