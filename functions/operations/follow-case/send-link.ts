import type { NewEvent } from '../../domain/case/events.ts';
import type { User } from '../../domain/council/council.ts';
import { taskOfLetter } from '../../domain/correspondence/letter-values.ts';
import { lettersFor } from '../../domain/correspondence/prepare-letters.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { CaseFile } from '../../ports.ts';
import { findReferences } from '../../domain/case/reference.ts';
import { dispatch } from '../dispatch.ts';
import { actOnCase, type CaseActionResult } from '../case-actions/case-action.ts';
import { UnknownCase, writeCase } from '../write-case.ts';

/** A letter that brings a private link and nothing else. Each is of a version of the case, so none comes twice. */
const linkLetter = (deps: Dependencies, { state }: CaseFile): NewEvent[] =>
  lettersFor(
    'private-link',
    ['complainant'],
    `private-link-${state.version}`,
    state,
    taskOfLetter(state, undefined),
    { council: deps.council, now: deps.clock.now() },
  );

/** An officer takes back the links that were sent so far and sends a new one: the letter was lost, or fell into other hands. */
export function renewLink(
  deps: Dependencies,
  command: { caseId: string; by: User },
): Promise<CaseActionResult> {
  return actOnCase(deps, command.caseId, command.by, (file) => {
    if (file.state.tasks.length === 0)
      return {
        ok: false,
        code: 'conflict',
        reason: 'The case has not begun yet: wait a moment, and try again.',
      };
    const revoked = {
      at: deps.clock.now(),
      by: `user:${command.by.id}` as const,
      type: 'links-revoked' as const,
    };
    return { events: [revoked, ...linkLetter(deps, file)] };
  });
}

/**
 * The complainant has lost their link: a new one goes to the email address on the case, and to no other. Older links stay
 * as they are, for anybody can ask. Nobody is told whether there is such a case.
 */
export async function askForLink(deps: Dependencies, typed: string): Promise<void> {
  const [reference] = findReferences(typed);
  if (reference === undefined) return;
  try {
    const result = await writeCase(deps, reference, (file) => {
      const { state, persons } = file;
      const person = persons.find(({ id }) => id === state.person);
      // One that is still on its way is enough.
      const onItsWay = state.letters.some(
        ({ template, status }) => template === 'private-link' && status === 'prepared',
      );
      if (person?.email === undefined || state.tasks.length === 0 || onItsWay) return { answer: undefined };
      return {
        events: linkLetter(deps, file),
        outbox: [
          {
            id: `letters-${state.version}`,
            caseId: state.id,
            since: deps.clock.now(),
            kind: 'letters' as const,
          },
        ],
      };
    });
    if (!('written' in result)) return;
    // What cannot be sent now is left to the repair.
    for (const entry of result.outbox) await dispatch(deps, entry).catch(() => undefined);
  } catch (error) {
    if (!(error instanceof UnknownCase)) throw error;
  }
}
