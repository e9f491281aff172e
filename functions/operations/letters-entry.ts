import type { Case } from '../domain/case/case.ts';
import type { OutboxEntry } from '../domain/case/stored-rows.ts';
import type { Instant } from '../domain/time/civil-date.ts';

/** The outbox entry that sends the letters which a change of this case prepares. `before`: the case without the change. */
export function lettersEntry(before: Pick<Case, 'id' | 'version'>, now: Instant): OutboxEntry {
  return { id: `letters-${before.version}`, caseId: before.id, since: now, kind: 'letters' };
}
