import type { Difference } from '../../domain/council/council-change.ts';
import { Role } from '../../../workflows/procedures/roles.ts';
import { letters } from '../../../workflows/letters/index.ts';
import type { Words } from '../../words/words.ts';

/** The entry of a record under a name from outside. Undefined if there is none. */
const entry = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

/** A difference as a page shows it. `nameOf` gives the name of a user. */
export function differenceInWords(
  { place, was, is }: Difference,
  { administration: { history }, terms }: Words,
  nameOf: (id: string) => string,
): { place: string; was: string; is: string } {
  return { place: placeName(), was: sayValue(was) || history.nothing, is: sayValue(is) || history.nothing };

  /** `users.jo` becomes "Person: Jo New". */
  function placeName(): string {
    const [first = '', ...rest] = place.split('.');
    const part = entry(history.parts, first) ?? first;
    if (rest.length === 0) return part;
    const member = rest.join('.');
    const name =
      first === 'users'
        ? nameOf(member)
        : first === 'letters'
          ? entry(letters, member)?.title
          : first === 'routeAddresses'
            ? entry(terms.routes, member)
            : undefined;
    return history.member({ part, name: name ?? entry(history.fields, member) ?? member });
  }

  /** A value as text: a list line by line, an object as its fields. */
  function sayValue(value: unknown, field = '', indent = ''): string {
    if (value === undefined || value === null) return '';
    if (typeof value === 'boolean') return value ? history.yes : history.no;
    if (Array.isArray(value))
      return value
        .map((member) =>
          typeof member === 'string' ? `${indent}${sayText(member, field)}` : sayValue(member, field, indent),
        )
        .join('\n');
    if (typeof value === 'object')
      return Object.entries(value)
        .filter(([, member]) => member !== undefined)
        .map(([name, member]) => {
          const label = entry(history.fields, name) ?? name;
          return typeof member === 'object'
            ? `${indent}${label}:\n${sayValue(member, name, `${indent}  `)}`
            : `${indent}${label}: ${sayValue(member, name)}`;
        })
        .join('\n');
    return typeof value === 'string' || typeof value === 'number' ? sayText(String(value), field) : '';
  }

  function sayText(text: string, field: string): string {
    if (field === 'headOfService' || field === 'partnerOf') return nameOf(text);
    const role = field === 'roles' ? Role.safeParse(text) : undefined;
    return role?.success ? terms.roles[role.data] : text;
  }
}
