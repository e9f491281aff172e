import { routeLetters } from '../../../workflows/letters/letter-names.ts';
import type { NewEvent } from '../../domain/case/events.ts';
import { taskOfLetter } from '../../domain/correspondence/letter-values.ts';
import { leavesCouncil, personWrittenTo } from '../../domain/people/written-to.ts';
import { withUnsent, withoutUnsent } from '../../domain/correspondence/unsent.ts';
import { windowAddress } from '../../domain/text/postal-address.ts';
import type { LetterRow } from '../../domain/case/stored-rows.ts';
import type { Case } from '../../domain/case/case.ts';
import { subjectOfLetter } from '../../domain/decisions/letter-effects.ts';
import { londonDate, type Instant } from '../../domain/time/civil-date.ts';
import { reportAndGoOn } from '../../runtime/faults.ts';
import { proceduresAlongside } from '../../../workflows/procedures/index.ts';
import { lettersFor } from '../../domain/correspondence/prepare-letters.ts';
import { safeguardingAdvice, undeliveredAlert } from '../../domain/correspondence/safeguarding-letters.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { CaseFile } from '../../ports.ts';
import { linkLetter } from '../follow-case/link-letter.ts';
import { withFirstTask } from '../first-task.ts';
import { startAlongside } from '../runs/start-alongside.ts';
import { startRun } from '../runs/start-run.ts';
import { always } from '../recent-case.ts';
import { writeRecentCase } from '../write-case.ts';
import { procedureOfTask } from '../../domain/case/procedure-followed.ts';
import { noEvents } from '../events-and-outbox.ts';
import { addressOf } from './letter-reader.ts';

/** What becomes of a letter that was to go. */
export type Settled = Exclude<Extract<NewEvent, { type: 'letter-settled' }>['status'], 'bundled'>;

/** Records what became of a letter, with what follows from that, once. */
export async function settle(
  deps: Dependencies,
  caseId: string,
  row: LetterRow,
  status: Settled,
  detail?: string,
  { aliases = [], sentTo }: { aliases?: string[]; sentTo?: string } = {},
): Promise<undefined> {
  const needsPerson =
    (leavesCouncil(row.to) || row.template === routeLetters.copy) &&
    row.template !== safeguardingAdvice &&
    (status === 'unconfirmed' || status === 'refused' || status === 'to be posted');
  const result = await writeRecentCase(deps, caseId, always, async (file) => {
    const { state } = file;
    const ofTask = await withFirstTask(deps, file);
    // Several calls may have handled the letter at once. The first one records the result.
    if (state.letters.find(({ key }) => key === row.key)?.status !== 'prepared') return { answer: undefined };
    const now = deps.clock.now();
    const followUp = leavesCouncil(row.to) ? followUpOf(deps, file, row, status, now) : noEvents;
    return {
      events: [
        {
          at: now,
          by: 'system',
          type: 'letter-settled',
          letter: row.key,
          status,
          ...(detail === undefined ? {} : { detail }),
          ...(status === 'sent' ? { leftOn: londonDate(now) } : {}),
        },
        ...followUp.events,
        ...(needsPerson
          ? lettersFor(
              'alert-letter-problem',
              ['complaints-officer'],
              `letter-problem/${row.key}`,
              state,
              taskOfLetter(ofTask, row.task),
              { council: deps.council, now },
            )
          : []),
        ...(status === 'refused' || status === 'unconfirmed'
          ? undeliveredAlert(ofTask, row, { council: deps.council, now })
          : []),
        ...(sentTo !== undefined && hasMovedSince(deps, file, row, sentTo) ? linkLetter(deps, file) : []),
      ],
      letters: [
        {
          ...(status === 'refused' || status === 'unconfirmed'
            ? withUnsent(row, status, now)
            : withoutUnsent(row)),
          status,
        },
      ],
      outbox: followUp.outbox,
      aliases,
    };
  });
  // What cannot be started now is left to the repair.
  if (!('outbox' in result)) return undefined;
  for (const entry of result.outbox)
    if (entry.kind === 'start')
      await reportAndGoOn(startRun(deps, entry), (fault) =>
        deps.log('outbox-entry-not-dispatched', { caseId, entry: entry.id, kind: entry.kind, ...fault }),
      );
  return undefined;
}

/**
 * Settles alerts to staff that the mail service has taken. Nothing follows from that. What comes back of an alert names its case
 * by the tag of the letter, by our Message-ID in References or by the address for replies, so no name of the service is kept for it.
 */
export async function settleAlerts(
  deps: Dependencies,
  caseId: string,
  gone: readonly LetterRow[],
): Promise<void> {
  await writeRecentCase(deps, caseId, always, ({ state }) => {
    const now = deps.clock.now();
    // Several calls may have handled a letter at once. The first one records the result.
    const rows = gone.filter(({ key }) =>
      state.letters.some((letter) => letter.key === key && letter.status === 'prepared'),
    );
    if (rows.length === 0) return { answer: undefined };
    return {
      events: rows.map(({ key }) => ({
        at: now,
        by: 'system',
        type: 'letter-settled',
        letter: key,
        status: 'sent',
        leftOn: londonDate(now),
      })),
      letters: rows.map((row) => ({ ...withoutUnsent(row), status: 'sent' })),
    };
  });
}

/**
 * Whether the complainant's email address was changed while this letter was on its way to the old one. The link in it no
 * longer works, and whoever changed the address was told that this letter would bring one. A letter with a link follows, by
 * which they can read this one as well.
 */
function hasMovedSince(deps: Dependencies, file: CaseFile, { to }: LetterRow, sentTo: string): boolean {
  if (to !== 'complainant') return false;
  const now = addressOf(deps, file, to);
  return now !== undefined && now.email !== sentTo;
}

/**
 * The task that a letter to the complainant leaves to an officer: to post it; or, where there is no address to post it to,
 * and of an answer on which they may have to act in time, to reach them another way.
 */
function followUpOf(deps: Dependencies, file: CaseFile, row: LetterRow, status: Settled, now: Instant) {
  const { state } = file;
  const canBePosted = windowAddress(personWrittenTo(file, row.to)?.address).problem === undefined;
  const failed = status === 'refused' || status === 'unconfirmed';
  const procedure =
    status === 'to be posted'
      ? canBePosted
        ? proceduresAlongside.postLetter
        : proceduresAlongside.contactAnotherWay
      : failed && row.to === 'complainant' && beginsWindow(deps, state, row)
        ? proceduresAlongside.contactAnotherWay
        : undefined;
  if (procedure === undefined) return noEvents;
  const matter = { id: subjectOfLetter(state, row.key), from: londonDate(now) };
  return startAlongside(deps, state, { procedure, matter, now, by: 'system' });
}

/** Whether a letter is of a decision that opens a right which ends with its last day. */
function beginsWindow(
  { procedures }: Dependencies,
  state: Case,
  { task: key, decision }: LetterRow,
): boolean {
  const task = state.tasks.find((one) => one.key === key);
  const steps = task && procedureOfTask(task, procedures)?.steps;
  const outcome = task?.decisions.find(({ n }) => n === decision)?.outcome;
  return steps?.[steps[task?.step ?? '']?.outcomes[outcome ?? '']?.next ?? '']?.kind === 'window';
}
