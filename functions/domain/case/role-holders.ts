import type { Facts } from './facts.ts';
import type { Appointment } from '../../../workflows/procedures/meanings.ts';

/** A role on a case and who has it. */
export interface RoleHolder {
  role: Appointment;
  id: string;
}

/** The holder of each role on a case. A case has one of each, except panel members. */
export function roleHolders({ facts }: { facts: Facts }): RoleHolder[] {
  const one = (role: Appointment, id: string | undefined) => (id === undefined ? [] : [{ role, id }]);
  return [
    ...one('investigator', facts.investigator),
    ...one('reviewer', facts.reviewer),
    ...one('investigating officer', facts.investigatingOfficer),
    ...one('independent person', facts.independentPerson),
    ...one('adjudicating officer', facts.adjudicatingOfficer),
    ...one('panel chair', facts.panelChair),
    ...(facts.panelMembers ?? []).map((id) => ({ role: 'panel member' as const, id })),
  ];
}
