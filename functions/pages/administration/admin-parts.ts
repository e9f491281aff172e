import type { Council, User } from '../../domain/council/council.ts';
import type { CouncilProblem } from '../../domain/council/council-problem.ts';
import { presentTeams, presentUsers } from '../../domain/council/council.ts';
import { Role } from '../../../workflows/procedures/roles.ts';
import type { Typed } from '../kit/form-groups.ts';
import type { FormField } from '../kit/form-page.ts';
import type { Words } from '../../words/words.ts';

// What administrators can edit, part by part: how a part is found, shown as a form, and saved from what was typed.

interface AdminField extends Pick<FormField, 'name' | 'label' | 'hint'> {
  kind: 'input' | 'textarea' | 'select' | 'checkboxes';
  options?: readonly { value: string; label: string }[];
  lines?: number;
  /** The error if nothing was entered. */
  missing?: string;
}

/** A part of the council that is edited on one page. */
export interface AdminPart {
  title: string;
  about?: string;
  fields: readonly AdminField[];
  part: (council: Council) => unknown;
  typed: Typed;
  edit: (council: Council, typed: Typed) => unknown;
  /** The field of the form that a problem of the council is about, if it is about this part. */
  fieldOf: (problem: CouncilProblem, after: Council) => string | undefined;
  /** The reason of the change, if this part asks for one. */
  reason?: (typed: Typed) => string;
  /** The page to go to once it is saved. */
  next: string;
}

export const first = (typed: Typed, name: string): string => (typed[name]?.[0] ?? '').trim();
const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
export const ticked = (typed: Typed, name: string) => (typed[name]?.includes('yes') ? true : undefined);
const shownTicked = (value: boolean | undefined) => (value ? ['yes'] : []);
const orAbsent = (text: string) => (text === '' ? undefined : text);
export const yes = (label: string) => [{ value: 'yes', label }];

/** The name and contacts of the council, used in every letter and on every page. */
export function contactPart(council: Council, { administration: { contacts } }: Words): AdminPart {
  const own = ({ name, phone, website, colour, advocacy, sender }: Council) => ({
    name,
    phone,
    website,
    colour,
    advocacy,
    senderName: sender.name,
  });
  const shown = own(council);
  return {
    title: contacts.title,
    fields: [
      { kind: 'input', name: 'name', label: contacts.name, missing: contacts.nameMissing },
      { kind: 'input', name: 'senderName', label: contacts.senderName, missing: contacts.senderNameMissing },
      { kind: 'input', name: 'phone', label: contacts.phone, missing: contacts.phoneMissing },
      { kind: 'input', name: 'website', label: contacts.website },
      { kind: 'input', name: 'colour', label: contacts.colour, hint: contacts.colourHint },
      {
        kind: 'textarea',
        name: 'advocacy',
        label: contacts.advocacy,
        hint: contacts.advocacyHint,
        lines: 5,
        missing: contacts.advocacyMissing,
      },
    ],
    part: own,
    typed: Object.fromEntries(Object.entries(shown).map(([name, value]) => [name, [value ?? '']])),
    edit: (before, typed) => ({
      ...before,
      name: first(typed, 'name'),
      phone: first(typed, 'phone'),
      website: first(typed, 'website'),
      colour: orAbsent(first(typed, 'colour').toLowerCase()),
      advocacy: first(typed, 'advocacy'),
      sender: { ...before.sender, name: first(typed, 'senderName') },
    }),
    fieldOf: ({ field }) => (field === 'sender.name' ? 'senderName' : field),
    next: '/admin/council',
  };
}

/** The lists, by their name in addresses, and the part of the council that each one edits. */
const listParts = {
  'service-areas': 'serviceAreas',
  categories: 'categories',
  themes: 'themes',
  'learning-types': 'learningTypes',
  'action-types': 'actionTypes',
  'known-bodies': 'knownBodies',
} as const;
type ListId = keyof typeof listParts;

const isList = (id: string): id is ListId => Object.hasOwn(listParts, id);

export const adminLists = Object.keys(listParts)
  .filter(isList)
  .map((id) => ({ id, part: listParts[id] }));

/** A list of names, one on each line. Existing cases keep their names; only what can be selected changes. */
export function listPart(
  id: string,
  council: Council,
  { administration: words }: Words,
): AdminPart | undefined {
  if (!isList(id)) return undefined;
  const part = listParts[id];
  const isOfBodies = part === 'knownBodies';
  const { title, about } = words.lists[id];
  const written =
    part === 'categories'
      ? council.categories.flatMap(({ name, subCategories }) => [
          name,
          ...subCategories.map((sub) => `- ${sub}`),
        ])
      : part === 'knownBodies'
        ? (council.knownBodies ?? []).map((body) => `${body.name}: ${body.addresses.join(', ')}`)
        : council[part];
  return {
    title,
    about: `${about} ${isOfBodies ? words.listOfBodies : words.listKeepsCases}`.trim(),
    fields: [
      {
        kind: 'textarea',
        name: 'list',
        label: title,
        hint: isOfBodies ? words.listHintOfBodies : words.listHint,
        lines: Math.min(Math.max(written.length + 3, 8), 30),
      },
    ],
    part: (at) => at[part] ?? [],
    typed: { list: [written.join('\n')] },
    edit: (before, typed) => {
      const names = lines(first(typed, 'list'));
      if (part === 'knownBodies') return withBodies(before, names);
      return { ...before, [part]: part === 'categories' ? asCategories(names) : [...new Set(names)] };
    },
    fieldOf: ({ field }) => (field.startsWith(part) || field.startsWith('teams') ? 'list' : undefined),
    next: '/admin',
  };
}

function withBodies(before: Council, typed: readonly string[]) {
  const { knownBodies: _, ...council } = before;
  const knownBodies = typed.map((line) => {
    // The last colon, because a name can have one and an address cannot.
    const colon = line.lastIndexOf(':');
    const name = (colon === -1 ? line : line.slice(0, colon)).trim();
    const addresses = colon === -1 ? [] : line.slice(colon + 1).split(/[\s,;]+/);
    return { name, addresses: addresses.filter((address) => address !== '') };
  });
  return knownBodies.length === 0 ? council : { ...council, knownBodies };
}

function asCategories(names: readonly string[]) {
  const categories: { name: string; subCategories: string[] }[] = [];
  for (const line of names) {
    const [, sub] = /^[-–•]\s*(.*)$/.exec(line) ?? [];
    const last = categories.at(-1);
    if (sub !== undefined && last) last.subCategories.push(sub);
    // A sub-category above all categories keeps its hyphen, and is refused for it.
    else categories.push({ name: line, subCategories: [] });
  }
  return categories;
}

/** A team, or a new one when `name` is undefined. Cases use its name, so it never changes. */
export function teamPart(
  name: string | undefined,
  council: Council,
  { administration: { teams: words } }: Words,
): AdminPart | undefined {
  const team = council.teams.find((known) => known.name === name);
  if (name !== undefined && !team) return undefined;
  const heads = presentUsers(council).filter(({ roles }) => roles.includes('senior-manager'));
  const head = council.users.find(({ id }) => id === team?.headOfService);
  return {
    title: team ? team.name : words.add,
    fields: [
      ...(team
        ? []
        : [
            {
              kind: 'input' as const,
              name: 'name',
              label: words.name,
              hint: words.nameHint,
              missing: words.nameMissing,
            },
          ]),
      {
        kind: 'select',
        name: 'serviceArea',
        label: words.serviceArea,
        missing: words.serviceAreaMissing,
        options: council.serviceAreas.map((area) => ({ value: area, label: area })),
      },
      {
        kind: 'select',
        name: 'headOfService',
        label: words.headOfService,
        hint: words.headHint,
        missing: words.headMissing,
        options: [...new Set([...heads, ...(head ? [head] : [])])].map((user) => ({
          value: user.id,
          label: user.name,
        })),
      },
      ...(team
        ? [
            {
              kind: 'checkboxes' as const,
              name: 'retired',
              label: words.stillExists,
              options: yes(words.isClosed),
            },
          ]
        : []),
    ],
    part: ({ teams }) => (name === undefined ? null : teams.find((known) => known.name === name)),
    typed: {
      name: [team?.name ?? ''],
      serviceArea: [team?.serviceArea ?? ''],
      headOfService: [team?.headOfService ?? ''],
      retired: shownTicked(team?.retired),
    },
    edit: (before, typed) => {
      const edited = {
        name: team?.name ?? first(typed, 'name'),
        serviceArea: first(typed, 'serviceArea'),
        headOfService: first(typed, 'headOfService'),
        retired: ticked(typed, 'retired'),
      };
      return {
        ...before,
        teams: team
          ? before.teams.map((known) => (known.name === team.name ? edited : known))
          : [...before.teams, edited],
      };
    },
    fieldOf: memberField('teams', ({ teams }) =>
      name === undefined ? teams.length - 1 : teams.findIndex((known) => known.name === name),
    ),
    next: '/admin/teams',
  };
}

/** The id of something new. Programs use it, so it is asked only then. */
export const idField = (words: { id: string; idHint: string; idMissing: string }): AdminField => ({
  kind: 'input',
  name: 'id',
  label: words.id,
  hint: words.idHint,
  missing: words.idMissing,
});

/** Why a setting is changed. */
export const reasonField = (words: {
  reason: string;
  reasonHint: string;
  reasonMissing: string;
}): AdminField => ({
  kind: 'textarea',
  name: 'reason',
  label: words.reason,
  hint: words.reasonHint,
  missing: words.reasonMissing,
});

export const memberField =
  (part: string, place: (after: Council) => number) =>
  ({ field }: CouncilProblem, after: Council): string | undefined => {
    const prefix = `${part}.${place(after)}.`;
    return field.startsWith(prefix) ? field.slice(prefix.length).split('.')[0] : undefined;
  };

/** A person who signs in, or a new one when `id` is undefined. Cases use their id, so it never changes. */
export function userPart(
  id: string | undefined,
  council: Council,
  { administration: { people: words }, terms }: Words,
): AdminPart | undefined {
  const user = council.users.find((known) => known.id === id);
  if (id !== undefined && !user) return undefined;
  const others = council.users.filter((known) => known.id !== id);
  return {
    title: user ? user.name : words.add,
    fields: [
      ...(user ? [] : [idField(words)]),
      { kind: 'input', name: 'name', label: words.name, hint: words.nameHint, missing: words.nameMissing },
      {
        kind: 'input',
        name: 'email',
        label: words.email,
        hint: words.emailHint,
        missing: words.emailMissing,
      },
      {
        kind: 'checkboxes',
        name: 'roles',
        label: words.roles,
        options: Role.options.map((role) => ({ value: role, label: terms.roles[role] })),
      },
      {
        kind: 'select',
        name: 'team',
        label: words.team,
        hint: words.teamHint,
        options: [
          { value: '', label: words.noTeam },
          ...presentTeams(council).map((team) => ({ value: team.name, label: team.name })),
          ...(user?.team !== undefined && !presentTeams(council).some(({ name }) => name === user.team)
            ? [{ value: user.team, label: words.closedTeam({ team: user.team }) }]
            : []),
        ],
      },
      {
        kind: 'checkboxes',
        name: 'independent',
        label: words.independence,
        hint: words.independenceHint,
        options: [
          { value: 'independent', label: words.independent },
          { value: 'partnerOfOfficer', label: words.partnerOfOfficer },
        ],
      },
      {
        kind: 'textarea',
        name: 'otherAddresses',
        label: words.otherAddresses,
        hint: words.otherAddressesHint,
        lines: 2,
      },
      {
        kind: 'textarea',
        name: 'partnerOf',
        label: words.partnerOf,
        hint: words.partnerOfHint,
        lines: 2,
      },
      ...(user
        ? [
            {
              kind: 'checkboxes' as const,
              name: 'retired',
              label: words.stillHere,
              options: yes(words.hasLeft),
            },
          ]
        : []),
    ],
    part: ({ users }) => (id === undefined ? null : users.find((known) => known.id === id)),
    typed: {
      id: [user?.id ?? ''],
      name: [user?.name ?? ''],
      email: [user?.email ?? ''],
      roles: user?.roles ?? [],
      team: [user?.team ?? ''],
      independent: [
        ...(user?.independent ? ['independent'] : []),
        ...(user?.partnerOfOfficer ? ['partnerOfOfficer'] : []),
      ],
      otherAddresses: [(user?.otherAddresses ?? []).join('\n')],
      partnerOf: [(user?.partnerOf ?? []).map((other) => nameIn(council, other)).join('\n')],
      retired: shownTicked(user?.retired),
    },
    edit: (before, typed) => {
      const partners = lines(first(typed, 'partnerOf')).map(
        (written) => others.find((other) => other.id === written || other.name === written)?.id ?? written,
      );
      const addresses = lines(first(typed, 'otherAddresses'));
      const edited = {
        id: user?.id ?? first(typed, 'id'),
        name: first(typed, 'name'),
        email: first(typed, 'email'),
        roles: typed['roles'] ?? [],
        team: orAbsent(first(typed, 'team')),
        independent: typed['independent']?.includes('independent') ? true : undefined,
        otherAddresses: addresses.length === 0 ? undefined : addresses,
        partnerOf: partners.length === 0 ? undefined : partners,
        partnerOfOfficer: typed['independent']?.includes('partnerOfOfficer') ? true : undefined,
        retired: ticked(typed, 'retired'),
      };
      return {
        ...before,
        users: user
          ? before.users.map((known) => (known.id === user.id ? edited : known))
          : [...before.users, edited],
      };
    },
    fieldOf: memberField('users', ({ users }) =>
      id === undefined ? users.length - 1 : users.findIndex((known) => known.id === id),
    ),
    next: '/admin/people',
  };
}

const nameIn = ({ users }: Council, id: string) => users.find((user) => user.id === id)?.name ?? id;

/** The roles and team of a person, in one line of the list of people. */
export const userLine = (
  { roles, team, retired }: User,
  { administration: { people }, terms }: Words,
): string =>
  people.line({ roles: roles.map((role) => terms.roles[role]).join(', '), team, left: retired === true });

/** The fields of a part for the template, with their values and errors. */
export function adminFields(
  { fields }: Pick<AdminPart, 'fields'>,
  typed: Typed,
  errorAt: (name: string) => string | undefined,
): FormField[] {
  return fields.map(({ kind, name, label, hint, options, lines: rows }) => {
    const values = typed[name] ?? [];
    return {
      kind,
      name,
      id: name,
      label,
      hint,
      error: errorAt(name),
      ...(rows === undefined ? {} : { lines: rows }),
      value: values[0] ?? '',
      ...(options
        ? {
            options: options.map((option) => ({
              value: option.value,
              text: option.label,
              checked: values.includes(option.value),
              selected: values.includes(option.value),
            })),
          }
        : {}),
    };
  });
}
