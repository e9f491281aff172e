import { capital } from '../../domain/text/capitalise.ts';
import type { Council, CouncilProblem, User } from '../../domain/council/council.ts';
import { presentTeams, presentUsers } from '../../domain/council/council.ts';
import { Role } from '../../../workflows/procedures/roles.ts';
import type { FormField, Typed } from '../kit/form-page.ts';

// What the administrator edits, part by part: how a part is found, shown as a form, and put back from what was typed.

interface AdminField extends Pick<FormField, 'name' | 'label' | 'hint'> {
  kind: 'input' | 'textarea' | 'select' | 'checkboxes';
  options?: readonly { value: string; label: string }[];
  lines?: number;
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
  /** Where one goes after it was saved. */
  next: string;
}

const first = (typed: Typed, name: string): string => (typed[name]?.[0] ?? '').trim();
const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
const ticked = (typed: Typed, name: string) => (typed[name]?.includes('yes') ? true : undefined);
const shownTicked = (value: boolean | undefined) => (value ? ['yes'] : []);
const orAbsent = (text: string) => (text === '' ? undefined : text);
const yes = (label: string) => [{ value: 'yes', label }];

/** Names and contacts: what letters and pages say everywhere. */
export function contactPart(council: Council): AdminPart {
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
    title: 'Name, contacts and advocacy',
    fields: [
      { kind: 'input', name: 'name', label: 'Name of the council' },
      { kind: 'input', name: 'senderName', label: 'Name that letters come from' },
      { kind: 'input', name: 'phone', label: 'Phone' },
      { kind: 'input', name: 'website', label: 'Page about complaints on your website' },
      {
        kind: 'input',
        name: 'colour',
        label: 'Colour of page headers',
        hint: 'As #rrggbb, dark enough for white words on it. Leave it empty for the standard blue.',
      },
      {
        kind: 'textarea',
        name: 'advocacy',
        label: 'How to reach an advocate',
        hint: 'Stands in every letter to a child or care leaver (Children Act 1989, section 26A).',
        lines: 5,
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

const listNames = {
  'service-areas': ['serviceAreas', 'Service areas', 'Each team belongs to one.'],
  categories: [
    'categories',
    'Categories',
    'What a complaint is about. A sub-category stands below its category and begins with a hyphen.',
  ],
  themes: ['themes', 'Themes', 'What officers tag a case with, for the reports.'],
  'learning-types': ['learningTypes', 'Types of learning', ''],
  'action-types': ['actionTypes', 'Types of action', ''],
} as const;

export const adminLists = Object.entries(listNames).map(([id, [part, title]]) => ({ id, part, title }));

/** A list of names, one on a line. Cases keep the names that they have; only what can be chosen changes. */
export function listPart(id: string, council: Council): AdminPart | undefined {
  const known = Object.entries(listNames).find(([name]) => name === id)?.[1];
  if (!known) return undefined;
  const [part, title, about] = known;
  const written =
    part === 'categories'
      ? council.categories.flatMap(({ name, subCategories }) => [
          name,
          ...subCategories.map((sub) => `- ${sub}`),
        ])
      : council[part];
  return {
    title,
    about: `${about} Cases keep the words that they have already: this changes what can be chosen.`.trim(),
    fields: [
      {
        kind: 'textarea',
        name: 'list',
        label: title,
        hint: 'One on a line, in the order in which people see them.',
        lines: Math.min(Math.max(written.length + 3, 8), 30),
      },
    ],
    part: (at) => at[part],
    typed: { list: [written.join('\n')] },
    edit: (before, typed) => {
      const names = lines(first(typed, 'list'));
      return { ...before, [part]: part === 'categories' ? asCategories(names) : [...new Set(names)] };
    },
    fieldOf: ({ field }) => (field.startsWith(part) || field.startsWith('teams') ? 'list' : undefined),
    next: '/admin',
  };
}

function asCategories(names: readonly string[]) {
  const categories: { name: string; subCategories: string[] }[] = [];
  for (const line of names) {
    const [, sub] = /^[-–•]\s*(.*)$/.exec(line) ?? [];
    const last = categories.at(-1);
    if (sub !== undefined && last) last.subCategories.push(sub);
    // Of a sub-category above all categories the line stays as it is, and is refused.
    else categories.push({ name: line, subCategories: [] });
  }
  return categories;
}

/** A team, or (undefined) a new one. Its name is what cases call it and stays. */
export function teamPart(name: string | undefined, council: Council): AdminPart | undefined {
  const team = council.teams.find((known) => known.name === name);
  if (name !== undefined && !team) return undefined;
  const heads = presentUsers(council).filter(({ roles }) => roles.includes('senior-manager'));
  const head = council.users.find(({ id }) => id === team?.headOfService);
  return {
    title: team ? team.name : 'Add a team',
    fields: [
      ...(team
        ? []
        : [
            {
              kind: 'input' as const,
              name: 'name',
              label: 'Name',
              hint: 'Cases will call it by this name: it cannot be changed later.',
            },
          ]),
      {
        kind: 'select',
        name: 'serviceArea',
        label: 'Service area',
        options: council.serviceAreas.map((area) => ({ value: area, label: area })),
      },
      {
        kind: 'select',
        name: 'headOfService',
        label: 'Head of service',
        hint: 'A senior manager: hears of what is late, and may not investigate complaints about this team.',
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
              label: 'Does this team still exist?',
              options: yes('It is closed: nobody chooses it any more, old cases keep its name'),
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

const memberField =
  (part: string, place: (after: Council) => number) =>
  ({ field }: CouncilProblem, after: Council): string | undefined => {
    const prefix = `${part}.${place(after)}.`;
    return field.startsWith(prefix) ? field.slice(prefix.length).split('.')[0] : undefined;
  };

const roleInWords = (role: Role): string => capital(role.replaceAll('-', ' '));

/** Somebody who signs in, or (undefined) somebody new. Their id is what cases call them and stays. */
export function userPart(id: string | undefined, council: Council): AdminPart | undefined {
  const user = council.users.find((known) => known.id === id);
  if (id !== undefined && !user) return undefined;
  const others = council.users.filter((known) => known.id !== id);
  return {
    title: user ? user.name : 'Add somebody',
    fields: [
      ...(user
        ? []
        : [
            {
              kind: 'input' as const,
              name: 'id',
              label: 'User id',
              hint: 'Lower case letters, digits, dots and hyphens. Cases will name them by it: it cannot be changed later.',
            },
          ]),
      { kind: 'input', name: 'name', label: 'Name', hint: 'As it stands in letters.' },
      { kind: 'input', name: 'email', label: 'Email address', hint: 'They sign in by it.' },
      {
        kind: 'checkboxes',
        name: 'roles',
        label: 'Roles',
        options: Role.options.map((role) => ({ value: role, label: roleInWords(role) })),
      },
      {
        kind: 'select',
        name: 'team',
        label: 'Team',
        hint: 'For team managers: they see the cases of this team.',
        options: [
          { value: '', label: 'No team' },
          ...presentTeams(council).map((team) => ({ value: team.name, label: team.name })),
          ...(user?.team !== undefined && !presentTeams(council).some(({ name }) => name === user.team)
            ? [{ value: user.team, label: `${user.team} (closed)` }]
            : []),
        ],
      },
      {
        kind: 'checkboxes',
        name: 'independent',
        label: 'Independence',
        hint: 'An Independent Person and a panel must be independent of the council (SI 2006/1738, regulation 2).',
        options: [
          { value: 'independent', label: 'Neither a member nor an officer of the council' },
          {
            value: 'partnerOfOfficer',
            label: 'Married to or in a civil partnership with a member or officer who is not listed here',
          },
        ],
      },
      {
        kind: 'textarea',
        name: 'partnerOf',
        label: 'Married to or in a civil partnership with somebody listed here',
        hint: 'Their names or user ids, one on a line.',
        lines: 2,
      },
      ...(user
        ? [
            {
              kind: 'checkboxes' as const,
              name: 'retired',
              label: 'Do they still work here?',
              options: yes(
                'They have left: they do not sign in and are not chosen; old cases keep their name',
              ),
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
      partnerOf: [(user?.partnerOf ?? []).map((other) => nameIn(council, other)).join('\n')],
      retired: shownTicked(user?.retired),
    },
    edit: (before, typed) => {
      const partners = lines(first(typed, 'partnerOf')).map(
        (written) => others.find((other) => other.id === written || other.name === written)?.id ?? written,
      );
      const edited = {
        id: user?.id ?? first(typed, 'id'),
        name: first(typed, 'name'),
        email: first(typed, 'email'),
        roles: typed['roles'] ?? [],
        team: orAbsent(first(typed, 'team')),
        independent: typed['independent']?.includes('independent') ? true : undefined,
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

/** A line about somebody for the list of people. */
export function userLine({ roles, team, retired }: User): string {
  const words = roles.map(roleInWords).join(', ');
  return `${words}${team === undefined ? '' : `, ${team}`}${retired ? ' (has left)' : ''}`;
}

/** The fields of a part for the template, with what stands in them and what is wrong. */
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
