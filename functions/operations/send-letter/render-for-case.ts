import { alertsTogether } from '../../../workflows/letters/letter-names.ts';
import type { Addressee } from '../../domain/case/events.ts';
import { decisionOf, letterValues, taskOfLetter } from '../../domain/correspondence/letter-values.ts';
import { furtherComplainantWrittenTo, leavesCouncil } from '../../domain/people/written-to.ts';
import { enclosuresFor } from '../../domain/people/child-wall.ts';
import { withoutSomePapers } from '../../../workflows/letters/en/adult/papers-kept-back.ts';
import { asCopy } from '../../../workflows/letters/en/adult/copy-wording.ts';
import { isCopy } from '../../domain/correspondence/copies.ts';
import { isOver, withoutThoseNowOverdue } from '../../domain/correspondence/bundle-alerts.ts';
import { renderLetter, type RenderedLetter } from '../../domain/correspondence/render-letter.ts';
import type { LetterRow } from '../../domain/case/stored-rows.ts';
import { runOf, type Run } from '../../domain/case/case.ts';
import type { Procedure } from '../../../workflows/procedures/procedure.ts';
import { currentCalendar, type Dependencies } from '../../dependencies.ts';
import type { CaseFile } from '../../ports.ts';
import { procedureOfRun } from '../runs/procedure-of-run.ts';
import { withFirstTask } from '../first-task.ts';
import { letterTemplate, reader, LetterIncomplete } from './letter-reader.ts';

/** A letter of a case as it goes. `link`: the address that it shows the complainant for following the case. */
export async function renderForCase(
  deps: Dependencies,
  file: CaseFile,
  row: LetterRow,
  link: string,
): Promise<RenderedLetter> {
  const to = reader(deps, file, row);
  const plain = letterTemplate(row.template, deps.council, to.language);
  const isComplainants =
    row.to === 'complainant' || furtherComplainantWrittenTo(file.state, row.to) !== undefined;
  const { enclosures = [] } = row;
  const isPart = enclosuresFor(file, row.to, enclosures, deps.council).length < enclosures.length;
  const whole = isPart ? withoutSomePapers(plain) : plain;
  const template = isCopy(row) && !isComplainants ? asCopy(whole) : whole;
  const state = await withFirstTask(deps, file);
  const task = taskOfLetter(state, row.task);
  const procedure = procedureToWriteBy(deps, file, row.to, task.run);
  const prepared = file.state.letters.find(({ key }) => key === row.key);
  const values = letterValues(
    {
      state,
      events: file.events,
      procedure,
      task,
      decision: row.decision,
      clock: prepared?.clock,
      change: prepared?.change,
      sending: prepared?.sending,
      letter: row.key,
      former: deps.procedures,
    },
    to,
    { council: deps.council, calendar: await currentCalendar(deps), now: deps.clock.now() },
  );
  // No one but a complainant gets their private link.
  const shown = !leavesCouncil(row.to) ? values.link : isComplainants ? link : '';
  const alerts = row.template === alertsTogether ? await subjectsOfBundle(deps, file, row.key) : undefined;
  // What only a complainant is told of their rights is not for another party who is written to.
  const toOther = leavesCouncil(row.to) && !isComplainants && !isCopy(row);
  const rights = toOther ? { aboutComplaint: '', advocacyOffer: '', advocacyForChild: '' } : {};
  const rendered = renderLetter(template, { ...values, ...rights, link: shown, alerts });
  if (!rendered.ok) throw new LetterIncomplete(`${row.template}: missing ${rendered.missing.join(', ')}`);
  return rendered.letter;
}

/**
 * The procedure by which a letter is written: that of its run. An alert can have waited while that version was withdrawn with
 * nothing in its place. It goes all the same, or nothing of the case could go on, and is written without the steps and
 * clocks that there are no more.
 */
function procedureToWriteBy(
  { procedures }: Dependencies,
  { state, events }: CaseFile,
  to: Addressee,
  run: number,
): Procedure {
  const followed = (one: Run) => procedures.version(one.procedure, one.version);
  const known = state.runs.findLast((one) => followed(one) !== undefined);
  const other = known && followed(known);
  return followed(runOf(state, run)) !== undefined || leavesCouncil(to) || !other
    ? procedureOfRun(procedures, { state, events }, run)
    : { ...other, steps: {}, clocks: {} };
}

/** The keys of the alerts that a letter took up. */
const takenUpBy = ({ events }: Pick<CaseFile, 'events'>, bundle: string): Set<string> =>
  new Set(
    events.flatMap((event) =>
      event.type === 'letter-settled' && event.bundle === bundle ? [event.letter] : [],
    ),
  );

/** Whether what was read of a case has everything that a letter says: the decision it is of, the alerts that it took up. */
export function servesLetter(file: CaseFile, { key, template, task, decision }: LetterRow): boolean {
  if (template === alertsTogether) {
    // The letter is prepared before the alerts are settled, in one change.
    const isKnown = file.events.some((event) => event.type === 'letter-prepared' && event.letter === key);
    const taken = [...takenUpBy(file, key)].map((one) => file.letters.find((row) => row.key === one));
    return isKnown && taken.every((row) => row !== undefined && servesLetter(file, row));
  }
  return decision === undefined || decisionOf(file.events, task ?? '', decision) !== undefined;
}

/** What the alerts say that a letter took up: the subject of each. */
export async function subjectsOfBundle(
  deps: Dependencies,
  file: CaseFile,
  bundle: string,
): Promise<string[]> {
  const taken = takenUpBy(file, bundle);
  const subjects: string[] = [];
  for (const row of withoutThoseNowOverdue(file.letters.filter(({ key }) => taken.has(key))))
    // One that was still waiting itself when the next alerts came.
    if (row.template === alertsTogether) subjects.push(...(await subjectsOfBundle(deps, file, row.key)));
    else if (!isOver(file.state, row)) subjects.push((await renderForCase(deps, file, row, '')).subject);
  return [...new Set(subjects)];
}
