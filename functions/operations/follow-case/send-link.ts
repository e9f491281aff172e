import type { User } from '../../domain/council/council.ts';
import { refuse } from '../../domain/text/refusal.ts';
import type { Dependencies } from '../../dependencies.ts';
import { addCalendarDays, londonDate, startOfLondonDay } from '../../domain/time/civil-date.ts';
import { findReferences } from '../../domain/case/reference.ts';
import { dispatchNow } from '../dispatch.ts';
import { actOnCase, type CaseActionResult } from '../case-actions/case-action.ts';
import { lettersEntry } from '../letters-entry.ts';
import { linkLetter } from './link-letter.ts';
import { UnknownCase, writeCase } from '../write-case.ts';

/** Revokes the links sent so far and sends a new one, when a letter was lost or someone else may have read it. */
export function renewLink(
  deps: Dependencies,
  command: { caseId: string; by: User },
): Promise<CaseActionResult> {
  return actOnCase(deps, command.caseId, command.by, (file) => {
    if (file.state.tasks.length === 0) return refuse('conflict', { code: 'case-not-begun', params: {} });
    const revoked = {
      at: deps.clock.now(),
      by: `user:${command.by.id}` as const,
      type: 'links-revoked' as const,
    };
    return { events: [revoked, ...linkLetter(deps, file)] };
  });
}

/** How many new links a case gets in a day by asking for them. Anyone who knows its reference can ask. */
const mostLinksAsked = 5;

/**
 * Sends a new link to a complainant who has lost theirs, only ever to the email address on the case. Older links keep
 * working, because anyone can ask for a new one; so a day in which others have asked too often shuts no one out. The caller
 * does not learn whether there is such a case.
 */
export async function askForLink(deps: Dependencies, typed: string): Promise<void> {
  const [named] = findReferences(typed);
  if (named === undefined) return;
  // Of a merged case the link opens the one that goes on.
  const asked = await deps.store.state(named);
  if (!asked) return;
  const reference = asked.mergedInto ?? asked.id;
  const day = londonDate(deps.clock.now());
  const until = startOfLondonDay(addCalendarDays(day, 2));
  if ((await deps.shortLived.count(`links-asked:${day}:${reference}`, until)) > mostLinksAsked) return;
  try {
    const result = await writeCase(deps, reference, (file) => {
      const { state, persons } = file;
      const person = persons.find(({ id }) => id === state.person);
      // If one has not been sent yet, another is not needed.
      const isOnItsWay = state.letters.some(
        ({ template, status }) => template === 'private-link' && status === 'prepared',
      );
      if (person?.email === undefined || state.tasks.length === 0 || isOnItsWay) return { answer: undefined };
      return {
        events: linkLetter(deps, file),
        outbox: [lettersEntry(state, deps.clock.now())],
      };
    });
    if (!('written' in result)) return;
    // If it cannot be sent now, the repair sends it later.
    await dispatchNow(deps, result.outbox);
  } catch (error) {
    if (!(error instanceof UnknownCase)) throw error;
  }
}
