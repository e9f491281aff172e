import type { Council } from '../functions/domain/council/council.ts';
import { hasConflict } from '../functions/domain/case/conflicts.ts';
import { subjectOfLetter } from '../functions/domain/decisions/letter-effects.ts';
import type { OutboxEntry } from '../functions/domain/case/stored-rows.ts';
import type { CaseFile, CaseStore } from '../functions/ports.ts';

// An alert waits until the hour of its reader is over (decision 0038), and an entry of the outbox carries it. Nothing
// else waits.

/** What is looked at of a play. */
interface Looked {
  deps: { store: Pick<CaseStore, 'outbox'>; council: Council };
  now: () => string;
}

const minute = 60_000;

/** Whether an entry carries alerts that wait. The outbox is looked at every hour here, and leaves alone what is a minute old. */
function isOfWaitingAlerts({ kind, id, since }: OutboxEntry, now: string): boolean {
  const ahead = Date.parse(since) - Date.parse(now);
  return kind === 'letters' && id.startsWith('alerts-') && ahead <= 60 * minute && ahead > -62 * minute;
}

const outboxOf = async (play: Pick<Looked, 'deps'>) =>
  (await play.deps.store.outbox({ before: '2100-01-01T00:00:00Z', limit: 1000 })).items;

/** The entries of the outbox that nothing explains: neither alerts that wait for their hour, nor so few minutes beyond it. */
export async function leftInOutbox(play: Looked): Promise<string[]> {
  const entries = await outboxOf(play);
  return entries
    .filter((entry) => !isOfWaitingAlerts(entry, play.now()))
    .map(({ caseId, id }) => `left pending: ${caseId} ${id}`);
}

/**
 * The letters of a case that were not sent and should have been: all but alerts to staff that wait within two hours for
 * an entry of the outbox, and those that went together in one letter that was sent, or waits in this way itself.
 */
export async function wrongInUnsent(
  play: Looked & { file: (reference: string) => Promise<CaseFile> },
  reference: string,
): Promise<string[]> {
  const { state, letters, events } = await play.file(reference);
  const now = play.now();
  const carried = (await outboxOf(play)).some(
    (entry) => entry.caseId === reference && isOfWaitingAlerts(entry, now),
  );
  const isRight = (key: string): boolean => {
    const row = letters.find((one) => one.key === key);
    if (!row) return false;
    switch (row.status) {
      case 'sent':
        return true;
      case 'bundled': {
        const [settled, ...more] = events.flatMap((event) =>
          event.type === 'letter-settled' && event.letter === key ? [event.bundle] : [],
        );
        return more.length === 0 && settled !== undefined && isRight(settled);
      }
      case 'prepared':
        return (
          carried &&
          row.to.startsWith('user:') &&
          row.template.startsWith('alert') &&
          Date.parse(now) - Date.parse(row.preparedAt) < 122 * minute
        );
      case 'not needed': {
        const because = (detail: string) =>
          events.some(
            (event) => event.type === 'letter-settled' && event.letter === key && event.detail === detail,
          );
        const isDecided = state.tasks.some(
          ({ key: task, status }) => task === row.task && status === 'decided',
        );
        const hasConflictNow =
          row.to.startsWith('user:') && hasConflict(state, row.to.slice('user:'.length), play.deps.council);
        // It asked for work on a step that ended before its hour was over, or its reader may not see the case any more.
        return (isDecided && because('step-over')) || (hasConflictNow && because('no-address'));
      }
      case 'to be posted':
      case 'posted':
      case 'returned':
        // Someone without an address for email, such as another body, gets it on paper or in another way: a task asks for it.
        return state.runs.some(
          ({ procedure, matter }) =>
            ['post-letter', 'contact-another-way'].includes(procedure) &&
            matter?.id === subjectOfLetter(state, key),
        );
      default:
        return false;
    }
  };
  return letters
    .filter(({ key }) => !isRight(key))
    .map(({ template, status }) => `the letter ${template} is ${status}`);
}
