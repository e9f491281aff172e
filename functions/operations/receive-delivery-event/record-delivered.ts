import type { NewEvent } from '../../domain/case/events.ts';
import { subjectOfLetter } from '../../domain/decisions/letter-effects.ts';
import { leavesCouncil } from '../../domain/people/written-to.ts';
import { letterId, type Dependencies } from '../../dependencies.ts';
import { proceduresAlongside } from '../../../workflows/procedures/index.ts';
import { endFollowUps } from '../case-actions/follow-up.ts';
import { dispatchNow } from '../dispatch.ts';
import type { IsEnough } from '../recent-case.ts';
import { writeRecentCase } from '../write-case.ts';
import { isUnanswered, settleUnanswered } from '../send-letter/unanswered.ts';
import type { LetterRow } from '../../domain/case/stored-rows.ts';
import type { DeliveryReport } from './delivery-event.ts';
import { caseOfLetter, LetterNotSettled, letterNamed } from './return-letter.ts';

/**
 * Records once that the mail server of its reader has taken a letter that leaves the council. Of a letter that was not
 * confirmed it says that it was sent after all, so the task to reach its reader another way ends; one that was left
 * unanswered is settled by it. 'nothing': no case needs to know it. Throws `LetterNotSettled` before writing anything.
 */
export async function recordDelivered(
  deps: Dependencies,
  report: DeliveryReport,
): Promise<'delivered' | 'nothing'> {
  const caseId = await caseOfLetter(deps, report.names);
  if (caseId === undefined) return 'nothing';
  const isThere: IsEnough = (file) => letterNamed(file, report) !== undefined;
  const result = await writeRecentCase<'nothing' | LetterRow>(deps, caseId, isThere, (file) => {
    const row = letterNamed(file, report);
    if (!row || !leavesCouncil(row.to)) return { answer: 'nothing' };
    if (isUnanswered(row, deps.clock.now())) return { answer: row };
    if (row.status === 'prepared' || row.status === 'sending')
      throw new LetterNotSettled(letterId(caseId, row.key));
    if (row.deliveredAt !== undefined || (row.status !== 'sent' && row.status !== 'unconfirmed'))
      return { answer: 'nothing' };
    const now = deps.clock.now();
    const by = 'system' as const;
    const event: NewEvent = { at: now, by, type: 'letter-delivered', letter: row.key };
    const ended =
      row.status === 'sent'
        ? { events: [], outbox: [] }
        : endFollowUps(
            deps,
            file.state,
            {
              procedures: [proceduresAlongside.contactAnotherWay],
              subject: subjectOfLetter(file.state, row.key),
              effect: 'letter reached',
              answers: {},
            },
            { now, by },
          );
    return { events: [...ended.events, event], outbox: ended.outbox };
  });
  if ('answer' in result) {
    if (result.answer === 'nothing') return result.answer;
    await settleUnanswered(deps, caseId, result.answer, 'sent');
    return recordDelivered(deps, report);
  }
  if ('outbox' in result) await dispatchNow(deps, result.outbox);
  return 'delivered';
}
