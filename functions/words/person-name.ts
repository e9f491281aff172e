import type { Person } from '../domain/case/stored-rows.ts';
import type { Words } from './words.ts';

/** The name by which people know someone on a case: their own or that of their organisation. */
export const personName = (
  person: Pick<Person, 'name' | 'organisation'> | undefined,
  { parties }: Pick<Words, 'parties'>,
): string => person?.name ?? person?.organisation ?? parties.nameNotGiven;

/** The name of one of these people, by id. */
export const personNamed = (persons: readonly Person[], id: string, words: Pick<Words, 'parties'>): string =>
  personName(
    persons.find((person) => person.id === id),
    words,
  );
