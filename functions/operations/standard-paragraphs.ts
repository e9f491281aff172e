import { letterValues } from '../domain/correspondence/letter-values.ts';
import { taskNow } from '../domain/correspondence/letters-about-people.ts';
import { fillParagraph } from '../domain/council/standard-paragraphs.ts';
import type { User } from '../domain/council/council.ts';
import { currentCalendar, type Dependencies } from '../dependencies.ts';
import type { CaseFile } from '../ports.ts';
import { procedureOfRun } from './runs/procedure-of-run.ts';
import { reader } from './send-letter/letter-reader.ts';

/** A standard paragraph of the council with the values of a case. */
export interface FilledParagraph {
  id: string;
  title: string;
  text: string;
}

/** The council's standard paragraphs as `by` can put them into a letter on a case. */
export async function paragraphsFor(
  deps: Dependencies,
  file: CaseFile,
  by: User,
): Promise<FilledParagraph[]> {
  const { paragraphs = [] } = deps.council;
  const { state, events } = file;
  if (paragraphs.length === 0 || state.tasks.length === 0) return [];
  const task = taskNow(state);
  const procedure = procedureOfRun(deps.procedures, file, task.run);
  const values = letterValues(
    { state, events, procedure, task, former: deps.procedures },
    reader(deps, file, { to: 'complainant', key: '' }),
    { council: deps.council, calendar: await currentCalendar(deps), now: deps.clock.now() },
  );
  return paragraphs.map(({ id, title, text }) => ({
    id,
    title,
    // Whoever writes the letter signs it.
    text: fillParagraph(text, { ...values, officerName: by.name }),
  }));
}
