import { awaitsComplainant } from '../../domain/case/parties.ts';
import { record } from '../../domain/case/replay.ts';
import type { NewEvent } from '../../domain/case/events.ts';
import type { Person } from '../../domain/case/stored-rows.ts';
import { receiptFor } from '../../domain/correspondence/receipt.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { CaseFile } from '../../ports.ts';
import { getsReceipt } from '../gets-receipt.ts';
import { isUnattended } from '../receive-mail/classify-mail.ts';

/**
 * The receipt for someone whom these events make the complainant of what was passed on. Whoever passed it on got none. None if
 * no person reads what comes to their address.
 */
export async function receiptOfNamed(
  deps: Dependencies,
  { state }: Pick<CaseFile, 'state'>,
  events: readonly NewEvent[],
  { email }: Pick<Person, 'email'>,
): Promise<NewEvent[]> {
  const { after } = record(state.id, state, events);
  if (!awaitsComplainant(state) || awaitsComplainant(after) || state.status !== 'open') return [];
  if (email === undefined || isUnattended(email)) return [];
  const now = deps.clock.now();
  return (await getsReceipt(deps, email, now)) ? [receiptFor(now)] : [];
}
