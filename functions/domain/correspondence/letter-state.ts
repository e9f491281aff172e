import type { Case } from '../case/case.ts';
import type { LetterRow } from '../case/stored-rows.ts';
import type { CivilDate } from '../time/civil-date.ts';

/**
 * How far a letter has come. `bounced`: its email came back; `returned`: the post brought it back. `not sent`: the mail
 * service refused it, or there is no one to write to. `unconfirmed`: it may or may not have left.
 */
export const letterStates = [
  'prepared',
  'sent',
  'delivered',
  'bounced',
  'to be posted',
  'posted',
  'returned',
  'not sent',
  'unconfirmed',
] as const;
export type LetterProgress = (typeof letterStates)[number];

/** Whether a letter is on paper: it was printed, or waits to be. */
export const isOnPaper = ({ file }: Pick<LetterRow, 'file'>): boolean => file?.endsWith('.html') === true;

/** How far a letter has come, from what is stored of it. */
export function progressOfLetter(row: Pick<LetterRow, 'status' | 'file' | 'deliveredAt'>): LetterProgress {
  switch (row.status) {
    case 'prepared':
    case 'sending':
      return 'prepared';
    case 'sent':
    case 'bundled':
      return row.deliveredAt === undefined ? 'sent' : 'delivered';
    case 'returned':
      return isOnPaper(row) ? 'returned' : 'bounced';
    case 'refused':
    case 'not needed':
      return 'not sent';
    case 'to be posted':
    case 'posted':
    case 'unconfirmed':
      return row.status;
  }
}

/** The day on which a letter left: the mail service took it, or it was posted. */
export const leftOn = ({ letters }: Pick<Case, 'letters'>, key: string): CivilDate | undefined =>
  letters.find((letter) => letter.key === key)?.leftOn;

/** The documents that go with a letter, of those that someone may see. */
export const enclosuresOf = <Document extends { id: string }>(
  { documents }: { documents: readonly Document[] },
  { enclosures }: Pick<LetterRow, 'enclosures'>,
): Document[] => documents.filter(({ id }) => enclosures?.includes(id));
