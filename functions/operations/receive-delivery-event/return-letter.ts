import { londonDate } from '../../domain/time/civil-date.ts';
import type { NewEvent } from '../../domain/case/events.ts';
import { subjectOfLetter } from '../../domain/decisions/letter-effects.ts';
import { leavesCouncil } from '../../domain/people/written-to.ts';
import { taskOfLetter } from '../../domain/correspondence/letter-values.ts';
import { withUnsent, withoutUnsent } from '../../domain/correspondence/unsent.ts';
import { safeguardingAdvice, undeliveredAlert } from '../../domain/correspondence/safeguarding-letters.ts';
import { lettersFor, notPreparedYet } from '../../domain/correspondence/prepare-letters.ts';
import type { LetterRow } from '../../domain/case/stored-rows.ts';
import { letterId, mailNameOf, type Dependencies } from '../../dependencies.ts';
import { dispatchNow } from '../dispatch.ts';
import type { CaseFile } from '../../ports.ts';
import { isUnanswered, settleUnanswered } from '../send-letter/unanswered.ts';
import { serviceMailId } from '../send-letter/service-mail-id.ts';
import { lettersEntry } from '../letters-entry.ts';
import { startAlongside } from '../runs/start-alongside.ts';
import { caseOfMailName } from '../case-of-mail-name.ts';
import { mailAlias, writeCase, type Work } from '../write-case.ts';
import { proceduresAlongside } from '../../../workflows/procedures/index.ts';
import type { DeliveryReport } from './delivery-event.ts';

/** Thrown while the letter is still being sent. The event will be delivered again. */
export class LetterNotSettled extends Error {
  override name = 'LetterNotSettled' as const;
}

/**
 * Thrown if no officer could be told by mail that a letter came back. The people who run the system must look at it.
 */
class NoOneToTell extends Error {
  override name = 'NoOneToTell' as const;
}

const alert = 'alert-letter-problem';

/** The result of an event about a letter: 'known' if it was recorded before. */
export type LetterNews = DeliveryReport['became'] | 'known' | 'no such letter';

/**
 * Records once that a letter of ours did not arrive. For a letter to the complainant or another party, this opens the task
 * to contact them another way (law.md section 6); for any other letter, the complaints officers are told. Throws
 * `LetterNotSettled` and `NoOneToTell` before writing anything.
 */
export async function returnLetter(deps: Dependencies, report: DeliveryReport): Promise<LetterNews> {
  const caseId = await caseOfLetter(deps, report.names);
  if (caseId === undefined) return 'no such letter';
  const result = await writeCase<LetterNews | LetterRow>(deps, caseId, (file) => {
    const row = letterNamed(file, report);
    if (!row) return { answer: 'no such letter' };
    if (isUnanswered(row, deps.clock.now())) return { answer: row };
    if (row.status === 'prepared' || row.status === 'sending')
      throw new LetterNotSettled(letterId(caseId, row.key));
    return row.status === 'returned' ? { answer: 'known' } : taken(deps, file, row, report);
  });
  if ('answer' in result) {
    if (typeof result.answer === 'string') return result.answer;
    await settleUnanswered(deps, caseId, result.answer, 'sent');
    return returnLetter(deps, report);
  }
  if ('outbox' in result)
    // The repair does later what cannot be done now.
    await dispatchNow(deps, result.outbox);
  return report.became;
}

/** The case whose letter has one of these ids. */
export async function caseOfLetter(
  { store }: Pick<Dependencies, 'store'>,
  names: readonly string[],
): Promise<string | undefined> {
  for (const name of names) {
    const [, caseId] = /^(.+)-[0-9a-f]{20}$/.exec(name) ?? [];
    const candidate =
      caseId === undefined
        ? ((await store.find({ alias: mailAlias(serviceMailId(name)) })) ??
          (await caseOfMailName(store, name)))
        : (await store.state(caseId))?.id;
    if (candidate !== undefined) return candidate;
  }
  return undefined;
}

/** The letter that a report is about. */
export function letterNamed(
  { state, letters }: CaseFile,
  { names, byMail }: Pick<DeliveryReport, 'names' | 'byMail'>,
): LetterRow | undefined {
  return names
    .map((name) =>
      letters.find(
        ({ key, mailId, serviceId }) =>
          (byMail !== true && name === letterId(state.id, key)) ||
          name === mailId ||
          name === mailNameOf(mailId) ||
          serviceMailId(name) === serviceId,
      ),
    )
    .find((row) => row !== undefined);
}

/** Whether a letter is an alert about another, or took up such an alert. */
const isAboutLetter = ({ state, events }: CaseFile, { key, template }: LetterRow): boolean =>
  template === alert ||
  state.letters.some(
    (one) =>
      one.template === alert &&
      events.some(
        (event) => event.type === 'letter-settled' && event.letter === one.key && event.bundle === key,
      ),
  );

function taken(
  deps: Dependencies,
  file: CaseFile,
  row: LetterRow,
  report: DeliveryReport,
): Work | { answer: LetterNews } {
  const { state } = file;
  const { became } = report;
  const now = deps.clock.now();
  const fact = { at: now, by: 'system' as const };
  const returned: NewEvent[] =
    report.became === 'returned'
      ? [
          {
            ...fact,
            type: 'letter-returned',
            letter: row.key,
            detail: report.detail,
            ...(report.status === undefined ? {} : { status: report.status }),
          },
        ]
      : [];
  const known = row.readAt === undefined ? withUnsent(row, 'returned', now) : withoutUnsent(row);
  const letters: LetterRow[] = became === 'returned' ? [{ ...known, status: 'returned' }] : [];
  if (became === 'returned' && leavesCouncil(row.to) && row.template !== safeguardingAdvice) {
    const matter = { id: subjectOfLetter(state, row.key), from: londonDate(now) };
    const start = startAlongside(deps, state, {
      procedure: proceduresAlongside.contactAnotherWay,
      matter,
      ...fact,
      now,
    });
    // It was read in the private link before the report came: it has reached them, but their address is wrong.
    const read: NewEvent[] =
      row.readAt === undefined
        ? []
        : [
            {
              ...fact,
              type: 'letter-reached',
              letter: row.key,
              on: londonDate(row.readAt),
              how: '',
              read: true,
            },
          ];
    return { events: [...returned, ...read, ...start.events], letters, outbox: start.outbox };
  }
  const undelivered = undeliveredAlert(state, row, { council: deps.council, now });
  if (undelivered.length > 0)
    return {
      events: [...returned, ...undelivered],
      letters,
      outbox: [lettersEntry(state, now)],
    };
  const alerts = lettersFor(
    alert,
    ['complaints-officer'],
    `letter-${became}/${row.key}`,
    state,
    taskOfLetter(state, row.task),
    { council: deps.council, now },
  ).filter((event) => event.type === 'letter-prepared' && event.to !== row.to);
  // An alert about an alert could go back and forth for ever between two full mailboxes.
  if (isAboutLetter(file, row) || alerts.length === 0) throw new NoOneToTell(letterId(state.id, row.key));
  const fresh = notPreparedYet(state, alerts);
  if (fresh.length === 0 && returned.length === 0) return { answer: 'known' };
  return {
    events: [...returned, ...fresh],
    letters,
    outbox: [lettersEntry(state, now)],
  };
}
