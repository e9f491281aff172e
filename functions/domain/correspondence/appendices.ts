import { londonDate, type CivilDate } from '../time/civil-date.ts';
import type { CaseDocument, LetterRow, Message } from '../case/stored-rows.ts';

/** One paper of a case in the index that goes to the Ombudsman: its number, what it is, its day, where it is kept. */
export interface Appendix {
  number: number;
  title: string;
  on: CivilDate;
  kind: 'from the complainant' | 'letter' | 'document';
  id: string;
}

/**
 * All papers of a case in order of their days, numbered: what came in, the letters to the complainant that went out, and
 * the documents (RULES section 2, LGSCO enquiry: response and indexed appendices). Internal alerts are none of them.
 */
export function appendices(file: {
  messages: readonly Message[];
  letters: readonly (LetterRow & { title: string })[];
  documents: readonly CaseDocument[];
}): Appendix[] {
  const papers: Omit<Appendix, 'number'>[] = [
    ...file.messages
      .filter(({ automatic }) => !automatic)
      .map(({ id, subject, channel, receivedAt }) => ({
        title: subject === '' ? `What the complainant said (${channel})` : subject,
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
  return papers
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
    .map((paper, index) => ({ number: index + 1, ...paper }));
}
