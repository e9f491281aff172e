import { againKey } from '../../domain/correspondence/copies.ts';
import { subjectOfLetter } from '../../domain/decisions/letter-effects.ts';
import type { LetterState } from '../../domain/case/case.ts';
import { leavesCouncil } from '../../domain/people/written-to.ts';
import { lettersStopped } from '../../domain/case/parties.ts';
import type { User } from '../../domain/council/council.ts';
import { refuse } from '../../domain/text/refusal.ts';
import type { Dependencies } from '../../dependencies.ts';
import { proceduresAlongside } from '../../../workflows/procedures/index.ts';
import { actOnCase, type CaseActionResult } from './case-action.ts';
import { endFollowUps } from './follow-up.ts';
import { letterNamed } from './letters-and-messages.ts';

/** Whether a letter can be sent again: it was for the complainant or another party, and has not reached them. */
export const canGoAgain = ({ to, status, reachedOn }: LetterState): boolean =>
  leavesCouncil(to) && ['refused', 'unconfirmed', 'returned'].includes(status) && reachedOn === undefined;

/**
 * Sends a letter again, to the address that is recorded now, or on paper. The task to contact them another way
 * about it ends; if this letter comes back too, there will be another one. A letter is sent again only once.
 */
export function sendAgain(
  deps: Dependencies,
  command: { caseId: string; letter: string; onPaper?: boolean | undefined; by: User },
): Promise<CaseActionResult> {
  return actOnCase(deps, command.caseId, command.by, (file) => {
    const { state } = file;
    const letter = letterNamed(file, command.letter);
    if (!letter) return refuse('not found', { code: 'no-such-letter', params: {} });
    const again = againKey(letter.key);
    if (
      !canGoAgain(letter) ||
      (letter.to === 'complainant' && lettersStopped(state)) ||
      state.letters.some(({ key }) => key === again)
    )
      return refuse('conflict', { code: 'letter-settled-already', params: {} });
    const row = file.letters.find(({ key }) => key === letter.key);
    const now = deps.clock.now();
    const by = `user:${command.by.id}` as const;
    const ended = endFollowUps(
      deps,
      state,
      {
        procedures: [proceduresAlongside.contactAnotherWay],
        subject: subjectOfLetter(state, letter.key),
        effect: 'letter reached',
        answers: {},
      },
      { now, by },
    );
    const { template, to, task, clock, change, sending } = letter;
    return {
      events: [
        ...ended.events,
        {
          at: now,
          by,
          type: 'letter-prepared',
          letter: again,
          template,
          to,
          ...(task === undefined ? {} : { task }),
          ...(row?.decision === undefined ? {} : { decision: row.decision }),
          ...(clock === undefined ? {} : { clock }),
          ...(row?.enclosures === undefined ? {} : { enclosures: row.enclosures }),
          ...(change === undefined ? {} : { change }),
          ...(sending === undefined ? {} : { sending }),
          ...(command.onPaper === true ? { onPaper: true as const } : {}),
        },
      ],
      outbox: ended.outbox,
    };
  });
}
