import {
  letterValues,
  taskOfLetter,
  type LetterReader,
  type Occasion,
} from '../../../functions/domain/correspondence/letter-values.ts';
import type { Council } from '../../../functions/domain/council/council.ts';
import { procedures } from '../../shropshire.ts';
import { calendar, council, opened, recorded, started, type What } from '../a-case.ts';

// A complaint received on Monday 1 June 2026. Its stage 1 is due on Monday 15 June, the tenth working day.

const toComplainant: LetterReader = { language: 'en', complainantName: 'Sam Carter' };
export const toStaff: LetterReader = { language: 'en', staffName: 'Megan Price' };

export interface Letter {
  happened: What[];
  /** The step the letter comes from; the last one opened if none is given. */
  from?: string;
  decision?: number;
  sentBy?: Occasion['sentBy'];
  on?: string;
  to?: LetterReader;
  /** The key of the letter. */
  letter?: string;
  of?: Council;
}

/** The values of a letter's placeholders, written at noon on `on`. */
export function values({
  happened,
  from,
  decision,
  sentBy,
  on = '2026-06-10',
  to = toComplainant,
  letter,
  of = council,
}: Letter) {
  const { after, events } = recorded(...happened);
  const procedure = procedures.version('childrens-statutory', '2006');
  if (!procedure) throw new Error('no such procedure');
  const task = taskOfLetter(after, from && `${from}#1`);
  return letterValues({ state: after, events, procedure, task, decision, sentBy, letter }, to, {
    council: of,
    calendar,
    now: `${on}T12:00:00.000Z`,
  });
}

export const stage1 = [started(), opened('stage-1', 'team-manager', { assignee: 'team-manager' })];
