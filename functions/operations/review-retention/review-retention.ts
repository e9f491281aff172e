import { londonDate } from '../../domain/time/civil-date.ts';
import { equalityCountsKeptFrom, reviewDay, reviewSubject } from '../../domain/records/retention.ts';
import { retentionScheduleOf } from '../../domain/council/retention-periods.ts';
import type { Dependencies } from '../../dependencies.ts';
import { carryOut } from '../erase-case.ts';
import { dispatchNow } from '../dispatch.ts';
import { eraseOldUploads } from '../uploads/uploads.ts';
import { eraseStrayUploads } from './erase-stray-uploads.ts';
import { eraseOldMail, takeStrayMail } from './retain-mail.ts';
import { startAlongside } from '../runs/start-alongside.ts';
import { UnknownCase, writeCase } from '../write-case.ts';
import { itemsOf } from '../list-pages.ts';
import { retentionReview } from '../../../workflows/procedures/retention-review.ts';

/** A younger erasure is still being carried out by the call that began it. */
const leaveAloneMs = 60 * 60 * 1000;

/**
 * Begins the review of every closed case that has reached the end of its retention, once for each case and day. It also
 * completes interrupted erasures, and erases outdated counts of equality answers, mail that did not become a case, and
 * uploads of forms that did not become one. It can safely run at any time and any number of times.
 */
export async function reviewRetention(
  deps: Dependencies,
): Promise<{ begun: number; resumed: number; mailErased: number; mailFound: number; uploadsErased: number }> {
  const now = deps.clock.now();
  const until = londonDate(now);
  let begun = 0;
  const schedule = retentionScheduleOf(deps.council);
  for await (const state of itemsOf((page) => deps.store.casesToReview({ until, ...page }))) {
    // A case that the council keeps longer is listed every day of these years: it is passed over without being read whole.
    const day = reviewDay(state, schedule);
    if (day !== undefined && day <= until && (await beginReview(deps, state.id))) begun += 1;
  }
  let resumed = 0;
  for await (const erasure of itemsOf((page) => deps.store.erasures({ status: 'erasing', ...page }))) {
    if (Date.parse(now) - Date.parse(erasure.begunAt) < leaveAloneMs) continue;
    await carryOut(deps, erasure);
    resumed += 1;
  }
  await deps.store.forgetAnswers(equalityCountsKeptFrom(until));
  const mailErased = await eraseOldMail(deps);
  const stray = await takeStrayMail(deps);
  const uploadsErased = (await eraseStrayUploads(deps)) + (await eraseOldUploads(deps));
  return { begun, resumed, mailErased, mailFound: stray.held, uploadsErased };
}

async function beginReview(deps: Dependencies, caseId: string): Promise<boolean> {
  try {
    const result = await writeCase<false>(deps, caseId, ({ state }) => {
      const now = deps.clock.now();
      const day = reviewDay(state, retentionScheduleOf(deps.council));
      // The council may keep it longer. Since it was listed, it may also have been reopened, held, or put under review.
      if (day === undefined || day > londonDate(now)) return { answer: false };
      return startAlongside(deps, state, {
        procedure: retentionReview.id,
        matter: { id: reviewSubject(day), from: londonDate(now) },
        now,
        by: 'system',
      });
    });
    if (!('outbox' in result)) return false;
    // If the entry cannot be dispatched now, the repair dispatches it.
    await dispatchNow(deps, result.outbox);
    return true;
  } catch (error) {
    if (error instanceof UnknownCase) return false;
    throw error;
  }
}
