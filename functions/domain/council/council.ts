import * as z from 'zod/mini';
import { letters } from '../../../workflows/letters/index.ts';
import { Role } from '../../../workflows/procedures/roles.ts';
import { wordingProblems } from './letter-wording.ts';
import { plainWords } from '../text/input-errors.ts';

const atMost = (most: number) =>
  z
    .string()
    .check(z.minLength(1), z.maxLength(most, `use ${most.toLocaleString('en-GB')} characters or fewer`));
/** Names stand in every list and letter: one that is endless would make all of them so. */
const line = atMost(200);
const emailAddress = z.email().check(z.maxLength(320));

export const User = z.strictObject({
  id: z.string().check(z.regex(/^[a-z0-9][a-z0-9.-]*$/, 'use lower case letters, digits, dots and hyphens')),
  name: line,
  email: emailAddress,
  roles: z.array(Role).check(z.minLength(1, 'give at least one role')),
  team: z.optional(line),
  /** Neither a member nor an officer of the council, as an Independent Person must be (SI 2006/1738, regulation 2). */
  independent: z.optional(z.boolean()),
  /** Users to whom this one is married or in a civil partnership with; or that it is an officer who is no user. */
  partnerOf: z.optional(z.array(line)),
  partnerOfOfficer: z.optional(z.boolean()),
  /** Has left: does not sign in and is not chosen any more, but keeps their name in the cases that they had. */
  retired: z.optional(z.boolean()),
});
export type User = z.infer<typeof User>;

/** A team by its name; `retired`: not chosen any more, but known to the cases that it had. */
const Team = z.strictObject({
  name: line,
  serviceArea: line,
  headOfService: line,
  retired: z.optional(z.boolean()),
});
export type Team = z.infer<typeof Team>;

/** The council's own wording of a letter, in the place of the standard one of workflows/letters. */
const Wording = z.strictObject({ subject: line, body: atMost(50_000) });

/**
 * Everything about a council that is not the law, as one validated file (README, "Configure a council"). The deployed
 * file is the first version; what is changed on the pages of the administrator makes later ones.
 */
export const Council = z.strictObject({
  name: line,
  referencePrefix: z.string().check(z.regex(/^[A-Z]{2,4}$/, 'two to four capital letters')),
  intakeAddress: emailAddress,
  sender: z.strictObject({ name: line, address: emailAddress }),
  phone: line,
  website: z.url(),
  pages: z.url(),
  /** What headers are drawn in, as #rrggbb; white must be readable on it. */
  colour: z.optional(z.string().check(z.regex(/^#[0-9a-f]{6}$/, 'a colour such as #003d5c'))),
  advocacy: atMost(5_000),
  serviceAreas: z.array(line),
  teams: z.array(Team),
  categories: z.array(z.strictObject({ name: line, subCategories: z.array(line) })),
  themes: z.array(line),
  learningTypes: z.array(line),
  actionTypes: z.array(line),
  /** Which roles a group of the council's own sign-in gives. Then a person has those of their roles that a group gives. */
  groups: z.optional(z.record(z.string(), z.array(Role))),
  users: z.array(User).check(z.minLength(1)),
  /** By the id of the letter. */
  letters: z.optional(z.record(z.string(), Wording)),
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

/** Something wrong with a council: where, as a path such as `users.3.email`, and what, as part of a sentence. */
export interface CouncilProblem {
  field: string;
  message: string;
}

/** The places of a list at which a value stands that stood there before. */
function repeated(values: readonly string[]): number[] {
  return values.flatMap((value, place) => (values.indexOf(value) < place ? [place] : []));
}

/** A sub-category without a category above it, and names that stand twice: whoever chooses could not tell them apart. */
function categoryProblems({ categories }: Council): CouncilProblem[] {
  const names = categories.map(({ name }) => name);
  return [
    ...names.flatMap((name, place) =>
      /^[-–•]/.test(name)
        ? [
            {
              field: `categories.${place}.name`,
              message: `"${name}" begins with a hyphen, as a sub-category does: put its category above it`,
            },
          ]
        : [],
    ),
    ...repeated(names).map((place) => ({
      field: `categories.${place}.name`,
      message: `the category "${names[place]}" stands twice`,
    })),
    ...categories.flatMap(({ name, subCategories }, place) =>
      repeated(subCategories).map((at) => ({
        field: `categories.${place}.subCategories.${at}`,
        message: `the sub-category "${subCategories[at]}" stands twice below "${name}"`,
      })),
    ),
  ];
}

/** What contradicts itself in a council that fits the schema; empty when nothing does. */
function contradictions(council: Council): CouncilProblem[] {
  const teams = new Set(council.teams.map(({ name }) => name));
  const users = new Set(council.users.map(({ id }) => id));
  const at = (field: string, message: string): CouncilProblem => ({ field, message });
  const ids = council.users.map(({ id }) => id);
  const emails = council.users.map(({ email, retired }, place) =>
    retired ? `retired ${place}` : email.toLowerCase(),
  );
  return [
    ...(council.colour !== undefined && contrastWithWhite(council.colour) < readableContrast
      ? [at('colour', `white is not readable on ${council.colour}: choose a darker one`)]
      : []),
    ...repeated(ids).map((place) => at(`users.${place}.id`, `${ids[place]} stands twice`)),
    ...repeated(emails).map((place) =>
      at(`users.${place}.email`, `${ids[place]} has the address of somebody else: people sign in by it`),
    ),
    ...council.users.flatMap(({ id, team, partnerOf = [] }, place) => [
      ...(team === undefined || teams.has(team)
        ? []
        : [at(`users.${place}.team`, `${id} is in the team "${team}", which is not in teams`)]),
      ...partnerOf
        .filter((other) => !users.has(other))
        .map((other) => at(`users.${place}.partnerOf`, `${id} is the partner of "${other}", who is no user`)),
    ]),
    ...repeated(council.teams.map(({ name }) => name)).map((place) =>
      at(`teams.${place}.name`, `${council.teams[place]?.name} stands twice`),
    ),
    ...council.teams.flatMap(({ name, headOfService, serviceArea, retired }, place) => [
      ...(!users.has(headOfService)
        ? [at(`teams.${place}.headOfService`, `head of service "${headOfService}" of ${name} is no user`)]
        : !retired && userById(council, headOfService)?.retired
          ? [at(`teams.${place}.headOfService`, `head of service "${headOfService}" of ${name} has left`)]
          : []),
      ...(retired || council.serviceAreas.includes(serviceArea)
        ? []
        : [
            at(
              `teams.${place}.serviceArea`,
              `${name} belongs to "${serviceArea}", which is not in serviceAreas`,
            ),
          ]),
    ]),
    ...categoryProblems(council),
    ...Object.entries(council.letters ?? {}).flatMap(([id, wording]) => {
      const standard = Object.hasOwn(letters, id) ? letters[id] : undefined;
      if (!standard) return [at(`letters.${id}`, 'there is no such letter')];
      return wordingProblems(standard, wording).map(({ field, message }) =>
        at(`letters.${id}.${field}`, message),
      );
    }),
  ];
}

export function userById(council: Council, id: string): User | undefined {
  return council.users.find((user) => user.id === id);
}

/** The id of a user named as an actor or addressee, `user:<id>`. */
export function userIdOf(named: string): string {
  return named.replace(/^user:/, '');
}

/** Those who work here now. Who has left keeps their name in old cases and is found by `userById` alone. */
export function presentUsers({ users }: Pick<Council, 'users'>): User[] {
  return users.filter(({ retired }) => !retired);
}

/** Who is meant by an id that somebody signs in with; who has left is nobody. */
export function presentUser(council: Council, id: string): User | undefined {
  return presentUsers(council).find((user) => user.id === id);
}

export function presentTeams({ teams }: Pick<Council, 'teams'>): Team[] {
  return teams.filter(({ retired }) => !retired);
}

export function usersWithRole(council: Council, role: Role): User[] {
  return presentUsers(council).filter(({ roles }) => roles.includes(role));
}

/** Checks a council; everything wrong with it is named by its field. */
export function checkCouncil(
  candidate: unknown,
): { ok: true; council: Council } | { ok: false; problems: CouncilProblem[] } {
  const parsed = Council.safeParse(candidate, { error: plainWords });
  const problems = parsed.success
    ? contradictions(parsed.data)
    : parsed.error.issues.map(({ path, message }) => ({
        field: path.map(String).join('.') || 'council',
        message,
      }));
  return parsed.success && problems.length === 0
    ? { ok: true, council: parsed.data }
    : { ok: false, problems };
}

/** Thrown for a council file that cannot be used; every problem is named by its field. */
class InvalidCouncil extends Error {
  override name = 'InvalidCouncil' as const;
}

/** Reads a council file. Throws `InvalidCouncil`. */
export function readCouncil(candidate: unknown): Council {
  const checked = checkCouncil(candidate);
  if (!checked.ok)
    throw new InvalidCouncil(checked.problems.map(({ field, message }) => `${field}: ${message}`).join('; '));
  return checked.council;
}
