import { defaultLanguage } from '../../workflows/letters/index.ts';
import { londonDate, londonInstant, type CivilDate } from '../domain/time/civil-date.ts';
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
import { itemsOf } from './list-pages.ts';
import { heldWork } from './receive-mail/held-mail.ts';
import { sendNotice, type NoticeSent } from './send-notice.ts';
import { currentCalendar, letterId, type Dependencies } from '../dependencies.ts';

/** The results for the digests of a run. `before`: an earlier run has sent it, or may have. */
export type DigestsSent = Record<'sent' | 'before' | 'refused' | 'unconfirmed', number>;

/**
 * Some digests could not be sent and may be tried again: the scheduler calls again, and digests already sent are not
 * repeated.
 */
class DigestsLeft extends Error {
  override name = 'DigestsLeft' as const;
}

/**
 * Sends each person's digest of the day, once however often it is called. It sends none on a day that is not a working
 * day, and none before `from` (`HH:MM`, London), so that yesterday's missed run does not send today's digests at night.
 * One mail that cannot be sent does not delay the others. Throws `DigestsLeft` at the end if some must be tried again.
 */
export async function sendDigests(deps: Dependencies, from: string): Promise<DigestsSent> {
  const outcomes: DigestsSent = { sent: 0, before: 0, refused: 0, unconfirmed: 0 };
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
  for (const digest of digestsOf(await entriesOf(deps, context), context)) {
    try {
      const became = await sendDigest(deps, digest, context);
      if (became === 'busy') left.push('MailerBusy');
      else outcomes[became] += 1;
    } catch (error) {
      const fault = faultFields(error);
      deps.log('digest-not-sent', { user: digest.to.id, ...fault });
      left.push(fault.error);
    }
  }
  // Only their names: the messages of a mail service can contain addresses.
  if (left.length > 0) throw new DigestsLeft(`${left.length} left: ${[...new Set(left)].join(', ')}`);
  return outcomes;
}

/**
 * Reads only due tasks, page by page, from the index of open tasks by due day. There a paused task is due on the day on
 * which its pause is reviewed.
 */
async function entriesOf({ store }: Dependencies, context: DigestContext): Promise<DigestEntry[]> {
  const entries = new Map<string, DigestEntry>();
  const due = itemsOf((page) => store.openTasks({ dueBefore: digestEnd(context), ...page }));
  // A task whose due date moves during reading can occur on two pages.
  for await (const { state, task } of due)
    for (const entry of digestEntries(state, task, context))
      entries.set(`${state.id} ${task.key} ${entry.to.id}`, entry);
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
