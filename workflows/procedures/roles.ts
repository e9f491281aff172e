import * as z from 'zod/mini';

/** Who performs steps and reads cases (RULES section 7). The complainant acts by a private link, never by signing in. */
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

/** A performer of a step: a role, the complainant, or whoever owns the matter, whatever their role. */
export const Performer = z.union([Role, z.enum(['complainant', 'owner'])]);
export type Performer = z.infer<typeof Performer>;

/** Roles of people who are independent of each other and have to do only with the cases they are appointed to. */
export const independentRoles: ReadonlySet<Role> = new Set([
  'investigating-officer',
  'independent-person',
  'panel-chair',
  'panel-member',
]);

/** Whether a role has to do with cases at all, and not only with reports or with the pages of the administrator. */
export const worksOnCases = (role: Role): boolean => role !== 'report-writer' && role !== 'administrator';
