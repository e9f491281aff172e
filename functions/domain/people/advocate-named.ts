import { textOf } from '../case/answer-text.ts';
import type { Case } from '../case/case.ts';
import type { Actor, NewEvent } from '../case/events.ts';
import { nextPartyId } from '../case/parties.ts';
import type { Person } from '../case/stored-rows.ts';
import { EmailAddress } from '../text/email-address.ts';
import type { Instant } from '../time/civil-date.ts';
import type { Outcome } from '../../../workflows/procedures/procedure.ts';

/**
 * The advocate whom a decision names with how to reach them, as a party of the case. Nothing for any other outcome: one
 * that only records the name of an advocate whom the complainant brings has no contact to keep.
 */
export function advocateNamed(
  state: Case,
  outcome: Outcome | undefined,
  decided: readonly NewEvent[],
  { now, by }: { now: Instant; by: Actor },
): { events: NewEvent[]; persons: Person[] } {
  const answers = decided.find((event) => event.type === 'decided')?.answers ?? {};
  const contact = textOf(answers['contact']);
  const names = outcome?.form['advocateAppointed']?.fact === 'advocateAppointed';
  if (!names || contact === '') return { events: [], persons: [] };
  const party = nextPartyId(state);
  const organisation = textOf(answers['advocacyProvider']);
  const reachedBy = EmailAddress.safeParse(contact).success ? { email: contact } : { phone: contact };
  return {
    events: [{ at: now, by, type: 'party-added', party, roles: ['advocate'], copies: 'nothing' }],
    persons: [
      {
        id: party,
        name: textOf(answers['advocateAppointed']),
        ...(organisation === '' ? {} : { organisation }),
        ...reachedBy,
      },
    ],
  };
}
