import type { Dependencies } from '../dependencies.ts';
import { alertFlagReviews } from './resolve-complainant/flag-reviews.ts';
import { alertOfUnusedWording } from './alert-of-unused-wording.ts';
import { sendDigests, type DigestsSent } from './send-digests.ts';

/**
 * Everything that goes to staff in the morning: reviews of flags, stored wording that is not used, and the digests, not
 * before `from` (`HH:MM`, London). None of them holds up another; the first fault is thrown at the end.
 */
export async function sendMorningMail(deps: Dependencies, from: string): Promise<DigestsSent> {
  const alerts = await Promise.allSettled([alertFlagReviews(deps), alertOfUnusedWording(deps)]);
  const sent = await sendDigests(deps, from);
  for (const alert of alerts) if (alert.status === 'rejected') throw alert.reason;
  return sent;
}
