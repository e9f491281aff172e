import { defaultLanguage } from '../../workflows/letters/index.ts';
import { addCalendarDays, londonDate, londonInstant, type CivilDate } from '../domain/time/civil-date.ts';
import {
  digestEnd,
  digestEntries,
  digestsOf,
  digestValues,
  type Digest,
  type DigestContext,
  type DigestEntry,
} from '../domain/views/digest.ts';
import { faultFields } from '../runtime/faults.ts';
import type { FaultFields } from '../runtime/log-messages.ts';
import { itemsOf } from './list-pages.ts';
import { heldWork } from './receive-mail/held-mail.ts';
import { sendNotice, type NoticeSent } from './send-notice.ts';
import { currentCalendar, letterId, type Dependencies } from '../dependencies.ts';

/** The results for the digests of a run. `before`: an earlier run has sent it, or may have. `busy`: to be tried again. */
export type DigestsSent = Record<NoticeSent, number>;

/**
 * Some digests could not be made or sent: the scheduler calls again, and digests already sent are not repeated.
 */
class DigestsLeft extends Error {
  override name = 'DigestsLeft' as const;
}

/**
 * Sends each person's digest of the day, once however often it is called. It sends none on a day that is not a working
 * day, and none before `from` (`HH:MM`, London), so that yesterday's missed run does not send today's digests at night.
 * A case or a mail at which something fails delays no one else's digest; throws `DigestsLeft` at the end. What the mail
 * service does not take is left to `sendDigestsLeft`.
 */
export async function sendDigests(deps: Dependencies, from: string): Promise<DigestsSent> {
  const outcomes: DigestsSent = { sent: 0, before: 0, refused: 0, unconfirmed: 0, busy: 0 };
  const now = deps.clock.now();
  const today = londonDate(now);
  const calendar = await currentCalendar(deps);
  if (!calendar.isWorkingDay(today) || now < londonInstant(today, from)) return outcomes;

  const context = {
    council: deps.council,
    procedures: deps.procedures,
    calendar,
    today,
    held: (await heldWork(deps)).map(({ due }) => due),
  };
  const left: string[] = [];
  const entries = await entriesOf(deps, context, (caseId, fault) => {
    deps.log('case-not-in-digest', { caseId, ...fault });
    left.push(fault.error);
  });
  for (const digest of digestsOf(entries, context)) {
    try {
      outcomes[await sendDigest(deps, digest, context)] += 1;
    } catch (error) {
      const fault = faultFields(error);
      deps.log('digest-not-sent', { user: digest.to.id, ...fault });
      left.push(fault.error);
    }
  }
  if (outcomes.busy > 0)
    await deps.shortLived.put(
      leftOf(today),
      outcomes.busy,
      londonInstant(addCalendarDays(today, 1), '00:00'),
    );
  // Only their names: the messages of a mail service can contain addresses.
  if (left.length > 0) throw new DigestsLeft(`${left.length} left: ${[...new Set(left)].join(', ')}`);
  return outcomes;
}

const leftOf = (today: CivilDate) => `digests-left-${today}`;

/** Sends the digests of today that the mail service has not taken yet, if there are any. */
export async function sendDigestsLeft(deps: Dependencies, from: string): Promise<DigestsSent | undefined> {
  const now = deps.clock.now();
  const left = leftOf(londonDate(now));
  if ((await deps.shortLived.get(left, now)) === undefined) return undefined;
  const sent = await sendDigests(deps, from);
  if (sent.busy === 0) await deps.shortLived.remove(left);
  return sent;
}

/**
 * Reads only due tasks, page by page, from the index of open tasks by due day. There a paused task is due on the day on
 * which its pause is reviewed.
 */
async function entriesOf(
  { store }: Dependencies,
  context: DigestContext,
  failed: (caseId: string, fault: FaultFields) => void,
): Promise<DigestEntry[]> {
  const entries = new Map<string, DigestEntry>();
  const due = itemsOf((page) => store.openTasks({ dueBefore: digestEnd(context), ...page }));
  // A task whose due date moves during reading can occur on two pages.
  for await (const { state, task } of due)
    try {
      for (const entry of digestEntries(state, task, context))
        entries.set(`${state.id} ${task.key} ${entry.to.id}`, entry);
    } catch (fault) {
      failed(state.id, faultFields(fault));
    }
  return [...entries.values()];
}

/** The id of a user's digest of a day, in mail, as a file name and as a claim. */
function digestId(today: CivilDate, { to }: Digest): string {
  return letterId(`digest-${today}`, to.id);
}

function sendDigest(deps: Dependencies, digest: Digest, context: DigestContext): Promise<NoticeSent> {
  return sendNotice(deps, {
    id: digestId(context.today, digest),
    template: 'digest',
    values: digestValues(digest, context, defaultLanguage),
    to: digest.to,
    copies: 'digests/',
  });
}
