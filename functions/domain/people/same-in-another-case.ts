import type { Person } from '../case/stored-rows.ts';
import { likeness } from './same-person.ts';

/**
 * Whether two persons of cases about one complaint are the same: they share an email address, or their name and what else
 * is known. A shared phone alone is often that of a family.
 */
export function isSamePerson(one: Person, other: Person): boolean {
  const shared = likeness(one, other)?.reasons ?? [];
  if (shared.includes('email') || shared.includes('name and address')) return true;
  return shared.includes('phone') && sameName(one, other);
}

/** Whether two children are the same: one name, and not two dates of birth. */
export const isSameChild = (one: Person, other: Person): boolean =>
  isSamePerson(one, other) ||
  (sameName(one, other) &&
    (one.bornOn === undefined || other.bornOn === undefined || one.bornOn === other.bornOn));

function sameName({ name: one }: Person, { name: other }: Person): boolean {
  const plain = (name: string | undefined) => name?.normalize('NFKC').trim().toLowerCase();
  return one !== undefined && plain(one) === plain(other);
}
