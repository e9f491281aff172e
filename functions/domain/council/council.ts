import * as z from 'zod/mini';
import { DayUnit } from '../../../workflows/procedures/meanings.ts';
import { routeIds } from '../../../workflows/procedures/other-routes.ts';
import { Role } from '../../../workflows/procedures/roles.ts';
import { problemAt, type CouncilProblem, type CouncilProblemCode } from './council-problem.ts';
import { EmailAddress } from '../text/email-address.ts';
import { paragraphProblems } from './standard-paragraphs.ts';
import { rejections } from './letter-wording.ts';
import { RetentionPeriod, retentionProblems } from './retention-periods.ts';
import { schemaCode, schemaProblem } from './schema-problem.ts';

// The messages of this schema are codes from council-problem.ts. They become sentences where they are shown.

const atMost = (most: number) => z.string().check(z.minLength(1), z.maxLength(most));
/** A name appears in lists and letters, so its length is limited. */
const line = atMost(200);

export const User = z.strictObject({
  id: z.string().check(z.regex(/^[a-z0-9][a-z0-9.-]*$/, 'not-a-user-id' satisfies CouncilProblemCode)),
  name: line,
  email: EmailAddress,
  roles: z.array(Role).check(z.minLength(1, 'no-roles' satisfies CouncilProblemCode)),
  team: z.optional(line),
  /** Neither a member nor an officer of the council, as an Independent Person must be (SI 2006/1738, regulation 2). */
  independent: z.optional(z.boolean()),
  /** Users who are this user's spouse or civil partner; or a note that an officer who is not a user is. */
  partnerOf: z.optional(z.array(line)),
  partnerOfOfficer: z.optional(z.boolean()),
  /** Other addresses of the same person: of their other accounts here, and private ones. A conflict of interest goes with them. */
  otherAddresses: z.optional(z.array(EmailAddress).check(z.maxLength(20))),
  /** Has left: cannot sign in or be chosen any more, but stays named on their old cases. */
  retired: z.optional(z.boolean()),
});
export type User = z.infer<typeof User>;

/** A team by its name. `retired`: cannot be chosen any more, but stays named on its old cases. */
const Team = z.strictObject({
  name: line,
  serviceArea: line,
  headOfService: line,
  retired: z.optional(z.boolean()),
});
export type Team = z.infer<typeof Team>;

/** The council's own, shorter time for a step within the clock of its stage (targets.ts), and why it has one. */
const Target = z.strictObject({
  procedure: line,
  step: line,
  days: z.number().check(z.int(), z.positive()),
  unit: DayUnit,
  reason: line,
});
export type Target = z.infer<typeof Target>;

/** Someone outside the list of users to whom the council writes by email. */
const Contact = z.strictObject({ name: line, email: EmailAddress, phone: z.optional(line) });

/** An organisation that writes to the council, such as a hospital or a school, and how its mail is recognised. */
const KnownBody = z.strictObject({
  name: line,
  /** Email addresses, or domains of which every address is theirs. */
  addresses: z
    .array(
      z
        .string()
        .check(
          z.maxLength(254),
          z.regex(
            /^(?:[^\s@]+@)?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$/,
            'not-an-address-or-domain' satisfies CouncilProblemCode,
          ),
        ),
    )
    .check(z.minLength(1, 'no-addresses' satisfies CouncilProblemCode), z.maxLength(50)),
});
export type KnownBody = z.infer<typeof KnownBody>;

/** The council's own wording of a letter, used instead of the standard one in workflows/letters. */
const Wording = z.strictObject({ subject: line, body: atMost(50_000) });

/** A paragraph that people put into letters in their own words, with placeholders. */
const StandardParagraph = z.strictObject({
  id: z
    .string()
    .check(z.regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'not-a-paragraph-id' satisfies CouncilProblemCode)),
  title: line,
  text: atMost(5_000),
});
export type StandardParagraph = z.infer<typeof StandardParagraph>;

/**
 * Everything about a council apart from the law, as one validated file (README, "Configure a council"). The deployed
 * file is version 0; changes on the administrator's pages make later versions.
 */
export const Council = z.strictObject({
  name: line,
  referencePrefix: z.string().check(z.regex(/^[A-Z]{2,4}$/, 'not-a-prefix' satisfies CouncilProblemCode)),
  intakeAddress: EmailAddress,
  /**
   * Further domains of the council's mail, such as that of its Google groups. The domains of `intakeAddress`, `sender` and the
   * staff among `users` belong to it anyway.
   */
  mailDomains: z.optional(
    z.array(
      z.string().check(z.regex(/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/, 'not-a-domain' satisfies CouncilProblemCode)),
    ),
  ),
  sender: z.strictObject({ name: line, address: EmailAddress }),
  phone: line,
  website: z.url(),
  pages: z.url(),
  /** The colour of headers, as #rrggbb. White must be readable on it. */
  colour: z.optional(
    z.string().check(z.regex(/^#[0-9a-f]{6}$/, 'not-a-colour' satisfies CouncilProblemCode)),
  ),
  advocacy: atMost(5_000),
  /**
   * The duty contact for safeguarding, who is alerted at any hour. Without one every complaints officer and every senior
   * manager is.
   */
  dutyContact: z.optional(Contact),
  /** Where a copy of what is sent to another route goes, by route. */
  routeAddresses: z.optional(z.partialRecord(z.enum(routeIds), EmailAddress)),
  knownBodies: z.optional(z.array(KnownBody).check(z.maxLength(500))),
  serviceAreas: z.array(line),
  teams: z.array(Team),
  categories: z.array(z.strictObject({ name: line, subCategories: z.array(line) })),
  themes: z.array(line),
  learningTypes: z.array(line),
  actionTypes: z.array(line),
  /**
   * The roles that each group of the council's own sign-in gives. If set, a person has only those of their roles that
   * one of their groups gives.
   */
  groups: z.optional(z.record(z.string(), z.array(Role))),
  targets: z.optional(z.array(Target)),
  retention: z.optional(z.array(RetentionPeriod)),
  users: z.array(User).check(z.minLength(1, 'no-users' satisfies CouncilProblemCode)),
  /** By letter id. */
  letters: z.optional(z.record(z.string(), Wording)),
  paragraphs: z.optional(z.array(StandardParagraph)),
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

/** The positions in a list at which an earlier value is repeated. */
function repeated(values: readonly string[]): number[] {
  return values.flatMap((value, place) => (values.indexOf(value) < place ? [place] : []));
}

/** Sub-categories without a category above them, and repeated names, which no one could tell apart in a list. */
function categoryProblems({ categories }: Council): CouncilProblem[] {
  const names = categories.map(({ name }) => name);
  return [
    ...names.flatMap((name, place) =>
      /^[-–•]/.test(name) ? [problemAt(`categories.${place}.name`, 'sub-category-first', { name })] : [],
    ),
    ...repeated(names).map((place) =>
      problemAt(`categories.${place}.name`, 'duplicate-category', { name: names[place] ?? '' }),
    ),
    ...categories.flatMap(({ name: category, subCategories }, place) =>
      repeated(subCategories).map((index) =>
        problemAt(`categories.${place}.subCategories.${index}`, 'duplicate-sub-category', {
          name: subCategories[index] ?? '',
          category,
        }),
      ),
    ),
  ];
}

function userProblems({ users, teams }: Council): CouncilProblem[] {
  const teamNames = new Set(teams.map(({ name }) => name));
  const ids = users.map(({ id }) => id);
  const emails = users.map(({ email, retired }, place) =>
    retired ? `retired ${place}` : email.toLowerCase(),
  );
  return [
    ...repeated(ids).map((place) =>
      problemAt(`users.${place}.id`, 'duplicate-user', { id: ids[place] ?? '' }),
    ),
    ...repeated(emails).map((place) =>
      problemAt(`users.${place}.email`, 'shared-email', { id: ids[place] ?? '' }),
    ),
    ...users.flatMap(({ id, team, partnerOf = [] }, place) => [
      ...(team === undefined || teamNames.has(team)
        ? []
        : [problemAt(`users.${place}.team`, 'unknown-team', { id, team })]),
      ...partnerOf
        .filter((partner) => !ids.includes(partner))
        .map((partner) => problemAt(`users.${place}.partnerOf`, 'unknown-partner', { id, partner })),
    ]),
  ];
}

function teamProblems(council: Council): CouncilProblem[] {
  const names = council.teams.map(({ name }) => name);
  return [
    ...repeated(names).map((place) =>
      problemAt(`teams.${place}.name`, 'duplicate-team', { team: names[place] ?? '' }),
    ),
    ...council.teams.flatMap(({ name: team, headOfService, serviceArea, retired }, place) => {
      const head = userById(council, headOfService);
      return [
        ...(!head
          ? [problemAt(`teams.${place}.headOfService`, 'unknown-head', { team, head: headOfService })]
          : !retired && head.retired
            ? [problemAt(`teams.${place}.headOfService`, 'head-has-left', { team, head: head.name })]
            : []),
        ...(retired || council.serviceAreas.includes(serviceArea)
          ? []
          : [problemAt(`teams.${place}.serviceArea`, 'unknown-service-area', { team, serviceArea })]),
      ];
    }),
  ];
}

function paragraphContradictions({ paragraphs = [] }: Council): CouncilProblem[] {
  const ids = paragraphs.map(({ id }) => id);
  return [
    ...repeated(ids).map((place) =>
      problemAt(`paragraphs.${place}.id`, 'duplicate-paragraph', { id: ids[place] ?? '' }),
    ),
    ...paragraphs.flatMap(({ text }, place) =>
      paragraphProblems(text).map((problem) => ({ field: `paragraphs.${place}.text`, ...problem })),
    ),
  ];
}

/** Contradictions in a council that fits the schema. Empty if there are none. */
function contradictions(council: Council): CouncilProblem[] {
  const { colour } = council;
  return [
    ...(colour !== undefined && contrastWithWhite(colour) < readableContrast
      ? [problemAt('colour', 'unreadable-colour', { colour })]
      : []),
    ...userProblems(council),
    ...teamProblems(council),
    ...categoryProblems(council),
    ...retentionProblems(council),
    ...paragraphContradictions(council),
    ...Object.entries(council.letters ?? {}).flatMap(([id, wording]) =>
      rejections(id, wording).map(({ field, ...problem }): CouncilProblem => ({
        field: field === 'letter' ? `letters.${id}` : `letters.${id}.${field}`,
        ...problem,
      })),
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

/** The people who work here now. People who leave stay named on their old cases, so `userById` finds them too. */
export function presentUsers({ users }: Pick<Council, 'users'>): User[] {
  return users.filter(({ retired }) => !retired);
}

/** The user with this id who may sign in; undefined for someone who has left. */
export function presentUser(council: Council, id: string): User | undefined {
  return presentUsers(council).find((user) => user.id === id);
}

export function presentTeams({ teams }: Pick<Council, 'teams'>): Team[] {
  return teams.filter(({ retired }) => !retired);
}

export function usersWithRole(council: Council, role: Role): User[] {
  return presentUsers(council).filter(({ roles }) => roles.includes(role));
}

/** Checks a council and names every problem by its field. */
export function checkCouncil(
  candidate: unknown,
): { ok: true; council: Council } | { ok: false; problems: CouncilProblem[] } {
  const parsed = Council.safeParse(candidate, { error: schemaCode });
  const problems = parsed.success ? contradictions(parsed.data) : parsed.error.issues.map(schemaProblem);
  return parsed.success && problems.length === 0
    ? { ok: true, council: parsed.data }
    : { ok: false, problems };
}

/**
 * Thrown for a council file that cannot be used. The message has field and code; `problems` has the parameters for a
 * sentence.
 */
class InvalidCouncil extends Error {
  override name = 'InvalidCouncil' as const;
  readonly problems: readonly CouncilProblem[];
  constructor(problems: readonly CouncilProblem[]) {
    super(problems.map(({ field, code }) => `${field}: ${code}`).join('; '));
    this.problems = problems;
  }
}

/** Reads a council file. Throws `InvalidCouncil`. */
export function readCouncil(candidate: unknown): Council {
  const checked = checkCouncil(candidate);
  if (!checked.ok) throw new InvalidCouncil(checked.problems);
  return checked.council;
}
