import type { Case } from '../../domain/case/case.ts';
import type { Actor } from '../../domain/case/events.ts';
import type { LetterRow } from '../../domain/case/stored-rows.ts';
import { subjectOfLetter } from '../../domain/decisions/letter-effects.ts';
import type { Instant } from '../../domain/time/civil-date.ts';
import type { Dependencies } from '../../dependencies.ts';
import { proceduresAlongside } from '../../../workflows/procedures/index.ts';
import { endFollowUps } from './follow-up.ts';
import type { EventsAndOutbox } from '../events-and-outbox.ts';

interface CalledOff extends EventsAndOutbox {
  letters: LetterRow[];
}

/**
 * Letters that have not left are not sent any more, and those on paper are not posted: their tasks end. `detail`: what the
 * event says of each.
 */
export function callOffLetters(
  deps: Pick<Dependencies, 'procedures'>,
  state: Case,
  rows: readonly LetterRow[],
  { now, by, reason, detail }: { now: Instant; by: Actor; reason: string; detail: string },
): CalledOff {
  const waiting = rows.filter(({ status }) => status === 'prepared' || status === 'to be posted');
  const posting = waiting
    .filter(({ status }) => status === 'to be posted')
    .map(({ key }) =>
      endFollowUps(
        deps,
        state,
        {
          procedures: [proceduresAlongside.postLetter, proceduresAlongside.contactAnotherWay],
          subject: subjectOfLetter(state, key),
          effect: 'call off',
          answers: { reason },
        },
        { now, by },
      ),
    );
  return {
    events: [
      ...waiting.map(({ key }) => ({
        at: now,
        by,
        type: 'letter-settled' as const,
        letter: key,
        status: 'not needed' as const,
        detail,
      })),
      ...posting.flatMap(({ events }) => events),
    ],
    outbox: posting.flatMap(({ outbox }) => outbox),
    letters: waiting.map((row) => ({ ...row, status: 'not needed' as const })),
  };
}
