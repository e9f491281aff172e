import type { Case } from '../../domain/case/case.ts';
import type { Instant } from '../../domain/time/civil-date.ts';
import type { NewEvent } from '../../domain/case/events.ts';
import { taskOfLetter } from '../../domain/correspondence/letter-values.ts';
import { lettersFor } from '../../domain/correspondence/prepare-letters.ts';
import type { Dependencies } from '../../dependencies.ts';

/** Consent newly recorded as requested is requested: by a letter to the person who acts for the child. */
export function consentLetters(
  { council }: Pick<Dependencies, 'council'>,
  before: Case,
  after: Case,
  now: Instant,
): NewEvent[] {
  if (after.facts.consent !== 'asked for' || before.facts.consent === 'asked for') return [];
  // The letter is for someone who acts for a child. The officer asks the child about what a parent's own complaint tells.
  if (after.facts.actsFor === 'self' || after.facts.relation === 'child') return [];
  const occasion = `consent-${before.version}`;
  const context = { council, now };
  return lettersFor(
    'consent-request',
    ['complainant'],
    occasion,
    after,
    taskOfLetter(after, undefined),
    context,
  );
}
