import { londonDate } from '../../domain/time/civil-date.ts';
import { equalityCountsKeptFrom, reviewDay, reviewMatter } from '../../domain/records/retention.ts';
import type { Dependencies } from '../../dependencies.ts';
import { carryOut } from '../erase-case.ts';
import { dispatchNow } from '../dispatch.ts';
import { eraseStrayPapers } from './erase-stray-papers.ts';
import { eraseOldMail, takeStrayMail } from './retain-mail.ts';
import { startAlongside } from '../start-alongside.ts';
import { UnknownCase, writeCase } from '../write-case.ts';
import { itemsOf } from '../list-pages.ts';
import { retentionReview } from '../../../workflows/procedures/retention-review.ts';

/** An erasure younger than this is being carried out by the call that began it. */
const leaveAloneMs = 60 * 60 * 1000;

/**
 * Begins the review of every closed case whose time is over, once for a case and a day, and ends the erasures that were
 * begun and left; forgets the counts of equality answers whose time is over. Mail that became no case goes when its time
 * is over, and files of forms that became none. Harmless at any time and any number of times.
 */
export async function reviewRetention(
  deps: Dependencies,
): Promise<{ begun: number; resumed: number; mailErased: number; mailFound: number; papersErased: number }> {
  const now = deps.clock.now();
  const until = londonDate(now);
  let begun = 0;
  for await (const { id } of itemsOf((page) => deps.store.casesToReview({ until, ...page })))
    if (await beginReview(deps, id)) begun += 1;
  let resumed = 0;
  for await (const erasure of itemsOf((page) => deps.store.erasures({ status: 'erasing', ...page }))) {
    if (Date.parse(now) - Date.parse(erasure.begunAt) < leaveAloneMs) continue;
    await carryOut(deps, erasure);
    resumed += 1;
  }
  await deps.store.forgetAnswers(equalityCountsKeptFrom(until));
  const mailErased = await eraseOldMail(deps);
  const stray = await takeStrayMail(deps);
  const papersErased = await eraseStrayPapers(deps);
  return { begun, resumed, mailErased, mailFound: stray.held, papersErased };
}

async function beginReview(deps: Dependencies, caseId: string): Promise<boolean> {
  try {
    const result = await writeCase<false>(deps, caseId, ({ state }) => {
      const now = deps.clock.now();
      const day = reviewDay(state);
      // Between the list and now it may have been reopened, held, or come under review.
      if (day === undefined || day > londonDate(now)) return { answer: false };
      const start = startAlongside(deps, state, {
        procedure: retentionReview.id,
        matter: { id: reviewMatter(day), from: londonDate(now) },
        now,
        by: 'system',
      });
      return { events: [start.event], outbox: [start.entry] };
    });
    if (!('outbox' in result)) return false;
    // A promise that cannot be kept now is kept by the repair.
    await dispatchNow(deps, result.outbox);
    return true;
  } catch (error) {
    if (error instanceof UnknownCase) return false;
    throw error;
  }
}
