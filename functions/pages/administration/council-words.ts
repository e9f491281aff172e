import { capital } from '../../domain/text/capitalise.ts';
import type { Difference } from '../../domain/council/council-change.ts';

const partNames: Readonly<Record<string, string>> = {
  name: 'Name of the council',
  sender: 'Letters come from',
  phone: 'Phone',
  website: 'Website',
  colour: 'Colour',
  advocacy: 'How to reach an advocate',
  serviceAreas: 'Service areas',
  teams: 'Team',
  categories: 'Category',
  themes: 'Themes',
  learningTypes: 'Types of learning',
  actionTypes: 'Types of action',
  users: 'Person',
  letters: 'Wording of the letter',
};

/** What a place in the council is called on pages: `users.jo` is the person jo. */
function placeInWords(place: string): string {
  const [part = '', ...member] = place.split('.');
  const name = partNames[part] ?? part;
  return member.length === 0 ? name : `${name}: ${member.join('.')}`;
}

/** A value of the council as text: a word as it is, a list line by line, a thing as its members. */
function valueInWords(value: unknown, indent = ''): string {
  if (value === undefined || value === null) return '';
  if (value === true) return 'yes';
  if (value === false) return 'no';
  if (Array.isArray(value))
    return value.every((member) => typeof member === 'string')
      ? value.map((member) => `${indent}${member}`).join('\n')
      : value.map((member) => valueInWords(member, indent)).join('\n');
  if (typeof value === 'object')
    return Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) =>
        typeof member === 'object'
          ? `${indent}${name}:\n${valueInWords(member, `${indent}  `)}`
          : `${indent}${name}: ${valueInWords(member)}`,
      )
      .join('\n');
  return `${typeof value === 'string' || typeof value === 'number' ? value : ''}`;
}

/** A difference as a page shows it. */
export const differenceInWords = ({ place, was, is }: Difference) => ({
  place: placeInWords(place),
  was: valueInWords(was) || 'Nothing',
  is: valueInWords(is) || 'Nothing',
});

/** A problem as a sentence of its own. */
export const sentence = (message: string) => ({ text: capital(message) });
