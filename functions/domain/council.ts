import * as z from 'zod/mini';
import english from 'zod/v4/locales/en.js';
import { Role } from '../../workflows/procedures/roles.ts';

const text = z.string().check(z.minLength(1));
const emailAddress = z.email();

export const User = z.strictObject({
  id: z.string().check(z.regex(/^[a-z0-9][a-z0-9.-]*$/, 'use lower case letters, digits, dots and hyphens')),
  name: text,
  email: emailAddress,
  roles: z.array(Role).check(z.minLength(1)),
  team: z.optional(text),
  /** Neither a member nor an officer of the council, as an Independent Person must be (SI 2006/1738, regulation 2). */
  independent: z.optional(z.boolean()),
  /** Users to whom this one is married or in a civil partnership with; or that it is an officer who is no user. */
  partnerOf: z.optional(z.array(text)),
  partnerOfOfficer: z.optional(z.boolean()),
});
export type User = z.infer<typeof User>;

/** Everything about a council that is not the law: one validated file per deployment (README, "Configure a council"). */
export const Council = z.strictObject({
  name: text,
  referencePrefix: z.string().check(z.regex(/^[A-Z]{2,4}$/, 'two to four capital letters')),
  intakeAddress: emailAddress,
  sender: z.strictObject({ name: text, address: emailAddress }),
  phone: text,
  website: z.url(),
  pages: z.url(),
  /** What headers are drawn in, as #rrggbb; white must be readable on it. */
  colour: z.optional(z.string().check(z.regex(/^#[0-9a-f]{6}$/, 'a colour such as #003d5c'))),
  advocacy: text,
  serviceAreas: z.array(text),
  teams: z.array(z.strictObject({ name: text, serviceArea: text, headOfService: text })),
  categories: z.array(z.strictObject({ name: text, subCategories: z.array(text) })),
  themes: z.array(text),
  learningTypes: z.array(text),
  actionTypes: z.array(text),
  /** Which roles a group of the council's own sign-in gives. Then a person has those of their roles that a group gives. */
  groups: z.optional(z.record(z.string(), z.array(Role))),
  users: z.array(User).check(z.minLength(1)),
});
export type Council = z.infer<typeof Council>;

/** WCAG 2.2, success criterion 1.4.3. */
const readableContrast = 4.5;

/** The contrast of a colour with white, from 1 to 21 (WCAG 2.2, "contrast ratio" and "relative luminance"). */
function contrastWithWhite(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}

/** What contradicts itself in a council file that fits the schema; empty when nothing does. */
function councilProblems(council: Council): string[] {
  const teams = new Set(council.teams.map(({ name }) => name));
  const users = new Set(council.users.map(({ id }) => id));
  return [
    ...(council.colour !== undefined && contrastWithWhite(council.colour) < readableContrast
      ? [`colour: white is not readable on ${council.colour}: choose a darker one`]
      : []),
    ...council.users
      .filter(({ id }, index) => council.users.findIndex((other) => other.id === id) !== index)
      .map(({ id }) => `users: ${id} stands twice`),
    ...council.users
      .filter(({ team }) => team !== undefined && !teams.has(team))
      .map(({ id, team }) => `users: ${id} is in the team "${team}", which is not in teams`),
    ...council.users.flatMap(({ id, partnerOf = [] }) =>
      partnerOf
        .filter((other) => !users.has(other))
        .map((other) => `users: ${id} is the partner of "${other}", who is no user`),
    ),
    ...council.teams
      .filter(({ headOfService }) => !users.has(headOfService))
      .map(({ name, headOfService }) => `teams: head of service "${headOfService}" of ${name} is no user`),
    ...council.teams
      .filter(({ serviceArea }) => !council.serviceAreas.includes(serviceArea))
      .map(
        ({ name, serviceArea }) => `teams: ${name} belongs to "${serviceArea}", which is not in serviceAreas`,
      ),
  ];
}

export function userById(council: Council, id: string): User | undefined {
  return council.users.find((user) => user.id === id);
}

/** The id of a user named as an actor or addressee, `user:<id>`. */
export function userIdOf(named: string): string {
  return named.replace(/^user:/, '');
}

export function usersWithRole(council: Council, role: Role): User[] {
  return council.users.filter(({ roles }) => roles.includes(role));
}

/** Thrown for a council file that cannot be used; every problem is named by its field. */
class InvalidCouncil extends Error {
  override name = 'InvalidCouncil' as const;
}

/** Reads a council file. Throws `InvalidCouncil`. */
export function readCouncil(candidate: unknown): Council {
  const parsed = Council.safeParse(candidate, { error: english().localeError });
  const problems = parsed.success
    ? councilProblems(parsed.data)
    : parsed.error.issues.map(
        ({ path, message }) => `${path.map(String).join('.') || 'council'}: ${message}`,
      );
  if (!parsed.success || problems.length > 0) throw new InvalidCouncil(problems.join('; '));
  return parsed.data;
}
