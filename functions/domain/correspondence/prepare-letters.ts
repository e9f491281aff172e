import type { Case, Task } from '../case/case.ts';
import type { NewEvent } from '../case/events.ts';
import { addressees } from '../people/recipients.ts';
import type { Council } from '../council/council.ts';
import type { Instant } from '../time/civil-date.ts';
import type { Recipient, Step } from '../../../workflows/procedures/procedure.ts';

/** The occasion of the alerts that a message has come. */
export const occasionOfMessage = (message: string | undefined): string => `message-${message}`;

/** Of prepared letters those that the case does not have yet. */
export const notPreparedYet = ({ letters }: Pick<Case, 'letters'>, events: readonly NewEvent[]): NewEvent[] =>
  events.filter(
    (event) => event.type === 'letter-prepared' && !letters.some(({ key }) => key === event.letter),
  );

/**
 * Prepares one letter for each addressee. `occasion` is part of the key: preparing the same occasion again gives the
 * same letters.
 */
export function lettersFor(
  template: string | undefined,
  to: readonly Recipient[],
  occasion: string,
  state: Case,
  task: Task & Pick<Step, 'writtenIn'>,
  context: { council: Council; now: Instant },
  decision?: number,
  enclosures: readonly string[] = [],
): NewEvent[] {
  if (template === undefined) return [];
  return addressees(to, state, task, context.council).map((addressee) => ({
    at: context.now,
    by: 'system' as const,
    type: 'letter-prepared' as const,
    letter: `${occasion}/${template}/${addressee}`,
    template,
    to: addressee,
    task: task.key,
    ...(decision === undefined ? {} : { decision }),
    ...(enclosures.length === 0 ? {} : { enclosures: [...enclosures] }),
  }));
}
