import { londonDate, type CivilDate } from '../time/civil-date.ts';
import type { Case } from '../case/case.ts';
import { childrenOfItem } from '../case/child-limits.ts';
import type { CaseDocument, LetterRow, Message } from '../case/stored-rows.ts';

/** One entry of the index sent to the Ombudsman: its number, title, day and kind, and the id of the item. */
export interface Appendix {
  number: number;
  /** Absent for a message without a subject: its channel says what it is. */
  title?: string;
  channel?: Message['channel'];
  on: CivilDate;
  kind: 'from the complainant' | 'letter' | 'document';
  id: string;
  /** The children whom a document or a message is limited to. */
  children?: string[];
}

/**
 * The messages, letters to the complainant and documents of a case, numbered by date (law.md section 2, LGSCO enquiry:
 * response and indexed appendices). Internal alerts are left out.
 */
export function appendices(file: {
  state: Pick<Case, 'childLimits'>;
  messages: readonly Message[];
  letters: readonly (LetterRow & { title: string })[];
  documents: readonly CaseDocument[];
}): Appendix[] {
  const entries: Omit<Appendix, 'number'>[] = [
    ...file.messages
      .filter(({ automatic }) => !automatic)
      .map(({ id, subject, channel, receivedAt }) => ({
        ...(subject === '' ? { channel } : { title: subject }),
        on: londonDate(receivedAt),
        kind: 'from the complainant' as const,
        id,
      })),
    ...file.letters
      .filter(({ to, file: kept }) => to === 'complainant' && kept !== undefined)
      .map(({ key, title, preparedAt }) => ({
        title,
        on: londonDate(preparedAt),
        kind: 'letter' as const,
        id: key,
      })),
    ...file.documents.map(({ id, title, addedAt }) => ({
      title,
      on: londonDate(addedAt),
      kind: 'document' as const,
      id,
    })),
  ];
  return entries
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
    .map((entry, index) => {
      const children = entry.kind === 'letter' ? [] : childrenOfItem(file.state, entry.id);
      return { number: index + 1, ...entry, ...(children.length === 0 ? {} : { children }) };
    });
}
