import type { Case } from '../case/case.ts';
import type { NewEvent } from '../case/events.ts';
import type { LetterRow } from '../case/stored-rows.ts';
import type { Council } from '../council/council.ts';
import { londonDate, type Instant } from '../time/civil-date.ts';
import { lettersFor } from './prepare-letters.ts';
import { taskOfLetter } from './letter-values.ts';

/** The emergency advice to the sender of what was marked. */
export const safeguardingAdvice = 'safeguarding-advice';
/** The alert that someone may be in danger. It is never bundled with others and never waits. */
export const safeguardingAlert = 'alert-safeguarding';
const undelivered = 'alert-safeguarding-undelivered';

const alerts = new Set([safeguardingAlert, 'alert-safeguarding-late', undelivered]);
export const isSafeguardingAlert = (template: string): boolean => alerts.has(template);

/** Whether the sender was sent the advice on that day already: once for each case and day. */
export const advisedOn = ({ letters }: Case, now: Instant): boolean =>
  letters.some(
    ({ template, preparedAt }) =>
      template === safeguardingAdvice && londonDate(preparedAt) === londonDate(now),
  );

/**
 * The letters that take the place of an alert which the mail service refused, or which came back: to every complaints
 * officer and every senior manager. Empty for any other letter, and when they have been prepared before.
 */
export function undeliveredAlert(
  state: Case,
  { key, template, to, task }: Pick<LetterRow, 'key' | 'template' | 'to' | 'task'>,
  context: { council: Council; now: Instant },
): NewEvent[] {
  if (template !== safeguardingAlert) return [];
  return lettersFor(
    undelivered,
    ['every-complaints-officer', 'senior-manager'],
    key,
    state,
    taskOfLetter(state, task),
    context,
  ).filter(
    (event) =>
      event.type === 'letter-prepared' &&
      event.to !== to &&
      !state.letters.some((letter) => letter.key === event.letter),
  );
}
