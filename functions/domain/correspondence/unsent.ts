import type { LetterRow, UnsentReason } from '../case/stored-rows.ts';
import type { Instant } from '../time/civil-date.ts';
import { leavesCouncil } from '../people/written-to.ts';

/** A letter that did not go, or came back; unchanged if it is for staff, who see their tasks on their pages. */
export const withUnsent = (row: LetterRow, why: UnsentReason, at: Instant): LetterRow =>
  leavesCouncil(row.to) ? { ...row, unsent: { since: row.unsent?.since ?? at, why } } : row;

/** A letter that has gone after all, that its reader knows of by another way, or that was sent again as another letter. */
export function withoutUnsent(row: LetterRow): LetterRow {
  if (row.unsent === undefined) return row;
  const { unsent: _, ...others } = row;
  return others;
}
