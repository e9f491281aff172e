import * as z from 'zod/mini';

/**
 * The roles that perform steps and read cases (law.md section 7). The complainant uses a private link and
 * never signs in.
 */
export const Role = z.enum([
  'complaints-officer',
  'team-manager',
  'quality-checker',
  'adjudicating-officer',
  'director',
  'senior-manager',
  'investigating-officer',
  'independent-person',
  'panel-chair',
  'panel-member',
  'report-writer',
  'administrator',
]);
export type Role = z.infer<typeof Role>;

/** A performer of a step: a role, the complainant, or the owner of the subject, whatever their role. */
export const Performer = z.union([Role, z.enum(['complainant', 'owner'])]);
export type Performer = z.infer<typeof Performer>;

/** Roles of people who are independent of each other and see only the cases they are appointed to. */
export const independentRoles: ReadonlySet<Role> = new Set([
  'investigating-officer',
  'independent-person',
  'panel-chair',
  'panel-member',
]);

/** Whether a role works on cases rather than only on reports or administration. */
export const worksOnCases = (role: Role): boolean => role !== 'report-writer' && role !== 'administrator';
