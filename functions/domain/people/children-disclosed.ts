import type { Case } from '../case/case.ts';
import { ownPoints } from '../case/facts.ts';
import { partiesAs } from '../case/parties.ts';
import type { Person } from '../case/stored-rows.ts';

/**
 * The children of a case of whom independent people learn nothing. Of several children they learn of those whom the
 * complaint that they look into names: its points, its summary or its statement. A child who has another part in the
 * case, such as the complainant, and the only child of a case are always known (decision 0041).
 */
export function childrenWithheld(state: Case, persons: readonly Person[]): Set<string> {
  const children = partiesAs(state, 'child');
  if (children.length < 2) return new Set();
  const { facts } = state;
  const texts = [facts.summary, facts.statement, ...ownPoints(facts).map(({ text }) => text)];
  const words = new Set(texts.flatMap((text) => wordsOf(text ?? '')));
  const isNamed = ({ name = '' }: Partial<Person>) => {
    const [given] = wordsOf(name);
    return given !== undefined && words.has(given);
  };
  return new Set(
    children
      .filter(({ roles }) => roles.length === 1)
      .filter(({ id }) => !isNamed(persons.find((person) => person.id === id) ?? {}))
      .map(({ id }) => id),
  );
}

/** The words of a text in lower case; a possessive "Ben's" is the name alone. */
const wordsOf = (text: string): string[] =>
  (text.toLowerCase().match(/[\p{L}\p{M}]+(?:[-'’][\p{L}\p{M}]+)*/gu) ?? []).map((word) =>
    word.replace(/['’]s$/u, ''),
  );
