import { subjectOfLetter } from '../../domain/decisions/letter-effects.ts';
import { londonDate, type Instant } from '../../domain/time/civil-date.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { CaseFile } from '../../ports.ts';
import { proceduresAlongside } from '../../../workflows/procedures/index.ts';
import { canGoAgain } from '../case-actions/send-again.ts';
import { endFollowUps } from '../case-actions/follow-up.ts';
import { noEvents, type EventsAndOutbox } from '../events-and-outbox.ts';
import { dispatchNow } from '../dispatch.ts';
import { writeCase } from '../write-case.ts';

/**
 * Records once that the complainant has opened a letter in their private link. If the letter had not reached them, it has
 * now (law.md section 2c), and the task to contact them another way ends.
 */
export async function letterRead(deps: Dependencies, caseId: string, key: string): Promise<void> {
  const result = await writeCase<undefined>(deps, caseId, (file) => {
    if (!file.letters.some((row) => row.key === key && row.readAt === undefined))
      return { answer: undefined };
    const now = deps.clock.now();
    const arrived = arrivalByReading(deps, file, key, now);
    return {
      events: [{ at: now, by: 'complainant', type: 'letter-read', letter: key }, ...arrived.events],
      outbox: arrived.outbox,
    };
  });
  if ('outbox' in result) await dispatchNow(deps, result.outbox);
}

/** What follows from the reading of a letter that did not arrive as it was sent. Nothing follows for any other letter. */
function arrivalByReading(
  deps: Pick<Dependencies, 'procedures'>,
  { state }: Pick<CaseFile, 'state'>,
  letter: string,
  now: Instant,
): EventsAndOutbox {
  const sent = state.letters.find(({ key }) => key === letter);
  if (!sent || !canGoAgain(sent)) return noEvents;
  const on = londonDate(now);
  const by = 'system' as const;
  const ended = endFollowUps(
    deps,
    state,
    {
      procedures: [proceduresAlongside.contactAnotherWay],
      subject: subjectOfLetter(state, letter),
      effect: 'letter reached',
      answers: { reachedOn: on },
    },
    { now, by },
  );
  return {
    events: [...ended.events, { at: now, by, type: 'letter-reached', letter, on, how: '', read: true }],
    outbox: ended.outbox,
  };
}
