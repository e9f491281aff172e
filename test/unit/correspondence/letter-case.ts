import type { LetterValues } from '../../../workflows/letters/letter-template.ts';

/** The values that a letter needs (law.md section 6), and sentences that it must contain. */
export interface LetterCase {
  id: string;
  values: LetterValues;
  says: string[];
}
